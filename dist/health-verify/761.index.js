export const id = 761;
export const ids = [761];
export const modules = {

/***/ 8761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openInside: () => (/* binding */ openInside),
  probeInside: () => (/* binding */ probeInside)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/client-config.js + 2 modules
var client_config = __webpack_require__(2056);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/client.js + 4 modules
var client = __webpack_require__(1906);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/log-tail.js



const TRIES = 3;
const BETWEEN_TRIES_MS = 1_500;
/** What a program wrote as it died reaches CloudWatch Logs some seconds later: an empty stream is read again. */
function log_tail_patientReader(read, clock, signal) {
    return async (request) => {
        for (let attempt = 1;; attempt += 1) {
            try {
                const lines = await read(request);
                if (lines.length > 0 || attempt >= TRIES)
                    return lines;
            }
            catch (error) {
                if (faultKind(error) !== 'not-found' || attempt >= TRIES)
                    throw error;
            }
            await clock.sleep(BETWEEN_TRIES_MS, signal);
        }
    };
}
const LINES = 20;
const LINE_LENGTH = 500;
/** The last lines a failed container wrote, as far as its log driver lets anyone read them. Never rejects. */
async function readLogTail(end, definition, read) {
    const containers = definition.containerDefinitions ?? [];
    // Without a culprit the only container is the one to look at; of several, none is better than another.
    const name = end.culprit?.name ?? (containers.length === 1 ? containers[0]?.name : undefined);
    const container = containers.find((candidate) => candidate.name === name);
    if (name === undefined || container === undefined)
        return none('No container stands out, so no log was read.');
    if (end.culprit !== undefined && end.culprit.exitCode === undefined) {
        return none(`Container ${name} did not start, so it logged nothing.`);
    }
    const place = logPlaceOf(container, end.taskId);
    if (typeof place === 'string')
        return none(place);
    try {
        const lines = await read({ ...place, limit: LINES });
        if (lines.length === 0)
            return none(`Container ${name} logged nothing.`);
        return { lines: lines.map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line)) };
    }
    catch (error) {
        return none(explain(error, place));
    }
}
function explain(error, { group, stream }) {
    const kind = faultKind(error);
    if (kind === 'not-found')
        return `Log stream ${stream} is not in ${group}: the container wrote nothing, or its role may not write there.`;
    if (kind === 'denied')
        return `The log could not be read; this job's role needs logs:GetLogEvents on ${group}.`;
    return `The log could not be read: ${errorMessage(error)}`;
}
function none(note) {
    return { lines: [], note };
}

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/lazy-logs.js

/** A log reader whose code is loaded when the first log is read, which only failed deployments do. */
function lazyLogReader(config, { clock, signal }) {
    const read = async (request) => {
        const { createLogReader } = await Promise.all(/* import() */[__webpack_require__.e(107), __webpack_require__.e(492)]).then(__webpack_require__.bind(__webpack_require__, 2492));
        return createLogReader(config, signal)(request);
    };
    return patientReader(read, clock, signal);
}
/** Reads logs page by page; the code for it is loaded with the first page, which only one-off tasks need. */
function lazyLogPages(config, signal) {
    let pages;
    return async (request) => {
        pages ??= Promise.all(/* import() */[__webpack_require__.e(107), __webpack_require__.e(492)]).then(__webpack_require__.bind(__webpack_require__, 2492)).then(({ createLogPages }) => createLogPages(config, signal));
        return (await pages)(request);
    };
}

// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-ecs/dist-cjs/index.js
var dist_cjs = __webpack_require__(4224);
// EXTERNAL MODULE: ./shared/aws/calls.js
var calls = __webpack_require__(7655);
;// CONCATENATED MODULE: ./shared/ecs/one-off/client.js


/** One-off tasks of Amazon ECS through the SDK. `signal` ends what only reads. */
function createTaskApi(config, signal) {
    const client = new dist_cjs/* ECSClient */.Zgc(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const call = (0,calls/* endingWith */["in"])(signal);
    return {
        runTask: async (input) => {
            const { tasks = [], failures = [] } = await client.send(new dist_cjs/* RunTaskCommand */._eD(input));
            const [task] = tasks;
            return {
                ...(task === undefined ? {} : { task }),
                failures: failures.map(({ reason = '', detail }) => ({ reason, detail })),
            };
        },
        describeTask: async (cluster, task) => {
            const command = new dist_cjs/* DescribeTasksCommand */.z8X({ cluster, tasks: [task] });
            return (await call(() => client.send(command, options))).tasks?.[0];
        },
        stopTask: async (cluster, task, reason) => {
            await client.send(new dist_cjs/* StopTaskCommand */.PP1({ cluster, task, reason }));
        },
        tagsOf: async (resourceArn) => {
            const { tags = [] } = await call(() => client.send(new dist_cjs/* ListTagsForResourceCommand */.a_e({ resourceArn }), options));
            return tags.map(({ key = '', value = '' }) => ({ key, value }));
        },
    };
}

// EXTERNAL MODULE: ./shared/release/record.js
var record = __webpack_require__(605);
;// CONCATENATED MODULE: ./shared/ecs/one-off/request.js

/** What a task started by a workflow run carries as `startedBy`: the run and its attempt. */
function startedByRun({ runId, runAttempt }) {
    // Longer values than 36 characters are younger than some of what reads them.
    return (runId === '' ? 'cicd-actions' : `cicd-run/${runId}/${runAttempt}`).replace(/[^\w/-]/g, '-').slice(0, 36);
}
/** Characters of all overrides together, JSON included. Source: API reference, RunTask, `overrides`. */
const MAX_OVERRIDES = 8_192;
/** Whether RunTask takes a command of this length. */
function fitsOverrides(container, command) {
    return JSON.stringify(overridesOf({ container, command })).length <= MAX_OVERRIDES;
}
/**
 * The RunTask of a one-off task that runs where, and as, the tasks of `service` do: its network, capacity, platform,
 * placement, volumes and tags.
 * @param serviceTags of the service; counted only where its tasks get them
 */
function runTaskInput(service, command, more) {
    const { cluster, purpose, taskDefinition, startedBy } = command;
    return {
        cluster,
        taskDefinition,
        startedBy,
        count: 1,
        group: `${purpose}:${service.serviceName ?? ''}`,
        clientToken: more.clientToken,
        overrides: overridesOf(command),
        ...capacityOf(service),
        ...placementOf(service),
        ...tagsOf(service, more.serviceTags),
    };
}
function overridesOf({ container, command }) {
    return { containerOverrides: [{ name: container, command: [...command] }] };
}
/** RunTask refuses a launch type beside a capacity provider strategy. */
function capacityOf(service) {
    const { capacityProviderStrategy = [], launchType, platformVersion } = service;
    return {
        ...(capacityProviderStrategy.length > 0
            ? { capacityProviderStrategy }
            : launchType === undefined
                ? {}
                : { launchType }),
        ...(platformVersion === undefined || platformVersion === '' ? {} : { platformVersion }),
    };
}
function placementOf(service) {
    const { networkConfiguration, placementConstraints = [], placementStrategy = [], deployments = [] } = service;
    const volumes = deployments.find(({ status }) => status === 'PRIMARY')?.volumeConfigurations ?? [];
    return {
        ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
        ...(placementConstraints.length === 0 ? {} : { placementConstraints }),
        ...(placementStrategy.length === 0 ? {} : { placementStrategy }),
        ...(volumes.length === 0 ? {} : { volumeConfigurations: volumes }),
    };
}
/** A service's tasks may get its own tags; RunTask knows the task definition's only, so those are named. */
function tagsOf(service, serviceTags) {
    const own = service.propagateTags === 'SERVICE' ? serviceTags.filter(({ key }) => !(0,record/* isRecordTag */._K)(key)) : [];
    return {
        ...(service.propagateTags === 'TASK_DEFINITION' ? { propagateTags: 'TASK_DEFINITION' } : {}),
        ...(own.length === 0 ? {} : { tags: [...own] }),
        ...(service.enableECSManagedTags === true ? { enableECSManagedTags: true } : {}),
    };
}

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/log-place.js
/**
 * The log stream of a container, or one sentence that says why it cannot be told. Its name is
 * `prefix/container/task id` (Amazon ECS developer guide, "awslogs log driver").
 */
function log_place_logPlaceOf({ name = '', logConfiguration }, taskId) {
    const { logDriver, options = {} } = logConfiguration ?? {};
    if (logDriver !== 'awslogs') {
        return `Container ${name} ${logDriver === undefined ? 'has no log driver' : `logs by ${logDriver}`}; only awslogs can be read here.`;
    }
    const { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': prefix } = options;
    if (group === undefined || prefix === undefined) {
        return `Container ${name} has no awslogs-stream-prefix, so its log stream cannot be told.`;
    }
    return { region, group, stream: `${prefix}/${name}/${taskId}` };
}

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
;// CONCATENATED MODULE: ./shared/ecs/one-off/log-follower.js


/** At most so many pages a look: a program that writes without end must not hold up the look at its task. */
const PAGES = 20;
/**
 * Follows a log stream that is being written. What it cannot read is said once and done without: a task is judged by
 * its exit code, not by its log.
 */
class LogFollower {
    #pages;
    #place;
    #print;
    #onMissing;
    #after;
    #lines = 0;
    #missing = false;
    constructor(pages, place, tell) {
        this.#pages = pages;
        this.#place = place;
        this.#print = tell.print;
        this.#onMissing = tell.onMissing;
    }
    /** Lines printed so far. */
    get lines() {
        return this.#lines;
    }
    /** Prints what is new. Never rejects but for a cancelled job. */
    async read(signal) {
        for (let page = 0; page < PAGES && !this.#missing; page += 1) {
            const before = this.#after;
            try {
                const { lines, after } = await this.#pages({ ...this.#place, after: before });
                this.#after = after;
                for (const line of lines)
                    this.#print(line);
                this.#lines += lines.length;
                if (after === before || (before === undefined && lines.length === 0))
                    return;
            }
            catch (error) {
                signal?.throwIfAborted();
                this.#unread(error);
                return;
            }
        }
    }
    #unread(error) {
        const kind = (0,faults/* faultKind */.H9)(error);
        // The stream is made with the first line; the others pass.
        if (kind === 'not-found' || kind === 'throttled' || kind === 'transient')
            return;
        this.#missing = true;
        const { group } = this.#place;
        this.#onMissing(kind === 'denied'
            ? `this job's role needs logs:GetLogEvents on ${group}`
            : `${group} cannot be read: ${(0,errors/* errorMessage */.gJ)(error)}`);
    }
}

// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/ecs/one-off/placement.js
/**
 * Source: Amazon ECS developer guide, "Amazon ECS API failure reasons"; for Fargate, AWS re:Post, "RunTask API … Capacity
 * is unavailable". What no line knows is final: trying again for minutes would only hide it.
 */
const MEANINGS = [
    {
        matches: /^RESOURCE:(?:CPU|MEMORY)/i,
        temporary: true,
        means: 'no container instance has enough CPU or memory free',
    },
    {
        matches: /^RESOURCE:PORTS/i,
        temporary: true,
        means: 'the host port the task wants is taken on every container instance',
    },
    {
        matches: /^RESOURCE:ENI/i,
        temporary: true,
        means: 'no container instance has a network interface left',
    },
    {
        matches: /^RESOURCE:/i,
        temporary: true,
        means: 'no container instance has enough of a resource free',
    },
    { matches: /^AGENT/i, temporary: true, means: 'the agent of the container instance is not connected' },
    {
        matches: /capacity is unavailable|insufficient capacity/i,
        temporary: true,
        means: 'Fargate has no capacity at the moment; more subnets in other availability zones help',
    },
    {
        matches: /limit on the number of (?:tasks|vcpus)|you can run concurrently/i,
        temporary: true,
        means: "the account's quota is used up; ask AWS for a higher one",
    },
    {
        matches: /EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES/i,
        temporary: true,
        means: 'the capacity provider has no container instance ready',
    },
    {
        matches: /^(?:ATTRIBUTE|LOCATION)|placement constraint/i,
        temporary: false,
        means: 'no container instance has what the task definition, its placement constraints or its network ask for',
    },
    { matches: /^(?:MISSING|INACTIVE)/i, temporary: false, means: 'what the task should run on is not there any more' },
];
function readRefusal({ reason, detail }) {
    const words = [reason === '' ? 'no reason given' : reason, detail ?? ''].filter((word) => word !== '').join(': ');
    const text = words.replace(/\.$/, '');
    const meaning = MEANINGS.find(({ matches }) => matches.test(reason) || matches.test(detail ?? ''));
    if (meaning === undefined)
        return { temporary: false, text };
    return { temporary: meaning.temporary, text: `${text} (${meaning.means})` };
}

;// CONCATENATED MODULE: ./shared/ecs/one-off/start.js




/** Milliseconds between two tries to place a task: capacity comes back in minutes rather than seconds. */
const AGAIN_MS = { least: 5_000, most: 15_000 };
/**
 * Starts one task. A lost answer is asked for again with the same client token, so that no second task starts; a
 * refusal for want of capacity is tried again, as a request of its own, until `deadline` (the clock's `elapsed`).
 * @param inputFor the request with a client token
 * @throws {ActionError} when it cannot be started
 */
async function startOneOff(request, tools) {
    const { clock, random, log, signal } = tools;
    const stem = `cicd-${clock.now().toString(36)}-${digits(random)}${digits(random)}`;
    for (let attempt = 1;; attempt += 1) {
        signal?.throwIfAborted();
        const { task, failures } = await send(request, `${stem}-${attempt}`, tools);
        if (task !== undefined)
            return task;
        const [failure] = failures;
        const refusal = readRefusal(failure ?? { reason: '', detail: undefined });
        const said = `Amazon ECS could not place the task: ${refusal.text}`;
        if (!refusal.temporary)
            throw new errors/* ActionError */.lZ(`${said}.`);
        const left = request.deadline - clock.elapsed();
        if (left <= 0)
            throw new errors/* ActionError */.lZ(`${said}. Tried ${attempt} times until the time limit.`);
        const waitMs = Math.min(left, AGAIN_MS.least + random() * (AGAIN_MS.most - AGAIN_MS.least));
        if (attempt === 1)
            log.info(`${said}. It is tried again until the time limit.`);
        await clock.sleep(waitMs, signal);
    }
}
async function send({ api, inputFor }, clientToken, tools) {
    const input = inputFor(clientToken);
    try {
        return await (0,retry/* withRetry */.b)(() => api.runTask(input), tools);
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)('run the task', error);
    }
}
/** Token characters from chance; two of them make a collision within an account unthinkable. */
function digits(random) {
    return Math.floor(random() * 36 ** 8)
        .toString(36)
        .padStart(8, '0');
}

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./shared/ecs/rollout/pace.js
/** Milliseconds. Below this age a rollout is looked at every second or so. */
const EAGER_FOR_MS = 90_000;
/** So long after something moved it is looked at eagerly again. */
const EAGER_AFTER_CHANGE_MS = 15_000;
const EAGER_MS = { least: 1_000, most: 1_500 };
const CALM_MS = { least: 3_000, most: 5_000 };
const THROTTLED_CAP_MS = 30_000;
/**
 * Milliseconds to wait before the next look. Short waits find the end within a second (an SDK waiter's back-off
 * overshoots by minutes); jitter keeps parallel jobs apart; only throttling makes them grow.
 */
function nextWait({ age, sinceChange, throttled, random, eager = false }) {
    const isEager = eager || age < EAGER_FOR_MS || sinceChange < EAGER_AFTER_CHANGE_MS;
    const { least, most } = isEager ? EAGER_MS : CALM_MS;
    const wait = least + random * (most - least);
    return throttled === 0 ? wait : Math.min(THROTTLED_CAP_MS, wait * 2 ** throttled);
}

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/causes.js
/**
 * Reasons as ECS and its agent word them, most telling first. Sources: Amazon ECS developer guide, "Stopped tasks error
 * messages" and "CannotPullContainer task errors"; amazon-ecs-agent, `apierrors`.
 */
const REASONS = [
    {
        matches: /^Scaling activity initiated by|^Service scaled|deployment.*scaled in/i,
        healing: 'not-a-failure',
        likely: 'an ordinary replacement by ECS',
    },
    {
        matches: /descriptor matching platform|no matching manifest|image operating system .* cannot be used|exec format error/i,
        healing: 'never',
        likely: 'the image was built for another processor architecture or operating system than the task runs on; build it for the platform of runtimePlatform',
    },
    {
        matches: /CannotPull(?:Container|Image)\w*:.*(?:manifest unknown|not found|does not exist|repository .* not exist)/is,
        healing: 'never',
        likely: 'the image, or its tag or digest, is not in the registry: it was never pushed, or a lifecycle policy removed it',
    },
    {
        matches: /CannotPull\w*:.*(?:403 Forbidden|no basic auth|denied|unauthorized|not authorized|AccessDenied)/is,
        healing: 'never',
        likely: 'the execution role may not pull this image; it needs ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer',
    },
    {
        matches: /CannotPull\w*:.*(?:toomanyrequests|rate limit)/is,
        healing: 'maybe',
        likely: "the registry's rate limit; pull from ECR or through its pull-through cache",
    },
    {
        matches: /CannotPull\w*:.*no space left/is,
        healing: 'never',
        likely: 'the image is larger than the disk of the task; raise ephemeralStorage or make the image smaller',
    },
    {
        matches: /CannotPull\w*/i,
        healing: 'maybe',
        likely: 'the registry could not be reached: check the route to it (NAT gateway, public IP or VPC endpoints for ECR and S3) and the security group',
    },
    {
        matches: /ResourceInitializationError:.*(?:AccessDenied|not authorized|access denied)/is,
        healing: 'never',
        likely: 'the execution role may not read a secret, parameter, key or log group that the task definition names',
    },
    {
        matches: /ResourceInitializationError:.*(?:ResourceNotFound|ParameterNotFound|invalid (?:ssm )?parameters|can't find|could not find|does not exist|did not contain json key)/is,
        healing: 'never',
        likely: 'a secret, parameter, log group or file system that the task definition names does not exist; check its ARN, region and JSON key',
    },
    {
        matches: /ResourceInitializationError:.*(?:timeout|timed out|deadline|connection|unable to pull secrets)/is,
        healing: 'maybe',
        likely: 'the task could not reach Secrets Manager, SSM, ECR or CloudWatch Logs: check its route to them (NAT gateway, public IP or VPC endpoints)',
    },
    {
        matches: /ResourceInitializationError|ResourceNotFoundException/i,
        healing: 'maybe',
        likely: 'something the task needs before its containers start could not be set up',
    },
    {
        matches: /OutOfMemory/i,
        healing: 'maybe',
        likely: 'the container used more memory than its limit; raise memory, or look for a leak',
    },
    {
        matches: /(?:CannotStart|CannotCreate|ContainerRuntime)\w*:.*(?:executable file not found|no such file or directory|permission denied)/is,
        healing: 'never',
        likely: 'the command or entry point names a program that the image does not have or may not run',
    },
    {
        matches: /CannotCreateVolume|failed to mount|mount\.nfs/i,
        healing: 'maybe',
        likely: 'a volume could not be made or mounted; check the file system, its mount targets and security groups',
    },
    {
        matches: /ContainerRuntimeTimeoutError|DockerTimeoutError/i,
        healing: 'maybe',
        likely: 'the container runtime did not answer in time; often the disk or processor of the host is overloaded',
    },
    {
        matches: /(?:CannotStart|CannotCreate|CannotInspect|CannotStop)Container\w*|ContainerRuntimeError/i,
        healing: 'maybe',
        likely: 'the container could not be started as the task definition describes it',
    },
    {
        matches: /failed ELB health checks/i,
        healing: 'maybe',
        likely: 'the load balancer got no good answer from the task: check the health check path, port and expected codes, the security group, and whether healthCheckGracePeriodSeconds leaves the program time to start',
    },
    {
        matches: /failed container health checks/i,
        healing: 'maybe',
        likely: "the container's own health check command failed; check the command, and startPeriod against the time the program needs",
    },
    {
        matches: /spot (?:task|interrupt|capacity)/i,
        healing: 'not-a-failure',
        likely: 'AWS took the Spot capacity back; not the doing of this release',
    },
    {
        matches: /Host EC2|instance .*terminated|retire|InfrastructureHealth|InternalError/i,
        healing: 'not-a-failure',
        likely: 'the host or the platform had to go; not the doing of this release',
    },
    {
        matches: /capacity is unavailable|RESOURCE:|insufficient/i,
        healing: 'not-a-failure',
        likely: 'there was no capacity to run the task',
    },
];
const EXIT_CODES = new Map([
    [
        0,
        {
            healing: 'maybe',
            likely: 'the program ended by itself, without an error; a service has to keep running, in the foreground',
        },
    ],
    [1, { healing: 'maybe', likely: 'the program failed; its last log lines usually say why' }],
    [
        126,
        {
            healing: 'never',
            likely: 'the command was found but may not be executed: check its file mode and its interpreter line',
        },
    ],
    [127, { healing: 'never', likely: 'the command was not found in the image: check command, entryPoint and PATH' }],
    [
        134,
        {
            healing: 'maybe',
            likely: 'the program aborted (SIGABRT), often on a failed assertion or when its heap was full',
        },
    ],
    [
        137,
        {
            healing: 'maybe',
            likely: 'the program was killed (SIGKILL): out of memory, or it did not stop within stopTimeout',
        },
    ],
    [
        139,
        {
            healing: 'maybe',
            likely: 'the program crashed (SIGSEGV), often in native code or for a wrong processor architecture',
        },
    ],
    [143, { healing: 'maybe', likely: 'the program was asked to stop (SIGTERM) and did' }],
]);
const OTHER_EXIT = { healing: 'maybe', likely: 'the program failed; its last log lines usually say why' };
/** The cause a reason text stands for; undefined when no pattern knows it. */
function causeOfReason(reason) {
    const found = REASONS.find(({ matches }) => matches.test(reason));
    return found === undefined ? undefined : { healing: found.healing, likely: found.likely };
}
function causeOfExitCode(exitCode) {
    return EXIT_CODES.get(exitCode) ?? OTHER_EXIT;
}

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/task-failure.js


/** Codes of what the platform did; a release is not to blame for it. */
const PLATFORM_STOP_CODES = new Set(['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth']);
/** Reads the end of a stopped task. */
function readTaskEnd(task) {
    const stoppedReason = task.stoppedReason ?? '';
    const containers = (task.containers ?? []).map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason }));
    const culprit = findCulprit(containers, stoppedReason);
    const cause = findCause(task, { stoppedReason, culprit });
    return {
        taskId: (0,names/* shortName */.EU)(task.taskArn ?? ''),
        deploymentId: task.startedBy ?? '',
        stoppedAt: task.stoppedAt,
        stopCode: task.stopCode,
        stoppedReason,
        culprit,
        healing: cause?.healing ?? 'maybe',
        what: describe(stoppedReason, culprit),
        likely: cause?.likely,
    };
}
/** Whether a task's end speaks against the release. */
function isFailure({ healing }) {
    return healing !== 'not-a-failure';
}
/** The container with a reason of its own, else one that exited with an error, else one that exited at all. */
function findCulprit(containers, stoppedReason) {
    const withReason = containers.find(({ reason = '' }) => reason !== '');
    if (withReason !== undefined)
        return withReason;
    // ECS stops the task and with it all containers: their codes tell how they stopped, not why.
    if (!/Essential container/i.test(stoppedReason))
        return undefined;
    // The others are killed after an essential one ended: their 137 and 143 come second.
    const own = containers.find(({ exitCode }) => exitCode !== undefined && ![0, 137, 143].includes(exitCode));
    return (own ??
        containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0) ??
        containers.find(({ exitCode }) => exitCode === 0));
}
function findCause(task, end) {
    if (PLATFORM_STOP_CODES.has(task.stopCode ?? '')) {
        return causeOfPlatform(task.stopCode ?? '');
    }
    if (task.stopCode === 'UserInitiated') {
        return { healing: 'not-a-failure', likely: 'somebody stopped the task' };
    }
    const byReason = causeOfReason(end.culprit?.reason ?? '') ?? causeOfReason(end.stoppedReason);
    if (byReason !== undefined)
        return byReason;
    return end.culprit?.exitCode === undefined ? undefined : causeOfExitCode(end.culprit.exitCode);
}
function causeOfPlatform(stopCode) {
    const likely = stopCode === 'SpotInterruption'
        ? 'AWS took the Spot capacity back; not the doing of this release'
        : 'the host or the platform had to go; not the doing of this release';
    return { healing: 'not-a-failure', likely };
}
function describe(stoppedReason, culprit) {
    if (culprit === undefined)
        return stoppedReason === '' ? 'the task stopped without a reason' : shorten(stoppedReason);
    const { name, exitCode, reason } = culprit;
    const exited = exitCode === undefined ? `container ${name} did not start` : `container ${name} exited with code ${exitCode}`;
    // The task's reason often repeats the container's.
    return reason === undefined || reason === '' ? exited : `${exited}: ${reason}`;
}
/** The name of a target group says enough; its ARN is in AWS's own words. */
function shorten(reason) {
    return reason.replace(/\(target-group arn:[^)]*:targetgroup\/([^/)]+)\/[^)]*\)/g, 'target group $1');
}

;// CONCATENATED MODULE: ./shared/ecs/one-off/judge.js


/** Codes of a container that was told to stop, or that ended well: they accuse nobody. */
const INNOCENT = new Set([0, 137, 143]);
/**
 * Judges a one-off task by one look at it: whether its command has ended, and how. The exit code of its container
 * decides, but not when the command was stopped before it was done: a program may well exit with 0 on SIGTERM.
 */
function judge(task, shape, before) {
    const ours = task.containers?.find(({ name }) => name === shape.container);
    const memory = remember(task, { shape, before, running: ours?.exitCode === undefined });
    const verdict = decide(task, { ours, shape, memory });
    return verdict === undefined ? { memory } : { memory, verdict };
}
function remember(task, { shape, before, running }) {
    if (before.cutShortBy !== undefined || !running || task.lastStatus === 'STOPPED')
        return before;
    const ended = others(task, shape).find(({ exitCode }) => exitCode !== undefined);
    if (ended === undefined)
        return before;
    return { cutShortBy: `container ${ended.name ?? ''} exited with code ${ended.exitCode ?? ''}` };
}
/** The other essential containers. */
function others(task, { container, essential }) {
    return (task.containers ?? []).filter(({ name = '' }) => name !== container && essential.has(name));
}
function decide(task, look) {
    const { ours, shape, memory } = look;
    const exitCode = ours?.exitCode;
    const fail = (reason) => ({ kind: 'failed', reason, exitCode, end: endOf(task, ours) });
    if (exitCode === undefined) {
        const over = task.lastStatus === 'STOPPED' || task.stopCode === 'TaskFailedToStart';
        return over ? fail(readTaskEnd(task).what) : undefined;
    }
    // Who stopped an essential container is told a moment after its exit code.
    if (shape.essential.has(shape.container) && task.stopCode === undefined && task.lastStatus !== 'STOPPED') {
        return undefined;
    }
    if (memory.cutShortBy !== undefined) {
        return fail(`${memory.cutShortBy} before the command was done, and it is essential, so the task was stopped`);
    }
    if (task.stopCode !== undefined && task.stopCode !== 'EssentialContainerExited') {
        return fail(`the task was stopped before the command was done: ${task.stoppedReason ?? task.stopCode}`);
    }
    if (exitCode !== 0)
        return fail(describeExit(shape.container, ours));
    return { kind: 'passed', note: noteOn(others(task, shape)) };
}
/** Both had ended by one look, so which came first is not known. */
function noteOn(containers) {
    const odd = containers.find(({ exitCode }) => exitCode !== undefined && !INNOCENT.has(exitCode));
    return odd === undefined
        ? undefined
        : `Container ${odd.name ?? ''} exited with code ${odd.exitCode ?? ''} at about the same time. If it was the first, the command was stopped before it was done, though it exited with 0.`;
}
function describeExit(name, container) {
    const { exitCode, reason = '' } = container ?? {};
    return `container ${name} exited with code ${exitCode ?? ''}${reason === '' ? '' : `: ${reason}`}`;
}
/** The end of the task, told by the container whose exit code counts where it has one. */
function endOf(task, ours) {
    const end = readTaskEnd(task);
    const { name = '', exitCode, reason } = ours ?? {};
    const told = end.culprit?.name === name || end.healing === 'not-a-failure';
    if (exitCode === undefined || exitCode === 0 || told)
        return end;
    const { healing, likely } = causeOfExitCode(exitCode);
    return { ...end, culprit: { name, exitCode, reason }, what: describeExit(name, ours), healing, likely };
}

;// CONCATENATED MODULE: ./shared/ecs/one-off/watch.js





const HEARTBEAT_MS = 30_000;
/** What a program wrote as it ended reaches CloudWatch Logs some seconds later. */
const LOG_READS = 3;
const BETWEEN_LOG_READS_MS = 1_500;
/** DescribeTasks may not know a task at once; it knows a stopped one for about an hour. */
const UNKNOWN_FOR_MS = 60_000;
/**
 * Watches a one-off task to its end, tells its states and what its container writes.
 * @throws the signal's reason when the job is cancelled
 */
function watchOneOff(watch, tools) {
    return new Watch(watch, tools).run();
}
class Watch {
    #watch;
    #tools;
    #start;
    #memory = {};
    #task;
    #status = '';
    #lines = 0;
    #changedAt;
    #printedAt;
    #throttled = 0;
    #unreachable = false;
    #unknownSince;
    constructor(watch, tools) {
        this.#watch = watch;
        this.#tools = tools;
        this.#start = this.#changedAt = this.#printedAt = tools.clock.elapsed();
    }
    async run() {
        const { clock, random, signal } = this.#tools;
        const { deadline, follower } = this.#watch;
        for (;;) {
            const [end] = await Promise.all([this.#look(), follower?.read(signal)]);
            const now = clock.elapsed();
            // Not before this look: the last one is made at the deadline itself.
            const ending = end ?? (now >= deadline ? { kind: 'timed-out' } : undefined);
            if (ending !== undefined) {
                await this.#readLastLines(ending);
                return { end: ending, task: this.#task };
            }
            this.#beat(now);
            const pace = { age: now - this.#start, sinceChange: now - this.#changedAt, throttled: this.#throttled };
            await clock.sleep(Math.min(nextWait({ ...pace, random: random() }), deadline - now), signal);
        }
    }
    async #look() {
        const { api, cluster, taskArn, shape } = this.#watch;
        let task;
        try {
            task = await api.describeTask(cluster, taskArn);
        }
        catch (error) {
            return this.#unread(error);
        }
        this.#throttled = 0;
        this.#unreachable = false;
        if (task === undefined)
            return this.#unknown();
        this.#unknownSince = undefined;
        this.#task = task;
        this.#tell(task);
        const { memory, verdict } = judge(task, shape, this.#memory);
        this.#memory = memory;
        return verdict;
    }
    #unknown() {
        const now = this.#tools.clock.elapsed();
        this.#unknownSince ??= now;
        if (now - this.#unknownSince < UNKNOWN_FOR_MS)
            return undefined;
        return { kind: 'lost', error: (0,faults/* awsFailure */.MT)('read the task', new Error('Amazon ECS does not know it (MISSING).')) };
    }
    /** What an answer that did not come means: nothing yet, or that none will. */
    #unread(error) {
        this.#tools.signal?.throwIfAborted();
        const kind = (0,faults/* faultKind */.H9)(error);
        if (kind === 'unknown')
            throw error;
        if (kind === 'throttled')
            this.#throttled += 1;
        else if (kind !== 'transient' && kind !== 'conflict') {
            return { kind: 'lost', error: (0,faults/* awsFailure */.MT)('read the task', error) };
        }
        if (!this.#unreachable)
            this.#print(`Amazon ECS did not answer, asking again: ${(0,errors/* errorMessage */.gJ)(error)}`);
        this.#unreachable = true;
        return undefined;
    }
    #tell({ lastStatus = '' }) {
        if (lastStatus === this.#status)
            return;
        this.#status = lastStatus;
        this.#changedAt = this.#tools.clock.elapsed();
        this.#print(`task: ${lastStatus}`);
    }
    /** Lines of the container are a sign of life too. */
    #beat(now) {
        const lines = this.#watch.follower?.lines ?? 0;
        if (lines !== this.#lines)
            this.#printedAt = this.#changedAt = now;
        this.#lines = lines;
        if (now - this.#printedAt < HEARTBEAT_MS)
            return;
        this.#print(`still ${this.#status || 'starting'}; stopped in ${(0,duration/* formatDuration */.a)(this.#watch.deadline - now)}`);
    }
    async #readLastLines(end) {
        const { follower } = this.#watch;
        const { clock, signal } = this.#tools;
        const started = end.kind !== 'failed' || end.exitCode !== undefined;
        if (follower === undefined || !started)
            return;
        await follower.read(signal);
        for (let read = 1; read < LOG_READS; read += 1) {
            const { lines } = follower;
            // A command that passed and has written something needs no patience: the service waits for it.
            if (end.kind === 'passed' && lines > 0)
                return;
            await clock.sleep(BETWEEN_LOG_READS_MS, signal);
            await follower.read(signal);
            if (lines > 0 && follower.lines === lines)
                return;
        }
    }
    #print(line) {
        const now = this.#tools.clock.elapsed();
        this.#printedAt = now;
        this.#tools.log.info(`${`+${(0,duration/* formatDuration */.a)(now - this.#start)}`.padEnd(8)}  ${line}`);
    }
}

;// CONCATENATED MODULE: ./shared/ecs/one-off/run.js








/**
 * Runs a command as a task of its own, to its end, and prints what it writes. A task that has to end before it is done
 * (time limit, cancelled job), or that goes on after its command has ended, is stopped.
 */
async function runOneOff(options, tools) {
    const began = tools.clock.elapsed();
    const deadline = began + options.timeLimitMs;
    let task;
    let log;
    const finish = (end, stopped) => ({
        end,
        task,
        log,
        stopped,
        durationMs: Math.round(tools.clock.elapsed() - began),
    });
    try {
        task = await start(options, { deadline }, tools);
        tools.signal?.throwIfAborted();
        const place = placeOf(options, (0,names/* shortName */.EU)(task.taskArn ?? ''), tools);
        log = place;
        const watched = await watch(options, { task, place, deadline }, tools);
        task = watched.task ?? task;
        return finish(watched.end, await stopIfNeeded(options, watched, task));
    }
    catch (error) {
        if (tools.signal?.aborted === true) {
            return finish({ kind: 'cancelled' }, task && (await stop(options, task, 'The job was cancelled.')));
        }
        if (error instanceof errors/* ActionError */.lZ && task === undefined)
            return finish({ kind: 'not-started', error });
        throw error;
    }
}
async function start({ api, service, command }, { deadline }, tools) {
    const serviceTags = service.propagateTags === 'SERVICE' ? await readTags(api, service, tools) : [];
    const task = await startOneOff({ api, deadline, inputFor: (clientToken) => runTaskInput(service, command, { serviceTags, clientToken }) }, tools);
    tools.log.info(`task: ${task.taskArn ?? ''}`);
    return task;
}
/** The tags are for bills and searches: a command is not held up for them. */
async function readTags(api, service, { log, signal }) {
    try {
        return await api.tagsOf(service.serviceArn ?? '');
    }
    catch (error) {
        signal?.throwIfAborted();
        if ((0,faults/* faultKind */.H9)(error) === 'unknown')
            throw error;
        log.info(`The task goes without the tags of the service, which could not be read: ${(0,errors/* errorMessage */.gJ)(error)}`);
        return [];
    }
}
function placeOf({ definition, command }, taskId, { log }) {
    const container = definition.containerDefinitions?.find(({ name }) => name === command.container);
    const place = log_place_logPlaceOf(container ?? {}, taskId);
    if (typeof place !== 'string')
        return place;
    log.info(`Its output is not shown here. ${place}`);
    return undefined;
}
function watch({ api, readPages, definition, command, onLine }, run, tools) {
    const { container, cluster } = command;
    const tell = {
        print: (line) => {
            tools.log.info(`${container} | ${line}`);
            onLine?.(line);
        },
        onMissing: (why) => {
            tools.log.info(`Its output is not shown here: ${why}`);
        },
    };
    const follower = run.place && new LogFollower(readPages, run.place, tell);
    const { deadline } = run;
    const shape = shapeOf(definition, container);
    return watchOneOff({ api, cluster, taskArn: run.task.taskArn ?? '', shape, deadline, follower }, tools);
}
/** Containers are essential unless they are said not to be (API reference, ContainerDefinition). */
function shapeOf({ containerDefinitions = [] }, container) {
    const essential = containerDefinitions.filter((one) => one.essential !== false).map(({ name = '' }) => name);
    return { container, essential: new Set(essential) };
}
/** After its time, and when its command has ended while containers that are not stopped by that go on. */
async function stopIfNeeded(options, { end }, task) {
    // Its command may be half done: not to see it is no reason to end it.
    if (end.kind === 'lost')
        return `Task ${(0,names/* shortName */.EU)(task.taskArn ?? '')} was left alone.`;
    if (end.kind === 'timed-out')
        return stop(options, task, 'Its command was not done within the time limit.');
    const ending = task.lastStatus === 'STOPPED' || task.desiredStatus === 'STOPPED' || task.stopCode !== undefined;
    return ending ? undefined : stop(options, task, 'Its command has ended.');
}
/** One sentence, whatever comes of it: the outcome is decided already. */
async function stop({ api, command }, task, reason) {
    const id = (0,names/* shortName */.EU)(task.taskArn ?? '');
    try {
        await api.stopTask(command.cluster, task.taskArn ?? '', reason);
        return `Task ${id} was told to stop.`;
    }
    catch (error) {
        return `Task ${id} could not be stopped: ${(0,errors/* errorMessage */.gJ)(error)}`;
    }
}

;// CONCATENATED MODULE: ./shared/ecs/patient.js



/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. For
 * calls that nobody repeats anyway; who polls asks again by itself. Left as they are: registering (it says why it
 * waits), updating (it has to look first whether the update has arrived: `sendUpdate`), and stopping a deployment, whose
 * answer to a second request would be a refusal.
 */
function patient(api, options) {
    const again = (call) => (0,retry/* withRetry */.b)(call, { ...options, retryable: (error) => (0,faults/* isRetryable */.r3)(error) && !isSilence(error) });
    return {
        ...api,
        describeService: (ref) => again(() => api.describeService(ref)),
        describeServices: (cluster, services) => again(() => api.describeServices(cluster, services)),
        describeTaskDefinition: (name) => again(() => api.describeTaskDefinition(name)),
        listRevisions: (family, limit, status) => again(() => api.listRevisions(family, limit, status)),
        stoppedTasks: (ref) => again(() => api.stoppedTasks(ref)),
        listServiceDeployments: (ref, status, limit) => again(() => api.listServiceDeployments(ref, status, limit)),
        describeServiceDeployments: (arns) => again(() => api.describeServiceDeployments(arns)),
        describeServiceRevisions: (arns) => again(() => api.describeServiceRevisions(arns)),
        tagResource: (arn, tags) => again(() => api.tagResource(arn, tags)),
    };
}
/** What the SDK calls a time-out too (NodeHttpHandler), though something answered: it hung up. */
const HUNG_UP = new Set(['ECONNRESET', 'EPIPE']);
/** The SDK's own attempts have waited for an answer as long as they may: one that never comes is told then, not minutes later. */
function isSilence(error) {
    if (!(0,errors/* isError */.bJ)(error) || error.name !== 'TimeoutError')
        return false;
    return !('code' in error && HUNG_UP.has(error.code));
}

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
;// CONCATENATED MODULE: ./actions/health-verify/service/inside.js











/** Lines kept of an attempt's output. */
const KEPT_LINES = 40;
function openInside(context, aws) {
    const config = (0,client_config/* awsClientConfig */.r)(context, aws);
    const { run, signal } = context;
    return {
        ...context,
        ecs: patient((0,client/* createEcsApi */.y)(config, signal), context),
        tasks: createTaskApi(config, signal),
        readPages: lazyLogPages(config, signal),
        startedBy: startedByRun(run),
    };
}
/**
 * Runs the command in the network of the service as a task of the verified revision, again while it fails, one at a
 * time. Its exit code decides.
 * @throws {InputError} for a container that is not there, or that has to be named
 * @throws the signal's reason when the job is cancelled; the task is told to stop
 */
async function probeInside(asked, tools) {
    const { probe } = asked;
    const { clock, log, signal } = tools;
    const begun = clock.elapsed();
    const { service, definition } = await readScene(asked, tools);
    const container = containerOf(probe, definition);
    for (let attempt = 1;; attempt += 1) {
        const output = [];
        const title = `Probe from inside: ${probe.text} in container ${container} (attempt ${attempt} of ${probe.attempts})`;
        const run = await log.group(title, () => runOnce(asked, { service, definition, container, output }, tools));
        if (run.end.kind === 'cancelled') {
            if (run.stopped !== undefined)
                log.info(run.stopped);
            signal.throwIfAborted();
        }
        const reason = reasonOf(run, probe);
        log.info(reason === undefined ? 'The probe from inside passed.' : `The probe from inside did not pass: ${reason}.`);
        if (reason === undefined || !mayHeal(run) || attempt >= probe.attempts) {
            const durationMs = Math.round(clock.elapsed() - begun);
            const { taskArn } = run.task ?? {};
            return { passed: reason === undefined, attempts: attempt, reason, taskArn, output, durationMs };
        }
    }
}
async function readScene({ ref, revision }, { ecs, signal }) {
    try {
        const [service, described] = await Promise.all([ecs.describeService(ref), ecs.describeTaskDefinition(revision)]);
        if (service === undefined)
            throw new Error(`there is no service ${ref.service} any more.`);
        return { service, definition: described.taskDefinition };
    }
    catch (error) {
        signal.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)('prepare the probe from inside', error);
    }
}
function containerOf({ container }, { containerDefinitions = [] }) {
    const names = containerDefinitions.flatMap(({ name }) => name ?? []);
    const refuse = (problem) => new errors/* InputError */.dz([{ input: 'probe-container', problem }]);
    const [only] = names;
    if (container === undefined) {
        if (only !== undefined && names.length === 1)
            return only;
        throw refuse(`is needed, since the task definition has several containers: ${names.join(', ')}.`);
    }
    if (!names.includes(container))
        throw refuse(`names ${container}, which the task definition does not have; it has ${names.join(', ')}.`);
    return container;
}
function runOnce({ ref, probe, revision }, { service, definition, container, output }, tools) {
    const { tasks: api, readPages, startedBy } = tools;
    const { cluster } = ref;
    const { command, timeLimitMs } = probe;
    return runOneOff({
        api,
        readPages,
        service,
        definition: { containerDefinitions: definition.containerDefinitions },
        command: { purpose: 'probe', cluster, taskDefinition: revision, container, command, startedBy },
        timeLimitMs,
        onLine: (line) => {
            output.push(line);
            if (output.length > KEPT_LINES)
                output.shift();
        },
    }, tools);
}
/** One clause; undefined when it passed. */
function reasonOf({ end, stopped }, { timeLimitMs }) {
    switch (end.kind) {
        case 'passed':
        case 'cancelled':
            return undefined;
        case 'failed':
            return (0,neutralise/* neutraliseLine */.f)(end.reason);
        case 'timed-out':
            return `it was not done within ${(0,duration/* formatDuration */.a)(timeLimitMs)} (probe-timeout). ${stopped ?? ''}`.replace(/\.? *$/, '');
        case 'not-started':
            return `it did not run: ${end.error.message.replace(/\.$/, '')}`;
        case 'lost':
            return `how it ends is not known: ${end.error.message.replace(/\.$/, '')}`;
    }
}
/** What could not be started, or is out of sight, will not be otherwise a minute later. */
function mayHeal({ end }) {
    return end.kind === 'failed' || end.kind === 'timed-out';
}


/***/ }),

/***/ 605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AV: () => (/* binding */ failedTag),
/* harmony export */   _K: () => (/* binding */ isRecordTag),
/* harmony export */   iJ: () => (/* binding */ readRelease),
/* harmony export */   ld: () => (/* binding */ provenTag)
/* harmony export */ });
/* unused harmony exports RELEASE_TAGS, MIGRATIONS_TAG, releaseTags, restoredTag, isProven, toTagValue */
/** Keys of the release record: tags on the task definition of each release. */
const RELEASE_TAGS = {
    sha: 'cicd:sha',
    imageDigest: 'cicd:image-digest',
    environment: 'cicd:environment',
    run: 'cicd:run',
    actor: 'cicd:actor',
    previous: 'cicd:previous',
    migrations: 'cicd:migrations',
    proven: 'cicd:proven',
    failed: 'cicd:failed',
    restored: 'cicd:restored',
};
/** The tag of a release that changes data so that the releases before it cannot run any more. */
const MIGRATIONS_TAG = { key: RELEASE_TAGS.migrations, value: 'true' };
/** Tags for a new revision; facts that are unknown are left out. */
function releaseTags(facts) {
    const { sha, imageDigest, environment, run, actor, previous, migrations } = RELEASE_TAGS;
    const pairs = [
        [sha, facts.sha],
        [imageDigest, facts.imageDigest],
        [environment, facts.environment],
        [run, facts.run],
        [actor, facts.actor],
        [previous, facts.previous],
        [migrations, facts.migrations === true ? MIGRATIONS_TAG.value : undefined],
    ];
    return pairs.flatMap(([key, value]) => value === undefined || value === '' ? [] : [{ key, value: toTagValue(value) }]);
}
/** The tag that says the verification of a release passed. */
function provenTag(at) {
    return { key: RELEASE_TAGS.proven, value: at.toISOString() };
}
/** The tag that says a release was found bad. `reason` is one word, such as `rollback` or `unhealthy`. */
function failedTag(at, reason) {
    return { key: RELEASE_TAGS.failed, value: toTagValue(`${at.toISOString()} ${reason}`) };
}
/** The tag of a release that was gone back to. */
function restoredTag({ at, from, runId }) {
    return { key: RELEASE_TAGS.restored, value: toTagValue(`${at.toISOString()} ${from} ${runId}`.trim()) };
}
function readRelease(taskDefinition, tags) {
    const values = new Map(tags.map(({ key, value }) => [key, value]));
    const get = (key) => {
        const value = values.get(key);
        return value === '' ? undefined : value;
    };
    const [failedAt, ...reason] = (get(RELEASE_TAGS.failed) ?? '').split(' ');
    return {
        taskDefinitionArn: taskDefinition.taskDefinitionArn ?? '',
        sha: get(RELEASE_TAGS.sha),
        imageDigest: get(RELEASE_TAGS.imageDigest),
        images: (taskDefinition.containerDefinitions ?? []).flatMap(({ image }) => (image === undefined ? [] : [image])),
        environment: get(RELEASE_TAGS.environment),
        run: get(RELEASE_TAGS.run),
        by: get(RELEASE_TAGS.actor) ?? principalOf(taskDefinition.registeredBy),
        previous: get(RELEASE_TAGS.previous),
        migrations: get(RELEASE_TAGS.migrations) === MIGRATIONS_TAG.value,
        registeredAt: taskDefinition.registeredAt,
        provenAt: parseTime(get(RELEASE_TAGS.proven)),
        failedAt: parseTime(failedAt),
        failedReason: reason.length === 0 ? undefined : reason.join(' '),
        restored: readRestored(get(RELEASE_TAGS.restored)),
    };
}
/** Whether a release passed its verification and was not found bad since. Later proof outweighs an earlier failure. */
function isProven({ provenAt, failedAt }) {
    return provenAt !== undefined && (failedAt === undefined || provenAt > failedAt);
}
/** Whether a tag belongs to the release record or to AWS, and so must not be copied to the next revision. */
function isRecordTag(key) {
    return key.startsWith('cicd:') || key.startsWith('aws:');
}
/** What AWS allows in a tag value: letters, digits, spaces and `_.:/=+-@`, at most 256 characters. */
function toTagValue(text) {
    return text.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '-').slice(0, 256);
}
function readRestored(text = '') {
    const [time, from = '', runId = ''] = text.split(' ');
    const at = parseTime(time);
    return at && { at, from, runId };
}
/** `deploy/GitHubActions` of an assumed role's ARN, `user/jane`, `root`. */
function principalOf(arn) {
    const principal = arn
        ?.split(':')
        .slice(5)
        .join(':')
        .replace(/^assumed-role\//, '');
    return principal === '' ? undefined : principal;
}
function parseTime(text) {
    const time = Date.parse(text ?? '');
    return Number.isNaN(time) ? undefined : new Date(time);
}


/***/ })

};
