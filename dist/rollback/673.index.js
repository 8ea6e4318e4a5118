export const id = 673;
export const ids = [673];
export const modules = {

/***/ 5260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   xS: () => (/* binding */ strategyOf)
/* harmony export */ });
/* unused harmony exports applyStrategy, lostBy */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

function strategyOf({ strategy }) {
    return strategy ?? 'ROLLING';
}
/**
 * The service's deployment configuration with the request in it, whole: what UpdateService does with members that are
 * left out is not documented, so percents, breaker, alarms and hooks are sent as they are. Only what ECS refuses
 * together with the new strategy is left out: the settings of another one, `earlySuccessCriteria` outside of rolling
 * updates, hooks in them. Source: API reference, DeploymentConfiguration.
 */
function applyStrategy(current, request) {
    const before = current ?? {};
    const strategy = request.strategy ?? strategyOf(before);
    const { canaryConfiguration, linearConfiguration, earlySuccessCriteria, lifecycleHooks, ...common } = before;
    const { canaryPercent, stepPercent, stepBakeMinutes, bakeMinutes, earlySuccessPercent } = request;
    const rolling = strategy === 'ROLLING';
    const early = earlySuccessPercent === undefined ? earlySuccessCriteria : earlySuccess(earlySuccessPercent);
    const configuration = {
        ...common,
        ...(request.strategy === undefined ? {} : { strategy: request.strategy }),
        ...(bakeMinutes === undefined ? {} : { bakeTimeInMinutes: bakeMinutes }),
        ...member('canaryConfiguration', strategy === 'CANARY', {
            ...canaryConfiguration,
            ...given('canaryPercent', canaryPercent),
            ...given('canaryBakeTimeInMinutes', stepBakeMinutes),
        }),
        ...member('linearConfiguration', strategy === 'LINEAR', {
            ...linearConfiguration,
            ...given('stepPercent', stepPercent),
            ...given('stepBakeTimeInMinutes', stepBakeMinutes),
        }),
        ...(rolling && early !== undefined ? { earlySuccessCriteria: early } : {}),
        ...(!rolling && lifecycleHooks !== undefined ? { lifecycleHooks } : {}),
    };
    return { configuration, changes: !isDeepStrictEqual(asSent(configuration), asSent(before)) };
}
/** What would be lost by the change, in sentences. */
function lostBy(current, { configuration }) {
    const { lifecycleHooks = [], earlySuccessCriteria } = current ?? {};
    const hooks = lifecycleHooks.length > 0 && configuration.lifecycleHooks === undefined;
    const early = earlySuccessCriteria?.enable === true && configuration.earlySuccessCriteria === undefined;
    return [
        ...(hooks ? [`its ${lifecycleHooks.length} lifecycle hooks do not run in a rolling deployment`] : []),
        ...(early ? ['its earlySuccessCriteria count in a rolling deployment only'] : []),
    ];
}
/** Nothing waits for the old tasks to leave: that is what the early success is for. */
function earlySuccess(healthyPercent) {
    return healthyPercent === 0
        ? { enable: false }
        : { enable: true, healthyPercent, sourceServiceRevisionCleanup: 'DEFERRED' };
}
function member(name, belongs, value) {
    return belongs && Object.keys(value).length > 0 ? { [name]: value } : {};
}
function given(name, value) {
    return value === undefined ? {} : { [name]: value };
}
/** Without members that are undefined, which are no difference, and with the strategy that none means. */
function asSent(configuration) {
    return JSON.parse(JSON.stringify({ ...configuration, strategy: strategyOf(configuration) }));
}


/***/ }),

/***/ 5054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describeStrategy: () => (/* binding */ describeStrategy),
/* harmony export */   leastMinutes: () => (/* binding */ leastMinutes)
/* harmony export */ });
/* harmony import */ var _change_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5260);

/** What ECS takes where nothing is configured. API reference, CanaryConfiguration and LinearConfiguration. */
const DEFAULTS = { canaryPercent: 5, canaryBake: 10, stepPercent: 10, stepBake: 6 };
/** `canary, 10 % first and the rest after 5 minutes, then 10 minutes of bake time: 15 minutes at least`. */
function describeStrategy(configuration) {
    const strategy = (0,_change_js__WEBPACK_IMPORTED_MODULE_0__/* .strategyOf */ .xS)(configuration);
    if (strategy === 'ROLLING')
        return `rolling${earlySuccessWords(configuration)}`;
    const { words } = shiftsOf(configuration);
    const bake = configuration.bakeTimeInMinutes ?? 0;
    const name = strategy.toLowerCase().replace('_', '-');
    const least = leastMinutes(configuration);
    const total = least === bake ? '' : `: ${minutes(least)} at least`;
    return `${name}${words}${bake === 0 ? '' : `, then ${minutes(bake)} of bake time`}${total}`;
}
/** With its price. Source: API reference, DeploymentEarlySuccessCriteria. */
function earlySuccessWords({ earlySuccessCriteria }) {
    if (earlySuccessCriteria?.enable !== true)
        return '';
    const percent = earlySuccessCriteria.healthyPercent ?? 100;
    return `, completed as soon as ${percent} % of the new tasks are healthy; from then on neither circuit breaker nor alarms take it back, and it cannot be stopped`;
}
/** Minutes that the strategy itself takes, whatever the tasks do: the waits between its shifts, and its bake time. */
function leastMinutes(configuration) {
    if ((0,_change_js__WEBPACK_IMPORTED_MODULE_0__/* .strategyOf */ .xS)(configuration) === 'ROLLING')
        return 0;
    return shiftsOf(configuration).minutes + (configuration.bakeTimeInMinutes ?? 0);
}
function shiftsOf(configuration) {
    switch ((0,_change_js__WEBPACK_IMPORTED_MODULE_0__/* .strategyOf */ .xS)(configuration)) {
        case 'CANARY': {
            const { canaryPercent = DEFAULTS.canaryPercent, canaryBakeTimeInMinutes: wait = DEFAULTS.canaryBake } = configuration.canaryConfiguration ?? {};
            return { words: `, ${canaryPercent} % first and the rest after ${minutes(wait)}`, minutes: wait };
        }
        case 'LINEAR': {
            const { stepPercent = DEFAULTS.stepPercent, stepBakeTimeInMinutes: wait = DEFAULTS.stepBake } = configuration.linearConfiguration ?? {};
            // In tenths, which are whole numbers: 100 / 3.3 is not what thirty-one steps add up to.
            const steps = Math.ceil(1000 / Math.round(stepPercent * 10));
            return { words: `, ${stepPercent} % every ${minutes(wait)}`, minutes: (steps - 1) * wait };
        }
        default:
            return { words: '', minutes: 0 };
    }
}
function minutes(count) {
    return count === 1 ? '1 minute' : `${count} minutes`;
}


/***/ })

};
