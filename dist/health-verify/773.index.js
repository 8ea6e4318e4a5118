export const id = 773;
export const ids = [773];
export const modules = {

/***/ 8773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createLoadBalancerApi: () => (/* binding */ createLoadBalancerApi)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5710);

/** Elastic Load Balancing through the SDK. Few deployments need it: load this module on demand. */
function createLoadBalancerApi(config, signal) {
    const client = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .ElasticLoadBalancingV2Client */ .MlD(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    return {
        targetHealth: async (TargetGroupArn) => {
            const answer = await client.send(new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTargetHealthCommand */ .qyg({ TargetGroupArn }), options);
            return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
                id: Target?.Id ?? '',
                port: Target?.Port,
                state: TargetHealth?.State ?? '',
            }));
        },
        targetGroupTimes: async (TargetGroupArn) => {
            const [{ TargetGroups = [] }, { Attributes = [] }] = await Promise.all([
                client.send(new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTargetGroupsCommand */ .sC7({ TargetGroupArns: [TargetGroupArn] }), options),
                client.send(new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTargetGroupAttributesCommand */ .cKh({ TargetGroupArn }), options),
            ]);
            const [group] = TargetGroups;
            const delay = Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
            // What AWS takes where nothing is set: API reference, CreateTargetGroup and TargetGroupAttribute.
            return {
                name: group?.TargetGroupName ?? TargetGroupArn,
                interval: group?.HealthCheckIntervalSeconds ?? 30,
                healthyThreshold: group?.HealthyThresholdCount ?? 5,
                deregistrationDelay: Number(delay ?? 300),
            };
        },
    };
}


/***/ })

};
