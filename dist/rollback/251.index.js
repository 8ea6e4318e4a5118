export const id = 251;
export const ids = [251];
export const modules = {

/***/ 9251:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createPreflightApi: () => (/* binding */ createPreflightApi)
/* harmony export */ });
/** The checks' questions over the SDK. The code of a client is loaded with its first question. */
function createPreflightApi({ config, maskSecret, signal }) {
    const images = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(149), __webpack_require__.e(339)]).then(__webpack_require__.bind(__webpack_require__, 339))).createImageReader({ config, maskSecret, signal }));
    const lifecycle = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(149), __webpack_require__.e(505)]).then(__webpack_require__.bind(__webpack_require__, 505))).createLifecycleReader(config, signal));
    const role = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(240), __webpack_require__.e(68)]).then(__webpack_require__.bind(__webpack_require__, 5068))).createRoleReader(config, signal));
    const secret = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(494), __webpack_require__.e(762)]).then(__webpack_require__.bind(__webpack_require__, 762))).createSecretReader(config, signal));
    const parameters = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(28), __webpack_require__.e(540)]).then(__webpack_require__.bind(__webpack_require__, 2540))).createParameterReader(config, signal));
    const logGroup = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(107), __webpack_require__.e(76)]).then(__webpack_require__.bind(__webpack_require__, 76))).createLogGroupReader(config, signal));
    const targetGroup = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(710), __webpack_require__.e(613)]).then(__webpack_require__.bind(__webpack_require__, 9613))).createTargetGroupReader(config, signal));
    return {
        ownRegistry: async () => (await images()).ownRegistry(),
        image: async (query) => (await images()).image(query),
        imageConfig: async (query) => (await images()).imageConfig(query),
        pullThroughPrefixes: async (registry) => (await images()).pullThroughPrefixes(registry),
        lifecyclePolicy: async (place) => (await lifecycle()).lifecyclePolicy(place),
        imageFacts: async (query) => (await lifecycle()).imageFacts(query),
        imagesOf: async (place) => (await lifecycle()).imagesOf(place),
        role: async (name) => (await role())(name),
        secret: async (region, id) => (await secret())(region, id),
        missingParameters: async (region, names) => (await parameters())(region, names),
        hasLogGroup: async (region, name) => (await logGroup())(region, name),
        targetGroup: async (arn) => (await targetGroup())(arn),
    };
}
function once(make) {
    let made;
    return () => (made ??= make());
}


/***/ })

};
