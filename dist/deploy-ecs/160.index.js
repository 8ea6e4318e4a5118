export const id = 160;
export const ids = [160,111];
export const modules = {

/***/ 9492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ noteUnusedAppSpec),
/* harmony export */   readAppSpec: () => (/* binding */ readAppSpec)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_codedeploy_appspec__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6229);


const INPUT = 'codedeploy-appspec';
/** Where AWS's own action looks when it is told nothing. */
const USUAL = 'appspec.yaml';
/** @throws {InputError} when the file cannot be read or is no AppSpec for Amazon ECS */
async function readAppSpec(path, readFile) {
    const parsed = await (0,_shared_ecs_codedeploy_appspec__WEBPACK_IMPORTED_MODULE_1__/* .parseAppSpec */ .WS)(await readFile(path, INPUT));
    if (parsed.ok)
        return parsed.appSpec;
    throw new _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: INPUT, problem: `${JSON.stringify(path)} ${parsed.problem}` }]);
}
/** What is to be said when no file is named, and the workspace has one where it usually is: it may hold hooks. */
async function noteUnusedAppSpec(readFile) {
    try {
        await readFile(USUAL, INPUT);
    }
    catch (error) {
        if (error instanceof _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
            return [];
        throw error;
    }
    return [
        `${USUAL} is in the workspace and is not used; with ${INPUT}: ${USUAL} it is. Without it, no hooks are called.`,
    ];
}


/***/ }),

/***/ 7160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planCodeDeploy: () => (/* binding */ planCodeDeploy)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/api.js
var codedeploy_api = __webpack_require__(1817);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/appspec.js
var appspec = __webpack_require__(6229);
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
    if (servesService(group, service))
        return;
    const { applicationName = '', deploymentGroupName = '', ecsServices = [] } = group;
    const served = ecsServices.map(({ serviceName = '' }) => shortName(serviceName)).join(', ');
    const problem = `${deploymentGroupName} of application ${applicationName} deploys ${served === '' ? 'no service of Amazon ECS' : served}, not ${service.serviceName ?? ''} in cluster ${shortName(service.clusterArn ?? '')}.`;
    throw new InputError([{ input: GROUP_INPUTS.group, problem }]);
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

// EXTERNAL MODULE: ./shared/ecs/codedeploy/patient.js
var patient = __webpack_require__(7864);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/traffic.js
var traffic = __webpack_require__(9148);
// EXTERNAL MODULE: ./actions/deploy-ecs/codedeploy/appspec-file.js
var appspec_file = __webpack_require__(9492);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/pause.js
var pause = __webpack_require__(7107);
;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/busy.js


/** A group has one deployment at a time (CodeDeploy quotas). Undefined when the one under way is what is wanted. */
function busyWith({ deployment, taskDefinition, isWanted }, { ref, service }) {
    if (isWanted)
        return undefined;
    const { id, status, terminates } = deployment;
    const of = taskDefinition === undefined ? '' : ` of ${(0,names/* revisionName */.pd)(taskDefinition)}`;
    const region = (0,names/* parseArn */.Lw)(service.serviceArn ?? '')?.region ?? '';
    const reason = `Deployment ${id}${of} is under way (${status}), and deployment group ${ref.group} has one at a time; nothing was changed.`;
    return terminates
        ? {
            reason,
            hint: `All its traffic has moved, and the tasks before it wait for their end. To end them and go on, give codedeploy-end-termination-wait: true; to end them by hand: ${(0,pause/* continueCommand */.ZU)({ region, deploymentId: id }, 'TERMINATION_WAIT')}`,
        }
        : { reason, hint: `Wait for its end. To stop it and go back: ${(0,pause/* stopCommand */.IM)({ region, deploymentId: id })}` };
}

// EXTERNAL MODULE: ./shared/ecs/codedeploy/view.js
var view = __webpack_require__(5976);
;// CONCATENATED MODULE: ./shared/ecs/codedeploy/active.js

/**
 * The deployment of a group that is under way.
 * @param service as it is now
 * @throws what the calls of `api` throw
 */
async function activeDeployment(api, { ref, service }) {
    for (const id of await api.activeDeployments(ref)) {
        const deployment = (0,view/* viewDeployment */.xb)(await api.deployment(id));
        if (!(0,view/* isOver */.PU)(deployment))
            return { deployment, taskSet: taskSetOf(service, id) };
    }
    return undefined;
}
/** API reference, TaskSet: where CodeDeploy made it, its externalId is the deployment's id. */
function taskSetOf({ taskSets = [] }, deploymentId) {
    return taskSets.find(({ externalId }) => externalId === deploymentId);
}

// EXTERNAL MODULE: ./shared/ecs/task-definition/canonical.js
var canonical = __webpack_require__(9174);
// EXTERNAL MODULE: ./shared/ecs/task-definition/registration.js
var registration = __webpack_require__(7391);
;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/under-way.js






/** @throws {ActionError} when it cannot be read whether there is one */
async function readUnderWay({ ecs, codeDeploy }, known) {
    const { ref, before, wanted, inputs } = known;
    try {
        const active = await activeDeployment(codeDeploy, { ref, service: before });
        if (active === undefined)
            return undefined;
        const { deployment } = active;
        const { taskDefinition } = active.taskSet ?? {};
        if (taskDefinition === undefined)
            return { deployment, taskDefinition: undefined, isWanted: false };
        if (wanted.kind === 'existing') {
            return { deployment, taskDefinition, isWanted: (0,names/* sameRevision */.Y6)(wanted.taskDefinitionArn, taskDefinition) };
        }
        const deployed = (0,registration/* toRegistration */.D)(await ecs.describeTaskDefinition(taskDefinition), inputs.allowUnknown);
        return { deployment, taskDefinition, isWanted: (0,canonical/* sameTaskDefinition */.J)(wanted.definition, deployed) };
    }
    catch (error) {
        // That there is no such group is told by who looks for it.
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'ApplicationDoesNotExist'))
            return undefined;
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentGroupDoesNotExist'))
            return undefined;
        throw (0,faults/* awsFailure */.MT)(`read the deployments of deployment group ${ref.group}`, error);
    }
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/plan.js










/**
 * Reads the deployment group, how it deploys, and whether it does so at present. Nothing is written.
 * @throws {ActionError} for everything that would make the deployment impossible
 */
async function planCodeDeploy(ecs, known, tools) {
    const { before, inputs } = known;
    const api = (0,patient/* patientCodeDeploy */.m)(await tools.codeDeploy(), tools);
    const ref = groupRef(inputs.codeDeploy, before);
    const appSpec = known.appSpec ?? (0,appspec/* appSpecOf */.UC)(before);
    if (appSpec === undefined) {
        throw new errors/* ActionError */.lZ(`Service ${inputs.ref.service} has no load balancer, without which AWS CodeDeploy cannot deploy.`);
    }
    const [group, underWay, unused] = await Promise.all([
        requireGroup(api, ref, before),
        readUnderWay({ ecs, codeDeploy: api }, { ...known, ref }),
        known.appSpec === undefined ? (0,appspec_file/* noteUnusedAppSpec */.R)(tools.readFile) : [],
    ]);
    const configName = inputs.codeDeploy.config ?? group.deploymentConfigName ?? 'CodeDeployDefault.ECSAllAtOnce';
    const pace = (0,traffic/* paceOf */.x3)(configName, { config: await readConfig(api, configName), group });
    const moves = (0,appspec/* movesFrom */.rL)(before, appSpec);
    const waits = underWay?.deployment.terminates === true && !underWay.isWanted;
    const waitToEnd = waits && inputs.codeDeploy.endWait === true ? underWay.deployment.id : undefined;
    return {
        codeDeploy: {
            ref,
            group,
            appSpec,
            asDeployed: asDeployed(before, appSpec),
            moves,
            pace,
            underWay,
            busy: waitToEnd === undefined ? underWay && busyWith(underWay, { ref, service: before }) : undefined,
            waitToEnd,
            notes: [
                ...unused,
                ...(moves.length === 0 ? [] : [`The AppSpec changes ${moves.join(', ')}.`]),
                ...(waitToEnd === undefined
                    ? []
                    : [`Deployment ${waitToEnd} still keeps its old tasks; its wait is ended first.`]),
            ],
        },
        strategy: {
            update: undefined,
            description: pace.description,
            leastMinutes: pace.shiftMinutes + (inputs.waitFor === 'stable' ? pace.keptMinutes : 0),
            lost: [],
        },
    };
}
function asDeployed(service, { containerName, containerPort }) {
    const loadBalancers = (service.loadBalancers ?? []).map((balancer) => ({
        ...balancer,
        containerName,
        containerPort,
    }));
    return { ...service, loadBalancers };
}
/** Undefined when this job may not read it: it is for the log only. */
async function readConfig(api, name) {
    try {
        return await api.config(name);
    }
    catch (error) {
        if ((0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentConfigDoesNotExist')) {
            throw new errors/* InputError */.dz([
                { input: 'codedeploy-deployment-config', problem: `there is no deployment configuration ${name}.` },
            ]);
        }
        if ((0,faults/* faultKind */.H9)(error) === 'denied')
            return undefined;
        throw (0,faults/* awsFailure */.MT)(`read deployment configuration ${name}`, error);
    }
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

/***/ 6229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UC: () => (/* binding */ appSpecOf),
/* harmony export */   WS: () => (/* binding */ parseAppSpec),
/* harmony export */   Zl: () => (/* binding */ renderAppSpec),
/* harmony export */   rL: () => (/* binding */ movesFrom)
/* harmony export */ });
/* unused harmony export taskDefinitionOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _shared_text_yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7259);


/**
 * Reads an AppSpec file, JSON or YAML, whatever the case of its members' names: CodeDeploy takes any.
 * CodeDeploy User Guide, "AppSpec 'resources' section for Amazon ECS deployments".
 */
async function parseAppSpec(text) {
    let document;
    try {
        document = await (0,_shared_text_yaml__WEBPACK_IMPORTED_MODULE_1__/* .parseYaml */ .h)(text);
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
    return { content, sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex') };
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


/***/ }),

/***/ 7864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ patientCodeDeploy)
/* harmony export */ });
/* harmony import */ var _shared_aws_faults__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3445);
/* harmony import */ var _shared_aws_retry__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6312);


/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. Creating
 * may be repeated as well: a group has one deployment at a time, so a second one is refused where the first arrived.
 */
function patientCodeDeploy(api, options) {
    const again = (call) => (0,_shared_aws_retry__WEBPACK_IMPORTED_MODULE_1__/* .withRetry */ .b)(call, { ...options, retryable: _shared_aws_faults__WEBPACK_IMPORTED_MODULE_0__/* .isRetryable */ .r3 });
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


/***/ }),

/***/ 7107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $0: () => (/* binding */ readyAnswers),
/* harmony export */   Hk: () => (/* binding */ describeReady),
/* harmony export */   IM: () => (/* binding */ stopCommand),
/* harmony export */   ZU: () => (/* binding */ continueCommand)
/* harmony export */ });
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


/***/ }),

/***/ 9148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gx: () => (/* binding */ minutes),
/* harmony export */   q3: () => (/* binding */ alarmsOf),
/* harmony export */   x3: () => (/* binding */ paceOf)
/* harmony export */ });
/* unused harmony export waitsForContinue */
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


/***/ }),

/***/ 5976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PU: () => (/* binding */ isOver),
/* harmony export */   Zy: () => (/* binding */ viewTarget),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   xb: () => (/* binding */ viewDeployment)
/* harmony export */ });
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


/***/ }),

/***/ 7259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ parseYaml)
/* harmony export */ });
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


/***/ })

};
