export const id = 540;
export const ids = [540];
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

/***/ 2540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createParameterReader: () => (/* binding */ createParameterReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ssm__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4028);
/* harmony import */ var _shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5166);


/** Only which parameters are not there is taken from the answer; nothing is decrypted. */
function createParameterReader(config, abortSignal) {
    const clientOf = (0,_shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__/* .memo */ .p)((region) => new _aws_sdk_client_ssm__WEBPACK_IMPORTED_MODULE_1__/* .SSMClient */ .jBj({ ...config, region }));
    return async (region, names) => {
        const command = new _aws_sdk_client_ssm__WEBPACK_IMPORTED_MODULE_1__/* .GetParametersCommand */ .AFe({ Names: [...names], WithDecryption: false });
        const { InvalidParameters = [] } = await clientOf(region).send(command, { abortSignal });
        return InvalidParameters;
    };
}


/***/ })

};
