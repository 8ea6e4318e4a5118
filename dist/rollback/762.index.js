export const id = 762;
export const ids = [762];
export const modules = {

/***/ 5166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ memo)
/* harmony export */ });
/** Makes one of each key, when it is first asked for. */
function memo(make) {
    const made = new Map();
    return (key) => {
        const known = made.get(key);
        if (known !== undefined)
            return known;
        const value = make(key);
        made.set(key, value);
        return value;
    };
}


/***/ }),

/***/ 762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createSecretReader: () => (/* binding */ createSecretReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5494);
/* harmony import */ var _shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5166);


/** Names and versions of secrets; their values are never asked for. */
function createSecretReader(config, abortSignal) {
    const clientOf = (0,_shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__/* .memo */ .p)((region) => new _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_1__/* .SecretsManagerClient */ ._H({ ...config, region }));
    return async (region, SecretId) => {
        const answer = await clientOf(region).send(new _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_1__/* .DescribeSecretCommand */ .X5({ SecretId }), { abortSignal });
        return {
            deleted: answer.DeletedDate !== undefined,
            versions: new Map(Object.entries(answer.VersionIdsToStages ?? {})),
        };
    };
}


/***/ })

};
