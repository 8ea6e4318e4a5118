export const id = 447;
export const ids = [447];
export const modules = {

/***/ 6447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runWatch: () => (/* binding */ runWatch)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/action/report.js
var report = __webpack_require__(6693);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
// EXTERNAL MODULE: ./shared/text/neutralise.js
var neutralise = __webpack_require__(6178);
// EXTERNAL MODULE: ./shared/verify/target.js
var verify_target = __webpack_require__(91);
// EXTERNAL MODULE: ./shared/verify/latencies.js
var verify_latencies = __webpack_require__(2650);
;// CONCATENATED MODULE: ./actions/health-verify/watch/exact-tests.js
/**
 * Exact tests for small counts. They need no assumption about how errors or latencies are distributed, and no
 * randomness.
 */
/**
 * The chance that a side of the size of `suspect` gets at least as many of all hits as it did, were the hits dealt to
 * both sides by chance alone: Fisher's exact test, one-sided (R. A. Fisher, "Statistical Methods for Research Workers",
 * 1934, §21.02). It holds for any counts; the usual approximations do not for a handful of errors.
 */
function fisherTail(suspect, other) {
    const trials = suspect.trials + other.trials;
    const hits = suspect.hits + other.hits;
    const ways = logChoose(trials, suspect.trials);
    return upperTail({
        least: Math.max(0, hits - other.trials),
        most: Math.min(hits, suspect.trials),
        mean: trials === 0 ? 0 : (hits * suspect.trials) / trials,
        mass: (count) => Math.exp(logChoose(hits, count) + logChoose(trials - hits, suspect.trials - count) - ways),
        growth: (count) => ((hits - count) * (suspect.trials - count)) / ((count + 1) * (other.trials - hits + count + 1)),
    }, suspect.hits);
}
/** The chance of at least so many hits, were each trial one with probability `rate` (0 to 1): the exact binomial test. */
function binomialTail({ hits, trials }, rate) {
    if (rate <= 0 || rate >= 1)
        return hits === 0 || rate >= 1 ? 1 : 0;
    return upperTail({
        least: 0,
        most: trials,
        mean: trials * rate,
        mass: (count) => Math.exp(logChoose(trials, count) + count * Math.log(rate) + (trials - count) * Math.log1p(-rate)),
        growth: (count) => ((trials - count) * rate) / ((count + 1) * (1 - rate)),
    }, hits);
}
/** Beyond this part of what is added up, nothing changes in a double. */
const NEGLIGIBLE = 1e-17;
/** P(X >= from), added up on the shorter side of it. */
function upperTail({ least, most, mean, mass, growth }, from) {
    if (from <= least)
        return 1;
    let sum = 0;
    if (from > mean) {
        for (let count = from, term = mass(from); count <= most && term > sum * NEGLIGIBLE; count += 1) {
            sum += term;
            term *= growth(count);
        }
        return Math.min(1, sum);
    }
    for (let count = from - 1, term = mass(count); count >= least && term > sum * NEGLIGIBLE; count -= 1) {
        sum += term;
        term /= growth(count - 1);
    }
    return Math.max(0, 1 - sum);
}
function logChoose(total, chosen) {
    return logFactorial(total) - logFactorial(chosen) - logFactorial(total - chosen);
}
const TABLE_SIZE = 256;
const SMALL = Array.from({ length: TABLE_SIZE }).reduce((sums, _, index) => [...sums, index < 2 ? 0 : (sums.at(-1) ?? 0) + Math.log(index)], []);
/** ln(n!), from Stirling's series where its next term is below the precision of a double. */
function logFactorial(n) {
    return SMALL[n] ?? (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/comparison.js


/** Below this nobody notices, however many times slower it is: 2 ms are twice 1 ms. */
const LEAST_LATENCY_INCREASE_MS = 10;
/**
 * Is the canary worse than the baseline? Four questions, each answered by an exact test at the level `alpha`:
 *
 * - `errors`: Fisher's exact test of the error rates. As many answers make any difference significant, the difference
 *   must also be above `errorRateIncrease`.
 * - `p50`, `p95`: the quantile test (R. A. Johnson, S. Verrill, D. H. Moore, "Two-sample rank tests for detecting changes
 *   that occur in a small proportion of the treated population", Biometrics 43, 1987; for the median it is Mood's test).
 *   The canary's latencies are first made shorter by all it is allowed to be slower; then it is counted how many of each
 *   side lie above the quantile of both together, and Fisher's test asks whether the canary has too many of them. It
 *   holds for any distribution, with ties, and tells a slow tail from a slow middle.
 * - `unattributed`: nobody can tell which version a failure without an answer belongs to, and a canary that crashes
 *   fails in just this way. So they are all counted as the canary's, and a binomial test asks whether its error
 *   rate would then be above `errorRateIncrease`.
 *
 * A side with fewer answers than `minSamples` is not judged, only the failures are that may be all the canary gives.
 */
function compare(sides, limits, alpha) {
    const { canary, unattributed } = sides;
    const blamed = { hits: unattributed, trials: canary.answers + unattributed };
    return [
        ...(hasEnough(sides, limits) ? compareSides(sides, limits, alpha) : []),
        ...(blamed.trials >= limits.minSamples
            ? [finding('unattributed', binomialTail(blamed, limits.errorRateIncrease), alpha)]
            : []),
    ];
}
/**
 * Whether the canary's error rate is above the limit for certain, not only as it was counted so far: a rate that is
 * looked at again and again comes above it once in a while.
 */
function errorsSurelyAbove({ canary, baseline }, limits, alpha) {
    const limit = errorRate(baseline) + limits.errorRateIncrease;
    return binomialTail({ hits: canary.errors, trials: canary.answers }, limit) < alpha;
}
function hasEnough({ canary, baseline }, { minSamples }) {
    return Math.min(canary.answers, baseline.answers) >= minSamples;
}
function errorRate({ answers, errors }) {
    return answers === 0 ? 0 : errors / answers;
}
/**
 * The fewest errors of the canary that would have been found worse than the baseline's: how much the comparison could
 * have seen. Undefined when not even all answers would have been enough.
 */
function errorsFoundFrom({ canary, baseline }, limits, alpha) {
    const isFound = (errors) => compareErrors({ ...canary, errors }, baseline, { limits, alpha }).worse;
    if (!isFound(canary.answers))
        return undefined;
    let [low, high] = [0, canary.answers];
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (isFound(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}
function compareSides({ canary, baseline }, limits, alpha) {
    const allowed = (ms) => Math.min(ms / (1 + limits.latencyIncrease), ms - LEAST_LATENCY_INCREASE_MS);
    const shortened = canary.latencies.map(({ ms, count }) => ({ ms: allowed(ms), count }));
    const both = [...shortened, ...baseline.latencies].sort((a, b) => a.ms - b.ms);
    const slower = (share) => {
        const limitMs = (0,verify_latencies/* percentileOf */.D4)(both, share) ?? 0;
        const above = (latencies) => ({
            hits: (0,verify_latencies/* countAbove */.d2)(latencies, limitMs),
            trials: (0,verify_latencies/* countAbove */.d2)(latencies, -Infinity),
        });
        return fisherTail(above(shortened), above(baseline.latencies));
    };
    return [
        compareErrors(canary, baseline, { limits, alpha }),
        finding('p50', slower(0.5), alpha),
        finding('p95', slower(0.95), alpha),
    ];
}
function compareErrors(canary, baseline, { limits, alpha }) {
    const p = fisherTail({ hits: canary.errors, trials: canary.answers }, { hits: baseline.errors, trials: baseline.answers });
    const increase = errorRate(canary) - errorRate(baseline);
    return { question: 'errors', p, worse: p < alpha && increase > limits.errorRateIncrease };
}
function finding(question, p, alpha) {
    return { question, p, worse: p < alpha };
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/report.js


/** Both sides and the answers to each question, as output and report have them. */
function comparisonOf({ result, findings, tally }) {
    const { canary, baseline } = tally.sides;
    return {
        result,
        new: sideFacts(canary, tally.canary.errors),
        old: sideFacts(baseline, tally.baseline.errors),
        unattributed: { failures: tally.unattributed.total, ...labels(tally.unattributed), unnamed: tally.unnamed },
        otherVersions: tally.others,
        findings,
    };
}
/** All that was seen, as JSON. */
function watchReport(facts) {
    const { watch, settings, sentence, hint, url } = facts;
    const { tally } = watch;
    return {
        result: watch.result,
        sentence,
        hint,
        url,
        expectVersion: settings.expectVersion,
        baselineVersion: settings.baselineVersion,
        windowMs: settings.windowMs,
        rate: settings.rate,
        limits: settings.limits,
        attempts: tally.probes,
        durationMs: Math.round(watch.durationMs),
        endedEarly: watch.early,
        versionsSeen: Object.fromEntries(tally.versions),
        comparison: comparisonOf(watch),
        latencies: { new: tally.canary.side.latencies, old: tally.baseline.side.latencies },
        lastErrors: {
            new: tally.canary.errors.last,
            old: tally.baseline.errors.last,
            unattributed: tally.unattributed.last,
        },
    };
}
function sideFacts(side, errors) {
    const { answers, latencies } = side;
    return {
        answers,
        errors: side.errors,
        errorRate: errorRate(side),
        ...labels(errors),
        p50Ms: (0,verify_latencies/* percentileOf */.D4)(latencies, 0.5),
        p95Ms: (0,verify_latencies/* percentileOf */.D4)(latencies, 0.95),
    };
}
function labels({ byLabel }) {
    return { byStatus: Object.fromEntries(byLabel) };
}

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __webpack_require__(5569);
// EXTERNAL MODULE: ./shared/http/version.js + 1 modules
var http_version = __webpack_require__(5152);
// EXTERNAL MODULE: ./shared/text/percentage.js
var percentage = __webpack_require__(6704);
;// CONCATENATED MODULE: ./actions/health-verify/watch/verdict.js

/** Between two looks at what was seen so far, each with a line in the log. */
const LOOK_EVERY_MS = 15_000;
/**
 * The chance to call a canary worse that is not, for each of the four questions: 1 % for a window, of which all looks
 * before its end together take a tenth. With four questions that is 4 % at most, by Bonferroni's inequality, which
 * asks nothing of how looks and questions hang together. So only what is clearly worse ends a watch early, and the
 * end is judged nearly as if nobody had looked before (the idea of J. L. Haybittle, 1971, and R. Peto et al., 1976).
 */
const ALPHA = { early: 0.001, atEnd: 0.009 };
/** The level of one question at the window's end. */
const ALPHA_AT_END = ALPHA.atEnd;
/** Looks before the end of a window. */
function looksWithin(windowMs) {
    return Math.max(0, Math.ceil(windowMs / LOOK_EVERY_MS) - 1);
}
/** Whether it is clear before the end of the window, after one of so many looks, that the canary is worse. */
function judgeEarly(sides, limits, looks) {
    const alpha = ALPHA.early / looks;
    const findings = compare(sides, limits, alpha).map((finding) => finding.question === 'errors'
        ? { ...finding, worse: finding.worse && errorsSurelyAbove(sides, limits, alpha) }
        : finding);
    return findings.some(({ worse }) => worse) ? { result: 'worse', findings } : undefined;
}
function judgeAtEnd(sides, limits) {
    const findings = compare(sides, limits, ALPHA.atEnd);
    if (findings.some(({ worse }) => worse))
        return { result: 'worse', findings };
    return { result: hasEnough(sides, limits) ? 'healthy' : 'not-enough-traffic', findings };
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/words.js







/** The names of the two sides, for people. */
function versionsOf({ baselineVersion, expectVersion }) {
    return {
        canary: (0,http_version/* shortVersion */.Li)(expectVersion),
        baseline: baselineVersion === undefined ? 'the others' : (0,http_version/* shortVersion */.Li)(baselineVersion),
    };
}
/** One line on what was seen so far. */
function lookLine({ canary, baseline }, tally, atMs) {
    const { unattributed } = tally;
    const sides = [`${canary}: ${sideWords(tally.canary.side)}`, `${baseline}: ${sideWords(tally.baseline.side)}`];
    const rest = [
        unattributed.total === 0 ? '' : `failed without a version: ${unattributed.total} (${labelWords(unattributed)})`,
        tally.unnamed === 0 ? '' : `without a version: ${tally.unnamed}`,
        tally.others === 0 ? '' : `other versions: ${tally.others}`,
    ].filter((part) => part !== '');
    return (0,neutralise/* neutraliseLine */.f)(`${[...sides, ...rest].join('; ')} (${(0,duration/* formatDuration */.a)(atMs)})`);
}
function sideWords(side) {
    const p95 = (0,verify_latencies/* percentileOf */.D4)(side.latencies, 0.95);
    return (`${count(side.answers, 'answer')}, ${count(side.errors, 'error')} (${(0,percentage/* formatPercentage */.E)(errorRate(side))})` +
        (p95 === undefined ? '' : `, p95 ${p95} ms`));
}
/** `503 × 7, timeout × 2`: the most frequent first. */
function labelWords({ byLabel }) {
    return byLabel.map(([label, times]) => `${label} × ${times}`).join(', ');
}
/** The result in one sentence with its evidence. */
function verdictSentence({ canary, baseline }, settings, watch) {
    const { canary: ours, baseline: theirs } = watch.tally.sides;
    switch (watch.result) {
        case 'not-enough-traffic':
            return (`Not enough traffic to judge version ${canary}: ${count(ours.answers, 'answer')} from it and ${theirs.answers} from ` +
                `${baseline} in ${(0,duration/* formatDuration */.a)(watch.durationMs)}; ${settings.limits.minSamples} of each are needed.`);
        case 'healthy': {
            const foundFrom = errorsFoundFrom(watch.tally.sides, settings.limits, ALPHA_AT_END);
            const power = foundFrom === undefined ? '' : ` From ${count(foundFrom, 'error')} on it would have been found worse.`;
            return `Version ${canary} is not worse than ${baseline}: ${evidence(watch, ['errors', 'p50', 'p95'])}.${power}`;
        }
        case 'worse': {
            const found = watch.findings.filter(({ worse }) => worse).map(({ question }) => question);
            const when = watch.early ? `, clearly so after ${(0,duration/* formatDuration */.a)(watch.durationMs)}` : '';
            return found.every((question) => question === 'unattributed')
                ? `Version ${canary} may be worse than ${baseline}${when}: ${evidence(watch, found)}.`
                : `Version ${canary} is worse than ${baseline}${when}: ${evidence(watch, found)}.`;
        }
    }
}
function evidence({ tally, findings }, questions) {
    const { canary, baseline } = tally.sides;
    return questions
        .map((question) => {
        const p = findings.find((finding) => finding.question === question);
        const chance = p?.worse === true ? ` (p = ${p.p.toPrecision(2)})` : '';
        switch (question) {
            case 'errors':
                return `error rate ${rateWords(canary)} against ${rateWords(baseline)}${chance}`;
            case 'p50':
            case 'p95': {
                const share = question === 'p50' ? 0.5 : 0.95;
                return `${question} ${latencyWords(canary, share)} against ${latencyWords(baseline, share)}${chance}`;
            }
            case 'unattributed':
                return (`${tally.unattributed.total} of ${count(tally.probes, 'request')} failed without naming a version ` +
                    `(${labelWords(tally.unattributed)}), too many to rule the new one out${chance}`);
        }
    })
        .join(', ');
}
/** `5.3 % (8 of 150)`. */
function rateWords(side) {
    return `${(0,percentage/* formatPercentage */.E)(errorRate(side))} (${side.errors} of ${side.answers})`;
}
/** `40 ms`, `none` when nothing was measured. */
function latencyWords({ latencies }, share) {
    const ms = (0,verify_latencies/* percentileOf */.D4)(latencies, share);
    return ms === undefined ? 'none' : `${ms} ms`;
}
/** What can be done about a watch that failed. */
function hintOf({ result, tally }) {
    if (result !== 'not-enough-traffic')
        return result === 'healthy'
            ? undefined
            : 'Stop the shift of traffic or go back (deploy-ecs with answer-pause: rollback); the report has the counts.';
    if (tally.versions.size === 0)
        return tally.unnamed > 0
            ? 'No answer named a version: check that version-from names the place where releases say their version.'
            : 'No answer named a version: check the URL, and that this runner can reach it.';
    if (tally.canary.side.answers === 0)
        return 'The new version never answered: check expect-version, and that traffic has been shifted to it already.';
    if (tally.baseline.side.answers === 0)
        return 'Only the new version answered: the shift of traffic is over, or baseline-version is none that answers.';
    return 'Give a longer watch-for or a higher watch-rate, or watch at a step at which the new version has more traffic.';
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/summary.js




/** Blocks of Markdown: the verdict with its evidence, then both sides beside each other. */
function renderWatchSummary({ watch, settings, versions, url, sentence, hint, }) {
    const { tally } = watch;
    const window = `${(0,duration/* formatDuration */.a)(watch.durationMs)} of ${(0,duration/* formatDuration */.a)(settings.windowMs)}`;
    const seen = [...tally.versions]
        .map(([version, times]) => `${(0,markdown/* inlineCode */.ti)((0,http_version/* shortVersion */.Li)(version))} × ${times}`)
        .join(', ');
    const rest = [
        tally.unattributed.total === 0
            ? ''
            : `${tally.unattributed.total} failures named no version: ${labelWords(tally.unattributed)}.`,
        tally.unnamed === 0 ? '' : `${tally.unnamed} answers as expected named no version.`,
        tally.others === 0 ? '' : `${tally.others} answers came from versions that are not compared.`,
    ].filter((line) => line !== '');
    return [
        `## health-verify: ${watch.result}`,
        (0,markdown/* escapeMarkdown */.FV)(sentence),
        ...(hint === undefined ? [] : [(0,markdown/* escapeMarkdown */.FV)(hint)]),
        comparisonTable(watch, versions),
        (0,markdown/* escapeMarkdown */.FV)(`${tally.probes} probes of ${url} in ${window}, ${settings.rate} a second.`) +
            (seen === '' ? '' : ` Versions that answered: ${seen}.`),
        ...(rest.length === 0 ? [] : [(0,markdown/* escapeMarkdown */.FV)(rest.join(' '))]),
        ...lastErrors(watch),
    ];
}
function comparisonTable({ tally, findings }, { canary, baseline }) {
    const { canary: ours, baseline: theirs } = tally.sides;
    const verdict = (question) => {
        const found = findings.find((finding) => finding.question === question);
        if (found === undefined)
            return 'not judged';
        return `${found.worse ? '**worse**' : 'not worse'}, p = ${found.p.toPrecision(2)}`;
    };
    const latency = (share) => [latencyWords(ours, share), latencyWords(theirs, share)];
    return (0,markdown/* markdownTable */.Qj)(['', `New, ${(0,markdown/* inlineCode */.ti)(canary)}`, `Old, ${(0,markdown/* escapeMarkdown */.FV)(baseline)}`, 'Verdict'], [
        ['Answers', String(ours.answers), String(theirs.answers), ''],
        ['Error rate', rateWords(ours), rateWords(theirs), verdict('errors')],
        ['p50', ...latency(0.5), verdict('p50')],
        ['p95', ...latency(0.95), verdict('p95')],
    ]);
}
function lastErrors({ tally }) {
    const last = [
        ['new', tally.canary.errors.last],
        ['old', tally.baseline.errors.last],
        ['without a version', tally.unattributed.last],
    ];
    const lines = last.flatMap(([whose, error]) => (error === undefined ? [] : [`- ${whose}: ${(0,markdown/* escapeMarkdown */.FV)(error)}`]));
    return lines.length === 0 ? [] : [`Last errors:\n\n${lines.join('\n')}`];
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/send-at-rate.js
/** A burst of this many milliseconds is made up for. */
const MAX_LATE_MS = 1_000;
/**
 * Calls `send` `rate` times a second for `windowMs`. Each time is reckoned from the start, so waits that are late
 * do not add up. Times that are more than a second late, because the process stood still, are left out: a burst of all
 * of them would be load of another kind.
 * @throws the signal's reason when it aborts
 */
async function sendAtRate({ rate, windowMs, clock, signal, send }) {
    const start = clock.elapsed();
    const periodMs = 1_000 / rate;
    for (let turn = 0; turn * periodMs < windowMs;) {
        const waitMs = start + turn * periodMs - clock.elapsed();
        if (waitMs > 0)
            await clock.sleep(waitMs, signal);
        signal.throwIfAborted();
        send();
        turn = Math.max(turn + 1, Math.ceil((clock.elapsed() - start - MAX_LATE_MS) / periodMs));
    }
    await clock.sleep(Math.max(0, start + windowMs - clock.elapsed()), signal);
}

// EXTERNAL MODULE: ./shared/http/expectations.js + 1 modules
var http_expectations = __webpack_require__(2176);
// EXTERNAL MODULE: ./shared/http/status-ranges.js
var status_ranges = __webpack_require__(4246);
// EXTERNAL MODULE: ./shared/verify/history.js + 1 modules
var verify_history = __webpack_require__(7340);
;// CONCATENATED MODULE: ./actions/health-verify/watch/sighting.js




/** What one answer, or the lack of one, says about the two versions. */
function sight({ baselineVersion, expectVersion, target }, result) {
    const label = (0,verify_history/* answerLabel */.xD)(result);
    if (result.kind === 'failed')
        return { of: 'unattributed', error: { label, detail: result.message } };
    const { expectations, versionFrom } = target;
    const reasons = (0,http_expectations/* unmetExpectations */.H)(result, expectations);
    const error = reasons.length === 0 ? undefined : { label, detail: `${label}: ${reasons.join('; ')}` };
    const ms = hasExpectedStatus(result, expectations) ? result.ms : undefined;
    const version = versionFrom === undefined ? undefined : (0,http_version/* observeVersion */.PN)(result, versionFrom);
    if (version === undefined)
        return error === undefined || ms !== undefined ? { of: 'unnamed' } : { of: 'unattributed', error };
    if ((0,http_version/* versionsMatch */.$p)(expectVersion, version))
        return { of: 'canary', version, error, ms };
    const compared = baselineVersion === undefined || (0,http_version/* versionsMatch */.$p)(baselineVersion, version);
    return compared ? { of: 'baseline', version, error, ms } : { of: 'other', version };
}
function hasExpectedStatus({ status }, expected) {
    return typeof status === 'number' ? (0,status_ranges/* includesStatus */.CP)(expected.status, status) : status.health === 'healthy';
}

// EXTERNAL MODULE: ./shared/verify/version-counts.js
var version_counts = __webpack_require__(3057);
;// CONCATENATED MODULE: ./actions/health-verify/watch/tally.js



/** Everything a watch has seen so far. It does not grow with the number of probes. */
class Tally {
    canary = new SideTally();
    baseline = new SideTally();
    /** Failures that name no version. */
    unattributed = new ErrorCounts();
    #versions = new version_counts/* VersionCounts */.d();
    #probes = 0;
    #others = 0;
    #unnamed = 0;
    add(sighting) {
        this.#probes += 1;
        if ('version' in sighting)
            this.#versions.add((0,verify_history/* detached */.ht)(sighting.version));
        switch (sighting.of) {
            case 'canary':
            case 'baseline':
                this[sighting.of].add(sighting);
                return;
            case 'unattributed':
                this.unattributed.add(sighting.error);
                return;
            case 'other':
                this.#others += 1;
                return;
            case 'unnamed':
                this.#unnamed += 1;
        }
    }
    /** Probes that came to an end. */
    get probes() {
        return this.#probes;
    }
    /** How often each version answered. */
    get versions() {
        return this.#versions.all;
    }
    /** Answers of versions that are not compared. */
    get others() {
        return this.#others;
    }
    /** Answers as expected that name no version. */
    get unnamed() {
        return this.#unnamed;
    }
    get sides() {
        return { canary: this.canary.side, baseline: this.baseline.side, unattributed: this.unattributed.total };
    }
}
class SideTally {
    errors = new ErrorCounts();
    latencies = new verify_latencies/* Latencies */.Xv();
    #answers = 0;
    add({ error, ms }) {
        this.#answers += 1;
        if (error !== undefined)
            this.errors.add(error);
        if (ms !== undefined)
            this.latencies.add(ms);
    }
    get side() {
        return { answers: this.#answers, errors: this.errors.total, latencies: this.latencies.sorted() };
    }
}
/** Errors by their label, and the last one in words. */
class ErrorCounts {
    #counts = new Map();
    #last;
    add({ label, detail }) {
        this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
        this.#last = (0,verify_history/* detached */.ht)(detail);
    }
    get total() {
        return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    }
    /** The most frequent first. */
    get byLabel() {
        return [...this.#counts].sort(([, a], [, b]) => b - a);
    }
    /** What the last one was; foreign text may be in it. */
    get last() {
        return this.#last;
    }
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/watch.js




/**
 * Asks the target at a fixed rate for the window and compares what its two versions answered. Ends within the window +
 * the time limit of a request, sooner when it is clear that the canary is worse.
 * @throws the signal's reason when the job is cancelled
 */
async function watch(settings, tools) {
    const { clock, signal } = tools;
    const start = clock.elapsed();
    const tally = new Tally();
    const stop = new AbortController();
    const during = { ...tools, tally, start, stop, signal: AbortSignal.any([signal, stop.signal]) };
    try {
        const asked = askThrough(settings, during);
        const early = await Promise.race([lookOn(settings, during), asked.then(() => undefined)]);
        if (early === undefined)
            await asked;
        const verdict = early ?? judgeAtEnd(tally.sides, settings.limits);
        return { ...verdict, tally, durationMs: clock.elapsed() - start, early: early !== undefined };
    }
    finally {
        // After an early end nobody waits for the requests that are still under way.
        stop.abort(new Error('the watch is over'));
    }
}
/** Sends all requests of the window and waits for the last answers. */
async function askThrough(settings, during) {
    const { ask, clock, signal, stop, tally } = during;
    const underWay = new Set();
    const askOnce = async () => {
        try {
            tally.add(sight(settings, await ask(signal)));
        }
        catch (error) {
            stop.abort(error); // whatever it was, it is thrown once, by who waits
        }
    };
    const send = () => {
        const asked = askOnce().finally(() => underWay.delete(asked));
        underWay.add(asked);
    };
    await sendAtRate({ rate: settings.rate, windowMs: settings.windowMs, clock, signal, send });
    await Promise.all(underWay);
    signal.throwIfAborted();
}
/** Looks at the tally from time to time; gives the verdict as soon as the canary clearly is worse. */
async function lookOn({ limits, windowMs }, during) {
    const { clock, onLook, signal, start, tally } = during;
    const looks = looksWithin(windowMs);
    for (let look = 1; look <= looks; look += 1) {
        await clock.sleep(Math.max(0, start + look * LOOK_EVERY_MS - clock.elapsed()), signal);
        onLook(tally, clock.elapsed() - start);
        const verdict = judgeEarly(tally.sides, limits, looks);
        if (verdict !== undefined)
            return verdict;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./actions/health-verify/watch/run.js










/**
 * Watch mode: compares the new version with what serves beside it, and tells everything.
 * @throws {ActionError} when the result is not `healthy`
 */
async function runWatch(context, settings, ask) {
    const { clock, log, signal } = context;
    const { target } = settings;
    const versions = versionsOf(settings);
    const url = (0,verify_target/* displayUrl */.Q)(target.url);
    log.info(`Watching ${(0,verify_target/* requestWords */.X)(target)} for ${(0,duration/* formatDuration */.a)(settings.windowMs)}, ${settings.rate} probes a second: ` +
        `version ${versions.canary} against ${versions.baseline}`);
    const watched = await watch(settings, {
        ask,
        clock,
        signal,
        onLook: (tally, atMs) => {
            log.info(lookLine(versions, tally, atMs));
        },
    });
    log.info(lookLine(versions, watched.tally, watched.durationMs));
    const sentence = verdictSentence(versions, settings, watched);
    const hint = hintOf(watched);
    const facts = { watch: watched, settings, versions, url, sentence, hint };
    for (const block of renderWatchSummary(facts))
        context.summary.add(block);
    setOutputs(context, watched, sentence);
    await (0,report/* writeReport */.u)(context, watchReport(facts));
    if (watched.result !== 'healthy')
        throw new errors/* ActionError */.lZ(sentence, hint === undefined ? {} : { hint });
    log.info(`healthy: ${sentence}`);
}
function setOutputs({ redactor, setOutput }, watched, sentence) {
    const { durationMs, result, tally } = watched;
    const foreign = (text) => (0,neutralise/* neutraliseLine */.f)(redactor.redact(text));
    const { latencies } = tally.canary.side;
    const seen = Object.fromEntries([...tally.versions].map(([version, count]) => [foreign(version), count]));
    setOutput('result', result);
    setOutput('reason', foreign(sentence));
    setOutput('attempts', String(tally.probes));
    setOutput('versions-seen', JSON.stringify(seen));
    setOutput('last-error', foreign(tally.canary.errors.last ?? tally.unattributed.last ?? ''));
    setOutput('p50-ms', String((0,verify_latencies/* percentileOf */.D4)(latencies, 0.5) ?? ''));
    setOutput('p95-ms', String((0,verify_latencies/* percentileOf */.D4)(latencies, 0.95) ?? ''));
    setOutput('duration-ms', String(Math.round(durationMs)));
    setOutput('comparison', JSON.stringify(comparisonOf(watched)));
}


/***/ })

};
