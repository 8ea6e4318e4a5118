export const id = 652;
export const ids = [652];
export const modules = {

/***/ 2652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commitOnGithub: () => (/* binding */ commitOnGithub),
/* harmony export */   provenOnGithub: () => (/* binding */ provenOnGithub)
/* harmony export */ });
/* harmony import */ var _shared_ecs_revisions__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5688);
/* harmony import */ var _candidates_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9053);
/* harmony import */ var _fit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5292);
/* harmony import */ var _github_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3552);
/* harmony import */ var _pass_over_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3561);
/* harmony import */ var _readable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(571);
/* harmony import */ var _search_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7219);







/** The release that was proven last by both records together; one that was deregistered only when there is no other. */
async function provenOnGithub({ search, record, revisions }, check, tools) {
    const { log } = tools;
    const told = [...record.releases.values()].filter(({ provenAt }) => provenAt !== undefined);
    const { accepted, refused } = (0,_candidates_js__WEBPACK_IMPORTED_MODULE_1__/* .provenBefore */ .kI)(await read(told, { record, revisions }, tools), (0,_search_js__WEBPACK_IMPORTED_MODULE_6__/* .wantedOf */ .Lm)(search));
    log.info(`GitHub's record: ${record.deployments} deployments in ${record.environment}, ${accepted.length} proven releases to go back to`);
    for (const { release, why } of refused)
        (0,_pass_over_js__WEBPACK_IMPORTED_MODULE_4__/* .passOver */ .W)(release, `it ${why}`, tools);
    const of = (status) => accepted.filter((revision) => revision.status === status);
    return (await (0,_fit_js__WEBPACK_IMPORTED_MODULE_2__/* .firstFit */ .oR)(of('ACTIVE'), check, tools)) ?? (await (0,_fit_js__WEBPACK_IMPORTED_MODULE_2__/* .firstFit */ .oR)(of('INACTIVE'), check, tools));
}
/** The release of a commit that no tag names; one that was deregistered only when there is no other. */
async function commitOnGithub({ search, record, revisions, sha }, tools) {
    const told = [...record.releases.values()].filter((release) => release.sha !== undefined);
    const of = await read(told, { record, revisions }, tools);
    const { environment } = (0,_search_js__WEBPACK_IMPORTED_MODULE_6__/* .wantedOf */ .Lm)(search);
    const active = of.filter(({ status }) => status === 'ACTIVE');
    const found = (0,_candidates_js__WEBPACK_IMPORTED_MODULE_1__/* .findCommit */ .fq)(active, sha, environment);
    return found.kind === 'none' ? (0,_candidates_js__WEBPACK_IMPORTED_MODULE_1__/* .findCommit */ .fq)(of, sha, environment) : found;
}
/** The revisions GitHub names that can still be read, each with what both records say. */
async function read(told, { record, revisions }, tools) {
    const known = new Map(revisions.map((revision) => [revision.release.taskDefinitionArn, revision]));
    const found = await (0,_shared_ecs_revisions__WEBPACK_IMPORTED_MODULE_0__/* .inTurns */ .gG)(told, async ({ taskDefinitionArn }) => known.get(taskDefinitionArn) ?? (await (0,_readable_js__WEBPACK_IMPORTED_MODULE_5__/* .readIfDeployable */ .V)(taskDefinitionArn, tools)));
    return found.flatMap((revision) => (revision === undefined ? [] : [(0,_github_record_js__WEBPACK_IMPORTED_MODULE_3__/* .informed */ .VI)(revision, record)]));
}


/***/ })

};
