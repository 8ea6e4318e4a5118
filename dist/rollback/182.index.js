export const id = 182;
export const ids = [182];
export const modules = {

/***/ 2200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ servesService),
/* harmony export */   X: () => (/* binding */ groupsServing)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);

/** Applications that are looked through; each takes two calls. */
const MOST_APPLICATIONS = 50;
const AT_A_TIME = 5;
/** Whether a group deploys this service. Groups name both by name or ARN. */
function servesService({ ecsServices = [] }, { serviceName = '', clusterArn = '' }) {
    return ecsServices.some((served) => (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(served.serviceName ?? '') === serviceName &&
        (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(served.clusterName ?? 'default') === (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(clusterArn));
}
/**
 * The deployment groups that deploy a service, among those of the first {@link MOST_APPLICATIONS} applications for
 * Amazon ECS.
 * @throws what the calls of `api` throw
 */
async function groupsServing(api, service) {
    const queue = (await api.ecsApplications(MOST_APPLICATIONS)).values();
    const found = [];
    const worker = async () => {
        for (const application of queue) {
            const groups = await api.groups(application);
            for (const group of groups.filter((entry) => servesService(entry, service))) {
                found.push({ application, group: group.deploymentGroupName ?? '' });
            }
        }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    return found;
}


/***/ }),

/***/ 8182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPreflight: () => (/* binding */ runPreflight)
});

// EXTERNAL MODULE: ./shared/ecs/preflight/finding.js
var finding = __webpack_require__(2523);
// EXTERNAL MODULE: ./shared/ecs/preflight/subject.js
var preflight_subject = __webpack_require__(7502);
;// CONCATENATED MODULE: ./shared/ecs/preflight/container-ports.js


/** Whether the ports the service speaks to are those the containers publish. */
function checkContainerPorts(subject) {
    const { service } = subject;
    return [
        ...(service.loadBalancers ?? []).flatMap(({ containerName, containerPort }) => checkPort(subject, { by: 'The load balancer of the service', containerName, port: containerPort })),
        ...(service.serviceRegistries ?? []).flatMap(({ containerName, containerPort }) => containerName === undefined
            ? []
            : checkPort(subject, { by: 'The service registry of the service', containerName, port: containerPort })),
        ...checkPortNames(subject),
    ];
}
function checkPort(subject, { by, containerName = '', port }) {
    const containers = (0,preflight_subject/* containersOf */.Mz)(subject);
    const container = containers.find(({ name }) => name === containerName);
    if (container === undefined) {
        const has = containers.map(({ name = '' }) => name).join(', ');
        return [
            (0,finding/* error */.z3)(`${by} speaks to container ${containerName}, which the task definition has not; it has ${has}.`, `Name the container ${containerName}, or change the service's configuration first.`),
        ];
    }
    if (port === undefined || publishes(container, port))
        return [];
    const ports = (container.portMappings ?? []).map(({ containerPort, containerPortRange }) => containerPort ?? containerPortRange);
    return [
        (0,finding/* error */.z3)(`${by} speaks to port ${port} of container ${containerName}, which publishes ${ports.length === 0 ? 'no port' : ports.join(', ')}.`, `Add { "containerPort": ${port} } to the portMappings of ${containerName}, or change the service's configuration first.`),
    ];
}
function publishes({ portMappings = [] }, port) {
    return portMappings.some(({ containerPort, containerPortRange }) => {
        const [from, to] = containerPortRange?.split('-').map(Number) ?? [];
        return containerPort === port || (from !== undefined && to !== undefined && from <= port && port <= to);
    });
}
/** Service Connect knows ports by the names of their mappings. */
function checkPortNames(subject) {
    const primary = subject.service.deployments?.find(({ status }) => status === 'PRIMARY');
    const { enabled, services = [] } = primary?.serviceConnectConfiguration ?? {};
    if (enabled !== true)
        return [];
    const known = new Set((0,preflight_subject/* containersOf */.Mz)(subject).flatMap(({ portMappings = [] }) => portMappings.map(({ name }) => name)));
    return services
        .filter(({ portName }) => !known.has(portName))
        .map(({ portName = '' }) => (0,finding/* error */.z3)(`Service Connect of the service speaks to the port named ${portName}, which no port mapping has for its name.`, `Give the port mapping the name ${portName}.`));
}

// EXTERNAL MODULE: ./shared/ecs/codedeploy/find-group.js
var find_group = __webpack_require__(2200);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/preflight/ask.js
var ask = __webpack_require__(4279);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./shared/ecs/preflight/target-groups.js





/** Target groups the service registers its tasks in; with blue/green both of a pair. */
function usedTargetGroups({ service }) {
    const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
        targetGroupArn,
        advancedConfiguration?.alternateTargetGroupArn,
    ]);
    return [...new Set(arns.filter((arn) => arn !== undefined))];
}
/** Whether the target group takes the targets of these tasks, and what its health checks mean for them. */
async function checkTargetGroup(arn, subject, tools) {
    const name = targetGroupName(arn);
    const permission = 'elasticloadbalancing:DescribeTargetGroups';
    const found = await (0,ask/* ask */.k)({ what: `target group ${name}`, permission, read: (api) => api.targetGroup(arn) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    if (found.kind === 'missing') {
        return [
            (0,finding/* error */.z3)(`Target group ${name} of the service does not exist.`, 'Point the service to a target group that is there.'),
        ];
    }
    return [...checkTargetType(name, found.value, subject), ...checkHealthChecks(name, found.value, subject)];
}
/** Developer guide, "Use an Application Load Balancer for Amazon ECS": `ip` for awsvpc, else `instance`. */
function checkTargetType(name, { targetType }, { definition }) {
    const wanted = definition.networkMode === 'awsvpc' ? 'ip' : 'instance';
    if (targetType === undefined || targetType === wanted)
        return [];
    return [
        (0,finding/* error */.z3)(`Target group ${name} takes targets of type ${targetType}, and tasks with network mode ${definition.networkMode ?? 'bridge'} need ${wanted}.`, `Make a target group of type ${wanted} (the type cannot be changed), or use the network mode that fits.`),
    ];
}
/** Above this, most of a deployment is waiting for health checks. AWS's defaults take 30 s × 5. */
const SLOW_S = 60;
function checkHealthChecks(name, group, { service, ...rest }) {
    const { interval, healthyThreshold, unhealthyThreshold, loadBalancers } = group;
    const toHealthy = interval * healthyThreshold;
    const toUnhealthy = interval * unhealthyThreshold;
    const grace = service.healthCheckGracePeriodSeconds ?? 0;
    const startPeriod = Math.max(0, ...(0,preflight_subject/* containersOf */.Mz)({ service, ...rest }).map(({ healthCheck }) => healthCheck?.startPeriod ?? 0));
    const notes = [];
    if (loadBalancers.length === 0) {
        notes.push((0,finding/* note */.N4)(`Target group ${name} belongs to no load balancer: its health is not checked.`, 'Give it to a listener.'));
    }
    if (grace === 0 && (toUnhealthy <= 30 || startPeriod > toUnhealthy)) {
        notes.push((0,finding/* note */.N4)(`The service has no health check grace period, and its load balancer gives a starting task up after ${seconds(toUnhealthy)} (${interval} s × ${unhealthyThreshold}).`, 'Set healthCheckGracePeriodSeconds of the service to the time its slowest start takes.'));
    }
    if (toHealthy > SLOW_S) {
        notes.push((0,finding/* note */.N4)(`A new task needs at least ${seconds(toHealthy)} to be healthy in target group ${name} (${interval} s × ${healthyThreshold}).`, 'A health check interval of 10 s with a healthy threshold of 2 makes it 20 s.'));
    }
    return notes;
}
function seconds(count) {
    return count < 60 ? `${count} s` : (0,duration/* formatDuration */.a)(count * 1_000);
}
/** `web` of `arn:…:targetgroup/web/0123456789abcdef`. */
function targetGroupName(arn) {
    return arn.split('/')[1] ?? (0,names/* shortName */.EU)(arn);
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/deployment-group.js





/** Whether the group through which AWS CodeDeploy deploys fits the service. */
async function checkDeploymentGroup(subject, tools) {
    const { deploymentGroup: group, service } = subject;
    if (group === undefined)
        return [];
    const name = `Deployment group ${group.deploymentGroupName ?? ''} of application ${group.applicationName ?? ''}`;
    if (!(0,find_group/* servesService */.I)(group, service)) {
        const served = (group.ecsServices ?? []).map(({ serviceName = '', clusterName = '' }) => `${(0,names/* shortName */.EU)(serviceName)} in cluster ${(0,names/* shortName */.EU)(clusterName)}`);
        return [
            (0,finding/* error */.z3)(`${name} deploys ${served.length === 0 ? 'no service of Amazon ECS' : served.join(', ')}, not ${service.serviceName ?? ''} in cluster ${(0,names/* shortName */.EU)(service.clusterArn ?? '')}.`, 'Give codedeploy-application and codedeploy-deployment-group of this service.'),
        ];
    }
    return [...checkStyle(name, group), ...(await checkRoutes(name, { group, subject }, tools))];
}
/** CodeDeploy deploys to Amazon ECS blue/green only. CodeDeploy User Guide, "Working with deployment groups". */
function checkStyle(name, { deploymentStyle: style, blueGreenDeploymentConfiguration }) {
    const isBlueGreen = style?.deploymentType === 'BLUE_GREEN' &&
        style.deploymentOption === 'WITH_TRAFFIC_CONTROL' &&
        blueGreenDeploymentConfiguration !== undefined;
    if (isBlueGreen)
        return [];
    return [
        (0,finding/* error */.z3)(`${name} is not set up for blue/green deployments.`, 'Set its deployment type to BLUE_GREEN with WITH_TRAFFIC_CONTROL, and give it a blue/green configuration.'),
    ];
}
/** The target group that serves must be one of the pair, behind the load balancer of the production listener. */
async function checkRoutes(name, { group, subject }, tools) {
    const [pair] = group.loadBalancerInfo?.targetGroupPairInfoList ?? [];
    const [listener] = pair?.prodTrafficRoute?.listenerArns ?? [];
    const names = (pair?.targetGroups ?? []).flatMap((target) => target.name ?? []);
    if (listener === undefined || names.length !== 2) {
        return [
            (0,finding/* error */.z3)(`${name} has no pair of target groups with a production listener.`, 'Give it two target groups and the listener that serves production.'),
        ];
    }
    const arn = subject.service.loadBalancers?.[0]?.targetGroupArn;
    if (arn === undefined)
        return [];
    const serving = targetGroupName(arn);
    if (!names.includes(serving)) {
        return [
            (0,finding/* error */.z3)(`The service serves through target group ${serving}, and ${name} has ${names.join(' and ')}.`, 'Give the deployment group the target group that serves as one of its pair.'),
        ];
    }
    const permission = 'elasticloadbalancing:DescribeTargetGroups';
    const found = await (0,ask/* ask */.k)({ what: `target group ${serving}`, permission, read: (api) => api.targetGroup(arn) }, tools);
    if (found.kind !== 'answer')
        return found.kind === 'unknown' ? [found.outcome] : [];
    const { loadBalancers } = found.value;
    const balancer = loadBalancerOf(listener);
    if (loadBalancers.length === 0 || loadBalancers.includes(balancer))
        return [];
    return [
        (0,finding/* error */.z3)(`The production listener of ${name} belongs to load balancer ${shortBalancer(balancer)}, and target group ${serving} to ${loadBalancers.map(shortBalancer).join(', ')}.`, 'Give the deployment group the listener behind which the service serves.'),
    ];
}
/** The ARN of a listener has that of its load balancer in it: `listener/app/NAME/ID/…` and `loadbalancer/app/NAME/ID`. */
function loadBalancerOf(listenerArn) {
    return listenerArn.replace(/:listener\/((?:[^/]+\/){2}[^/]+)\/.*$/, ':loadbalancer/$1');
}
/** `web` of `arn:…:loadbalancer/app/web/0123456789abcdef`. */
function shortBalancer(arn) {
    return arn.split('/').at(-2) ?? arn;
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/fargate-size.js


const range = (from, to, step) => Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
/** CPU units to sizes of memory in MiB (developer guide, "Task CPU and memory" of task definitions for Fargate). */
const SIZES = new Map([
    [256, [512, 1024, 2048]],
    [512, range(1024, 4096, 1024)],
    [1024, range(2048, 8192, 1024)],
    [2048, range(4096, 16_384, 1024)],
    [4096, range(8192, 30_720, 1024)],
    [8192, range(16_384, 61_440, 4096)],
    [16_384, range(32_768, 122_880, 8192)],
]);
/** Whether Fargate has tasks of this size. */
function checkFargateSize(subject) {
    const { definition } = subject;
    if (!(0,preflight_subject/* isOnFargate */.c)(subject))
        return [];
    const cpu = amount(definition.cpu, { unit: 'vcpu', factor: 1024 });
    const memory = amount(definition.memory, { unit: 'gb', factor: 1024 });
    const missing = [...(cpu === undefined ? ['cpu'] : []), ...(memory === undefined ? ['memory'] : [])];
    if (cpu === undefined || memory === undefined) {
        return [
            (0,finding/* error */.z3)(`Fargate needs the size of the task, and the task definition names no usable ${missing.join(' and no ')}.`, 'Set cpu and memory of the task, such as 256 and 512.'),
        ];
    }
    const sizes = SIZES.get(cpu);
    if (sizes?.includes(memory))
        return [];
    const size = `${cpu} CPU units with ${memory} MiB`;
    // Larger tasks may come: what is not in the table above is left to ECS to refuse.
    if (cpu > 16_384)
        return [(0,finding/* note */.N4)(`Whether Fargate has tasks of ${size} is not known here.`)];
    if (sizes === undefined) {
        return [(0,finding/* error */.z3)(`Fargate has no tasks of ${cpu} CPU units.`, `Choose cpu from ${[...SIZES.keys()].join(', ')}.`)];
    }
    return [(0,finding/* error */.z3)(`Fargate has no tasks of ${size}.`, `With cpu ${cpu}, choose memory from ${choices(sizes)}.`)];
}
function choices(sizes) {
    const [first = 0, second = 0] = sizes;
    return sizes.length <= 3 ? sizes.join(', ') : `${first} to ${sizes.at(-1) ?? 0} in steps of ${second - first}`;
}
/** `256`, `.25 vCPU`, `0.5 GB`. */
function amount(text, { unit, factor }) {
    const match = /^(?<count>\d*\.?\d+)\s*(?<unit>[a-z]*)$/i.exec(text?.trim() ?? '')?.groups;
    if (match === undefined)
        return undefined;
    const named = (match['unit'] ?? '').toLowerCase();
    if (named !== '' && named !== unit)
        return undefined;
    const value = Number(match['count']) * (named === '' ? 1 : factor);
    return Number.isInteger(value) && value > 0 ? value : undefined;
}

// EXTERNAL MODULE: ./shared/ecs/preflight/images.js + 1 modules
var preflight_images = __webpack_require__(6322);
// EXTERNAL MODULE: ./shared/ecs/preflight/log-groups.js
var log_groups = __webpack_require__(801);
// EXTERNAL MODULE: ./shared/ecs/preflight/parameters.js
var parameters = __webpack_require__(5060);
// EXTERNAL MODULE: ./shared/ecs/preflight/roles.js + 1 modules
var roles = __webpack_require__(9138);
// EXTERNAL MODULE: ./shared/ecs/strategy/change.js
var change = __webpack_require__(5260);
;// CONCATENATED MODULE: ./shared/ecs/preflight/rollout-room.js


/**
 * Whether a rolling deployment can take a first step: ECS must be able either to stop an old task or to start a new
 * one. It rounds the minimum up and the maximum down (API reference, DeploymentConfiguration); when neither is
 * possible it waits for ever.
 */
function checkRolloutRoom({ service, desiredCount, configuration, deploymentGroup, }) {
    if (desiredCount === 0) {
        return [(0,finding/* note */.N4)('The service is to run no task (desired count 0), so nothing of the new revision is tried out.')];
    }
    // Where nothing runs, new tasks can start at once.
    if (service.runningCount === 0)
        return [];
    // CodeDeploy starts all new tasks beside the old ones.
    if (deploymentGroup !== undefined)
        return [];
    if ((0,change/* strategyOf */.xS)(configuration) !== 'ROLLING' || service.schedulingStrategy === 'DAEMON')
        return [];
    const { minimumHealthyPercent = 100, maximumPercent = 200 } = configuration;
    const least = Math.ceil((minimumHealthyPercent * desiredCount) / 100);
    const most = Math.floor((maximumPercent * desiredCount) / 100);
    if (least < desiredCount || most > desiredCount)
        return [];
    const enough = Math.ceil(((desiredCount + 1) * 100) / desiredCount);
    return [
        (0,finding/* error */.z3)(`With ${desiredCount} ${desiredCount === 1 ? 'task' : 'tasks'}, a minimum of ${minimumHealthyPercent} % and a maximum of ${maximumPercent} % Amazon ECS can neither stop an old task nor start a new one: the deployment would never move.`, `Set maximumPercent of the service to at least ${Math.max(enough, maximumPercent)}${desiredCount > 0 ? ', or a lower minimumHealthyPercent' : ''}.`),
    ];
}

// EXTERNAL MODULE: ./shared/ecs/preflight/run-checks.js
var run_checks = __webpack_require__(2529);
// EXTERNAL MODULE: ./shared/ecs/preflight/secrets.js
var preflight_secrets = __webpack_require__(5827);
;// CONCATENATED MODULE: ./shared/ecs/preflight/service.js



/** A deployment under way, which this one takes the place of. */
function checkOtherDeployment({ service }) {
    const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
    if (primary?.rolloutState !== 'IN_PROGRESS')
        return [];
    return [
        (0,finding/* note */.N4)(`A deployment of ${(0,names/* revisionName */.pd)(primary.taskDefinition ?? '')} (${primary.id ?? ''}) is under way; this one takes its place before it is completed.`, 'Let jobs that deploy one service wait for one another: set concurrency in the workflow.'),
    ];
}
/** Whether the service can run a task definition of this kind at all. */
function checkCompatibility(subject) {
    const { definition, service } = subject;
    const { networkMode = 'bridge', requiresCompatibilities = [] } = definition;
    const fargate = (0,preflight_subject/* isOnFargate */.c)(subject);
    const launchType = fargate ? 'FARGATE' : service.launchType;
    const findings = [];
    if (launchType !== undefined &&
        requiresCompatibilities.length > 0 &&
        !requiresCompatibilities.some((type) => type === launchType)) {
        findings.push((0,finding/* error */.z3)(`The service runs its tasks on ${launchType}, and the task definition is for ${requiresCompatibilities.join(', ')} only.`, `Add ${launchType} to requiresCompatibilities.`));
    }
    if (fargate && networkMode !== 'awsvpc') {
        findings.push((0,finding/* error */.z3)(`Fargate needs the network mode awsvpc; the task definition has ${networkMode}.`, 'Set networkMode to awsvpc.'));
    }
    if (networkMode === 'awsvpc' && service.networkConfiguration === undefined) {
        findings.push((0,finding/* error */.z3)('The task definition has the network mode awsvpc, and the service has no network configuration.', 'Give the service subnets and security groups first, or keep the network mode it has.'));
    }
    return findings;
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/preflight.js













/** For all checks together, in milliseconds. */
const LIMIT_MS = 15_000;
/**
 * Looks for everything that would make a deployment fail, before anything is written. Nothing is written here either,
 * and no value of a secret is read.
 * @returns everything found at once, errors first
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
async function runPreflight(subject, tools) {
    return (0,finding/* toFindings */.Sz)(await (0,run_checks/* runChecks */.J)((asking) => allChecks(subject, asking), LIMIT_MS, tools));
}
function allChecks(subject, tools) {
    const secrets = (0,preflight_secrets/* usedSecrets */.rz)(subject);
    return [
        ...(0,preflight_images/* usedImages */.ss)(subject).map((image) => () => (0,preflight_images/* checkImage */.cd)(image, subject, tools)),
        ...(0,roles/* usedRoles */.Bq)(subject).map((role) => () => (0,roles/* checkRole */.R1)(role, subject, tools)),
        ...(0,preflight_secrets/* distinctSecrets */.q3)(secrets).map((secret) => () => (0,preflight_secrets/* checkSecret */.zg)(secret, tools)),
        ...(0,parameters/* parameterBatches */.W)(secrets).map((batch) => () => (0,parameters/* checkParameters */.D)(batch, tools)),
        ...(0,log_groups/* usedLogGroups */.O)(subject).map((group) => () => (0,log_groups/* checkLogGroup */.G)(group, tools)),
        ...usedTargetGroups(subject).map((arn) => () => checkTargetGroup(arn, subject, tools)),
        () => (0,roles/* checkExecutionRole */.tT)(subject),
        () => (0,preflight_secrets/* checkReferences */.$x)(secrets),
        () => checkContainerPorts(subject),
        () => checkCompatibility(subject),
        () => checkFargateSize(subject),
        () => checkRolloutRoom(subject),
        () => checkOtherDeployment(subject),
        () => checkDeploymentGroup(subject, tools),
    ];
}


/***/ }),

/***/ 5260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   xS: () => (/* binding */ strategyOf)
/* harmony export */ });
/* unused harmony exports applyStrategy, lostBy */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

function strategyOf({ strategy }) {
    return strategy ?? 'ROLLING';
}
/**
 * The service's deployment configuration with the request in it, whole: what UpdateService does with members that are
 * left out is not documented, so percents, breaker, alarms and hooks are sent as they are. Only what ECS refuses
 * together with the new strategy is left out: the settings of another one, `earlySuccessCriteria` outside of rolling
 * updates, hooks in them. Source: API reference, DeploymentConfiguration.
 */
function applyStrategy(current, request) {
    const before = current ?? {};
    const strategy = request.strategy ?? strategyOf(before);
    const { canaryConfiguration, linearConfiguration, earlySuccessCriteria, lifecycleHooks, ...common } = before;
    const { canaryPercent, stepPercent, stepBakeMinutes, bakeMinutes, earlySuccessPercent } = request;
    const rolling = strategy === 'ROLLING';
    const early = earlySuccessPercent === undefined ? earlySuccessCriteria : earlySuccess(earlySuccessPercent);
    const configuration = {
        ...common,
        ...(request.strategy === undefined ? {} : { strategy: request.strategy }),
        ...(bakeMinutes === undefined ? {} : { bakeTimeInMinutes: bakeMinutes }),
        ...member('canaryConfiguration', strategy === 'CANARY', {
            ...canaryConfiguration,
            ...given('canaryPercent', canaryPercent),
            ...given('canaryBakeTimeInMinutes', stepBakeMinutes),
        }),
        ...member('linearConfiguration', strategy === 'LINEAR', {
            ...linearConfiguration,
            ...given('stepPercent', stepPercent),
            ...given('stepBakeTimeInMinutes', stepBakeMinutes),
        }),
        ...(rolling && early !== undefined ? { earlySuccessCriteria: early } : {}),
        ...(!rolling && lifecycleHooks !== undefined ? { lifecycleHooks } : {}),
    };
    return { configuration, changes: !isDeepStrictEqual(asSent(configuration), asSent(before)) };
}
/** What would be lost by the change, in sentences. */
function lostBy(current, { configuration }) {
    const { lifecycleHooks = [], earlySuccessCriteria } = current ?? {};
    const hooks = lifecycleHooks.length > 0 && configuration.lifecycleHooks === undefined;
    const early = earlySuccessCriteria?.enable === true && configuration.earlySuccessCriteria === undefined;
    return [
        ...(hooks ? [`its ${lifecycleHooks.length} lifecycle hooks do not run in a rolling deployment`] : []),
        ...(early ? ['its earlySuccessCriteria count in a rolling deployment only'] : []),
    ];
}
/** Nothing waits for the old tasks to leave: that is what the early success is for. */
function earlySuccess(healthyPercent) {
    return healthyPercent === 0
        ? { enable: false }
        : { enable: true, healthyPercent, sourceServiceRevisionCleanup: 'DEFERRED' };
}
function member(name, belongs, value) {
    return belongs && Object.keys(value).length > 0 ? { [name]: value } : {};
}
function given(name, value) {
    return value === undefined ? {} : { [name]: value };
}
/** Without members that are undefined, which are no difference, and with the strategy that none means. */
function asSent(configuration) {
    return JSON.parse(JSON.stringify({ ...configuration, strategy: strategyOf(configuration) }));
}


/***/ })

};
