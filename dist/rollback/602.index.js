export const id = 602;
export const ids = [602];
export const modules = {

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


/***/ })

};
