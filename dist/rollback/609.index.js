export const id = 609;
export const ids = [609];
export const modules = {

/***/ 5609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readGithubRecord: () => (/* binding */ readGithubRecord)
});

// UNUSED EXPORTS: toRecord

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/github/in-budget.js + 1 modules
var in_budget = __webpack_require__(9794);
// EXTERNAL MODULE: ./shared/github/json.js
var json = __webpack_require__(7830);
// EXTERNAL MODULE: ./shared/github/patiently.js
var patiently = __webpack_require__(6388);
// EXTERNAL MODULE: ./shared/github/payload.js
var github_payload = __webpack_require__(6548);
;// CONCATENATED MODULE: ./shared/github/recorded-deployments.js



/** A payload may tell of many services: more of them in one answer could be more than is read of it. */
const PER_PAGE = 50;
/** Of an environment, which may have many services. */
const PAGES = 4;
/** Of the service; each takes a request for its statuses. */
const DEPLOYMENTS = 30;
const AT_A_TIME = 10;
const FULL_SHA = /^[0-9a-f]{40}$/;
/**
 * The newest deployments of a service, newest first, by their whole status history: GitHub adds `inactive` behind the
 * `success` of the deployment before (GitHub docs, "Create a deployment status", `auto_inactive`). At most 30, of the 200
 * newest deployments of the environment.
 * @throws {GithubFault}
 */
async function recordedDeployments(request, wanted, patience) {
    const own = await ownDeployments(request, wanted, patience);
    const recorded = [];
    for (let start = 0; start < own.length; start += AT_A_TIME) {
        const reading = own.slice(start, start + AT_A_TIME).map(async ({ id, ...deployment }) => {
            const path = `/deployments/${id}/statuses?per_page=100`;
            const statuses = (0,json/* listOf */.c3)(await (0,patiently/* patiently */.d)(() => request({ method: 'GET', path }), patience));
            const succeeded = lastOf(statuses, 'success');
            const failed = lastOf(statuses, 'failure');
            return { ...deployment, succeededAt: succeeded?.at, failedAt: failed?.at, failedReason: failed?.description };
        });
        recorded.push(...(await Promise.all(reading)));
    }
    return recorded;
}
async function ownDeployments(request, wanted, patience) {
    const { environment, sha } = wanted;
    const exact = sha !== undefined && FULL_SHA.test(sha) ? { sha } : {};
    const own = [];
    for (let page = 1; page <= PAGES && own.length < DEPLOYMENTS; page += 1) {
        const place = { environment, ...exact, task: 'deploy', per_page: String(PER_PAGE), page: String(page) };
        const path = `/deployments?${new URLSearchParams(place).toString()}`;
        const listed = (0,json/* listOf */.c3)(await (0,patiently/* patiently */.d)(() => request({ method: 'GET', path }), patience));
        own.push(...listed.flatMap((deployment) => ownOf(deployment, wanted)));
        if (listed.length < PER_PAGE)
            break;
    }
    return own.slice(0, DEPLOYMENTS);
}
/** Empty when it is another's: of another service or commit, or not recorded by the suite. */
function ownOf(deployment, { cluster, service, sha: wantedSha = '' }) {
    const id = (0,json/* idOf */.TH)(deployment);
    const sha = (0,json/* memberOf */.C5)(deployment, 'sha');
    const createdAt = timeOf(deployment);
    const payload = (0,github_payload/* payloadOf */.Md)(deployment);
    if (id === undefined || typeof sha !== 'string' || createdAt === undefined)
        return [];
    if ((0,json/* memberOf */.C5)(payload, 'schema') !== github_payload/* PAYLOAD_SCHEMA */.Ri || !sha.startsWith(wantedSha))
        return [];
    const rollbackOf = (0,json/* memberOf */.C5)(payload, 'rollbackOf');
    return (0,github_payload/* releasesOf */.w0)(payload)
        .filter((release) => release.cluster === cluster && release.service === service)
        .map(({ taskDefinition }) => ({
        id,
        sha,
        createdAt,
        taskDefinition,
        rollbackOf: typeof rollbackOf === 'string' ? rollbackOf : undefined,
    }));
}
/** The newest status of a state. */
function lastOf(statuses, state) {
    const [last] = statuses
        .flatMap((status) => {
        const at = timeOf(status);
        if (at === undefined || (0,json/* memberOf */.C5)(status, 'state') !== state)
            return [];
        const description = (0,json/* memberOf */.C5)(status, 'description');
        return [{ at, description: typeof description === 'string' && description !== '' ? description : undefined }];
    })
        .sort((a, b) => b.at.getTime() - a.at.getTime());
    return last;
}
function timeOf(answer) {
    const text = (0,json/* memberOf */.C5)(answer, 'created_at');
    const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : new Date(time);
}

;// CONCATENATED MODULE: ./actions/rollback/target/read-github.js



/** What GitHub knows of the releases of a service; whatever GitHub does, it takes five seconds at most. */
async function readGithubRecord(context, { environment, token, ref, current, sha }) {
    const wanted = { environment, sha, cluster: (0,names/* shortName */.EU)(ref.cluster), service: (0,names/* shortName */.EU)(ref.service) };
    const read = await (0,in_budget/* inBudget */.X)({ ...context, token }, (request, patience) => recordedDeployments(request, wanted, patience));
    return read.done ? toRecord(read.value, { environment, current }) : { why: read.why };
}
/**
 * What all deployments together say of each release. A release is proven by a `success`, and found bad by a `failure` or
 * a rollback from it, whichever was last: a deployment that was never closed tells of the rollback all the same.
 */
function toRecord(deployments, { environment, current }) {
    const here = deployments.filter(({ taskDefinition }) => isBeside(taskDefinition, current));
    const releases = new Map();
    // A rollback tells of what it left, also where nobody has recorded the deployment of that.
    const named = here.flatMap(({ taskDefinition, rollbackOf }) => rollbackOf === undefined ? [taskDefinition] : [taskDefinition, rollbackOf]);
    for (const taskDefinition of new Set(named)) {
        const own = here.filter((each) => each.taskDefinition === taskDefinition);
        const sha = own[0]?.sha;
        const proven = latest(own.map(({ succeededAt }) => succeededAt));
        const failures = [
            ...own.map(({ failedAt, failedReason }) => ({ at: failedAt, reason: failedReason })),
            ...here.flatMap((each) => (leaves(each, taskDefinition) ? [{ at: each.createdAt, reason: 'rollback' }] : [])),
        ];
        const failedAt = latest(failures.map(({ at }) => at));
        const failedReason = failures.find(({ at }) => at !== undefined && at.getTime() === failedAt?.getTime())?.reason;
        releases.set(taskDefinition, { taskDefinitionArn: taskDefinition, sha, provenAt: proven, failedAt, failedReason });
    }
    return { environment, deployments: here.length, releases };
}
/** Services of one name in several accounts or regions may share a GitHub environment. */
function isBeside(taskDefinition, current) {
    const [a, b] = [(0,names/* parseArn */.Lw)(taskDefinition), (0,names/* parseArn */.Lw)(current)];
    return a !== undefined && a.account === b?.account && a.region === b.region && a.partition === b.partition;
}
/** Whether a deployment is a rollback from a revision; going forward again says nothing against it. */
function leaves({ rollbackOf, taskDefinition }, left) {
    if (rollbackOf !== left)
        return false;
    const forward = ((0,names/* revisionNumber */.P7)(taskDefinition) ?? 0) > ((0,names/* revisionNumber */.P7)(left) ?? 0);
    return !forward || (0,names/* familyOf */.Ap)(taskDefinition) !== (0,names/* familyOf */.Ap)(left);
}
function latest(times) {
    const known = times.flatMap((time) => time ?? []);
    return known.length === 0 ? undefined : new Date(Math.max(...known.map((time) => time.getTime())));
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
