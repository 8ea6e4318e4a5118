export const id = 201;
export const ids = [201];
export const modules = {

/***/ 7201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cancelled: () => (/* binding */ cancelled),
/* harmony export */   cancelledUnanswered: () => (/* binding */ cancelledUnanswered)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9313);
/* harmony import */ var _shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4695);
/* harmony import */ var _begin_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3263);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5893);
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3404);







/**
 * The result of a deployment that the cancelled job leaves behind, or takes back. It is said at once: closing the record
 * on GitHub may take all the time that is left.
 */
async function cancelled(rollout, tools) {
    const reason = await (0,_take_back_js__WEBPACK_IMPORTED_MODULE_4__/* .takeBackAfterCancel */ .t)(rollout, tools);
    tools.log.info(reason);
    return (0,_conclude_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .Ep)(rollout, { outcome: 'cancelled', reason });
}
/**
 * The result of a job that was cancelled before UpdateService answered. The request may have arrived: whether it has is
 * asked once, so that what became of the service is said, and a deployment that was begun is treated as the user chose.
 */
async function cancelledUnanswered(rollout, tools) {
    const { plan, inputs, taskDefinitionArn } = rollout;
    const name = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinitionArn);
    const result = (what) => {
        const reason = `The job was cancelled when ${name} was about to be deployed. ${what}`;
        tools.log.info(reason);
        return { ...(0,_conclude_js__WEBPACK_IMPORTED_MODULE_3__/* .atOnce */ .zd)(plan, 'cancelled', reason), taskDefinitionArn, runBefore: rollout.runBefore };
    };
    try {
        const raw = await tools.apiAfterCancel.describeService(inputs.ref);
        const primary = raw && (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_5__/* .primaryOf */ .Os)((0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_5__/* .viewService */ .fk)(raw));
        const isNew = primary !== undefined && plan.view.deployments.every(({ id }) => id !== primary.id);
        if (!isNew || primary.taskDefinition !== taskDefinitionArn)
            return result(`No deployment of it has begun: the service runs ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(plan.current.taskDefinition)}.`);
        return await cancelled({ ...rollout, memory: (0,_shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_6__/* .beginRollout */ .Zf)(primary, plan.view, (0,_begin_js__WEBPACK_IMPORTED_MODULE_2__/* .awaited */ .QZ)(inputs)) }, tools);
    }
    catch (error) {
        return result(`Whether its deployment has begun is not known: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
    }
}


/***/ }),

/***/ 3404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ takeBack),
  t: () => (/* binding */ takeBackAfterCancel)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/patient.js
var patient = __webpack_require__(5739);
// EXTERNAL MODULE: ./shared/ecs/rollout/memory.js
var rollout_memory = __webpack_require__(9313);
// EXTERNAL MODULE: ./shared/ecs/rollout/pause.js
var pause = __webpack_require__(3102);
// EXTERNAL MODULE: ./shared/ecs/rollout/send-update.js
var send_update = __webpack_require__(2204);
// EXTERNAL MODULE: ./shared/ecs/rollout/view.js
var view = __webpack_require__(4695);
;// CONCATENATED MODULE: ./shared/ecs/rollout/revert.js




/**
 * Takes a service back to an existing revision. A deployment still under way that began from that revision is stopped
 * with rollback: ECS then restores the whole service revision (network, load balancer, task definition), and no second
 * rollout begins. In all other cases, and when ECS refuses that, the service is updated to the revision, unless it runs
 * neither of the two by then: what somebody else deployed is not overridden.
 * @throws what DescribeServices and UpdateService throw
 */
async function revertService(api, options, tools) {
    const { ref, target, stopOnly = false, lookForMs } = options;
    const { log } = tools;
    let now = await look(api, options);
    if (now.stranger !== undefined)
        return { method: 'none', by: now.stranger };
    const stoppable = await tryTo('look for a deployment to stop', log, () => findStoppable(api, now, options));
    if (stoppable !== undefined) {
        const stopped = await tryTo('stop the deployment', log, async () => {
            await api.rollBackServiceDeployment(stoppable);
            return true;
        });
        if (stopped)
            return { method: 'stop-deployment' };
        // What cannot be stopped any more may have been replaced.
        now = await look(api, options);
        if (now.stranger !== undefined)
            return { method: 'none', by: now.stranger };
    }
    if (stopOnly)
        throw new errors/* ActionError */.lZ('it was deployed over the same revision, and can no longer be stopped');
    const input = { ...ref, taskDefinition: target };
    const sent = await (0,send_update/* sendUpdate */.I)(api, { input, before: (0,view/* viewService */.fk)(now.service), lookForMs }, tools);
    return sent.kind === 'sent' ? { method: 'update-service', service: sent.service } : { method: 'none', by: sent.by };
}
/** How {@link revertService} would go back, without doing it. */
async function planRevert(api, options) {
    const stoppable = await findStoppable(api, await look(api, options), options);
    return stoppable === undefined ? 'update-service' : 'stop-deployment';
}
async function look(api, { ref, target, leaving }) {
    const service = await api.describeService(ref);
    const current = service && (0,view/* primaryOf */.Os)((0,view/* viewService */.fk)(service));
    if (service === undefined || current === undefined)
        throw new errors/* ActionError */.lZ(`service ${ref.service} has no deployment any more`);
    const known = [target, leaving].some((revision) => (0,names/* sameRevision */.Y6)(revision, current.taskDefinition));
    return { service, current, stranger: known ? undefined : current };
}
/**
 * ARN of the service deployment under way, if stopping it leads to `target` for certain: it deploys what is PRIMARY
 * now, and all it came from is the target.
 */
async function findStoppable(api, { service, current }, { ref, target }) {
    // A completed one can no longer be stopped; asking for its service deployment would only cost calls.
    if (current.rolloutState === 'COMPLETED')
        return undefined;
    const arn = await inProgress(api, ref, service.currentServiceDeployment);
    const [deployment] = arn === undefined ? [] : await api.describeServiceDeployments([arn]);
    if (arn === undefined || (deployment?.status !== 'PENDING' && deployment?.status !== 'IN_PROGRESS'))
        return undefined;
    const to = deployment.targetServiceRevision?.arn;
    const from = (deployment.sourceServiceRevisions ?? []).flatMap((source) => source.arn ?? []);
    if (to === undefined || from.length === 0)
        return undefined;
    const revisions = await api.describeServiceRevisions([to, ...from]);
    const definitionOf = new Map(revisions.map(({ serviceRevisionArn, taskDefinition }) => [serviceRevisionArn, taskDefinition]));
    const deploysCurrent = definitionOf.get(to) === current.taskDefinition;
    const cameFromTarget = from.every((source) => (0,names/* sameRevision */.Y6)(definitionOf.get(source) ?? '', target));
    return deploysCurrent && cameFromTarget ? arn : undefined;
}
async function inProgress(api, ref, current) {
    if (current !== undefined)
        return current;
    const [newest] = await api.listServiceDeployments(ref, ['PENDING', 'IN_PROGRESS']);
    return newest?.serviceDeploymentArn;
}
/** Stopping is the better way, but there is always the other one: what prevents it is said, never fatal. */
async function tryTo(what, log, call) {
    try {
        return await call();
    }
    catch (error) {
        log.info(`Could not ${what}, so the service is updated instead: ${(0,errors/* errorMessage */.gJ)(error)}`);
        return undefined;
    }
}
/**
 * The revision to go back to when a rollout that replaces `service` fails: what was completed last, as ECS itself would
 * choose. Undefined when nothing was completed yet.
 */
function revisionToKeep(service) {
    const { deployments } = (0,view/* viewService */.fk)(service);
    const completed = deployments.filter(({ rolloutState }) => rolloutState === 'COMPLETED' || rolloutState === undefined);
    return (completed.find(({ status }) => status === 'PRIMARY') ?? completed[0])?.taskDefinition;
}

// EXTERNAL MODULE: ./shared/ecs/rollout/watch.js + 10 modules
var watch = __webpack_require__(5782);
;// CONCATENATED MODULE: ./actions/deploy-ecs/take-back.js








/**
 * Asks ECS to go back to what the service ran before. Waiting for it is a step of its own, so that the diagnosis can
 * be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
async function takeBack(rollout, { watched, reason }, tools) {
    const done = (result) => ({ wait: () => Promise.resolve(result) });
    const target = revisionToKeep(rollout.plan.before);
    if (target === undefined)
        return done({
            sentences: ['No deployment of this service was ever completed, so there is nothing to go back to.'],
        });
    const { ref, waitMs } = rollout.inputs;
    tools.log.info(`Rolling back to ${(0,names/* revisionName */.pd)(target)}: ${reason}`);
    let memory;
    try {
        const leaving = rollout.taskDefinitionArn;
        const options = { ref, target, leaving, stopOnly: target === leaving };
        const reverted = await revertService((0,patient/* patient */.I)(tools.api, tools), options, tools);
        if (reverted.method === 'none')
            return done({ sentences: [insteadOfRollback(reverted.by)] });
        const stopped = reverted.method === 'stop-deployment';
        tools.log.info(`rollback: ${stopped ? 'the deployment was stopped with rollback' : 'the service was updated'}`);
        memory = rollbackMemory(watched, { service: stopped ? undefined : reverted.service, target, reason });
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        return done({
            sentences: [`The rollback to ${(0,names/* revisionName */.pd)(target)} could not be asked for: ${(0,errors/* errorMessage */.gJ)(error)}`],
        });
    }
    return {
        wait: async () => {
            const { ends: knownEnds, startedAt: since } = watched;
            const options = { api: tools.api, ref, memory, budgetMs: waitMs, failFast: undefined, knownEnds, since };
            const back = await (0,watch/* watchRollout */.D)(options, tools);
            return { ...describeReturn(back.ending, target), watched: back };
        },
    };
}
/** Stopped: the same rollout goes on, backwards. Updated: another rollout, to the revision before. */
function rollbackMemory({ memory, service: seen, events }, revert) {
    if (revert.service === undefined) {
        const earlierEvents = new Set([...memory.earlierEvents, ...events.map(({ id }) => id)]);
        return { ...memory, earlierEvents, rollbackRequested: true, failure: revert.reason };
    }
    const after = (0,view/* viewService */.fk)(revert.service);
    const primary = (0,view/* primaryOf */.Os)(after);
    const isNew = primary !== undefined && primary.taskDefinition === revert.target;
    return (0,rollout_memory/* beginRollout */.Zf)(isNew ? primary : { id: '', taskDefinition: revert.target }, seen ?? after, 'deployed');
}
function describeReturn(ending, target) {
    const name = (0,names/* revisionName */.pd)(target);
    switch (ending.kind) {
        case 'deployed':
            return { restored: target, sentences: [`Rolled back: the service runs ${name} again.`] };
        case 'rolled-back':
            return { restored: ending.to, sentences: [`Rolled back: the service runs ${(0,names/* revisionName */.pd)(ending.to)} again.`] };
        case 'paused':
            return { sentences: [`The rollback to ${name} was begun. ${(0,pause/* describePause */.Ei)(ending)}`] };
        case 'timed-out':
            return { sentences: [`The rollback to ${name} was begun and is not completed yet.`] };
        case 'superseded':
            return { sentences: [insteadOfRollback(ending.by)] };
        case 'lost':
            return { sentences: [`The rollback to ${name} was begun; how it ends is not known: ${ending.error.message}`] };
        case 'failed':
        case 'gone':
        case 'doomed':
            return { sentences: [`The rollback to ${name} failed too: ${ending.reason}.`] };
    }
}
function insteadOfRollback({ id, taskDefinition }) {
    return `Instead of the rollback, another deployment has begun: ${(0,names/* revisionName */.pd)(taskDefinition)} (${id}).`;
}
/** Of the seconds that a cancelled job has left, so many milliseconds look for an update whose answer was lost. */
const LOOK_AFTER_CANCEL_MS = 1_000;
/** What becomes of a deployment whose job is cancelled, as the user chose. There are seconds left; nothing is awaited. */
async function takeBackAfterCancel(rollout, tools) {
    const { plan, inputs, taskDefinitionArn } = rollout;
    const name = (0,names/* revisionName */.pd)(taskDefinitionArn);
    const left = `The job was cancelled while ${name} was being deployed.`;
    if (inputs.onCancel === 'leave')
        return `${left} The deployment goes on, and Amazon ECS brings it to its end.`;
    const target = revisionToKeep(plan.before);
    if (target === undefined)
        return `${left} There is nothing to go back to, so the deployment goes on.`;
    try {
        const { apiAfterCancel, clock, random, log } = tools;
        const reverted = await revertService(apiAfterCancel, {
            ref: inputs.ref,
            target,
            leaving: taskDefinitionArn,
            stopOnly: target === taskDefinitionArn,
            lookForMs: LOOK_AFTER_CANCEL_MS,
        }, 
        // Without its signal, which has aborted.
        { clock, random, log });
        if (reverted.method === 'none')
            return `${left} ${insteadOfRollback(reverted.by)}`;
        return `${left} A rollback to ${(0,names/* revisionName */.pd)(target)} was begun, which Amazon ECS brings to its end.`;
    }
    catch (error) {
        return `${left} It goes on: the rollback to ${(0,names/* revisionName */.pd)(target)} could not be asked for: ${(0,errors/* errorMessage */.gJ)(error)}`;
    }
}


/***/ })

};
