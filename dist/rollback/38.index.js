export const id = 38;
export const ids = [38];
export const modules = {

/***/ 9593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   Ut: () => (/* binding */ isSecure),
/* harmony export */   ez: () => (/* binding */ socketHost)
/* harmony export */ });
const SECURE = new Set(['https:', 'wss:', 'tls:', 'grpcs:']);
function isSecure({ protocol }) {
    return SECURE.has(protocol);
}
/** The host of a URL as sockets want it: an IPv6 address without brackets. */
function socketHost({ hostname }) {
    return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
function portOf(url) {
    if (url.port !== '')
        return Number(url.port);
    return isSecure(url) ? 443 : 80;
}


/***/ }),

/***/ 5272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ attemptWithin)
/* harmony export */ });
/* harmony import */ var _shared_text_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3052);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(868);


/**
 * Asks within the request's time limit. What `ask` opened it must close itself when it is over, well or not.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
async function attemptWithin(request, { env, sign, signal }, ask) {
    signal.throwIfAborted();
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    const stop = new Stop();
    const attempt = {
        env,
        sign,
        get signal() {
            return stop.signal;
        },
        elapsed,
        at: request.url,
        phase: 'connecting',
        current: undefined,
    };
    const onAbort = () => {
        stop.now(attempt, signal.reason);
    };
    const timer = setTimeout(() => {
        const limit = (0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(request.timeoutMs);
        stop.now(attempt, new _probe_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .ProbeError */ .B2('timeout', `no complete answer within ${limit} (${attempt.phase})`));
    }, request.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        const reply = await stop.unless(ask(attempt));
        return { ms: elapsed(), ...reply };
    }
    catch (error) {
        signal.throwIfAborted();
        const { failure, message } = (0,_probe_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .describeFailure */ .Ic)(stop.reason ?? error, attempt.at);
        return { kind: 'failed', failure, message, ms: elapsed() };
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
}
/** The end of an attempt before its time. */
class Stop {
    #controller;
    #reason;
    #letGo = () => undefined;
    get reason() {
        return this.#reason;
    }
    /** Made only for who asks for it: most probes do not, and signals with their listeners take longer than all else here. */
    get signal() {
        this.#controller ??= new AbortController();
        if (this.#reason !== undefined)
            this.#controller.abort(this.#reason);
        return this.#controller.signal;
    }
    now({ current }, reason) {
        this.#reason ??= reason;
        this.#controller?.abort(reason);
        current?.destroy(reason);
        this.#letGo(reason);
    }
    /** Lets go who waits for `work`, whatever that itself waits for. */
    unless(work) {
        return new Promise((resolve, reject) => {
            this.#letGo = reject;
            work.then(resolve, reject);
        });
    }
}


/***/ }),

/***/ 419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HO: () => (/* binding */ authOfUrl),
/* harmony export */   it: () => (/* binding */ authorization),
/* harmony export */   pE: () => (/* binding */ secretsOfAuth)
/* harmony export */ });
/* unused harmony exports parseBasicAuth, parseBearerToken, parseSigV4 */
/* harmony import */ var _headers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8419);

/** `user:password` (RFC 7617: the first colon splits); undefined when it is not. */
function parseBasicAuth(text) {
    const split = text.indexOf(':');
    // No control characters may be sent (RFC 7617, 2).
    if (split < 0 || /\p{Cc}/u.test(text))
        return undefined;
    return { kind: 'basic', user: text.slice(0, split), password: text.slice(split + 1) };
}
/** The token alone, without `Bearer`; undefined when no header may hold it. */
function parseBearerToken(text) {
    return /\s/.test(text) || headerProblem('authorization', text) !== undefined
        ? undefined
        : { kind: 'bearer', token: text };
}
/** `service` or `service:region`; undefined when it is neither. */
function parseSigV4(text) {
    const groups = /^(?<service>[a-z][a-z0-9-]*)(?::(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+))?$/.exec(text)?.groups;
    if (groups === undefined)
        return undefined;
    const { region, service = '' } = groups;
    // Services in a VPC Lattice network go by another name than its own API (VPC Lattice User Guide).
    return { kind: 'sigv4', service: service === 'vpc-lattice' ? 'vpc-lattice-svcs' : service, region };
}
/** The header of credentials that are the same in each request; of a URL's, too. */
function authorization(url, auth) {
    if (auth?.kind === 'bearer')
        return { authorization: `Bearer ${auth.token}` };
    if (auth?.kind === 'sigv4' || (auth === undefined && url.username === '' && url.password === ''))
        return {};
    const { password, user } = auth ?? authOfUrl(url);
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
/** The credentials in a URL. */
function authOfUrl({ password, username }) {
    return { kind: 'basic', user: decodeURIComponent(username), password: decodeURIComponent(password) };
}
/** Everything of `auth` that nobody may see. */
function secretsOfAuth(auth) {
    if (auth.kind === 'bearer')
        return [auth.token];
    if (auth.kind === 'sigv4')
        return [];
    const pair = `${auth.user}:${auth.password}`;
    return [pair, auth.password, Buffer.from(pair).toString('base64')];
}


/***/ }),

/***/ 3564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ readBody)
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./shared/http/charset.js


/** Reads by the charset of the content type, or else as UTF-8, as a charset that nobody knows is read too. */
function textReader(contentType = '') {
    const charset = /;\s*charset="?(?<label>[\w.:-]+)/i.exec(contentType)?.groups?.['label']?.toLowerCase();
    const decoder = charset === undefined || charset === 'utf-8' ? undefined : decoderOf(charset);
    return decoder === undefined ? utf8Reader() : decodingReader(decoder);
}
/** Of UTF-8 and UTF-16; no expectation is about it. */
function withoutByteOrderMark(text) {
    return text.startsWith('\ufeff') ? text.slice(1) : text;
}
/** Half the memory of a TextDecoder, whose pieces take two bytes a character. */
function utf8Reader() {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    return { read: (bytes) => decoder.write(bytes), rest: () => decoder.end() };
}
function decodingReader(decoder) {
    return { read: (bytes) => decoder.decode(bytes, { stream: true }), rest: () => decoder.decode() };
}
function decoderOf(charset) {
    try {
        return new external_node_util_.TextDecoder(charset);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./shared/http/probe-failure.js
var probe_failure = __webpack_require__(868);
;// CONCATENATED MODULE: ./shared/http/body.js





const DECODERS = {
    gzip: external_node_zlib_.createGunzip,
    'x-gzip': external_node_zlib_.createGunzip,
    br: external_node_zlib_.createBrotliDecompress,
    deflate: external_node_zlib_.createInflate,
    zstd: external_node_zlib_.createZstdDecompress,
};
/** Node makes an object of every chunk: a megabyte of chunks of one byte would take hundreds. */
const MAX_PIECES = 8_192;
/**
 * Reads the body up to `maxBytes` of its decoded form, so neither a huge body nor a small one that unpacks to a huge
 * one fills the memory. What follows is not read.
 * @throws {ProbeError} when the body is not what its content-encoding says
 */
async function readBody(response, maxBytes) {
    const reader = textReader(response.headers['content-type']);
    try {
        return await beginningOf(decoded(response), { reader, maxBytes });
    }
    catch (error) {
        if (isDecodingError(error))
            throw new probe_failure/* ProbeError */.B2('protocol', `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${(0,errors/* errorMessage */.gJ)(error)}`);
        throw error;
    }
}
/** Asynchronous iteration takes a tenth of a request longer. */
function beginningOf(stream, { reader, maxBytes }) {
    return new Promise((resolve, reject) => {
        let text = '';
        let size = 0;
        let pieces = 0;
        let ended = false;
        const end = (truncated) => resolve({ text: withoutByteOrderMark(text + reader.rest()), truncated });
        stream.on('data', (chunk) => {
            // Piece by piece: bytes that are kept until the end fill a memory that is rarely swept.
            text += reader.read(chunk.subarray(0, maxBytes - size));
            size += chunk.length;
            pieces += 1;
            if (size <= maxBytes && pieces <= MAX_PIECES)
                return;
            stream.removeAllListeners('data').destroy();
            end(true);
        });
        stream.once('end', () => {
            ended = true;
            end(false);
        });
        // Stays: an error may follow the end.
        stream.on('error', reject);
        stream.once('close', () => {
            if (!ended)
                reject(Object.assign(new Error('closed too early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
        });
    });
}
function decoded(response) {
    if (hasNoBody(response))
        return response;
    const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (!Object.hasOwn(DECODERS, encoding))
        return response;
    const decoder = DECODERS[encoding](); // a key of it, as just seen
    // An error of either stream ends the other and reaches the reader of the decoder.
    return (0,external_node_stream_.pipeline)(response, decoder, () => undefined);
}
/** Such an answer may still say how its body would be encoded, and no decoder takes nothing (RFC 9110, 6.4.1). */
function hasNoBody({ req, statusCode }) {
    return req?.method === 'HEAD' || statusCode === 204 || statusCode === 304;
}
/** zlib's own codes: Z_DATA_ERROR, Z_BUF_ERROR, ERR_BROTLI_…, ERR__ERROR_FORMAT (Brotli), ZSTD_error_…. */
function isDecodingError(error) {
    const code = (0,errors/* isError */.bJ)(error) && 'code' in error ? String(error.code) : '';
    return /^(?:Z_|ZSTD_|ERR__|ERR_BROTLI|ERR_ZSTD)/.test(code);
}


/***/ }),

/***/ 4378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ certificateOf)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);

const DAY_MS = 86_400_000;
const MAX_NAME_LENGTH = 200;
/** The certificate a secure connection was made with; undefined of a plain one. `now` is milliseconds since 1970. */
function certificateOf(socket, now = Date.now()) {
    const certificate = socket instanceof node_tls__WEBPACK_IMPORTED_MODULE_0__.TLSSocket ? socket.getPeerX509Certificate() : undefined;
    if (certificate === undefined)
        return undefined;
    const { issuer, subject, subjectAltName, validToDate } = certificate;
    return {
        // Certificates of today may have alternative names only.
        subject: nameOf((subject || subjectAltName) ?? ''),
        issuer: nameOf(issuer),
        expires: validToDate.toISOString(),
        daysLeft: Math.floor((validToDate.getTime() - now) / DAY_MS),
    };
}
/** Node writes a name's parts a line each. */
function nameOf(text) {
    return text.replaceAll('\n', ', ').slice(0, MAX_NAME_LENGTH);
}


/***/ }),

/***/ 7613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vE: () => (/* binding */ DEFAULT_CONNECTION),
  F9: () => (/* binding */ connectDirectly),
  EM: () => (/* binding */ connectThrough),
  Oy: () => (/* binding */ ofProxy),
  Ol: () => (/* binding */ proxyOf)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./shared/http/address.js
var address = __webpack_require__(9593);
// EXTERNAL MODULE: ./shared/http/proxy.js
var proxy = __webpack_require__(2901);
;// CONCATENATED MODULE: ./shared/http/resolve.js


const FORM = /^(?<host>[^\s:[\]]+):(?:(?<port>\d{1,5}):)?(?:\[(?<six>[\da-f:.]+)\]|(?<four>[\d.]+))$/i;
/** `host:port:address` or `host:address`; an IPv6 address in brackets. Undefined when the text is neither. */
function parseResolveRule(text) {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined)
        return undefined;
    const { four = '', host = '', six = '' } = groups;
    const port = groups['port'] === undefined ? undefined : Number(groups['port']);
    const family = isIP(six === '' ? four : six);
    // An address that stands for another one would be no name that a certificate could be held to.
    const right = family === (six === '' ? 4 : 6) && isIP(host) === 0 && (port ?? 1) >= 1 && (port ?? 1) <= 65_535;
    return right ? { host: host.toLowerCase(), port, address: six === '' ? four : six } : undefined;
}
/** The addresses that `rules` give for the host of `url`; none when it is left to DNS. */
function addressesOf(url, rules) {
    return rules
        .filter(({ host, port }) => host === (0,address/* socketHost */.ez)(url) && (port === undefined || port === (0,address/* portOf */.HM)(url)))
        .map(({ address }) => address);
}
/** A look-up that asks nobody. */
function lookupOf(addresses) {
    const found = addresses.map((address) => ({ address, family: (0,external_node_net_.isIP)(address) }));
    return (_, options, callback) => {
        const [first] = found;
        if (options.all === true)
            callback(null, found);
        else
            callback(null, first?.address ?? '', first?.family);
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./shared/http/tls-settings.js




const DEFAULT_TLS = { serverName: undefined, ca: undefined, client: undefined };
// What is spoken is agreed on with the server (RFC 7301); of bare TLS nobody knows.
const PROTOCOLS = {
    'https:': ['http/1.1'],
    'wss:': ['http/1.1'],
    'grpcs:': ['h2'],
};
/** Options for `tls.connect` to the host of `url`. A session is never taken up again: each connection is a new one. */
function tlsOptions(url, settings) {
    const host = (0,address/* socketHost */.ez)(url);
    // An address is no name that may be sent (RFC 6066, 3); the certificate is held to it all the same.
    const servername = settings.serverName ?? ((0,external_node_net_.isIP)(host) === 0 ? host : undefined);
    const secureContext = secureContextOf(settings);
    return {
        host,
        ALPNProtocols: PROTOCOLS[url.protocol] ?? [],
        ...(servername === undefined ? {} : { servername }),
        ...(secureContext === undefined ? {} : { secureContext }),
    };
}
const contexts = new WeakMap();
/** Made once for all probes of a target: it takes longer than a whole request. */
function secureContextOf(settings) {
    const { ca, client } = settings;
    if (ca === undefined && client === undefined)
        return undefined;
    const known = contexts.get(settings);
    if (known !== undefined)
        return known;
    const made = (0,external_node_tls_.createSecureContext)({
        ...(ca === undefined ? {} : { ca }),
        ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
    });
    contexts.set(settings, made);
    return made;
}
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
/** What is wrong with PEM that should hold certificates, as words after "it"; undefined when nothing is. */
function certificatesProblem(pem) {
    const found = pem.match(CERTIFICATE) ?? [];
    if (found.length === 0)
        return 'holds no certificate (-----BEGIN CERTIFICATE-----)';
    const broken = found.findIndex((certificate) => !isReadable(() => new X509Certificate(certificate)));
    return broken < 0 ? undefined : `holds a certificate that cannot be read, number ${broken + 1} of ${found.length}`;
}
/** What is wrong with PEM that should hold a private key. */
function keyProblem(pem) {
    if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
        return 'holds an encrypted key; give it without a passphrase';
    return isReadable(() => createPrivateKey(pem)) ? undefined : 'holds no private key that can be read';
}
/** True when the key is that of the certificate; both can be read. */
function isPair({ certificate, key }) {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}
function isReadable(read) {
    try {
        read();
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./shared/http/tunnel.js
var tunnel = __webpack_require__(6399);
;// CONCATENATED MODULE: ./shared/http/connection.js







const DEFAULT_CONNECTION = { resolve: [], tls: DEFAULT_TLS };
/** The proxy that leads to a peer; an address that `resolve` gives is always gone to directly. */
function proxyOf({ url, connection }, env) {
    return addressesOf(url, connection.resolve).length > 0 ? undefined : (0,proxy/* proxyFor */.iJ)(url, env);
}
/**
 * A connection of its own to a peer: a new look-up, all addresses tried (RFC 8305), a new socket, a new TLS session. It
 * is returned before it is established; its events tell.
 */
function connectDirectly({ url, connection }) {
    const addresses = addressesOf(url, connection.resolve);
    const options = {
        host: (0,address/* socketHost */.ez)(url),
        port: (0,address/* portOf */.HM)(url),
        noDelay: true,
        ...(addresses.length === 0 ? {} : { lookup: lookupOf(addresses) }),
    };
    return (0,address/* isSecure */.Ut)(url) ? (0,external_node_tls_.connect)({ ...options, ...tlsOptions(url, connection.tls) }) : (0,external_node_net_.connect)(options);
}
/**
 * A connection to a peer through `proxy`, which is asked for a tunnel.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
async function connectThrough(proxy, { url, connection }, options) {
    const socket = await (0,tunnel/* openTunnel */.X)(proxy, { to: url, connect: () => connectDirectly(ofProxy(proxy)), ...options });
    return (0,address/* isSecure */.Ut)(url) ? (0,external_node_tls_.connect)({ ...tlsOptions(url, connection.tls), socket }) : socket;
}
/** A proxy is reached as DNS and Node's authorities say. */
function ofProxy(proxy) {
    return { url: proxy, connection: DEFAULT_CONNECTION };
}


/***/ }),

/***/ 8419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b5: () => (/* binding */ isCredentialHeader),
/* harmony export */   k: () => (/* binding */ secretsOfHeader)
/* harmony export */ });
/* unused harmony export headerProblem */
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);

const CREDENTIAL = /auth|cookie|token|secret|passw|credential|session|signature|(?:^|[-_])key$|api-?key/i;
// Set by the request itself; a wrong value would break it in ways that look like the server's fault.
const RESERVED = new Set([
    'connection',
    'content-length',
    'expect',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
/** Headers whose value is a secret, told by their name: Authorization, Cookie, X-Api-Key, X-Vault-Token and the like. */
function isCredentialHeader(name) {
    return CREDENTIAL.test(name);
}
/**
 * What is wrong with a header to be sent, as a sentence; undefined when nothing is. The value is not repeated in it:
 * it may be a secret.
 */
function headerProblem(name, value) {
    try {
        validateHeaderName(name);
    }
    catch {
        return `${JSON.stringify(name.slice(0, 80))} is no name of a header`;
    }
    if (RESERVED.has(name.toLowerCase()))
        return `${name} cannot be set: the request sets it itself`;
    try {
        validateHeaderValue(name, value);
    }
    catch {
        return `the value of ${name} holds characters that no header may hold`;
    }
    return undefined;
}
/**
 * The secret parts of a header's value: all of it, and what follows a scheme such as `Bearer`; of `Basic`, also the
 * decoded password.
 */
function secretsOfHeader(value) {
    const [, scheme, credentials] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
    if (scheme === undefined || credentials === undefined)
        return [value];
    if (scheme.toLowerCase() !== 'basic')
        return [value, credentials];
    const decoded = Buffer.from(credentials, 'base64').toString('utf8');
    return [value, credentials, decoded.slice(decoded.indexOf(':') + 1)];
}


/***/ }),

/***/ 868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B2: () => (/* binding */ ProbeError),
/* harmony export */   Ic: () => (/* binding */ describeFailure),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);

/** A failure that was already put into words. */
class ProbeError extends Error {
    name = 'ProbeError';
    failure;
    constructor(failure, message) {
        super(message);
        this.failure = failure;
    }
}
const KIND_BY_CODE = [
    ['unknown-host', /^(?:ENOTFOUND|ENODATA|EAI_NONAME|EAI_NODATA)$/],
    ['dns', /^EAI_/],
    ['refused', /^ECONNREFUSED$/],
    ['unreachable', /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN)$/],
    ['timeout', /^ETIMEDOUT$/],
    ['reset', /^(?:ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/],
    // What OpenSSL says of a chain (X509_V_ERR_… without its prefix), and Node of the names in a certificate.
    [
        'certificate',
        /^(?:CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(?:GET_ISSUER|VERIFY|DECODE)|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|ERROR_IN_CERT_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/,
    ],
    ['tls', /^(?:EPROTO|ERR_SSL_|ERR_TLS_)/],
];
// OpenSSL's words for an answer that is no TLS record, such as "HTTP/1.1 400 Bad Request".
const NOT_TLS = /wrong version number|packet length too long|http request|unknown protocol/i;
/** The kind of failure and the words for it. */
function describeFailure(error, url) {
    if (error instanceof ProbeError)
        return error;
    const host = hostOf(url);
    const code = errorCode(error);
    const kind = KIND_BY_CODE.find(([, codes]) => codes.test(code))?.[0] ?? 'protocol';
    if (kind === 'tls' && NOT_TLS.test((0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)))
        return new ProbeError('plain-http', url.protocol === 'https:' ? `${host} speaks plain HTTP, not HTTPS` : `${host} does not speak TLS`);
    return new ProbeError(kind, words(kind, { url, host, code, detail: (0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error) }));
}
/** `name:port`. */
function hostOf({ hostname, port, protocol }) {
    return `${hostname}:${port === '' ? (/^(?:https|wss|grpcs):$/.test(protocol) ? '443' : '80') : port}`;
}
const SPOKEN = {
    'tcp:': 'TCP',
    'tls:': 'TLS',
    'ws:': 'WebSocket',
    'wss:': 'WebSocket',
    'grpc:': 'gRPC',
    'grpcs:': 'gRPC',
};
function words(kind, facts) {
    const { url, host, code, detail } = facts;
    switch (kind) {
        case 'unknown-host':
            return `the host name ${host.replace(/:\d+$/, '')} is not known (${code})`;
        case 'dns':
            return `the host name ${host.replace(/:\d+$/, '')} could not be looked up (${code})`;
        case 'refused':
            return `connection refused by ${host}`;
        case 'unreachable':
            return `no route to ${host} (${code})`;
        case 'reset':
            return `${host} closed the connection before the answer was complete`;
        case 'timeout':
            return `${host} did not accept the connection in time (${code})`;
        case 'certificate':
            return `the certificate of ${host} is not accepted: ${detail}`;
        case 'tls':
            return `no secure connection with ${host}: ${detail}`;
        default:
            return `no valid ${SPOKEN[url.protocol] ?? 'HTTP'} answer from ${host}: ${detail}`;
    }
}
function errorCode(error) {
    if (!(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(error))
        return '';
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    // Several addresses were tried at once (RFC 8305): what the first of them met.
    if ('errors' in error && Array.isArray(error.errors))
        return errorCode(error.errors[0]);
    return error.cause === undefined ? '' : errorCode(error.cause);
}


/***/ }),

/***/ 1038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  YK: () => (/* binding */ MAX_BODY_BYTES),
  Yl: () => (/* binding */ headersOf),
  dy: () => (/* binding */ probe)
});

// EXTERNAL MODULE: ./shared/http/attempt.js
var attempt = __webpack_require__(5272);
// EXTERNAL MODULE: ./shared/http/body.js + 1 modules
var body = __webpack_require__(3564);
// EXTERNAL MODULE: ./shared/http/certificate.js
var http_certificate = __webpack_require__(4378);
// EXTERNAL MODULE: ./shared/http/probe-failure.js
var probe_failure = __webpack_require__(868);
// EXTERNAL MODULE: ./shared/http/headers.js
var http_headers = __webpack_require__(8419);
;// CONCATENATED MODULE: ./shared/http/redirect.js


const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * The request a redirect asks for; undefined when the answer is none. Credentials stay with the origin they were given
 * for, and the method changes as in browsers (Fetch standard, HTTP-redirect fetch, steps 11 to 14).
 * @throws {ProbeError} when it does not lead to http or https, or from https to http
 */
function redirected(request, { status, headers }) {
    const location = headers['location'];
    if (!REDIRECTS.has(status) || location === undefined)
        return undefined;
    const url = URL.parse(location, request.url.href);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new probe_failure/* ProbeError */.B2('redirect', `status ${status} leads to "${location.slice(0, 100)}", which is no http or https URL`);
    // Node and curl would go on. But what then answers has proved nothing to anyone, and usually the application behind a
    // load balancer has not heard that its users come by https.
    if (request.url.protocol === 'https:' && url.protocol === 'http:')
        throw new probe_failure/* ProbeError */.B2('redirect', `status ${status} leads from https to plain http, ${shown(url)}`);
    const sameOrigin = url.origin === request.url.origin;
    if (sameOrigin) {
        url.username = request.url.username;
        url.password = request.url.password;
    }
    else {
        url.username = url.password = '';
    }
    const toGet = (status === 303 && request.method !== 'HEAD') || ((status === 301 || status === 302) && request.method === 'POST');
    return {
        ...request,
        url,
        ...(sameOrigin ? {} : forOther(request)),
        ...(toGet ? { method: 'GET', body: undefined } : {}),
    };
}
/** What another origin is sent: nothing that was meant for the first one. */
function forOther({ connection, headers }) {
    const tls = { ...connection.tls, serverName: undefined, client: undefined };
    return { auth: undefined, connection: { ...connection, tls }, headers: withoutCredentials(headers) };
}
function shown({ host, pathname }) {
    return `http://${host}${pathname}`.slice(0, 100);
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !(0,http_headers/* isCredentialHeader */.b5)(name) && name.toLowerCase() !== 'host'));
}

// EXTERNAL MODULE: ./shared/http/send.js
var send = __webpack_require__(3259);
// EXTERNAL MODULE: ./shared/http/tunnel.js
var tunnel = __webpack_require__(6399);
;// CONCATENATED MODULE: ./shared/http/probe.js







/** Bytes of a decoded body that are read; a health answer is far smaller. */
const MAX_BODY_BYTES = 1024 * 1024;
/**
 * Asks once.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
const probe = (request, options) => (0,attempt/* attemptWithin */.d)(request, options, (attempt) => follow(request, attempt));
async function follow(request, attempt) {
    let current = request;
    for (let left = request.maxRedirects;; left -= 1) {
        const answer = await askOnce(current, attempt);
        const next = request.maxRedirects > 0 ? redirected(current, answer) : undefined;
        if (next === undefined)
            return answer;
        if (left === 0)
            throw new probe_failure/* ProbeError */.B2('redirect', `more than ${request.maxRedirects} redirects`);
        current = next;
    }
}
async function askOnce(request, attempt) {
    attempt.at = request.url;
    attempt.phase = 'connecting';
    const { outgoing, proxy, socket } = await (0,send/* send */.t)(request, attempt);
    attempt.current = outgoing;
    let whole = false;
    try {
        const told = await (0,send/* answerOf */.u)(outgoing, (response) => {
            attempt.phase = 'reading the body';
            return read(response, { socket, maxBytes: request.maxBodyBytes ?? MAX_BODY_BYTES });
        }).catch((error) => {
            throw proxy !== undefined && attempt.phase === 'connecting' ? (0,tunnel/* unreachable */.H)(error, proxy) : error;
        });
        whole = !told.truncated;
        return told;
    }
    finally {
        // After a whole answer the connection, which nobody keeps, closes by itself.
        if (!whole)
            outgoing.destroy();
    }
}
async function read(response, { socket, maxBytes }) {
    const certificate = (0,http_certificate/* certificateOf */.t)(socket);
    const { text, truncated } = await (0,body/* readBody */.x)(response, maxBytes);
    return {
        kind: 'answered',
        status: response.statusCode ?? 0,
        headers: headersOf(response),
        body: text,
        truncated,
        ...(certificate === undefined ? {} : { certificate }),
    };
}
/** By lower-case name; several of one name joined by commas. */
function headersOf(response) {
    const headers = {};
    const { headers: sent } = response;
    for (const name of Object.keys(sent)) {
        const value = sent[name];
        if (value !== undefined)
            headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    return headers;
}


/***/ }),

/***/ 2901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VS: () => (/* binding */ secretsOfProxies),
/* harmony export */   YB: () => (/* binding */ proxyAuthorization),
/* harmony export */   iJ: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9593);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(868);



/**
 * The proxy that HTTP_PROXY or HTTPS_PROXY names for `url`; undefined when none does, or NO_PROXY takes it out. Lower
 * case wins, as with curl.
 * @throws {ProbeError} when it is no http or https URL
 */
function proxyFor(url, env) {
    const name = (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .isSecure */ .Ut)(url) ? 'https_proxy' : 'http_proxy';
    const text = valueOf(env, name);
    if (text === '' || isExempt(url, valueOf(env, 'no_proxy')))
        return undefined;
    const proxy = URL.parse(text);
    // The value is not repeated: it may hold a password.
    if (proxy === null || !/^https?:$/.test(proxy.protocol))
        throw new _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ProbeError */ .B2('proxy', `${name.toUpperCase()} is not an http or https URL`);
    return proxy;
}
/** Passwords in the URLs of proxies, in every form they are sent or written in. */
function secretsOfProxies(env) {
    const urls = ['http_proxy', 'https_proxy'].map((name) => URL.parse(valueOf(env, name)));
    return urls.flatMap((url) => url === null || url.password === '' ? [] : [url.password, decoded(url.password), credentialsOf(url)]);
}
/** The header by which a proxy knows its user; none when its URL names none. */
function proxyAuthorization(proxy) {
    if (proxy.username === '' && proxy.password === '')
        return {};
    return { 'proxy-authorization': `Basic ${credentialsOf(proxy)}` };
}
function credentialsOf({ username, password }) {
    return Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
}
function valueOf(env, name) {
    return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}
/**
 * Whether NO_PROXY takes `url` out: `*`, a name (its subdomains too, with or without a dot before it), an address, a
 * range of addresses such as 10.0.0.0/8; each with a port or without.
 */
function isExempt(url, list) {
    return list
        .toLowerCase()
        .split(/[\s,]+/)
        .some((entry) => entry !== '' && matches(url, entry));
}
function matches(url, entry) {
    if (entry === '*')
        return true;
    const { pattern, port } = splitPort(entry);
    if (port !== undefined && port !== (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .portOf */ .HM)(url))
        return false;
    const host = (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .socketHost */ .ez)(url);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0)
        return includesAddress(pattern, host);
    const name = pattern.replace(/^\*?\./, '');
    return name !== '' && (host === name || host.endsWith(`.${name}`));
}
function splitPort(entry) {
    const groups = /^(?:\[(?<six>[^\]]+)\]|(?<other>[^:]+))(?::(?<port>\d+))?$/.exec(entry)?.groups;
    // An IPv6 address without brackets has colons of its own.
    if (groups === undefined)
        return { pattern: entry, port: undefined };
    const port = groups['port'] === undefined ? undefined : Number(groups['port']);
    return { pattern: groups['six'] ?? groups['other'] ?? '', port };
}
function includesAddress(pattern, host) {
    const [network = '', bits] = pattern.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network);
    if (family === 0 || family !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host))
        return false;
    const width = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? width : Number(/^\d+$/.test(bits) ? bits : NaN);
    if (Number.isNaN(prefix) || prefix > width)
        return false;
    const range = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    range.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
    return range.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 3259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ send),
/* harmony export */   u: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8972);
/* harmony import */ var _auth_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(419);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7613);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(868);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2901);






/**
 * Sends a request over a connection of its own: a kept-alive one would stay on the target the load balancer chose
 * first and never see the others.
 * @throws {ProbeError} when it cannot be signed, or the proxy does not let it through
 */
async function send(request, attempt) {
    const { env } = attempt;
    const { body, method, url } = request;
    const headers = request.auth?.kind === 'sigv4' ? await signed(request, request.auth, attempt) : headersOf(request);
    const proxy = (0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyOf */ .Ol)(request, env);
    // A WebSocket needs a tunnel with TLS or without (RFC 6455, 4.1).
    const tunnelled = proxy !== undefined && url.protocol !== 'http:';
    const socket = tunnelled
        ? await (0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .connectThrough */ .EM)(proxy, request, { signal: attempt.signal })
        : (0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .connectDirectly */ .F9)(proxy === undefined ? request : (0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .ofProxy */ .Oy)(proxy));
    // A proxy that forwards is told the whole URL (RFC 9112, 3.2.2).
    const forwarded = proxy !== undefined && !tunnelled;
    const connected = () => {
        attempt.phase = 'waiting for the answer';
    };
    if (socket.connecting)
        socket.once('connect', connected);
    else
        connected();
    const outgoing = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
        createConnection: () => socket,
        method,
        path: `${forwarded ? url.origin : ''}${url.pathname}${url.search}`,
        // As a list they are written at once, not kept and looked up by name first.
        headers: Object.entries(forwarded ? { ...headers, ...(0,_proxy_js__WEBPACK_IMPORTED_MODULE_5__/* .proxyAuthorization */ .YB)(proxy) } : headers).flat(),
    });
    outgoing.end(body);
    return { outgoing, socket, proxy: forwarded ? proxy : undefined };
}
async function signed(request, auth, { sign, signal }) {
    if (sign === undefined)
        throw new _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .ProbeError */ .B2('credentials', 'nobody is there to sign the request');
    const headers = headersOf(request);
    try {
        return { ...headers, ...(await sign(auth, { ...request, headers })) };
    }
    catch (error) {
        throw new _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .ProbeError */ .B2('credentials', `the request could not be signed: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}`);
    }
    finally {
        // The time may have run out meanwhile: nobody would end a request that begins now.
        signal.throwIfAborted();
    }
}
const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
function headersOf({ auth, body, headers, method, url }) {
    // A server that expects a body is told that there is none (RFC 9110, 8.6).
    const length = body === undefined && !METHODS_WITH_BODY.has(method) ? undefined : Buffer.byteLength(body ?? '');
    return {
        host: url.host,
        accept: '*/*',
        // A cache in between must not answer for the release under test.
        'cache-control': 'no-cache',
        'user-agent': 'cicd-actions/health-verify',
        ...(length === undefined ? {} : { 'content-length': String(length) }),
        ...(0,_auth_js__WEBPACK_IMPORTED_MODULE_2__/* .authorization */ .it)(url, auth),
        ...lowerCase(headers),
    };
}
function lowerCase(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
/** Far more than any server announces; without end they would fill the memory. */
const MAX_INTERIM_ANSWERS = 100;
/** What `read` makes of the answer. It is called at once: a body that has to wait for its reader is kept, and takes longer. */
function answerOf(outgoing, read) {
    return new Promise((resolve, reject) => {
        let answered = false;
        let failure;
        outgoing.once('response', (response) => {
            // From now on its reader decides: what comes after a whole answer does not matter.
            answered = true;
            read(response).then(resolve, (error) => reject((failure ?? error)));
        });
        outgoing.once('upgrade', (_, socket) => {
            socket.destroy();
            reject(new _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .ProbeError */ .B2('protocol', 'status 101 switches to another protocol, which was not asked for'));
        });
        let interim = 0;
        outgoing.on('information', () => {
            interim += 1;
            if (interim > MAX_INTERIM_ANSWERS)
                outgoing.destroy(new _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .ProbeError */ .B2('protocol', `more than ${MAX_INTERIM_ANSWERS} interim answers (1xx) and no end`));
        });
        // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
        outgoing.on('error', (error) => {
            failure ??= error;
            if (!answered)
                reject(error);
        });
    });
}


/***/ }),

/***/ 6399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable),
/* harmony export */   X: () => (/* binding */ openTunnel)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9593);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(868);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2901);




/**
 * Asks `proxy` for a tunnel (RFC 9110, 9.3.6) and gives its end. Node's own agents can do this too, but leave a socket
 * open, and with it the process, when a tunnel is given up half-way.
 * @throws {ProbeError} when the proxy cannot be reached or refuses; the signal's reason when it aborts
 */
async function openTunnel(proxy, { to, connect, signal }) {
    const authority = `${to.hostname}:${(0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .portOf */ .HM)(to)}`;
    const outgoing = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
        method: 'CONNECT',
        path: authority,
        headers: { host: authority, ...(0,_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyAuthorization */ .YB)(proxy) },
        createConnection: connect,
        signal,
    });
    return new Promise((resolve, reject) => {
        outgoing.once('connect', ({ statusCode = 0 }, socket) => {
            if (statusCode >= 200 && statusCode < 300) {
                resolve(socket);
                return;
            }
            socket.destroy();
            reject(new _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ProbeError */ .B2('proxy', `the proxy ${(0,_probe_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .hostOf */ .w4)(proxy)} refuses ${authority}: status ${statusCode}`));
        });
        outgoing.once('error', (error) => {
            reject(signal.aborted ? signal.reason : unreachable(error, proxy));
        });
        outgoing.end();
    });
}
/** What went wrong on the way to the proxy, so that nobody takes it for the server's fault. */
function unreachable(error, proxy) {
    const { message } = (0,_probe_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFailure */ .Ic)(error, proxy);
    return new _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .ProbeError */ .B2('proxy', `the proxy cannot be used: ${message}`);
}


/***/ })

};
