export const id = 912;
export const ids = [912];
export const modules = {

/***/ 9912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verifyRelease: () => (/* binding */ verifyRelease)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/http/proxy.js
var proxy = __webpack_require__(2901);
// EXTERNAL MODULE: ./shared/http/attempt.js
var attempt = __webpack_require__(5272);
// EXTERNAL MODULE: ./shared/http/probe.js + 1 modules
var probe = __webpack_require__(1038);
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
            const { probeConnection } = await __webpack_require__.e(/* import() */ 793).then(__webpack_require__.bind(__webpack_require__, 1793));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeConnection(request, attempt));
        }
        case 'websocket': {
            const { probeWebSocket } = await __webpack_require__.e(/* import() */ 578).then(__webpack_require__.bind(__webpack_require__, 7578));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeWebSocket(request, attempt));
        }
        case 'grpc': {
            const { probeGrpc } = await __webpack_require__.e(/* import() */ 687).then(__webpack_require__.bind(__webpack_require__, 3687));
            return (0,attempt/* attemptWithin */.d)(request, options, (attempt) => probeGrpc(request, attempt));
        }
        case 'http':
        case undefined:
            return (0,probe/* probe */.dy)(request, options);
    }
};

// EXTERNAL MODULE: ./shared/release/record.js
var record = __webpack_require__(605);
;// CONCATENATED MODULE: ./shared/release/mark-release.js

/**
 * Marks the release that was verified, if it still is the one that the service runs: what runs now was not verified. A
 * release of another commit than the verified one is left alone: the URL belongs to another service.
 * @throws what the calls of `api` throw
 */
async function markRelease(api, options) {
    const { accepts, as, at, service, verified } = options;
    const running = await mark_release_runningRevision(api, options);
    if (typeof running !== 'string')
        return { kind: 'not-marked', reason: running.problem };
    if (running !== verified)
        return supersededBy(running, { service, verified });
    const { taskDefinition, tags } = await api.describeTaskDefinition(running);
    const { sha, taskDefinitionArn } = (0,record/* readRelease */.iJ)(taskDefinition, tags);
    if (sha !== undefined && !accepts(sha)) {
        const reason = `service ${service} runs ${running}, a release of commit ${sha}, which is not the verified one.`;
        return { kind: 'not-marked', reason };
    }
    await api.tagResource(taskDefinitionArn, [as === 'proven' ? (0,record/* provenTag */.ld)(at) : (0,record/* failedTag */.AV)(at, as.failed)]);
    return { kind: 'marked', taskDefinitionArn };
}
/** What is said of a verification during which another release came. */
function supersededBy(running, { service, verified }) {
    const reason = `service ${service} was on ${verified} and is on ${running} now, which was not verified.`;
    return { kind: 'superseded', reason };
}
/**
 * ARN of the task definition of the service's PRIMARY deployment, or of its PRIMARY task set.
 * @throws what describeService throws
 */
async function mark_release_runningRevision(api, { cluster, service }) {
    const found = await api.describeService({ cluster, service });
    if (found === undefined)
        return { problem: `cluster ${cluster} has no service ${service}.` };
    const lines = [...(found.deployments ?? []), ...(found.taskSets ?? [])];
    const running = lines.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
    return running ?? { problem: `service ${service} has no PRIMARY deployment.` };
}

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
// EXTERNAL MODULE: ./shared/verify/target.js
var verify_target = __webpack_require__(91);
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

// EXTERNAL MODULE: ./shared/http/probe-result.js
var probe_result = __webpack_require__(5897);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __webpack_require__(4258);
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

;// CONCATENATED MODULE: ./shared/verify/latencies.js
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

;// CONCATENATED MODULE: ./shared/verify/version-counts.js
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
    #versions = new VersionCounts();
    #certificates = new Map();
    #latencies = new Latencies();
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

// EXTERNAL MODULE: ./shared/verify/words.js
var verify_words = __webpack_require__(9345);
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
        return `${(0,verify_words/* nameIfSeveral */.Pi)(attempt, this.#settings)}${this.#attemptWords(attempt)}${remark}`;
    }
    #isNew(attempt) {
        const last = this.#seen.get(attempt.target.name)?.last;
        return last === undefined || !sameAnswer(last, attempt);
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
        return `${this.#phaseWords(attempt, round)}: ${(0,verify_words/* describeAttempt */.Be)(attempt)}`;
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
            ...slow.map(({ target, reason }) => `${(0,verify_words/* nameIfSeveral */.Pi)({ target }, this.#settings)}${reason}`),
            ...(askedMs === undefined ? [] : [retryAfterWords(askedMs, maxIntervalMs)]),
        ];
        return remarks.map((remark) => `; ${remark}`).join('');
    }
    #heartbeat(round) {
        const worst = round.attempts.find(({ verdict }) => verdict.kind !== 'passed') ?? round.attempts[0];
        const words = worst === undefined ? '' : this.#attemptWords(worst, round);
        return `Still ${worst === undefined ? '' : (0,verify_words/* nameIfSeveral */.Pi)(worst, this.#settings)}${words}`;
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

// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
// EXTERNAL MODULE: ./shared/http/version.js + 1 modules
var http_version = __webpack_require__(5152);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
;// CONCATENATED MODULE: ./shared/verify/release-mark.js






/**
 * Asks at once, and beside the verification, which revision the service is on: only if it still is when the verification
 * ends was it that one which was verified.
 */
function beginRelease(context, options) {
    const { api, service } = options;
    const atFirst = withRetry(() => runningRevision(api, service), context).catch((error) => ({
        problem: `what service ${service.service} was on at first could not be read: ${errorMessage(error)}`,
    }));
    return {
        mark: async (result, revision) => markVerified(context, options, { result, revision: revision ?? (await atFirst) }),
    };
}
/**
 * Marks the revision that was verified, if the service still runs it. What prevents the mark is told, and is in it.
 * Undefined where another version answered: there is nothing to mark then.
 */
async function markVerified(context, options, { result, revision }) {
    const as = markOf(result);
    if (as === undefined)
        return undefined;
    const mark = await tryToMark(context, options, { as, revision });
    tell(context, as, mark);
    return mark;
}
/**
 * What the record is to say. Nothing where another version answered than was expected: then it was not the release
 * under test that failed.
 */
function markOf(result) {
    if (result === 'healthy')
        return 'proven';
    return result === 'wrong-version' ? undefined : { failed: result };
}
/** What prevents a mark is no failure: a failed step would start the rollback of a good release. */
async function tryToMark(context, { api, service, targets }, { as, revision }) {
    try {
        if (typeof revision !== 'string')
            return { kind: 'not-marked', reason: revision.problem };
        return await markRelease(api, {
            ...service,
            as,
            at: new Date(context.clock.now()),
            verified: revision,
            accepts: (sha) => isVerified(sha, targets),
        });
    }
    catch (error) {
        context.signal.throwIfAborted();
        const { hint, message } = (0,faults/* awsFailure */.MT)('write the release record', error);
        if (hint !== undefined)
            context.log.info(hint);
        return { kind: 'not-marked', reason: message };
    }
}
/** Only commits can be compared: a release that is verified as `v1.2.3` is recorded by its SHA all the same. */
function isVerified(sha, targets) {
    return targets.every(({ critical, expectVersion, versionFrom }) => !critical ||
        versionFrom === undefined ||
        expectVersion === undefined ||
        !(0,http_version/* isCommit */.WM)(expectVersion) ||
        (0,http_version/* versionsMatch */.$p)(expectVersion, sha));
}
function tell({ log }, as, mark) {
    const word = as === 'proven' ? 'proven' : 'failed';
    if (mark.kind === 'marked')
        log.info(`Marked ${word}: ${(0,names/* revisionName */.pd)(mark.taskDefinitionArn)}`);
    // That it failed is told by the step itself.
    else if (as !== 'proven')
        log.info(`No release was marked failed: ${mark.reason}`);
    else if (mark.kind === 'superseded')
        log.warning(`The verification passed, but nothing was marked: ${mark.reason}`);
    else
        log.warning(`The service is healthy, but its release was not marked proven; a rollback will not choose it: ${mark.reason}`);
}

// EXTERNAL MODULE: ./shared/http/auth.js
var http_auth = __webpack_require__(419);
// EXTERNAL MODULE: ./shared/http/headers.js
var http_headers = __webpack_require__(8419);
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

// EXTERNAL MODULE: ./shared/http/expectations.js + 1 modules
var http_expectations = __webpack_require__(2176);
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
            const latencies = this.#byTarget.get(target.name) ?? new Latencies();
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
var status_ranges = __webpack_require__(4246);
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

// EXTERNAL MODULE: ./actions/rollback/target/candidates.js
var candidates = __webpack_require__(9053);
// EXTERNAL MODULE: ./shared/http/connection.js + 2 modules
var connection = __webpack_require__(7613);
;// CONCATENATED MODULE: ./shared/verify/default-settings.js

/** How a URL is asked of which nothing else is said. */
const DEFAULT_SETTINGS = {
    method: 'GET',
    headers: {},
    body: undefined,
    graphql: undefined,
    auth: undefined,
    connection: connection/* DEFAULT_CONNECTION */.vE,
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

;// CONCATENATED MODULE: ./actions/rollback/verification/settings.js


/** What health-verify takes where nothing is said; times are milliseconds. */
const RULES = {
    initialDelayMs: 0,
    successThreshold: 3,
    stableForMs: 0,
    intervalMs: 2_000,
    maxIntervalMs: 20_000,
};
const REQUEST_TIMEOUT_MS = 5_000;
/** How a release is verified: its commit must answer, where the record names one and the answer is said to. */
function settingsFor({ url, versionFrom, expectJson, timeoutMs }, { sha }) {
    const target = {
        ...DEFAULT_SETTINGS,
        name: (0,verify_target/* displayUrl */.Q)(url),
        url,
        critical: true,
        expectations: { ...DEFAULT_SETTINGS.expectations, json: expectJson },
        expectVersion: versionFrom && sha,
        versionFrom,
    };
    return { targets: [target], rules: { ...RULES, timeoutMs }, requestTimeoutMs: REQUEST_TIMEOUT_MS };
}

;// CONCATENATED MODULE: ./actions/rollback/verification/verify-release.js













/**
 * Verifies the release that a service was brought back to, as health-verify does, and marks it proven or failed.
 * @throws {ActionError} when the job is cancelled meanwhile: then the rollback is complete, and its verification is not
 */
async function verifyRelease(context, { verification: inputs, ref, to }, { api, probe = probe_probe }) {
    const { env, log, signal } = context;
    const settings = settingsFor(inputs, to);
    const secrets = [...settings.targets.flatMap(secretsOf), ...(0,proxy/* secretsOfProxies */.VS)(env)];
    for (const secret of new Set(secrets))
        context.maskSecret(secret);
    if (inputs.versionFrom !== undefined && to.sha === undefined)
        log.warning(`The record of ${(0,candidates/* nameRelease */.fm)(to)} names no commit, so verify-version-from has nothing to be held against: it is not checked which release answers.`);
    try {
        return await log.group('Verification', async () => {
            const verified = await play(context, settings, probe);
            const { result } = verified.verification;
            const sentence = (0,verify_words/* resultSentence */.bt)(verified.verification, { settings, lastMiss: verified.history.lastMiss });
            const { targets } = settings;
            const revision = to.taskDefinitionArn;
            const mark = await markVerified(context, { service: ref, targets, api }, { result, revision });
            return { ...verified, sentence, mark: mark ?? (await supersession(context, { ref, to }, api)) };
        });
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        const hint = 'Run it again: a release that serves already is verified without another rollback.';
        throw new errors/* ActionError */.lZ(`${(0,errors/* errorMessage */.gJ)(error)} The rollback is complete, the service runs ${(0,candidates/* nameRelease */.fm)(to)}; its verification is not.`, { hint, cause: error });
    }
}
async function play(context, settings, probe) {
    announce(context.log, settings);
    const history = new History();
    const narrator = new Narrator(context.log, settings);
    const onRound = narrator.tell.bind(narrator);
    return { settings, history, verification: await verify(settings, { ...context, probe, history, onRound }) };
}
/** Whether another version answered because somebody has deployed another release meanwhile. */
async function supersession({ log, signal }, { ref, to }, api) {
    const verified = to.taskDefinitionArn;
    try {
        const running = await mark_release_runningRevision(api, ref);
        const same = typeof running !== 'string' || running === verified;
        return same ? undefined : supersededBy(running, { service: ref.service, verified });
    }
    catch (error) {
        signal.throwIfAborted();
        log.info(`Whether another release came meanwhile could not be read: ${(0,errors/* errorMessage */.gJ)(error)}`);
        return undefined;
    }
}


/***/ }),

/***/ 91:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 9345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Be: () => (/* binding */ describeAttempt),
/* harmony export */   Pi: () => (/* binding */ nameIfSeveral),
/* harmony export */   bt: () => (/* binding */ resultSentence)
/* harmony export */ });
/* unused harmony exports subject, times */
/* harmony import */ var _shared_text_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3052);
/* harmony import */ var _shared_text_neutralise__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6178);
/* harmony import */ var _shared_http_version__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5152);
/* harmony import */ var _shared_http_probe_result__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5897);




/** `200 in 12 ms, version 1f3c9aa: expected version 9c1d2e3`, in one line and safe to print. */
function describeAttempt({ target, result, verdict }) {
    if (result.kind === 'failed')
        return (0,_shared_text_neutralise__WEBPACK_IMPORTED_MODULE_2__/* .neutraliseLine */ .f)(verdict.reasons.join('; '));
    const version = verdict.version === undefined ? '' : `, version ${(0,_shared_http_version__WEBPACK_IMPORTED_MODULE_1__/* .shortVersion */ .Li)(verdict.version)}`;
    const reasons = verdict.reasons.length === 0 ? '' : `: ${verdict.reasons.join('; ')}`;
    // How long AWS took to tell says nothing of the service.
    const took = target.service === undefined ? ` in ${result.ms} ms` : '';
    return (0,_shared_text_neutralise__WEBPACK_IMPORTED_MODULE_2__/* .neutraliseLine */ .f)(`${(0,_shared_http_probe_result__WEBPACK_IMPORTED_MODULE_3__/* .statusWord */ .H)(result)}${took}${version}${reasons}`);
}
/** The result in one sentence. */
function resultSentence({ result, lastRound, durationMs }, { settings, lastMiss }) {
    const what = subject(settings);
    const { successThreshold, stableForMs, timeoutMs } = settings.rules;
    const needed = `${times(successThreshold)} in a row`;
    if (result === 'healthy') {
        const stable = stableForMs === 0 ? '' : ` and stayed so for ${(0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(stableForMs)}`;
        return `${what} answered as expected ${needed}${releaseWords(settings)}${stable}.`;
    }
    const last = lastMiss === undefined ? '' : `: ${nameIfSeveral(lastMiss, settings)}${describeAttempt(lastMiss)}`;
    const slow = lastRound.slow
        .filter(({ target }) => target.critical)
        .map(({ target, reason }) => `${nameIfSeveral({ target }, settings)}${reason}`);
    if (lastRound.progress.tooSlow)
        return `${what} answered as expected ${times(lastRound.progress.streak)} in a row, but too slowly within ${(0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(timeoutMs)}: ${slow.join('; ')}.`;
    if (durationMs < timeoutMs)
        return `${what} cannot become healthy by waiting${last}.`;
    const { streak } = lastRound.progress;
    const passed = streak === 0 ? '' : ` At the end it answered as expected ${times(streak)} in a row.`;
    return result === 'wrong-version'
        ? `The expected version did not answer ${needed} within ${(0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(timeoutMs)}${last}.${passed}`
        : `${what} did not answer as expected ${needed} within ${(0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(timeoutMs)}${last}.${passed}`;
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
    const versions = new Set(targets.flatMap(({ critical, expectVersion, versionFrom }) => critical && expectVersion !== undefined && versionFrom !== undefined ? [(0,_shared_http_version__WEBPACK_IMPORTED_MODULE_1__/* .shortVersion */ .Li)(expectVersion)] : []));
    return versions.size === 0 ? '' : `, from version ${[...versions].join(' and ')}`;
}
/** `once`, `3 times` */
function times(count) {
    return count === 1 ? 'once' : `${count} times`;
}


/***/ })

};
