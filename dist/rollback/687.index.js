export const id = 687;
export const ids = [687];
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

/***/ 3687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  probeGrpc: () => (/* binding */ probeGrpc)
});

// UNUSED EXPORTS: serviceOf

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/http/auth.js
var http_auth = __webpack_require__(419);
// EXTERNAL MODULE: ./shared/http/certificate.js
var http_certificate = __webpack_require__(4378);
// EXTERNAL MODULE: ./shared/http/probe-failure.js
var probe_failure = __webpack_require__(868);
// EXTERNAL MODULE: ./shared/probe/connect.js
var connect = __webpack_require__(4871);
// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __webpack_require__(2467);
;// CONCATENATED MODULE: ./shared/probe/grpc-call.js


/**
 * One call over a connection of HTTP/2 of its own, which is ended with it.
 * @throws {ProbeError} when no complete answer comes
 */
async function call(socket, request, attempt) {
    const scheme = request.url.protocol === 'grpcs:' ? 'https' : 'http';
    const session = (0,external_node_http2_.connect)(`${scheme}://${request.url.host}`, {
        createConnection: () => socket,
        settings: { enablePush: false },
    });
    attempt.current = session;
    attempt.phase = 'waiting for the answer';
    try {
        return await replyOf(session, request);
    }
    finally {
        session.destroy();
        socket.destroy();
    }
}
function replyOf(session, { url, headers, body, maxBytes }) {
    const host = (0,probe_failure/* hostOf */.w4)(url);
    return new Promise((resolve, reject) => {
        const stream = session.request({ ...headers, ':method': 'POST' });
        const failing = failureOf(session, { stream, host });
        session.on('error', (error) => {
            reject(failing(error));
        });
        session.on('goaway', (code, lastStream) => {
            if (code !== external_node_http2_.constants.NGHTTP2_NO_ERROR || lastStream < (stream.id ?? 0))
                reject(new probe_failure/* ProbeError */.B2('reset', `${host} is going away (GOAWAY, ${codeName(code)})`));
        });
        session.on('close', () => {
            reject(new probe_failure/* ProbeError */.B2('reset', `${host} closed the connection before the answer was complete`));
        });
        gather(stream, { maxBytes, resolve, reject: (error) => reject(failing(error)) });
        stream.end(body);
    });
}
function gather(stream, { maxBytes, resolve, reject }) {
    const chunks = [];
    let headers = {};
    let size = 0;
    const finish = () => {
        const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
        resolve({ httpStatus: headers[':status'] ?? 0, headers: textsOf(headers), bytes, truncated: size > maxBytes });
    };
    stream.on('response', (received) => {
        headers = received;
    });
    stream.on('trailers', (received) => {
        headers = { ...headers, ...received };
    });
    stream.on('data', (chunk) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > maxBytes)
            finish();
    });
    stream.on('error', reject);
    // Not at the end of the data: a reset is told after it.
    stream.on('close', () => {
        if (headers[':status'] !== undefined && stream.rstCode === external_node_http2_.constants.NGHTTP2_NO_ERROR)
            finish();
        else
            reject(new Error('the stream ended without an answer'));
    });
}
/** Puts what HTTP/2 met into words. */
function failureOf(session, { stream, host }) {
    let spoken = false;
    session.once('remoteSettings', () => (spoken = true));
    return (error) => {
        const code = 'code' in error ? String(error.code) : '';
        if (code === 'ERR_HTTP2_ERROR' && !spoken)
            return new probe_failure/* ProbeError */.B2('protocol', `${host} does not speak HTTP/2${session.encrypted === true ? '' : ' without TLS'}`);
        if (session.destroyed || session.socket.destroyed)
            return new probe_failure/* ProbeError */.B2('reset', `${host} closed the connection before the answer was complete`);
        return new probe_failure/* ProbeError */.B2('reset', `${host} reset the stream (${codeName(stream.rstCode)})`);
    };
}
/** Error codes of RFC 9113, section 7, by number. */
const ERROR_CODES = [
    'NO_ERROR',
    'PROTOCOL_ERROR',
    'INTERNAL_ERROR',
    'FLOW_CONTROL_ERROR',
    'SETTINGS_TIMEOUT',
    'STREAM_CLOSED',
    'FRAME_SIZE_ERROR',
    'REFUSED_STREAM',
    'CANCEL',
    'COMPRESSION_ERROR',
    'CONNECT_ERROR',
    'ENHANCE_YOUR_CALM',
    'INADEQUATE_SECURITY',
    'HTTP_1_1_REQUIRED',
];
function codeName(code) {
    return ERROR_CODES[code] ?? `code ${code}`;
}
function textsOf(headers) {
    const texts = {};
    for (const [name, value] of Object.entries(headers))
        if (value !== undefined && !name.startsWith(':'))
            texts[name] = Array.isArray(value) ? value.join(', ') : value;
    return texts;
}

;// CONCATENATED MODULE: ./shared/probe/grpc-message.js
/** The two messages of grpc.health.v1, by hand: a text in a field, a number in a field. */
const SERVING_STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];
/** A HealthCheckRequest (`string service = 1`) with the five bytes that come before a message. */
function healthCheckRequest(service) {
    const text = Buffer.from(service);
    const message = text.length === 0 ? text : Buffer.concat([Buffer.from([0x0a]), varint(text.length), text]);
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    return Buffer.concat([prefix, message]);
}
/** The one message in `bytes`, which holds what came so far; `maxBytes` is for the message. */
function unframed(bytes, maxBytes) {
    if (bytes.length < 5)
        return { kind: 'incomplete' };
    if (bytes[0] !== 0)
        return { kind: 'wrong', problem: 'its message is compressed, which was not asked for' };
    const length = bytes.readUInt32BE(1);
    if (length > maxBytes)
        return { kind: 'wrong', problem: `its message has ${length} bytes, more than ${maxBytes}` };
    if (bytes.length > 5 + length)
        return { kind: 'wrong', problem: 'it holds more than one message' };
    return bytes.length < 5 + length ? { kind: 'incomplete' } : { kind: 'message', message: bytes.subarray(5) };
}
/**
 * The `ServingStatus status = 1` of a HealthCheckResponse; 0 when it is left out, as proto3 does with 0. Other fields
 * are passed over. Undefined when this is no message of protobuf.
 */
function servingStatusOf(message) {
    let status = 0;
    let at = 0;
    while (at < message.length) {
        const tag = readVarint(message, at);
        if (tag === undefined)
            return undefined;
        const value = readField(message, { at: tag.next, wireType: tag.value % 8 });
        if (value === undefined || value.next > message.length)
            return undefined;
        if (tag.value === 0x08)
            status = value.value;
        at = value.next;
    }
    return status;
}
/** The value of a field that is a number; of others only where they end. */
function readField(bytes, { at, wireType }) {
    switch (wireType) {
        case 0:
            return readVarint(bytes, at);
        case 1:
            return { value: 0, next: at + 8 };
        case 2: {
            const length = readVarint(bytes, at);
            return length && { value: 0, next: length.next + length.value };
        }
        case 5:
            return { value: 0, next: at + 4 };
        default:
            return undefined;
    }
}
/** Seven bits a byte, the lowest first, 64 bits at most. Above 2^53 the value is not exact; no status is that large. */
function readVarint(bytes, at) {
    let value = 0;
    for (let index = 0; index < 10; index += 1) {
        const byte = bytes[at + index];
        if (byte === undefined)
            return undefined;
        value += (byte % 0x80) * 2 ** (7 * index);
        if (byte < 0x80)
            return { value, next: at + index + 1 };
    }
    return undefined;
}
function varint(value) {
    const bytes = [];
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80))
        bytes.push((rest % 0x80) | 0x80);
    return Buffer.from([...bytes, rest]);
}

;// CONCATENATED MODULE: ./shared/probe/grpc-status.js
/** Names of the codes of grpc-status, by number. */
const CODES = [
    'OK',
    'CANCELLED',
    'UNKNOWN',
    'INVALID_ARGUMENT',
    'DEADLINE_EXCEEDED',
    'NOT_FOUND',
    'ALREADY_EXISTS',
    'PERMISSION_DENIED',
    'RESOURCE_EXHAUSTED',
    'FAILED_PRECONDITION',
    'ABORTED',
    'OUT_OF_RANGE',
    'UNIMPLEMENTED',
    'INTERNAL',
    'UNAVAILABLE',
    'DATA_LOSS',
    'UNAUTHENTICATED',
];
/** The code's name; undefined when there is no grpc-status, or none that is a number. */
function grpcCodeOf(headers) {
    const text = headers['grpc-status']?.trim() ?? '';
    return /^\d{1,9}$/.test(text) ? (CODES[Number(text)] ?? `code ${text}`) : undefined;
}
/** What a Check that did not end with OK says about the service. `service` is empty for the server as a whole. */
function conditionOfCode(code, { headers, service }) {
    switch (code) {
        case 'UNIMPLEMENTED':
            return { word: code, health: 'hopeless', reason: 'the server has no health service (grpc.health.v1.Health)' };
        case 'UNAUTHENTICATED':
        case 'PERMISSION_DENIED':
            return { word: code, health: 'hopeless', reason: `the server refuses to tell${messageOf(headers)}` };
        case 'NOT_FOUND':
            return { word: code, health: 'unhealthy', reason: `the server knows no service "${service}"` };
        default:
            return { word: code, health: 'unhealthy', reason: `expected SERVING${messageOf(headers)}` };
    }
}
/** `: "all backends are down"`; grpc-message is percent-encoded UTF-8. */
function messageOf({ 'grpc-message': message = '' }) {
    return message === '' ? '' : `: "${decoded(message).slice(0, 200)}"`;
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./shared/probe/grpc.js









const METHOD = '/grpc.health.v1.Health/Check';
/** A HealthCheckResponse has two bytes. The body of an error page is kept this far too. */
const MAX_BYTES = 64 * 1024;
/** The service that a URL asks for: its path; empty asks for the server as a whole. */
function serviceOf({ pathname }) {
    return decodeURIComponent(pathname.replace(/^\//, ''));
}
/** Asks the health service of a gRPC server (gRPC Health Checking Protocol, v1) by one Check. */
async function probeGrpc(request, attempt) {
    const service = serviceOf(request.url);
    const socket = await (0,connect/* connect */.N)(request, attempt).catch((error) => {
        throw refusesHttp2(error) ? withoutHttp2(request.url) : error;
    });
    if (socket instanceof external_node_tls_.TLSSocket && socket.alpnProtocol !== 'h2') {
        socket.destroy();
        throw withoutHttp2(request.url);
    }
    const body = healthCheckRequest(service);
    const headers = headersFor(request, attempt);
    const certificate = (0,http_certificate/* certificateOf */.t)(socket);
    const reply = await call(socket, { url: request.url, headers, body, maxBytes: MAX_BYTES }, attempt);
    return {
        kind: 'answered',
        headers: reply.headers,
        ...judged(reply, { url: request.url, service }),
        ...(certificate === undefined ? {} : { certificate }),
    };
}
function headersFor({ auth, headers, timeoutMs, url }, attempt) {
    const { host = url.host, ...metadata } = headers;
    return {
        'user-agent': 'cicd-actions/health-verify',
        ...(0,http_auth/* authorization */.it)(url, auth),
        ...metadata,
        ':authority': host,
        ':path': METHOD,
        'content-type': 'application/grpc',
        te: 'trailers',
        'grpc-accept-encoding': 'identity',
        'grpc-timeout': `${Math.max(1, timeoutMs - attempt.elapsed())}m`,
    };
}
function judged(reply, { url, service }) {
    const { bytes, headers, httpStatus, truncated } = reply;
    // Something before the server answered, such as a load balancer.
    if (httpStatus !== 200)
        return { status: httpStatus, body: bytes.toString('utf8'), truncated };
    const code = headers['content-type']?.startsWith('application/grpc') === true ? grpcCodeOf(headers) : undefined;
    const told = { body: '', truncated: false };
    if (code !== undefined && code !== 'OK')
        return { ...told, status: conditionOfCode(code, { headers, service }) };
    return { ...told, status: servingCondition(reply, { url, ended: code === 'OK' }) };
}
/** @throws {ProbeError} when it is no answer of gRPC */
function servingCondition({ bytes, headers }, { url, ended }) {
    const wrong = (problem) => new probe_failure/* ProbeError */.B2('protocol', `no valid gRPC answer from ${(0,probe_failure/* hostOf */.w4)(url)}: ${problem}`);
    const type = headers['content-type'] ?? 'no content-type';
    if (!type.startsWith('application/grpc'))
        throw wrong(`it is ${type.slice(0, 80)}`);
    const framed = unframed(bytes, MAX_BYTES - 5);
    if (framed.kind === 'wrong')
        throw wrong(framed.problem);
    if (!ended)
        throw wrong('it has no grpc-status');
    if (framed.kind === 'incomplete')
        throw wrong('its message is not complete');
    const status = servingStatusOf(framed.message);
    if (status === undefined)
        throw wrong('its message is no HealthCheckResponse');
    const word = SERVING_STATUSES[status] ?? `status ${status}`;
    return word === 'SERVING' ? { word, health: 'healthy' } : { word, health: 'unhealthy', reason: 'expected SERVING' };
}
/** The server's alert no_application_protocol (RFC 7301, section 3.2). */
function refusesHttp2(error) {
    return (0,errors/* isError */.bJ)(error) && 'code' in error && error.code === 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';
}
function withoutHttp2(url) {
    return new probe_failure/* ProbeError */.B2('protocol', `${(0,probe_failure/* hostOf */.w4)(url)} does not offer HTTP/2 (ALPN h2), which gRPC needs`);
}


/***/ })

};
