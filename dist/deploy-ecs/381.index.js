export const id = 381;
export const ids = [381];
export const modules = {

/***/ 9762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTaskApi: () => (/* binding */ createTaskApi)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4224);
/* harmony import */ var _shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7655);


/** One-off tasks of Amazon ECS through the SDK. `signal` ends what only reads. */
function createTaskApi(config, signal) {
    const client = new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .ECSClient */ .Zgc(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const call = (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .endingWith */ ["in"])(signal);
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
            const command = new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTasksCommand */ .z8X({ cluster, tasks: [task] });
            return (await call(() => client.send(command, options))).tasks?.[0];
        },
        stopTask: async (cluster, task, reason) => {
            await client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .StopTaskCommand */ .PP1({ cluster, task, reason }));
        },
        tagsOf: async (resourceArn) => {
            const { tags = [] } = await call(() => client.send(new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .ListTagsForResourceCommand */ .a_e({ resourceArn }), options));
            return tags.map(({ key = '', value = '' }) => ({ key, value }));
        },
    };
}


/***/ })

};
