export const id = 662;
export const ids = [662];
export const modules = {

/***/ 9662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   slowSettings: () => (/* binding */ slowSettings)
/* harmony export */ });
/* harmony import */ var _phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(602);

/** Of the time a setting demands: a part of it falls into the phase before, and looks are seconds apart. */
const NEARLY = 0.8;
/**
 * Which settings made a rollout slow: the least time that each one costs, in sentences with what to change. A setting
 * counts when the phase it belongs to took about as long as it demands, or longer. Reference: Elastic Load Balancing, "Health
 * checks for target groups" and "Deregistration delay"; ECS best practices, "Load balancer health check parameters".
 */
function slowSettings(phases, { groups, definition, }) {
    const health = (0,_phases_js__WEBPACK_IMPORTED_MODULE_0__/* .timeIn */ .Hi)(phases, _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .HEALTH_PHASES */ .Ez) / 1_000;
    const drain = (0,_phases_js__WEBPACK_IMPORTED_MODULE_0__/* .timeIn */ .Hi)(phases, _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .DRAIN_PHASES */ .w_) / 1_000;
    const decides = (seconds, spent, slow) => seconds >= slow && spent >= seconds * NEARLY;
    return [
        ...groups.flatMap(({ name, interval, healthyThreshold }) => {
            const seconds = interval * healthyThreshold;
            return decides(seconds, health, _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .SLOW_HEALTH */ .n)
                ? [
                    `Target group ${name}: a target is healthy after ${healthyThreshold} checks, one every ${interval} s, so no sooner than ${seconds} s. Lower HealthCheckIntervalSeconds and HealthyThresholdCount (5 s and 2 give 10 s).`,
                ]
                : [];
        }),
        ...groups.flatMap(({ name, deregistrationDelay: seconds }) => decides(seconds, drain, _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .SLOW_DRAIN */ .Rq)
            ? [
                `Target group ${name}: an old target drains for ${seconds} s. Lower deregistration_delay.timeout_seconds to what the longest request needs, or give wait-for: healthy.`,
            ]
            : []),
        ...(definition.containerDefinitions ?? []).flatMap(({ name = '', stopTimeout: seconds = 30 }) => decides(seconds, drain, _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .SLOW_DRAIN */ .Rq)
            ? [
                `Container ${name}: a program that does not end at SIGTERM is killed after ${seconds} s. Let it end by itself, or lower stopTimeout.`,
            ]
            : []),
    ];
}


/***/ })

};
