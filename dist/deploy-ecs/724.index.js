export const id = 724;
export const ids = [724];
export const modules = {

/***/ 3724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GithubRecord: () => (/* binding */ GithubRecord)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/github/fault.js
/** GitHub did not do what it was asked. `message` is one sentence without a full stop, with what to do about it. */
class GithubFault extends Error {
    name = 'GithubFault';
    /** Whether the same request may succeed in a moment. */
    retryable;
    constructor(message, retryable) {
        super(message);
        this.retryable = retryable;
    }
}
/** Longer is not waited for: the record is not worth the time of a deployment. */
const PATIENCE_SECONDS = 5;
/** What is wrong with an answer; undefined for one that is good. */
function faultOf(call, result) {
    if (result.kind === 'failed')
        return new GithubFault(`${call}: ${result.message}`, true);
    const { status, headers, body } = result;
    if (status >= 200 && status < 300)
        return undefined;
    const said = `${call}: HTTP ${status}${messageOf(body)}`;
    if (status >= 500)
        return new GithubFault(said, true);
    if (isRateLimit(result)) {
        const wait = Number(headers['retry-after'] ?? Number.NaN);
        return new GithubFault(`${said}; the rate limit of the token is used up`, wait <= PATIENCE_SECONDS);
    }
    const wanted = headers['x-accepted-github-permissions'];
    return new GithubFault(`${said}${adviceOn(status, wanted)}`, false);
}
/** GitHub docs, "Rate limits for the REST API": 403 or 429, with no request left or a time to wait. */
function isRateLimit({ status, headers }) {
    if (status === 429)
        return true;
    return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}
function adviceOn(status, wanted) {
    if (status === 401)
        return '; the token is not valid, or has expired';
    if (status === 403)
        return `; the token lacks a permission${wanted === undefined ? '' : ` (${wanted})`}`;
    // What a token may not see does not exist for it.
    if (status === 404)
        return '; the token may not see the repository';
    return '';
}
/** `: Resource not accessible by integration` of an answer's body. */
function messageOf(body) {
    try {
        const parsed = JSON.parse(body);
        if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string') {
            return `: ${parsed.message.replace(/\s+/g, ' ').replace(/\.$/, '')}`;
        }
    }
    catch {
        // A proxy's page says nothing that the status does not.
    }
    return '';
}

;// CONCATENATED MODULE: ./shared/github/deployments.js


/** GitHub refuses a longer description. */
const DESCRIPTION = 140;
/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
const CANDIDATES = 5;
/**
 * The id of this run's deployment: one it has made already, one that GitHub made for the job because it has an
 * `environment:`, or a new one.
 * @throws {GithubFault}
 */
function openDeployment(request, wanted, patience) {
    // Looked for again each time: the answer to a creation may have been lost.
    return patiently(async () => (await findDeployment(request, wanted)) ?? (await create(request, wanted)), patience);
}
/** @throws {GithubFault} */
async function setDeploymentStatus(request, { id, status }, patience) {
    const body = {
        state: status.state,
        description: shorten(status.description),
        ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
    };
    await patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body }), patience);
}
async function create(request, wanted) {
    const { environment, sha, description, payload } = wanted;
    const body = {
        ref: sha,
        task: 'deploy',
        environment,
        description: shorten(description),
        payload,
        // Both defaults bite: GitHub would merge the default branch first, and wait for the checks of this very run.
        auto_merge: false,
        required_contexts: [],
    };
    const id = idOf(await request({ method: 'POST', path: '/deployments', body }));
    if (id === undefined)
        throw new GithubFault('POST /deployments: the answer has no id', false);
    return id;
}
async function findDeployment(request, wanted) {
    const query = new URLSearchParams({
        environment: wanted.environment,
        sha: wanted.sha,
        task: 'deploy',
        per_page: String(CANDIDATES),
    });
    const listed = listOf(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
    const own = listed.find((deployment) => isOwn(payloadOf(deployment), wanted.payload));
    if (own !== undefined)
        return idOf(own);
    for (const deployment of listed) {
        const id = idOf(deployment);
        if (id === undefined || memberOf(payloadOf(deployment), 'schema') !== undefined)
            continue;
        const statuses = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
        const page = memberOf(statuses[0], 'log_url');
        if (typeof page === 'string' && page.includes(`/actions/runs/${wanted.payload.runId}/job/`))
            return id;
    }
    return undefined;
}
/** Of this run and this very release: a second deployment of the same step or job has a record of its own. */
function isOwn(payload, wanted) {
    const { schema, runId, runAttempt, cluster, service, taskDefinition } = wanted;
    const expected = { schema, runId, runAttempt, cluster, service, taskDefinition };
    return Object.entries(expected).every(([name, value]) => memberOf(payload, name) === value);
}
/** GitHub gives a payload back as it was given: JSON as text stays text. */
function payloadOf(deployment) {
    const payload = memberOf(deployment, 'payload');
    if (typeof payload !== 'string')
        return payload;
    try {
        return JSON.parse(payload);
    }
    catch {
        return undefined;
    }
}
function idOf(answer) {
    const id = memberOf(answer, 'id');
    return typeof id === 'number' ? id : undefined;
}
function listOf(answer) {
    return Array.isArray(answer) ? answer : [];
}
function memberOf(value, name) {
    return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
}
function shorten(text) {
    // The expression takes half of a character away that the cut left.
    return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
function patiently(call, patience) {
    const retryable = (error) => error instanceof GithubFault && error.retryable;
    return (0,retry/* withRetry */.b)(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./shared/http/probe-failure.js

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
    ['dns', /^(?:ENOTFOUND|EAI_|ENODATA)/],
    ['refused', /^ECONNREFUSED$/],
    ['unreachable', /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN)$/],
    ['timeout', /^ETIMEDOUT$/],
    ['reset', /^(?:ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/],
    ['tls', /^(?:EPROTO|ERR_SSL_|ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH)/],
];
// OpenSSL's words for an answer that is no TLS record, such as "HTTP/1.1 400 Bad Request".
const NOT_TLS = /wrong version number|packet length too long|http request|unknown protocol/i;
/** The kind of failure and the words for it. `host` is `name:port`. */
function describeFailure(error, host) {
    if (error instanceof ProbeError)
        return error;
    const code = errorCode(error);
    const kind = KIND_BY_CODE.find(([, codes]) => codes.test(code))?.[0] ?? 'protocol';
    if (kind === 'tls' && NOT_TLS.test((0,errors/* errorMessage */.gJ)(error)))
        return new ProbeError('plain-http', `${host} speaks plain HTTP, not HTTPS`);
    return new ProbeError(kind, words(kind, { host, code, detail: (0,errors/* errorMessage */.gJ)(error) }));
}
function words(kind, facts) {
    const { host, code, detail } = facts;
    switch (kind) {
        case 'dns':
            return `the host name ${host.replace(/:\d+$/, '')} is not known (${code})`;
        case 'refused':
            return `connection refused by ${host}`;
        case 'unreachable':
            return `no route to ${host} (${code})`;
        case 'reset':
            return `${host} closed the connection before the answer was complete`;
        case 'timeout':
            return `${host} did not accept the connection in time (${code})`;
        case 'tls':
            return `no secure connection with ${host}: ${detail}`;
        default:
            return `no valid HTTP answer from ${host}: ${detail}`;
    }
}
function errorCode(error) {
    if (!(0,errors/* isError */.bJ)(error))
        return '';
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    // Several addresses were tried at once (RFC 8305): what the first of them met.
    if ('errors' in error && Array.isArray(error.errors))
        return errorCode(error.errors[0]);
    return error.cause === undefined ? '' : errorCode(error.cause);
}

;// CONCATENATED MODULE: ./shared/http/body.js




const DECODERS = {
    gzip: external_node_zlib_.createGunzip,
    'x-gzip': external_node_zlib_.createGunzip,
    br: external_node_zlib_.createBrotliDecompress,
    deflate: external_node_zlib_.createInflate,
    zstd: external_node_zlib_.createZstdDecompress,
};
/**
 * Reads the body up to `maxBytes` of its decoded form, so neither a huge body nor a small one that unpacks to a huge
 * one fills the memory. What follows is not read.
 * @throws {ProbeError} when the body is not what its content-encoding says
 */
async function readBody(response, maxBytes) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of decoded(response)) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > maxBytes)
                break;
        }
    }
    catch (error) {
        if (isDecodingError(error))
            throw new ProbeError('protocol', `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${(0,errors/* errorMessage */.gJ)(error)}`);
        throw error;
    }
    return { text: Buffer.concat(chunks).toString('utf8', 0, maxBytes), truncated: size > maxBytes };
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

;// CONCATENATED MODULE: ./shared/http/headers.js

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

;// CONCATENATED MODULE: ./shared/http/redirect.js


const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * The request a redirect asks for; undefined when the answer is none. Credentials stay with the origin they were given
 * for, and the method changes as in browsers (Fetch standard, HTTP-redirect fetch, steps 11 to 14).
 * @throws {ProbeError} when it does not lead to http or https
 */
function redirected(request, { status, headers }) {
    const location = headers['location'];
    if (!REDIRECTS.has(status) || location === undefined)
        return undefined;
    const url = URL.parse(location, request.url.href);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new ProbeError('redirect', `status ${status} leads to "${location.slice(0, 100)}", which is no http or https URL`);
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
        headers: sameOrigin ? request.headers : withoutCredentials(request.headers),
        ...(toGet ? { method: 'GET', body: undefined } : {}),
    };
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !isCredentialHeader(name) && name.toLowerCase() !== 'host'));
}

;// CONCATENATED MODULE: ./shared/http/probe.js






/** Bytes of a decoded body that are read; a health answer is far smaller. */
const MAX_BODY_BYTES = 1024 * 1024;
/**
 * Asks once, over a connection of its own: a kept-alive one would stay on the target the load balancer chose first and
 * never see the others.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
const probe = async (request, { env, signal }) => {
    signal.throwIfAborted();
    const started = performance.now();
    const stop = new AbortController();
    const attempt = { env, signal: stop.signal, phase: 'connecting', current: undefined };
    const onAbort = () => {
        stop.abort(signal.reason);
    };
    const timer = setTimeout(() => {
        stop.abort(new ProbeError('timeout', `no complete answer within ${(0,duration/* formatDuration */.a)(request.timeoutMs)} (${attempt.phase})`));
    }, request.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    stop.signal.addEventListener('abort', () => attempt.current?.destroy(stop.signal.reason), { once: true });
    try {
        const answer = await follow(request, attempt);
        return { ...answer, ms: Math.round(performance.now() - started) };
    }
    catch (error) {
        signal.throwIfAborted();
        const { failure, message } = describeFailure(stop.signal.aborted ? stop.signal.reason : error, hostOf(request.url));
        return { kind: 'failed', failure, message, ms: Math.round(performance.now() - started) };
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
};
async function follow(request, attempt) {
    let current = request;
    for (let left = request.maxRedirects;; left -= 1) {
        const answer = await askOnce(current, attempt);
        const next = request.maxRedirects > 0 ? redirected(current, answer) : undefined;
        if (next === undefined)
            return answer;
        if (left === 0)
            throw new ProbeError('redirect', `more than ${request.maxRedirects} redirects`);
        current = next;
    }
}
async function askOnce(request, attempt) {
    attempt.signal.throwIfAborted();
    const agent = freshAgent(request.url, attempt.env);
    const outgoing = send(request, agent);
    attempt.current = outgoing;
    try {
        const response = await responseOf(outgoing, attempt);
        attempt.phase = 'reading the body';
        const body = await readBody(response, MAX_BODY_BYTES);
        return {
            kind: 'answered',
            status: response.statusCode ?? 0,
            headers: headersOf(response),
            body: body.text,
            truncated: body.truncated,
        };
    }
    finally {
        outgoing.destroy();
        agent.destroy();
    }
}
function freshAgent(url, env) {
    const options = { keepAlive: false, proxyEnv: env };
    return url.protocol === 'https:' ? new external_node_https_.Agent(options) : new external_node_http_.Agent(options);
}
function send({ url, method, headers, body }, agent) {
    const request = url.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
    const outgoing = request(url, {
        agent,
        method,
        headers: {
            accept: '*/*',
            // A cache in between must not answer for the release under test.
            'cache-control': 'no-cache',
            'user-agent': 'cicd-actions/health-verify',
            ...headers,
            ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
    });
    outgoing.end(body);
    return outgoing;
}
function responseOf(outgoing, attempt) {
    attempt.phase = 'connecting';
    outgoing.once('socket', (socket) => {
        socket.once('connect', () => (attempt.phase = 'waiting for the answer'));
    });
    return new Promise((resolve, reject) => {
        outgoing.once('response', resolve);
        // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
        outgoing.on('error', reject);
    });
}
function headersOf(response) {
    const headers = {};
    for (const [name, value] of Object.entries(response.headers))
        if (value !== undefined)
            headers[name] = Array.isArray(value) ? value.join(', ') : value;
    return headers;
}
function hostOf({ hostname, port, protocol }) {
    return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}

;// CONCATENATED MODULE: ./shared/github/request.js


const TIMEOUT_MS = 5_000;
/** GitHub's REST API as this job sees it: GITHUB_API_URL, GITHUB_REPOSITORY and the proxy come from `env`. */
function createGithubRequest(options, send = probe) {
    const { env, repository, token, signal } = options;
    const base = env['GITHUB_API_URL'] ?? 'https://api.github.com';
    return async ({ method, path, body }) => {
        const result = await send({
            url: new URL(`${base}/repos/${repository}${path}`),
            method,
            headers: {
                accept: 'application/vnd.github+json',
                authorization: `Bearer ${token}`,
                'user-agent': 'cicd-actions',
                'x-github-api-version': '2022-11-28',
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: TIMEOUT_MS,
            maxRedirects: 0,
        }, { env, signal });
        const call = `${method} ${path.replace(/\?.*$/, '')}`;
        const fault = faultOf(call, result);
        if (fault !== undefined)
            throw fault;
        return parse(call, result.kind === 'answered' ? result.body : '');
    };
}
function parse(call, body) {
    try {
        return body === '' ? undefined : JSON.parse(body);
    }
    catch {
        throw new GithubFault(`${call}: the answer is no JSON`, true);
    }
}

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
;// CONCATENATED MODULE: ./actions/deploy-ecs/github-record.js





/** Milliseconds for all calls at either end of a deployment; a cancelled job has 7.5 seconds in all. */
const BUDGET_MS = 5_000;
/**
 * Keeps the GitHub deployment of a rollout. It runs beside the rollout and never stops it: whatever GitHub does is at
 * most a warning, said once.
 */
class GithubRecord {
    #context;
    #facts;
    #opened;
    /** Opens the deployment, in progress. */
    constructor(context, facts) {
        this.#context = context;
        this.#facts = facts;
        this.#opened = this.#quietly(async (request) => {
            const { runId, runAttempt } = context.run;
            const { environment, sha, release } = facts;
            const payload = this.#redacted({ schema: 'cicd-actions/deployment/v1', runId, runAttempt, ...release });
            const description = `${(0,names/* revisionName */.pd)(release.taskDefinition)} is being deployed to ${release.service}`;
            const id = await openDeployment(request, { environment, sha, description, payload }, context);
            await this.#set(request, { id, state: 'in_progress', description });
            context.log.info(`GitHub deployment: ${id}, environment ${environment}`);
            return id;
        });
    }
    /** Says how the rollout ended; gives the deployment's id. */
    async close(state, description) {
        const id = await this.#opened;
        if (id === undefined)
            return undefined;
        await this.#quietly((request) => this.#set(request, { id, state, description }));
        return id;
    }
    async #set(request, status) {
        const { redactor, run } = this.#context;
        const { id, state } = status;
        const description = redactor.redact((0,neutralise/* neutraliseLine */.f)(status.description));
        await setDeploymentStatus(request, { id, status: { state, description, logUrl: run.runUrl } }, this.#context);
    }
    #redacted(payload) {
        const hide = (text) => this.#context.redactor.redact(text);
        return { ...payload, service: hide(payload.service), images: payload.images.map(hide) };
    }
    /** Undefined when GitHub did not do it. */
    async #quietly(call) {
        const { env, run, log } = this.#context;
        const { token, environment } = this.#facts;
        // Not the job's own signal: that it was cancelled has to be recorded too.
        const signal = AbortSignal.timeout(BUDGET_MS);
        try {
            return await call(createGithubRequest({ env, repository: run.repository, token, signal }));
        }
        catch (error) {
            const why = signal.aborted ? `no answer within ${BUDGET_MS / 1_000} s` : (0,errors/* errorMessage */.gJ)(error);
            log.warning(`The GitHub deployment of ${environment} is not kept: ${why}. The deployment itself goes on.`);
            return undefined;
        }
    }
}


/***/ })

};
