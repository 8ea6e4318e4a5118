export const id = 820;
export const ids = [820];
export const modules = {

/***/ 7820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   listReleases: () => (/* binding */ listReleases)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_aws_faults__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3445);
/* harmony import */ var _shared_ecs_deployment_history__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5854);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4722);
/* harmony import */ var _shared_release_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(605);
/* harmony import */ var _target_candidates_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9053);
/* harmony import */ var _target_family_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1215);
/* harmony import */ var _target_github_record_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3552);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2220);









/**
 * The releases of a service that can be gone back to by name, newest first: the active revisions of the family it runs,
 * each with its record, by its tags and, where environment and token are given, by GitHub's.
 * @throws {ActionError} when the revisions cannot be read
 */
async function listReleases(search, tools) {
    const [revisions, past, github] = await Promise.all([
        (0,_target_family_js__WEBPACK_IMPORTED_MODULE_5__/* .familyRevisions */ .r)(search, tools.api),
        pastOrNone(search, tools),
        tools.readGithub === undefined ? undefined : (0,_target_github_record_js__WEBPACK_IMPORTED_MODULE_6__/* .askGithub */ .fP)(search, tools),
    ]);
    const deployedAt = new Map([...past].reverse().map(({ taskDefinition, finishedAt }) => [taskDefinition, finishedAt]));
    const releases = revisions.map((revision) => (0,_target_github_record_js__WEBPACK_IMPORTED_MODULE_6__/* .informed */ .VI)(revision, github).release);
    return releases.map((release) => ({
        number: (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_2__/* .revisionNumber */ .P7)(release.taskDefinitionArn) ?? 0,
        taskDefinitionArn: release.taskDefinitionArn,
        current: release.taskDefinitionArn === search.from.taskDefinitionArn,
        state: stateOf(release),
        sha: release.sha,
        image: (0,_result_js__WEBPACK_IMPORTED_MODULE_7__/* .imageOf */ .d)(release),
        environment: release.environment,
        run: release.run,
        by: release.by,
        registeredAt: release.registeredAt,
        deployedAt: deployedAt.get(release.taskDefinitionArn),
        provenAt: release.provenAt,
        failedAt: release.failedAt,
        failedReason: release.failedReason,
        migrations: release.migrations,
    }));
}
/** Without them the list only lacks times. */
async function pastOrNone({ ref, past }, { api, log, signal }) {
    try {
        return await (past?.() ?? (0,_shared_ecs_deployment_history__WEBPACK_IMPORTED_MODULE_8__/* .pastDeployments */ .x)(api, ref));
    }
    catch (error) {
        signal?.throwIfAborted();
        if ((0,_shared_aws_faults__WEBPACK_IMPORTED_MODULE_1__/* .faultKind */ .H9)(error) === 'unknown')
            throw error;
        log.info(`When releases were deployed could not be read: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
        return [];
    }
}
function stateOf(release) {
    if ((0,_shared_release_record__WEBPACK_IMPORTED_MODULE_3__/* .isProven */ .nn)(release))
        return 'proven';
    return (0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_4__/* .isBad */ .e2)(release) ? 'bad' : 'unproven';
}


/***/ })

};
