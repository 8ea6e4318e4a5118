export const id = 492;
export const ids = [492];
export const modules = {

/***/ 2492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createLogPages: () => (/* binding */ createLogPages),
/* harmony export */   createLogReader: () => (/* binding */ createLogReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1107);

/** Reads log streams of Amazon CloudWatch Logs. Only a failed deployment needs it: load this module on demand. */
function createLogReader(config, signal) {
    return async ({ region, group, stream, limit }) => {
        const client = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .CloudWatchLogsClient */ .TFr({ ...config, ...(region === undefined ? {} : { region }) });
        const command = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .GetLogEventsCommand */ .h7S({
            logGroupName: group,
            logStreamName: stream,
            limit,
            startFromHead: false,
        });
        const { events = [] } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
        return events.map(({ message = '' }) => message.trimEnd());
    };
}
/** Reads log streams from their beginning on, page by page. */
function createLogPages(config, signal) {
    let client;
    return async ({ region, group, stream, after }) => {
        client ??= new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .CloudWatchLogsClient */ .TFr({ ...config, ...(region === undefined ? {} : { region }) });
        const command = new _aws_sdk_client_cloudwatch_logs__WEBPACK_IMPORTED_MODULE_0__/* .GetLogEventsCommand */ .h7S({
            logGroupName: group,
            logStreamName: stream,
            startFromHead: true,
            nextToken: after,
        });
        const { events = [], nextForwardToken } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
        return { lines: events.map(({ message = '' }) => message.trimEnd()), after: nextForwardToken ?? after };
    };
}


/***/ })

};
