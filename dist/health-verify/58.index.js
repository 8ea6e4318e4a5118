export const id = 58;
export const ids = [58];
export const modules = {

/***/ 7058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  recordOnGithub: () => (/* binding */ recordOnGithub)
});

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
;// CONCATENATED MODULE: ./shared/github/fault.js
/** GitHub did not do what it was asked. `message` is one sentence without a full stop, with what to do about it. */
class fault_GithubFault extends Error {
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
        return new fault_GithubFault(`${call}: ${result.message}`, true);
    const { status, headers, body } = result;
    if (status >= 200 && status < 300)
        return undefined;
    const said = `${call}: HTTP ${status}${messageOf(body)}`;
    if (status >= 500)
        return new fault_GithubFault(said, true, status);
    if (isRateLimit(result)) {
        const wait = Number(headers['retry-after'] ?? Number.NaN);
        return new fault_GithubFault(`${said}; the rate limit of the token is used up`, wait <= PATIENCE_SECONDS, status);
    }
    const wanted = headers['x-accepted-github-permissions'];
    return new fault_GithubFault(`${said}${adviceOn(status, wanted)}`, false, status);
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
function json_listOf(answer) {
    return Array.isArray(answer) ? answer : [];
}

// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/github/patiently.js


/** Calls again what may go well in a moment, twice at most. */
function patiently_patiently(call, patience) {
    const retryable = (error) => error instanceof fault_GithubFault && error.retryable;
    return (0,retry/* withRetry */.b)(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}

;// CONCATENATED MODULE: ./shared/github/payload.js

/** The payload of this form tells that a deployment is the suite's. */
const PAYLOAD_SCHEMA = 'cicd-actions/deployment/v1';
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
        const images = json_listOf(json_memberOf(release, 'images')).filter((image) => typeof image === 'string');
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
async function find_deployment_findOwnDeployment(request, wanted) {
    const listed = await listDeployments(request, wanted, CANDIDATES);
    const own = idOf(listed.find((deployment) => isOwn(payloadOf(deployment), wanted.payload)));
    if (own !== undefined)
        return { id: own, ofJob: false };
    if (memberOf(wanted.payload, 'rollbackOf') !== undefined)
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
        const payload = payload_payloadOf(deployment);
        if (json_memberOf(payload, 'schema') !== PAYLOAD_SCHEMA)
            return false;
        if (service === undefined)
            return true;
        return payload_releasesOf(payload).some((one) => one.service === service.name &&
            one.cluster === service.cluster &&
            (taskDefinition === undefined || one.taskDefinition === taskDefinition));
    };
    return patiently_patiently(async () => {
        const listed = await listDeployments(request, { environment, sha }, RELEASES);
        const found = listed.find(isOfRelease);
        return found === undefined && sha !== undefined
            ? releaseOfJob(await ofJobs(request, listed.slice(0, CANDIDATES), runId))
            : json_idOf(found);
    }, patience);
}
async function listDeployments(request, { environment, sha }, perPage) {
    const commit = sha === undefined ? {} : { sha };
    const query = new URLSearchParams({ environment, ...commit, task: 'deploy', per_page: String(perPage) });
    return json_listOf(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
}
/** Those that GitHub made for jobs of a run. They have no payload; their statuses name the page of the job. */
async function ofJobs(request, listed, runId) {
    const made = [];
    for (const deployment of listed) {
        const id = json_idOf(deployment);
        if (id === undefined || json_memberOf(payload_payloadOf(deployment), 'schema') !== undefined)
            continue;
        const path = `/deployments/${id}/statuses?per_page=${STATUSES}`;
        const [newest, ...older] = json_listOf(await request({ method: 'GET', path })).map((status) => {
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
    const ofThisRun = Object.entries({ schema, runId, runAttempt }).every(([name, value]) => memberOf(payload, name) === value);
    const isSame = memberOf(payload, 'rollbackOf') === memberOf(wanted, 'rollbackOf');
    return ofThisRun && isSame && isDeepStrictEqual(namesOf(payload), namesOf(wanted));
}
/** What a payload deploys. */
function namesOf(payload) {
    return releasesOf(payload).map(({ cluster, service, taskDefinition }) => [cluster, service, taskDefinition]);
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
    return patiently(async () => (await findOwnDeployment(request, wanted)) ?? (await create(request, wanted)), patience);
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
    return memberOf(newest, 'state');
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
    return { id, ofJob: false };
}
function shorten(text) {
    // The expression takes half of a character away that the cut left.
    return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/http/connection.js
var connection = __webpack_require__(5805);
// EXTERNAL MODULE: ./shared/http/probe.js + 1 modules
var probe = __webpack_require__(1038);
;// CONCATENATED MODULE: ./shared/github/request.js



const TIMEOUT_MS = 5_000;
/** GitHub's REST API as this job sees it: GITHUB_API_URL, GITHUB_REPOSITORY and the proxy come from `env`. */
function createGithubRequest(options, send = probe/* probe */.dy) {
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
            connection: connection/* DEFAULT_CONNECTION */.vE,
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
        throw new fault_GithubFault(`${call}: the answer is no JSON`, true);
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

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
;// CONCATENATED MODULE: ./actions/health-verify/record/github.js





/**
 * Says in the GitHub deployment of the release how its verification ended. It never decides over the verdict: what
 * prevents it is a warning, after five seconds at most. Older deployments of the environment are made inactive by
 * GitHub itself (GitHub docs, "Create a deployment status", `auto_inactive`), but for those of production.
 */
async function recordOnGithub(context, { inputs, github }, verdict) {
    const written = await inBudget({ ...context, token: github.token }, async (request, patience) => {
        const id = github.deploymentId ?? (await find(context, { inputs, github }, { request, patience }));
        if (id === undefined)
            return undefined;
        const { redactor, run } = context;
        const { state } = verdict;
        const description = redactor.redact((0,neutralise/* neutraliseLine */.f)(verdict.description));
        const url = state === 'success' ? (github.environmentUrl ?? originOf(inputs)) : undefined;
        const status = { state, description, logUrl: run.runUrl, environmentUrl: url && redactor.redact(url) };
        await setDeploymentStatus(request, { id, status }, patience);
        return id;
    });
    const { environment } = github;
    const of = environment === undefined ? `${github.deploymentId ?? ''}` : `of ${environment}`;
    if (!written.done)
        return notRecorded(context, of, written.why);
    if (written.value === undefined) {
        const { service } = inputs.provenService ?? {};
        const whose = service === undefined ? '' : `service ${(0,names/* shortName */.EU)(service)} and `;
        return notRecorded(context, of, `there is none of ${whose}commit ${commitOf(context, inputs)}`);
    }
    const id = written.value;
    context.log.info(`GitHub deployment: ${id}, ${verdict.state}`);
    return { kind: 'recorded', id, state: verdict.state };
}
function find(context, { inputs, github }, { request, patience }) {
    const { environment = '' } = github;
    const { provenService: ref } = inputs;
    const service = ref && { cluster: (0,names/* shortName */.EU)(ref.cluster), name: (0,names/* shortName */.EU)(ref.service) };
    const sha = commitOf(context, inputs);
    return findReleaseDeployment(request, { environment, sha, service, runId: context.run.runId }, patience);
}
/** The commit that had to answer, where it was named in full; else that of the event. */
function commitOf({ run }, { targets }) {
    const expected = targets.flatMap(({ critical, expectVersion }) => (critical ? (expectVersion ?? []) : []));
    return expected.find((version) => /^[0-9a-f]{40}$/i.test(version))?.toLowerCase() ?? run.sha;
}
/** Without path, query and credentials, which may be nobody's business. */
function originOf({ targets }) {
    return targets.find(({ url }) => /^https?:$/.test(url.protocol))?.url.origin;
}
function notRecorded({ log }, of, reason) {
    log.warning(`The verdict is not in the GitHub deployment ${of}: ${reason}. The verdict itself stands.`);
    return { kind: 'not-recorded', reason };
}


/***/ }),

/***/ 3445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H9: () => (/* binding */ faultKind),
/* harmony export */   MT: () => (/* binding */ awsFailure),
/* harmony export */   Ni: () => (/* binding */ isUnanswered),
/* harmony export */   r3: () => (/* binding */ isRetryable)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);

const RETRYABLE = new Set(['throttled', 'transient', 'conflict']);
/** Error codes by kind, as the service models and the SDK's retry code name them. */
const KIND_BY_CODE = [
    ['throttled', /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimit/],
    [
        'credentials',
        /^Expired|^InvalidClientTokenId$|^UnrecognizedClient|^InvalidSignature|^SignatureDoesNotMatch$|^MissingAuthenticationToken|^IncompleteSignature|^CredentialsProviderError$|^TokenProviderError$|^NotAuthorized$|^InvalidIdentityToken|^IDPRejectedClaim/,
    ],
    ['denied', /^AccessDenied|^Unauthorized|^OptInRequired/],
    ['not-found', /NotFound|^NoSuchEntity/],
    ['conflict', /^ConflictException$|^ConcurrentModification/],
    [
        'transient',
        /^TimeoutError$|^RequestTimeout|^ServiceUnavailable|^InternalFailure|^InternalServer|^ServerException$|^AbortError$/,
    ],
];
const TRANSIENT_SYSTEM_CODES = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
]);
// ECS answers it as a plain ClientException (aws-actions/amazon-ecs-deploy-task-definition users; PrefectHQ/prefect#21351).
const CONCURRENT_REVISION = /too many concurrent attempts to create a new revision/i;
function faultKind(error) {
    if (!(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(error))
        return 'unknown';
    if (CONCURRENT_REVISION.test(error.message))
        return 'conflict';
    const byName = KIND_BY_CODE.find(([, names]) => names.test(error.name))?.[0];
    if (byName !== undefined)
        return byName;
    // An answer that is not AWS's (a proxy's HTML page, an empty body) surfaces as a SyntaxError: the status decides.
    const status = httpStatus(error);
    if (status === 429)
        return 'throttled';
    if (status !== undefined && status >= 500)
        return 'transient';
    if ('code' in error && typeof error.code === 'string' && TRANSIENT_SYSTEM_CODES.has(error.code))
        return 'transient';
    if (status !== undefined && status >= 400)
        return 'invalid';
    return error.cause === undefined ? 'unknown' : faultKind(error.cause);
}
function isRetryable(error) {
    return RETRYABLE.has(faultKind(error));
}
/** No connection was made, so no request was sent. */
const NOT_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** Whether the answer is lost, so that nothing tells whether AWS did what was asked for. */
function isUnanswered(error) {
    if (!(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(error))
        return false;
    const status = httpStatus(error);
    // Said to be done, in an answer that cannot be read.
    if (status !== undefined && status >= 200 && status < 300)
        return true;
    return faultKind(error) === 'transient' && !('code' in error && NOT_SENT.has(String(error.code)));
}
/**
 * The error for the user, with what to do about it. An `ActionError` is handed through.
 * @param action what was being done, to complete the sentence "Could not …"
 */
function awsFailure(action, error) {
    if (error instanceof _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    const hint = HINTS[faultKind(error)];
    return new _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`Could not ${action}: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`, {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}
const HINTS = {
    throttled: 'AWS limits calls for each account and region. Run fewer jobs at a time, or ask AWS for a higher limit.',
    credentials: 'The AWS credentials are missing, expired or not valid. Set role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before this step; sessions it makes last an hour by default.',
    denied: 'Add the permission named above to the identity this job uses. The README lists what this action needs.',
};
function httpStatus(error) {
    const metadata = error.$metadata;
    return typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}


/***/ }),

/***/ 6312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ withRetry)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3445);

/**
 * Calls `call` until it succeeds or fails for good: for calls that the SDK's own few attempts cannot carry, such as
 * RegisterTaskDefinition (1 a second for an account) or a revision conflict, which the SDK does not retry at all.
 * Full jitter, so that parallel jobs do not meet again (AWS Builders' Library, "Timeouts, retries and backoff with jitter").
 * @throws the last error
 */
async function withRetry(call, options) {
    const { clock, random, signal, attempts = 8, baseMs = 500, capMs = 10_000, retryable = _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .isRetryable */ .r3, onRetry, } = options;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await call();
        }
        catch (error) {
            if (attempt >= attempts || signal?.aborted || !retryable(error))
                throw error;
            const waitMs = random() * Math.min(capMs, baseMs * 2 ** attempt);
            onRetry?.(error, waitMs);
            await clock.sleep(waitMs, signal);
        }
    }
}


/***/ })

};
