export const id = 507;
export const ids = [507];
export const modules = {

/***/ 507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkReleaseNeeds: () => (/* binding */ checkReleaseNeeds)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2523);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6322);
/* harmony import */ var _log_groups_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(801);
/* harmony import */ var _parameters_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5060);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9138);
/* harmony import */ var _run_checks_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2529);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5827);







/** In milliseconds: who goes back is in a hurry. */
const LIMIT_MS = 5_000;
/**
 * Whether everything that a release needs is still there: images, roles, secrets, parameters, log groups. The release
 * has run before, so what it says of itself (ports, sizes, platform) is not looked at again.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
async function checkReleaseNeeds(subject, tools, { part, signal } = {}) {
    const signals = [tools.signal, signal].flatMap((each) => each ?? []);
    const checks = needChecks(subject, isOf(subject, part));
    const outcomes = await (0,_run_checks_js__WEBPACK_IMPORTED_MODULE_5__/* .runChecks */ .J)(checks, LIMIT_MS, { ...tools, signal: AbortSignal.any(signals) });
    const images = new Set((0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .usedImages */ .ss)(subject).map(({ image }) => image));
    return {
        findings: (0,_finding_js__WEBPACK_IMPORTED_MODULE_6__/* .toFindings */ .Sz)(outcomes),
        uncheckedImages: outcomes.flatMap((outcome) => outcome.severity === 'unchecked' && outcome.reason !== _images_js__WEBPACK_IMPORTED_MODULE_0__/* .OUTSIDE_ECR */ .xW && images.has(outcome.what)
            ? [outcome.what]
            : []),
    };
}
function needChecks(subject, isWanted) {
    const secrets = (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .usedSecrets */ .rz)(subject).filter(({ reference }) => isWanted(secretNeed(reference)));
    const images = (0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .usedImages */ .ss)(subject).filter(({ image }) => isWanted(imageNeed(image)));
    const roles = (0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .usedRoles */ .Bq)(subject).filter(({ role }) => isWanted(roleNeed(role)));
    const groups = (0,_log_groups_js__WEBPACK_IMPORTED_MODULE_1__/* .usedLogGroups */ .O)(subject).filter((group) => isWanted(logGroupNeed(group)));
    return (tools) => [
        ...images.map((image) => async () => (await (0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .findImage */ .F1)(image, tools)).outcomes),
        ...roles.map((role) => () => (0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .checkRole */ .R1)(role, subject, tools)),
        ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .distinctSecrets */ .q3)(secrets).map((secret) => () => (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .checkSecret */ .zg)(secret, tools)),
        ...(0,_parameters_js__WEBPACK_IMPORTED_MODULE_2__/* .parameterBatches */ .W)(secrets).map((batch) => () => (0,_parameters_js__WEBPACK_IMPORTED_MODULE_2__/* .checkParameters */ .D)(batch, tools)),
        ...groups.map((group) => () => (0,_log_groups_js__WEBPACK_IMPORTED_MODULE_1__/* .checkLogGroup */ .G)(group, tools)),
    ];
}
function isOf(subject, part) {
    if (part === undefined)
        return () => true;
    const running = needsOf({ ...subject, definition: part.running });
    return (need) => running.has(need) === (part.which === 'shared');
}
/** Everything a task definition needs, each under a name by which that of two can be compared. */
function needsOf(subject) {
    return new Set([
        ...(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .usedImages */ .ss)(subject).map(({ image }) => imageNeed(image)),
        ...(0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .usedRoles */ .Bq)(subject).map(({ role }) => roleNeed(role)),
        ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .usedSecrets */ .rz)(subject).map(({ reference }) => secretNeed(reference)),
        ...(0,_log_groups_js__WEBPACK_IMPORTED_MODULE_1__/* .usedLogGroups */ .O)(subject).map(logGroupNeed),
    ]);
}
const imageNeed = (image) => `image ${image}`;
const roleNeed = (role) => `role ${role}`;
const logGroupNeed = ({ region, group }) => `log group ${region} ${group}`;
/** A version by itself: that another one is there tells nothing of it. Keys are in the value, which is never read. */
function secretNeed(reference) {
    return `secret ${JSON.stringify({ ...reference, jsonKey: undefined })}`;
}


/***/ })

};
