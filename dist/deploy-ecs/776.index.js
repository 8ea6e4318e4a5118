export const id = 776;
export const ids = [776];
export const modules = {

/***/ 2776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createPreflightApi: () => (/* binding */ createPreflightApi)
/* harmony export */ });
/** The checks' questions over the SDK. The code of a client is loaded with its first question. */
function createPreflightApi({ config, maskSecret, signal }) {
    const images = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(707), __webpack_require__.e(759)]).then(__webpack_require__.bind(__webpack_require__, 4759))).createImageReader({ config, maskSecret, signal }));
    const role = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(598), __webpack_require__.e(451)]).then(__webpack_require__.bind(__webpack_require__, 5451))).createRoleReader(config, signal));
    const secret = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(136), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 4645))).createSecretReader(config, signal));
    const parameters = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(394), __webpack_require__.e(655)]).then(__webpack_require__.bind(__webpack_require__, 6655))).createParameterReader(config, signal));
    const logGroup = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(805), __webpack_require__.e(417)]).then(__webpack_require__.bind(__webpack_require__, 5798))).createLogGroupReader(config, signal));
    const targetGroup = once(async () => (await Promise.all(/* import() */[__webpack_require__.e(508), __webpack_require__.e(854)]).then(__webpack_require__.bind(__webpack_require__, 6854))).createTargetGroupReader(config, signal));
    return {
        ownRegistry: async () => (await images()).ownRegistry(),
        image: async (query) => (await images()).image(query),
        imageConfig: async (query) => (await images()).imageConfig(query),
        pullThroughPrefixes: async (registry) => (await images()).pullThroughPrefixes(registry),
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
