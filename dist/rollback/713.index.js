export const id = 713;
export const ids = [713];
export const modules = {

/***/ 1713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tellVerified: () => (/* binding */ tellVerified)
/* harmony export */ });
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);
/* harmony import */ var _shared_github_deployments__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4746);
/* harmony import */ var _shared_github_find_deployment__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1963);
/* harmony import */ var _shared_github_in_budget__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9794);
/* harmony import */ var _shared_github_patiently__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6388);
/* harmony import */ var _shared_text_neutralise__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6178);
/* harmony import */ var _target_candidates_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9053);







/**
 * Says in the newest GitHub deployment of a release how its verification ended, where this step began no rollback and so
 * has none of its own: it is that of the run before, which was cut off, or whose release was never proven. None is made.
 * @returns the deployment's id
 */
async function tellVerified(context, { environment, token, ref, to, otherAnswered }, ending) {
    const { log, redactor, run } = context;
    const tellable = (text) => redactor.redact((0,_shared_text_neutralise__WEBPACK_IMPORTED_MODULE_6__/* .neutraliseLine */ .f)(text));
    const told = await (0,_shared_github_in_budget__WEBPACK_IMPORTED_MODULE_3__/* .inBudget */ .X)({ ...context, token }, async (request, patience) => {
        const service = { cluster: (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(ref.cluster), name: (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(ref.service) };
        const { taskDefinitionArn: taskDefinition } = to;
        // One commit may have several revisions; the revision alone tells this one.
        const wanted = { environment, sha: undefined, taskDefinition, service, runId: run.runId };
        const id = await (0,_shared_github_find_deployment__WEBPACK_IMPORTED_MODULE_2__/* .findReleaseDeployment */ .u8)(request, wanted, patience);
        if (id === undefined)
            return undefined;
        if (otherAnswered && (await (0,_shared_github_patiently__WEBPACK_IMPORTED_MODULE_4__/* .patiently */ .d)(() => (0,_shared_github_deployments__WEBPACK_IMPORTED_MODULE_1__/* .stateOf */ .L4)(request, id), patience)) === 'success')
            return id;
        const { state, environmentUrl } = ending;
        const description = tellable(ending.description);
        const url = environmentUrl && tellable(environmentUrl);
        await (0,_shared_github_deployments__WEBPACK_IMPORTED_MODULE_1__/* .setDeploymentStatus */ .e9)(request, { id, status: { state, description, logUrl: run.runUrl, environmentUrl: url } }, patience);
        log.info(`GitHub deployment of ${(0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_5__/* .nameRelease */ .fm)(to)}: ${id}, ${state}`);
        return id;
    });
    if (told.done)
        return told.value;
    log.warning(`The verification of ${(0,_target_candidates_js__WEBPACK_IMPORTED_MODULE_5__/* .nameRelease */ .fm)(to)} is not in its GitHub deployment: ${told.why}. The verdict itself stands.`);
    return undefined;
}


/***/ }),

/***/ 4746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   Q6: () => (/* binding */ openDeployment),
/* harmony export */   e9: () => (/* binding */ setDeploymentStatus)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9170);
/* harmony import */ var _find_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1963);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7830);
/* harmony import */ var _patiently_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6388);




/** GitHub refuses a longer description. */
const DESCRIPTION = 140;
/**
 * This run's deployment: one it has made already, one that GitHub made for the job because it has an
 * `environment:`, or a new one.
 * @throws {GithubFault}
 */
function openDeployment(request, wanted, patience) {
    // Looked for again each time: the answer to a creation may have been lost.
    return (0,_patiently_js__WEBPACK_IMPORTED_MODULE_2__/* .patiently */ .d)(async () => (await (0,_find_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .findOwnDeployment */ .D9)(request, wanted)) ?? (await create(request, wanted)), patience);
}
/** @throws {GithubFault} */
async function setDeploymentStatus(request, { id, status }, patience) {
    const body = {
        state: status.state,
        description: shorten(status.description),
        ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
    };
    await (0,_patiently_js__WEBPACK_IMPORTED_MODULE_2__/* .patiently */ .d)(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body }), patience);
}
/**
 * The newest state of a deployment; undefined for one that nothing was told of yet.
 * @throws {GithubFault}
 */
async function stateOf(request, id) {
    const [newest] = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .listOf */ .c3)(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(newest, 'state');
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
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .idOf */ .TH)(await request({ method: 'POST', path: '/deployments', body }));
    if (id === undefined)
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .GithubFault */ .i('POST /deployments: the answer has no id', false);
    return { id, ofJob: false };
}
function shorten(text) {
    // The expression takes half of a character away that the cut left.
    return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}


/***/ }),

/***/ 9170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ faultOf),
/* harmony export */   i: () => (/* binding */ GithubFault)
/* harmony export */ });
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


/***/ }),

/***/ 1963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ findOwnDeployment),
/* harmony export */   Jn: () => (/* binding */ listDeployments),
/* harmony export */   Rb: () => (/* binding */ CANDIDATES),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   u8: () => (/* binding */ findReleaseDeployment)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7830);
/* harmony import */ var _patiently_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6388);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6548);




/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
const CANDIDATES = 5;
/** One commit may be deployed to many services of an environment. */
const RELEASES = 50;
/** The first statuses of a job's deployment are GitHub's own; no step tells more than some. */
const STATUSES = 30;
/** This run's own deployment, or one that GitHub made for its job; of a rollback only its own, which names it. */
async function findOwnDeployment(request, wanted) {
    const listed = await listDeployments(request, wanted, CANDIDATES);
    const own = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .idOf */ .TH)(listed.find((deployment) => isOwn((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .payloadOf */ .Md)(deployment), wanted.payload)));
    if (own !== undefined)
        return { id: own, ofJob: false };
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(wanted.payload, 'rollbackOf') !== undefined)
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
        const payload = (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .payloadOf */ .Md)(deployment);
        if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(payload, 'schema') !== _payload_js__WEBPACK_IMPORTED_MODULE_3__/* .PAYLOAD_SCHEMA */ .Ri)
            return false;
        if (service === undefined)
            return true;
        return (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .releasesOf */ .w0)(payload).some((one) => one.service === service.name &&
            one.cluster === service.cluster &&
            (taskDefinition === undefined || one.taskDefinition === taskDefinition));
    };
    return (0,_patiently_js__WEBPACK_IMPORTED_MODULE_1__/* .patiently */ .d)(async () => {
        const listed = await listDeployments(request, { environment, sha }, RELEASES);
        const found = listed.find(isOfRelease);
        return found === undefined && sha !== undefined
            ? releaseOfJob(await ofJobs(request, listed.slice(0, CANDIDATES), runId))
            : (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .idOf */ .TH)(found);
    }, patience);
}
async function listDeployments(request, { environment, sha }, perPage) {
    const commit = sha === undefined ? {} : { sha };
    const query = new URLSearchParams({ environment, ...commit, task: 'deploy', per_page: String(perPage) });
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c3)(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
}
/** Those that GitHub made for jobs of a run. They have no payload; their statuses name the page of the job. */
async function ofJobs(request, listed, runId) {
    const made = [];
    for (const deployment of listed) {
        const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .idOf */ .TH)(deployment);
        if (id === undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .payloadOf */ .Md)(deployment), 'schema') !== undefined)
            continue;
        const path = `/deployments/${id}/statuses?per_page=${STATUSES}`;
        const [newest, ...older] = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c3)(await request({ method: 'GET', path })).map((status) => {
            const page = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(status, 'log_url');
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
    const ofThisRun = Object.entries({ schema, runId, runAttempt }).every(([name, value]) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(payload, name) === value);
    const isSame = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(payload, 'rollbackOf') === (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .memberOf */ .C5)(wanted, 'rollbackOf');
    return ofThisRun && isSame && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(namesOf(payload), namesOf(wanted));
}
/** What a payload deploys. */
function namesOf(payload) {
    return (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .releasesOf */ .w0)(payload).map(({ cluster, service, taskDefinition }) => [cluster, service, taskDefinition]);
}


/***/ }),

/***/ 9794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ inBudget)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/http/connection.js + 2 modules
var connection = __webpack_require__(7613);
// EXTERNAL MODULE: ./shared/http/probe.js + 1 modules
var probe = __webpack_require__(1038);
// EXTERNAL MODULE: ./shared/github/fault.js
var github_fault = __webpack_require__(9170);
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
        const fault = (0,github_fault/* faultOf */.K)(call, result);
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
        throw new github_fault/* GithubFault */.i(`${call}: the answer is no JSON`, true);
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


/***/ }),

/***/ 7830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ memberOf),
/* harmony export */   TH: () => (/* binding */ idOf),
/* harmony export */   c3: () => (/* binding */ listOf)
/* harmony export */ });
/** Members of GitHub's answers, whose form is never taken for granted. */
function memberOf(value, name) {
    return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
}
function idOf(answer) {
    const id = memberOf(answer, 'id');
    return typeof id === 'number' ? id : undefined;
}
function listOf(answer) {
    return Array.isArray(answer) ? answer : [];
}


/***/ }),

/***/ 6388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ patiently)
/* harmony export */ });
/* harmony import */ var _shared_aws_retry__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6312);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9170);


/** Calls again what may go well in a moment, twice at most. */
function patiently(call, patience) {
    const retryable = (error) => error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubFault */ .i && error.retryable;
    return (0,_shared_aws_retry__WEBPACK_IMPORTED_MODULE_0__/* .withRetry */ .b)(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}


/***/ }),

/***/ 6548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ payloadOf),
/* harmony export */   Ri: () => (/* binding */ PAYLOAD_SCHEMA),
/* harmony export */   w0: () => (/* binding */ releasesOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7830);

/** The payload of this form tells that a deployment is the suite's. */
const PAYLOAD_SCHEMA = 'cicd-actions/deployment/v1';
/** The releases that a payload as it was written, or as GitHub gives it back, tells of. */
function releasesOf(payload) {
    const services = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .memberOf */ .C5)(payload, 'services');
    return (Array.isArray(services) ? services : [payload]).flatMap((release) => {
        const texts = ['cluster', 'service', 'taskDefinition', 'previousTaskDefinition'].map((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .memberOf */ .C5)(release, name));
        const [cluster, service, taskDefinition, previousTaskDefinition] = texts;
        if (typeof cluster !== 'string' ||
            typeof service !== 'string' ||
            typeof taskDefinition !== 'string' ||
            typeof previousTaskDefinition !== 'string')
            return [];
        const images = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .memberOf */ .C5)(release, 'images')).filter((image) => typeof image === 'string');
        return [{ cluster, service, taskDefinition, previousTaskDefinition, images }];
    });
}
/** GitHub gives a payload back as it was given: JSON as text stays text. */
function payloadOf(deployment) {
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .memberOf */ .C5)(deployment, 'payload');
    if (typeof payload !== 'string')
        return payload;
    try {
        return JSON.parse(payload);
    }
    catch {
        return undefined;
    }
}


/***/ })

};
