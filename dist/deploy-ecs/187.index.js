export const id = 187;
export const ids = [187];
export const modules = {

/***/ 8187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTaskApi: () => (/* binding */ createTaskApi)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6006);

/** One-off tasks of Amazon ECS through the SDK. `signal` ends what only reads. */
function createTaskApi(config, signal) {
    const client = new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .ECSClient */ .Zgc(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    return {
        runTask: async (input) => {
            const { tasks = [], failures = [] } = await client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .RunTaskCommand */ ._eD(input));
            const [task] = tasks;
            return {
                ...(task === undefined ? {} : { task }),
                failures: failures.map(({ reason = '', detail }) => ({ reason, detail })),
            };
        },
        describeTask: async (cluster, task) => {
            signal?.throwIfAborted();
            try {
                const { tasks } = await client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTasksCommand */ .z8X({ cluster, tasks: [task] }), options);
                return tasks?.[0];
            }
            catch (error) {
                // The SDK reports an abort as an error of its own; what the caller needs is why.
                throw signal?.aborted ? signal.reason : error;
            }
        },
        stopTask: async (cluster, task, reason) => {
            await client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .StopTaskCommand */ .PP1({ cluster, task, reason }));
        },
        tagsOf: async (resourceArn) => {
            const { tags = [] } = await client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .ListTagsForResourceCommand */ .a_e({ resourceArn }), options);
            return tags.map(({ key = '', value = '' }) => ({ key, value }));
        },
    };
}


/***/ })

};
