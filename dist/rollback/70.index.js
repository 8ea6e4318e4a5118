export const id = 70;
export const ids = [70];
export const modules = {

/***/ 8070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GithubRollback: () => (/* binding */ GithubRollback)
});

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
// EXTERNAL MODULE: ./shared/github/deployments.js
var deployments = __webpack_require__(4746);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./shared/github/fault.js
var fault = __webpack_require__(9170);
// EXTERNAL MODULE: ./shared/github/find-deployment.js
var find_deployment = __webpack_require__(1963);
// EXTERNAL MODULE: ./shared/github/json.js
var json = __webpack_require__(7830);
// EXTERNAL MODULE: ./shared/github/patiently.js
var patiently = __webpack_require__(6388);
// EXTERNAL MODULE: ./shared/github/payload.js
var github_payload = __webpack_require__(6548);
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
        const found = await (0,patiently/* patiently */.d)(() => findOnce(request, { ...wanted, cutOff: true }), patience);
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
    const first = await (0,patiently/* patiently */.d)(() => findOnce(request, { ...wanted, before: id }), patience);
    if (first === undefined)
        return id;
    await (0,patiently/* patiently */.d)(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body: INACTIVE }), patience);
    await (0,patiently/* patiently */.d)(() => remove(request, id), patience);
    return first;
}
/** One that is gone was deleted by a request whose answer was lost. */
async function remove(request, id) {
    try {
        await request({ method: 'DELETE', path: `/deployments/${id}` });
    }
    catch (error) {
        if (!(error instanceof fault/* GithubFault */.i && error.status === 404))
            throw error;
    }
}
async function findOnce(request, { before = Infinity, cutOff = false, ...wanted }) {
    for (const deployment of await (0,find_deployment/* listDeployments */.Jn)(request, wanted, find_deployment/* CANDIDATES */.Rb)) {
        const id = (0,json/* idOf */.TH)(deployment);
        const payload = (0,github_payload/* payloadOf */.Md)(deployment);
        if (id === undefined || id >= before || !isSameRollback(payload, wanted.payload))
            continue;
        const state = await (0,deployments/* stateOf */.L4)(request, id);
        const ownCutOff = cutOff && state === 'error' && (0,json/* memberOf */.C5)(payload, 'runId') === wanted.payload.runId;
        if (OPEN.has(state) || ownCutOff)
            return id;
    }
    return undefined;
}
function isSameRollback(payload, wanted) {
    const left = (0,json/* memberOf */.C5)(payload, 'rollbackOf');
    return ((0,json/* memberOf */.C5)(payload, 'schema') === github_payload/* PAYLOAD_SCHEMA */.Ri &&
        left !== undefined &&
        left === (0,json/* memberOf */.C5)(wanted, 'rollbackOf') &&
        (0,external_node_util_.isDeepStrictEqual)((0,find_deployment/* namesOf */.eZ)(payload), (0,find_deployment/* namesOf */.eZ)(wanted)));
}

// EXTERNAL MODULE: ./shared/github/in-budget.js + 1 modules
var in_budget = __webpack_require__(9794);
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
        const { id, ofJob } = await (0,deployments/* openDeployment */.Q6)(request, wanted, patience);
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
            schema: github_payload/* PAYLOAD_SCHEMA */.Ri,
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
        await (0,deployments/* setDeploymentStatus */.e9)(request, { id, status: told }, patience);
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
        const called = await (0,in_budget/* inBudget */.X)({ ...this.#context, token }, call);
        if (called.done)
            return called.value;
        const what = rollback === undefined ? 'deployment' : 'rollback';
        log.warning(`The GitHub deployment of ${environment} is not kept: ${called.why}. The ${what} itself goes on.`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./actions/rollback/target/candidates.js
var candidates = __webpack_require__(9053);
// EXTERNAL MODULE: ./actions/rollback/record/why-left.js
var why_left = __webpack_require__(1219);
;// CONCATENATED MODULE: ./actions/rollback/record/github-record.js








/**
 * The record of one rollback on GitHub: the deployment of the release that is left becomes a failure, and the release
 * gone back to gets a deployment of its own, so that an environment's history shows every rollback.
 */
class GithubRollback {
    #deployment;
    #left;
    constructor(context, facts) {
        this.#deployment = github_record_open(context, facts);
        this.#left = leave(context, facts);
    }
    /** Says how the rollback ended; gives the id of its deployment. */
    async close({ state, description, environmentUrl }) {
        const [id] = await Promise.all([this.#deployment?.close(state, description, environmentUrl), this.#left]);
        return id;
    }
}
function github_record_open(context, facts) {
    const { environment, token, ref, from, to, joined } = facts;
    if (to.sha === undefined) {
        context.log.info(`No GitHub deployment is made of the rollback: no commit of ${(0,candidates/* nameRelease */.fm)(to)} is recorded.`);
        return undefined;
    }
    const release = {
        ...placeOf(ref),
        taskDefinition: to.taskDefinitionArn,
        previousTaskDefinition: from.taskDefinitionArn,
        images: to.images,
    };
    const rollback = {
        rollbackOf: from.taskDefinitionArn,
        ...(from.sha === undefined ? {} : { rollbackOfSha: from.sha }),
        reason: (0,why_left/* whyLeft */.e)(facts),
    };
    const description = `rollback to ${github_record_short(to)} (was ${github_record_short(from)}): ${rollback.reason}`;
    const releases = [release];
    return new DeploymentRecord(context, { environment, token, sha: to.sha, description, releases, rollback, joined });
}
/** Says in the deployment of the release that is left why it was. One that is returned from to a newer one is not bad. */
async function leave(context, facts) {
    const { environment, token, ref, from, to } = facts;
    const { log, redactor, run } = context;
    const { sha, taskDefinitionArn: taskDefinition } = from;
    const forward = (0,candidates/* isForward */.mt)(from, to);
    const why = `${forward ? 'replaced by' : 'rolled back to'} ${github_record_short(to)}: ${(0,why_left/* whyLeft */.e)(facts)}`;
    const done = await (0,in_budget/* inBudget */.X)({ ...context, token }, async (request, patience) => {
        const { cluster, service: name } = placeOf(ref);
        const wanted = { environment, sha, taskDefinition, service: { cluster, name }, runId: run.runId };
        const id = await (0,find_deployment/* findReleaseDeployment */.u8)(request, wanted, patience);
        if (id === undefined)
            return undefined;
        const description = redactor.redact((0,neutralise/* neutraliseLine */.f)(why));
        const status = { state: forward ? 'inactive' : 'failure', description, logUrl: run.runUrl };
        await (0,deployments/* setDeploymentStatus */.e9)(request, { id, status }, patience);
        log.info(`GitHub deployment of ${(0,candidates/* nameRelease */.fm)(from)}: ${id}, ${status.state}`);
        return id;
    });
    const what = `The GitHub deployment of ${(0,candidates/* nameRelease */.fm)(from)}`;
    if (!done.done)
        log.warning(`${what} is not told that it was left: ${done.why}. The rollback itself goes on.`);
    else if (done.value === undefined)
        log.info(`${what} was not found in ${environment}.`);
}
function placeOf({ cluster, service }) {
    return { cluster: (0,names/* shortName */.EU)(cluster), service: (0,names/* shortName */.EU)(service) };
}
function github_record_short({ sha, taskDefinitionArn }) {
    return sha?.slice(0, 7) ?? (0,names/* revisionName */.pd)(taskDefinitionArn);
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
