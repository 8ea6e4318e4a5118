export const id = 444;
export const ids = [444];
export const modules = {

/***/ 9444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withVerification: () => (/* binding */ withVerification)
/* harmony export */ });
/* harmony import */ var _target_candidates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9053);

const OTHER_VERSION = 'Another release answers at verify-url. Check that the URL leads to this service, that verify-version-from names the place of its commit, and that no cache stands in between.';
const UNHEALTHY = 'What fails may be something that every release needs, such as a database or the network. To go further back all the same, name the release with `to:`; `list: true` prints them.';
/** The result of a rollback whose release was verified. */
function withVerification(result, verified) {
    const { from, to = from } = result;
    const { sentence, mark } = verified;
    const { result: verdict } = verified.verification;
    const end = (outcome, reason, hint) => ({
        ...result,
        outcome,
        reason,
        hint,
        verified,
    });
    // Whatever answered: it was not, or not to its end, the release that was gone back to.
    if (mark?.kind === 'superseded')
        return end('superseded', `Another release came during the verification of ${(0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_0__/* .nameRelease */ .fm)(to)}: ${mark.reason}`);
    if (verdict === 'healthy')
        return end(result.outcome, `${result.reason} Verified: ${sentence}`);
    const reason = `${result.reason} Its verification fails, though: ${sentence}`;
    return end('unhealthy', reason, verdict === 'wrong-version' ? OTHER_VERSION : UNHEALTHY);
}


/***/ })

};
