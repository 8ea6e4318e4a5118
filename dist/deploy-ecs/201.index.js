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
/* harmony import */ var _take_back_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2227);







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

/***/ 2227:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ takeBackAfterCancel),
/* harmony export */   z: () => (/* binding */ takeBack)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5739);
/* harmony import */ var _shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9313);
/* harmony import */ var _shared_ecs_rollout_pause__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3102);
/* harmony import */ var _shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7707);
/* harmony import */ var _shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4695);
/* harmony import */ var _shared_ecs_rollout_watch__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2185);








/**
 * Asks ECS to go back to what the service ran before. Waiting for it is a step of its own, so that the diagnosis can
 * be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
async function takeBack(rollout, { watched, reason }, tools) {
    const done = (result) => ({ wait: () => Promise.resolve(result) });
    const target = (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revisionToKeep */ .cx)(rollout.plan.before);
    if (target === undefined)
        return done({
            sentences: ['No deployment of this service was ever completed, so there is nothing to go back to.'],
        });
    const { ref, waitMs } = rollout.inputs;
    tools.log.info(`Rolling back to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)}: ${reason}`);
    let memory;
    try {
        const leaving = rollout.taskDefinitionArn;
        const options = { ref, target, leaving, stopOnly: target === leaving };
        const reverted = await (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revertService */ ._1)((0,_shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__/* .patient */ .I)(tools.api, tools), options, tools);
        if (reverted.method === 'none')
            return done({ sentences: [insteadOfRollback(reverted.by)] });
        const stopped = reverted.method === 'stop-deployment';
        tools.log.info(`rollback: ${stopped ? 'the deployment was stopped with rollback' : 'the service was updated'}`);
        memory = rollbackMemory(watched, { service: stopped ? undefined : reverted.service, target, reason });
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        return done({
            sentences: [`The rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} could not be asked for: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`],
        });
    }
    return {
        wait: async () => {
            const { ends: knownEnds, startedAt: since } = watched;
            const options = { api: tools.api, ref, memory, budgetMs: waitMs, failFast: undefined, knownEnds, since };
            const back = await (0,_shared_ecs_rollout_watch__WEBPACK_IMPORTED_MODULE_5__/* .watchRollout */ .D)(options, tools);
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
    const after = (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__/* .viewService */ .fk)(revert.service);
    const primary = (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__/* .primaryOf */ .Os)(after);
    const isNew = primary !== undefined && primary.taskDefinition === revert.target;
    return (0,_shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_7__/* .beginRollout */ .Zf)(isNew ? primary : { id: '', taskDefinition: revert.target }, seen ?? after, 'deployed');
}
function describeReturn(ending, target) {
    const name = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target);
    switch (ending.kind) {
        case 'deployed':
            return { restored: target, sentences: [`Rolled back: the service runs ${name} again.`] };
        case 'rolled-back':
            return { restored: ending.to, sentences: [`Rolled back: the service runs ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(ending.to)} again.`] };
        case 'paused':
            return { sentences: [`The rollback to ${name} was begun. ${(0,_shared_ecs_rollout_pause__WEBPACK_IMPORTED_MODULE_3__/* .describePause */ .Ei)(ending)}`] };
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
    return `Instead of the rollback, another deployment has begun: ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinition)} (${id}).`;
}
/** Of the seconds that a cancelled job has left, so many milliseconds look for an update whose answer was lost. */
const LOOK_AFTER_CANCEL_MS = 1_000;
/** What becomes of a deployment whose job is cancelled, as the user chose. There are seconds left; nothing is awaited. */
async function takeBackAfterCancel(rollout, tools) {
    const { plan, inputs, taskDefinitionArn } = rollout;
    const name = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinitionArn);
    const left = `The job was cancelled while ${name} was being deployed.`;
    if (inputs.onCancel === 'leave')
        return `${left} The deployment goes on, and Amazon ECS brings it to its end.`;
    const target = (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revisionToKeep */ .cx)(plan.before);
    if (target === undefined)
        return `${left} There is nothing to go back to, so the deployment goes on.`;
    try {
        const { apiAfterCancel, clock, random, log } = tools;
        const reverted = await (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revertService */ ._1)(apiAfterCancel, {
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
        return `${left} A rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} was begun, which Amazon ECS brings to its end.`;
    }
    catch (error) {
        return `${left} It goes on: the rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} could not be asked for: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`;
    }
}


/***/ })

};
