export const id = 578;
export const ids = [578];
export const modules = {

/***/ 7578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  probeWebSocket: () => (/* binding */ probeWebSocket)
});

// EXTERNAL MODULE: ./shared/http/body.js + 1 modules
var body = __webpack_require__(3564);
// EXTERNAL MODULE: ./shared/http/certificate.js
var http_certificate = __webpack_require__(4378);
// EXTERNAL MODULE: ./shared/http/probe.js + 1 modules
var probe = __webpack_require__(1038);
// EXTERNAL MODULE: ./shared/http/probe-failure.js
var probe_failure = __webpack_require__(868);
// EXTERNAL MODULE: ./shared/http/send.js
var send = __webpack_require__(3259);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./shared/probe/websocket-handshake.js

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const NORMAL_CLOSURE = 1000;
/** A value of Sec-WebSocket-Key, new for each connection. */
function newKey() {
    return (0,external_node_crypto_.randomBytes)(16).toString('base64');
}
/** The Sec-WebSocket-Accept that proves that the server read `key` (RFC 6455, section 4.2.2). */
function acceptOf(key) {
    return (0,external_node_crypto_.createHash)('sha1').update(`${key}${GUID}`).digest('base64');
}
/** Why an answer of status 101 opens no WebSocket (RFC 6455, section 4.1); undefined when it does. */
function handshakeProblem(answer, { key, offered }) {
    const accept = answer['sec-websocket-accept'];
    const protocol = answer['sec-websocket-protocol'];
    if (!/(?:^|,)\s*upgrade\s*(?:,|$)/i.test(answer['connection'] ?? ''))
        return 'it has no "Connection: Upgrade"';
    if (answer['upgrade']?.toLowerCase() !== 'websocket')
        return `it upgrades to ${quoted(answer['upgrade'])}`;
    if (accept?.trim() !== acceptOf(key))
        return `its Sec-WebSocket-Accept is ${quoted(accept)}, which is not made from the key that was sent`;
    if (answer['sec-websocket-extensions'] !== undefined)
        return `it chose the extension ${quoted(answer['sec-websocket-extensions'])}, and none was offered`;
    const protocols = (offered['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (protocol !== undefined && !protocols.includes(protocol))
        return `it chose the subprotocol ${quoted(protocol)}, which was not offered`;
    return undefined;
}
/** A Close frame with status 1000, masked as a client's must be (RFC 6455, sections 5.3 and 5.5.1). */
function closeFrame() {
    const mask = (0,external_node_crypto_.randomBytes)(4);
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(NORMAL_CLOSURE);
    const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    return Buffer.concat([Buffer.from([0x88, 0x80 | payload.length]), mask, masked]);
}
function quoted(text) {
    return text === undefined ? 'nothing' : `"${text.slice(0, 80)}"`;
}

;// CONCATENATED MODULE: ./shared/probe/websocket.js






/** How long the server may take to end the connection once it was asked to; the answer is known by then. */
const CLOSING_MS = 1_000;
/** What it may still send meanwhile. */
const CLOSING_BYTES = 1024 * 1024;
/**
 * Opens a WebSocket and closes it (RFC 6455). The answer is that of the opening handshake, 101 when it succeeded, and
 * so is its time: how the server closes is not judged.
 */
async function probeWebSocket(request, attempt) {
    const key = newKey();
    const headers = { ...request.headers, ...handshakeHeaders(key) };
    attempt.phase = 'connecting';
    const { outgoing, socket } = await (0,send/* send */.t)({ ...request, method: 'GET', body: undefined, headers }, attempt);
    attempt.current = socket;
    // Stays for the life of the connection: once it is upgraded, nobody else hears its errors.
    socket.on('error', () => socket.destroy());
    try {
        const answer = await answerTo(outgoing);
        const certificate = (0,http_certificate/* certificateOf */.t)(socket);
        const secured = certificate === undefined ? {} : { certificate };
        if (answer.statusCode !== 101)
            return { ...(await refused(answer, attempt)), ...secured };
        const told = (0,probe/* headersOf */.Yl)(answer);
        const problem = handshakeProblem(told, { key, offered: request.headers });
        if (problem !== undefined)
            throw new probe_failure/* ProbeError */.B2('protocol', `${(0,probe_failure/* hostOf */.w4)(request.url)} answers 101, but opens no WebSocket: ${problem}`);
        const ms = attempt.elapsed();
        await websocket_closed(socket);
        return { kind: 'answered', status: 101, headers: told, body: '', truncated: false, ...secured, ms };
    }
    finally {
        socket.destroy();
    }
}
function handshakeHeaders(key) {
    return { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key };
}
/** The answer to the handshake, whether it upgrades or not. */
function answerTo(outgoing) {
    return new Promise((resolve, reject) => {
        outgoing.once('upgrade', resolve);
        outgoing.once('response', resolve);
        outgoing.on('error', reject);
    });
}
async function refused(answer, attempt) {
    attempt.phase = 'reading the body';
    const { text, truncated } = await (0,body/* readBody */.x)(answer, probe/* MAX_BODY_BYTES */.YK);
    return { kind: 'answered', status: answer.statusCode ?? 0, headers: (0,probe/* headersOf */.Yl)(answer), body: text, truncated };
}
/** Says goodbye and lets the server end the connection, as it must (RFC 6455, section 7.1.1); not for long. */
function websocket_closed(socket) {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, CLOSING_MS);
        let received = 0;
        socket.on('data', (chunk) => {
            received += chunk.length;
            if (received > CLOSING_BYTES)
                socket.destroy();
        });
        socket.once('end', () => socket.destroy());
        socket.once('close', () => {
            clearTimeout(timer);
            resolve();
        });
        socket.write(closeFrame());
    });
}


/***/ })

};
