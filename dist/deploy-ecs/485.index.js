export const id = 485;
export const ids = [485];
export const modules = {

/***/ 1169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vQ: () => (/* binding */ awaitedByCodeDeploy),
  vt: () => (/* binding */ create_create),
  PE: () => (/* binding */ deploymentOf)
});

// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/appspec.js
var appspec = __webpack_require__(6229);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/create.js
var create = __webpack_require__(7497);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/memory.js
var memory = __webpack_require__(4750);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/patient.js
var patient = __webpack_require__(7864);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/api.js
var codedeploy_api = __webpack_require__(1817);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/view.js
var view = __webpack_require__(5976);
;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/end-wait.js




const LOOK_EVERY_MS = 2_000;
/**
 * Ends the wait in which CodeDeploy keeps the old tasks of a deployment, and waits until the deployment has succeeded.
 * @throws {ActionError} when it ends in another way: then what this run was planned against is not true any more
 */
async function endWait(api, id, { ready, tools }) {
    const { inputs, taskDefinitionArn } = ready;
    const { clock, log, signal } = tools;
    try {
        await api.endWait(id, 'TERMINATION_WAIT');
        log.info(`deployment ${id}: its wait with the old tasks is ended`);
    }
    catch (error) {
        // It was over by then; how it has ended, the next look tells.
        const isOverNow = (0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentAlreadyCompleted');
        if (!isOverNow && !(0,codedeploy_api/* isCodeDeployFault */.$)(error, 'DeploymentIsNotInReadyState'))
            throw error;
    }
    const until = clock.elapsed() + inputs.waitMs;
    let look;
    for (;;) {
        look = (0,view/* viewDeployment */.xb)(await api.deployment(id));
        if ((0,view/* isOver */.PU)(look) || clock.elapsed() >= until)
            break;
        await clock.sleep(LOOK_EVERY_MS, signal);
    }
    if (look.status === 'Succeeded')
        return;
    throw new errors/* ActionError */.lZ(`The wait of deployment ${id} was to be ended, and it is ${look.status}; ${(0,names/* revisionName */.pd)(taskDefinitionArn)} was not deployed.`);
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/create.js







/** What the watch of a deployment waits for: with all traffic moved, its tasks are healthy. */
function awaitedByCodeDeploy({ waitFor }) {
    return waitFor === 'stable' ? 'stable' : 'deployed';
}
/**
 * Creates the deployment, or finds the one that an answer was lost of.
 * @throws {ActionError}
 */
async function create_create(ready, tools) {
    const { inputs, codeDeploy, taskDefinitionArn } = ready;
    const api = (0,patient/* patientCodeDeploy */.m)(await tools.codeDeploy(), tools);
    const deployment = deploymentOf(ready, tools);
    try {
        if (codeDeploy.waitToEnd !== undefined)
            await endWait(api, codeDeploy.waitToEnd, { ready, tools });
        const created = await (0,create/* createDeployment */.Yy)(api, deployment, codeDeploy.underWay?.deployment.id);
        return created.kind === 'begun'
            ? { kind: 'begun', memory: (0,memory/* beginDeployment */.t)(created.id, awaitedByCodeDeploy(inputs)) }
            : created;
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)(`deploy ${(0,names/* revisionName */.pd)(taskDefinitionArn)} by deployment group ${deployment.group}`, error);
    }
}
/** What is sent. */
function deploymentOf({ codeDeploy, inputs, taskDefinitionArn }, { facts }) {
    const { description = [facts.sha, facts.run].filter((part) => part !== undefined && part !== '').join(' ') } = inputs.codeDeploy;
    return {
        ...codeDeploy.ref,
        ...(0,appspec/* renderAppSpec */.Zl)(codeDeploy.appSpec, taskDefinitionArn),
        description: (0,create/* descriptionOf */.Kq)(description),
        config: inputs.codeDeploy.config,
        autoRollback: inputs.onFailure === 'rollback' ? (0,create/* rollingBackFailures */.eB)(codeDeploy.group) : undefined,
    };
}


/***/ }),

/***/ 6485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deployByCodeDeploy: () => (/* binding */ deployByCodeDeploy)
});

// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/memory.js
var codedeploy_memory = __webpack_require__(4750);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/rollout/send-update.js
var send_update = __webpack_require__(2204);
// EXTERNAL MODULE: ./actions/deploy-ecs/conclude.js
var conclude = __webpack_require__(5893);
// EXTERNAL MODULE: ./actions/deploy-ecs/make-ready.js
var make_ready = __webpack_require__(4092);
// EXTERNAL MODULE: ./actions/deploy-ecs/codedeploy/create.js + 1 modules
var create = __webpack_require__(1169);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/pause.js
var pause = __webpack_require__(7107);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/patient.js
var patient = __webpack_require__(7864);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/traffic.js
var traffic = __webpack_require__(9148);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/watch.js + 4 modules
var watch = __webpack_require__(2314);
// EXTERNAL MODULE: ./actions/deploy-ecs/paused.js
var paused = __webpack_require__(9010);
// EXTERNAL MODULE: ./actions/deploy-ecs/codedeploy/rollout.js
var codedeploy_rollout = __webpack_require__(3352);
;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/follow.js








/** Watches to the end, whatever it is. */
async function followCodeDeploy(rollout, tools) {
    const watched = await follow_watch(rollout, tools);
    const { ending } = watched;
    const name = (0,names/* revisionName */.pd)(rollout.taskDefinitionArn);
    const end = (outcome, reason, more = {}) => (0,codedeploy_rollout/* concludeCodeDeploy */.Ug)(rollout, { outcome, reason, watched, ...more });
    switch (ending.kind) {
        case 'deployed':
            return end('deployed', `The service runs ${name}${ending.early ? `, which has all the traffic. ${keptFor(rollout)}` : '.'}`);
        case 'superseded':
            return end('superseded', `Another deployment, ${ending.by}, took the place of ${name} before it was completed. It is left alone.`);
        case 'gone':
            return end('failed', `${ending.reason.charAt(0).toUpperCase()}${ending.reason.slice(1)}.`);
        case 'lost':
            return end('failed', `${ending.error.message}. How the deployment of ${name} ends is not known.`, {
                hint: ending.error.hint,
            });
        case 'paused':
            return follow_paused(rollout, watched, ending.until);
        case 'timed-out':
        case 'rolled-back':
        case 'failed':
        case 'doomed': {
            // Diagnosing and going back take much code, which most deployments never need.
            const { unsuccessfulCodeDeploy } = await __webpack_require__.e(/* import() */ 138).then(__webpack_require__.bind(__webpack_require__, 3138));
            return unsuccessfulCodeDeploy(rollout, { ...watched, ending }, tools);
        }
    }
}
/** What of the deployment is still to come once its traffic has moved. */
function keptFor({ codeDeploy }) {
    const { keptMinutes } = codeDeploy.pace;
    if (keptMinutes === 0)
        return 'CodeDeploy ends the old tasks.';
    const kept = `CodeDeploy keeps the old tasks for ${(0,traffic/* minutes */.Gx)(keptMinutes)} after that and then ends them`;
    const alarms = (0,traffic/* alarmsOf */.q3)(codeDeploy.group);
    const watchers = alarms.length === 1 ? 'alarm' : 'alarms';
    return alarms.length === 0
        ? `${kept}; until then the deployment can be stopped and rolled back.`
        : `${kept}; until then it may still be rolled back, by ${watchers} ${alarms.join(', ')}.`;
}
/** A deployment that is Ready is answered, where an answer is given. */
async function follow_watch(rollout, tools) {
    const { inputs, plan, memory } = rollout;
    const options = {
        ...(await (0,codedeploy_rollout/* watching */._A)(rollout, tools)),
        memory,
        earlierEvents: new Set(plan.view.events.map(({ id }) => id)),
        budgetMs: inputs.waitMs,
        failFast: inputs.failFast,
    };
    const first = await (0,watch/* watchDeployment */.J)(options, tools);
    if (first.ending.kind !== 'paused' || inputs.answerPause === undefined)
        return first;
    const answered = await answer(rollout, first.memory, tools);
    return (0,watch/* watchDeployment */.J)({ ...options, memory: answered, earlier: first }, tools);
}
/** @throws {ActionError} when CodeDeploy refuses the answer */
async function answer({ inputs }, memory, tools) {
    const { deploymentId } = memory;
    const goesOn = inputs.answerPause === 'continue';
    const api = (0,patient/* patientCodeDeploy */.m)(await tools.codeDeploy(), tools);
    try {
        await (goesOn ? api.endWait(deploymentId, 'READY_WAIT') : api.stopAndRollBack(deploymentId));
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)(`answer deployment ${deploymentId}`, error);
    }
    tools.log.info(`answered: deployment ${deploymentId} ${goesOn ? 'is continued' : 'is stopped, to be rolled back'}`);
    return goesOn
        ? { ...memory, continued: true }
        : { ...memory, rollbackRequested: true, failure: 'its pause was answered with rollback' };
}
/** The result of a deployment that waits before it shifts traffic: nothing went wrong, and somebody has to answer. */
function follow_paused(rollout, watched, until) {
    const ready = {
        deploymentId: watched.memory.deploymentId,
        region: (0,codedeploy_rollout/* regionOf */.AP)(rollout),
        until: until === undefined ? undefined : new Date(until).toISOString(),
    };
    const commands = (0,pause/* readyAnswers */.$0)(ready).map(({ to, command }) => `To ${to}: ${command}`);
    return (0,codedeploy_rollout/* concludeCodeDeploy */.Ug)(rollout, {
        outcome: 'paused',
        reason: `${(0,names/* revisionName */.pd)(rollout.taskDefinitionArn)} is not deployed yet. ${(0,pause/* describeReady */.Hk)(ready)}`,
        hint: [...commands, paused/* OR_AGAIN */.N].join('\n'),
        ready,
        watched,
    });
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/deploy.js









/**
 * As `deploy`, for a service that AWS CodeDeploy deploys: registers, creates one deployment of the group, and follows it
 * to its end.
 * @throws {ActionError} when AWS refuses a request, so that nothing was begun
 */
async function deployByCodeDeploy(asked, tools) {
    const rollout = await begin(asked, tools).catch((error) => {
        if (tools.signal?.aborted !== true)
            throw error;
        return (0,conclude/* cancelledBefore */.bE)(asked.plan);
    });
    if ('outcome' in rollout)
        return rollout;
    const { deploymentId } = rollout.memory;
    tools.log.info(`deployment: ${deploymentId}`);
    const url = (0,names/* codeDeployConsoleUrl */.bf)(rollout.plan.view.arn, deploymentId);
    if (url !== undefined)
        tools.log.info(`console: ${url}`);
    try {
        if (rollout.inputs.waitFor === 'none') {
            const reason = `${(0,names/* revisionName */.pd)(rollout.taskDefinitionArn)} is being deployed; this step does not wait for it.`;
            return (0,codedeploy_rollout/* concludeCodeDeploy */.Ug)(rollout, { outcome: 'started', reason });
        }
        return await followCodeDeploy(rollout, tools);
    }
    catch (error) {
        if (tools.signal?.aborted !== true)
            throw error;
        const { cancelledCodeDeploy } = await __webpack_require__.e(/* import() */ 938).then(__webpack_require__.bind(__webpack_require__, 6938));
        return cancelledCodeDeploy(rollout, tools);
    }
}
async function begin(asked, tools) {
    const { plan, inputs, codeDeploy, step } = asked;
    const { underWay } = codeDeploy;
    if (step === 'follow' && underWay !== undefined) {
        const taskDefinitionArn = underWay.taskDefinition ?? plan.current.taskDefinition;
        tools.log.info(`A deployment of ${(0,names/* revisionName */.pd)(taskDefinitionArn)} is under way already; none is begun.`);
        await scale(asked, tools);
        const memory = (0,codedeploy_memory/* beginDeployment */.t)(underWay.deployment.id, (0,create/* awaitedByCodeDeploy */.vQ)(inputs));
        return { plan, inputs, codeDeploy, taskDefinitionArn, step, memory };
    }
    const prepared = await (0,make_ready/* makeReady */.w)(asked, tools);
    if ('outcome' in prepared)
        return prepared;
    const ready = { ...prepared, codeDeploy };
    await scale(ready, tools);
    try {
        const created = await (0,create/* create */.vt)(ready, tools);
        return created.kind === 'begun' ? { ...ready, memory: created.memory } : overtaken(ready, created.by);
    }
    catch (error) {
        if (tools.signal?.aborted !== true)
            throw error;
        const { cancelledUncreated } = await __webpack_require__.e(/* import() */ 938).then(__webpack_require__.bind(__webpack_require__, 6938));
        return cancelledUncreated(ready, tools);
    }
}
/** CodeDeploy deploys as many tasks as the service is to run, which ECS alone can change. */
async function scale({ plan, inputs }, tools) {
    const { desiredCount, ref } = inputs;
    if (desiredCount === undefined || desiredCount === plan.view.desired)
        return;
    try {
        await (0,send_update/* sendUpdate */.I)(tools.api, { input: { ...ref, desiredCount }, before: plan.view }, tools);
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)(`set the number of tasks of service ${ref.service} to ${desiredCount}`, error);
    }
    tools.log.info(`desired count: ${plan.view.desired} → ${desiredCount}`);
}
function overtaken({ plan, taskDefinitionArn, runBefore }, by) {
    const reason = `Another deployment, ${by}, was begun when ${(0,names/* revisionName */.pd)(taskDefinitionArn)} was about to be deployed. It is left alone, and nothing is sent again.`;
    return { ...(0,conclude/* atOnce */.zd)(plan, 'superseded', reason), taskDefinitionArn, runBefore };
}


/***/ }),

/***/ 3352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   FL: () => (/* binding */ servingAfter),
/* harmony export */   Ug: () => (/* binding */ concludeCodeDeploy),
/* harmony export */   _A: () => (/* binding */ watching)
/* harmony export */ });
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4695);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5893);



/** What a watch of it needs besides what it waits for. */
async function watching({ inputs, codeDeploy }, tools) {
    return { ecs: tools.api, codeDeploy: await tools.codeDeploy(), ref: inputs.ref, group: codeDeploy.ref };
}
function regionOf({ plan }) {
    return (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(plan.view.arn)?.region ?? '';
}
/** The result of a deployment that was begun. */
function concludeCodeDeploy({ plan, codeDeploy, memory: begun, taskDefinitionArn, runBefore }, { watched, ...conclusion }) {
    const { deploymentId, rollbackId } = watched?.memory ?? begun;
    return {
        ...(0,_conclude_js__WEBPACK_IMPORTED_MODULE_1__/* .atOnce */ .zd)(plan, conclusion.outcome, conclusion.reason),
        taskDefinitionArn,
        deploymentId,
        serviceDeploymentArn: undefined,
        codeDeploy: { ...codeDeploy.ref, deploymentId, rollbackDeploymentId: rollbackId },
        ends: watched?.ends ?? [],
        events: watched?.events ?? [],
        phases: watched?.phases ?? [],
        runBefore,
        ...conclusion,
    };
}
/** The revision that serves after a rollback, as it was last seen. */
function servingAfter({ plan }, { service }) {
    return (service && (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_2__/* .primaryOf */ .Os)(service)?.taskDefinition) ?? plan.current.taskDefinition;
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

/***/ 7497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ descriptionOf),
/* harmony export */   Yy: () => (/* binding */ createDeployment),
/* harmony export */   eB: () => (/* binding */ rollingBackFailures),
/* harmony export */   gv: () => (/* binding */ findActive)
/* harmony export */ });
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1817);
/* harmony import */ var _view_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5976);


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
        if ((0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .isCodeDeployFault */ .$)(error, 'DeploymentLimitExceeded')) {
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
    return { id, isOurs: (0,_view_js__WEBPACK_IMPORTED_MODULE_1__/* .viewDeployment */ .xb)(await api.deployment(id)).sha256 === sha256 };
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


/***/ }),

/***/ 4750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ beginDeployment)
/* harmony export */ });
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

/***/ 2314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ watchDeployment)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/rollout/doom.js
var doom = __webpack_require__(7955);
// EXTERNAL MODULE: ./shared/ecs/rollout/live-log.js
var live_log = __webpack_require__(3555);
// EXTERNAL MODULE: ./shared/ecs/rollout/rounds.js
var rounds = __webpack_require__(2079);
// EXTERNAL MODULE: ./shared/ecs/rollout/view.js
var view = __webpack_require__(4695);
// EXTERNAL MODULE: ./shared/ecs/rollout/reason.js
var rollout_reason = __webpack_require__(2786);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/view.js
var codedeploy_view = __webpack_require__(5976);
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
    if ((0,codedeploy_view/* isOver */.PU)(deployment))
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
    return deployment.terminates || (target !== undefined && (0,codedeploy_view/* statusOf */.c2)(target, 'AfterAllowTraffic') === 'Succeeded');
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

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/rollout/optional-reads.js
var optional_reads = __webpack_require__(1962);
// EXTERNAL MODULE: ./shared/ecs/rollout/task-ends.js
var task_ends = __webpack_require__(9642);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/api.js
var api = __webpack_require__(1817);
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
            (0,codedeploy_view/* isOver */.PU)(deployment) && rollbackId === undefined ? this.#successor(memory.deploymentId) : undefined,
        ]);
        const target = rawTarget && (0,codedeploy_view/* viewTarget */.Zy)(rawTarget);
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
            const found = (0,codedeploy_view/* viewDeployment */.xb)(await this.#watching.codeDeploy.deployment(id));
            this.#seen = true;
            return found;
        }
        catch (error) {
            if (!(0,api/* isCodeDeployFault */.$)(error, 'DeploymentDoesNotExist'))
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
        ...(deployment.terminates && !(0,codedeploy_view/* isOver */.PU)(deployment) ? ['the old tasks wait for their end'] : []),
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
