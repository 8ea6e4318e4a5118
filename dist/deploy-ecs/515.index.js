export const id = 515;
export const ids = [515];
export const modules = {

/***/ 9515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DeploymentRecord: () => (/* binding */ DeploymentRecord)
});

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
;// CONCATENATED MODULE: ./shared/github/fault.js
/** GitHub did not do what it was asked. `message` is one sentence without a full stop, with what to do about it. */
class GithubFault extends Error {
    name = 'GithubFault';
    /** Whether the same request may succeed in a moment. */
    retryable;
    /** Of the answer, where there was one. */
    status;
    constructor(message, retryable, status) {
        super(message);
        this.retryable = retryable;
        this.status = status;
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
        return new GithubFault(said, true, status);
    if (isRateLimit(result)) {
        const wait = Number(headers['retry-after'] ?? Number.NaN);
        return new GithubFault(`${said}; the rate limit of the token is used up`, wait <= PATIENCE_SECONDS, status);
    }
    const wanted = headers['x-accepted-github-permissions'];
    return new GithubFault(`${said}${adviceOn(status, wanted)}`, false, status);
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

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./shared/github/json.js
/** Members of GitHub's answers, whose form is never taken for granted. */
function json_memberOf(value, name) {
    return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
}
function json_idOf(answer) {
    const id = json_memberOf(answer, 'id');
    return typeof id === 'number' ? id : undefined;
}
function listOf(answer) {
    return Array.isArray(answer) ? answer : [];
}

// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/github/patiently.js


/** Calls again what may go well in a moment, twice at most. */
function patiently_patiently(call, patience) {
    const retryable = (error) => error instanceof GithubFault && error.retryable;
    return (0,retry/* withRetry */.b)(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}

;// CONCATENATED MODULE: ./shared/github/payload.js

/** The payload of this form tells that a deployment is the suite's. */
const payload_PAYLOAD_SCHEMA = 'cicd-actions/deployment/v1';
/** The releases that a payload as it was written, or as GitHub gives it back, tells of. */
function payload_releasesOf(payload) {
    const services = json_memberOf(payload, 'services');
    return (Array.isArray(services) ? services : [payload]).flatMap((release) => {
        const texts = ['cluster', 'service', 'taskDefinition', 'previousTaskDefinition'].map((name) => json_memberOf(release, name));
        const [cluster, service, taskDefinition, previousTaskDefinition] = texts;
        if (typeof cluster !== 'string' ||
            typeof service !== 'string' ||
            typeof taskDefinition !== 'string' ||
            typeof previousTaskDefinition !== 'string')
            return [];
        const images = listOf(json_memberOf(release, 'images')).filter((image) => typeof image === 'string');
        return [{ cluster, service, taskDefinition, previousTaskDefinition, images }];
    });
}
/** GitHub gives a payload back as it was given: JSON as text stays text. */
function payload_payloadOf(deployment) {
    const payload = json_memberOf(deployment, 'payload');
    if (typeof payload !== 'string')
        return payload;
    try {
        return JSON.parse(payload);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./shared/github/find-deployment.js




/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
const CANDIDATES = 5;
/** One commit may be deployed to many services of an environment. */
const RELEASES = 50;
/** The first statuses of a job's deployment are GitHub's own; no step tells more than some. */
const STATUSES = 30;
/** This run's own deployment, or one that GitHub made for its job; of a rollback only its own, which names it. */
async function findOwnDeployment(request, wanted) {
    const listed = await listDeployments(request, wanted, CANDIDATES);
    const own = json_idOf(listed.find((deployment) => isOwn(payload_payloadOf(deployment), wanted.payload)));
    if (own !== undefined)
        return { id: own, ofJob: false };
    if (json_memberOf(wanted.payload, 'rollbackOf') !== undefined)
        return undefined;
    const free = (await ofJobs(request, listed, wanted.payload.runId)).find(({ taken }) => !taken);
    return free && { id: free.id, ofJob: true };
}
/**
 * The newest deployment of a release, by whichever run: the one whose payload names the service, else one that GitHub
 * made for a job of this run because it has an `environment:`.
 * @throws {GithubFault}
 */
function findReleaseDeployment(request, wanted, patience) {
    const { environment, sha, service, taskDefinition, runId } = wanted;
    const isOfRelease = (deployment) => {
        const payload = payloadOf(deployment);
        if (memberOf(payload, 'schema') !== PAYLOAD_SCHEMA)
            return false;
        if (service === undefined)
            return true;
        return releasesOf(payload).some((one) => one.service === service.name &&
            one.cluster === service.cluster &&
            (taskDefinition === undefined || one.taskDefinition === taskDefinition));
    };
    return patiently(async () => {
        const listed = await listDeployments(request, { environment, sha }, RELEASES);
        const found = listed.find(isOfRelease);
        return found === undefined && sha !== undefined
            ? releaseOfJob(await ofJobs(request, listed.slice(0, CANDIDATES), runId))
            : idOf(found);
    }, patience);
}
async function listDeployments(request, { environment, sha }, perPage) {
    const commit = sha === undefined ? {} : { sha };
    const query = new URLSearchParams({ environment, ...commit, task: 'deploy', per_page: String(perPage) });
    return listOf(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
}
/** Those that GitHub made for jobs of a run. They have no payload; their statuses name the page of the job. */
async function ofJobs(request, listed, runId) {
    const made = [];
    for (const deployment of listed) {
        const id = json_idOf(deployment);
        if (id === undefined || json_memberOf(payload_payloadOf(deployment), 'schema') !== undefined)
            continue;
        const path = `/deployments/${id}/statuses?per_page=${STATUSES}`;
        const [newest, ...older] = listOf(await request({ method: 'GET', path })).map((status) => {
            const page = json_memberOf(status, 'log_url');
            return typeof page === 'string' && page.includes(`/actions/runs/${runId}/job/`);
        });
        if (newest === true || older.includes(true))
            made.push({ id, taken: newest !== true });
    }
    return made;
}
/** Which of several has the release, only those tell that no step has taken: others may be of other services. */
function releaseOfJob(made) {
    const [only, ...others] = made;
    return others.length === 0 ? only?.id : made.find(({ taken }) => !taken)?.id;
}
/**
 * Of this run, this very release, and for the same end: a second deployment of the same step or job has a record of its
 * own, and so has a rollback to what the run had deployed itself.
 */
function isOwn(payload, wanted) {
    const { schema, runId, runAttempt } = wanted;
    const ofThisRun = Object.entries({ schema, runId, runAttempt }).every(([name, value]) => json_memberOf(payload, name) === value);
    const isSame = json_memberOf(payload, 'rollbackOf') === json_memberOf(wanted, 'rollbackOf');
    return ofThisRun && isSame && (0,external_node_util_.isDeepStrictEqual)(namesOf(payload), namesOf(wanted));
}
/** What a payload deploys. */
function namesOf(payload) {
    return payload_releasesOf(payload).map(({ cluster, service, taskDefinition }) => [cluster, service, taskDefinition]);
}

;// CONCATENATED MODULE: ./shared/github/deployments.js




/** GitHub refuses a longer description. */
const DESCRIPTION = 140;
/**
 * This run's deployment: one it has made already, one that GitHub made for the job because it has an
 * `environment:`, or a new one.
 * @throws {GithubFault}
 */
function openDeployment(request, wanted, patience) {
    // Looked for again each time: the answer to a creation may have been lost.
    return patiently_patiently(async () => (await findOwnDeployment(request, wanted)) ?? (await create(request, wanted)), patience);
}
/** @throws {GithubFault} */
async function setDeploymentStatus(request, { id, status }, patience) {
    const body = {
        state: status.state,
        description: shorten(status.description),
        ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
    };
    await patiently_patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body }), patience);
}
/**
 * The newest state of a deployment; undefined for one that nothing was told of yet.
 * @throws {GithubFault}
 */
async function stateOf(request, id) {
    const [newest] = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
    return json_memberOf(newest, 'state');
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
    const id = json_idOf(await request({ method: 'POST', path: '/deployments', body }));
    if (id === undefined)
        throw new GithubFault('POST /deployments: the answer has no id', false);
    return { id, ofJob: false };
}
function shorten(text) {
    // The expression takes half of a character away that the cut left.
    return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

;// CONCATENATED MODULE: ./shared/github/find-rollback.js







/** Who began the rollback a moment ago may not have come to record it yet. */
const LOOKS = 3;
const BETWEEN_MS = 1_000;
/** A deployment in one of these states ends later; one without any status is new. */
const OPEN = new Set(['in_progress', 'queued', 'pending', undefined]);
/** GitHub deletes no deployment that may be active. Source: GitHub docs, "Delete a deployment". */
const INACTIVE = { state: 'inactive', description: 'the rollback has a deployment already' };
/**
 * The open deployment of the same rollback that another run has made, or this run before it was run again: what was cut
 * off then is an `error`. It is looked for three times in two seconds.
 * @throws {GithubFault}
 */
async function findOpenRollback(request, wanted, patience) {
    for (let look = 1;; look += 1) {
        const found = await patiently_patiently(() => findOnce(request, { ...wanted, cutOff: true }), patience);
        if (found !== undefined || look === LOOKS)
            return found;
        await patience.clock.sleep(BETWEEN_MS, patience.signal);
    }
}
/**
 * Which of two deployments of the same rollback stays: ours, or the one that another run made a moment before it. GitHub
 * cannot be asked to make a deployment only if there is none, so two runs that begin at once each make one; the older
 * one stays, and ours is deleted where it is not that.
 * @throws {GithubFault}
 */
async function keepFirstRollback(request, { id, ...wanted }, patience) {
    const first = await patiently_patiently(() => findOnce(request, { ...wanted, before: id }), patience);
    if (first === undefined)
        return id;
    await patiently_patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body: INACTIVE }), patience);
    await patiently_patiently(() => remove(request, id), patience);
    return first;
}
/** One that is gone was deleted by a request whose answer was lost. */
async function remove(request, id) {
    try {
        await request({ method: 'DELETE', path: `/deployments/${id}` });
    }
    catch (error) {
        if (!(error instanceof GithubFault && error.status === 404))
            throw error;
    }
}
async function findOnce(request, { before = Infinity, cutOff = false, ...wanted }) {
    for (const deployment of await listDeployments(request, wanted, CANDIDATES)) {
        const id = json_idOf(deployment);
        const payload = payload_payloadOf(deployment);
        if (id === undefined || id >= before || !isSameRollback(payload, wanted.payload))
            continue;
        const state = await stateOf(request, id);
        const ownCutOff = cutOff && state === 'error' && json_memberOf(payload, 'runId') === wanted.payload.runId;
        if (OPEN.has(state) || ownCutOff)
            return id;
    }
    return undefined;
}
function isSameRollback(payload, wanted) {
    const left = json_memberOf(payload, 'rollbackOf');
    return (json_memberOf(payload, 'schema') === payload_PAYLOAD_SCHEMA &&
        left !== undefined &&
        left === json_memberOf(wanted, 'rollbackOf') &&
        (0,external_node_util_.isDeepStrictEqual)(namesOf(payload), namesOf(wanted)));
}

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./shared/http/address.js
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
    if (kind === 'tls' && NOT_TLS.test((0,errors/* errorMessage */.gJ)(error)))
        return new ProbeError('plain-http', url.protocol === 'https:' ? `${host} speaks plain HTTP, not HTTPS` : `${host} does not speak TLS`);
    return new ProbeError(kind, words(kind, { url, host, code, detail: (0,errors/* errorMessage */.gJ)(error) }));
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
    if (!(0,errors/* isError */.bJ)(error))
        return '';
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    // Several addresses were tried at once (RFC 8305): what the first of them met.
    if ('errors' in error && Array.isArray(error.errors))
        return errorCode(error.errors[0]);
    return error.cause === undefined ? '' : errorCode(error.cause);
}

;// CONCATENATED MODULE: ./shared/http/proxy.js



/**
 * The proxy that HTTP_PROXY or HTTPS_PROXY names for `url`; undefined when none does, or NO_PROXY takes it out. Lower
 * case wins, as with curl.
 * @throws {ProbeError} when it is no http or https URL
 */
function proxyFor(url, env) {
    const name = isSecure(url) ? 'https_proxy' : 'http_proxy';
    const text = proxy_valueOf(env, name);
    if (text === '' || isExempt(url, proxy_valueOf(env, 'no_proxy')))
        return undefined;
    const proxy = URL.parse(text);
    // The value is not repeated: it may hold a password.
    if (proxy === null || !/^https?:$/.test(proxy.protocol))
        throw new ProbeError('proxy', `${name.toUpperCase()} is not an http or https URL`);
    return proxy;
}
/** Passwords in the URLs of proxies, in every form they are sent or written in. */
function secretsOfProxies(env) {
    const urls = ['http_proxy', 'https_proxy'].map((name) => URL.parse(proxy_valueOf(env, name)));
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
function proxy_valueOf(env, name) {
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
    if (port !== undefined && port !== portOf(url))
        return false;
    const host = socketHost(url);
    if ((0,external_node_net_.isIP)(host) !== 0)
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
    const family = (0,external_node_net_.isIP)(network);
    if (family === 0 || family !== (0,external_node_net_.isIP)(host))
        return false;
    const width = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? width : Number(/^\d+$/.test(bits) ? bits : NaN);
    if (Number.isNaN(prefix) || prefix > width)
        return false;
    const range = new external_node_net_.BlockList();
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
        .filter(({ host, port }) => host === socketHost(url) && (port === undefined || port === portOf(url)))
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
    const host = socketHost(url);
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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./shared/http/tunnel.js




/**
 * Asks `proxy` for a tunnel (RFC 9110, 9.3.6) and gives its end. Node's own agents can do this too, but leave a socket
 * open, and with it the process, when a tunnel is given up half-way.
 * @throws {ProbeError} when the proxy cannot be reached or refuses; the signal's reason when it aborts
 */
async function openTunnel(proxy, { to, connect, signal }) {
    const authority = `${to.hostname}:${portOf(to)}`;
    const outgoing = (0,external_node_http_.request)({
        method: 'CONNECT',
        path: authority,
        headers: { host: authority, ...proxyAuthorization(proxy) },
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
            reject(new ProbeError('proxy', `the proxy ${hostOf(proxy)} refuses ${authority}: status ${statusCode}`));
        });
        outgoing.once('error', (error) => {
            reject(signal.aborted ? signal.reason : unreachable(error, proxy));
        });
        outgoing.end();
    });
}
/** What went wrong on the way to the proxy, so that nobody takes it for the server's fault. */
function unreachable(error, proxy) {
    const { message } = describeFailure(error, proxy);
    return new ProbeError('proxy', `the proxy cannot be used: ${message}`);
}

;// CONCATENATED MODULE: ./shared/http/connection.js







const DEFAULT_CONNECTION = { resolve: [], tls: DEFAULT_TLS };
/** The proxy that leads to a peer; an address that `resolve` gives is always gone to directly. */
function proxyOf({ url, connection }, env) {
    return addressesOf(url, connection.resolve).length > 0 ? undefined : proxyFor(url, env);
}
/**
 * A connection of its own to a peer: a new look-up, all addresses tried (RFC 8305), a new socket, a new TLS session. It
 * is returned before it is established; its events tell.
 */
function connectDirectly({ url, connection }) {
    const addresses = addressesOf(url, connection.resolve);
    const options = {
        host: socketHost(url),
        port: portOf(url),
        noDelay: true,
        ...(addresses.length === 0 ? {} : { lookup: lookupOf(addresses) }),
    };
    return isSecure(url) ? (0,external_node_tls_.connect)({ ...options, ...tlsOptions(url, connection.tls) }) : (0,external_node_net_.connect)(options);
}
/**
 * A connection to a peer through `proxy`, which is asked for a tunnel.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
async function connectThrough(proxy, { url, connection }, options) {
    const socket = await openTunnel(proxy, { to: url, connect: () => connectDirectly(ofProxy(proxy)), ...options });
    return isSecure(url) ? (0,external_node_tls_.connect)({ ...tlsOptions(url, connection.tls), socket }) : socket;
}
/** A proxy is reached as DNS and Node's authorities say. */
function ofProxy(proxy) {
    return { url: proxy, connection: DEFAULT_CONNECTION };
}

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./shared/http/attempt.js


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
        const limit = (0,duration/* formatDuration */.a)(request.timeoutMs);
        stop.now(attempt, new ProbeError('timeout', `no complete answer within ${limit} (${attempt.phase})`));
    }, request.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        const reply = await stop.unless(ask(attempt));
        return { ms: elapsed(), ...reply };
    }
    catch (error) {
        signal.throwIfAborted();
        const { failure, message } = describeFailure(stop.reason ?? error, attempt.at);
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

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
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
        return await beginningOf(body_decoded(response), { reader, maxBytes });
    }
    catch (error) {
        if (isDecodingError(error))
            throw new ProbeError('protocol', `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${(0,errors/* errorMessage */.gJ)(error)}`);
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
function body_decoded(response) {
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

;// CONCATENATED MODULE: ./shared/http/certificate.js

const DAY_MS = 86_400_000;
const MAX_NAME_LENGTH = 200;
/** The certificate a secure connection was made with; undefined of a plain one. `now` is milliseconds since 1970. */
function certificateOf(socket, now = Date.now()) {
    const certificate = socket instanceof external_node_tls_.TLSSocket ? socket.getPeerX509Certificate() : undefined;
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
function headers_headerProblem(name, value) {
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
 * @throws {ProbeError} when it does not lead to http or https, or from https to http
 */
function redirected(request, { status, headers }) {
    const location = headers['location'];
    if (!REDIRECTS.has(status) || location === undefined)
        return undefined;
    const url = URL.parse(location, request.url.href);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new ProbeError('redirect', `status ${status} leads to "${location.slice(0, 100)}", which is no http or https URL`);
    // Node and curl would go on. But what then answers has proved nothing to anyone, and usually the application behind a
    // load balancer has not heard that its users come by https.
    if (request.url.protocol === 'https:' && url.protocol === 'http:')
        throw new ProbeError('redirect', `status ${status} leads from https to plain http, ${shown(url)}`);
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
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !isCredentialHeader(name) && name.toLowerCase() !== 'host'));
}

;// CONCATENATED MODULE: ./shared/http/auth.js

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

;// CONCATENATED MODULE: ./shared/http/send.js






/**
 * Sends a request over a connection of its own: a kept-alive one would stay on the target the load balancer chose
 * first and never see the others.
 * @throws {ProbeError} when it cannot be signed, or the proxy does not let it through
 */
async function send(request, attempt) {
    const { env } = attempt;
    const { body, method, url } = request;
    const headers = request.auth?.kind === 'sigv4' ? await signed(request, request.auth, attempt) : headersOf(request);
    const proxy = proxyOf(request, env);
    // A WebSocket needs a tunnel with TLS or without (RFC 6455, 4.1).
    const tunnelled = proxy !== undefined && url.protocol !== 'http:';
    const socket = tunnelled
        ? await connectThrough(proxy, request, { signal: attempt.signal })
        : connectDirectly(proxy === undefined ? request : ofProxy(proxy));
    // A proxy that forwards is told the whole URL (RFC 9112, 3.2.2).
    const forwarded = proxy !== undefined && !tunnelled;
    const connected = () => {
        attempt.phase = 'waiting for the answer';
    };
    if (socket.connecting)
        socket.once('connect', connected);
    else
        connected();
    const outgoing = (0,external_node_http_.request)({
        createConnection: () => socket,
        method,
        path: `${forwarded ? url.origin : ''}${url.pathname}${url.search}`,
        // As a list they are written at once, not kept and looked up by name first.
        headers: Object.entries(forwarded ? { ...headers, ...proxyAuthorization(proxy) } : headers).flat(),
    });
    outgoing.end(body);
    return { outgoing, socket, proxy: forwarded ? proxy : undefined };
}
async function signed(request, auth, { sign, signal }) {
    if (sign === undefined)
        throw new ProbeError('credentials', 'nobody is there to sign the request');
    const headers = headersOf(request);
    try {
        return { ...headers, ...(await sign(auth, { ...request, headers })) };
    }
    catch (error) {
        throw new ProbeError('credentials', `the request could not be signed: ${(0,errors/* errorMessage */.gJ)(error)}`);
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
        ...authorization(url, auth),
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
            reject(new ProbeError('protocol', 'status 101 switches to another protocol, which was not asked for'));
        });
        let interim = 0;
        outgoing.on('information', () => {
            interim += 1;
            if (interim > MAX_INTERIM_ANSWERS)
                outgoing.destroy(new ProbeError('protocol', `more than ${MAX_INTERIM_ANSWERS} interim answers (1xx) and no end`));
        });
        // Stays for the life of the request: a reset may follow the answer, and an unheard error ends the process.
        outgoing.on('error', (error) => {
            failure ??= error;
            if (!answered)
                reject(error);
        });
    });
}

;// CONCATENATED MODULE: ./shared/http/probe.js







/** Bytes of a decoded body that are read; a health answer is far smaller. */
const MAX_BODY_BYTES = 1024 * 1024;
/**
 * Asks once.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
const probe = (request, options) => attemptWithin(request, options, (attempt) => follow(request, attempt));
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
    attempt.at = request.url;
    attempt.phase = 'connecting';
    const { outgoing, proxy, socket } = await send(request, attempt);
    attempt.current = outgoing;
    let whole = false;
    try {
        const told = await answerOf(outgoing, (response) => {
            attempt.phase = 'reading the body';
            return read(response, { socket, maxBytes: request.maxBodyBytes ?? MAX_BODY_BYTES });
        }).catch((error) => {
            throw proxy !== undefined && attempt.phase === 'connecting' ? unreachable(error, proxy) : error;
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
    const certificate = certificateOf(socket);
    const { text, truncated } = await readBody(response, maxBytes);
    return {
        kind: 'answered',
        status: response.statusCode ?? 0,
        headers: probe_headersOf(response),
        body: text,
        truncated,
        ...(certificate === undefined ? {} : { certificate }),
    };
}
/** By lower-case name; several of one name joined by commas. */
function probe_headersOf(response) {
    const headers = {};
    const { headers: sent } = response;
    for (const name of Object.keys(sent)) {
        const value = sent[name];
        if (value !== undefined)
            headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    return headers;
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
            auth: undefined,
            connection: DEFAULT_CONNECTION,
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

;// CONCATENATED MODULE: ./shared/github/in-budget.js


/** Milliseconds for all calls of one record; a cancelled job has 7.5 seconds in all. */
const BUDGET_MS = 5_000;
/**
 * Calls GitHub for a record, which decides over nothing: within five seconds, whatever GitHub does, and also after the
 * job was cancelled, since that has to be recorded too. Never rejects.
 */
async function inBudget({ clock, random, env, run, token, }, call) {
    const signal = AbortSignal.timeout(BUDGET_MS);
    try {
        const request = createGithubRequest({ env, repository: run.repository, token, signal });
        return { done: true, value: await call(request, { clock, random, signal }) };
    }
    catch (error) {
        return { done: false, why: signal.aborted ? `no answer within ${BUDGET_MS / 1_000} s` : (0,errors/* errorMessage */.gJ)(error) };
    }
}

;// CONCATENATED MODULE: ./shared/github/deployment-record.js





const NAMELESS = '; GitHub has made it for this job, so it names no release that rollback could go by. With `deployment: false` in the environment of the job, one that does is made.';
/**
 * Keeps the GitHub deployment of a rollout. It runs beside the rollout and never stops it: whatever GitHub does is at
 * most a warning, said once.
 */
class DeploymentRecord {
    #context;
    #facts;
    #opened;
    /** Opens the deployment, in progress. */
    constructor(context, facts) {
        this.#context = context;
        this.#facts = facts;
        this.#opened = this.#quietly((request, patience) => this.#open(request, patience));
    }
    /**
     * Says how the rollout ended; gives the deployment's id.
     * @param environmentUrl where the release answers
     */
    async close(state, description, environmentUrl) {
        const id = await this.#opened;
        if (id === undefined)
            return undefined;
        await this.#quietly((request, patience) => this.#set({ request, patience }, { id, state, description, environmentUrl }));
        return id;
    }
    async #open(request, patience) {
        const { environment, sha, joined, rollback } = this.#facts;
        const description = this.#tellable(this.#facts.description);
        const wanted = { environment, sha, description, payload: this.#payload() };
        const others = joined === true ? await findOpenRollback(request, wanted, patience) : undefined;
        if (others !== undefined)
            return this.#share(others);
        const { id, ofJob } = await openDeployment(request, wanted, patience);
        await this.#set({ request, patience }, { id, state: 'in_progress', description });
        const kept = rollback === undefined ? id : await keepFirstRollback(request, { ...wanted, id }, patience);
        if (kept !== id)
            return this.#share(kept);
        this.#context.log.info(`GitHub deployment: ${id}, environment ${environment}${ofJob ? NAMELESS : ''}`);
        return id;
    }
    /** Of a rollback that another run makes, too. */
    #share(id) {
        const { environment } = this.#facts;
        this.#context.log.info(`GitHub deployment: ${id}, environment ${environment}; the rollback has it already`);
        return id;
    }
    #payload() {
        const { runId, runAttempt } = this.#context.run;
        const { releases, rollback } = this.#facts;
        const [release, ...others] = releases;
        const services = [release, ...others].map((each) => this.#redacted(each));
        return {
            schema: payload_PAYLOAD_SCHEMA,
            runId,
            runAttempt,
            ...(others.length === 0 ? this.#redacted(release) : { services }),
            ...(rollback === undefined ? {} : { ...rollback, reason: this.#tellable(rollback.reason) }),
        };
    }
    async #set({ request, patience }, status) {
        const { id, state, environmentUrl } = status;
        const description = this.#tellable(status.description);
        const logUrl = this.#context.run.runUrl;
        const told = { state, description, logUrl, environmentUrl: environmentUrl && this.#tellable(environmentUrl) };
        await setDeploymentStatus(request, { id, status: told }, patience);
    }
    #tellable(text) {
        return this.#context.redactor.redact((0,neutralise/* neutraliseLine */.f)(text));
    }
    #redacted(release) {
        const hide = (text) => this.#context.redactor.redact(text);
        return { ...release, service: hide(release.service), images: release.images.map(hide) };
    }
    /** Undefined when GitHub did not do it. */
    async #quietly(call) {
        const { log } = this.#context;
        const { token, environment, rollback } = this.#facts;
        const called = await inBudget({ ...this.#context, token }, call);
        if (called.done)
            return called.value;
        const what = rollback === undefined ? 'deployment' : 'rollback';
        log.warning(`The GitHub deployment of ${environment} is not kept: ${called.why}. The ${what} itself goes on.`);
        return undefined;
    }
}


/***/ })

};
