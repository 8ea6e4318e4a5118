export const id = 68;
export const ids = [68];
export const modules = {

/***/ 5068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createRoleReader: () => (/* binding */ createRoleReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_iam__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9240);

/** IAM has no regions; the client asks that of its partition. */
function createRoleReader(config, abortSignal) {
    const client = new _aws_sdk_client_iam__WEBPACK_IMPORTED_MODULE_0__/* .IAMClient */ .h8v(config);
    return async (RoleName) => {
        const { Role } = await client.send(new _aws_sdk_client_iam__WEBPACK_IMPORTED_MODULE_0__/* .GetRoleCommand */ .kbp({ RoleName }), { abortSignal });
        return { arn: Role?.Arn ?? '', trustPolicy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}') };
    };
}


/***/ })

};
