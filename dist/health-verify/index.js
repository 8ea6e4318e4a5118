import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 5574:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 1379:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _shared_action_run__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9786);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4796);


await (0,_shared_action_run__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)('health-verify', _main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i, { verdict: 'result', also: ['reason', 'duration-ms'] });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __nccwpck_require__(8972);
// EXTERNAL MODULE: ./shared/action/report.js
var report = __nccwpck_require__(6693);
// EXTERNAL MODULE: ./shared/http/proxy.js
var proxy = __nccwpck_require__(2901);
// EXTERNAL MODULE: ./shared/http/attempt.js
var attempt = __nccwpck_require__(5272);
// EXTERNAL MODULE: ./shared/http/probe.js + 1 modules
var probe = __nccwpck_require__(1038);
;// CONCATENATED MODULE: ./shared/probe/protocol.js
const PROTOCOLS = {
    'http:': 'http',
    'https:': 'http',
    'tcp:': 'tcp',
    'tls:': 'tls',
    'ws:': 'websocket',
    'wss:': 'websocket',
    'grpc:': 'grpc',
    'grpcs:': 'grpc',
};
/** Undefined when the scheme is none that can be probed. */
function protocolOf({ protocol }) {
    return Object.hasOwn(PROTOCOLS, protocol) ? PROTOCOLS[protocol] : undefined;
}

;// CONCATENATED MODULE: ./shared/probe/probe.js



/**
 * Asks once in the protocol of the URL's scheme; http, https and what the scheme does not tell in HTTP. The code of the
 * others is loaded when it is needed.
 */
const probe_probe = async (request, options) => {
    switch (protocolOf(request.url)) {
        case 'tcp':
        case 'tls': {
            const { probeConnection } = await __nccwpck_require__.e(/* import() */ 793).then(__nccwpck_require__.bind(__nccwpck_require__, 1793));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeConnection(request, attempt));
        }
        case 'websocket': {
            const { probeWebSocket } = await __nccwpck_require__.e(/* import() */ 578).then(__nccwpck_require__.bind(__nccwpck_require__, 7578));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeWebSocket(request, attempt));
        }
        case 'grpc': {
            const { probeGrpc } = await __nccwpck_require__.e(/* import() */ 687).then(__nccwpck_require__.bind(__nccwpck_require__, 3687));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeGrpc(request, attempt));
        }
        case 'http':
        case undefined:
            return (0,probe/* probe */.dy)(request, options);
    }
};

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __nccwpck_require__(3052);
// EXTERNAL MODULE: ./shared/verify/target.js
var verify_target = __nccwpck_require__(91);
;// CONCATENATED MODULE: ./shared/verify/announce.js


/** Says what will be verified, and by which rules. */
function announce(log, { targets, rules, requestTimeoutMs }) {
    for (const target of targets) {
        const { critical, expectVersion, name, url, versionFrom } = target;
        const version = expectVersion === undefined || versionFrom === undefined ? '' : `, version ${expectVersion}`;
        const shown = (0,verify_target/* displayUrl */.Q)(url);
        const remark = `${name === shown ? '' : `, named ${name}`}${critical ? '' : ', not critical'}`;
        log.info(`Verifying ${(0,verify_target/* requestWords */.X)(target)}${version}${remark}`);
    }
    if (rules.initialDelayMs > 0)
        log.info(`first probe after ${(0,duration/* formatDuration */.a)(rules.initialDelayMs)}`);
    const stable = rules.stableForMs === 0 ? '' : `, then stable for ${(0,duration/* formatDuration */.a)(rules.stableForMs)}`;
    log.info(`success: ${rules.successThreshold} in a row${stable}; time limit: ${(0,duration/* formatDuration */.a)(rules.timeoutMs)}, ` +
        `${(0,duration/* formatDuration */.a)(requestTimeoutMs)} for a request`);
}

// EXTERNAL MODULE: ./shared/verify/history.js + 1 modules
var verify_history = __nccwpck_require__(7340);
;// CONCATENATED MODULE: ./shared/verify/phase.js
function phaseOf({ target, verdict }) {
    if (verdict.kind === 'other-version')
        return 'old version';
    return verdict.kind === 'passed' ? passedPhase([{ ...target, critical: true }]) : 'waiting';
}
/** The phase in which all of `targets` answer as expected. */
function passedPhase(targets) {
    const versioned = targets.some(({ critical, expectVersion, versionFrom }) => critical && expectVersion !== undefined && versionFrom !== undefined);
    return versioned ? 'new version' : 'as expected';
}

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __nccwpck_require__(6178);
// EXTERNAL MODULE: ./shared/http/version.js + 1 modules
var http_version = __nccwpck_require__(5152);
// EXTERNAL MODULE: ./shared/http/probe-result.js
var probe_result = __nccwpck_require__(5897);
;// CONCATENATED MODULE: ./shared/verify/words.js




/** `200 in 12 ms, version 1f3c9aa: expected version 9c1d2e3`, in one line and safe to print. */
function describeAttempt({ target, result, verdict }) {
    if (result.kind === 'failed')
        return (0,neutralise/* neutraliseLine */.f)(verdict.reasons.join('; '));
    const version = verdict.version === undefined ? '' : `, version ${(0,http_version/* shortVersion */.Li)(verdict.version)}`;
    const reasons = verdict.reasons.length === 0 ? '' : `: ${verdict.reasons.join('; ')}`;
    // How long AWS took to tell says nothing of the service.
    const took = target.service === undefined ? ` in ${result.ms} ms` : '';
    return (0,neutralise/* neutraliseLine */.f)(`${(0,probe_result/* statusWord */.H)(result)}${took}${version}${reasons}`);
}
/** The result in one sentence. */
function resultSentence({ result, lastRound, durationMs }, { settings, lastMiss }) {
    const what = subject(settings);
    const { successThreshold, stableForMs, timeoutMs } = settings.rules;
    const needed = `${times(successThreshold)} in a row`;
    if (result === 'healthy') {
        const stable = stableForMs === 0 ? '' : ` and stayed so for ${(0,duration/* formatDuration */.a)(stableForMs)}`;
        return `${what} answered as expected ${needed}${releaseWords(settings)}${stable}.`;
    }
    const last = lastMiss === undefined ? '' : `: ${nameIfSeveral(lastMiss, settings)}${describeAttempt(lastMiss)}`;
    const slow = lastRound.slow
        .filter(({ target }) => target.critical)
        .map(({ target, reason }) => `${nameIfSeveral({ target }, settings)}${reason}`);
    if (lastRound.progress.tooSlow)
        return `${what} answered as expected ${times(lastRound.progress.streak)} in a row, but too slowly within ${(0,duration/* formatDuration */.a)(timeoutMs)}: ${slow.join('; ')}.`;
    if (durationMs < timeoutMs)
        return `${what} cannot become healthy by waiting${last}.`;
    const { streak } = lastRound.progress;
    const passed = streak === 0 ? '' : ` At the end it answered as expected ${times(streak)} in a row.`;
    return result === 'wrong-version'
        ? `The expected version did not answer ${needed} within ${(0,duration/* formatDuration */.a)(timeoutMs)}${last}.${passed}`
        : `${what} did not answer as expected ${needed} within ${(0,duration/* formatDuration */.a)(timeoutMs)}${last}.${passed}`;
}
function nameIfSeveral({ target }, { targets }) {
    return targets.length > 1 ? `${target.name}: ` : '';
}
/** What is verified: the only critical URL by its name, or how many there are. */
function subject({ targets }) {
    const critical = targets.filter((target) => target.critical);
    const [first] = critical;
    if (first !== undefined && critical.length === 1)
        return first.name;
    const onlyUrls = critical.every(({ service }) => service === undefined);
    return `All ${critical.length} critical ${onlyUrls ? 'URLs' : 'URLs and services'}`;
}
function releaseWords({ targets }) {
    const versions = new Set(targets.flatMap(({ critical, expectVersion, versionFrom }) => critical && expectVersion !== undefined && versionFrom !== undefined ? [(0,http_version/* shortVersion */.Li)(expectVersion)] : []));
    return versions.size === 0 ? '' : `, from version ${[...versions].join(' and ')}`;
}
/** `once`, `3 times` */
function times(count) {
    return count === 1 ? 'once' : `${count} times`;
}

;// CONCATENATED MODULE: ./shared/verify/narrator.js




const HEARTBEAT_MS = 30_000;
/** Longer counts are told at their beginning and end only. */
const TOLD_COUNT = 10;
/**
 * Tells in the log what changes, and every 30 s that nothing did, in the words of the way to health: waiting →
 * old version (2 of 5 answers) → new version (1 of 3) → healthy.
 */
class Narrator {
    #log;
    #settings;
    #seen = new Map();
    #lastLineMs = 0;
    constructor(log, settings) {
        this.#log = log;
        this.#settings = settings;
    }
    tell(round) {
        const changed = round.attempts.filter((attempt) => this.#isNew(attempt));
        for (const attempt of round.attempts)
            this.#remember(attempt);
        const counted = this.#isCountTold(round);
        const lines = this.#settings.targets.length === 1
            ? changed.length > 0 || counted
                ? round.attempts.map((attempt) => this.#attemptWords(attempt, round))
                : []
            : [
                ...changed.map((attempt) => this.#changeWords(attempt)),
                ...(counted ? [`all critical URLs: ${this.#countWords(round)}`] : []),
            ];
        if (lines.length > 0)
            this.#print(lines, round);
        else if (round.endedAtMs - this.#lastLineMs >= HEARTBEAT_MS)
            this.#print([this.#heartbeat(round)], round);
    }
    #changeWords(attempt) {
        const remark = !attempt.target.critical && attempt.verdict.kind !== 'passed' ? ', not critical' : '';
        return `${nameIfSeveral(attempt, this.#settings)}${this.#attemptWords(attempt)}${remark}`;
    }
    #isNew(attempt) {
        const last = this.#seen.get(attempt.target.name)?.last;
        return last === undefined || !(0,verify_history/* sameAnswer */.JM)(last, attempt);
    }
    #remember(attempt) {
        const { answers = 0, oldAnswers = 0 } = this.#seen.get(attempt.target.name) ?? {};
        this.#seen.set(attempt.target.name, {
            last: attempt,
            answers: answers + (attempt.result.kind === 'answered' ? 1 : 0),
            oldAnswers: oldAnswers + (phaseOf(attempt) === 'old version' ? 1 : 0),
        });
    }
    /** `old version (4 of 9 answers): 200 in 12 ms, …`; of a single target, passed ones are counted as the `round` is. */
    #attemptWords(attempt, round) {
        return `${this.#phaseWords(attempt, round)}: ${describeAttempt(attempt)}`;
    }
    #phaseWords(attempt, round) {
        const phase = phaseOf(attempt);
        if (phase === 'waiting')
            return phase;
        if (phase !== 'old version')
            return round === undefined || round.progress.streak === 0 ? phase : this.#countWords(round);
        const { answers = 0, oldAnswers = 0 } = this.#seen.get(attempt.target.name) ?? {};
        return `${phase} (${oldAnswers} of ${answers} answers)`;
    }
    #isCountTold({ progress: { streak } }) {
        const { successThreshold } = this.#settings.rules;
        const told = streak === 1 || streak === successThreshold || successThreshold <= TOLD_COUNT;
        return streak > 0 && streak <= successThreshold && told;
    }
    /** `new version (1 of 3)`. */
    #countWords({ progress: { streak } }) {
        const { targets, rules } = this.#settings;
        const count = streak > rules.successThreshold ? `${streak} in a row` : `${streak} of ${rules.successThreshold}`;
        return `${passedPhase(targets)} (${count})`;
    }
    /** What the next rounds wait for. */
    #remarks({ askedMs, progress, slow }) {
        const { successThreshold, stableForMs, maxIntervalMs } = this.#settings.rules;
        const held = stableForMs > 0 && progress.streak === successThreshold;
        const remarks = [
            ...(held ? [`must hold for ${(0,duration/* formatDuration */.a)(stableForMs)} more`] : []),
            ...slow.map(({ target, reason }) => `${nameIfSeveral({ target }, this.#settings)}${reason}`),
            ...(askedMs === undefined ? [] : [retryAfterWords(askedMs, maxIntervalMs)]),
        ];
        return remarks.map((remark) => `; ${remark}`).join('');
    }
    #heartbeat(round) {
        const worst = round.attempts.find(({ verdict }) => verdict.kind !== 'passed') ?? round.attempts[0];
        const words = worst === undefined ? '' : this.#attemptWords(worst, round);
        return `Still ${worst === undefined ? '' : nameIfSeveral(worst, this.#settings)}${words}`;
    }
    #print(lines, round) {
        const when = `(probe ${round.number}, ${(0,duration/* formatDuration */.a)(round.endedAtMs)})`;
        for (const [index, line] of lines.entries())
            this.#log.info(`${line}${index === lines.length - 1 ? this.#remarks(round) : ''} ${when}`);
        this.#lastLineMs = round.endedAtMs;
    }
}
function retryAfterWords(askedMs, maxIntervalMs) {
    const allowed = askedMs > maxIntervalMs ? `, of which max-interval allows ${(0,duration/* formatDuration */.a)(maxIntervalMs)}` : '';
    return `Retry-After asks for ${(0,duration/* formatDuration */.a)(askedMs)}${allowed}`;
}

// EXTERNAL MODULE: ./shared/http/expectations.js + 1 modules
var http_expectations = __nccwpck_require__(2176);
;// CONCATENATED MODULE: ./shared/http/graphql.js

const MESSAGE_LENGTH = 200;
/** A query as the GraphQL-over-HTTP specification sends it; `headers` by lower-case name come before its own. */
function graphqlRequest(query, headers) {
    return {
        method: 'POST',
        headers: {
            accept: 'application/graphql-response+json, application/json;q=0.9',
            'content-type': 'application/json',
            ...headers,
        },
        body: JSON.stringify({ query }),
    };
}
/** Why the answer is not that of a query that succeeded wholly, as phrases; none when it is. */
function graphqlErrors(answer) {
    const json = (0,http_expectations/* answerJson */.h)(answer);
    if (!json.valid)
        return [`expected a GraphQL answer, but the body is ${json.what}`];
    const { data, errors } = Object(json.value); // of anything
    if (errors !== undefined && errors !== null && !(Array.isArray(errors) && errors.length === 0))
        return [`the GraphQL answer has errors: ${messageOf(errors)}`];
    return data === undefined || data === null ? ['expected a GraphQL answer, but the body has no data'] : [];
}
function messageOf(errors) {
    const first = Array.isArray(errors) ? errors[0] : errors;
    const message = Object(first).message;
    const text = typeof message === 'string' ? message : JSON.stringify(first);
    return text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH - 3)}...` : text;
}

;// CONCATENATED MODULE: ./shared/verify/request.js

/** Enough to show, and to see that an answer comes to its end, where nothing is looked for in it. */
const SHOWN_BODY_BYTES = 64 * 1024;
/** What is sent to a target. */
function requestOf(target, timeoutMs) {
    const { auth, body, connection, graphql, headers, maxRedirects, method, url } = target;
    const asked = graphql === undefined ? { method, headers, body } : graphqlRequest(graphql, headers);
    const limits = { timeoutMs, maxRedirects, ...(looksIntoBody(target) ? {} : { maxBodyBytes: SHOWN_BODY_BYTES }) };
    return { url, ...asked, auth, connection, ...limits };
}
function looksIntoBody({ expectations, graphql, versionFrom }) {
    const { body, json } = expectations;
    const forVersion = versionFrom !== undefined && versionFrom.from !== 'header';
    return body !== undefined || json.length > 0 || graphql !== undefined || forVersion;
}

// EXTERNAL MODULE: ./shared/http/auth.js
var http_auth = __nccwpck_require__(419);
// EXTERNAL MODULE: ./shared/http/headers.js
var http_headers = __nccwpck_require__(8419);
;// CONCATENATED MODULE: ./shared/verify/target-secrets.js


/** Everything that a target is asked with and nobody may see. */
function secretsOf({ auth, connection, headers, url }) {
    const { client } = connection.tls;
    return [
        ...Object.entries(headers).flatMap(([name, value]) => ((0,http_headers/* isCredentialHeader */.b5)(name) ? (0,http_headers/* secretsOfHeader */.k)(value) : [])),
        ...(url.password === '' ? [] : (0,http_auth/* secretsOfAuth */.pE)((0,http_auth/* authOfUrl */.HO)(url))),
        ...(auth === undefined ? [] : (0,http_auth/* secretsOfAuth */.pE)(auth)),
        ...(client === undefined ? [] : [client.key]),
    ];
}

;// CONCATENATED MODULE: ./shared/http/retry-after.js

/** Statuses with which a server may ask to be left alone: RFC 6585, section 4; RFC 9110, section 15.6.4. */
const ASKING = new Set([429, 503]);
const SECONDS = /^\d{1,9}$/;
// RFC 9110, section 5.6.7: all three forms of a date begin with the day of the week.
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;
/**
 * Milliseconds for which an answer asks to be left alone by its Retry-After (RFC 9110, section 10.2.3), in seconds or
 * until a date; undefined when it asks for nothing, or for a time that is over. `now` is epoch milliseconds.
 */
function retryAfterMs(answer, now) {
    const value = answer.headers['retry-after']?.trim();
    if (value === undefined || !ASKING.has((0,probe_result/* httpStatus */.n)(answer) ?? 0))
        return undefined;
    const ms = SECONDS.test(value) ? Number(value) * 1_000 : HTTP_DATE.test(value) ? Date.parse(value) - now : Number.NaN;
    return ms > 0 ? ms : undefined;
}

;// CONCATENATED MODULE: ./shared/verify/patience.js

/**
 * Failures that a cut-over shows for a while, and for how long one can: seen so often in a row, over so long a time,
 * they are mistakes that no waiting heals. Both must be reached, so neither quick probes nor rare ones decide early.
 */
const LIMITS = {
    // The nodes of a load balancer take up a new certificate one after the other, within seconds.
    certificate: { times: 3, forMs: 10_000 },
    // Route 53 brings a new record to all its name servers within 60 s, as a rule (API reference,
    // ChangeResourceRecordSets).
    'unknown-host': { times: 5, forMs: 60_000 },
};
/** Turns a failure that is tolerated while a rollout is under way into a hopeless one when it persists. */
class Patience {
    #persisting = new Map();
    /** The attempt, judged anew by those on the same target before it. With `fail-on: none` nothing is given up early. */
    weigh(attempt) {
        const { atMs, result, target, verdict } = attempt;
        const failure = result.kind === 'failed' ? result.failure : undefined;
        const limit = failure === undefined || target.failOn.length === 0 ? undefined : LIMITS[failure];
        if (failure === undefined || limit === undefined) {
            this.#persisting.delete(target.name);
            return attempt;
        }
        const before = this.#persisting.get(target.name);
        const { times, sinceMs } = before?.failure === failure ? { ...before, times: before.times + 1 } : { times: 1, sinceMs: atMs };
        this.#persisting.set(target.name, { failure, times, sinceMs });
        if (times < limit.times || atMs - sinceMs < limit.forMs)
            return attempt;
        const persisted = `${times} times in a row over ${(0,duration/* formatDuration */.a)(atMs - sinceMs)}`;
        return { ...attempt, verdict: { ...verdict, kind: 'hopeless', reasons: [...verdict.reasons, persisted] } };
    }
}

;// CONCATENATED MODULE: ./shared/verify/progress.js
const START = {
    streak: 0,
    everPassed: false,
    misses: 0,
    provenAtMs: undefined,
    tooSlow: false,
    lastMiss: undefined,
};
/**
 * The progress after one more round that ended `atMs` after the start. Any round that does not pass starts the count
 * and the time of `stable-for` anew: what was proven is an unbroken run of right answers, or nothing.
 */
function advance(progress, round, { successThreshold }) {
    if (round.kind !== 'passed')
        return { ...START, everPassed: progress.everPassed, misses: progress.misses + 1, lastMiss: round.kind };
    const streak = progress.streak + 1;
    const provenAtMs = progress.provenAtMs ?? (streak >= successThreshold ? round.atMs : undefined);
    return { ...progress, streak, everPassed: true, provenAtMs, tooSlow: round.tooSlow ?? false };
}
/**
 * The result, when there is one `atMs` after the start. A round may still begin at the very end of the time limit, so
 * that the last look is as late as it can be.
 */
function resultOf(progress, atMs, rules) {
    const { lastMiss, provenAtMs, streak, tooSlow } = progress;
    if (provenAtMs !== undefined && !tooSlow && atMs - provenAtMs >= rules.stableForMs)
        return 'healthy';
    if (streak === 0 && lastMiss === 'hopeless')
        return 'unhealthy';
    if (atMs < rules.timeoutMs)
        return undefined;
    return tooSlow ? 'unhealthy' : resultAtTimeout(lastMiss);
}
/** Decided by the last round that did not pass, so that a mix of answers ends the same whichever came last. */
function resultAtTimeout(lastMiss) {
    if (lastMiss === 'other-version')
        return 'wrong-version';
    return lastMiss === 'wrong-answer' ? 'unhealthy' : 'timed-out';
}
/** Never less, or a `random` near 0 would hammer a service that is about to start. */
const SHORTEST_WAIT_MS = 100;
/**
 * Milliseconds to wait before the next round: `interval` from the first success on, before it a back-off with full
 * jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"), so that parallel jobs do not ask in step. What a
 * server asks for (`askedMs`) lengthens it, to `max-interval` at most: maintenance pages ask for hours and are gone in
 * seconds. Cut to what is left of the time.
 */
function nextWaitMs(progress, rules, { atMs, askedMs = 0, random, }) {
    const ownMs = progress.everPassed ? confirmingWaitMs(progress, rules, atMs) : backoffMs(progress, rules, random());
    return Math.min(Math.max(ownMs, Math.min(askedMs, rules.maxIntervalMs)), rules.timeoutMs - atMs);
}
function confirmingWaitMs({ provenAtMs, tooSlow }, rules, atMs) {
    const endsByTime = provenAtMs !== undefined && !tooSlow;
    return endsByTime ? Math.min(rules.intervalMs, provenAtMs + rules.stableForMs - atMs) : rules.intervalMs;
}
function backoffMs({ misses }, rules, random) {
    return Math.max(SHORTEST_WAIT_MS, random * Math.min(rules.maxIntervalMs, rules.intervalMs * 2 ** (misses - 1)));
}

// EXTERNAL MODULE: ./shared/verify/latencies.js
var verify_latencies = __nccwpck_require__(2650);
;// CONCATENATED MODULE: ./shared/verify/streak-latencies.js


/** Fewer answers have no 95th percentile but their slowest. */
const ANSWERS_FOR_P95 = 20;
/** How fast the answers of the unbroken run of passed rounds came, by target, for `max-p95`. */
class StreakLatencies {
    #byTarget = new Map();
    /** Adds a round; one that did not pass begins anew. */
    add(attempts, passed) {
        if (!passed) {
            this.#byTarget.clear();
            return;
        }
        for (const { target, result, verdict } of attempts) {
            if (target.maxP95Ms === undefined || verdict.kind !== 'passed')
                continue;
            const latencies = this.#byTarget.get(target.name) ?? new verify_latencies/* Latencies */.Xv();
            latencies.add(result.ms);
            this.#byTarget.set(target.name, latencies);
        }
    }
    /** Why the target's answers are too slow as a whole, as a phrase; undefined when they are not, or too few yet. */
    unmet({ target: { maxP95Ms, name } }) {
        const latencies = this.#byTarget.get(name);
        if (maxP95Ms === undefined || latencies === undefined || latencies.count < ANSWERS_FOR_P95)
            return undefined;
        const p95 = latencies.percentileMs(0.95) ?? 0;
        if (p95 <= maxP95Ms)
            return undefined;
        return `p95 of ${latencies.count} answers is ${(0,duration/* formatDuration */.a)(p95)}, expected at most ${(0,duration/* formatDuration */.a)(maxP95Ms)}`;
    }
}

// EXTERNAL MODULE: ./shared/http/status-ranges.js
var status_ranges = __nccwpck_require__(4246);
;// CONCATENATED MODULE: ./shared/verify/verdict.js





function judge(target, result) {
    if (result.kind === 'failed') {
        const kind = result.failure === 'plain-http' ? 'hopeless' : 'no-answer';
        return { kind, reasons: [result.message], version: undefined };
    }
    const { expectVersion, versionFrom } = target;
    const version = versionFrom === undefined ? undefined : (0,http_version/* observeVersion */.PN)(result, versionFrom);
    const wanted = versionFrom === undefined ? undefined : expectVersion;
    // First of all: what a release that is not under test answers says nothing about the one that is.
    if (wanted !== undefined && version !== undefined && !(0,http_version/* versionsMatch */.$p)(wanted, version))
        return { kind: 'other-version', reasons: [`expected version ${(0,http_version/* shortVersion */.Li)(wanted)}`], version };
    const hopeless = hopelessStatus(result, target);
    if (hopeless !== undefined)
        return { kind: 'hopeless', reasons: [hopeless], version };
    const reasons = unmetOf(target, result);
    if (reasons.length > 0)
        return { kind: 'wrong-answer', reasons, version };
    if (wanted !== undefined && version === undefined)
        return {
            kind: 'other-version',
            reasons: [`expected version ${(0,http_version/* shortVersion */.Li)(wanted)}, but the answer names none`],
            version,
        };
    return { kind: 'passed', reasons: [], version };
}
/** Why this status cannot heal; undefined when it can, or needs not to. */
function hopelessStatus({ status }, { expectations, failOn }) {
    if (typeof status !== 'number')
        return status.health === 'hopeless' && failOn.length > 0 ? status.reason : undefined;
    const fails = (0,status_ranges/* includesStatus */.CP)(failOn, status) && !(0,status_ranges/* includesStatus */.CP)(expectations.status, status);
    return fails ? `status ${status} is in fail-on` : undefined;
}
/** Errors of a query come before what they leave out of the answer. */
function unmetOf({ expectations, graphql }, answer) {
    const status = (0,probe_result/* httpStatus */.n)(answer);
    const asked = graphql !== undefined && status !== undefined && (0,status_ranges/* includesStatus */.CP)(expectations.status, status);
    const errors = asked ? graphqlErrors(answer) : [];
    return errors.length > 0 ? errors : (0,http_expectations/* unmetExpectations */.H)(answer, expectations);
}
const WORST_FIRST = ['hopeless', 'wrong-answer', 'no-answer', 'other-version', 'passed'];
/** What a round says: the worst verdict of its critical targets. */
function worst(kinds) {
    return WORST_FIRST.find((kind) => kinds.includes(kind)) ?? 'passed';
}

;// CONCATENATED MODULE: ./shared/verify/verify.js






/**
 * Waits `initial-delay`, then asks all targets round after round until there is a result. No round begins after the
 * time limit, so all ends within `timeout` + `request-timeout`.
 * @throws the signal's reason when the job is cancelled
 */
async function verify(settings, tools) {
    const { clock, history, onRound, random, signal } = tools;
    const start = clock.elapsed();
    const sinceStart = () => clock.elapsed() - start;
    const latencies = new StreakLatencies();
    const patience = new Patience();
    let progress = START;
    if (settings.rules.initialDelayMs > 0)
        await clock.sleep(settings.rules.initialDelayMs, signal);
    for (let number = 1;; number += 1) {
        const asked = await askAll(settings, { ...tools, round: number, atMs: sinceStart() });
        const attempts = asked.map((attempt) => patience.weigh(attempt));
        for (const attempt of attempts)
            history.add(attempt);
        const endedAtMs = sinceStart();
        const critical = attempts.filter(({ target }) => target.critical);
        const kind = worst(critical.map(({ verdict }) => verdict.kind));
        latencies.add(attempts, kind === 'passed');
        const slow = slowTargets(attempts, latencies);
        const tooSlow = slow.some(({ target }) => target.critical);
        progress = advance(progress, { kind, atMs: endedAtMs, tooSlow }, settings.rules);
        const askedMs = longestAsked(critical, clock.now());
        const round = { number, attempts, progress, endedAtMs, slow, askedMs };
        onRound(round);
        const result = resultOf(progress, endedAtMs, settings.rules);
        if (result !== undefined)
            return { result, lastRound: round, durationMs: endedAtMs };
        await clock.sleep(nextWaitMs(progress, settings.rules, { atMs: endedAtMs, askedMs, random }), signal);
    }
}
async function askAll({ targets, requestTimeoutMs, rules }, { probe, look, env, sign, signal, round, atMs }) {
    return Promise.all(targets.map(async (target) => {
        const result = target.service === undefined || look === undefined
            ? await probe(requestOf(target, requestTimeoutMs), { env, sign, signal })
            : await look(rules.timeoutMs - atMs + requestTimeoutMs);
        return { round, atMs, target, result, verdict: judge(target, result) };
    }));
}
function slowTargets(attempts, latencies) {
    return attempts.flatMap(({ target }) => {
        const reason = latencies.unmet({ target });
        return reason === undefined ? [] : [{ target, reason }];
    });
}
function longestAsked(attempts, now) {
    const asked = attempts.flatMap(({ result, verdict }) => result.kind === 'answered' && verdict.kind !== 'passed' ? (retryAfterMs(result, now) ?? []) : []);
    return asked.length === 0 ? undefined : Math.max(...asked);
}

;// CONCATENATED MODULE: ./actions/health-verify/hints.js
/** What the user can do about it; undefined when the sentence says it all. */
function hintFor(attempt) {
    if (attempt === undefined)
        return undefined;
    const { result, target, verdict } = attempt;
    if (target.service !== undefined)
        return serviceHint(attempt);
    if (result.kind === 'failed')
        return result.failure === 'plain-http' ? plainHint(target.url) : FAILURE_HINTS[result.failure];
    if (verdict.kind === 'other-version')
        return verdict.version === undefined
            ? 'Check that version-from names the place where the new release says its version.'
            : 'Another release answers at this URL. Check that the deployment finished, that the URL leads to the service that was deployed, and that no cache stands in between.';
    if (typeof result.status !== 'number')
        return CONDITION_HINTS[result.status.word];
    const { status } = result;
    if (status === 401 || status === 403)
        return 'Give credentials (bearer-token, basic-auth, aws-sigv4 or headers), or verify a URL that needs none. If the status can heal, take it out of fail-on.';
    if (status >= 300 && status < 400 && target.maxRedirects === 0)
        return 'Redirects are not followed, because a redirect to a login page is no sign of health. Give the final URL, or set follow-redirects: true.';
    return undefined;
}
const CONDITION_HINTS = {
    UNIMPLEMENTED: 'Register the health service (grpc.health.v1.Health) at the server, or check only that its port opens: tcp://.',
    NOT_FOUND: 'Check the name of the service in the path of the URL; without one the server as a whole is asked.',
    UNAUTHENTICATED: 'Give credentials (bearer-token, basic-auth or headers).',
    PERMISSION_DENIED: 'Give credentials that may call the health service (bearer-token, basic-auth or headers).',
};
const PLAIN = { 'wss:': 'ws', 'tls:': 'tcp', 'grpcs:': 'grpc' };
function plainHint({ protocol }) {
    return protocol === 'https:'
        ? 'Write http:// instead of https://, or give the port that speaks HTTPS.'
        : `Write ${PLAIN[protocol] ?? 'http'}:// instead of ${protocol}//, or give the port that speaks TLS.`;
}
function serviceHint({ result, verdict }) {
    if (result.kind === 'failed')
        return 'AWS limits calls for each account and region. Run fewer jobs at a time.';
    return verdict.kind === 'other-version'
        ? 'Check that the deployment was begun and has not been rolled back: the service events in the ECS console tell.'
        : undefined;
}
const FAILURE_HINTS = {
    'unknown-host': 'Check the host name, and that this runner can resolve it: a private zone is not visible to GitHub-hosted runners.',
    dns: 'Check the name servers that this runner asks.',
    refused: 'Nothing listens at this address, or not yet. Check the port, and that the service started.',
    unreachable: 'Check that this runner can reach the network of the service: private addresses need a self-hosted runner.',
    timeout: 'Check security groups and that this runner can reach the service; a slow service needs a longer request-timeout.',
    certificate: 'Check the certificate and its name. Give the authority of a private one in ca, and its name in server-name.',
    tls: 'Check that the server speaks TLS 1.2 or newer at this port, which server name it expects (server-name), and whether it asks for a certificate (client-certificate).',
    proxy: 'Check HTTPS_PROXY and HTTP_PROXY, and that the proxy may reach the service; a host in NO_PROXY is reached without it.',
    credentials: 'Check the AWS credentials of this job, or role-to-assume, and the region of aws-sigv4.',
};

// EXTERNAL MODULE: ./shared/text/list.js
var list = __nccwpck_require__(3536);
;// CONCATENATED MODULE: ./shared/action/inputs.js



/**
 * Reads the inputs of an action with `parse` and gives its result, or one error with every problem in it.
 * @throws {InputError}
 */
function readInputs(source, parse) {
    const reader = new InputReader(source);
    const inputs = parse(reader);
    if (reader.issues.length > 0)
        throw new errors/* InputError */.dz(reader.issues);
    return inputs;
}
/**
 * Typed access to `INPUT_*`. A reading that fails is noted and answered with the default or an empty value, so that
 * parsing goes on and finds the rest; {@link readInputs} throws before anyone can use what was returned.
 */
class InputReader {
    #source;
    #issues = [];
    #asked = new Set();
    constructor(source) {
        this.#source = source;
    }
    get issues() {
        return this.#issues;
    }
    /** Names of all inputs read so far; the contract tests compare them with action.yml. */
    get asked() {
        return [...this.#asked];
    }
    /** Notes a problem that a single reading cannot see, such as two inputs that exclude each other. */
    problem(input, problem) {
        this.#issues.push({ input, problem });
    }
    /** Undefined when empty: GitHub passes an unset input as an empty text. */
    optional(name) {
        this.#asked.add(name);
        const value = this.#raw(name)?.trim();
        return value === '' ? undefined : value;
    }
    /** A text of several lines, such as YAML, whose indentation counts. Undefined when empty. */
    block(name) {
        this.#asked.add(name);
        const value = this.#raw(name)?.replace(/^(?:[^\S\n]*\n)+|\s+$/g, '');
        return value === '' ? undefined : value;
    }
    text(name, fallback) {
        return this.optional(name) ?? fallback;
    }
    required(name, what) {
        const value = this.optional(name);
        if (value === undefined)
            this.problem(name, `is required and was empty; give ${what}.`);
        return value ?? '';
    }
    /** Like {@link optional}, and hidden from then on. */
    secret(name) {
        const value = this.optional(name);
        if (value !== undefined)
            this.#source.maskSecret(value);
        return value;
    }
    /** YAML 1.2 booleans, as `core.getBooleanInput` reads them. */
    boolean(name, fallback) {
        const value = this.optional(name)?.toLowerCase();
        if (value === undefined)
            return fallback;
        if (value !== 'true' && value !== 'false')
            this.#refuse(name, 'true or false');
        return value === 'true';
    }
    integer(name, range) {
        const text = this.optional(name);
        if (text === undefined)
            return undefined;
        const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
        return this.#inRange(name, value, { kind: 'a whole number', ...range });
    }
    /** Decimals allowed. */
    number(name, range) {
        const text = this.optional(name);
        if (text === undefined)
            return undefined;
        const value = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
        return this.#inRange(name, value, { kind: 'a number', ...range });
    }
    /** Milliseconds. `min` and `max` are milliseconds too. */
    duration(name, fallback, range = {}) {
        const text = this.optional(name) ?? fallback;
        const value = (0,duration/* parseDuration */.E)(text);
        const { min = 0, max } = range;
        if (value === undefined || value < min || (max !== undefined && value > max)) {
            const bounds = [
                min > 0 ? `at least ${(0,duration/* formatDuration */.a)(min)}` : '',
                max === undefined ? '' : `at most ${(0,duration/* formatDuration */.a)(max)}`,
            ];
            this.#refuse(name, ['a duration such as 90s, 5m or 1h', ...bounds.filter((bound) => bound !== '')].join(', '));
        }
        return value ?? 0;
    }
    choice(name, choices, fallback) {
        const value = this.optional(name);
        if (value === undefined)
            return fallback;
        const choice = choices.find((candidate) => candidate === value);
        if (choice === undefined)
            this.#refuse(name, `one of ${choices.join(', ')}`);
        return choice ?? fallback;
    }
    /** One per line, or separated by commas. */
    list(name) {
        return (0,list/* parseList */.E)(this.optional(name) ?? '');
    }
    /** One per line; commas belong to the item. */
    lines(name) {
        return (0,list/* parseLines */.L)(this.optional(name) ?? '');
    }
    /** `NAME=value` lines in the order given; the first `=` splits, a value may be empty or hold more of them. */
    pairs(name) {
        const pairs = new Map();
        for (const line of this.lines(name)) {
            const split = line.indexOf('=');
            const key = line.slice(0, split).trim();
            if (split < 1 || key === '')
                this.problem(name, `has a line without a name before "=": ${quote(line)}; write NAME=value.`);
            else if (pairs.has(key))
                this.problem(name, `names ${quote(key)} twice; give each name once.`);
            else
                pairs.set(key, line.slice(split + 1).trim());
        }
        return pairs;
    }
    /** A value of any other form: `parse` gives it, or undefined when the text is not `expected`. */
    parsed(name, expected, parse) {
        const text = this.optional(name);
        if (text === undefined)
            return undefined;
        const value = parse(text);
        if (value === undefined)
            this.#refuse(name, expected);
        return value;
    }
    #raw(name) {
        // The runner's own rule: upper case, spaces to underscores, hyphens kept.
        return this.#source.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
    }
    #inRange(name, value, expected) {
        const { kind, min = -Infinity, max = Infinity } = expected;
        if (Number.isNaN(value) || value < min || value > max) {
            const bounds = [min > -Infinity ? `from ${min}` : '', max < Infinity ? `to ${max}` : ''].filter((bound) => bound !== '');
            this.#refuse(name, [kind, ...bounds].join(' '));
        }
        return value;
    }
    #refuse(name, expected) {
        this.problem(name, `got ${quote(this.optional(name) ?? '')}; expected ${expected}.`);
    }
}
function quote(text) {
    return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

;// CONCATENATED MODULE: ./shared/aws/settings.js
// IAM: path and name of a role; partitions such as aws-cn and aws-us-gov included.
const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
// STS: RoleSessionName.
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
/** The AWS inputs every AWS action takes, by the names of aws-actions/configure-aws-credentials. */
function readAwsSettings(read) {
    const region = read.parsed('aws-region', 'a region such as eu-west-1', (text) => REGION.test(text) ? text : undefined);
    const arn = read.parsed('role-to-assume', 'the ARN of an IAM role, arn:aws:iam::123456789012:role/name', (text) => ROLE_ARN.test(text) ? text : undefined);
    const sessionName = read.parsed('role-session-name', '2 to 64 letters, digits or any of _+=,.@-', (text) => SESSION_NAME.test(text) ? text : undefined);
    // STS accepts 900 to 43200 seconds; the role's own maximum may be lower.
    const durationSeconds = read.integer('role-duration-seconds', { min: 900, max: 43_200 }) ?? 3_600;
    const audience = read.text('audience', 'sts.amazonaws.com');
    const role = arn === undefined ? undefined : { arn, sessionName: sessionName ?? 'GitHubActions', durationSeconds, audience };
    return { region, role };
}

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __nccwpck_require__(4722);
;// CONCATENATED MODULE: ./shared/text/yaml.js
/**
 * The value of a JSON or YAML 1.2 text. The YAML parser is loaded only when the text is not JSON: most task
 * definitions are, and it would add a tenth to every bundle's start-up.
 * @throws {SyntaxError} with the line and column when it is neither
 */
async function parseYaml(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        const { load, YAMLException } = await __nccwpck_require__.e(/* import() */ 831).then(__nccwpck_require__.bind(__nccwpck_require__, 2831));
        try {
            return load(text);
        }
        catch (error) {
            if (!(error instanceof YAMLException))
                throw error;
            throw new SyntaxError(error.message, { cause: error });
        }
    }
}

// EXTERNAL MODULE: ./shared/verify/default-settings.js
var default_settings = __nccwpck_require__(239);
;// CONCATENATED MODULE: ./shared/verify/target-url.js

const NO_URL = 'is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.';
/** A path that is there says something; these have no word for it. */
const WITHOUT_PATH = new Set(['tcp', 'tls']);
/** Schemes that no registry gives a port. */
const WITH_PORT = new Set(['tcp:', 'tls:', 'grpc:']);
/** A URL that can be probed, or what is wrong with the text; the text is not repeated, as it may hold a password. */
function readUrl(text) {
    const url = URL.parse(text);
    const protocol = url === null ? undefined : protocolOf(url);
    if (url === null || protocol === undefined || url.hostname === '' || !isReadable(url))
        return { problem: NO_URL };
    const scheme = `${url.protocol}//`;
    if (WITH_PORT.has(url.protocol) && url.port === '')
        return { problem: `has no port; give ${scheme}host:port.` };
    if (url.hash !== '' && protocol !== 'http')
        return { problem: `has a fragment, which ${scheme} does not send.` };
    if (protocol === 'http' || protocol === 'websocket')
        return { url };
    if (url.search !== '')
        return { problem: `has a query, which ${scheme} does not know.` };
    if (!WITHOUT_PATH.has(protocol))
        return { url };
    if (!['', '/'].includes(url.pathname))
        return { problem: `has a path, which ${scheme} does not know.` };
    return url.username === '' && url.password === ''
        ? { url }
        : { problem: `has credentials, which ${scheme} does not send.` };
}
/** Whether what is percent-encoded in it can be decoded: credentials, and the service of gRPC. */
function isReadable({ username, password, pathname, protocol }) {
    try {
        decodeURIComponent(`${username}:${password}${protocol.startsWith('grpc') ? pathname : ''}`);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./shared/ecr/image-name.js
var image_name = __nccwpck_require__(1734);
;// CONCATENATED MODULE: ./shared/text/shell-words.js
const BLANK = /\s/;
/**
 * Words as a POSIX shell splits them: blanks separate, single quotes keep everything, double quotes keep all but
 * `\"`, `\\`, `\$` and `` \` ``, a backslash keeps the next character. Nothing is expanded: `$HOME` stays `$HOME`.
 * Undefined when a quote is not closed or a backslash ends the text.
 */
function splitShellWords(text) {
    const words = [];
    let word;
    let quote = '';
    for (let index = 0; index < text.length; index += 1) {
        const character = text.charAt(index);
        const next = text.charAt(index + 1);
        if (quote === "'") {
            if (character === "'")
                quote = '';
            else
                word = (word ?? '') + character;
        }
        else if (character === '\\') {
            if (next === '')
                return undefined;
            // In double quotes a backslash before any other character stands for itself.
            const keepsBackslash = quote === '"' && !['"', '\\', '$', '`'].includes(next);
            word = (word ?? '') + (keepsBackslash ? `\\${next}` : next);
            index += 1;
        }
        else if (quote === '"') {
            if (character === '"')
                quote = '';
            else
                word = (word ?? '') + character;
        }
        else if (character === "'" || character === '"') {
            quote = character;
            word ??= '';
        }
        else if (BLANK.test(character)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
        }
        else
            word = (word ?? '') + character;
    }
    if (quote !== '')
        return undefined;
    if (word !== undefined)
        words.push(word);
    return words;
}

;// CONCATENATED MODULE: ./actions/health-verify/service/probe-inputs.js

/** Undefined: nothing is run inside. */
function readInsideProbe(read) {
    const text = read.optional('probe-command');
    const command = read.parsed('probe-command', 'words as in a shell, with every quote closed', splitShellWords);
    const container = read.optional('probe-container');
    const attempts = read.integer('probe-attempts', { min: 1, max: 10 }) ?? 2;
    const timeLimitMs = read.duration('probe-timeout', '5m', { min: 1_000, max: 3_600_000 });
    if (container !== undefined && text === undefined)
        read.problem('probe-container', 'names where probe-command runs; give that too, or leave this out.');
    return text === undefined || command === undefined ? undefined : { text, command, container, attempts, timeLimitMs };
}

;// CONCATENATED MODULE: ./actions/health-verify/service/inputs.js



/** Expectations of a URL's answer. Without a URL nothing would hold them against anything. */
const OF_URLS = [
    'expect-version',
    'version-from',
    'expect-body',
    'expect-header',
    'expect-json',
    'max-latency',
];
/**
 * Undefined: the service is not looked at.
 * @param hasUrls whether there are URLs to verify besides
 */
function readServiceCheck(read, { service, hasUrls }) {
    const image = read.parsed('expect-image', 'an image by its digest, registry/name@sha256:… or sha256:…', parseExpected);
    const taskDefinition = read.parsed('expect-task-definition', 'the ARN of a revision, or family:revision', (text) => (0,names/* isRevision */.oN)(text) ? text : undefined);
    const probe = readInsideProbe(read);
    const asked = ['expect-image', 'expect-task-definition', 'probe-command'].filter((name) => read.optional(name) !== undefined);
    if (asked.length === 0)
        return undefined;
    if (read.optional('service') === undefined)
        for (const name of asked)
            read.problem(name, 'needs service: Amazon ECS is asked what runs there.');
    if (!hasUrls)
        for (const name of OF_URLS) {
            if (read.optional(name) !== undefined)
                read.problem(name, 'is for the answers of URLs, and none is given; expect-image is for what a service runs.');
        }
    return service === undefined ? undefined : { ...service, image, taskDefinition, probe };
}
function parseExpected(text) {
    if (/^sha256:[0-9a-f]{64}$/.test(text))
        return { digest: text, name: undefined };
    const name = (0,image_name/* parseImageName */.i)(text);
    return name?.digest === undefined ? undefined : { digest: name.digest, name };
}

// EXTERNAL MODULE: ./actions/health-verify/service/target.js
var target = __nccwpck_require__(894);
;// CONCATENATED MODULE: ./actions/health-verify/record/inputs.js
/** Undefined: no GitHub deployment is kept. */
function readGithubRecord(read) {
    const token = read.secret('token');
    const environment = read.optional('environment');
    const deploymentId = read.integer('github-deployment-id', { min: 1 });
    const environmentUrl = read.parsed('environment-url', 'an http or https URL', (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined);
    if (token !== undefined) {
        if (environment === undefined && read.optional('github-deployment-id') === undefined)
            read.problem('token', 'is for the GitHub deployment; give environment or github-deployment-id too.');
        return { token, deploymentId, environment, environmentUrl };
    }
    for (const name of ['environment', 'github-deployment-id', 'environment-url']) {
        if (read.optional(name) !== undefined)
            read.problem(name, 'needs token, with `deployments: write`: the verdict is recorded in the GitHub deployment.');
    }
    return undefined;
}

;// CONCATENATED MODULE: ./actions/health-verify/target/protocol-settings.js


const HTTP_ONLY = [
    'method',
    'body',
    'graphql',
    'expect-body',
    'expect-json',
    'follow-redirects',
];
const OF_ANSWERS = [
    ...HTTP_ONLY,
    'headers',
    'basic-auth',
    'bearer-token',
    'aws-sigv4',
    'expect-status',
    'expect-header',
    'expect-version',
    'version-from',
    'fail-on',
];
/** Settings that a protocol has no use for. */
const UNUSED = {
    http: [],
    tcp: [...OF_ANSWERS, 'server-name', 'ca', 'client-certificate', 'client-key', 'tls-min-days'],
    tls: OF_ANSWERS,
    websocket: HTTP_ONLY,
    grpc: [...HTTP_ONLY, 'aws-sigv4', 'expect-status'],
};
/** What the inputs say where the user says nothing: the defaults of action.yml. */
const UNSAID = {
    method: 'GET',
    'expect-status': '200-299',
    'fail-on': '401,403',
    'follow-redirects': 'false',
};
const SWITCHING_PROTOCOLS = { low: 101, high: 101 };
const OK = { low: 200, high: 200 };
/** Why a setting means nothing to a URL, as a sentence; undefined when it is used. */
function unusedProblem(setting, url) {
    const unused = UNUSED[protocolOf(url) ?? 'http'].includes(setting);
    return unused ? `means nothing to a ${url.protocol}// URL; leave it out.` : undefined;
}
/** Why an input is used by none of the URLs, when somebody set it. */
function unusedInputProblem(setting, text, urls) {
    if (text === '' || text === UNSAID[setting])
        return undefined;
    const problems = urls.map((url) => unusedProblem(setting, url));
    return problems.includes(undefined) ? undefined : problems[0];
}
/**
 * The settings as the URL's protocol uses them: those that inputs give for all URLs and it does not know are as if they
 * were not given. A WebSocket is expected to open (101), and gRPC travels on 200.
 */
function settingsFor(url, settings) {
    const { expectations } = settings;
    switch (protocolOf(url)) {
        case 'tcp':
        case 'tls': {
            const { maxLatencyMs } = expectations;
            const tlsMinDays = url.protocol === 'tls:' ? expectations.tlsMinDays : undefined;
            return {
                ...default_settings/* DEFAULT_SETTINGS */.a,
                connection: settings.connection,
                maxP95Ms: settings.maxP95Ms,
                expectations: { ...default_settings/* DEFAULT_SETTINGS */.a.expectations, maxLatencyMs, tlsMinDays },
            };
        }
        case 'websocket': {
            const unsaid = JSON.stringify(expectations.status) === JSON.stringify(default_settings/* DEFAULT_SETTINGS */.a.expectations.status);
            return withoutBodies(settings, unsaid ? [SWITCHING_PROTOCOLS] : expectations.status);
        }
        case 'grpc': {
            const auth = settings.auth?.kind === 'sigv4' ? undefined : settings.auth;
            return { ...withoutBodies(settings, [OK]), auth };
        }
        case 'http':
        case undefined:
            return settings;
    }
}
function withoutBodies(settings, status) {
    const { body, graphql, maxRedirects, method } = default_settings/* DEFAULT_SETTINGS */.a;
    const expectations = { ...settings.expectations, body: undefined, json: [], status };
    return { ...settings, body, graphql, maxRedirects, method, expectations };
}

;// CONCATENATED MODULE: ./actions/health-verify/target/setting-names.js
/** The settings that inputs give for all URLs, and that an entry of `urls` may give for itself. */
const SETTING_NAMES = [
    'method',
    'headers',
    'body',
    'graphql',
    'basic-auth',
    'bearer-token',
    'aws-sigv4',
    'resolve',
    'server-name',
    'ca',
    'client-certificate',
    'client-key',
    'tls-min-days',
    'expect-status',
    'expect-body',
    'expect-header',
    'expect-json',
    'expect-version',
    'version-from',
    'fail-on',
    'max-latency',
    'max-p95',
    'follow-redirects',
];

// EXTERNAL MODULE: ./shared/http/address.js
var address = __nccwpck_require__(9593);
// EXTERNAL MODULE: ./shared/http/resolve.js
var resolve = __nccwpck_require__(7921);
;// CONCATENATED MODULE: ./actions/health-verify/target/problems.js



const AUTH_SETTINGS = { basic: 'basic-auth', bearer: 'bearer-token', sigv4: 'aws-sigv4' };
/** What only a whole target shows to be wrong: settings that contradict its URL or one another. */
function problemsOf(target) {
    const { auth, expectations, headers, maxRedirects, url } = target;
    const ways = [
        ...(auth === undefined ? [] : [AUTH_SETTINGS[auth.kind]]),
        ...(headers['authorization'] === undefined ? [] : ['an Authorization header']),
        ...(url.username === '' && url.password === '' ? [] : ['credentials in the URL']),
    ];
    const setting = auth === undefined ? 'headers' : AUTH_SETTINGS[auth.kind];
    const problems = [];
    if (ways.length > 1)
        problems.push({ setting, problem: `two ways to authorise a request: ${ways.join(' and ')}; give one of them.` });
    if (expectations.tlsMinDays !== undefined && !(0,address/* isSecure */.Ut)(url) && maxRedirects === 0)
        problems.push({
            setting: 'tls-min-days',
            problem: `needs a URL with a certificate; this one is ${url.protocol}//.`,
        });
    return [...problems, ...protocolProblems(target)];
}
const OWN_HEADERS = {
    websocket: /^sec-websocket-(?!protocol$)/,
    grpc: /^(?:grpc-|content-type$)/,
};
/** What the protocol of the URL does not let one say. */
function protocolProblems({ headers, url, versionFrom }) {
    const protocol = protocolOf(url) ?? 'http';
    const own = OWN_HEADERS[protocol];
    const problems = Object.keys(headers)
        .filter((name) => own?.test(name) === true)
        .map((name) => ({
        setting: 'headers',
        problem: `${name} cannot be set: ${url.protocol}// sets it itself.`,
    }));
    if (protocol === 'http' || versionFrom === undefined || versionFrom.from === 'header')
        return problems;
    const problem = `expected header:name for a ${url.protocol}// URL, whose answer has no body.`;
    return [...problems, { setting: 'version-from', problem }];
}
/** Rules of `resolve` that change nothing, as a misspelt one would; a redirect may lead to any host. */
function unusedRules(targets) {
    if (targets.some(({ maxRedirects }) => maxRedirects > 0))
        return [];
    const rules = new Set(targets.flatMap(({ connection }) => connection.resolve));
    return [...rules].filter((rule) => !targets.some(({ url }) => (0,resolve/* addressesOf */.sO)(url, [rule]).length > 0));
}

// EXTERNAL MODULE: ./shared/http/json-expectation.js
var json_expectation = __nccwpck_require__(7660);
// EXTERNAL MODULE: ./shared/http/regular-expression.js + 1 modules
var regular_expression = __nccwpck_require__(5976);
;// CONCATENATED MODULE: ./actions/health-verify/target/auth-settings.js

const FORMS = [
    { name: 'basic-auth', expected: 'user:password', parse: http_auth/* parseBasicAuth */._c },
    { name: 'bearer-token', expected: 'the token alone, without "Bearer"', parse: http_auth/* parseBearerToken */.Ue },
    { name: 'aws-sigv4', expected: 'a service, or service:region, such as execute-api:eu-west-1', parse: http_auth/* parseSigV4 */.RD },
];
/**
 * How requests are authorised: one way, or as `base` says when none is given. An empty text takes back what `base`
 * says. No value is repeated in a problem: it is a secret.
 */
function readAuth(source, base) {
    const texts = FORMS.map((form) => ({ ...form, text: source.text(form.name) }));
    const given = texts.filter(({ text }) => text !== undefined && text !== '');
    const [first, second] = given;
    if (first?.text === undefined)
        return texts.some(({ text }) => text === '') ? undefined : base;
    if (second !== undefined)
        source.problem(second.name, `was given together with ${first.name}; give one of them.`);
    const auth = first.parse(first.text);
    if (auth === undefined)
        source.problem(first.name, `has another form than ${first.expected}.`);
    return auth;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./shared/http/tls-settings.js
var tls_settings = __nccwpck_require__(8672);
;// CONCATENATED MODULE: ./actions/health-verify/target/setting-reader.js

/** Reads settings over those of a base. What cannot be read is told to the source and left as it was. */
class SettingReader {
    #source;
    constructor(source) {
        this.#source = source;
    }
    parsed(name, base, { off, expected, parse }) {
        const text = this.#source.text(name);
        if (text === undefined)
            return base;
        if (text === '')
            return off;
        const value = parse(text);
        if (value === undefined)
            this.#source.problem(name, `got ${setting_reader_quote(text)}; expected ${expected}.`);
        return value ?? base;
    }
    lines(name, base, parse) {
        const text = this.#source.text(name);
        if (text === undefined)
            return base;
        return parse((0,list/* parseLines */.L)(text), (problem) => {
            this.#source.problem(name, problem);
        });
    }
}
/** Text of an input in an error about it. */
function setting_reader_quote(text) {
    return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

;// CONCATENATED MODULE: ./actions/health-verify/target/connection-settings.js





// RFC 1123, 2.1; an underscore is no name's, but is found in certificates.
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/i;
function readConnection(source, base) {
    const read = new SettingReader(source);
    return {
        resolve: read.lines('resolve', base.resolve, parseResolveRules),
        tls: sameTls(base.tls, {
            serverName: read.parsed('server-name', base.tls.serverName, {
                off: undefined,
                expected: 'a host name',
                parse: (text) => (HOST_NAME.test(text) ? text.toLowerCase() : undefined),
            }),
            ca: readPem(source, { name: 'ca', base: base.tls.ca, problemOf: tls_settings/* certificatesProblem */.kL }),
            client: readClient(source, base.tls.client),
        }),
    };
}
/** What is equal stays the same object, so that targets share what is made of it. */
function sameTls(base, read) {
    const same = base.serverName === read.serverName && base.ca === read.ca && base.client === read.client;
    return same ? base : read;
}
function parseResolveRules(lines, complain) {
    return lines.flatMap((line) => {
        const rule = (0,resolve/* parseResolveRule */.EE)(line);
        if (rule !== undefined)
            return [rule];
        complain(`has the line ${setting_reader_quote(line)}; expected host:port:address or host:address, an IPv6 address in brackets.`);
        return [];
    });
}
function readClient(source, base) {
    const certificate = readPem(source, {
        name: 'client-certificate',
        base: base?.certificate,
        problemOf: tls_settings/* certificatesProblem */.kL,
    });
    const key = readPem(source, { name: 'client-key', base: base?.key, problemOf: tls_settings/* keyProblem */.dD });
    if (certificate === undefined && key === undefined)
        return undefined;
    if (certificate === base?.certificate && key === base?.key)
        return base;
    if (certificate === undefined || key === undefined) {
        const [missing, given] = key === undefined
            ? ['client-key', 'client-certificate']
            : ['client-certificate', 'client-key'];
        // Unless what was given could not be read, which has been told.
        if ((source.text(missing) ?? '') === '')
            source.problem(missing, `is required with ${given}.`);
        return undefined;
    }
    if ((0,tls_settings/* isPair */.tO)({ certificate, key }))
        return { certificate, key };
    source.problem('client-key', 'is not the key of client-certificate.');
    return undefined;
}
/** PEM as text, or the file that holds it. */
function readPem(source, { name, base, problemOf }) {
    const text = source.text(name);
    if (text === undefined)
        return base;
    if (text === '')
        return undefined;
    const inline = text.includes('-----BEGIN ');
    const pem = inline ? `${text}\n` : readFile(text, (problem) => source.problem(name, problem));
    if (pem === undefined)
        return undefined;
    const problem = problemOf(pem);
    if (problem === undefined)
        return pem;
    source.problem(name, `${problem}.`);
    return undefined;
}
function readFile(path, complain) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        // It is not repeated: it may be a key that lost its first line.
        const code = (0,errors/* isError */.bJ)(error) && 'code' in error ? String(error.code) : 'unreadable';
        complain(`is neither PEM (-----BEGIN …) nor the path of a file that can be read (${code}).`);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./actions/health-verify/target/settings.js









/** As many as curl users and browsers are used to; more is a circle. */
const MAX_REDIRECTS = 10;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Settings as `source` gives them, over `base`. What cannot be read is told to the source and left as it was. */
function readSettings(source, base) {
    const read = new SettingReader(source);
    const { expectations } = base;
    const settings = {
        method: read.parsed('method', base.method, { off: 'GET', expected: METHODS.join(', '), parse: parseMethod }),
        headers: read.lines('headers', base.headers, parseHeaders),
        body: read.parsed('body', base.body, { off: undefined, expected: 'text', parse: (text) => text }),
        graphql: read.parsed('graphql', base.graphql, { off: undefined, expected: 'a query', parse: (text) => text }),
        auth: readAuth(source, base.auth),
        connection: readConnection(source, base.connection),
        expectations: {
            status: read.parsed('expect-status', expectations.status, { ...STATUSES, off: [{ low: 100, high: 599 }] }),
            body: read.parsed('expect-body', expectations.body, {
                off: undefined,
                expected: 'a regular expression',
                parse: regular_expression/* parseRegularExpression */.Ee,
            }),
            headers: read.lines('expect-header', expectations.headers, parseHeaderExpectations),
            json: read.lines('expect-json', expectations.json, parseJsonExpectations),
            maxLatencyMs: read.parsed('max-latency', expectations.maxLatencyMs, DURATION),
            tlsMinDays: read.parsed('tls-min-days', expectations.tlsMinDays, {
                off: undefined,
                expected: 'a whole number of days from 0 to 825',
                parse: (text) => parseWhole(text, 825),
            }),
        },
        maxP95Ms: read.parsed('max-p95', base.maxP95Ms, DURATION),
        expectVersion: read.parsed('expect-version', base.expectVersion, {
            off: undefined,
            expected: 'a version',
            parse: (text) => text,
        }),
        versionFrom: read.parsed('version-from', base.versionFrom, {
            off: undefined,
            expected: 'json:$.path, header:name, meta:name or body:/regex/',
            parse: http_version/* parseVersionSource */.t6,
        }),
        failOn: read.parsed('fail-on', base.failOn, { ...STATUSES, off: [], parse: parseFailOn }),
        maxRedirects: read.parsed('follow-redirects', base.maxRedirects, {
            off: 0,
            expected: `true, false or how many, 0 to ${MAX_REDIRECTS}`,
            parse: parseRedirects,
        }),
    };
    checkGraphql(settings, source);
    return settings;
}
function checkGraphql({ body, graphql, method }, source) {
    if (graphql === undefined)
        return;
    if (body !== undefined)
        source.problem('graphql', 'was given together with body; give one of them.');
    if (!['GET', 'POST'].includes(method))
        source.problem('graphql', `is sent by POST, but method is ${method}; leave method out.`);
}
const DURATION = { off: undefined, expected: 'a duration such as 800ms or 2s', parse: duration/* parseDuration */.E };
const STATUSES = { expected: 'status codes and ranges such as 200-299, 304', parse: status_ranges/* parseStatusRanges */.C2 };
function parseMethod(text) {
    return METHODS.find((method) => method === text.toUpperCase());
}
function parseFailOn(text) {
    return text === 'none' ? [] : (0,status_ranges/* parseStatusRanges */.C2)(text);
}
function parseRedirects(text) {
    const lower = text.toLowerCase();
    if (lower === 'true')
        return MAX_REDIRECTS;
    return lower === 'false' ? 0 : parseWhole(text, MAX_REDIRECTS);
}
function parseWhole(text, max) {
    return /^\d{1,4}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}
function parseHeaders(lines, complain) {
    const headers = {};
    for (const [index, line] of lines.entries()) {
        const { name, value } = splitHeader(line);
        // Neither the line nor the value is repeated: they may hold a secret.
        const problem = name === '' ? `line ${index + 1} has no "name: value"` : (0,http_headers/* headerProblem */.b2)(name, value);
        if (problem === undefined)
            headers[name.toLowerCase()] = value;
        else
            complain(`${problem}.`);
    }
    return headers;
}
function parseHeaderExpectations(lines, complain) {
    return lines.flatMap((line) => {
        const { name, value } = splitHeader(line);
        const pattern = value === '' ? undefined : (0,regular_expression/* parseRegularExpression */.Ee)(value);
        if (name !== '' && pattern !== undefined && (0,http_headers/* headerProblem */.b2)(name, '') === undefined)
            return [{ name: name.toLowerCase(), pattern }];
        complain(`has the line ${setting_reader_quote(line)}; expected "name: regular expression".`);
        return [];
    });
}
function parseJsonExpectations(lines, complain) {
    return lines.flatMap((line) => {
        const expectation = (0,json_expectation/* parseJsonExpectation */.a)(line);
        if (typeof expectation !== 'string')
            return [expectation];
        complain(`the line ${setting_reader_quote(line)} ${expectation}.`);
        return [];
    });
}
function splitHeader(line) {
    const split = line.indexOf(':');
    return split < 1
        ? { name: '', value: '' }
        : { name: line.slice(0, split).trim(), value: line.slice(split + 1).trim() };
}

;// CONCATENATED MODULE: ./actions/health-verify/target/parse-targets.js






/** More than this is a monitoring system's work. */
const MAX_TARGETS = 50;
const ENTRY_NAMES = ['name', 'url', 'critical', ...SETTING_NAMES];
const EXPECTED = 'a YAML list of URLs, or of entries with url and optional name, critical and own expectations';
function singleTarget(url, settings) {
    return { ...settingsFor(url, settings), name: (0,verify_target/* displayUrl */.Q)(url), url, critical: true };
}
/** The targets of the `urls` document; settings that an entry does not give are those of `base`. */
function parseTargets(document, base, complain) {
    if (!Array.isArray(document) || document.length === 0) {
        complain(`expected ${EXPECTED}.`);
        return [];
    }
    if (document.length > MAX_TARGETS)
        complain(`has ${document.length} entries; at most ${MAX_TARGETS} are verified.`);
    const targets = document.flatMap((entry, index) => parseEntry(entry, base, inEntry(index, complain)) ?? []);
    if (targets.length > 0 && !targets.some(({ critical }) => critical))
        complain('has no critical entry, so nothing could fail; leave critical out of one at least.');
    const twice = targets.find(({ name }, index) => targets.findIndex((other) => other.name === name) !== index);
    if (twice !== undefined)
        complain(`has two entries named ${JSON.stringify(twice.name)}; give each a name of its own.`);
    return targets;
}
function inEntry(index, complain) {
    return (problem) => {
        complain(`entry ${index + 1}: ${problem}`);
    };
}
function parseEntry(entry, base, complain) {
    if (typeof entry === 'string')
        return parseEntry({ url: entry }, base, complain);
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
        complain(`expected a URL, or a mapping with url.`);
        return undefined;
    }
    const texts = entryTexts(entry, complain);
    const read = readUrl(texts.get('url') ?? '');
    if ('problem' in read)
        complain(`url ${read.problem}`);
    const critical = texts.get('critical') ?? 'true';
    if (!['true', 'false'].includes(critical))
        complain('critical is neither true nor false.');
    const settings = readSettings({
        text: (name) => texts.get(name),
        problem: (name, problem) => {
            complain(`${name}: ${problem}`);
        },
    }, base);
    if ('problem' in read)
        return undefined;
    const { url } = read;
    for (const name of SETTING_NAMES) {
        const unused = (texts.get(name) ?? '') === '' ? undefined : unusedProblem(name, url);
        if (unused !== undefined)
            complain(`${name}: ${unused}`);
    }
    const target = {
        ...settingsFor(url, settings),
        name: texts.get('name') ?? (0,verify_target/* displayUrl */.Q)(url),
        url,
        critical: critical !== 'false',
    };
    for (const { setting, problem } of problemsOf(target))
        complain(`${setting}: ${problem}`);
    return target;
}
/** The entry's values as the texts that the inputs of the same names would hold. */
function entryTexts(entry, complain) {
    const texts = new Map();
    for (const [name, value] of Object.entries(entry)) {
        if (!ENTRY_NAMES.includes(name)) {
            complain(`has ${JSON.stringify(name)}, which is none of ${ENTRY_NAMES.join(', ')}.`);
            continue;
        }
        const text = valueText(value);
        if (text === undefined)
            complain(`${name} is nested too deep.`);
        else
            texts.set(name, text);
    }
    return texts;
}
function valueText(value) {
    if (typeof value !== 'object' || value === null)
        return scalarText(value);
    const lines = Array.isArray(value)
        ? value.map(scalarText)
        : Object.entries(value).map(([name, item]) => {
            const text = scalarText(item);
            return text === undefined ? undefined : `${name}: ${text}`;
        });
    return lines.includes(undefined) ? undefined : lines.join('\n');
}
function scalarText(value) {
    if (value === null)
        return '';
    if (typeof value === 'string')
        return value.trim();
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

// EXTERNAL MODULE: ./shared/text/percentage.js
var percentage = __nccwpck_require__(6704);
;// CONCATENATED MODULE: ./actions/health-verify/watch/settings.js



/** Sockets under way at once, when no answer comes before `request-timeout`. */
const MAX_UNDER_WAY = 250;
/** The settings of a watch; undefined without `watch-for`. */
function readWatch(read, { targets, requestTimeoutMs }) {
    const problems = read.issues.length;
    const timing = {
        windowMs: read.duration('watch-for', '0s', { max: 21_600_000 }),
        rate: read.number('watch-rate', { min: 0.1, max: 50 }) ?? 5,
        limits: {
            errorRateIncrease: readPercentage(read, 'max-error-rate-increase', { fallback: 0.01, min: 0.001, max: 1 }),
            latencyIncrease: readPercentage(read, 'max-latency-increase', { fallback: 0.25, min: 0, max: 10 }),
            minSamples: read.integer('min-samples', { min: 20, max: 100_000 }) ?? 50,
        },
    };
    const baselineVersion = read.optional('baseline-version');
    if (timing.windowMs === 0) {
        if (baselineVersion !== undefined)
            read.problem('baseline-version', 'is the version to compare with in watch mode; give watch-for too.');
        return undefined;
    }
    // What is reckoned from values that are wrong themselves would only confuse.
    if (read.issues.length === problems)
        checkRate(read, timing, requestTimeoutMs);
    const [target] = targets;
    if (targets.length > 1)
        read.problem('watch-for', `compares two versions behind one URL, but urls has ${targets.length}; give one.`);
    for (const record of ['service', 'token'])
        if (read.optional(record) !== undefined)
            read.problem(record, 'cannot be given with watch-for: a canary has not proven itself before it has all traffic; verify it again then.');
    if (target?.expectVersion === undefined) {
        if (target !== undefined)
            read.problem('expect-version', 'is required with watch-for: it is the new version.');
        return undefined;
    }
    const { expectVersion } = target;
    if (baselineVersion !== undefined && (0,http_version/* versionsMatch */.$p)(expectVersion, baselineVersion))
        read.problem('baseline-version', 'is the same as expect-version; give the version that served before.');
    return { ...timing, target, expectVersion, baselineVersion };
}
function checkRate(read, { limits, rate, windowMs }, requestTimeoutMs) {
    const probes = Math.floor((windowMs / 1_000) * rate);
    if (probes < 2 * limits.minSamples)
        read.problem('watch-for', `is too short: ${(0,duration/* formatDuration */.a)(windowMs)} with watch-rate ${rate} are ${probes} probes, and min-samples asks for ` +
            `${limits.minSamples} answers of each version.`);
    const underWay = Math.ceil((requestTimeoutMs / 1_000) * rate);
    if (underWay > MAX_UNDER_WAY)
        read.problem('watch-rate', `is too high: ${rate} a second with request-timeout ${(0,duration/* formatDuration */.a)(requestTimeoutMs)} may leave ${underWay} ` +
            `requests under way at once; at most ${MAX_UNDER_WAY} are.`);
}
function readPercentage(read, name, { fallback, min, max }) {
    const expected = `a percentage such as 1% or 25%, from ${min * 100}% to ${max * 100}%`;
    const inRange = (text) => {
        const share = (0,percentage/* parsePercentage */.A)(text);
        return share === undefined || share < min || share > max ? undefined : share;
    };
    return read.parsed(name, expected, inRange) ?? fallback;
}

;// CONCATENATED MODULE: ./actions/health-verify/inputs.js


















// As ECS names the cluster of who names none; the other actions have it in action.yml.
const DEFAULT_CLUSTER = 'default';
/**
 * Reads the inputs. The YAML of `urls` is parsed first, because its parser is loaded only when it is needed.
 * @throws {InputError} with every problem
 */
async function readHealthVerifyInputs(source) {
    const urls = await parseUrlsDocument(new InputReader(source).block('urls') ?? '[]');
    return readInputs(source, (read) => parseInputs(read, urls));
}
async function parseUrlsDocument(text) {
    try {
        return { value: await parseYaml(text) };
    }
    catch (error) {
        // What follows the first line quotes the text, which may hold secrets.
        return { problem: (0,errors/* errorMessage */.gJ)(error).split('\n')[0] ?? '' };
    }
}
function parseInputs(read, urls = { value: [] }) {
    const settings = readSettings({
        text: (name) => (isSecret(name, read.optional(name)) ? read.secret(name) : read.optional(name)),
        problem: (name, problem) => {
            read.problem(name, problem);
        },
    }, default_settings/* DEFAULT_SETTINGS */.a);
    const service = readService(read);
    const hasUrls = read.optional('url') !== undefined || read.block('urls') !== undefined;
    const check = readServiceCheck(read, { service, hasUrls });
    const ofUrls = hasUrls || check === undefined ? readTargets(read, settings, urls) : [];
    checkVersionSource(read, ofUrls);
    if (hasUrls)
        checkUsed(read, ofUrls);
    for (const { host, address } of unusedRules(ofUrls))
        read.problem('resolve', `has a line for ${host} (${address}), but no URL leads there; check its host and port.`);
    const targets = check === undefined ? ofUrls : [...ofUrls, (0,target/* serviceTarget */.v)(check)];
    const requestTimeoutMs = read.duration('request-timeout', '5s', { min: 100, max: 300_000 });
    return {
        targets,
        rules: readRules(read, targets),
        requestTimeoutMs,
        serviceCheck: check,
        watch: readWatch(read, { targets: ofUrls, requestTimeoutMs }),
        provenService: service,
        github: readGithubRecord(read),
        aws: readAwsSettings(read),
    };
}
function readTargets(read, settings, urls) {
    const url = read.optional('url');
    const list = read.block('urls');
    if (url !== undefined && list !== undefined)
        read.problem('url', 'was given together with urls; give one of them.');
    if (url === undefined && list === undefined)
        read.problem('url', 'is required and was empty; give the URL to verify, or several in urls, or expect-image with cluster and service.');
    if (list !== undefined) {
        if ('value' in urls)
            return parseTargets(urls.value, settings, (problem) => read.problem('urls', problem));
        read.problem('urls', `is not valid YAML: ${urls.problem}.`);
        return [];
    }
    if (url === undefined)
        return [];
    const parsed = readUrl(url);
    if ('problem' in parsed) {
        read.problem('url', parsed.problem);
        return [];
    }
    const target = singleTarget(parsed.url, settings);
    for (const { setting, problem } of problemsOf(target))
        read.problem(setting, problem);
    return [target];
}
/** A key may be given as a path, which is no secret. */
function isSecret(name, text = '') {
    return name === 'basic-auth' || name === 'bearer-token' || (name === 'client-key' && text.includes('-----BEGIN '));
}
/** An expectation that no URL has a use for would prove nothing. */
function checkUsed(read, targets) {
    if (targets.length === 0)
        return;
    const urls = targets.map(({ url }) => url);
    for (const name of SETTING_NAMES) {
        const problem = unusedInputProblem(name, read.optional(name) ?? '', urls);
        if (problem !== undefined)
            read.problem(name, problem);
    }
}
/** A version that nobody looks for would prove nothing. */
function checkVersionSource(read, targets) {
    const expecting = targets.filter(({ critical, expectVersion }) => critical && expectVersion !== undefined);
    if (expecting.length > 0 && !expecting.some(({ versionFrom }) => versionFrom !== undefined))
        read.problem('version-from', 'is required with expect-version: say where the answer names its version, json:$.path, header:name, meta:name or body:/regex/.');
}
function readRules(read, targets) {
    const initialDelayMs = read.duration('initial-delay', '0s', { max: 21_600_000 });
    const threshold = read.integer('success-threshold', { min: 1, max: 100 }) ?? 3;
    const forP95 = targets.some(({ critical, maxP95Ms }) => critical && maxP95Ms !== undefined) ? ANSWERS_FOR_P95 : 1;
    const successThreshold = Math.max(threshold, forP95);
    const stableForMs = read.duration('stable-for', '0s', { max: 21_600_000 });
    const timeoutMs = read.duration('timeout', '5m', { min: 1_000, max: 21_600_000 });
    const intervalMs = read.duration('interval', '2s', { min: 100, max: 300_000 });
    const maxIntervalMs = Math.max(intervalMs, read.duration('max-interval', '20s', { min: 100, max: 300_000 }));
    const needed = initialDelayMs + (successThreshold - 1) * intervalMs + stableForMs;
    if (needed > timeoutMs)
        read.problem('timeout', `is too short: ${initialDelayMs === 0 ? '' : `initial-delay ${(0,duration/* formatDuration */.a)(initialDelayMs)}, `}` +
            `success-threshold ${successThreshold}${threshold < forP95 ? ' (for max-p95)' : ''}, interval ${(0,duration/* formatDuration */.a)(intervalMs)} and stable-for ` +
            `${(0,duration/* formatDuration */.a)(stableForMs)} take at least ${(0,duration/* formatDuration */.a)(needed)}, the timeout is ${(0,duration/* formatDuration */.a)(timeoutMs)}.`);
    return { initialDelayMs, successThreshold, stableForMs, timeoutMs, intervalMs, maxIntervalMs };
}
function readService(read) {
    const name = (kind) => read.parsed(kind, `the name or ARN of a ${kind}`, (text) => ((0,names/* isNameOrArn */.cm)(text, kind) ? text : undefined));
    const cluster = name('cluster');
    const service = name('service');
    if (cluster !== undefined && read.optional('service') === undefined)
        read.problem('service', 'is required with cluster: it is the release of a service that is marked proven.');
    return service === undefined ? undefined : { cluster: cluster ?? DEFAULT_CLUSTER, service };
}

;// CONCATENATED MODULE: ./actions/health-verify/outputs.js



/** Sets the outputs; those with nothing to say are empty texts. What the probed servers wrote is made one safe line. */
function setOutputs({ redactor, setOutput }, { history, settings, sentence, inside, recorded: { mark, github }, verification }) {
    const { lastMiss, lastVersion, versions } = history;
    const { durationMs, lastRound, result } = verification;
    const foreign = (text) => (0,neutralise/* neutraliseLine */.f)(redactor.redact(text));
    const seen = Object.fromEntries([...versions].map(([version, count]) => [foreign(version), count]));
    const lastError = lastMiss === undefined ? '' : `${nameIfSeveral(lastMiss, settings)}${describeAttempt(lastMiss)}`;
    setOutput('result', result);
    setOutput('reason', foreign(sentence));
    setOutput('attempts', String(lastRound.number));
    setOutput('observed-version', foreign(lastVersion ?? ''));
    setOutput('versions-seen', JSON.stringify(seen));
    setOutput('last-status', lastStatus(verification));
    const insideError = inside?.passed === false ? `the probe from inside failed: ${inside.reason ?? ''}` : undefined;
    setOutput('last-error', foreign(insideError ?? lastError));
    setOutput('p50-ms', String(history.percentileMs(0.5) ?? ''));
    setOutput('p95-ms', String(history.percentileMs(0.95) ?? ''));
    setOutput('duration-ms', String(Math.round(durationMs)));
    setOutput('proven-task-definition-arn', result === 'healthy' && mark?.kind === 'marked' ? mark.taskDefinitionArn : '');
    setOutput('github-deployment-id', github?.kind === 'recorded' ? String(github.id) : '');
}
/** Of the last round: the status of the first critical URL that did not pass, or else of the first one. */
function lastStatus({ lastRound }) {
    const critical = lastRound.attempts.filter(({ target }) => target.critical);
    const chosen = critical.find(({ verdict }) => verdict.kind !== 'passed') ?? critical[0];
    return chosen?.result.kind === 'answered' ? (0,probe_result/* statusWord */.H)(chosen.result) : '';
}

;// CONCATENATED MODULE: ./actions/health-verify/record/record.js

/**
 * The release record of one verification: the mark on the task definition, and the GitHub deployment. AWS and GitHub
 * code is loaded by those runs only that keep one.
 */
class ReleaseRecord {
    #context;
    #inputs;
    #release;
    constructor(context, inputs, release) {
        this.#context = context;
        this.#inputs = inputs;
        this.#release = release;
    }
    static async open(context, inputs) {
        const { provenService } = inputs;
        if (provenService === undefined)
            return new ReleaseRecord(context, inputs, undefined);
        const { openRelease } = await Promise.all(/* import() */[__nccwpck_require__.e(224), __nccwpck_require__.e(738), __nccwpck_require__.e(467)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6467));
        return new ReleaseRecord(context, inputs, openRelease(context, inputs, provenService));
    }
    /** Runs a verification; one that does not come to a result is recorded as an error. */
    async during(verification) {
        try {
            return await verification();
        }
        catch (error) {
            await this.#tellGithub({ state: 'error', description: (0,errors/* errorMessage */.gJ)(error) });
            throw error;
        }
    }
    async close({ result, sentence, revision }) {
        const mark = await this.#release?.mark(result, revision);
        const superseded = result === 'healthy' && mark?.kind === 'superseded';
        const state = superseded ? 'inactive' : result === 'healthy' ? 'success' : 'failure';
        const description = superseded ? `Another release came during the verification. ${sentence}` : sentence;
        return { mark, github: await this.#tellGithub({ state, description }) };
    }
    async #tellGithub(verdict) {
        const { github } = this.#inputs;
        if (github === undefined)
            return undefined;
        const { recordOnGithub } = await __nccwpck_require__.e(/* import() */ 58).then(__nccwpck_require__.bind(__nccwpck_require__, 7058));
        return recordOnGithub(this.#context, { inputs: this.#inputs, github }, verdict);
    }
}

;// CONCATENATED MODULE: ./shared/verify/seen.js


/** All that was seen, as JSON. Of a very long verification the attempts in the middle are counted only. */
function seenOf({ history, settings, verification }) {
    const { attempts, lastMiss } = history;
    return {
        targets: settings.targets.map(({ critical, expectVersion, method, name, url }) => ({
            name,
            method,
            url: (0,verify_target/* displayUrl */.Q)(url),
            critical,
            expectVersion,
        })),
        rules: { ...settings.rules, requestTimeoutMs: settings.requestTimeoutMs },
        attempts: verification.lastRound.number,
        durationMs: Math.round(verification.durationMs),
        observedVersion: history.lastVersion,
        versionsSeen: Object.fromEntries(history.versions),
        latencyMs: { p50: history.percentileMs(0.5), p95: history.percentileMs(0.95) },
        certificates: Object.fromEntries(history.certificates),
        lastFailing: lastMiss && {
            url: lastMiss.target.name,
            atMs: Math.round(lastMiss.atMs),
            ...lastMiss.verdict,
            ...(lastMiss.result.kind === 'answered'
                ? {
                    status: (0,probe_result/* httpStatus */.n)(lastMiss.result) ?? (0,probe_result/* statusWord */.H)(lastMiss.result),
                    headers: lastMiss.result.headers,
                    body: lastMiss.result.body,
                }
                : { failure: lastMiss.result.failure }),
        },
        probes: [...attempts.head, ...attempts.tail],
        probesLeftOut: attempts.dropped,
    };
}

;// CONCATENATED MODULE: ./actions/health-verify/report.js

/** All that was seen, as JSON. */
function reportOf(facts) {
    const { hint, inside, recorded, sentence, verification } = facts;
    const { mark: proven, github: githubDeployment } = recorded;
    return { result: verification.result, sentence, hint, inside, proven, githubDeployment, ...seenOf(facts) };
}

;// CONCATENATED MODULE: ./actions/health-verify/sentence.js

/** The result in a sentence, with that of the probe from inside, where one was run. */
function sentenceOf(verification, { inputs, lastMiss, inside, }) {
    if (inside?.passed === false) {
        return `${subject(inputs)} was as expected from outside, but the probe from inside failed ${times(inside.attempts)}: ${inside.reason ?? ''}.`;
    }
    const sentence = resultSentence(verification, { settings: inputs, lastMiss });
    return inside === undefined ? sentence : `${sentence} The probe from inside passed.`;
}

;// CONCATENATED MODULE: ./actions/health-verify/service/probed.js
/**
 * What comes after a verification: the probe from inside, if one is asked for and all else is healthy. A service is
 * healthy only when that passes too.
 * @throws {InputError} for a container that is not there, or that has to be named
 * @throws the signal's reason when the job is cancelled; the task is told to stop
 */
async function thenInside(context, { serviceCheck: check, aws }, { verification, revision }) {
    if (verification.result !== 'healthy' || revision === undefined || check?.probe === undefined)
        return { verification, inside: undefined };
    const { openInside, probeInside } = await Promise.all(/* import() */[__nccwpck_require__.e(224), __nccwpck_require__.e(738), __nccwpck_require__.e(761)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8761));
    const asked = { ref: check, probe: check.probe, revision };
    const inside = await probeInside(asked, openInside(context, aws));
    const durationMs = verification.durationMs + inside.durationMs;
    return { verification: { ...verification, durationMs, result: inside.passed ? 'healthy' : 'unhealthy' }, inside };
}

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __nccwpck_require__(5569);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __nccwpck_require__(4258);
;// CONCATENATED MODULE: ./shared/verify/markdown.js







const HEADERS_SHOWN = 40;
/** What was asked, what answered, how fast. */
function factRows({ settings, verification, history }) {
    const expected = [...new Set(settings.targets.flatMap(({ expectVersion }) => expectVersion ?? []))];
    const versions = [...history.versions].map(([version, count]) => `${(0,markdown/* inlineCode */.ti)((0,http_version/* shortVersion */.Li)(version))} × ${count}`);
    const latencies = [0.5, 0.95].map((share) => history.percentileMs(share));
    const certificates = certificateCells(history.certificates, settings.targets.length > 1);
    const rows = [
        { fact: 'URL', value: settings.targets.map(({ url }) => (0,markdown/* inlineCode */.ti)((0,verify_target/* displayUrl */.Q)(url))).join('\n') },
        { fact: 'Expected version', value: expected.length === 0 ? undefined : expected.map(markdown/* inlineCode */.ti).join(', ') },
        { fact: 'Versions that answered', value: versions.length === 0 ? undefined : versions.join(', ') },
        { fact: 'Probes of each URL', value: String(verification.lastRound.number) },
        { fact: 'Duration', value: (0,duration/* formatDuration */.a)(verification.durationMs) },
        {
            fact: 'Latency p50 / p95',
            value: latencies.includes(undefined) ? undefined : latencies.map((ms) => `${ms ?? 0} ms`).join(' / '),
        },
        { fact: 'Certificate', value: certificates.length === 0 ? undefined : certificates.join('\n') },
    ];
    return rows.flatMap(({ fact, value }) => (value === undefined ? [] : [{ fact, value }]));
}
function certificateCells(certificates, several) {
    return [...certificates].map(([target, { daysLeft, expires, subject }]) => {
        const name = several ? `${(0,markdown/* escapeMarkdown */.FV)(target)}: ` : '';
        return `${name}${(0,markdown/* inlineCode */.ti)(subject)} until ${expires.slice(0, 10)} (${daysLeft} days)`;
    });
}
/** The answers in their order, those that said the same in one row. */
function timeline({ settings, history }) {
    const several = settings.targets.length > 1;
    const header = ['From', 'Until', ...(several ? ['URL'] : []), 'Probes', 'Answer', 'Version', 'Verdict'];
    const rows = history.runs.map((run) => timelineRow(run, several));
    const table = (0,markdown/* markdownTable */.Qj)(header, rows);
    return history.droppedRuns === 0 ? table : `${table}\n\n${history.droppedRuns} earlier rows are left out.`;
}
function timelineRow({ first, last, count }, several) {
    const { target, result, verdict } = last;
    return [
        (0,duration/* formatDuration */.a)(first.atMs),
        (0,duration/* formatDuration */.a)(last.atMs + last.result.ms),
        ...(several ? [(0,markdown/* escapeMarkdown */.FV)(target.critical ? target.name : `${target.name} (not critical)`)] : []),
        String(count),
        result.kind === 'answered' ? (0,probe_result/* statusWord */.H)(result) : 'none',
        verdict.version === undefined ? '' : (0,markdown/* inlineCode */.ti)((0,http_version/* shortVersion */.Li)(verdict.version)),
        verdict.kind === 'passed' ? 'as expected' : (0,markdown/* escapeMarkdown */.FV)(verdict.reasons.join('; ')),
    ];
}
/** The last answer that was not as expected, folded away. */
function lastAnswer({ history, verification }) {
    const attempt = history.lastMiss;
    if (attempt === undefined || attempt.result.kind === 'failed')
        return [];
    const { result, target } = attempt;
    const healthy = verification.result === 'healthy';
    const title = `${healthy ? 'Last answer that was not as expected' : 'Last failing answer'}: ${describeAttempt(attempt)}`;
    const headers = Object.entries(result.headers).map(([name, value]) => `${name}: ${excerptOf(value)}`);
    const head = [(0,verify_target/* requestWords */.X)(target), '', (0,probe_result/* statusWord */.H)(result), ...headers.slice(0, HEADERS_SHOWN)];
    return [(0,markdown/* details */.zH)(title, (0,markdown/* codeBlock */.DV)(`${head.join('\n')}\n\n${result.body}`, 'text'))];
}
function excerptOf(header) {
    const excerpt = (0,truncate/* truncateUtf8 */.C)(header, 200);
    return excerpt.length < header.length ? `${excerpt}…` : excerpt;
}

;// CONCATENATED MODULE: ./actions/health-verify/summary.js



/** Blocks of Markdown, the cause of a failure first. */
function renderSummary(facts) {
    const { verification, sentence, hint, inside, recorded } = facts;
    const rows = factRows(facts).map(({ fact, value }) => [fact, value]);
    return [
        `## health-verify: ${verification.result}`,
        (0,markdown/* escapeMarkdown */.FV)(sentence),
        ...(hint === undefined ? [] : [(0,markdown/* escapeMarkdown */.FV)(hint)]),
        (0,markdown/* markdownTable */.Qj)(['Fact', 'Value'], [...rows, ...recordRows(verification, recorded)]),
        timeline(facts),
        ...(inside === undefined || inside.output.length === 0 ? [] : [insideOutput(inside)]),
        ...lastAnswer(facts),
    ];
}
function recordRows({ result }, { mark, github }) {
    const marked = mark?.kind === 'marked'
        ? (0,markdown/* inlineCode */.ti)((0,names/* revisionName */.pd)(mark.taskDefinitionArn))
        : `no: ${(0,markdown/* escapeMarkdown */.FV)(mark?.reason ?? '')}`;
    const told = github?.kind === 'recorded' ? `${github.id}, ${github.state}` : `no: ${(0,markdown/* escapeMarkdown */.FV)(github?.reason ?? '')}`;
    return [
        ...(mark === undefined ? [] : [[result === 'healthy' ? 'Marked proven' : 'Marked failed', marked]]),
        ...(github === undefined ? [] : [['GitHub deployment', told]]),
    ];
}
function insideOutput({ output, passed, taskArn = '' }) {
    const title = `Last lines of the probe from inside, ${passed ? 'which passed' : 'which failed'}: task ${(0,names/* shortName */.EU)(taskArn)}`;
    return (0,markdown/* details */.zH)(title, (0,markdown/* codeBlock */.DV)(output.join('\n'), 'text'));
}

;// CONCATENATED MODULE: ./actions/health-verify/main.js



















async function main(context) {
    const inputs = await readHealthVerifyInputs(context);
    maskCredentials(context, inputs);
    if (inputs.watch !== undefined)
        return watchVersions(context, inputs, inputs.watch);
    announce(context.log, inputs);
    const sign = await signing(context, inputs);
    const history = new verify_history/* History */.BZ();
    const narrator = new Narrator(context.log, inputs);
    const onRound = narrator.tell.bind(narrator);
    const record = await ReleaseRecord.open(context, inputs);
    const service = await openService(context, inputs);
    const { verification, inside } = await record.during(async () => {
        const outside = await verify(inputs, { ...context, probe: probe_probe, look: service?.look, sign, history, onRound });
        return thenInside(context, inputs, { verification: outside, revision: service?.revision });
    });
    const { result, lastRound } = verification;
    for (const attempt of lastRound.attempts)
        if (!attempt.target.critical && attempt.verdict.kind !== 'passed')
            context.log.warning(`${attempt.target.name} (not critical): ${describeAttempt(attempt)}`);
    for (const { reason, target } of lastRound.slow)
        if (!target.critical)
            context.log.warning(`${target.name} (not critical): ${reason}`);
    const sentence = sentenceOf(verification, { inputs, lastMiss: history.lastMiss, inside });
    const told = result === 'healthy' || lastRound.progress.tooSlow || inside !== undefined;
    const hint = told ? undefined : hintFor(history.lastMiss);
    const recorded = await record.close({ result, sentence, revision: service?.revision });
    const facts = { settings: inputs, verification, history, sentence, hint, recorded, inside };
    for (const block of renderSummary(facts))
        context.summary.add(block);
    setOutputs(context, facts);
    await (0,report/* writeReport */.u)(context, reportOf(facts));
    if (result !== 'healthy')
        throw new errors/* ActionError */.lZ(sentence, hint === undefined ? {} : { hint });
    context.log.info(`healthy: ${sentence}`);
}
/** Who looks at no service loads no AWS code. */
async function openService(context, inputs) {
    const check = inputs.serviceCheck;
    if (check === undefined)
        return undefined;
    const { openServiceLook } = await Promise.all(/* import() */[__nccwpck_require__.e(224), __nccwpck_require__.e(738), __nccwpck_require__.e(397)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8397));
    return openServiceLook(context, inputs.aws, check);
}
/** As with the mark: who signs nothing loads no AWS code. */
async function signing(context, inputs) {
    const scopes = inputs.targets.flatMap(({ auth }) => (auth?.kind === 'sigv4' ? [auth] : []));
    if (scopes.length === 0)
        return undefined;
    const { createSign } = await Promise.all(/* import() */[__nccwpck_require__.e(224), __nccwpck_require__.e(667)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6667));
    return createSign(context, inputs, scopes);
}
/** Watch mode is loaded by those runs only that watch. */
async function watchVersions(context, inputs, settings) {
    const { runWatch } = await __nccwpck_require__.e(/* import() */ 447).then(__nccwpck_require__.bind(__nccwpck_require__, 6447));
    const sign = await signing(context, inputs);
    const request = requestOf(settings.target, inputs.requestTimeoutMs);
    await runWatch(context, settings, (signal) => probe_probe(request, { env: context.env, sign, signal }));
}
function maskCredentials({ env, maskSecret }, { targets }) {
    for (const secret of new Set([...targets.flatMap(secretsOf), ...(0,proxy/* secretsOfProxies */.VS)(env)]))
        maskSecret(secret);
}


/***/ }),

/***/ 894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ VERSION_HEADER),
/* harmony export */   v: () => (/* binding */ serviceTarget)
/* harmony export */ });
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4722);
/* harmony import */ var _shared_verify_default_settings__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(239);


/** The header by which a look at a service names what runs, as an answer of HTTP names its version. */
const VERSION_HEADER = 'version';
/** A service as a target among others: what answers is Amazon ECS. */
function serviceTarget(check) {
    const { cluster, service, image, taskDefinition } = check;
    return {
        ..._shared_verify_default_settings__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_SETTINGS */ .a,
        name: `service ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(service)}`,
        url: new URL(`ecs://${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(cluster)}/${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(service)}`),
        critical: true,
        service: check,
        expectVersion: taskDefinition === undefined ? image?.digest : (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .revisionName */ .pd)(taskDefinition),
        versionFrom: { from: 'header', name: VERSION_HEADER },
    };
}


/***/ }),

/***/ 8972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bJ: () => (/* binding */ isError),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   gJ: () => (/* binding */ errorMessage),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   wh: () => (/* binding */ describeCauses)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _shared_text_neutralise__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6178);
// Error.isError came after the ES2024 of tsconfig.json; Node 24 has it.
/// <reference lib="esnext.error" />


/** A failure the user can act on. `message` says what happened, `hint` what to do; both may hold several lines. */
class ActionError extends Error {
    name = 'ActionError';
    hint;
    constructor(message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.hint = options.hint;
    }
    /** What the report tells besides message and hint. */
    get facts() {
        return {};
    }
}
/** The job was cancelled (SIGINT or SIGTERM). Aborted waits reject with it. */
class CancelledError extends ActionError {
    name = 'CancelledError';
    constructor(signal) {
        super(`The job was cancelled (${signal}).`);
    }
}
/** Every problem of every input at once. Thrown before anything was changed. */
class InputError extends ActionError {
    name = 'InputError';
    issues;
    constructor(issues) {
        const lines = issues.map(({ input, problem }) => `${input}: ${problem}`);
        super(lines.length === 1
            ? `Input ${lines.join('')}`
            : `${lines.length} inputs cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`);
        this.issues = issues;
    }
    get facts() {
        return { inputs: this.issues };
    }
}
/** Also true for an error of another realm, such as one of Node's own inside a `vm` context, where `instanceof` fails. */
function isError(value) {
    return Error.isError(value);
}
/** The message of anything that was thrown. */
function errorMessage(error) {
    if (!isError(error))
        return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.inspect)(error);
    if (error.message === '' && 'errors' in error && Array.isArray(error.errors))
        return error.errors.map(errorMessage).join('; ');
    return error.message || error.name;
}
/** The chain of causes, outermost first, for the debug log. */
function describeCauses(error) {
    const lines = [];
    for (let current = error; current !== undefined && lines.length < 10;) {
        lines.push(current instanceof Error ? (current.stack ?? current.message) : errorMessage(current));
        current = current instanceof Error ? current.cause : undefined;
    }
    return (0,_shared_text_neutralise__WEBPACK_IMPORTED_MODULE_1__/* .neutralise */ .$)(lines.join('\ncaused by: '));
}


/***/ }),

/***/ 6693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ writeReport)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/**
 * Writes everything an action saw as JSON, secrets redacted, and sets the `report` output to its path.
 * The file has a name of its own for each step, so several calls of one action in a job keep theirs.
 */
async function writeReport(context, data) {
    const stamp = new Date(context.clock.now()).toISOString();
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context.run.temp, `${context.name}-report-${stamp.replace(/\D/g, '')}-${process.pid}.json`);
    const redact = (text) => context.redactor.redact(text);
    const redactText = (_, value) => typeof value === 'string' ? redact(value) : withKeys(value, redact);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(context.run.temp, { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, `${JSON.stringify({ action: context.name, writtenAt: stamp, ...data }, redactText, 2)}\n`, {
        mode: 0o600,
    });
    context.setOutput('report', path);
    return path;
}
/** Keys may be foreign as well: versions that answered, names of variables. */
function withKeys(value, change) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), item]));
}


/***/ }),

/***/ 9786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __nccwpck_require__(8972);
;// CONCATENATED MODULE: ./shared/action/cancellation.js

/**
 * Turns SIGINT and SIGTERM into an abort. GitHub's runner sends SIGINT, SIGTERM after 7.5 s, and kills after another
 * 2.5 s (actions/runner, ProcessInvoker.cs), so what listens to the signal has that long to leave things in order.
 */
function listenForCancellation(source) {
    const controller = new AbortController();
    const cancel = (signal) => {
        controller.abort(new errors/* CancelledError */.cc(signal));
    };
    const onInterrupt = () => {
        cancel('SIGINT');
    };
    const onTerminate = () => {
        cancel('SIGTERM');
    };
    source.on('SIGINT', onInterrupt);
    source.on('SIGTERM', onTerminate);
    return {
        signal: controller.signal,
        dispose: () => {
            source.off('SIGINT', onInterrupt);
            source.off('SIGTERM', onTerminate);
        },
    };
}

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __nccwpck_require__(5569);
;// CONCATENATED MODULE: ./shared/text/redact.js

const HIDDEN = '***';
const MIN_LENGTH = 4;
/** A shorter beginning of a secret tells nothing of it, and may be a word such as `Basic`. */
const MIN_CUT_LENGTH = 6;
/** How texts say that they were cut. */
const CUT = /\s?(?:\.{3,}|…)/g;
/**
 * Credentials that can be told by their form, wherever they come from. Formats as their issuers document them; an
 * underscore may have the backslash that Markdown wants before it.
 */
const KNOWN_FORMS = [
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
    /\bgh[opsur]\\?_[A-Za-z0-9]{36,}\b/g,
    /\bgithub\\?_pat\\?_(?:\w|\\_){22,}/g,
    /\bxox[abeoprs]-[\w-]{10,}/g,
    // Not after more of the same, or a text of many beginnings would take time by the square of its length.
    /(?<![\w-])eyJ(?:[\w-]|\\_){10,}\.eyJ(?:[\w-]|\\_){10,}\.(?:[\w-]|\\_)+/g,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi;
function createRedactor() {
    const secrets = new Set();
    let longestFirst = [];
    return {
        add(secret) {
            for (const part of [secret, ...secret.split(/\r?\n/)]) {
                const value = part.trim();
                // The job summary is redacted when it is written: by then a secret stands in it as Markdown or HTML.
                const forms = [value, (0,markdown/* escapeMarkdown */.FV)(value), (0,markdown/* escapeHtml */.ZD)(value), value.replaceAll('|', '\\|')];
                for (const form of forms)
                    if (form.length >= MIN_LENGTH)
                        secrets.add(form);
            }
            // A secret that contains another must be hidden first, or its rest would stay readable.
            longestFirst = [...secrets].sort((a, b) => b.length - a.length);
        },
        redact(text) {
            let result = text;
            for (const secret of longestFirst)
                result = result.replaceAll(secret, HIDDEN);
            result = hideCut(result, longestFirst);
            for (const form of KNOWN_FORMS)
                result = result.replace(form, HIDDEN);
            return result.replace(URL_PASSWORD, `$1${HIDDEN}`);
        },
    };
}
/** What is left of a secret where a text was cut in the middle of it. */
function hideCut(text, longestFirst) {
    const parts = [];
    let from = 0;
    for (const { index } of text.matchAll(CUT)) {
        const length = Math.max(0, ...longestFirst.map((secret) => cutLength(text.slice(from, index), secret)));
        if (length === 0)
            continue;
        parts.push(text.slice(from, index - length), HIDDEN);
        from = index;
    }
    return `${parts.join('')}${text.slice(from)}`;
}
/** Length of the beginning of `secret` that `text` ends with; 0 when it does not. */
function cutLength(text, secret) {
    for (let length = Math.min(secret.length - 1, text.length); length >= MIN_CUT_LENGTH; length -= 1)
        if (text.endsWith(secret.slice(0, length)))
            return length;
    return 0;
}

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./shared/action/clock.js

const systemClock = {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(ms, undefined, signal ? { signal } : {});
        }
        catch (error) {
            // The platform wraps the reason in an AbortError of its own.
            throw signal?.aborted ? signal.reason : error;
        }
    },
};

// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __nccwpck_require__(6178);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./shared/action/workflow-commands.js



function printLine(text) {
    process.stdout.write(`${text}${external_node_os_.EOL}`);
}
/** Shown when the workflow runs with debug logging only. */
function debug(message) {
    issue('debug', message);
}
function annotate(level, message, at = {}) {
    const { title, file, startLine: line, endLine, startColumn: col, endColumn } = at;
    issue(level, message, { title, file, line, endLine, col, endColumn });
}
/** Folds what `body` prints under `title`; closed however `body` ends. */
async function group(title, body) {
    issue('group', title);
    try {
        return await body();
    }
    finally {
        issue('endgroup', '');
    }
}
/** Has the runner show `***` instead of the value, in this step and all that follow. */
function maskValue(value) {
    issue('add-mask', value);
}
/** Fails the step once the process ends, with `message` as its annotation. */
function failStep(message) {
    process.exitCode = 1;
    annotate('error', message);
}
/**
 * Adds an output of the step to `file`, what GITHUB_OUTPUT names. Where nothing names one, nobody reads outputs.
 * @throws {Error} when the file cannot be written
 */
function addOutput(file, name, value) {
    if (file === undefined || file === '')
        return;
    // No text can hold a delimiter that was made up after it.
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    (0,external_node_fs_.appendFileSync)(file, `${name}<<${delimiter}${external_node_os_.EOL}${value}${external_node_os_.EOL}${delimiter}${external_node_os_.EOL}`);
}
function issue(command, message, properties = {}) {
    const given = Object.entries(properties).flatMap(([name, value]) => value === undefined || value === '' ? [] : [`${name}=${escapeProperty(String(value))}`]);
    printLine(`::${command}${given.length === 0 ? '' : ` ${given.join(',')}`}::${escapeData(message)}`);
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

;// CONCATENATED MODULE: ./shared/action/log.js


function createRunnerLog(redactor) {
    const clean = (text) => (0,neutralise/* neutralise */.$)(redactor.redact(text));
    const annotation = (level) => (message, at = {}) => {
        const title = at.title === undefined ? {} : { title: (0,neutralise/* neutraliseLine */.f)(redactor.redact(at.title)) };
        annotate(level, clean(message), { ...at, ...title });
    };
    return {
        debug: (message) => {
            debug(clean(message));
        },
        info: (message) => {
            printLine(clean(message));
        },
        notice: annotation('notice'),
        warning: annotation('warning'),
        error: annotation('error'),
        group: (title, body) => group((0,neutralise/* neutraliseLine */.f)(redactor.redact(title)), body),
    };
}

;// CONCATENATED MODULE: ./shared/action/oidc.js

/**
 * GitHub's OIDC token for this job, masked before anyone sees it.
 * @throws {ActionError} when the job lacks `id-token: write`, or GitHub does not answer
 */
async function requestIdToken(options) {
    const { env, audience, maskSecret } = options;
    if (env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined || env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] === undefined) {
        throw new errors/* ActionError */.lZ('GitHub offers this job no OIDC token, so role-to-assume cannot be used.', {
            hint: 'Add `permissions: { id-token: write }` to the job. Workflows started from a fork never get one.',
        });
    }
    try {
        // It brings an HTTP client along, which only those runs need that assume a role.
        const { getIDToken } = await __nccwpck_require__.e(/* import() */ 825).then(__nccwpck_require__.bind(__nccwpck_require__, 2825));
        const token = await getIDToken(audience);
        maskSecret(token);
        return token;
    }
    catch (error) {
        throw new errors/* ActionError */.lZ(`GitHub did not give an OIDC token for audience ${audience}: ${(0,errors/* errorMessage */.gJ)(error)}`, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./shared/action/run-facts.js

function runFacts(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repositoryUrl = repository === '' ? undefined : `${server}/${repository}`;
    return {
        repository,
        sha: env['GITHUB_SHA'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        eventName: env['GITHUB_EVENT_NAME'] ?? '',
        eventPath: env['GITHUB_EVENT_PATH'],
        actor: env['GITHUB_ACTOR'] ?? '',
        runId,
        runAttempt: env['GITHUB_RUN_ATTEMPT'] ?? '1',
        repositoryUrl,
        runUrl: repositoryUrl !== undefined && runId !== '' ? `${repositoryUrl}/actions/runs/${runId}` : undefined,
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        temp: env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(),
    };
}

// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __nccwpck_require__(4258);
;// CONCATENATED MODULE: ./shared/action/summary.js

/** GitHub drops a step's whole summary above 1 MiB; this leaves room for what masking may add. */
const SUMMARY_LIMIT_BYTES = 900 * 1024;
const summary_CUT = '\n\n*The rest of this summary was cut: GitHub shows at most 1 MiB for a step. The report output has all of it.*\n';
/** Collects the job summary, block by block. What does not fit is cut at the end and said, never dropped whole. */
class Summary {
    #blocks = [];
    get isEmpty() {
        return this.#blocks.length === 0;
    }
    /** Adds Markdown as it is; foreign text in it must have been escaped (shared/text/markdown). */
    add(markdown) {
        this.#blocks.push(markdown);
        return this;
    }
    render(limitBytes = SUMMARY_LIMIT_BYTES) {
        const text = this.#blocks.map((block) => `${block.trimEnd()}\n`).join('\n');
        if (Buffer.byteLength(text) <= limitBytes)
            return text;
        const kept = (0,truncate/* truncateUtf8 */.C)(text, limitBytes - Buffer.byteLength(summary_CUT) - FENCE_ALLOWANCE);
        return `${closeOpenFence(kept)}${summary_CUT}`;
    }
}
/** Room to close a code block that the cut left open. */
const FENCE_ALLOWANCE = 16;
function closeOpenFence(markdown) {
    let open;
    for (const line of markdown.split('\n')) {
        const fence = /^`{3,}/.exec(line)?.[0];
        if (fence === undefined)
            continue;
        if (open === undefined)
            open = fence;
        else if (line.trimEnd() === fence && fence.length >= open.length)
            open = undefined;
    }
    return open === undefined ? markdown : `${markdown}\n${open}`;
}

;// CONCATENATED MODULE: ./shared/action/context.js







function createContext(name, options) {
    const { env, signal } = options;
    const redactor = createRedactor();
    const maskSecret = (secret) => {
        redactor.add(secret);
        maskValue(secret);
    };
    return {
        name,
        env,
        signal,
        redactor,
        maskSecret,
        run: runFacts(env),
        clock: systemClock,
        random: Math.random,
        log: createRunnerLog(redactor),
        summary: new Summary(),
        setOutput: (output, value) => {
            addOutput(env['GITHUB_OUTPUT'], output, value);
        },
        idToken: (audience) => requestIdToken({ env, audience, maskSecret }),
    };
}

// EXTERNAL MODULE: ./shared/action/report.js
var report = __nccwpck_require__(6693);
;// CONCATENATED MODULE: ./shared/action/failure.js




/**
 * Tells a failure that no verdict of the action tells (wrong inputs, AWS refuses, the job is cancelled early) where a
 * verdict would be told: outputs, report, summary. Workflows ask for the outputs in `if: always()`.
 * @returns the message for the annotation
 */
async function tellFailure(context, outputs, failure) {
    const { log, redactor, signal, summary, name, setOutput } = context;
    const { error, durationMs, told } = failure;
    const { hint, facts } = error instanceof errors/* ActionError */.lZ ? error : { hint: undefined, facts: {} };
    const reason = (0,neutralise/* neutralise */.$)(redactor.redact((0,errors/* errorMessage */.gJ)(error)));
    const verdict = signal.aborted ? 'cancelled' : 'failed';
    const { verdict: output, also } = outputs;
    const ends = { [output]: verdict, reason, 'duration-ms': String(durationMs) };
    log.debug((0,errors/* describeCauses */.wh)(error));
    if (hint !== undefined)
        log.info(hint);
    for (const key of [output, ...also])
        if (!told.has(key))
            setOutput(key, ends[key] ?? '');
    if (summary.isEmpty) {
        summary.add(`## ${name}: ${verdict}`).add((0,markdown/* codeBlock */.DV)(reason, 'text'));
        if (hint !== undefined)
            summary.add(hint);
    }
    if (told.has('report'))
        return reason;
    try {
        await (0,report/* writeReport */.u)(context, { [output]: verdict, reason, hint, durationMs, ...facts });
    }
    catch (unwritten) {
        // The failure itself must be told whatever happens to its report.
        log.warning(`The report could not be written: ${(0,errors/* errorMessage */.gJ)(unwritten)}`);
    }
    return reason;
}

;// CONCATENATED MODULE: ./shared/action/run.js






/**
 * Runs an action: gives it its context, and is the only place that catches, fails the step and writes the summary.
 * A failure is reported once, as an annotation; its hint and, in debug logs, its causes follow in the log. The
 * `outputs` are set however the action ends.
 */
async function runAction(name, main, outputs) {
    const cancellation = listenForCancellation(process);
    const created = createContext(name, { env: process.env, signal: cancellation.signal });
    const told = new Set();
    const context = {
        ...created,
        setOutput: (output, value) => {
            told.add(output);
            created.setOutput(output, value);
        },
    };
    const started = context.clock.elapsed();
    try {
        await main(context);
    }
    catch (error) {
        const durationMs = Math.round(context.clock.elapsed() - started);
        failStep(await tellFailure(context, outputs, { error, durationMs, told }));
    }
    finally {
        cancellation.dispose();
        await flushSummary(context);
    }
}
async function flushSummary({ env, log, redactor, summary }) {
    const path = env['GITHUB_STEP_SUMMARY'];
    if (path === undefined || path === '' || summary.isEmpty)
        return;
    try {
        await (0,promises_.appendFile)(path, redactor.redact(summary.render()));
    }
    catch (error) {
        // The step's result must not depend on a page nobody may read.
        log.warning(`The job summary could not be written: ${(0,errors/* errorMessage */.gJ)(error)}`);
    }
}


/***/ }),

/***/ 1734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6517);

// Docker's reference grammar (distribution/reference): a colon behind the last slash begins the tag, @ the digest.
const REFERENCE = /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
/** Reads `[host[:port]/]name[:tag][@digest]`. Undefined when it is no image reference. */
function parseImageName(image) {
    const { name, tag, digest } = REFERENCE.exec(image)?.groups ?? {};
    const repository = name === undefined ? undefined : (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepository */ .SU)(name);
    return repository === undefined
        ? undefined
        : { registry: repository.registry, repository: repository.name, tag, digest };
}


/***/ }),

/***/ 6517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   wl: () => (/* binding */ parseEcrHost)
/* harmony export */ });
/* unused harmony exports isRegistryHost, isTag */
// ACCOUNT.dkr.ecr.REGION.amazonaws.com[.cn] (.eu in the European Sovereign Cloud), its FIPS form, and the dual-stack form ACCOUNT.dkr-ecr.REGION.on.aws
// (ECR user guide, "Private registry" and "Making requests over IPv6").
const ECR_HOST = /^(?<accountId>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;
/** Undefined when `host` is no private ECR registry. */
function parseEcrHost(host) {
    const { accountId, region } = ECR_HOST.exec(host)?.groups ?? {};
    return accountId === undefined || region === undefined ? undefined : { accountId, region };
}
// ECR API reference, CreateRepository: pattern and length of repositoryName.
const REPOSITORY_NAME = /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const REGISTRY_HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?$/;
// OCI distribution specification, "Pulling manifests".
const TAG = /^\w[\w.-]{0,127}$/;
/** Reads `name` or `registry/name`. Undefined when it is neither, or has a tag or digest. */
function parseRepository(text) {
    const slash = text.indexOf('/');
    const first = text.slice(0, Math.max(0, slash));
    // Docker's rule for telling a host from the first part of a name: it has a dot or a port, or is localhost.
    const hasRegistry = /[.:]/.test(first) || first === 'localhost';
    const registry = hasRegistry ? first : undefined;
    const name = hasRegistry ? text.slice(slash + 1) : text;
    if (!REPOSITORY_NAME.test(name) || (registry !== undefined && !isRegistryHost(registry)))
        return undefined;
    return { registry, name };
}
/** A host name with an optional port, without scheme or path. */
function isRegistryHost(text) {
    return REGISTRY_HOST.test(text);
}
function isTag(text) {
    return TAG.test(text);
}


/***/ }),

/***/ 4722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ shortName),
/* harmony export */   Y6: () => (/* binding */ sameRevision),
/* harmony export */   cm: () => (/* binding */ isNameOrArn),
/* harmony export */   oN: () => (/* binding */ isRevision),
/* harmony export */   pd: () => (/* binding */ revisionName)
/* harmony export */ });
/* unused harmony exports parseArn, familyOf, revisionNumber, consoleUrl, taskConsoleUrl, codeDeployConsoleUrl */
function parseArn(text) {
    const match = /^arn:(?<partition>aws[\w-]*):(?<service>[\w-]+):(?<region>[\w-]*):(?<account>\d*):(?<resource>.+)$/.exec(text)?.groups;
    if (match === undefined)
        return undefined;
    const { partition = '', service = '', region = '', account = '', resource = '' } = match;
    return { partition, service, region, account, resource };
}
/** `family:revision` of a task definition ARN; other text as it is. */
function revisionName(taskDefinition) {
    return parseArn(taskDefinition)?.resource.replace(/^task-definition\//, '') ?? taskDefinition;
}
function familyOf(taskDefinition) {
    return revisionName(taskDefinition).replace(/:\d+$/, '');
}
/** The number of a revision, undefined where none is named. */
function revisionNumber(taskDefinition) {
    const digits = /:(\d+)$/.exec(revisionName(taskDefinition))?.[1];
    return digits === undefined ? undefined : Number(digits);
}
/** Whether two names mean one revision: an ARN, or `family:revision` of the same account. */
function sameRevision(a, b) {
    return a === b || (revisionName(a) === revisionName(b) && (parseArn(a) === undefined || parseArn(b) === undefined));
}
/** The last part of an ARN's resource, or the name itself: `web` of `arn:…:service/cluster/web`. */
function shortName(nameOrArn) {
    return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
const TASK_DEFINITION = /^(?:arn:aws[\w-]*:ecs:[\w-]+:\d{12}:task-definition\/)?[\w-]{1,255}:\d+$/;
/** Whether a text names one revision, by ARN or as `family:revision`. */
function isRevision(text) {
    return TASK_DEFINITION.test(text);
}
/** Whether a text names a cluster or a service: 1 to 255 letters, digits, hyphens and underscores, or an ARN of `kind`. */
function isNameOrArn(text, kind) {
    return /^[\w-]{1,255}$/.test(text) || new RegExp(`^arn:aws[\\w-]*:ecs:[\\w-]+:\\d{12}:${kind}/[\\w/-]+$`).test(text);
}
/** Where each partition has its console. Source: AWS General Reference, "AWS Management Console endpoints". */
const CONSOLE_DOMAIN = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
};
/** The page of a service's deployments in the AWS console. Undefined for partitions whose console is not known. */
function consoleUrl(serviceArn) {
    const arn = parseArn(serviceArn);
    const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
    const [, cluster, service] = arn?.resource.split('/') ?? [];
    if (arn === undefined || domain === undefined || cluster === undefined || service === undefined)
        return undefined;
    const path = `/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/deployments`;
    return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}
/** The page of a task in the AWS console. Undefined for partitions whose console is not known. */
function taskConsoleUrl(taskArn) {
    const arn = parseArn(taskArn);
    const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
    const [, cluster, task] = arn?.resource.split('/') ?? [];
    if (arn === undefined || domain === undefined || cluster === undefined || task === undefined)
        return undefined;
    const path = `/ecs/v2/clusters/${encodeURIComponent(cluster)}/tasks/${encodeURIComponent(task)}/configuration`;
    return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}
/**
 * The page of a deployment of AWS CodeDeploy in the AWS console. Undefined for partitions whose console is not known.
 * @param serviceArn of the service it deploys, which is in the same place
 */
function codeDeployConsoleUrl(serviceArn, deploymentId) {
    const arn = parseArn(serviceArn);
    const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
    if (arn === undefined || domain === undefined)
        return undefined;
    const path = `/codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}`;
    return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}


/***/ }),

/***/ 9593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ attemptWithin)
/* harmony export */ });
/* harmony import */ var _shared_text_duration__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3052);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(868);


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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HO: () => (/* binding */ authOfUrl),
/* harmony export */   RD: () => (/* binding */ parseSigV4),
/* harmony export */   Ue: () => (/* binding */ parseBearerToken),
/* harmony export */   _c: () => (/* binding */ parseBasicAuth),
/* harmony export */   it: () => (/* binding */ authorization),
/* harmony export */   pE: () => (/* binding */ secretsOfAuth)
/* harmony export */ });
/* harmony import */ var _headers_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8419);

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
    return /\s/.test(text) || (0,_headers_js__WEBPACK_IMPORTED_MODULE_0__/* .headerProblem */ .b2)('authorization', text) !== undefined
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

/***/ 4893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ readBody)
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __nccwpck_require__(8972);
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
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
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
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
var probe_failure = __nccwpck_require__(868);
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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ certificateOf)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1692);

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

/***/ 5805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ connectThrough),
/* harmony export */   F9: () => (/* binding */ connectDirectly),
/* harmony export */   Ol: () => (/* binding */ proxyOf),
/* harmony export */   Oy: () => (/* binding */ ofProxy),
/* harmony export */   vE: () => (/* binding */ DEFAULT_CONNECTION)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1692);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9593);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2901);
/* harmony import */ var _resolve_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7921);
/* harmony import */ var _tls_settings_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8672);
/* harmony import */ var _tunnel_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(6399);







const DEFAULT_CONNECTION = { resolve: [], tls: _tls_settings_js__WEBPACK_IMPORTED_MODULE_5__/* .DEFAULT_TLS */ .sr };
/** The proxy that leads to a peer; an address that `resolve` gives is always gone to directly. */
function proxyOf({ url, connection }, env) {
    return (0,_resolve_js__WEBPACK_IMPORTED_MODULE_4__/* .addressesOf */ .sO)(url, connection.resolve).length > 0 ? undefined : (0,_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyFor */ .iJ)(url, env);
}
/**
 * A connection of its own to a peer: a new look-up, all addresses tried (RFC 8305), a new socket, a new TLS session. It
 * is returned before it is established; its events tell.
 */
function connectDirectly({ url, connection }) {
    const addresses = (0,_resolve_js__WEBPACK_IMPORTED_MODULE_4__/* .addressesOf */ .sO)(url, connection.resolve);
    const options = {
        host: (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .socketHost */ .ez)(url),
        port: (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .portOf */ .HM)(url),
        noDelay: true,
        ...(addresses.length === 0 ? {} : { lookup: (0,_resolve_js__WEBPACK_IMPORTED_MODULE_4__/* .lookupOf */ ._H)(addresses) }),
    };
    return (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .isSecure */ .Ut)(url) ? (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.connect)({ ...options, ...(0,_tls_settings_js__WEBPACK_IMPORTED_MODULE_5__/* .tlsOptions */ .YF)(url, connection.tls) }) : (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)(options);
}
/**
 * A connection to a peer through `proxy`, which is asked for a tunnel.
 * @throws {ProbeError} when the proxy cannot be reached or refuses
 */
async function connectThrough(proxy, { url, connection }, options) {
    const socket = await (0,_tunnel_js__WEBPACK_IMPORTED_MODULE_6__/* .openTunnel */ .X)(proxy, { to: url, connect: () => connectDirectly(ofProxy(proxy)), ...options });
    return (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .isSecure */ .Ut)(url) ? (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.connect)({ ...(0,_tls_settings_js__WEBPACK_IMPORTED_MODULE_5__/* .tlsOptions */ .YF)(url, connection.tls), socket }) : socket;
}
/** A proxy is reached as DNS and Node's authorities say. */
function ofProxy(proxy) {
    return { url: proxy, connection: DEFAULT_CONNECTION };
}


/***/ }),

/***/ 2176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  h: () => (/* binding */ answerJson),
  H: () => (/* binding */ unmetExpectations)
});

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __nccwpck_require__(3052);
;// CONCATENATED MODULE: ./shared/http/json-depth.js
/** No answer about health is nested so deep, and what walks through a deeper one overflows the stack. */
const DEEPEST = 500;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]); // [ {
const CLOSING = new Set([0x5d, 0x7d]);
/** True when the lists and objects of a JSON text are nested more than 500 deep. */
function isNestedTooDeep(json) {
    let depth = 0;
    let inText = false;
    for (let index = 0; index < json.length; index += 1) {
        const code = json.charCodeAt(index);
        if (code === QUOTE)
            inText = !inText;
        else if (inText)
            index += code === BACKSLASH ? 1 : 0;
        else if (OPENING.has(code))
            depth += 1;
        else if (CLOSING.has(code))
            depth -= 1;
        if (depth > DEEPEST)
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./shared/http/json-expectation.js
var json_expectation = __nccwpck_require__(7660);
// EXTERNAL MODULE: ./shared/http/probe-result.js
var probe_result = __nccwpck_require__(5897);
// EXTERNAL MODULE: ./shared/http/regular-expression.js + 1 modules
var regular_expression = __nccwpck_require__(5976);
// EXTERNAL MODULE: ./shared/http/status-ranges.js
var status_ranges = __nccwpck_require__(4246);
;// CONCATENATED MODULE: ./shared/http/expectations.js






/**
 * Every way in which `answer` is not what was expected, as sentences without a full stop; none when it is. A wrong
 * status stands alone: the body of an error page says nothing about the rest.
 */
function unmetExpectations(answer, expected) {
    const status = unmetStatus(answer, expected);
    if (status !== undefined)
        return [status];
    return [
        ...expected.headers.flatMap((header) => unmetHeader(answer, header)),
        ...unmetBody(answer, expected.body),
        ...unmetJson(answer, expected.json),
        ...unmetLatency(answer, expected.maxLatencyMs),
        ...unmetCertificate(answer, expected.tlsMinDays),
    ];
}
function unmetStatus(answer, expected) {
    const { status } = answer;
    if (typeof status !== 'number')
        return status.health === 'healthy' ? undefined : status.reason;
    if ((0,status_ranges/* includesStatus */.CP)(expected.status, status))
        return undefined;
    return `expected status ${(0,status_ranges/* formatStatusRanges */.cO)(expected.status)}${redirectNote(answer)}`;
}
function redirectNote(answer) {
    const status = (0,probe_result/* httpStatus */.n)(answer) ?? 0;
    const location = answer.headers['location'];
    return status >= 300 && status < 400 && location !== undefined ? `, got a redirect to ${clip(location)}` : '';
}
function unmetHeader({ headers }, { name, pattern }) {
    const value = headers[name];
    if (value === undefined)
        return [`expected a header ${name}, but the answer has none`];
    return (0,regular_expression/* matches */.cK)(pattern, value)
        ? []
        : [`expected header ${name} to match ${String(pattern)}, but it is "${clip(value)}"`];
}
function unmetBody({ body, truncated }, pattern) {
    if (pattern === undefined)
        return [];
    const found = (0,regular_expression/* search */.$P)(pattern, body);
    if (found === 'too-slow')
        return [`expected the body to match ${String(pattern)}, but looking for it takes too long`];
    if (found !== null)
        return [];
    return [`expected the body to match ${String(pattern)}${truncated ? '; only its beginning was read' : ''}`];
}
function unmetJson(answer, expected) {
    if (expected.length === 0)
        return [];
    const json = answerJson(answer);
    if (!json.valid)
        return [`expected a JSON body, but it is ${json.what}`];
    return expected.flatMap((expectation) => (0,json_expectation/* unmetJsonExpectation */.O)(json.value, expectation) ?? []);
}
function unmetLatency({ ms }, limit) {
    return limit === undefined || ms <= limit ? [] : [`expected an answer within ${(0,duration/* formatDuration */.a)(limit)}`];
}
function unmetCertificate({ certificate }, minDays) {
    if (minDays === undefined)
        return [];
    if (certificate === undefined)
        return ['expected a certificate, but the answer came unencrypted'];
    const { daysLeft, expires } = certificate;
    if (daysLeft >= minDays)
        return [];
    return [
        `expected the certificate to be valid for ${minDays} days, but it ends in ${daysLeft}, on ${expires.slice(0, 10)}`,
    ];
}
function answerJson({ body, truncated }) {
    if (body.trim() === '')
        return { valid: false, what: 'empty' };
    if (truncated)
        return { valid: false, what: 'too long to be read whole' };
    if (isNestedTooDeep(body))
        return { valid: false, what: 'nested too deep' };
    try {
        return { valid: true, value: JSON.parse(body) };
    }
    catch {
        return { valid: false, what: 'something else' };
    }
}
function clip(text) {
    return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}


/***/ }),

/***/ 8419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b2: () => (/* binding */ headerProblem),
/* harmony export */   b5: () => (/* binding */ isCredentialHeader),
/* harmony export */   k: () => (/* binding */ secretsOfHeader)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7067);

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
        (0,node_http__WEBPACK_IMPORTED_MODULE_0__.validateHeaderName)(name);
    }
    catch {
        return `${JSON.stringify(name.slice(0, 80))} is no name of a header`;
    }
    if (RESERVED.has(name.toLowerCase()))
        return `${name} cannot be set: the request sets it itself`;
    try {
        (0,node_http__WEBPACK_IMPORTED_MODULE_0__.validateHeaderValue)(name, value);
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

/***/ 7660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ unmetJsonExpectation),
/* harmony export */   a: () => (/* binding */ parseJsonExpectation)
/* harmony export */ });
/* harmony import */ var _json_path_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1015);
/* harmony import */ var _regular_expression_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5976);


const OPERATION = /^\s+(?<op>==|!=|<=|>=|<|>|~|contains|exists)(?:\s+(?<operand>\S.*))?$/;
/** The expectation of a line such as `$.checks.db.latencyMs < 200`; a sentence on what is wrong when it is none. */
function parseJsonExpectation(line) {
    const prefix = (0,_json_path_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePathPrefix */ .TO)(line);
    if (prefix === undefined)
        return 'begins with no path such as $.checks.db or $.items[0]';
    const groups = OPERATION.exec(prefix.rest)?.groups;
    if (groups === undefined)
        return 'has no operator after its path; write one of == != < <= > >= ~ contains exists between spaces';
    const op = groups['op']; // the expression admits no other
    const test = parseTest(op, groups['operand']?.trimEnd());
    return typeof test === 'string' ? test : { line, path: prefix.path, test };
}
function parseTest(op, operand) {
    if (op === 'exists')
        return operand === undefined ? { op } : 'has a value after exists, which takes none';
    if (operand === undefined)
        return `has no value after ${op}`;
    switch (op) {
        case '==':
        case '!=':
        case 'contains':
            return { op, text: operand };
        case '~': {
            const pattern = (0,_regular_expression_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRegularExpression */ .Ee)(operand);
            return pattern === undefined ? 'has no regular expression after ~' : { op, pattern };
        }
        default: {
            const limit = Number(operand);
            return Number.isNaN(limit) ? `has no number after ${op}` : { op, limit };
        }
    }
}
/** Why the JSON value does not meet the expectation, as a sentence; undefined when it does. */
function unmetJsonExpectation(json, { line, path, test }) {
    const found = (0,_json_path_js__WEBPACK_IMPORTED_MODULE_1__/* .readJsonPath */ .Ad)(json, path);
    if (!found.found)
        return `expected ${line}, but the answer has no such value`;
    const { value } = found;
    return holds(value, test) ? undefined : `expected ${line}, but it is ${excerpt(value)}`;
}
function holds(value, test) {
    switch (test.op) {
        case 'exists':
            return true;
        case '~':
            return (0,_regular_expression_js__WEBPACK_IMPORTED_MODULE_0__/* .matches */ .cK)(test.pattern, typeof value === 'string' ? value : JSON.stringify(value));
        case 'contains':
            return contains(value, test.text);
        case '==':
            return equals(value, test.text);
        case '!=':
            return !equals(value, test.text);
        default:
            return typeof value === 'number' && compare(value, test);
    }
}
/** A list that has the item, or a text that has the text in it. */
function contains(value, text) {
    if (Array.isArray(value))
        return value.some((item) => equals(item, text));
    const literal = parseLiteral(text);
    return typeof value === 'string' && value.includes(typeof literal === 'string' ? literal : text);
}
function compare(value, { op, limit }) {
    if (op === '<')
        return value < limit;
    if (op === '<=')
        return value <= limit;
    return op === '>' ? value > limit : value >= limit;
}
/**
 * The answer's type decides how the text is read: `$.sha == 1234567` holds for the text "1234567" as for the number,
 * so nobody has to know which of them a service sends. Quotes around the text are JSON's.
 */
function equals(value, text) {
    const literal = parseLiteral(text);
    if (typeof value === 'string')
        return value === (typeof literal === 'string' ? literal : text);
    return literal !== undefined && canonical(value) === canonical(literal);
}
function parseLiteral(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** JSON with the members of every object in one order. */
function canonical(value) {
    return JSON.stringify(value, (_, member) => typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
        : member);
}
function excerpt(value) {
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}


/***/ }),

/***/ 1015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ad: () => (/* binding */ readJsonPath),
/* harmony export */   Hf: () => (/* binding */ parseJsonPath),
/* harmony export */   TO: () => (/* binding */ parsePathPrefix)
/* harmony export */ });
const STEP = /^(?:\.(?<name>[\p{L}_$][\p{L}\p{N}_$-]*)|\[(?<index>\d{1,9})\]|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\])/u;
/**
 * Reads the path a text begins with: `$`, then any of `.name`, `[0]`, `['any name']`; `.length` of a list is the number
 * of its items. No wildcards, filters or functions of RFC 9535: an expectation names one value. Undefined when the text does not begin with a path.
 */
function parsePathPrefix(text) {
    if (!text.startsWith('$'))
        return undefined;
    const path = [];
    let rest = text.slice(1);
    for (let step = STEP.exec(rest); step !== null; step = STEP.exec(rest)) {
        const { name, index, single, double } = step.groups ?? {};
        path.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
        rest = rest.slice(step[0].length);
    }
    return rest === '' || /^\s/.test(rest) ? { path, rest } : undefined;
}
/** The whole text as a path. */
function parseJsonPath(text) {
    const parsed = parsePathPrefix(text);
    return parsed?.rest === '' ? parsed.path : undefined;
}
function readJsonPath(value, path) {
    let current = value;
    for (const step of path) {
        if (Array.isArray(current) && step === 'length') {
            current = current.length;
            continue;
        }
        if (typeof current !== 'object' || current === null || Array.isArray(current) !== (typeof step === 'number'))
            return { found: false };
        // Own members only: `$.constructor` is not in anybody's answer.
        if (!Object.hasOwn(current, step))
            return { found: false };
        current = current[step]; // an object that has this member
    }
    return { found: true, value: current };
}


/***/ }),

/***/ 868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B2: () => (/* binding */ ProbeError),
/* harmony export */   Ic: () => (/* binding */ describeFailure),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8972);

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

/***/ 5897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ statusWord),
/* harmony export */   n: () => (/* binding */ httpStatus)
/* harmony export */ });
/** HTTP's status; undefined of an answer that has none. */
function httpStatus({ status }) {
    return typeof status === 'number' ? status : undefined;
}
/** `200`, `connected`, `SERVING`. */
function statusWord({ status }) {
    return typeof status === 'number' ? String(status) : status.word;
}


/***/ }),

/***/ 1038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YK: () => (/* binding */ MAX_BODY_BYTES),
  Yl: () => (/* binding */ headersOf),
  dy: () => (/* binding */ probe)
});

// EXTERNAL MODULE: ./shared/http/attempt.js
var attempt = __nccwpck_require__(5272);
// EXTERNAL MODULE: ./shared/http/body.js + 2 modules
var body = __nccwpck_require__(4893);
// EXTERNAL MODULE: ./shared/http/certificate.js
var http_certificate = __nccwpck_require__(4378);
// EXTERNAL MODULE: ./shared/http/probe-failure.js
var probe_failure = __nccwpck_require__(868);
// EXTERNAL MODULE: ./shared/http/headers.js
var http_headers = __nccwpck_require__(8419);
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
var send = __nccwpck_require__(3259);
// EXTERNAL MODULE: ./shared/http/tunnel.js
var tunnel = __nccwpck_require__(6399);
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
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VS: () => (/* binding */ secretsOfProxies),
/* harmony export */   YB: () => (/* binding */ proxyAuthorization),
/* harmony export */   iJ: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9593);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(868);



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

/***/ 5976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  cK: () => (/* binding */ matches),
  Ee: () => (/* binding */ parseRegularExpression),
  $P: () => (/* binding */ search)
});

;// CONCATENATED MODULE: external "node:vm"
const external_node_vm_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __nccwpck_require__(8972);
;// CONCATENATED MODULE: ./shared/http/regular-expression.js


const DELIMITED = /^\/(?<source>[\s\S]+)\/(?<flags>[imsu]*)$/;
/**
 * The regular expression of an input: `/source/flags` with any of the flags i, m, s, u, or the bare source.
 * Undefined when it is none. The flags g and y are left out: they make an expression remember where it stopped.
 */
function parseRegularExpression(text) {
    const groups = DELIMITED.exec(text)?.groups;
    try {
        return new RegExp(groups?.['source'] ?? text, groups?.['flags'] ?? '');
    }
    catch {
        return undefined;
    }
}
/** Far more than any expression needs that does not backtrack without end. */
const SEARCH_LIMIT_MS = 500;
const SEARCH = new external_node_vm_namespaceObject.Script('pattern.exec(text)');
let room;
/**
 * What `pattern` finds in text from elsewhere. An expression that backtracks can be kept busy for hours by the text it
 * is given, and nothing else would run meanwhile, no time limit either: it is stopped after 500 ms.
 */
function search(pattern, text) {
    room ??= (0,external_node_vm_namespaceObject.createContext)({});
    Object.assign(room, { pattern, text });
    try {
        return SEARCH.runInContext(room, { timeout: SEARCH_LIMIT_MS }); // what exec gives
    }
    catch (error) {
        if ((0,errors/* isError */.bJ)(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            return 'too-slow';
        throw error;
    }
    finally {
        Object.assign(room, { pattern: undefined, text: undefined });
    }
}
/** True when `text` matches; false also when that was not found out in time. */
function matches(pattern, text) {
    const found = search(pattern, text);
    return found !== null && found !== 'too-slow';
}


/***/ }),

/***/ 7921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ parseResolveRule),
/* harmony export */   _H: () => (/* binding */ lookupOf),
/* harmony export */   sO: () => (/* binding */ addressesOf)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9593);


const FORM = /^(?<host>[^\s:[\]]+):(?:(?<port>\d{1,5}):)?(?:\[(?<six>[\da-f:.]+)\]|(?<four>[\d.]+))$/i;
/** `host:port:address` or `host:address`; an IPv6 address in brackets. Undefined when the text is neither. */
function parseResolveRule(text) {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined)
        return undefined;
    const { four = '', host = '', six = '' } = groups;
    const port = groups['port'] === undefined ? undefined : Number(groups['port']);
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(six === '' ? four : six);
    // An address that stands for another one would be no name that a certificate could be held to.
    const right = family === (six === '' ? 4 : 6) && (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && (port ?? 1) >= 1 && (port ?? 1) <= 65_535;
    return right ? { host: host.toLowerCase(), port, address: six === '' ? four : six } : undefined;
}
/** The addresses that `rules` give for the host of `url`; none when it is left to DNS. */
function addressesOf(url, rules) {
    return rules
        .filter(({ host, port }) => host === (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .socketHost */ .ez)(url) && (port === undefined || port === (0,_address_js__WEBPACK_IMPORTED_MODULE_1__/* .portOf */ .HM)(url)))
        .map(({ address }) => address);
}
/** A look-up that asks nobody. */
function lookupOf(addresses) {
    const found = addresses.map((address) => ({ address, family: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address) }));
    return (_, options, callback) => {
        const [first] = found;
        if (options.all === true)
            callback(null, found);
        else
            callback(null, first?.address ?? '', first?.family);
    };
}


/***/ }),

/***/ 3259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ send),
/* harmony export */   u: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7067);
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8972);
/* harmony import */ var _auth_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(419);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5805);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(868);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2901);






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

/***/ 4246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C2: () => (/* binding */ parseStatusRanges),
/* harmony export */   CP: () => (/* binding */ includesStatus),
/* harmony export */   cO: () => (/* binding */ formatStatusRanges)
/* harmony export */ });
/* harmony import */ var _shared_text_list__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3536);

const FORM = /^(?<low>[1-5]\d\d)(?:\s*-\s*(?<high>[1-5]\d\d))?$/;
/** Codes and ranges such as `200-299, 304`. Undefined when an item is neither, runs backwards, or there is none. */
function parseStatusRanges(text) {
    const ranges = [];
    for (const item of (0,_shared_text_list__WEBPACK_IMPORTED_MODULE_0__/* .parseList */ .E)(text)) {
        const groups = FORM.exec(item)?.groups;
        if (groups === undefined)
            return undefined;
        const low = Number(groups['low']);
        const high = Number(groups['high'] ?? low);
        if (high < low)
            return undefined;
        ranges.push({ low, high });
    }
    return ranges.length === 0 ? undefined : ranges;
}
function includesStatus(ranges, status) {
    return ranges.some(({ low, high }) => status >= low && status <= high);
}
/** `200-299, 304`, for people. */
function formatStatusRanges(ranges) {
    return ranges.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`)).join(', ');
}


/***/ }),

/***/ 8672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   YF: () => (/* binding */ tlsOptions),
/* harmony export */   dD: () => (/* binding */ keyProblem),
/* harmony export */   kL: () => (/* binding */ certificatesProblem),
/* harmony export */   sr: () => (/* binding */ DEFAULT_TLS),
/* harmony export */   tO: () => (/* binding */ isPair)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1692);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9593);




const DEFAULT_TLS = { serverName: undefined, ca: undefined, client: undefined };
// What is spoken is agreed on with the server (RFC 7301); of bare TLS nobody knows.
const PROTOCOLS = {
    'https:': ['http/1.1'],
    'wss:': ['http/1.1'],
    'grpcs:': ['h2'],
};
/** Options for `tls.connect` to the host of `url`. A session is never taken up again: each connection is a new one. */
function tlsOptions(url, settings) {
    const host = (0,_address_js__WEBPACK_IMPORTED_MODULE_3__/* .socketHost */ .ez)(url);
    // An address is no name that may be sent (RFC 6066, 3); the certificate is held to it all the same.
    const servername = settings.serverName ?? ((0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) === 0 ? host : undefined);
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
    const made = (0,node_tls__WEBPACK_IMPORTED_MODULE_2__.createSecureContext)({
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
    const broken = found.findIndex((certificate) => !isReadable(() => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificate)));
    return broken < 0 ? undefined : `holds a certificate that cannot be read, number ${broken + 1} of ${found.length}`;
}
/** What is wrong with PEM that should hold a private key. */
function keyProblem(pem) {
    if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
        return 'holds an encrypted key; give it without a passphrase';
    return isReadable(() => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(pem)) ? undefined : 'holds no private key that can be read';
}
/** True when the key is that of the certificate; both can be read. */
function isPair({ certificate, key }) {
    return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificate).checkPrivateKey((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(key));
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


/***/ }),

/***/ 6399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable),
/* harmony export */   X: () => (/* binding */ openTunnel)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7067);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9593);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(868);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2901);




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


/***/ }),

/***/ 5152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  WM: () => (/* binding */ isCommit),
  PN: () => (/* binding */ observeVersion),
  t6: () => (/* binding */ parseVersionSource),
  Li: () => (/* binding */ shortVersion),
  $p: () => (/* binding */ versionsMatch)
});

// EXTERNAL MODULE: ./shared/http/expectations.js + 1 modules
var expectations = __nccwpck_require__(2176);
// EXTERNAL MODULE: ./shared/http/json-path.js
var json_path = __nccwpck_require__(1015);
;// CONCATENATED MODULE: ./shared/http/meta-tag.js
// Tags without `<` inside and of a bounded length, names that begin where a name can: a page made to be slow would take
// time by the square of its length.
const META = /<meta\s(?<attributes>[^<>]{0,2000})>/gi;
const ATTRIBUTE = /(?<=^|[\s"'/])(?<name>[^\s=/"']+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+))/g;
/**
 * The content of the first `<meta name="…" content="…">` of an HTML page, `property` as good as `name`, in any case.
 * The page is not parsed: tags in comments count, and character references are left as they are.
 */
function metaContent(html, name) {
    const wanted = name.toLowerCase();
    for (const { groups } of html.matchAll(META)) {
        const attributes = attributesOf(groups?.['attributes'] ?? '');
        const found = attributes.get('name') ?? attributes.get('property');
        if (found?.toLowerCase() === wanted)
            return attributes.get('content');
    }
    return undefined;
}
function attributesOf(text) {
    const attributes = new Map();
    for (const { groups = {} } of text.matchAll(ATTRIBUTE)) {
        const { bare, double, name = '', single } = groups;
        attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
    }
    return attributes;
}

// EXTERNAL MODULE: ./shared/http/regular-expression.js + 1 modules
var regular_expression = __nccwpck_require__(5976);
;// CONCATENATED MODULE: ./shared/http/version.js




const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const MAX_VERSION_LENGTH = 128;
/** `json:$.sha`, `header:x-version`, `meta:version` or `body:/regex/`; undefined when the text is none of these. */
function parseVersionSource(text) {
    const [kind = '', ...parts] = text.split(':');
    const where = parts.join(':').trim();
    switch (kind.trim()) {
        case 'json': {
            const path = (0,json_path/* parseJsonPath */.Hf)(where);
            return path === undefined ? undefined : { from: 'json', path };
        }
        case 'header':
            return HEADER_NAME.test(where) ? { from: 'header', name: where.toLowerCase() } : undefined;
        case 'meta':
            return where === '' ? undefined : { from: 'meta', name: where };
        case 'body': {
            const pattern = where === '' ? undefined : (0,regular_expression/* parseRegularExpression */.Ee)(where);
            return pattern === undefined ? undefined : { from: 'body', pattern };
        }
        default:
            return undefined;
    }
}
/** The version an answer names: of a body, the first group of the expression, or all it matches. */
function observeVersion(answer, source) {
    const version = findVersion(answer, source)?.trim();
    return version === undefined || version === '' ? undefined : clip(version);
}
function findVersion(answer, source) {
    switch (source.from) {
        case 'header':
            return answer.headers[source.name];
        case 'body': {
            const match = (0,regular_expression/* search */.$P)(source.pattern, answer.body);
            return match === 'too-slow' ? undefined : (match?.[1] ?? match?.[0]);
        }
        case 'meta':
            return metaContent(answer.body, source.name);
        case 'json': {
            const json = (0,expectations/* answerJson */.h)(answer);
            const found = json.valid ? (0,json_path/* readJsonPath */.Ad)(json.value, source.path) : undefined;
            if (found?.found !== true)
                return undefined;
            return typeof found.value === 'string' || typeof found.value === 'number' ? String(found.value) : undefined;
        }
    }
}
// Git abbreviates to 7 characters at least; a SHA-256 repository has 64.
const COMMIT = /^[0-9a-f]{7,64}$/;
/** True for a commit SHA or a beginning of one with at least 7 characters. */
function isCommit(text) {
    return COMMIT.test(text.toLowerCase());
}
/** Commits match when one is the beginning of the other; anything else must be the same text. */
function versionsMatch(expected, observed) {
    if (expected === observed)
        return true;
    if (!isCommit(expected) || !isCommit(observed))
        return false;
    const [a, b] = [expected.toLowerCase(), observed.toLowerCase()];
    return a.startsWith(b) || b.startsWith(a);
}
/** A commit in its usual 7 characters, the digest of an image in 12; other versions as they are. */
function shortVersion(version) {
    const digest = /^sha256:[0-9a-f]{12}(?=[0-9a-f]{52}$)/.exec(version)?.[0];
    if (digest !== undefined)
        return digest;
    return isCommit(version) ? version.slice(0, 7) : version;
}
function clip(version) {
    return version.length > MAX_VERSION_LENGTH ? `${version.slice(0, MAX_VERSION_LENGTH - 3)}...` : version;
}


/***/ }),

/***/ 3052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const FORM = /^(?<amount>\d+(?:\.\d+)?)\s*(?<unit>ms|s|m|h)?$/;
/** Milliseconds of `90s`, `5m`, `1h`, `250ms`; a bare number is seconds. Undefined when it is none of these. */
function parseDuration(text) {
    const groups = FORM.exec(text.trim())?.groups;
    if (!groups)
        return undefined;
    const unit = (groups['unit'] ?? 's'); // the expression admits no other
    return Number(groups['amount']) * UNIT_MS[unit];
}
/** `850ms`, `4.2s`, `1m 05s`, `2h 03m`: two units at most, for people. */
function formatDuration(ms) {
    if (ms < 1_000)
        return `${Math.round(ms)}ms`;
    if (ms < 59_950)
        return `${(ms / 1_000).toFixed(1)}s`;
    const seconds = Math.round(ms / 1_000);
    if (seconds < 3_600)
        return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}
function pad(value) {
    return String(value).padStart(2, '0');
}


/***/ }),

/***/ 3536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseList),
/* harmony export */   L: () => (/* binding */ parseLines)
/* harmony export */ });
/** Items of a list input: one per line, or separated by commas; trimmed, empty ones dropped. */
function parseList(text) {
    return text
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
/** Lines of a multi-line input, trimmed, empty ones dropped. */
function parseLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}


/***/ }),

/***/ 5569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ codeBlock),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   Qj: () => (/* binding */ markdownTable),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   ti: () => (/* binding */ inlineCode),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* harmony import */ var _neutralise_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6178);

/** Text from elsewhere inside Markdown prose: shown as it is, never as markup or HTML. */
function escapeMarkdown(text) {
    return unmention((0,_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutraliseLine */ .f)(text).replace(/[\\`*_[\]<>|~#]/g, '\\$&'));
}
/** Text as inline code; back-ticks inside it are kept by a longer fence (CommonMark 6.1). */
function inlineCode(text) {
    const line = (0,_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutraliseLine */ .f)(text).replaceAll('|', '\\|');
    if (line === '')
        return '';
    const fence = '`'.repeat(longestRun(line) + 1);
    const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${fence}${pad}${line}${pad}${fence}`;
}
/** Text as a code block that its content cannot close. */
function codeBlock(text, language = '') {
    const body = (0,_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralise */ .$)(text).replace(/\n+$/, '');
    const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
    return `${fence}${language}\n${body}\n${fence}`;
}
/** A GitHub table. Cells are Markdown already: escape foreign text with {@link escapeMarkdown} or {@link inlineCode}. */
function markdownTable(header, rows) {
    const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('\n', '<br>')).join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Markdown folded away behind one line that is always seen. */
function details(summary, body) {
    return `<details><summary>${escapeHtml(summary)}</summary>\n\n${body}\n\n</details>`;
}
/** Text inside a line of HTML, where no Markdown is read (CommonMark 4.6): a backslash there would disarm nothing. */
function escapeHtml(text) {
    return unmention((0,_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutraliseLine */ .f)(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}
/** A name in a log must not notify its owner. */
function unmention(text) {
    return text.replace(/@(?=\w)/g, '@\u2060');
}
function longestRun(text) {
    return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}


/***/ }),

/***/ 6178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ neutralise),
/* harmony export */   f: () => (/* binding */ neutraliseLine)
/* harmony export */ });
// Control characters but tab and line feed: they move cursors, hide text and ring bells in other people's terminals.
// C1 controls (0x80-0x9f) are escape sequences of their own in some terminals.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
// Characters that reorder text on screen (CVE-2021-42574): what is read must be what is there.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
/**
 * Makes text that somebody else wrote (container logs, HTTP bodies, registry errors) safe to print in a workflow log:
 * no terminal control, and nothing the runner would take for a command. The runner reads `::name::` at the start of
 * a line, white space ignored, and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */
function neutralise(text) {
    return (text
        .replace(/\r\n?/g, '\n')
        .replace(ANSI, '')
        .replace(CONTROL, '')
        .replace(BIDI, '')
        // Not over line ends: many empty lines would take time by the square of their number.
        .replace(/^([^\S\n\u2028\u2029]*):(?=:)/gmu, '$1: ')
        .replace(/##(?=\[)/g, '## '));
}
/** The same in one line, for places that end at a line end: table cells, annotations, list items. */
function neutraliseLine(text) {
    return neutralise(text)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ');
}


/***/ }),

/***/ 6704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parsePercentage),
/* harmony export */   E: () => (/* binding */ formatPercentage)
/* harmony export */ });
const FORM = /^(\d+(?:\.\d+)?)\s*%$/;
/** The share that `25%` is: 0.25. Undefined without the sign: `0.01` would leave open whether it is one percent. */
function parsePercentage(text) {
    const number = FORM.exec(text.trim())?.[1];
    // Divided, not multiplied by 0.01, which would make 0.07000000000000001 of 7 %.
    return number === undefined ? undefined : Number(number) / 100;
}
/** `12.5 %`, `0.07 %`: a share for people. What is less than one percent keeps two decimals. */
function formatPercentage(share) {
    return `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
}


/***/ }),

/***/ 4258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ truncateUtf8)
/* harmony export */ });
/* unused harmony export shortenMiddle */
/** The longest beginning of `text` that fits into `maxBytes` of UTF-8 without cutting a character. */
function truncateUtf8(text, maxBytes) {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length <= maxBytes)
        return text;
    let end = maxBytes;
    // 10xxxxxx continues a character: step back to where one begins.
    while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80)
        end -= 1;
    return bytes.toString('utf8', 0, end);
}
/**
 * `text` in at most `maxLength` characters: what is too much is left out of its middle, since both ends tell most. Words
 * stay whole where there are any.
 */
function shortenMiddle(text, maxLength) {
    if (text.length <= maxLength)
        return text;
    const room = maxLength - ' … '.length;
    const head = text.slice(0, Math.ceil(room / 2)).replace(/(?<=\S)\s+\S*$/, '');
    const tail = text.slice(text.length - Math.floor(room / 2)).replace(/^\S*\s+(?=\S)/, '');
    // Half of a character that UTF-16 has in two parts is none.
    return `${head} … ${tail}`.toWellFormed();
}


/***/ }),

/***/ 239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ DEFAULT_SETTINGS)
/* harmony export */ });
/* harmony import */ var _shared_http_connection__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5805);

/** How a URL is asked of which nothing else is said. */
const DEFAULT_SETTINGS = {
    method: 'GET',
    headers: {},
    body: undefined,
    graphql: undefined,
    auth: undefined,
    connection: _shared_http_connection__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_CONNECTION */ .vE,
    expectations: {
        status: [{ low: 200, high: 299 }],
        body: undefined,
        headers: [],
        json: [],
        maxLatencyMs: undefined,
        tlsMinDays: undefined,
    },
    maxP95Ms: undefined,
    expectVersion: undefined,
    versionFrom: undefined,
    failOn: [
        { low: 401, high: 401 },
        { low: 403, high: 403 },
    ],
    maxRedirects: 0,
};


/***/ }),

/***/ 7340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  BZ: () => (/* binding */ History),
  xD: () => (/* binding */ answerLabel),
  ht: () => (/* binding */ detached),
  JM: () => (/* binding */ sameAnswer)
});

// EXTERNAL MODULE: ./shared/http/probe-result.js
var probe_result = __nccwpck_require__(5897);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __nccwpck_require__(4258);
;// CONCATENATED MODULE: ./shared/verify/bounded-list.js
/** Keeps the first and the last items of a list that may grow without end, and counts what it let go in between. */
class BoundedList {
    #head = [];
    #tail = [];
    #limits;
    #dropped = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    add(item) {
        if (this.#head.length < this.#limits.head) {
            this.#head.push(item);
            return;
        }
        this.#tail.push(item);
        if (this.#tail.length > this.#limits.tail) {
            this.#tail.shift();
            this.#dropped += 1;
        }
    }
    get head() {
        return this.#head;
    }
    get tail() {
        return this.#tail;
    }
    /** Items between head and tail that are not kept. */
    get dropped() {
        return this.#dropped;
    }
}

// EXTERNAL MODULE: ./shared/verify/latencies.js
var latencies = __nccwpck_require__(2650);
// EXTERNAL MODULE: ./shared/verify/version-counts.js
var version_counts = __nccwpck_require__(3057);
;// CONCATENATED MODULE: ./shared/verify/history.js





const KEPT_ATTEMPTS = { head: 200, tail: 800 };
/** Shown of the last failing answer. */
const KEPT_BODY_BYTES = 2_048;
const KEPT_RUNS = 60;
/** Everything that was seen, within bounds. */
class History {
    attempts = new BoundedList(KEPT_ATTEMPTS);
    #runs = [];
    #openRuns = new Map();
    #versions = new version_counts/* VersionCounts */.d();
    #certificates = new Map();
    #latencies = new latencies/* Latencies */.Xv();
    #droppedRuns = 0;
    #lastMiss;
    #lastVersion;
    add(seen) {
        const attempt = keptOf(seen);
        const { target, result, verdict } = attempt;
        this.attempts.add(recordOf(attempt));
        this.#addToRun(attempt);
        if (result.kind === 'answered' && target.service === undefined)
            this.#latencies.add(result.ms);
        if (result.kind === 'answered' && result.certificate !== undefined)
            this.#certificates.set(target.name, result.certificate);
        if (verdict.version !== undefined)
            this.#versions.add(verdict.version);
        if (!target.critical)
            return;
        if (verdict.kind !== 'passed')
            this.#lastMiss = attempt;
        if (verdict.version !== undefined)
            this.#lastVersion = verdict.version;
    }
    /** Runs of equal answers by the time they began; the earliest of a very long history are left out. */
    get runs() {
        return this.#runs;
    }
    get droppedRuns() {
        return this.#droppedRuns;
    }
    /** How often each version answered. */
    get versions() {
        return this.#versions.all;
    }
    /** The certificate each target showed last, by its name. */
    get certificates() {
        return this.#certificates;
    }
    /** The last attempt on a critical target that did not pass. */
    get lastMiss() {
        return this.#lastMiss;
    }
    /** The version a critical target named last. */
    get lastVersion() {
        return this.#lastVersion;
    }
    /** Milliseconds below which `share` (0 to 1) of all answers stayed; undefined before the first answer. */
    percentileMs(share) {
        return this.#latencies.percentileMs(share);
    }
    #addToRun(attempt) {
        const { name } = attempt.target;
        const index = this.#openRuns.get(name);
        const open = index === undefined ? undefined : this.#runs[index - this.#droppedRuns];
        if (index !== undefined && open !== undefined && sameAnswer(open.last, attempt)) {
            this.#runs[index - this.#droppedRuns] = { ...open, last: attempt, count: open.count + 1 };
            return;
        }
        this.#openRuns.set(name, this.#runs.length + this.#droppedRuns);
        this.#runs.push({ first: attempt, last: attempt, count: 1 });
        if (this.#runs.length > KEPT_RUNS) {
            this.#runs.shift();
            this.#droppedRuns += 1;
        }
    }
}
/** Without what would fill the memory: bodies of a megabyte, and texts cut from them. */
function keptOf(attempt) {
    const { result, verdict } = attempt;
    const { reasons, version } = verdict;
    const kept = {
        ...verdict,
        reasons: reasons.map(detached),
        version: version === undefined ? version : detached(version),
    };
    if (result.kind === 'failed')
        return { ...attempt, verdict: kept };
    const excerpt = (0,truncate/* truncateUtf8 */.C)(result.body, KEPT_BODY_BYTES);
    const truncated = result.truncated || excerpt.length < result.body.length;
    // The mark tells the redactor that a secret may have been cut.
    const body = truncated ? `${excerpt}\n… (cut)` : excerpt;
    return { ...attempt, verdict: kept, result: { ...result, body, truncated } };
}
/** V8 keeps the whole of a text as long as any part that was cut from it. */
function detached(text) {
    return Buffer.from(text, 'utf8').toString('utf8');
}
/** True when the second says nothing new: same status or failure, version and verdict. */
function sameAnswer(a, b) {
    return (answerLabel(a.result) === answerLabel(b.result) &&
        a.verdict.kind === b.verdict.kind &&
        a.verdict.version === b.verdict.version);
}
/** `200`, or the kind of failure: `refused`. */
function answerLabel(result) {
    return result.kind === 'answered' ? (0,probe_result/* statusWord */.H)(result) : result.failure;
}
function recordOf({ round, atMs, target, result, verdict }) {
    return {
        round,
        url: target.name,
        atMs: Math.round(atMs),
        ms: result.ms,
        answer: answerLabel(result),
        version: verdict.version,
        verdict: verdict.kind,
        reasons: verdict.reasons,
    };
}


/***/ }),

/***/ 2650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ percentileOf),
/* harmony export */   Xv: () => (/* binding */ Latencies),
/* harmony export */   d2: () => (/* binding */ countAbove)
/* harmony export */ });
/**
 * Times of answers, counted by whole milliseconds: exact percentiles in a memory that grows with the slowest answer,
 * not with their number.
 */
class Latencies {
    #counts = new Map();
    #count = 0;
    get count() {
        return this.#count;
    }
    /** `ms` must be whole. */
    add(ms) {
        this.#counts.set(ms, (this.#counts.get(ms) ?? 0) + 1);
        this.#count += 1;
    }
    /** Milliseconds and how many answers took them, the quickest first. */
    sorted() {
        return [...this.#counts].map(([ms, count]) => ({ ms, count })).sort((a, b) => a.ms - b.ms);
    }
    /** Milliseconds within which `share` (0 to 1) of the answers came, by nearest rank; undefined when there is none. */
    percentileMs(share) {
        return percentileOf(this.sorted(), share);
    }
}
/** By nearest rank, so it is always a time that was measured; undefined of nothing. `sorted` ascends. */
function percentileOf(sorted, share) {
    const rank = Math.max(1, Math.ceil(share * countAbove(sorted, -Infinity)));
    let passed = 0;
    return sorted.find(({ count }) => (passed += count) >= rank)?.ms;
}
/** How many took longer than `limitMs`. */
function countAbove(counts, limitMs) {
    return counts.reduce((sum, { ms, count }) => (ms > limitMs ? sum + count : sum), 0);
}


/***/ }),

/***/ 91:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ displayUrl),
/* harmony export */   X: () => (/* binding */ requestWords)
/* harmony export */ });
/** `GET https://…`; of protocols that know no method, the URL alone. */
function requestWords({ method, url }) {
    return /^https?:$/.test(url.protocol) ? `${method} ${displayUrl(url)}` : displayUrl(url);
}
/** A URL for people: its query and credentials may be secrets and are left out. */
function displayUrl({ protocol, host, pathname, search }) {
    return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`;
}


/***/ }),

/***/ 3057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ VersionCounts)
/* harmony export */ });
/** A server that names a new version in every answer must not fill the memory. */
const KEPT_VERSIONS = 50;
/** How often each version answered; beyond the first 50, all others together. */
class VersionCounts {
    #counts = new Map();
    add(version) {
        const key = this.#counts.has(version) || this.#counts.size < KEPT_VERSIONS ? version : '(others)';
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    get all() {
        return this.#counts;
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1379);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
