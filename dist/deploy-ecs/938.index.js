export const id = 938;
export const ids = [938];
export const modules = {

/***/ 6938:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cancelledCodeDeploy: () => (/* binding */ cancelledCodeDeploy),
/* harmony export */   cancelledUncreated: () => (/* binding */ cancelledUncreated)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_codedeploy_create__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7497);
/* harmony import */ var _shared_ecs_codedeploy_memory__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4750);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4722);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5893);
/* harmony import */ var _create_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1169);
/* harmony import */ var _rollout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3352);







/** The result of a deployment that the cancelled job leaves behind, or stops. There are seconds left; nothing is awaited. */
async function cancelledCodeDeploy(rollout, tools) {
    return (0,_rollout_js__WEBPACK_IMPORTED_MODULE_4__/* .concludeCodeDeploy */ .Ug)(rollout, { outcome: 'cancelled', reason: await leaveOrStop(rollout, tools) });
}
/**
 * The result of a job that was cancelled before CreateDeployment answered. The request may have arrived: whether it has is
 * asked once, and a deployment that was begun is treated as the user chose.
 */
async function cancelledUncreated(ready, tools) {
    const { plan, inputs, taskDefinitionArn, runBefore } = ready;
    const result = (reason) => ({
        ...(0,_conclude_js__WEBPACK_IMPORTED_MODULE_2__/* .atOnce */ .zd)(plan, 'cancelled', `The job was cancelled when ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinitionArn)} was about to be deployed. ${reason}`),
        taskDefinitionArn,
        runBefore,
    });
    try {
        const { sha256 } = (0,_create_js__WEBPACK_IMPORTED_MODULE_3__/* .deploymentOf */ .PE)(ready, tools);
        const known = ready.codeDeploy.underWay?.deployment.id;
        const api = await tools.codeDeployAfterCancel();
        const active = await (0,_shared_ecs_codedeploy_create__WEBPACK_IMPORTED_MODULE_5__/* .findActive */ .gv)(api, ready.codeDeploy.ref, { sha256, known });
        if (active?.isOurs !== true)
            return result(`No deployment of it has begun: the service runs ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(plan.current.taskDefinition)}.`);
        const memory = (0,_shared_ecs_codedeploy_memory__WEBPACK_IMPORTED_MODULE_6__/* .beginDeployment */ .t)(active.id, (0,_create_js__WEBPACK_IMPORTED_MODULE_3__/* .awaitedByCodeDeploy */ .vQ)(inputs));
        return await cancelledCodeDeploy({ ...ready, memory }, tools);
    }
    catch (error) {
        return result(`Whether its deployment has begun is not known: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
    }
}
async function leaveOrStop({ plan, inputs, memory, taskDefinitionArn }, tools) {
    const left = `The job was cancelled while ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinitionArn)} was being deployed.`;
    if (inputs.onCancel === 'leave')
        return `${left} Deployment ${memory.deploymentId} goes on, and CodeDeploy brings it to its end.`;
    try {
        await (await tools.codeDeployAfterCancel()).stopAndRollBack(memory.deploymentId);
        return `${left} It was stopped, and CodeDeploy rolls it back to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(plan.current.taskDefinition)}.`;
    }
    catch (error) {
        return `${left} It goes on: the rollback could not be asked for: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`;
    }
}


/***/ })

};
