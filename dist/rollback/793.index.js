export const id = 793;
export const ids = [793];
export const modules = {

/***/ 4871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ connect)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);
/* harmony import */ var _shared_http_connection__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7613);


/**
 * Opens a connection, with TLS when the URL's scheme has it, through a tunnel where there is a proxy, and gives it when it
 * is established. It ends with the attempt's signal; whoever takes it must end it.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
async function connect(peer, attempt) {
    const { env, signal } = attempt;
    const proxy = (0,_shared_http_connection__WEBPACK_IMPORTED_MODULE_1__/* .proxyOf */ .Ol)(peer, env);
    attempt.phase = 'connecting';
    const socket = proxy === undefined ? (0,_shared_http_connection__WEBPACK_IMPORTED_MODULE_1__/* .connectDirectly */ .F9)(peer) : await (0,_shared_http_connection__WEBPACK_IMPORTED_MODULE_1__/* .connectThrough */ .EM)(proxy, peer, { signal });
    attempt.current = socket;
    // Stays for the life of the connection: a reset may come at any time, and an unheard error ends the process.
    socket.on('error', () => socket.destroy());
    if (signal.aborted)
        socket.destroy(signal.reason);
    return established(socket, attempt);
}
function established(socket, attempt) {
    const secure = socket instanceof node_tls__WEBPACK_IMPORTED_MODULE_0__.TLSSocket;
    if (!socket.connecting && !secure)
        return Promise.resolve(socket);
    const handshaking = () => {
        if (secure)
            attempt.phase = 'TLS handshake';
    };
    if (socket.connecting)
        socket.once('connect', handshaking);
    else
        handshaking();
    return new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.once(secure ? 'secureConnect' : 'connect', () => {
            resolve(socket);
        });
    });
}


/***/ }),

/***/ 1793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   probeConnection: () => (/* binding */ probeConnection)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);
/* harmony import */ var _shared_http_certificate__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4378);
/* harmony import */ var _connect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4871);



/**
 * `tcp:` is healthy when the connection opens, `tls:` when the handshake completes with a certificate that is trusted
 * and made for the host. Nothing is sent or read: what is spoken above is not known.
 */
async function probeConnection(request, attempt) {
    const socket = await (0,_connect_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .N)(request, attempt);
    const word = socket instanceof node_tls__WEBPACK_IMPORTED_MODULE_0__.TLSSocket ? (socket.getProtocol() ?? 'secured') : 'connected';
    const certificate = (0,_shared_http_certificate__WEBPACK_IMPORTED_MODULE_1__/* .certificateOf */ .t)(socket);
    socket.destroy();
    return {
        kind: 'answered',
        status: { word, health: 'healthy' },
        headers: {},
        body: '',
        truncated: false,
        ...(certificate === undefined ? {} : { certificate }),
    };
}


/***/ })

};
