export const id = 397;
export const ids = [397];
export const modules = {

/***/ 8397:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openServiceLook: () => (/* binding */ openServiceLook)
});

// EXTERNAL MODULE: ./shared/aws/client-config.js + 2 modules
var client_config = __webpack_require__(2056);
// EXTERNAL MODULE: ./shared/ecs/client.js + 4 modules
var client = __webpack_require__(1906);
;// CONCATENATED MODULE: ./shared/ecs/load-balancer/lazy-load-balancers.js
/** Elastic Load Balancing, whose code is loaded with the first call. */
function lazyLoadBalancers(config, signal) {
    let opened;
    const open = () => (opened ??= Promise.all(/* import() */[__webpack_require__.e(710), __webpack_require__.e(773)]).then(__webpack_require__.bind(__webpack_require__, 8773)).then(({ createLoadBalancerApi }) => createLoadBalancerApi(config, signal)));
    return {
        targetHealth: async (arn) => (await open()).targetHealth(arn),
        targetGroupTimes: async (arn) => (await open()).targetGroupTimes(arn),
    };
}

// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./shared/ecs/rollout/health.js
/**
 * Counts the tasks that run, pass their containers' health checks where there are any, and have a healthy target behind
 * every load balancer of the service. A task's target is told by its address, or by its instance and the port it has
 * there, so that the tasks of another deployment in the same group do not count.
 */
function countHealthy(tasks, around) {
    const { hasHealthCheck, loadBalancers, targets, instances = new Map() } = around;
    return tasks.filter((task) => {
        if (!runs(task, hasHealthCheck))
            return false;
        return loadBalancers.every((balancer) => {
            const { id, port } = targetOf(task, balancer, instances);
            return balancer.groups
                .flatMap((group) => targets.get(group) ?? [])
                .some((target) => target.id === id && target.port === port && target.state === 'healthy');
        });
    }).length;
}
/**
 * How a task is registered behind a load balancer. With bridge and host networking that is its instance and the port of
 * the host, which is the container's own where nothing maps it. Reference: ECS developer guide, "Use load balancing to
 * distribute Amazon ECS service traffic"; API reference, NetworkBinding.
 */
function targetOf(task, { container, port }, instances) {
    const address = addressOf(task);
    if (address !== undefined)
        return { id: address, port };
    const bindings = (task.containers ?? [])
        .filter(({ name }) => container === undefined || name === container)
        .flatMap(({ networkBindings = [] }) => networkBindings);
    const hostPort = bindings.find(({ containerPort }) => containerPort === port)?.hostPort;
    return { id: instances.get(task.containerInstanceArn ?? ''), port: hostPort ?? port };
}
/** Without its target: such a task may still be refused by the load balancer. */
function runs({ lastStatus, healthStatus }, hasHealthCheck) {
    return lastStatus === 'RUNNING' && (!hasHealthCheck || healthStatus === 'HEALTHY');
}
/** The address of the task's own network interface; undefined for tasks that share that of their instance. */
function addressOf({ attachments = [] }) {
    return attachments
        .flatMap(({ details = [] }) => details)
        .find(({ name }) => name === 'privateIPv4Address' || name === 'privateIPv6Address')?.value;
}

;// CONCATENATED MODULE: ./actions/health-verify/service/describe-facts.js


/** A line for each task and each target, for the summary and the report. */
function describeFacts({ primary, tasks, targets }) {
    const lines = tasks.map((task) => [
        `task ${(0,names/* shortName */.EU)(task.taskArn ?? '')}`,
        (0,names/* revisionName */.pd)(task.taskDefinitionArn ?? ''),
        task.lastStatus ?? '',
        task.healthStatus ?? '',
        addressOf(task) ?? '',
        ...(task.containers ?? []).map(({ name = '', imageDigest = 'no digest' }) => `${name}=${imageDigest}`),
    ]
        .filter((part) => part !== '')
        .join(' '));
    const registered = [...targets].flatMap(([group, each]) => each.map(({ id, port, state }) => `target ${id}:${port ?? ''} ${state} in ${group.split('/').at(-2) ?? group}`));
    return [`PRIMARY ${(0,names/* revisionName */.pd)(primary?.revision ?? 'none')}`, ...lines, ...registered].join('\n');
}

;// CONCATENATED MODULE: ./shared/ecs/rollout/service-deployment.js
function viewServiceDeployment(deployment) {
    const { failureCount, threshold } = deployment.deploymentCircuitBreaker ?? {};
    const { requestedProductionTrafficWeight: production, requestedTestTrafficWeight: test = 0 } = deployment.targetServiceRevision ?? {};
    const stage = deployment.lifecycleStage;
    return {
        arn: deployment.serviceDeploymentArn ?? '',
        status: deployment.status ?? '',
        reason: deployment.rollback?.reason ?? deployment.statusReason,
        stage,
        // A rolling deployment shifts no traffic of its own, though its revision may be shown with a weight.
        traffic: production === undefined || stage === undefined ? undefined : { production, test },
        hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
            id: hook.hookId ?? '',
            type: hook.targetType ?? 'AWS_LAMBDA',
            target: hook.targetArn,
            status: hook.status ?? '',
            expiresAt: hook.expiresAt?.toISOString(),
            timeoutAction: hook.timeoutAction,
        })),
        alarms: deployment.alarms?.triggeredAlarmNames ?? [],
        breaker: failureCount === undefined || threshold === undefined ? undefined : { failures: failureCount, threshold },
        revision: deployment.targetServiceRevision?.arn,
    };
}
/** Hooks that nobody but a person (or a later step) ends. */
function pausesOf({ hooks }) {
    return hooks.filter(({ status }) => status === 'AWAITING_ACTION');
}

;// CONCATENATED MODULE: ./shared/ecs/rollout/view.js
function viewService(service) {
    const { deploymentCircuitBreaker: breaker, alarms } = service.deploymentConfiguration ?? {};
    return {
        arn: service.serviceArn ?? '',
        status: service.status ?? '',
        desired: service.desiredCount ?? 0,
        pending: service.pendingCount ?? 0,
        running: service.runningCount ?? 0,
        deployments: [
            ...(service.deployments ?? []).map((deployment) => ({
                id: deployment.id ?? '',
                status: deployment.status ?? '',
                taskDefinition: deployment.taskDefinition ?? '',
                desired: deployment.desiredCount ?? 0,
                pending: deployment.pendingCount ?? 0,
                running: deployment.runningCount ?? 0,
                failed: deployment.failedTasks ?? 0,
                rolloutState: deployment.rolloutState,
                rolloutReason: deployment.rolloutStateReason,
            })),
            ...(service.taskSets ?? []).map(viewTaskSet),
        ],
        events: (service.events ?? []).map(({ id = '', message = '' }) => ({ id, message })).reverse(),
        serviceDeployment: service.currentServiceDeployment,
        strategy: service.deploymentConfiguration?.strategy ?? 'ROLLING',
        loadBalancers: (service.loadBalancers ?? []).flatMap((balancer) => {
            const { targetGroupArn, containerName: container, containerPort: port } = balancer;
            const groups = [targetGroupArn, balancer.advancedConfiguration?.alternateTargetGroupArn].flatMap((arn) => arn ?? []);
            return groups.length > 0 ? [{ groups, container, port }] : [];
        }),
        rollsBack: (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true),
    };
}
/** Events of two watches, one after the other, each once. */
function joinEvents(first, second) {
    const known = new Set(first.map(({ id }) => id));
    return [...first, ...second.filter(({ id }) => !known.has(id))];
}
/** A task set has no rollout state of its own: the one that serves is the outcome of a deployment that was made. */
function viewTaskSet(taskSet) {
    return {
        id: taskSet.id ?? '',
        status: taskSet.status ?? '',
        taskDefinition: taskSet.taskDefinition ?? '',
        desired: taskSet.computedDesiredCount ?? 0,
        pending: taskSet.pendingCount ?? 0,
        running: taskSet.runningCount ?? 0,
        failed: 0,
        rolloutState: taskSet.status === 'PRIMARY' ? 'COMPLETED' : 'IN_PROGRESS',
        rolloutReason: undefined,
    };
}
function primaryOf(service) {
    return service.deployments.find(({ status }) => status === 'PRIMARY');
}
/** Whether all tasks wanted run, of one deployment alone. */
function isSteady(service) {
    return service.deployments.length === 1 && service.pending === 0 && service.running === service.desired;
}

;// CONCATENATED MODULE: ./actions/health-verify/service/leaving.js

/**
 * Tasks of a rolling deployment that were told to stop and still get traffic: ECS deregisters a target some seconds after
 * it has told its task to stop, and until then the task is no longer listed as one that is to run, though requests go to
 * it. Asked only where there are targets in service that none of the running tasks has. Tasks that share the address of
 * their instance cannot be told apart, and are not looked for.
 * @throws what the calls throw
 */
async function leavingTasks(ecs, ref, { service, tasks, targets }) {
    const { deployments = [], deploymentConfiguration } = service;
    if (deployments.length === 0 || (deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING')
        return [];
    const known = new Set(tasks.flatMap((task) => addressOf(task) ?? []));
    if (known.size === 0)
        return [];
    const strangers = new Set(targets.flatMap(({ id, state }) => (state === 'healthy' && !known.has(id) ? [id] : [])));
    if (strangers.size === 0)
        return [];
    const stopping = await ecs.stoppedTasks(ref);
    return stopping.filter((task) => task.lastStatus !== 'STOPPED' && strangers.has(addressOf(task) ?? ''));
}

;// CONCATENATED MODULE: ./actions/health-verify/service/facts.js



/**
 * Reads what a service runs: DescribeServices, ListTasks and DescribeTasks for each hundred of tasks,
 * DescribeTargetHealth for each target group, DescribeServiceDeployments while traffic is being shifted, and ListTasks and
 * DescribeTasks once more while a rolling deployment lets go of old tasks.
 * @param hasHealthCheck tells of a task definition whether a container of it has a health check
 * @throws what the calls throw
 */
async function readService({ ecs, loadBalancers: balancers }, ref, hasHealthCheck) {
    const [service, tasks] = await Promise.all([ecs.describeService(ref), ecs.runningTasks(ref)]);
    const set = service?.taskSets?.find(({ status }) => status === 'PRIMARY');
    const primary = service && facts_primaryOf(service);
    if (service === undefined || primary === undefined) {
        const nothing = { tasks: [], hasHealthCheck: false, loadBalancers: [], targets: new Map() };
        return { status: service?.status, primary, ...nothing };
    }
    const { loadBalancers } = viewService({ ...service, loadBalancers: set?.loadBalancers ?? service.loadBalancers });
    const groups = [...new Set(loadBalancers.flatMap((each) => each.groups))];
    const others = tasks.some(({ taskDefinitionArn }) => taskDefinitionArn !== primary.revision);
    const [checked, shifted, targets] = await Promise.all([
        hasHealthCheck(primary.revision),
        others ? isShifted(ecs, service) : Promise.resolve(false),
        Promise.all(groups.map(async (group) => [group, await balancers.targetHealth(group)])),
    ]);
    const around = { service, tasks, targets: targets.flatMap(([, each]) => each) };
    const leaving = await leavingTasks(ecs, ref, around);
    const isOurs = ({ taskDefinitionArn }) => taskDefinitionArn === primary.revision;
    return {
        status: service.status,
        primary,
        tasks: shifted ? tasks.filter(isOurs) : [...tasks, ...leaving.filter((task) => !isOurs(task))],
        hasHealthCheck: checked,
        loadBalancers,
        targets: new Map(targets),
    };
}
function facts_primaryOf({ deployments = [], taskSets = [] }) {
    const deployment = deployments.find(({ status }) => status === 'PRIMARY');
    if (deployment?.taskDefinition !== undefined)
        return { revision: deployment.taskDefinition, desired: deployment.desiredCount ?? 0 };
    const set = taskSets.find(({ status }) => status === 'PRIMARY');
    return set?.taskDefinition === undefined
        ? undefined
        : { revision: set.taskDefinition, desired: set.computedDesiredCount ?? 0 };
}
/**
 * Whether the old tasks are only kept, and given no production traffic any more. Of task sets the PRIMARY one has it
 * all (API reference, TaskSet).
 */
async function isShifted(ecs, { currentServiceDeployment: arn, deploymentConfiguration, deployments = [] }) {
    if (deployments.length === 0)
        return true;
    if (arn === undefined || (deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING')
        return false;
    const [deployment] = await ecs.describeServiceDeployments([arn]);
    return deployment !== undefined && viewServiceDeployment(deployment).traffic?.production === 100;
}

// EXTERNAL MODULE: ./shared/ecr/image-name.js
var image_name = __webpack_require__(1734);
;// CONCATENATED MODULE: ./actions/health-verify/service/image.js

/**
 * Digest of the image that counts in a task: the expected one where a container runs it, else that of the container from
 * the same repository, else of the first one. Undefined while the task does not tell it.
 */
function imageOf({ containers = [] }, accepted) {
    if (accepted === undefined)
        return undefined;
    if (containers.some((container) => runsImage(container, accepted)))
        return accepted.digest;
    const told = containers.filter(({ imageDigest }) => imageDigest !== undefined);
    return (told.find((container) => isOfRepository(container, accepted.name)) ?? told[0])?.imageDigest;
}
/** The repository to ask what the expected digest is, where a task has told another digest of it. */
function repositoryOf({ containers = [] }, expected) {
    if (expected.name !== undefined)
        return expected.name;
    const name = (0,image_name/* parseImageName */.i)(containers.find(({ imageDigest }) => imageDigest !== undefined)?.image ?? '');
    return name && { ...name, tag: undefined, digest: expected.digest };
}
function runsImage({ image = '', imageDigest }, { digest, platforms }) {
    if (imageDigest === undefined)
        return false;
    // Named by its digest it can be nothing else, whichever of its platforms was pulled.
    return imageDigest === digest || platforms.includes(imageDigest) || (0,image_name/* parseImageName */.i)(image)?.digest === digest;
}
function isOfRepository({ image = '' }, name) {
    const own = (0,image_name/* parseImageName */.i)(image);
    return name !== undefined && own?.repository === name.repository && own.registry === name.registry;
}

;// CONCATENATED MODULE: ./actions/health-verify/service/target-problems.js

/**
 * Why tasks that run are not healthy to their load balancers, phrases without a full stop. Each task has to have a
 * healthy target behind every load balancer, in one of its groups where traffic is shifted between two. Other targets
 * that drain are given no new connections, and do not matter.
 */
function targetProblems(tasks, { loadBalancers, targets }) {
    return loadBalancers.flatMap((balancer) => {
        const registered = balancer.groups.flatMap((group) => targets.get(group) ?? []);
        const named = tasks.every((task) => addressOf(task) !== undefined);
        return named
            ? tasks.flatMap((task) => problemOf(task, balancer, registered) ?? [])
            : instanceProblems(registered, tasks.length);
    });
}
function problemOf(task, { port }, registered) {
    const address = addressOf(task);
    const own = registered.filter((target) => target.id === address && target.port === port);
    if (own.some(({ state }) => state === 'healthy'))
        return undefined;
    return `target ${address ?? ''}:${port ?? ''} is ${own[0]?.state ?? 'not registered'}`;
}
/** Tasks that share the address of their instance cannot be told from one another: all targets have to be healthy. */
function instanceProblems(registered, wanted) {
    const live = registered.filter(({ state }) => state !== 'draining' && state !== 'unused');
    const sick = live.filter(({ state }) => state !== 'healthy');
    if (sick.length > 0)
        return sick.map(({ id, port, state }) => `target ${id}:${port ?? ''} is ${state}`);
    return live.length < wanted ? [`${live.length} of ${wanted} targets registered`] : [];
}

;// CONCATENATED MODULE: ./actions/health-verify/service/judge-service.js




/** Reasons told of many. */
const TOLD = 3;
/**
 * Judges a look at a service. It is healthy when all tasks that get traffic are of the PRIMARY revision, as many as there
 * are to be, running the expected image, healthy to their containers' checks, and to every load balancer.
 */
function judgeService(facts, check, accepted) {
    const { status, primary, tasks } = facts;
    const where = `service ${(0,names/* shortName */.EU)(check.service)} in cluster ${(0,names/* shortName */.EU)(check.cluster)}`;
    if (status === undefined || status === 'INACTIVE')
        return stop('missing', `there is no ${where}`);
    if (status !== 'ACTIVE')
        return stop(status, `${where} is being deleted`);
    if (primary === undefined)
        return wait('no deployment', `${where} has no PRIMARY deployment`);
    const others = tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn !== primary.revision);
    const ours = tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === primary.revision);
    const reasons = [...otherReasons(others, primary), ...reasonsAgainst(ours, { facts, primary, accepted })];
    const [odd] = others;
    const labelled = odd ?? ours.find((task) => imageOf(task, accepted) !== accepted?.digest) ?? ours[0];
    const version = versionOf({ primary, check, accepted }, labelled);
    const word = `${countUp(ours, facts)} of ${primary.desired} tasks of ${(0,names/* revisionName */.pd)(primary.revision)} healthy`;
    const [first, ...more] = reasons;
    if (first === undefined)
        return { condition: { word, health: 'healthy' }, version };
    const told = [first, ...more.slice(0, TOLD - 1), ...(more.length >= TOLD ? [`${more.length - TOLD + 1} more`] : [])];
    return { condition: { word, health: 'unhealthy', reason: told.join('; ') }, version };
}
function stop(word, reason) {
    return { condition: { word, health: 'hopeless', reason }, version: undefined };
}
function wait(word, reason) {
    return { condition: { word, health: 'unhealthy', reason }, version: undefined };
}
/** Of a task that is not as it should be, where there is one, so that old and new together are not taken for the new. */
function versionOf({ primary, check, accepted, }, task) {
    const { taskDefinition } = check;
    if (taskDefinition !== undefined && !(0,names/* sameRevision */.Y6)(taskDefinition, primary.revision))
        return (0,names/* revisionName */.pd)(primary.revision);
    if (accepted !== undefined && taskDefinition === undefined)
        return task && imageOf(task, accepted);
    return (0,names/* revisionName */.pd)(task?.taskDefinitionArn ?? primary.revision);
}
function otherReasons(others, primary) {
    const byRevision = Map.groupBy(others, ({ taskDefinitionArn = '' }) => (0,names/* revisionName */.pd)(taskDefinitionArn));
    return [...byRevision].map(([revision, tasks]) => `${count(tasks)} of ${revision} still there, beside ${(0,names/* revisionName */.pd)(primary.revision)}`);
}
function reasonsAgainst(tasks, { facts, primary, accepted, }) {
    // What runs nothing proves nothing.
    if (primary.desired === 0)
        return ['the service is to run no task (desired count 0)'];
    const missing = primary.desired - tasks.length;
    return [
        ...(missing > 0 ? [`${missing} of ${primary.desired} tasks not started`] : []),
        ...tasks.flatMap((task) => taskReason(task, facts.hasHealthCheck) ?? imageReason(task, accepted) ?? []),
        ...targetProblems(tasks.filter((task) => runs(task, facts.hasHealthCheck)), facts),
    ];
}
function taskReason(task, hasHealthCheck) {
    if (runs(task, hasHealthCheck))
        return undefined;
    const { lastStatus = 'UNKNOWN', healthStatus = 'UNKNOWN' } = task;
    return `task ${nameOf(task)} is ${lastStatus === 'RUNNING' ? `${healthStatus} to its health check` : lastStatus}`;
}
function imageReason(task, accepted) {
    if (accepted === undefined)
        return undefined;
    const runsImage = imageOf(task, accepted);
    if (runsImage === accepted.digest)
        return undefined;
    return runsImage === undefined
        ? `task ${nameOf(task)} does not tell the digest of its image yet`
        : `task ${nameOf(task)} runs image ${runsImage}`;
}
function countUp(tasks, facts) {
    const up = tasks.filter((task) => runs(task, facts.hasHealthCheck));
    return up.filter((task) => targetProblems([task], facts).length === 0).length;
}
function count(tasks) {
    return tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
}
function nameOf(task) {
    const id = (0,names/* shortName */.EU)(task.taskArn ?? '').slice(0, 8);
    const address = addressOf(task);
    return address === undefined ? id : `${id} (${address})`;
}

// EXTERNAL MODULE: ./actions/health-verify/service/target.js
var target = __webpack_require__(894);
;// CONCATENATED MODULE: ./actions/health-verify/service/look.js










function createServiceLook(check, tools) {
    return new Look(check, tools);
}
class Look {
    #check;
    #tools;
    #healthChecks = new Map();
    #platforms;
    #revision;
    constructor(check, tools) {
        this.#check = check;
        this.#tools = tools;
    }
    get revision() {
        return this.#revision;
    }
    look = async (limitMs) => {
        const { clock, signal } = this.#tools;
        const begun = clock.elapsed();
        const ms = () => Math.round(clock.elapsed() - begun);
        try {
            const facts = await this.#readPatiently(limitMs);
            return this.#answer(facts, ms());
        }
        catch (error) {
            signal.throwIfAborted();
            return unread(error, { ms: ms(), limitMs, check: this.#check });
        }
    };
    /** A look that AWS is too busy for says nothing of the service, so it is no reason to begin counting anew. */
    async #readPatiently(limitMs) {
        const { clock, random, log, open, signal } = this.#tools;
        const deadline = clock.elapsed() + limitMs;
        const limited = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(limitMs))]);
        let told = false;
        return (0,retry/* withRetry */.b)(() => this.#read(open(limited)), {
            clock,
            random,
            signal: limited,
            attempts: Infinity,
            retryable: (error) => (0,faults/* isRetryable */.r3)(error) && clock.elapsed() < deadline,
            onRetry: (error) => {
                if (!told)
                    log.info(`AWS did not answer, asking again: ${(0,errors/* errorMessage */.gJ)(error)}`);
                told = true;
            },
        });
    }
    async #read(apis) {
        const facts = await readService(apis, this.#check, (taskDefinition) => this.#hasHealthCheck(apis, taskDefinition));
        await this.#findPlatforms(facts);
        return facts;
    }
    /** A revision never changes, so each is read once. */
    #hasHealthCheck({ ecs }, taskDefinition) {
        const known = this.#healthChecks.get(taskDefinition);
        if (known !== undefined)
            return known;
        const read = ecs
            .describeTaskDefinition(taskDefinition)
            .then((described) => (described.taskDefinition.containerDefinitions ?? []).some(({ healthCheck }) => healthCheck !== undefined));
        this.#healthChecks.set(taskDefinition, read);
        read.catch(() => this.#healthChecks.delete(taskDefinition));
        return read;
    }
    /** Asked once, when a task first tells another digest than the expected one. */
    async #findPlatforms({ tasks }) {
        const { image } = this.#check;
        if (image === undefined || this.#platforms !== undefined)
            return;
        const literally = { ...image, platforms: [] };
        const other = tasks.find((task) => {
            const told = imageOf(task, literally);
            return told !== undefined && told !== image.digest;
        });
        const name = other && repositoryOf(other, image);
        if (name !== undefined)
            this.#platforms = await this.#tools.platformsOf(name);
    }
    #answer(facts, ms) {
        const { image } = this.#check;
        const accepted = image && { ...image, platforms: this.#platforms ?? [] };
        const { condition, version } = this.#unchanged(facts, judgeService(facts, this.#check, accepted));
        const headers = version === undefined ? {} : { [target/* VERSION_HEADER */.X]: version };
        return { kind: 'answered', status: condition, headers, body: describeFacts(facts), truncated: false, ms };
    }
    /** What was counted of one revision is no proof of another, though it may run the same image. */
    #unchanged({ primary }, judged) {
        const before = this.#revision;
        this.#revision = primary?.revision;
        const { condition } = judged;
        if (before === undefined || before === this.#revision || condition.health !== 'healthy')
            return judged;
        const reason = `the service came from ${(0,names/* revisionName */.pd)(before)} to ${(0,names/* revisionName */.pd)(this.#revision ?? '')}`;
        return { ...judged, condition: { word: condition.word, health: 'unhealthy', reason } };
    }
}
function unread(error, { ms, limitMs, check }) {
    const kind = (0,faults/* faultKind */.H9)(error);
    if (kind === 'unknown')
        throw error;
    if ((0,faults/* isRetryable */.r3)(error)) {
        const message = `AWS did not answer within ${(0,duration/* formatDuration */.a)(limitMs)}: ${(0,errors/* errorMessage */.gJ)(error)}`;
        return { kind: 'failed', failure: 'timeout', message, ms };
    }
    const { message, hint } = (0,faults/* awsFailure */.MT)(`look at service ${check.service}`, error);
    const reason = hint === undefined ? message : `${message} ${hint}`;
    return {
        kind: 'answered',
        status: { word: kind, health: 'hopeless', reason: reason.replace(/\.$/, '') },
        headers: {},
        body: '',
        truncated: false,
        ms,
    };
}

;// CONCATENATED MODULE: ./shared/oci/manifest.js
/**
 * Bytes a pull of this image transfers: its layers, as compressed as the registry keeps them, and its configuration.
 * Undefined for an index, which has none of its own.
 */
function imageSize(manifest) {
    const { config, layers } = JSON.parse(manifest); // members are checked, an index has neither
    if (layers === undefined)
        return undefined;
    return [config, ...layers].reduce((sum, descriptor) => sum + (descriptor?.size ?? 0), 0);
}
/** `745 B`, `3.2 kB`, `48.1 MB`: powers of ten, as registries show them. */
function formatBytes(bytes) {
    const units = ['B', 'kB', 'MB', 'GB'];
    const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
    const amount = bytes / 1_000 ** power;
    return `${power === 0 ? amount : amount.toFixed(1)} ${units[power] ?? 'GB'}`;
}
/** Digests of the manifests that an index lists, one a platform; none for what is no index. */
function listedManifests(manifest) {
    const { manifests = [] } = JSON.parse(manifest); // what is no index has no such member
    return manifests.flatMap(({ digest }) => digest ?? []);
}

;// CONCATENATED MODULE: ./actions/health-verify/service/platforms.js

/** Asks ECR, whose code is loaded with the first question. */
function createPlatformsOf(config, context) {
    return async (name) => {
        const { findNamedImage } = await Promise.all(/* import() */[__webpack_require__.e(149), __webpack_require__.e(740)]).then(__webpack_require__.bind(__webpack_require__, 5740));
        const found = await findNamedImage(name, config, context);
        if (found.kind === 'there')
            return listedManifests(found.image.manifest);
        const why = found.kind === 'missing' ? 'the repository has none of this digest' : found.why;
        context.log.info(`Platforms of ${name.repository}@${name.digest ?? ''} are not known: ${why}`);
        return [];
    };
}

;// CONCATENATED MODULE: ./actions/health-verify/service/open.js





/** Looks at a service with the AWS identity of the inputs: a module of its own, loaded by those runs only that look. */
function openServiceLook(context, aws, check) {
    const config = (0,client_config/* awsClientConfig */.r)(context, aws);
    const platformsOf = createPlatformsOf(config, context);
    return createServiceLook(check, {
        ...context,
        platformsOf,
        // Clients are made anew for each look, since all calls of one share its time limit; connections are kept.
        open: (signal) => ({ ecs: (0,client/* createEcsApi */.y)(config, signal), loadBalancers: lazyLoadBalancers(config, signal) }),
    });
}


/***/ })

};
