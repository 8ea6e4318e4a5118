export const id = 76;
export const ids = [76];
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

/***/ 76:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createLogGroupReader: () => (/* binding */ createLogGroupReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1107);
/* harmony import */ var _shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5166);


function createLogGroupReader(config, abortSignal) {
    const clientOf = (0,_shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__/* .memo */ .p)((region) => new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_1__/* .CloudWatchLogsClient */ .TFr({ ...config, region }));
    return async (region, name) => {
        // Sorted by name: what is called exactly so comes before all that only begin so.
        const command = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_1__/* .DescribeLogGroupsCommand */ .VlF({ logGroupNamePrefix: name, limit: 1 });
        const { logGroups = [] } = await clientOf(region).send(command, { abortSignal });
        return logGroups.some(({ logGroupName }) => logGroupName === name);
    };
}


/***/ })

};
