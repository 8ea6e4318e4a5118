export const id = 701;
export const ids = [701];
export const modules = {

/***/ 9701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runBefore: () => (/* binding */ runBefore),
  runCommand: () => (/* binding */ runCommand),
  stillOurs: () => (/* binding */ stillOurs)
});

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/log-place.js
var log_place = __webpack_require__(2816);
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

// EXTERNAL MODULE: ./shared/ecs/one-off/request.js
var request = __webpack_require__(4780);
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
// EXTERNAL MODULE: ./shared/ecs/rollout/pace.js
var rollout_pace = __webpack_require__(1933);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/causes.js
var causes = __webpack_require__(9142);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/task-failure.js
var task_failure = __webpack_require__(2668);
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
        return over ? fail((0,task_failure/* readTaskEnd */.e)(task).what) : undefined;
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
    const end = (0,task_failure/* readTaskEnd */.e)(task);
    const { name = '', exitCode, reason } = ours ?? {};
    const told = end.culprit?.name === name || end.healing === 'not-a-failure';
    if (exitCode === undefined || exitCode === 0 || told)
        return end;
    const { healing, likely } = (0,causes/* causeOfExitCode */.A)(exitCode);
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
            await clock.sleep(Math.min((0,rollout_pace/* nextWait */.B)({ ...pace, random: random() }), deadline - now), signal);
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
    const task = await startOneOff({ api, deadline, inputFor: (clientToken) => (0,request/* runTaskInput */.dY)(service, command, { serviceTags, clientToken }) }, tools);
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
    const place = (0,log_place/* logPlaceOf */.F)(container ?? {}, taskId);
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

// EXTERNAL MODULE: ./shared/ecs/rollout/view.js
var rollout_view = __webpack_require__(4695);
// EXTERNAL MODULE: ./shared/ecs/primary-task-set.js
var primary_task_set = __webpack_require__(2025);
// EXTERNAL MODULE: ./shared/ecs/service.js
var service = __webpack_require__(9481);
// EXTERNAL MODULE: ./actions/deploy-ecs/plan-tools.js
var plan_tools = __webpack_require__(641);
;// CONCATENATED MODULE: ./actions/deploy-ecs/overtaken.js






/**
 * The plan with the service as it is by now: what the rollout is told apart from must not be as old as the plan when
 * minutes have passed since.
 * @throws {ActionError} when the service is gone meanwhile
 */
async function readAgain(api, { plan, ref }, tools) {
    try {
        const raw = await (0,retry/* withRetry */.b)(() => (0,service/* requireService */.r)(api, ref, plan_tools/* CONTROLLERS */.A), tools);
        const before = (0,primary_task_set/* asPrimaryRuns */.J)(raw);
        const view = (0,rollout_view/* viewService */.fk)(before);
        return { ...plan, before, view, current: (0,rollout_view/* primaryOf */.Os)(view) ?? plan.current };
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)(`read service ${ref.service}`, error);
    }
}
/**
 * The deployment somebody else has begun since the plan was made, of a revision neither of both had. Sending ours now
 * would replace a newer one. The same revision once more (a Terraform apply) and a rollback by ECS are none.
 */
function overtakenBy(plan, now) {
    const { current } = now;
    const known = plan.view.deployments.some(({ id, taskDefinition }) => id === current.id || taskDefinition === current.taskDefinition);
    return known ? undefined : current;
}

// EXTERNAL MODULE: ./shared/ecs/diagnosis/diagnose.js + 1 modules
var diagnose = __webpack_require__(36);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/render.js + 1 modules
var render = __webpack_require__(2321);
// EXTERNAL MODULE: ./shared/release/record.js
var record = __webpack_require__(605);
;// CONCATENATED MODULE: ./actions/deploy-ecs/run-before-failure.js






/** The result of a deployment that ends before anything was moved, since its command did not pass. */
async function notPassed(asked, ran, tools) {
    const { taskDefinitionArn, plan, oneOff } = asked;
    const { end, report } = ran;
    const stopped = ran.stopped === undefined ? '' : ` ${ran.stopped}`;
    const unmoved = `${(0,names/* revisionName */.pd)(taskDefinitionArn)} was not deployed: the service runs ${(0,names/* revisionName */.pd)(plan.current.taskDefinition)} as before.`;
    const result = (outcome, what, more = {}) => resultOf(asked, { outcome, reason: `${what}${stopped} ${unmoved}`, report, ...more });
    switch (end.kind) {
        case 'cancelled':
            return result('cancelled', 'The job was cancelled while the command of run-before ran.');
        case 'timed-out':
            return result('failed', `The command of run-before was not done within ${(0,duration/* formatDuration */.a)(oneOff.timeLimitMs)} (run-before-timeout).`, { hint: 'Raise run-before-timeout, or look in its log for what it waits for.' });
        case 'not-started':
            return result('failed', `The command of run-before did not run: ${sentence(end.error.message)}`, {
                hint: end.error.hint,
            });
        case 'lost':
            return result('failed', `How the command of run-before ends is not known: ${sentence(end.error.message)}`, {
                hint: end.error.hint,
            });
        case 'failed': {
            const diagnosis = await explain(end.end, plan, tools);
            await markFailed(asked, tools);
            return result('failed', `The command of run-before failed (${end.reason}).`, { diagnosis, ends: [end.end] });
        }
    }
}
async function explain(end, plan, tools) {
    const diagnosis = await (0,diagnose/* diagnose */.h4)({ ends: [end], events: [], taskDefinition: plan.wanted.definition }, tools.readLogs);
    tools.signal?.throwIfAborted();
    if (diagnosis.failures.length === 0)
        return undefined;
    await tools.log.group('Diagnosis', () => {
        for (const line of (0,render/* diagnosisLines */.dc)(diagnosis))
            tools.log.info(line);
        return Promise.resolve();
    });
    return diagnosis;
}
/** A revision that exists for this run only is marked, so that nobody goes back to it. The outcome does not hang on it. */
async function markFailed({ registered, taskDefinitionArn }, tools) {
    if (!registered)
        return;
    try {
        await tools.api.tagResource(taskDefinitionArn, [(0,record/* failedTag */.AV)(new Date(tools.clock.now()), 'run-before')]);
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        tools.log.info(`${(0,names/* revisionName */.pd)(taskDefinitionArn)} could not be marked as failed: ${(0,errors/* errorMessage */.gJ)(error)}`);
    }
}
/** The result of a deployment that was prepared and not begun. */
function resultOf({ plan, taskDefinitionArn }, { report, ...more }) {
    return {
        taskDefinitionArn,
        previousTaskDefinitionArn: plan.current.taskDefinition,
        deploymentId: undefined,
        serviceDeploymentArn: undefined,
        rolledBackTo: undefined,
        diagnosis: undefined,
        ends: [],
        events: [],
        runBefore: report,
        ...more,
    };
}
function sentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/run-before.js





/** Runs the command of run-before with the new revision. Only when it passes may the service be updated. */
async function runBefore(asked, tools) {
    const ran = await runCommand(asked, tools);
    return ran.passed ? stillOurs(asked, ran.report, tools) : ran;
}
/** Runs the command, and nothing else. */
async function runCommand(asked, tools) {
    const { plan, oneOff, ref, taskDefinitionArn } = asked;
    warnOfRestarts(asked, tools);
    const { api, readPages, startedBy } = await tools.oneOff();
    const run = await tools.log.group(`Run before: ${oneOff.text} in container ${oneOff.container}`, () => runOneOff({
        api,
        readPages,
        service: plan.before,
        definition: plan.wanted.definition,
        command: {
            purpose: 'run-before',
            cluster: ref.cluster,
            taskDefinition: taskDefinitionArn,
            startedBy,
            ...oneOff,
        },
        timeLimitMs: oneOff.timeLimitMs,
    }, tools));
    const report = reportOf(oneOff, run);
    const { end, stopped } = run;
    if (end.kind !== 'passed')
        return { passed: false, result: await notPassed(asked, { end, stopped, report }, tools) };
    tools.log.info(`run before: passed in ${(0,duration/* formatDuration */.a)(run.durationMs)}`);
    if (end.note !== undefined)
        tools.log.warning(end.note);
    return { passed: true, report };
}
/**
 * Whether a service may still be updated once the command has passed, which may have taken long: somebody else may have
 * begun another deployment of it.
 * @param report of the command, where it ran for this service
 */
async function stillOurs(asked, report, tools) {
    const { plan, ref, taskDefinitionArn } = asked;
    const now = await readAgain(tools.api, { plan, ref }, tools);
    const other = overtakenBy(plan, now);
    if (other === undefined)
        return { passed: true, report, plan: now };
    const by = `${(0,names/* revisionName */.pd)(other.taskDefinition)} (${other.id})`;
    const reason = `Another deployment, of ${by}, was begun while the command of run-before ran. It is left alone, and ${(0,names/* revisionName */.pd)(taskDefinitionArn)} was not deployed.`;
    return { passed: false, result: resultOf(asked, { outcome: 'superseded', reason, report }) };
}
function reportOf({ text, container }, { end, task, log, durationMs }) {
    const exitCode = task?.containers?.find(({ name }) => name === container)?.exitCode;
    const place = log && { group: log.group, stream: log.stream };
    return { command: text, container, outcome: end.kind, exitCode, taskArn: task?.taskArn, log: place, durationMs };
}
/** RunTask cannot override the policy, and DescribeTasks does not tell of restarts. */
function warnOfRestarts({ plan, oneOff }, { log }) {
    const container = plan.wanted.definition.containerDefinitions?.find(({ name }) => name === oneOff.container);
    const { enabled, ignoredExitCodes = [], restartAttemptPeriod = 300 } = container?.restartPolicy ?? {};
    if (enabled !== true || ignoredExitCodes.includes(0))
        return;
    log.warning(`Container ${oneOff.container} has a restart policy: a command that runs longer than ${restartAttemptPeriod} seconds would be started again when it has ended. Add 0 to its ignoredExitCodes.`);
}


/***/ }),

/***/ 36:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h4: () => (/* binding */ diagnose),
  KM: () => (/* binding */ isTrouble)
});

// UNUSED EXPORTS: troublesOf

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/log-causes.js
/** What programs write when they die, and what it means. */
const LOG_HINTS = [
    {
        matches: /exec format error/i,
        likely: 'the image was built for another processor architecture than the task runs on',
    },
    {
        matches: /EADDRINUSE|address already in use/i,
        likely: 'the port is taken already, perhaps by another container of the task',
    },
    {
        matches: /heap out of memory|OutOfMemoryError|MemoryError|out of memory/i,
        likely: 'the program ran out of memory',
    },
    {
        matches: /Cannot find module|ModuleNotFoundError|ClassNotFoundException|No module named|cannot load such file/i,
        likely: 'a file or package the program needs is not in the image',
    },
    {
        matches: /password authentication failed|Access denied for user|authentication failed/i,
        likely: 'the credentials for a database or service are wrong',
    },
    {
        matches: /ECONNREFUSED|connection refused|ENOTFOUND|getaddrinfo|could not translate host name|no route to host/i,
        likely: 'another service the program needs cannot be reached: check its address and the security groups',
    },
    {
        matches: /(?:environment variable|env var|config\w*)[^\n]*(?:not set|missing|required|undefined)|(?:missing|required)[^\n]*(?:environment variable|env var)|KeyError/i,
        likely: 'a setting the program needs is missing from its environment',
    },
    {
        matches: /EACCES|permission denied|read-only file system/i,
        likely: 'the program may not read or write a file it needs',
    },
    {
        matches: /relation "[^"]*" does not exist|no such table|pending migration/i,
        likely: 'the database lacks a migration this release needs',
    },
];
/** What the last log lines of a failed container point to; the last line that says something decides. */
function causeOfLog(lines) {
    for (const line of lines.toReversed()) {
        const hint = LOG_HINTS.find(({ matches }) => matches.test(line));
        if (hint !== undefined)
            return hint.likely;
    }
    return undefined;
}

// EXTERNAL MODULE: ./shared/ecs/diagnosis/log-tail.js
var log_tail = __webpack_require__(8773);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/task-failure.js
var task_failure = __webpack_require__(2668);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/diagnose.js



/** Logs are read for so many ways to fail; more would bury what matters. */
const GROUPS_WITH_LOG = 3;
const TROUBLES = 10;
/** Why ECS takes back a deployment whose tasks run well; the words with underscores are codes of AWS CodeDeploy. */
const NOT_THE_TASKS = /alarm|hook|traffic|MANUAL_STOP|INVALID|_ERROR\b/i;
const TROUBLE = /fail|unhealthy|error|throttl|unable|missing|alarm detected|rolling back/i;
/** Puts together why tasks failed. Never rejects for a log that cannot be read: then it says why. */
async function diagnose(facts, read) {
    const { events, taskDefinition, reason } = facts;
    const groups = groupEnds(facts.ends.filter(task_failure/* isFailure */.N).map((end) => withHealthCheck(end, events)));
    const failures = await Promise.all(groups.map(async ([last, ...others], index) => {
        const tail = index < GROUPS_WITH_LOG ? await (0,log_tail/* readLogTail */.T)(last, taskDefinition, read) : { lines: [], note: undefined };
        return {
            what: last.what,
            stoppedReason: last.stoppedReason,
            likely: causeOfLog(tail.lines) ?? last.likely,
            taskIds: [last, ...others].map(({ taskId }) => taskId),
            logLines: tail.lines,
            logNote: tail.note,
        };
    }));
    const verdict = reason !== undefined && NOT_THE_TASKS.test(reason) ? reason : undefined;
    return { verdict, failures, troubles: troublesOf(events) };
}
/** Events that tell of trouble, each once, the newest if there are many. */
function troublesOf(events) {
    const troubles = events.filter(isTrouble).map(({ message }) => message);
    return [...new Set(troubles)].slice(-TROUBLES);
}
function isTrouble({ message }) {
    return TROUBLE.test(message);
}
/** The reason of a failed health check is told by an event only: `… is unhealthy in (target-group …) due to (reason …)`. */
function withHealthCheck(end, events) {
    if (!/health checks/i.test(end.stoppedReason))
        return end;
    const event = events.findLast(({ message }) => message.includes(end.taskId) && /is unhealthy/i.test(message));
    const detail = /due to \(reason (.*)\)\.?$/i.exec(event?.message ?? '')?.[1];
    const port = /\(port (\d+)\)/.exec(event?.message ?? '')?.[1];
    if (detail === undefined)
        return end;
    return { ...end, what: `${end.what}: ${detail}${port === undefined ? '' : ` on port ${port}`}` };
}
/** The last to end leads its group: ECS keeps its log stream longest, and it saw the newest state. */
function groupEnds(ends) {
    const newestFirst = [...ends].sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
    const groups = new Map();
    for (const end of newestFirst) {
        const group = groups.get(end.what);
        if (group === undefined)
            groups.set(end.what, [end]);
        else
            group.push(end);
    }
    return [...groups.values()].sort((a, b) => b.length - a.length);
}


/***/ }),

/***/ 2321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dc: () => (/* binding */ diagnosisLines),
  PS: () => (/* binding */ diagnosisMarkdown),
  Jg: () => (/* binding */ eventsMarkdown),
  Pl: () => (/* binding */ headline)
});

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __webpack_require__(5569);
// EXTERNAL MODULE: ./shared/ecs/rollout/progress.js
var progress = __webpack_require__(9121);
// EXTERNAL MODULE: ./shared/ecs/rollout/reason.js
var reason = __webpack_require__(2786);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __webpack_require__(4258);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/aws-words.js

/**
 * What the agent of ECS and the AWS SDK for Go put around a failure's own words: how often they tried, which layer hands
 * the error on, ids of requests.
 */
const WRAPPING = [
    /execution resource retrieval failed: /g,
    /service call has been retried \d+ times?(?:\(s\))?: /g,
    /operation error [\w ]+: \w+, /g,
    /https response error StatusCode: \d+, RequestID: [\w-]+, /g,
    /api error (?=\w+Exception)/g,
];
/** More is for log and summary. */
const MOST = 600;
/** A failure in AWS's own words, without what says nothing of its cause: the names of things stay. */
function essentialWords(what) {
    return (0,truncate/* shortenMiddle */.j)(WRAPPING.reduce((words, wrapping) => words.replaceAll(wrapping, ''), what), MOST);
}

// EXTERNAL MODULE: ./shared/ecs/diagnosis/diagnose.js + 1 modules
var diagnose = __webpack_require__(36);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/render.js





/** Longer than this, what happened is AWS's own words, which few can read at a glance: the likely cause comes first. */
const SHORT = 120;
/** The first cause in one line without a full stop, for annotations and outputs. */
function headline({ verdict, failures, troubles }) {
    const [first] = failures;
    // That it rolls back is no cause, only what comes of one.
    const trouble = troubles.findLast((event) => !/rolling back to/i.test(event));
    if (verdict !== undefined)
        return verdict;
    if (first === undefined)
        return trouble === undefined ? undefined : (0,reason/* trimReason */.r)((0,progress/* describeEvent */.gN)(trouble));
    const { likely, taskIds } = first;
    const what = (0,reason/* trimReason */.r)(first.what) ?? '';
    const count = taskIds.length > 1 ? [`${taskIds.length} tasks`] : [];
    if (likely === undefined || what.length <= SHORT)
        return [what, ...count.map((text) => `(${text})`)].join(' ');
    return `${likely} (${[...count, essentialWords(what)].join('; ')})`;
}
/** The diagnosis for the log, line by line. */
function diagnosisLines({ verdict, failures, troubles }) {
    const cause = verdict === undefined ? [] : [`Cause: ${verdict}`];
    const tasks = failures.flatMap((failure) => [
        `${countTasks(failure)}: ${failure.what}`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`  AWS says: ${failure.stoppedReason}`]),
        ...(failure.likely === undefined ? [] : [`  Likely cause: ${failure.likely}.`]),
        ...(failure.logLines.length === 0
            ? []
            : [`  Last ${failure.logLines.length} log lines of task ${failure.taskIds[0] ?? ''}:`]),
        ...failure.logLines.map((line) => `    ${line}`),
        ...(failure.logNote === undefined ? [] : [`  ${failure.logNote}`]),
    ]);
    const lines = [...cause, ...tasks];
    const events = troubles.length === 0 ? [] : ['Service events:', ...troubles.map((event) => `  ${(0,progress/* describeEvent */.gN)(event)}`)];
    return lines.length + events.length === 0
        ? ['Amazon ECS tells of no failed task and no trouble.']
        : [...lines, ...events];
}
/** The diagnosis for the job summary, where {@link eventsMarkdown} has the events; undefined when there is nothing else. */
function diagnosisMarkdown({ verdict, failures }) {
    const blocks = failures.flatMap((failure) => [
        `**${(0,markdown/* escapeMarkdown */.FV)(`${countTasks(failure)}: ${failure.what}`)}**`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`AWS says: ${(0,markdown/* escapeMarkdown */.FV)(failure.stoppedReason)}`]),
        ...(failure.likely === undefined ? [] : [`Likely cause: ${(0,markdown/* escapeMarkdown */.FV)(failure.likely)}.`]),
        ...(failure.logLines.length === 0 ? [] : [(0,markdown/* codeBlock */.DV)(failure.logLines.join('\n'), 'text')]),
        ...(failure.logNote === undefined ? [] : [`*${(0,markdown/* escapeMarkdown */.FV)(failure.logNote)}*`]),
    ]);
    const cause = verdict === undefined ? [] : [`**${(0,markdown/* escapeMarkdown */.FV)(`Cause: ${verdict}`)}**`];
    const all = [...cause, ...blocks];
    return all.length === 0 ? undefined : all.join('\n\n');
}
/** The service's events for the job summary, folded away; what tells of trouble stands out. Undefined without any. */
function eventsMarkdown(events) {
    if (events.length === 0)
        return undefined;
    const lines = events.map((event) => {
        const text = (0,markdown/* escapeMarkdown */.FV)((0,progress/* describeEvent */.gN)(event.message));
        return `- ${(0,diagnose/* isTrouble */.KM)(event) ? `**${text}**` : text}`;
    });
    const troubles = events.filter(diagnose/* isTrouble */.KM).length;
    const count = troubles === 0 ? `${lines.length}` : `${lines.length}, ${troubles} of trouble`;
    return (0,markdown/* details */.zH)(`Service events (${count})`, lines.join('\n'));
}
function countTasks({ taskIds }) {
    return taskIds.length === 1 ? 'A task failed' : `${taskIds.length} tasks failed`;
}


/***/ })

};
