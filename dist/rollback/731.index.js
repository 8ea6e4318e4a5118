export const id = 731;
export const ids = [731];
export const modules = {

/***/ 9731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   firstCopy: () => (/* binding */ firstCopy)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_patient__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5739);
/* harmony import */ var _shared_ecs_task_definition_registration__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7391);





/** So long two rollbacks to one release may not know of each other: reads of ECS are behind for some seconds. */
const SAME_MOMENT_MS = 15_000;
/** So many revisions that are registered in a moment are looked at. */
const REVISIONS = 5;
/**
 * Of copies of one release that were registered in the same moment, the first: two jobs that make the same rollback at
 * once then deploy one revision, and not each its own in place of the other's; nor is it deployed twice where the answer
 * to a registration was lost. Whoever registers later sees the copy before.
 * @param own as RegisterTaskDefinition answered
 * @param release `service`: as it was looked at; a copy of before its deployment is of an earlier rollback
 * @returns its ARN
 */
async function firstCopy(own, { definition, service }, tools) {
    const { taskDefinitionArn = '', registeredAt } = own;
    if (registeredAt === undefined)
        return taskDefinitionArn;
    const api = (0,_shared_ecs_patient__WEBPACK_IMPORTED_MODULE_3__/* .patient */ .I)(tools.api, tools);
    try {
        const listed = await api.listRevisions((0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__/* .familyOf */ .Ap)(taskDefinitionArn), REVISIONS);
        const number = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__/* .revisionNumber */ .P7)(taskDefinitionArn) ?? 0;
        const before = listed.filter((arn) => ((0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__/* .revisionNumber */ .P7)(arn) ?? number) < number);
        const described = await Promise.all(before.map((arn) => api.describeTaskDefinition(arn)));
        const isCopy = (other) => isAtOnce(other.taskDefinition, { registeredAt, service }) &&
            (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_shared_ecs_task_definition_registration__WEBPACK_IMPORTED_MODULE_4__/* .toRegistration */ .D)(other, true), definition);
        const first = described.findLast(isCopy)?.taskDefinition.taskDefinitionArn;
        if (first !== undefined)
            tools.log.info(`${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__/* .revisionName */ .pd)(first)} is the same, registered a moment before; it is taken`);
        return first ?? taskDefinitionArn;
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        tools.log.info(`Whether another rollback registers the same could not be read: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}`);
        return taskDefinitionArn;
    }
}
function isAtOnce(other, { registeredAt, service }) {
    const all = [...(service.deployments ?? []), ...(service.taskSets ?? [])];
    const began = all.find(({ status }) => status === 'PRIMARY')?.createdAt;
    if (other.registeredAt === undefined || (began !== undefined && other.registeredAt < began))
        return false;
    return registeredAt.getTime() - other.registeredAt.getTime() < SAME_MOMENT_MS;
}


/***/ })

};
