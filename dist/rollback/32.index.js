export const id = 32;
export const ids = [32,602];
export const modules = {

/***/ 3032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openCodeDeploy: () => (/* binding */ openCodeDeploy)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/api.js
var codedeploy_api = __webpack_require__(1817);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/find-group.js
var find_group = __webpack_require__(2200);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/group-inputs.js
var group_inputs = __webpack_require__(8582);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/group.js






/** The deployment group that is named, or that AWS's console and examples make for a service. */
function groupRef({ application, group }, { serviceName = '', clusterArn = '' }) {
    const place = `ECS-${(0,names/* shortName */.EU)(clusterArn)}-${serviceName}`;
    return { application: application ?? `App${place}`, group: group ?? `Dgp${place}` };
}
/**
 * @throws {InputError} when there is no such group, with the names of those that deploy the service
 * @throws {ActionError} when it cannot be read
 */
async function requireGroup(api, ref, service) {
    try {
        return await api.group(ref);
    }
    catch (error) {
        const noApplication = (0,codedeploy_api/* isCodeDeployFault */.$)(error, 'ApplicationDoesNotExist');
        if (!noApplication && !(0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentGroupDoesNotExist')) {
            throw (0,faults/* awsFailure */.MT)(`read deployment group ${ref.group} of application ${ref.application}`, error);
        }
        const input = noApplication ? group_inputs/* GROUP_INPUTS */.WQ.application : group_inputs/* GROUP_INPUTS */.WQ.group;
        const missing = noApplication
            ? `there is no application ${ref.application} (where deployment group ${ref.group} was looked for).`
            : `application ${ref.application} has no deployment group ${ref.group}.`;
        throw new errors/* InputError */.dz([{ input, problem: `${missing} ${await whatServes(api, service)}` }]);
    }
}
/**
 * That a group is not another service's, whose deployments it would be that are stopped.
 * @throws {InputError} when it is
 */
function requireServed(group, service) {
    if ((0,find_group/* servesService */.I)(group, service))
        return;
    const { applicationName = '', deploymentGroupName = '', ecsServices = [] } = group;
    const served = ecsServices.map(({ serviceName = '' }) => (0,names/* shortName */.EU)(serviceName)).join(', ');
    const problem = `${deploymentGroupName} of application ${applicationName} deploys ${served === '' ? 'no service of Amazon ECS' : served}, not ${service.serviceName ?? ''} in cluster ${(0,names/* shortName */.EU)(service.clusterArn ?? '')}.`;
    throw new errors/* InputError */.dz([{ input: group_inputs/* GROUP_INPUTS */.WQ.group, problem }]);
}
/** Which group it should have been, in a sentence. */
async function whatServes(api, service) {
    const name = service.serviceName ?? '';
    let found;
    try {
        found = await (0,find_group/* groupsServing */.X)(api, service);
    }
    catch (error) {
        return `Which one deploys service ${name} could not be looked up: ${(0,errors/* errorMessage */.gJ)(error)}`;
    }
    if (found.length === 0) {
        return `No deployment group that deploys service ${name} was found in this account and region; make one first.`;
    }
    const listed = found.map(({ application, group }) => `${group_inputs/* GROUP_INPUTS */.WQ.application}: ${application} and ${group_inputs/* GROUP_INPUTS */.WQ.group}: ${group}`);
    return `Service ${name} is deployed by another one: give ${listed.join(', or ')}.`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./shared/text/yaml.js
/**
 * The value of a JSON or YAML 1.2 text. The YAML parser is loaded only when the text is not JSON: most task
 * definitions are, and it would add a tenth to every bundle's start-up.
 * @throws {SyntaxError} with the line and column when it is neither
 */
async function parseYaml(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        const { load, YAMLException } = await __webpack_require__.e(/* import() */ 831).then(__webpack_require__.bind(__webpack_require__, 2831));
        try {
            return load(text);
        }
        catch (error) {
            if (!(error instanceof YAMLException))
                throw error;
            throw new SyntaxError(error.message, { cause: error });
        }
    }
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/appspec.js


/**
 * Reads an AppSpec file, JSON or YAML, whatever the case of its members' names: CodeDeploy takes any.
 * CodeDeploy User Guide, "AppSpec 'resources' section for Amazon ECS deployments".
 */
async function parseAppSpec(text) {
    let document;
    try {
        document = await parseYaml(text);
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        return { ok: false, problem: `is neither JSON nor YAML: ${error.message}` };
    }
    return isObject(document) ? readDocument(document) : { ok: false, problem: 'is not an object with Resources.' };
}
function readDocument(document) {
    const wrong = (problem) => ({ ok: false, problem });
    if (Number(member(document, 'version')) !== 0)
        return wrong('needs version: 0.0.');
    const properties = propertiesOf(document);
    if (properties === undefined) {
        return wrong('needs Resources with exactly one resource of Type AWS::ECS::Service, and its Properties.');
    }
    const balancer = member(properties, 'LoadBalancerInfo');
    const name = isObject(balancer) ? member(balancer, 'ContainerName') : undefined;
    const port = isObject(balancer) ? Number(member(balancer, 'ContainerPort')) : Number.NaN;
    if (typeof name !== 'string' || name === '' || !Number.isInteger(port)) {
        return wrong('needs LoadBalancerInfo with ContainerName and ContainerPort.');
    }
    const platformVersion = member(properties, 'PlatformVersion');
    return {
        ok: true,
        appSpec: {
            document,
            containerName: name,
            containerPort: port,
            platformVersion: typeof platformVersion === 'string' ? platformVersion : undefined,
            network: readNetwork(member(properties, 'NetworkConfiguration')),
        },
    };
}
/** The AppSpec that deploys to where the tasks of `running` run; undefined without a load balancer. */
function appSpecOf(running) {
    const { loadBalancers = [], platformVersion, capacityProviderStrategy = [], networkConfiguration } = running;
    const { containerName, containerPort } = loadBalancers[0] ?? {};
    if (containerName === undefined || containerPort === undefined)
        return undefined;
    const vpc = networkConfiguration?.awsvpcConfiguration;
    const network = vpc && {
        subnets: vpc.subnets ?? [],
        securityGroups: vpc.securityGroups ?? [],
        assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
    };
    const properties = {
        LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
        ...(platformVersion === undefined ? {} : { PlatformVersion: platformVersion }),
        ...(network === undefined
            ? {}
            : {
                NetworkConfiguration: {
                    AwsvpcConfiguration: {
                        Subnets: network.subnets,
                        SecurityGroups: network.securityGroups,
                        AssignPublicIp: network.assignPublicIp,
                    },
                },
            }),
        ...(capacityProviderStrategy.length === 0
            ? {}
            : {
                CapacityProviderStrategy: capacityProviderStrategy.map(({ capacityProvider, base = 0, weight = 0 }) => ({
                    CapacityProvider: capacityProvider,
                    Base: base,
                    Weight: weight,
                })),
            }),
    };
    const resource = { TargetService: { Type: 'AWS::ECS::Service', Properties: properties } };
    return { document: { version: 0, Resources: [resource] }, containerName, containerPort, platformVersion, network };
}
/** The task definition that an AppSpec deploys, as it names it. */
function taskDefinitionOf({ document }) {
    const properties = propertiesOf(document);
    const named = properties && member(properties, 'TaskDefinition');
    return typeof named === 'string' && named !== '' ? named : undefined;
}
/** What of where the tasks run differs between an AppSpec and the tasks that run; the task definition aside. */
function movesFrom(running, appSpec) {
    const present = appSpecOf(running);
    if (present === undefined)
        return [];
    const { platformVersion: version, network } = appSpec;
    return [
        ...(present.containerName === appSpec.containerName && present.containerPort === appSpec.containerPort
            ? []
            : [`load balancer: container ${appSpec.containerName}, port ${appSpec.containerPort}`]),
        ...(version === undefined || version === 'LATEST' || version === present.platformVersion
            ? []
            : [`platform version ${version}`]),
        ...(network === undefined || isSameNetwork(network, present.network) ? [] : ['network configuration']),
    ];
}
/** The revision to deploy: the AppSpec with its task definition. */
function renderAppSpec({ document }, taskDefinition) {
    const set = (object, name, change) => {
        const key = keyOf(object, name) ?? name;
        return { ...object, [key]: change(object[key]) };
    };
    const onObject = (change) => (value) => (isObject(value) ? change(value) : value);
    const withProperties = onObject((service) => set(service, 'Properties', onObject((properties) => set(properties, 'TaskDefinition', () => taskDefinition))));
    const withTaskDefinition = set(document, 'Resources', (resources) => listOf(resources).map(onObject((resource) => Object.fromEntries(Object.entries(resource).map(([name, service]) => [name, withProperties(service)])))));
    const content = JSON.stringify(withTaskDefinition);
    return { content, sha256: (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex') };
}
function propertiesOf(document) {
    const resources = listOf(member(document, 'Resources'));
    const services = resources.flatMap((resource) => (isObject(resource) ? Object.values(resource) : []));
    const [service] = services;
    if (services.length !== 1 || !isObject(service) || member(service, 'Type') !== 'AWS::ECS::Service')
        return undefined;
    const properties = member(service, 'Properties');
    return isObject(properties) ? properties : undefined;
}
function readNetwork(value) {
    const vpc = isObject(value) ? member(value, 'AwsvpcConfiguration') : undefined;
    if (!isObject(vpc))
        return undefined;
    const texts = (name) => listOf(member(vpc, name)).filter((entry) => typeof entry === 'string');
    const assign = member(vpc, 'AssignPublicIp');
    return {
        subnets: texts('Subnets'),
        securityGroups: texts('SecurityGroups'),
        assignPublicIp: typeof assign === 'string' ? assign : 'DISABLED',
    };
}
function isSameNetwork(a, b) {
    const same = (one, other) => one.length === other.length && one.every((entry) => other.includes(entry));
    return (b !== undefined &&
        same(a.subnets, b.subnets) &&
        same(a.securityGroups, b.securityGroups) &&
        a.assignPublicIp === b.assignPublicIp);
}
function member(object, name) {
    const key = keyOf(object, name);
    return key === undefined ? undefined : object[key];
}
function keyOf(object, name) {
    return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/history.js

/** So many deployments are looked at, the newest ones. CodeDeploy keeps them; GetApplicationRevision allows few a second. */
const DEPLOYMENTS = 25;
/**
 * The newest deployments of a group that succeeded, in no order. What they deployed is not read, which takes many calls.
 * @throws what the calls of `api` throw
 */
async function completedCodeDeployments(api, ref) {
    const deployments = await succeeded(api, ref);
    return deployments.map(({ deploymentId: id = '', createTime: createdAt, completeTime: finishedAt }) => ({
        id,
        createdAt,
        finishedAt,
    }));
}
/**
 * The deployments of a group that succeeded, the one completed last first: what ListServiceDeployments tells of services
 * that ECS deploys itself. What CodeDeploy does not know any more is left out.
 * @throws what the calls of `api` throw
 */
async function pastCodeDeployments(api, ref) {
    const deployments = await succeeded(api, ref);
    const definitionOf = new Map();
    const past = [];
    for (const { revision, completeTime } of deployments) {
        const { sha256 } = revision?.appSpecContent ?? {};
        if (sha256 === undefined)
            continue;
        if (!definitionOf.has(sha256))
            definitionOf.set(sha256, await revisionDeployed(api, ref, sha256));
        const taskDefinition = definitionOf.get(sha256);
        if (taskDefinition !== undefined)
            past.push({ taskDefinition, finishedAt: completeTime });
    }
    return past.sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
}
async function succeeded(api, ref) {
    const ids = await api.succeededDeployments(ref, DEPLOYMENTS);
    return ids.length === 0 ? [] : await api.deployments(ids);
}
/**
 * The task definition that an AppSpec of this SHA-256 names. GetDeployment gives the SHA-256 alone; the text is kept by the
 * application (API reference, GetDeployment).
 */
async function revisionDeployed(api, { application }, sha256) {
    const text = await api.appSpec(application, sha256);
    const parsed = text === undefined ? undefined : await parseAppSpec(text);
    return parsed?.ok === true ? taskDefinitionOf(parsed.appSpec) : undefined;
}

// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/patient.js


/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. Creating
 * may be repeated as well: a group has one deployment at a time, so a second one is refused where the first arrived.
 */
function patientCodeDeploy(api, options) {
    const again = (call) => (0,retry/* withRetry */.b)(call, { ...options, retryable: faults/* isRetryable */.r3 });
    return {
        ecsApplications: (limit) => again(() => api.ecsApplications(limit)),
        groups: (application) => again(() => api.groups(application)),
        group: (ref) => again(() => api.group(ref)),
        config: (name) => again(() => api.config(name)),
        activeDeployments: (ref) => again(() => api.activeDeployments(ref)),
        succeededDeployments: (ref, limit) => again(() => api.succeededDeployments(ref, limit)),
        deployment: (id) => again(() => api.deployment(id)),
        deployments: (ids) => again(() => api.deployments(ids)),
        appSpec: (application, sha256) => again(() => api.appSpec(application, sha256)),
        target: (deploymentId, targetId) => again(() => api.target(deploymentId, targetId)),
        create: (deployment) => again(() => api.create(deployment)),
        stopAndRollBack: (deploymentId) => again(() => api.stopAndRollBack(deploymentId)),
        endWait: (deploymentId, wait) => again(() => api.endWait(deploymentId, wait)),
    };
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/pause.js
/** What it waits for, in one sentence. */
function describeReady({ deploymentId, until }) {
    const then = until === undefined ? '' : ` (until ${until}, then CodeDeploy stops it)`;
    return `Deployment ${deploymentId} is Ready: the new tasks run, and the traffic moves when it is continued${then}.`;
}
function readyAnswers(pause) {
    return [
        { to: 'go on', command: continueCommand(pause, 'READY_WAIT') },
        { to: 'roll back', command: stopCommand(pause) },
    ];
}
function continueCommand(named, wait) {
    return command('continue-deployment', named, `--deployment-wait-type ${wait}`);
}
/** The CLI stops without a rollback unless it is told otherwise. */
function stopCommand(named) {
    return command('stop-deployment', named, '--auto-rollback-enabled');
}
function command(operation, { region, deploymentId }, option) {
    const place = region === '' ? '' : `--region ${region} `;
    return `aws deploy ${operation} ${place}--deployment-id ${deploymentId} ${option}`;
}

;// CONCATENATED MODULE: ./shared/ecs/primary-task-set.js
function primaryTaskSet({ taskSets = [] }) {
    return taskSets.find(({ status }) => status === 'PRIMARY');
}
/**
 * The service with the settings of its PRIMARY task set: each deployment of CodeDeploy may bring others (above all, the
 * target groups take turns). A service that ECS deploys has none, and stays as it is.
 */
function asPrimaryRuns(service) {
    const primary = primaryTaskSet(service);
    if (primary === undefined)
        return service;
    const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration, loadBalancers } = primary;
    const settings = { launchType, capacityProviderStrategy, platformVersion, networkConfiguration, loadBalancers };
    return { ...service, ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) };
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/view.js
function viewDeployment(deployment) {
    const { errorInformation: error, rollbackInfo, autoRollbackConfiguration: rollback, revision } = deployment;
    const { deploymentReadyOption } = deployment.blueGreenDeploymentConfiguration ?? {};
    return {
        id: deployment.deploymentId ?? '',
        status: deployment.status ?? '',
        error: error && { code: error.code ?? '', message: error.message ?? '' },
        rollbackId: rollbackInfo?.rollbackDeploymentId,
        takesBack: rollbackInfo?.rollbackTriggeringDeploymentId,
        rollbackMessage: rollbackInfo?.rollbackMessage,
        rollsBackOn: new Set(rollback?.enabled === true ? rollback.events : []),
        terminates: deployment.instanceTerminationWaitTimeStarted === true,
        sha256: revision?.appSpecContent?.sha256,
        createdAt: deployment.createTime?.getTime(),
        completedAt: deployment.completeTime?.getTime(),
        readyMinutes: deploymentReadyOption?.waitTimeInMinutes ?? 0,
    };
}
function viewTarget({ lifecycleEvents = [], taskSetsInfo = [] }) {
    const labelled = (label) => {
        const found = taskSetsInfo.find(({ taskSetLabel }) => taskSetLabel === label);
        return (found && {
            // Spelled as in the API.
            id: found.identifer ?? '',
            desired: found.desiredCount ?? 0,
            pending: found.pendingCount ?? 0,
            running: found.runningCount ?? 0,
            weight: found.trafficWeight,
        });
    };
    return {
        events: lifecycleEvents.map((event) => ({
            name: event.lifecycleEventName ?? '',
            status: event.status ?? '',
            message: event.diagnostics?.message,
            startedAt: event.startTime?.getTime(),
            endedAt: event.endTime?.getTime(),
        })),
        green: labelled('Green'),
        blue: labelled('Blue'),
    };
}
/** Whether a deployment has come to an end, whatever it is. */
function isOver({ status }) {
    return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}
function statusOf({ events }, name) {
    return events.find((event) => event.name === name)?.status;
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/active.js

/**
 * The deployment of a group that is under way.
 * @param service as it is now
 * @throws what the calls of `api` throw
 */
async function activeDeployment(api, { ref, service }) {
    for (const id of await api.activeDeployments(ref)) {
        const deployment = viewDeployment(await api.deployment(id));
        if (!isOver(deployment))
            return { deployment, taskSet: taskSetOf(service, id) };
    }
    return undefined;
}
/** API reference, TaskSet: where CodeDeploy made it, its externalId is the deployment's id. */
function taskSetOf({ taskSets = [] }, deploymentId) {
    return taskSets.find(({ externalId }) => externalId === deploymentId);
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/standing.js





/** Between the end of a deployment and the beginning of its rollback, and in answers that are some seconds old. */
const UNSETTLED_LOOKS = 4;
const LOOK_EVERY_MS = 1_000;
/**
 * How a service of CodeDeploy stands. At rest it runs its PRIMARY task set; while a deployment is under way, what that
 * deploys, wherever the traffic is. Two task sets without a deployment are looked at again: most of the time CodeDeploy
 * is about to roll back.
 * @param described the service, where it was just read
 * @throws what the calls throw; {ActionError} when the service has no PRIMARY task set
 */
async function readStanding({ ref, group, described }, tools) {
    for (let look = 1;; look += 1) {
        const known = look === 1 ? described : undefined;
        const standing = await lookOnce(known ?? (await tools.ecs.describeService(ref)), { ref, group }, tools);
        if (standing.underWay !== undefined || !isSplit(standing) || look >= UNSETTLED_LOOKS)
            return standing;
        await tools.clock.sleep(LOOK_EVERY_MS, tools.signal);
    }
}
/** Whether tasks of two revisions are to stay side by side: a deployment was stopped, and nothing took it back. */
function isSplit({ service, underWay }) {
    return underWay === undefined && staying(service).length > 1;
}
async function lookOnce(described, { ref, group }, { codeDeploy }) {
    const primary = described && primaryTaskSet(described);
    if (described === undefined || primary === undefined) {
        throw new errors/* ActionError */.lZ(`Service ${ref.service} has no PRIMARY task set.`);
    }
    const service = asPrimaryRuns(described);
    const active = await activeDeployment(codeDeploy, { ref: group, service });
    if (active === undefined)
        return { service, taskDefinition: primary.taskDefinition, underWay: undefined };
    const { deployment } = active;
    const made = deployment.takesBack ?? deployment.id;
    const deploys = await revisionOf(made, { service, group }, codeDeploy);
    const before = besides(made, service)?.taskDefinition;
    return deployment.takesBack === undefined
        ? { service, taskDefinition: deploys, underWay: { kind: 'deploying', deployment, leaves: before } }
        : {
            service,
            taskDefinition: before ?? primary.taskDefinition,
            underWay: { kind: 'turning-back', deployment, leaves: deploys },
        };
}
/** The revision that a deployment made tasks of, or is to. */
async function revisionOf(deploymentId, { service, group }, codeDeploy) {
    const { taskDefinition } = taskSetOf(service, deploymentId) ?? {};
    if (taskDefinition !== undefined)
        return taskDefinition;
    const { sha256 } = viewDeployment(await codeDeploy.deployment(deploymentId));
    return sha256 === undefined ? undefined : revisionDeployed(codeDeploy, group, sha256);
}
/** The tasks that a deployment replaces: those that serve, until all traffic has moved. */
function besides(deploymentId, service) {
    const others = staying(service).filter(({ externalId }) => externalId !== deploymentId);
    return others.find(({ status }) => status === 'PRIMARY') ?? others[0];
}
function staying({ taskSets = [] }) {
    return taskSets.filter(({ status }) => status === 'PRIMARY' || status === 'ACTIVE');
}

// EXTERNAL MODULE: ./actions/rollback/way-back/follow.js
var follow = __webpack_require__(5602);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/memory.js
function beginDeployment(deploymentId, waitFor) {
    return {
        deploymentId,
        waitFor,
        continued: false,
        rollbackRequested: false,
        failure: undefined,
        rollbackId: undefined,
        endedReads: 0,
        greenId: undefined,
        weight: undefined,
    };
}

// EXTERNAL MODULE: ./shared/ecs/rollout/doom.js
var doom = __webpack_require__(7955);
// EXTERNAL MODULE: ./shared/ecs/rollout/live-log.js
var live_log = __webpack_require__(3555);
// EXTERNAL MODULE: ./shared/ecs/rollout/rounds.js + 1 modules
var rounds = __webpack_require__(6376);
// EXTERNAL MODULE: ./shared/ecs/rollout/view.js
var view = __webpack_require__(4695);
// EXTERNAL MODULE: ./shared/ecs/rollout/reason.js
var rollout_reason = __webpack_require__(2786);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/judge.js


/** The id of the rollback is told a moment after the end of what it takes back. */
const READS_BEFORE_NO_ROLLBACK = 5;
/**
 * Judges a deployment of AWS CodeDeploy by one look and what earlier looks showed. Pure: the same sequence of looks gives
 * the same verdict. A deployment that has ended never comes back from it, so an end counts and an answer from before it
 * does not; that the traffic has moved is believed only where CodeDeploy says that what follows has passed as well.
 */
function judgeDeployment(seen, before) {
    const { deployment, serviceStatus } = seen;
    const memory = remember(seen, before);
    const decide = (verdict) => ({ memory, verdict });
    if (serviceStatus !== 'ACTIVE')
        return decide({ kind: 'gone', reason: goneReason(serviceStatus) });
    if (memory.rollbackId !== undefined)
        return decide(judgeRollback(seen, memory));
    if (deployment.status === 'Succeeded')
        return decide({ kind: 'deployed', early: false });
    if (isOver(deployment))
        return judgeEnded(seen, memory);
    // It was over in an earlier answer.
    if (before.endedReads > 0)
        return decide(undefined);
    if (hasMoved(seen)) {
        const enough = memory.waitFor === 'deployed' && !memory.rollbackRequested;
        return decide(enough ? { kind: 'deployed', early: true } : undefined);
    }
    const waits = deployment.status === 'Ready' && !memory.continued && !memory.rollbackRequested;
    return decide(waits ? { kind: 'paused', until: readyUntil(seen) } : undefined);
}
function remember({ deployment, target }, before) {
    const over = deployment.status === 'Failed' || deployment.status === 'Stopped';
    return {
        ...before,
        rollbackId: before.rollbackId ?? deployment.rollbackId,
        failure: before.failure ?? (over ? failureOf(deployment, target) : undefined),
        greenId: before.greenId ?? target?.green?.id,
        weight: target?.green?.weight ?? before.weight,
    };
}
/** All traffic is on the new tasks, and the hooks after that have passed. */
function hasMoved({ deployment, target }) {
    return deployment.terminates || (target !== undefined && statusOf(target, 'AfterAllowTraffic') === 'Succeeded');
}
/** Epoch milliseconds until which it waits; the wait begins with the end of the event before. */
function readyUntil({ deployment, target }) {
    const ends = (target?.events ?? []).flatMap(({ endedAt }) => endedAt ?? []);
    return ends.length === 0 || deployment.readyMinutes === 0
        ? undefined
        : Math.max(...ends) + deployment.readyMinutes * 60_000;
}
function judgeRollback({ rollback }, memory) {
    const reason = memory.failure ?? 'the deployment was taken back';
    switch (rollback?.status) {
        case 'Succeeded':
            return { kind: 'rolled-back', reason };
        case 'Failed':
        case 'Stopped': {
            const why = (0,rollout_reason/* trimReason */.r)(rollback.error?.message) ?? `it is ${rollback.status}`;
            return {
                kind: 'failed',
                reason: `${reason}, and its rollback ${rollback.id} failed as well: ${why}`,
                rollback: 'failed',
            };
        }
        default:
            return undefined;
    }
}
/** Failed or Stopped, with no rollback to be seen: CodeDeploy begins one within moments, or there is none. */
function judgeEnded(seen, before) {
    const { deployment, successor } = seen;
    const memory = { ...before, endedReads: before.endedReads + 1 };
    const isExpected = before.rollbackRequested || deployment.rollsBackOn.has(rollbackEventOf(deployment));
    const told = deployment.rollbackMessage !== undefined;
    if (!told && isExpected && memory.endedReads < READS_BEFORE_NO_ROLLBACK)
        return { memory, verdict: undefined };
    // Whoever stopped it has begun another one.
    if (successor !== undefined && deployment.error?.code === 'MANUAL_STOP' && !before.rollbackRequested) {
        return { memory, verdict: { kind: 'superseded', by: successor } };
    }
    const message = (0,rollout_reason/* trimReason */.r)(deployment.rollbackMessage);
    const failure = memory.failure ?? 'CodeDeploy calls it failed';
    const reason = message === undefined ? failure : `${failure}. CodeDeploy says of the rollback: ${message}`;
    return { memory, verdict: { kind: 'failed', reason, rollback: 'none' } };
}
/** Which of the events that a rollback can be configured for an end is. API reference, AutoRollbackConfiguration. */
function rollbackEventOf({ status, error }) {
    if (error?.code === 'ALARM_ACTIVE')
        return 'DEPLOYMENT_STOP_ON_ALARM';
    return status === 'Stopped' ? 'DEPLOYMENT_STOP_ON_REQUEST' : 'DEPLOYMENT_FAILURE';
}
/** Why it ended: the lifecycle event that failed, and CodeDeploy's words. */
function failureOf({ status, error }, target) {
    const failed = target?.events.find((event) => event.status === 'Failed');
    const why = (0,rollout_reason/* trimReason */.r)(error?.message) ?? (0,rollout_reason/* trimReason */.r)(failed?.message) ?? `CodeDeploy calls it ${status}`;
    const code = error?.code ?? '';
    const place = failed === undefined ? '' : ` at ${failed.name}`;
    return `${why}${code === '' ? '' : ` (${code}${place})`}`;
}
function goneReason(status) {
    if (status === undefined)
        return 'Amazon ECS does not know the service any more';
    return `the service is ${status === '' ? 'not ACTIVE' : status}: it is being deleted, or was`;
}

// EXTERNAL MODULE: ./shared/ecs/rollout/optional-reads.js
var optional_reads = __webpack_require__(1962);
// EXTERNAL MODULE: ./shared/ecs/rollout/task-ends.js
var task_ends = __webpack_require__(9642);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/observe.js







/** Answers in a row that may not know a deployment that was just begun. */
const UNKNOWN_READS = 10;
/**
 * Looks at a deployment of AWS CodeDeploy: GetDeployment, its target, and the service (whose events tell why tasks fail
 * their health checks), at once. Its rollback is looked at as soon as there is one.
 */
class CodeDeployObserver {
    #watching;
    #targetId;
    #optional;
    #ends;
    #fingerprints = new Map();
    #unknownReads = 0;
    #seen = false;
    constructor(watching, options) {
        const { ecs, ref } = watching;
        this.#watching = watching;
        // API reference, BatchGetDeploymentTargets: names of the cluster and of the service.
        this.#targetId = `${(0,names/* shortName */.EU)(ref.cluster)}:${(0,names/* shortName */.EU)(ref.service)}`;
        this.#optional = new optional_reads/* OptionalReads */.O(options.onMissing);
        this.#ends = new task_ends/* TaskEnds */.C(ecs, ref, { known: options.knownEnds, optional: this.#optional });
    }
    /** Tasks of this deployment that ended, as far as they were read. */
    get ends() {
        return this.#ends.all;
    }
    /**
     * Undefined while CodeDeploy does not know the deployment yet.
     * @throws what GetDeployment and DescribeServices throw
     */
    async look(memory) {
        const { ecs, codeDeploy, ref } = this.#watching;
        const [deployment, rawTarget, raw] = await Promise.all([
            this.#deployment(memory.deploymentId),
            this.#optional.read('lifecycle events', () => codeDeploy.target(memory.deploymentId, this.#targetId)),
            ecs.describeService(ref),
        ]);
        if (deployment === undefined)
            return undefined;
        const rollbackId = memory.rollbackId ?? deployment.rollbackId;
        const [rollback, successor] = await Promise.all([
            rollbackId === undefined ? undefined : this.#deployment(rollbackId),
            isOver(deployment) && rollbackId === undefined ? this.#successor(memory.deploymentId) : undefined,
        ]);
        const target = rawTarget && viewTarget(rawTarget);
        const service = raw && (0,view/* viewService */.fk)(raw);
        const moved = this.#isNews('service', [service?.deployments, service?.events.at(-1)?.id]);
        if (moved)
            this.#ends.open();
        const changed = this.#isNews('deployment', [deployment.status, target, rollback?.status]);
        const greenId = memory.greenId ?? target?.green?.id;
        return {
            deployment,
            target,
            rollback,
            successor,
            service,
            serviceStatus: service?.status,
            changed: moved || changed,
            newEnds: greenId === undefined ? [] : await this.#ends.read(greenId),
        };
    }
    /** Ends of tasks that were not known before, asked for in any case. */
    async readEnds({ greenId }) {
        return greenId === undefined ? [] : this.#ends.read(greenId, true);
    }
    async #deployment(id) {
        try {
            const found = viewDeployment(await this.#watching.codeDeploy.deployment(id));
            this.#seen = true;
            return found;
        }
        catch (error) {
            if (!(0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentDoesNotExist'))
                throw error;
            this.#unknownReads += 1;
            if (this.#seen || this.#unknownReads < UNKNOWN_READS)
                return undefined;
            throw new errors/* ActionError */.lZ(`CodeDeploy does not know deployment ${id}`, { cause: error });
        }
    }
    async #successor(ours) {
        const { codeDeploy, group } = this.#watching;
        const active = await this.#optional.read('other deployments', () => codeDeploy.activeDeployments(group));
        return active?.find((id) => id !== ours);
    }
    #isNews(side, facts) {
        const fingerprint = JSON.stringify(facts);
        const changed = fingerprint !== this.#fingerprints.get(side);
        this.#fingerprints.set(side, fingerprint);
        return changed;
    }
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/phases.js
/** Gaps between lifecycle events that are shorter than this are CodeDeploy's own. Milliseconds. */
const A_WAIT = 5_000;
/**
 * What of a deployment took how long, by the times of its lifecycle events; and of its rollback. An event without an end
 * lasts until `now`, epoch milliseconds.
 */
function lifecyclePhases(seen, now) {
    const events = (seen.target?.events ?? []).flatMap(({ name, startedAt, endedAt }) => startedAt === undefined ? [] : [{ name, from: startedAt, to: endedAt ?? now }]);
    const waits = events.flatMap(({ to: from }, index) => {
        const to = events[index + 1]?.from;
        return to !== undefined && to - from >= A_WAIT ? [{ name: 'waiting to be continued', from, to }] : [];
    });
    const { rollback } = seen;
    const back = rollback?.createdAt === undefined
        ? []
        : [{ name: 'rolling back', from: rollback.createdAt, to: rollback.completedAt ?? now }];
    return [...events, ...waits, ...back].sort((a, b) => a.from - b.from);
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/progress.js

/**
 * Where a deployment stands, in one line: `InProgress, AllowTraffic; new tasks: 2 running of 2; old: 2 running; 10 % of
 * the traffic on the new tasks`.
 */
function describeCodeDeploy({ deployment, target, rollback }) {
    const { green, blue } = target ?? {};
    const current = target?.events.find(({ status }) => status === 'InProgress');
    const parts = [
        rollback === undefined
            ? [deployment.status, ...(current === undefined ? [] : [current.name])].join(', ')
            : `${deployment.status}, rollback ${rollback.id} ${rollback.status}`,
        ...(green === undefined ? [] : [`new tasks: ${counts(green)}`]),
        ...(blue === undefined ? [] : [`old: ${blue.running} running`]),
        ...(green?.weight === undefined ? [] : [`${green.weight} % of the traffic on the new tasks`]),
        ...(deployment.terminates && !isOver(deployment) ? ['the old tasks wait for their end'] : []),
    ];
    return parts.join('; ');
}
function counts({ pending, running, desired }) {
    return `${pending > 0 ? `${pending} starting, ` : ''}${running} running of ${desired}`;
}
/** A lifecycle event that ended, in one line. */
function describeLifecycle({ name, status, message }) {
    const why = status === 'Failed' && message !== undefined && message !== '' ? `: ${message}` : '';
    return `${name}: ${status}${why}`;
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/watch.js









/**
 * Watches a deployment of AWS CodeDeploy to its end and tells what happens. A rollback is watched to its end as well.
 * @throws the signal's reason when the job is cancelled
 */
function watchDeployment(options, tools) {
    return new Watch(options, tools).run();
}
class Watch {
    #options;
    #tools;
    #observer;
    #live;
    #start;
    /** Lifecycle events whose end was told. */
    #told;
    /** Events of the service that are no news. */
    #earlierEvents;
    #memory;
    #look;
    constructor(options, tools) {
        this.#options = options;
        this.#tools = tools;
        this.#memory = options.memory;
        this.#told = new Set(options.earlier?.told);
        this.#earlierEvents = new Set([...options.earlierEvents, ...(options.earlier?.events ?? []).map(({ id }) => id)]);
        this.#start = options.earlier?.startedAt ?? tools.clock.elapsed();
        this.#live = new live_log/* LiveLog */.J(tools, this.#start);
        this.#observer = new CodeDeployObserver(options, {
            knownEnds: options.earlier?.ends ?? [],
            onMissing: (what, error) => {
                this.#live.print(`watching without the ${what}: ${(0,errors/* errorMessage */.gJ)(error)}`);
            },
        });
    }
    async run() {
        const ending = await (0,rounds/* lookUntil */.c)({
            budgetMs: this.#options.budgetMs,
            look: (deadline) => this.#round(deadline),
            onSilence: (why) => {
                this.#live.print(`AWS did not answer, asking again: ${why}`);
            },
        }, this.#tools);
        return this.#end(ending);
    }
    async #round(deadline) {
        const before = this.#memory;
        const look = await this.#observer.look(before);
        if (look === undefined)
            return { ending: undefined, changed: false };
        const { memory, verdict } = judgeDeployment(look, before);
        this.#memory = memory;
        this.#look = { ...look, target: look.target ?? this.#look?.target, service: look.service ?? this.#look?.service };
        const anew = memory.rollbackId !== undefined && before.rollbackId === undefined;
        this.#tell(look, { before, deadline: anew ? deadline + this.#options.budgetMs : deadline });
        return { ending: verdict ?? this.#doom(), changed: look.changed, anew };
    }
    #tell(look, { before, deadline }) {
        this.#live.tellEvents((look.service?.events ?? []).filter(({ id }) => !this.#earlierEvents.has(id)));
        for (const event of look.target?.events ?? []) {
            const ended = event.status === 'Succeeded' || event.status === 'Failed';
            if (!ended || this.#told.has(event.name))
                continue;
            this.#told.add(event.name);
            this.#live.print(describeLifecycle(event));
        }
        for (const end of look.newEnds)
            this.#live.tellEnd(end);
        const { rollbackId, failure } = this.#memory;
        if (rollbackId !== undefined && before.rollbackId === undefined) {
            this.#live.print(`CodeDeploy rolls back with deployment ${rollbackId}: ${failure ?? 'the deployment was taken back'}`);
        }
        this.#live.progress(describeCodeDeploy(look), deadline);
    }
    /** What is being taken back already needs no other judgement. */
    #doom() {
        const { failure, rollbackRequested, rollbackId } = this.#memory;
        const decided = failure !== undefined || rollbackRequested || rollbackId !== undefined;
        return decided ? undefined : (0,doom/* doomOf */.r)(this.#observer.ends, this.#options.failFast);
    }
    async #end(ending) {
        // The task that decided may have ended after the last reading.
        if (ending.kind === 'failed' || ending.kind === 'rolled-back' || ending.kind === 'timed-out') {
            await this.#readLastEnds();
        }
        return {
            ending,
            memory: this.#memory,
            startedAt: this.#start,
            told: this.#told,
            service: this.#look?.service,
            ends: this.#observer.ends,
            phases: this.#look === undefined ? [] : lifecyclePhases(this.#look, this.#tools.clock.now()),
            events: (0,view/* joinEvents */.uQ)(this.#options.earlier?.events ?? [], this.#live.events),
        };
    }
    async #readLastEnds() {
        try {
            for (const end of await this.#observer.readEnds(this.#memory))
                this.#live.tellEnd(end);
        }
        catch (error) {
            this.#tools.signal?.throwIfAborted();
            this.#live.print(`the stopped tasks could not be read: ${(0,errors/* errorMessage */.gJ)(error)}`);
        }
    }
}

// EXTERNAL MODULE: ./actions/rollback/record/mark.js
var mark = __webpack_require__(8286);
// EXTERNAL MODULE: ./actions/rollback/target/candidates.js
var candidates = __webpack_require__(9053);
// EXTERNAL MODULE: ./actions/rollback/way-back/watching.js
var watching = __webpack_require__(914);
// EXTERNAL MODULE: ./actions/rollback/way-back/ended-short.js
var ended_short = __webpack_require__(4924);
;// CONCATENATED MODULE: ./actions/rollback/codedeploy/conclude.js







/** An answer of DescribeServices may be some seconds old. */
const LOOKS = 5;
const conclude_LOOK_EVERY_MS = 1_000;
/** The result of a rollback that was begun, from how the watching ended. */
async function conclude(scene, seen, tools) {
    const { from, target } = scene;
    return {
        ...(await tell(scene, seen, tools)),
        from,
        to: target.release,
        method: seen.begun.method,
        source: target.source,
        events: seen.watched.events,
    };
}
async function tell(scene, { begun, codeDeploy, watched }, tools) {
    const { release: to } = scene.target;
    const { ending, memory } = watched;
    const { region } = codeDeploy;
    const { deploymentId } = memory;
    const name = (0,names/* revisionName */.pd)(to.taskDefinitionArn);
    const arrives = begun.method === 'stop-deployment' ? 'rolled-back' : 'deployed';
    if (ending.kind === arrives)
        return arrived(scene, watched, tools);
    switch (ending.kind) {
        case 'superseded': {
            const reason = `Another deployment, ${ending.by}, took the place of the rollback to ${name}. It is left alone.`;
            return { outcome: 'superseded', reason };
        }
        case 'paused': {
            const until = ending.until === undefined ? undefined : new Date(ending.until).toISOString();
            const ready = { deploymentId, region, until };
            const hint = readyAnswers(ready).map((answer) => `To ${answer.to}: ${answer.command}`);
            const reason = `The rollback to ${name} is not over. ${describeReady(ready)}`;
            return { outcome: 'paused', reason, hint: hint.join('\n') };
        }
        case 'rolled-back':
        case 'failed': {
            const where = ending.kind === 'rolled-back' ? wentOnTo(watched) : undefined;
            return (0,ended_short/* failedBack */.l)({ ...watched, reason: ending.reason }, { to, where }, tools);
        }
        case 'doomed': {
            const hint = `CodeDeploy goes on trying, for an hour. To end that: ${stopCommand({ region, deploymentId })}`;
            return (0,ended_short/* failedBack */.l)({ ...watched, reason: ending.reason }, { to, where: undefined, hint }, tools);
        }
        case 'deployed':
        case 'timed-out':
        case 'lost':
        case 'gone':
            return (0,ended_short/* endedShort */.x)(ending, scene, {
                again: 'another deployment is then created',
                place: 'the deployment in the console of AWS CodeDeploy',
            });
    }
}
/** CodeDeploy says that it has arrived; what ECS shows decides. */
async function arrived(scene, watched, tools) {
    const { release: to } = scene.target;
    const serving = await servingNow(scene, watched, tools);
    if (serving === to.taskDefinitionArn) {
        return { outcome: 'rolled-back', reason: `The service runs ${(0,candidates/* nameRelease */.fm)(to)} again.` };
    }
    const instead = serving === undefined ? 'what the service runs cannot be read' : `the service runs ${(0,names/* revisionName */.pd)(serving)}`;
    const name = (0,names/* revisionName */.pd)(to.taskDefinitionArn);
    return { outcome: 'failed', reason: `AWS CodeDeploy has completed the rollback to ${name}, but ${instead}.` };
}
function wentOnTo({ service }) {
    const serving = service && (0,view/* primaryOf */.Os)(service)?.taskDefinition;
    return serving === undefined ? undefined : `AWS CodeDeploy went on to ${(0,names/* revisionName */.pd)(serving)}.`;
}
/** The revision that serves: that of the target as soon as an answer shows it. Undefined when it cannot be read. */
async function servingNow({ inputs, target }, watched, { api, clock, log, signal }) {
    let serving = watched.service && (0,view/* primaryOf */.Os)(watched.service)?.taskDefinition;
    try {
        for (let look = 1; look <= LOOKS; look += 1) {
            if (serving !== undefined && (0,names/* sameRevision */.Y6)(serving, target.release.taskDefinitionArn)) {
                return target.release.taskDefinitionArn;
            }
            await clock.sleep(conclude_LOOK_EVERY_MS, signal);
            const service = await api.describeService(inputs.ref);
            serving = service && primaryTaskSet(service)?.taskDefinition;
        }
    }
    catch (error) {
        signal?.throwIfAborted();
        log.warning(`Whether the service runs it could not be read: ${(0,errors/* errorMessage */.gJ)(error)}`);
        return undefined;
    }
    return serving;
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/see-through.js







/** Records a way back that was begun, and follows it to its end. */
async function seeThrough(scene, { begun, codeDeploy }, tools) {
    const { inputs, from, target, view } = scene;
    const { release: to } = target;
    const { deploymentId } = begun.memory;
    tools.onBegin?.({ from, to, joined: begun.joined });
    tools.journal?.learn({ from, to, source: target.source, method: begun.method });
    tools.log.info(`deployment: ${deploymentId}`);
    const url = (0,names/* codeDeployConsoleUrl */.bf)(view.arn, deploymentId);
    if (url !== undefined)
        tools.log.info(`console: ${url}`);
    const watched = await (0,watching/* unlessCancelled */.M)({ to: to.taskDefinitionArn, by: 'AWS CodeDeploy' }, tools, async () => {
        const [seen] = await Promise.all([
            watch(scene, { memory: begun.memory, codeDeploy }, tools),
            (0,mark/* markRollback */.G)({ from, to, reason: inputs.reason }, tools),
        ]);
        return seen;
    });
    return await conclude(scene, { begun, codeDeploy, watched }, tools);
}
/** Watches a deployment until it has ended, or what it deploys has all the traffic. */
async function watch({ inputs, view }, { memory, codeDeploy }, tools) {
    return await watchDeployment({
        ecs: tools.api,
        // The watch itself asks again.
        codeDeploy: await tools.codeDeploy(),
        ref: inputs.ref,
        group: codeDeploy.ref,
        memory,
        earlierEvents: new Set(view.events.map(({ id }) => id)),
        budgetMs: inputs.waitMs,
        failFast: { failedTasks: watching/* FAILED_TASKS */.J },
    }, tools);
}
/** The release wanted is being deployed already, by somebody else, or is gone back to. */
async function awaitCurrent(scene, codeDeploy, tools) {
    const { underWay } = codeDeploy.standing;
    if (underWay === undefined)
        throw new Error('Nothing is under way.');
    tools.log.info(`${(0,candidates/* nameRelease */.fm)(scene.from)} is being deployed already; nothing is sent, its deployment is followed.`);
    return await seeThrough(scene, { begun: begunAs(underWay.deployment), codeDeploy }, tools);
}
/** A deployment under way as a way back: a rollback of CodeDeploy's own is told by what it takes back. */
function begunAs({ id, takesBack }) {
    return takesBack === undefined
        ? { method: 'create-deployment', memory: beginDeployment(id, 'deployed'), joined: true }
        : { method: 'stop-deployment', memory: { ...stopped(takesBack), rollbackId: id }, joined: true };
}
/** What is watched after a deployment was stopped with rollback; where it goes is judged as a rollback. */
function stopped(deploymentId) {
    return {
        ...beginDeployment(deploymentId, 'deployed'),
        rollbackRequested: true,
        failure: 'it was rolled back on request',
    };
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/follow.js


/**
 * The rollback that the service is found in, if it is in one: CodeDeploy's own, or a deployment that replaces a release
 * with an older one that was proven, or that the record calls gone back to from there.
 */
function rollbackUnderWay(found, codeDeploy, tools) {
    const { underWay } = codeDeploy.standing;
    const { leaves } = underWay ?? {};
    if (underWay === undefined || leaves === undefined)
        return undefined;
    if (underWay.kind === 'deploying' && !(0,follow/* isWayBack */.P)(found.from, leaves))
        return undefined;
    const begun = begunAs(underWay.deployment);
    return {
        left: leaves,
        follow: () => (0,follow/* follow */.e)({ found, left: leaves, method: begun.method }, (scene) => seeThrough(scene, { begun, codeDeploy }, tools), tools),
    };
}

// EXTERNAL MODULE: ./actions/rollback/way-back/look-later.js
var look_later = __webpack_require__(5383);
// EXTERNAL MODULE: ./actions/rollback/way-back/register-again.js
var register_again = __webpack_require__(6659);
;// CONCATENATED MODULE: ./actions/rollback/codedeploy/clear.js





/**
 * Brings the deployment under way to its end, since a group has one at a time: it came from another release than the one
 * to go back to. One whose tasks have all the traffic keeps them until those of the target are there; any other is stopped
 * with rollback first.
 * @throws {ActionError} when AWS refuses
 */
async function clearTheWay(scene, { step, standing, codeDeploy, }, tools) {
    const { deploymentId, how } = step;
    const { leaves, deployment } = standing.underWay ?? {};
    tools.log.info(`Deployment group ${codeDeploy.ref.group} has one deployment at a time: ${HOW[how](deploymentId)}`);
    await send(step, codeDeploy, tools);
    const memory = how === 'stop'
        ? stopped(deploymentId)
        : how === 'wait' && deployment !== undefined
            ? begunAs(deployment).memory
            : beginDeployment(deploymentId, 'stable');
    const { ending } = await watch(scene, { memory, codeDeploy }, tools);
    const leaving = how === 'stop' && leaves !== undefined ? [leaves] : [];
    // Whatever it came to, the next look goes by what the service runs then.
    if (ending.kind !== 'timed-out' && ending.kind !== 'lost' && ending.kind !== 'gone')
        return { ok: true, leaving };
    const { from, target } = scene;
    const name = (0,names/* revisionName */.pd)(target.release.taskDefinitionArn);
    const why = ending.kind === 'timed-out'
        ? `has not ended within ${scene.inputs.waitMs / 60_000} minutes`
        : `cannot be followed: ${ending.kind === 'lost' ? ending.error.message : ending.reason}`;
    return {
        ok: false,
        result: {
            outcome: ending.kind === 'timed-out' ? 'timed-out' : 'failed',
            reason: `Deployment ${deploymentId} ${why}; the rollback to ${name} was not begun.`,
            hint: 'Run the rollback again when it is over.',
            from,
            to: target.release,
            source: target.source,
        },
    };
}
const HOW = {
    stop: (id) => `${id}, which came from another release, is stopped with rollback first.`,
    'end-wait': (id) => `the wait of ${id} with the tasks before it is ended first.`,
    wait: (id) => `the end of the rollback ${id} is awaited first.`,
};
async function send({ how, deploymentId }, { api }, { signal }) {
    if (how === 'wait')
        return;
    try {
        await (how === 'stop' ? api.stopAndRollBack(deploymentId) : api.endWait(deploymentId, 'TERMINATION_WAIT'));
    }
    catch (error) {
        signal?.throwIfAborted();
        // It was over by then; what it came to, the next look tells.
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentAlreadyCompleted'))
            return;
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentIsNotInReadyState'))
            return;
        throw (0,faults/* awsFailure */.MT)(`end deployment ${deploymentId}`, error);
    }
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/create.js


/** Characters. AWS's own action shortens to it as well. */
const DESCRIPTION_LENGTH = 512;
/**
 * Creates a deployment. Where the group is busy, either an answer of ours was lost, or somebody else was quicker: the
 * SHA-256 of what is deployed tells.
 * @param known id of a deployment that was under way before, and is neither
 * @throws what CreateDeployment throws
 */
async function createDeployment(api, deployment, known) {
    try {
        return { kind: 'begun', id: await api.create(deployment) };
    }
    catch (error) {
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentLimitExceeded')) {
            const active = await findActive(api, deployment, { sha256: deployment.sha256, known });
            if (active?.isOurs === true)
                return { kind: 'begun', id: active.id };
            if (active !== undefined)
                return { kind: 'overtaken', by: active.id };
        }
        throw error;
    }
}
/** The deployment of the group that is under way, besides the one that is `known`, and whether it is ours. */
async function findActive(api, group, { sha256, known }) {
    const [id] = (await api.activeDeployments(group)).filter((active) => active !== known);
    if (id === undefined)
        return undefined;
    return { id, isOurs: viewDeployment(await api.deployment(id)).sha256 === sha256 };
}
/** As much of a description as CodeDeploy takes; undefined for none. */
function descriptionOf(text) {
    if (text === '')
        return undefined;
    return text.length <= DESCRIPTION_LENGTH ? text : `${text.slice(0, DESCRIPTION_LENGTH - 1)}…`;
}
/** What a failed deployment is taken back for, whatever becomes of this job. */
const FAILURES = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'];
/** The group's own configuration with the failures added; undefined where it has them. */
function rollingBackFailures(group) {
    const { enabled = false, events = [] } = group.autoRollbackConfiguration ?? {};
    const present = enabled ? events : [];
    const missing = FAILURES.filter((event) => !present.includes(event));
    return missing.length === 0 ? undefined : { enabled: true, events: [...present, ...missing] };
}

;// CONCATENATED MODULE: ./shared/ecs/codedeploy/traffic.js
/**
 * `CodeDeployDefault.ECSCanary10Percent5Minutes (10 % of the traffic first and the rest after 5 minutes), then the old
 * tasks are kept for 60 minutes`.
 * @param config undefined: it could not be read, so how the traffic moves is not known
 */
function paceOf(name, { config, group }) {
    const shifts = config && shiftsOf(config);
    const kept = keptMinutes(group);
    const how = shifts === undefined ? name : `${name} (${shifts.words})`;
    const ready = waitsForContinue(group) ? ', after somebody has continued it' : '';
    const then = kept === 0 ? '' : `, then the old tasks are kept for ${minutes(kept)}`;
    return {
        description: `AWS CodeDeploy, ${how}${ready}${then}`,
        shiftMinutes: shifts?.minutes ?? 0,
        keptMinutes: kept,
    };
}
/** Whether deployments of a group wait for ContinueDeployment before they shift traffic. */
function waitsForContinue({ blueGreenDeploymentConfiguration }) {
    return blueGreenDeploymentConfiguration?.deploymentReadyOption?.actionOnTimeout === 'STOP_DEPLOYMENT';
}
/** Names of the alarms that stop a deployment of a group. */
function alarmsOf({ alarmConfiguration }) {
    if (alarmConfiguration?.enabled !== true)
        return [];
    return (alarmConfiguration.alarms ?? []).flatMap(({ name }) => name ?? []);
}
function keptMinutes({ blueGreenDeploymentConfiguration }) {
    return blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0;
}
/** API reference, TrafficRoutingConfig: intervals are minutes. */
function shiftsOf({ trafficRoutingConfig: routing }) {
    const { canaryPercentage = 0, canaryInterval = 0 } = routing?.timeBasedCanary ?? {};
    const { linearPercentage = 100, linearInterval = 0 } = routing?.timeBasedLinear ?? {};
    switch (routing?.type) {
        case 'TimeBasedCanary':
            return {
                words: `${canaryPercentage} % of the traffic first and the rest after ${minutes(canaryInterval)}`,
                minutes: canaryInterval,
            };
        case 'TimeBasedLinear':
            return {
                words: `${linearPercentage} % of the traffic every ${minutes(linearInterval)}`,
                minutes: (Math.ceil(100 / linearPercentage) - 1) * linearInterval,
            };
        default:
            return { words: 'all traffic at once', minutes: 0 };
    }
}
function minutes(count) {
    return count === 1 ? '1 minute' : `${count} minutes`;
}

// EXTERNAL MODULE: ./actions/rollback/way-back/sending.js
var sending = __webpack_require__(5417);
;// CONCATENATED MODULE: ./actions/rollback/codedeploy/create.js







/** A release that was proven needs no canary; CodeDeploy's own rollbacks are made all at once too. */
const ALL_AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce';
/**
 * Creates a deployment of the target to where the service runs.
 * @throws {ActionError} when AWS refuses, so that nothing was begun
 */
async function create(scene, how, tools) {
    const deployment = deploymentOf(scene, how, tools);
    return await (0,sending/* sending */.b)(scene, tools, () => createAllAtOnce(deployment, how.codeDeploy, tools));
}
function deploymentOf({ from, target, inputs }, { standing, codeDeploy }, { redactor, log }) {
    const appSpec = appSpecOf(standing.service);
    if (appSpec === undefined) {
        throw new errors/* ActionError */.lZ(`Service ${inputs.ref.service} has no load balancer, without which AWS CodeDeploy cannot deploy.`);
    }
    const why = inputs.reason === undefined ? '' : `: ${redactor.redact(inputs.reason)}`;
    const alarms = alarmsOf(codeDeploy.group);
    if (alarms.length > 0)
        log.info(`alarms that do not stop the way back: ${alarms.join(', ')}`);
    return {
        ...codeDeploy.ref,
        ...renderAppSpec(appSpec, target.release.taskDefinitionArn),
        description: descriptionOf(`rollback to ${(0,candidates/* nameRelease */.fm)(target.release)} from ${(0,candidates/* nameRelease */.fm)(from)}${why}`),
        config: ALL_AT_ONCE,
        autoRollback: rollingBackFailures(codeDeploy.group),
        // They are raised by the release that is left, most of all when it is time to leave it.
        heedsAlarms: alarms.length === 0,
    };
}
/** A role may be allowed to use the group's own deployment configuration alone. */
async function createAllAtOnce(deployment, { api, group }, { log }) {
    try {
        return await createDeployment(api, deployment);
    }
    catch (error) {
        if ((0,faults/* faultKind */.H9)(error) !== 'denied')
            throw error;
        const own = group.deploymentConfigName ?? 'its own';
        log.warning(`${ALL_AT_ONCE} was refused, so the way back is made by ${own}: ${(0,errors/* errorMessage */.gJ)(error)}`);
        return await createDeployment(api, { ...deployment, config: undefined });
    }
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/next-step.js

/** How to go back, decided on one look. Pure. */
function nextStep({ taskDefinition, underWay }, { target, leaving }) {
    const runs = (arn) => taskDefinition !== undefined && (0,names/* sameRevision */.Y6)(arn, taskDefinition);
    const { deployment } = underWay ?? {};
    const by = { taskDefinition, id: deployment?.id ?? '' };
    if (underWay === undefined || deployment === undefined) {
        if (runs(target))
            return { kind: 'there' };
        return leaving.some(runs) ? { kind: 'create' } : { kind: 'overtaken', why: 'deployed', by };
    }
    const { id: deploymentId, takesBack } = deployment;
    if (runs(target))
        return { kind: 'joined', deploymentId, takesBack };
    if (!leaving.some(runs)) {
        return { kind: 'overtaken', why: underWay.kind === 'turning-back' ? 'rollback' : 'deployed', by };
    }
    if (underWay.kind === 'turning-back')
        return { kind: 'clear', how: 'wait', deploymentId };
    if (underWay.leaves !== undefined && (0,names/* sameRevision */.Y6)(underWay.leaves, target))
        return { kind: 'stop', deploymentId };
    // Its tasks serve until the target's do; what was before them nobody wants to go back to.
    return { kind: 'clear', how: deployment.terminates ? 'end-wait' : 'stop', deploymentId };
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/plan.js


/** How the service would go back, without doing it. */
function planWay({ current }, { target, codeDeploy }) {
    const step = nextStep(codeDeploy.standing, { target, leaving: [current.taskDefinition] });
    if (step.kind === 'stop')
        return { method: 'stop-deployment', how: 'by stopping the deployment under way' };
    const first = step.kind === 'clear' ? ` after the end of deployment ${step.deploymentId}` : '';
    return { method: 'create-deployment', how: `by a deployment of AWS CodeDeploy${first}`, slow: heldBy(codeDeploy) };
}
/** What holds up a deployment of the group; undefined when nothing does. */
function heldBy({ group, ref }) {
    return waitsForContinue(group)
        ? `Deployment group ${ref.group} holds its deployments until somebody continues them, and so the way back, which is paused then.`
        : undefined;
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/go-back.js













/** What cannot be stopped any more is looked at again, so often at most. */
const go_back_LOOKS = 6;
const go_back_LOOK_EVERY_MS = 1_000;
/**
 * Takes a service of AWS CodeDeploy back: a deployment under way that came from the target is stopped with rollback, else
 * one of the target is created. The service is looked at right before either: where it is on the way to the target already
 * nothing is sent, and what somebody else deployed, or takes back to another revision, is not overridden.
 * @throws {ActionError} when AWS refuses, so that nothing was begun
 */
async function goBack(scene, codeDeploy, tools) {
    const { taskDefinitionArn: target } = scene.target.release;
    let leaving = [scene.current.taskDefinition];
    for (let look = 1; look <= go_back_LOOKS; look += 1) {
        const standing = await (0,sending/* sending */.b)(scene, tools, () => codeDeploy.look());
        const step = nextStep(standing, { target, leaving });
        switch (step.kind) {
            case 'there':
                return done(scene);
            case 'overtaken':
                return overtaken(scene, step);
            case 'joined':
                tools.log.info('Somebody else has begun the same rollback; none is sent, it is followed.');
                return await seeThrough(scene, { begun: begunAs({ ...step, id: step.deploymentId }), codeDeploy }, tools);
            case 'stop':
                if (await stop(step.deploymentId, { scene, codeDeploy }, tools)) {
                    tools.log.info('method: stop-deployment');
                    const begun = { method: 'stop-deployment', memory: stopped(step.deploymentId) };
                    return await (0,look_later/* besidesLooks */.C)(scene.target, tools, () => seeThrough(scene, { begun, codeDeploy }, tools));
                }
                break;
            case 'clear': {
                const cleared = await clearTheWay(scene, { step, standing, codeDeploy }, tools);
                if (!cleared.ok)
                    return cleared.result;
                leaving = [...leaving, ...cleared.leaving];
                break;
            }
            case 'create':
                return await goByCreating(scene, { standing, codeDeploy }, tools);
        }
        await tools.clock.sleep(go_back_LOOK_EVERY_MS, tools.signal);
    }
    throw new errors/* ActionError */.lZ(`Deployment group ${codeDeploy.ref.group} stays busy; ${(0,names/* revisionName */.pd)(target)} was not gone back to.`);
}
/** False, and so looked at again: it ended by itself, or was stopped by a request whose answer was lost. */
async function stop(deploymentId, { scene, codeDeploy }, tools) {
    return await (0,sending/* sending */.b)(scene, tools, async () => {
        try {
            await codeDeploy.api.stopAndRollBack(deploymentId);
            return true;
        }
        catch (error) {
            if (!(0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentAlreadyCompleted'))
                throw error;
            tools.log.info(`deployment ${deploymentId} cannot be stopped any more: ${(0,errors/* errorMessage */.gJ)(error)}`);
            return false;
        }
    });
}
async function goByCreating(scene, { standing, codeDeploy }, tools) {
    const going = { ...scene, target: await (0,register_again/* deployable */.G)(scene, tools) };
    const created = await create(going, { standing, codeDeploy }, tools);
    if (created.kind === 'overtaken') {
        return overtaken(going, { why: 'deployed', by: { taskDefinition: undefined, id: created.by } });
    }
    tools.log.info('method: create-deployment');
    const held = heldBy(codeDeploy);
    if (held !== undefined)
        tools.log.warning(held);
    const begun = { method: 'create-deployment', memory: beginDeployment(created.id, 'deployed') };
    return await (0,look_later/* besidesLooks */.C)(going.target, tools, () => seeThrough(going, { begun, codeDeploy }, tools));
}
function done({ from, target: { release: to, source } }) {
    const reason = `The service runs ${(0,candidates/* nameRelease */.fm)(to)} already: somebody else has taken it back meanwhile.`;
    return { outcome: 'nothing-to-do', reason, from, to, source };
}
/** Who acted between the first look and the request knows better than who chose the target before. */
function overtaken({ from, target }, { why, by }) {
    const known = { outcome: 'superseded', from, to: target.release, source: target.source };
    const name = by.taskDefinition === undefined ? undefined : (0,names/* revisionName */.pd)(by.taskDefinition);
    const nothing = 'It is left alone, and nothing was taken back.';
    if (why === 'deployed') {
        const what = [...(name === undefined ? [] : [`of ${name}`]), ...(by.id === '' ? [] : [`(${by.id})`])].join(' ');
        return { ...known, reason: `Another deployment, ${what}, was begun since the service was looked at. ${nothing}` };
    }
    return {
        ...known,
        reason: `A rollback to ${name ?? 'another release'} (${by.id}) is under way, not to ${(0,names/* revisionName */.pd)(target.release.taskDefinitionArn)}. ${nothing}`,
        hint: name === undefined ? undefined : `Wait for its end. To go on from there then: only-if-current: ${name}.`,
    };
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/replaced.js

/** The release whose tasks a deployment under way replaces; undefined when there is none, or tasks of several. */
function replacedBy({ service, underWay }) {
    if (underWay?.kind !== 'deploying')
        return undefined;
    const { taskSets = [], desiredCount = 0 } = service;
    const others = taskSets.filter(({ externalId, status }) => externalId !== underWay.deployment.id && (status === 'PRIMARY' || status === 'ACTIVE'));
    const [{ taskDefinition, runningCount = 0, createdAt: since } = {}, ...more] = others;
    if (taskDefinition === undefined || more.length > 0)
        return undefined;
    return {
        taskDefinition,
        serves: desiredCount > 0 && runningCount >= desiredCount,
        // The look that shows it so is repeated right before the request.
        confirm: () => Promise.resolve({ since }),
    };
}
/** The deployments that succeeded, without the one that made the tasks that serve. */
async function completedBesides(own, { api, ref }) {
    const deployments = await completedCodeDeployments(api, ref);
    return deployments.filter(({ id }) => id !== own);
}

;// CONCATENATED MODULE: ./actions/rollback/codedeploy/open.js















/**
 * Looks at how AWS CodeDeploy deploys a service, and gives the way back that goes through it.
 * @param described as it was just read
 * @throws {ActionError} when there is no such group, it is another service's, or what it deploys cannot be told
 */
async function openCodeDeploy(described, inputs, tools) {
    const api = patientCodeDeploy(await tools.codeDeploy(), tools);
    const ref = groupRef(inputs.codeDeploy, described);
    const [group, standing] = await Promise.all([
        requireGroup(api, ref, described),
        lookFirst({ ref: inputs.ref, group: ref, described }, { ...tools, ecs: tools.api, codeDeploy: api }),
    ]);
    requireServed(group, described);
    const region = (0,names/* parseArn */.Lw)(described.serviceArn ?? '')?.region ?? '';
    const current = currentOf(standing, region);
    if (isSplit(standing)) {
        tools.log.warning('Tasks of two revisions are there and nothing is under way: a deployment was stopped and not rolled back, so that both may have traffic.');
    }
    const look = () => readStanding({ ref: inputs.ref, group: ref }, { ...tools, ecs: tools.api, codeDeploy: api });
    const scene = { api, ref, group, standing, region, look };
    return {
        service: standing.service,
        current,
        past: () => pastCodeDeployments(api, ref),
        completed: () => completedBesides(primaryTaskSet(standing.service)?.externalId, { api, ref }),
        replaced: replacedBy(standing),
        rollbackUnderWay: (found, toFollow) => rollbackUnderWay(found, scene, toFollow),
        plan: (found, target) => planWay(found, { target, codeDeploy: scene }),
        awaitCurrent: (going, toFollow) => awaitCurrent(going, scene, toFollow),
        goBack: (going, toGo) => goBack(going, scene, toGo),
    };
}
async function lookFirst(what, tools) {
    try {
        return await readStanding(what, tools);
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        // Whoever looks for the group says that it is not there, and which one is.
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'ApplicationDoesNotExist') ||
            (0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentGroupDoesNotExist')) {
            return { service: what.described, taskDefinition: undefined, underWay: undefined };
        }
        throw (0,faults/* awsFailure */.MT)(`read the deployments of deployment group ${what.group.group}`, error);
    }
}
/** What the service runs or is on its way to, as ECS shows the PRIMARY deployment of one it deploys itself. */
function currentOf({ service, taskDefinition, underWay }, region) {
    const taskSet = service.taskSets?.find((each) => each.taskDefinition === taskDefinition);
    const { id, runningCount = 0, pendingCount = 0, computedDesiredCount = 0 } = taskSet ?? {};
    const isOver = underWay === undefined || (underWay.kind === 'deploying' && underWay.deployment.terminates);
    const leaves = underWay?.kind === 'turning-back' ? underWay.leaves : '';
    if (taskDefinition === undefined || leaves === undefined) {
        const deployment = underWay?.deployment.id ?? '';
        throw new errors/* ActionError */.lZ(`Deployment ${deployment} is under way, and of which task definition CodeDeploy does not tell; nothing was changed.`, {
            hint: `Wait for its end, or allow codedeploy:GetApplicationRevision. To stop it and go back to what it leaves: ${stopCommand({ region, deploymentId: deployment })}`,
        });
    }
    return {
        id: id ?? underWay?.deployment.id ?? '',
        status: 'PRIMARY',
        taskDefinition,
        desired: computedDesiredCount,
        pending: pendingCount,
        running: runningCount,
        failed: 0,
        rolloutState: isOver ? 'COMPLETED' : 'IN_PROGRESS',
        rolloutReason: underWay && `deployment of ${(0,names/* revisionName */.pd)(taskDefinition)}`,
    };
}


/***/ }),

/***/ 5602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ isWayBack),
/* harmony export */   e: () => (/* binding */ follow),
/* harmony export */   rollbackUnderWay: () => (/* binding */ rollbackUnderWay)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5739);
/* harmony import */ var _shared_ecs_revisions__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5688);
/* harmony import */ var _shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9313);
/* harmony import */ var _shared_ecs_rollout_under_way__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(364);
/* harmony import */ var _shared_release_record__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(605);
/* harmony import */ var _target_candidates_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9053);
/* harmony import */ var _go_back_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1655);









/** The rollback that ECS shows the service in, with the way to follow it; undefined when there is none. */
async function rollbackUnderWay(found, tools) {
    const followed = await findRollback(found, { ...tools, api: (0,_shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__/* .patient */ .I)(tools.api, tools) });
    if (followed === undefined)
        return undefined;
    const { method, memory } = followed;
    const left = followed.left.taskDefinition;
    return {
        left,
        follow: () => follow({ found, left, method }, (scene) => (0,_go_back_js__WEBPACK_IMPORTED_MODULE_7__/* .seeThrough */ .Lr)(scene, { method, memory, joined: true }, tools), tools),
    };
}
/**
 * The rollback under way that the service is found in, if it is one. ECS tells of those it makes itself, or was asked
 * for by StopServiceDeployment. One by UpdateService is told by what it does: it replaces a release with an older one
 * that was proven, or that the record calls gone back to from there.
 */
async function findRollback(found, tools) {
    const { view, current, from } = found;
    const others = view.deployments.filter(({ id }) => id !== current.id);
    if (current.rolloutState !== 'IN_PROGRESS' || others.length === 0)
        return undefined;
    const turning = await turningBack(found, tools);
    const stopped = turning && others.find(({ taskDefinition }) => taskDefinition === turning.from);
    if (stopped !== undefined) {
        return { left: stopped, method: 'stop-deployment', memory: (0,_go_back_js__WEBPACK_IMPORTED_MODULE_7__/* .takenBack */ .lv)(stopped, view) };
    }
    const left = others.find(({ taskDefinition }) => isWayBack(from, taskDefinition));
    if (left === undefined)
        return undefined;
    return { left, method: 'update-service', memory: (0,_shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_8__/* .beginRollout */ .Zf)(current, view, 'deployed') };
}
async function turningBack({ service, current, ref }, { api, log, signal }) {
    try {
        const underWay = await (0,_shared_ecs_rollout_under_way__WEBPACK_IMPORTED_MODULE_4__/* .readUnderWay */ .A)(api, { service, current }, { ref, target: current.taskDefinition });
        if (underWay?.kind !== 'turning-back')
            return undefined;
        return (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .sameRevision */ .Y6)(underWay.to, current.taskDefinition) ? underWay : undefined;
    }
    catch (error) {
        signal?.throwIfAborted();
        log.info(`Whether a rollback is under way could not be read: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
        return undefined;
    }
}
/** Whether a deployment that leaves `left` goes back: to an older release that was proven, or as its record says. */
function isWayBack(to, left) {
    if (to.restored?.from === (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(left))
        return true;
    const [number, before] = [(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionNumber */ .P7)(to.taskDefinitionArn), (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionNumber */ .P7)(left)];
    if ((0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .familyOf */ .Ap)(to.taskDefinitionArn) !== (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .familyOf */ .Ap)(left) || number === undefined || before === undefined)
        return false;
    return number < before && (0,_shared_release_record__WEBPACK_IMPORTED_MODULE_5__/* .isProven */ .nn)(to);
}
/**
 * Follows a rollback that is under way, as if this step had begun it. Nothing is sent but the record, which who began it
 * may not have come to write.
 * @param left ARN of the revision it leaves
 */
async function follow({ found, left, method }, onward, tools) {
    const from = await (0,_shared_ecs_revisions__WEBPACK_IMPORTED_MODULE_3__/* .readRevision */ .M7)((0,_shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__/* .patient */ .I)(tools.api, tools), left);
    const target = { release: found.from, source: 'under-way' };
    const name = `rollback from ${(0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_6__/* .nameRelease */ .fm)(from)} to ${(0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_6__/* .nameRelease */ .fm)(found.from)}`;
    const { dryRun } = found.inputs;
    if (dryRun) {
        const reason = `Dry run: a ${name} is under way already and would be followed.`;
        return { outcome: 'dry-run', reason, from, to: found.from, method, source: target.source };
    }
    tools.log.info(`A ${name} is under way already; none is sent, it is followed.`);
    if (found.inputs.restore === 'service-revision')
        tools.log.warning('What it takes back besides the task definition is up to who began it; restore has no effect.');
    return await onward({ ...found, from, target });
}


/***/ }),

/***/ 1817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isCodeDeployFault)
/* harmony export */ });
/** Whether an error is CodeDeploy's of this name, without its `Exception`. */
function isCodeDeployFault(error, name) {
    return error instanceof Error && error.name === `${name}Exception`;
}


/***/ }),

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


/***/ })

};
