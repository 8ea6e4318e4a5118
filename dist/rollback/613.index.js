export const id = 613;
export const ids = [613];
export const modules = {

/***/ 9613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTargetGroupReader: () => (/* binding */ createTargetGroupReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5710);

function createTargetGroupReader(config, abortSignal) {
    const client = new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .ElasticLoadBalancingV2Client */ .MlD(config);
    return async (arn) => {
        const { TargetGroups } = await client.send(new _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__/* .DescribeTargetGroupsCommand */ .sC7({ TargetGroupArns: [arn] }), {
            abortSignal,
        });
        const group = TargetGroups?.[0];
        return {
            targetType: group?.TargetType,
            loadBalancers: group?.LoadBalancerArns ?? [],
            interval: group?.HealthCheckIntervalSeconds ?? 0,
            healthyThreshold: group?.HealthyThresholdCount ?? 0,
            unhealthyThreshold: group?.UnhealthyThresholdCount ?? 0,
        };
    };
}


/***/ })

};
