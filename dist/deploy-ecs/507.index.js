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
async function checkReleaseNeeds(subject, tools) {
    const outcomes = await (0,_run_checks_js__WEBPACK_IMPORTED_MODULE_5__/* .runChecks */ .J)((asking) => needChecks(subject, asking), LIMIT_MS, tools);
    const images = new Set((0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .usedImages */ .ss)(subject).map(({ image }) => image));
    return {
        findings: (0,_finding_js__WEBPACK_IMPORTED_MODULE_6__/* .toFindings */ .Sz)(outcomes),
        uncheckedImages: outcomes.flatMap((outcome) => outcome.severity === 'unchecked' && outcome.reason !== _images_js__WEBPACK_IMPORTED_MODULE_0__/* .OUTSIDE_ECR */ .xW && images.has(outcome.what)
            ? [outcome.what]
            : []),
    };
}
function needChecks(subject, tools) {
    const secrets = (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .usedSecrets */ .rz)(subject);
    return [
        ...(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .usedImages */ .ss)(subject).map((image) => async () => (await (0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .findImage */ .F1)(image, tools)).outcomes),
        ...(0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .usedRoles */ .Bq)(subject).map((role) => () => (0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .checkRole */ .R1)(role, subject, tools)),
        ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .distinctSecrets */ .q3)(secrets).map((secret) => () => (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .checkSecret */ .zg)(secret, tools)),
        ...(0,_parameters_js__WEBPACK_IMPORTED_MODULE_2__/* .parameterBatches */ .W)(secrets).map((batch) => () => (0,_parameters_js__WEBPACK_IMPORTED_MODULE_2__/* .checkParameters */ .D)(batch, tools)),
        ...(0,_log_groups_js__WEBPACK_IMPORTED_MODULE_1__/* .usedLogGroups */ .O)(subject).map((group) => () => (0,_log_groups_js__WEBPACK_IMPORTED_MODULE_1__/* .checkLogGroup */ .G)(group, tools)),
    ];
}


/***/ })

};
