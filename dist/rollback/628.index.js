export const id = 628;
export const ids = [628];
export const modules = {

/***/ 2628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verificationMarkdown: () => (/* binding */ verificationMarkdown),
  verificationReport: () => (/* binding */ verificationReport)
});

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __webpack_require__(5569);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __webpack_require__(4258);
// EXTERNAL MODULE: ./shared/http/version.js + 1 modules
var http_version = __webpack_require__(5152);
// EXTERNAL MODULE: ./shared/http/probe-result.js
var probe_result = __webpack_require__(5897);
// EXTERNAL MODULE: ./shared/verify/target.js
var verify_target = __webpack_require__(91);
// EXTERNAL MODULE: ./shared/verify/words.js
var words = __webpack_require__(9345);
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
    const title = `${healthy ? 'Last answer that was not as expected' : 'Last failing answer'}: ${(0,words/* describeAttempt */.Be)(attempt)}`;
    const headers = Object.entries(result.headers).map(([name, value]) => `${name}: ${excerptOf(value)}`);
    const head = [(0,verify_target/* requestWords */.X)(target), '', (0,probe_result/* statusWord */.H)(result), ...headers.slice(0, HEADERS_SHOWN)];
    return [(0,markdown/* details */.zH)(title, (0,markdown/* codeBlock */.DV)(`${head.join('\n')}\n\n${result.body}`, 'text'))];
}
function excerptOf(header) {
    const excerpt = (0,truncate/* truncateUtf8 */.C)(header, 200);
    return excerpt.length < header.length ? `${excerpt}…` : excerpt;
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

;// CONCATENATED MODULE: ./actions/rollback/verification/tell.js



/** Blocks of Markdown for the summary. */
function verificationMarkdown(verified) {
    const { sentence, verification } = verified;
    const rows = factRows(verified).map(({ fact, value }) => [fact, value]);
    return [
        `### Verification: ${verification.result}`,
        (0,markdown/* escapeMarkdown */.FV)(sentence),
        (0,markdown/* markdownTable */.Qj)(['Fact', 'Value'], rows),
        (0,markdown/* details */.zH)('All answers', timeline(verified)),
        ...lastAnswer(verified),
    ];
}
/** All that was seen, for the report. */
function verificationReport(verified) {
    const { sentence, mark, verification } = verified;
    return { result: verification.result, sentence, mark, ...seenOf(verified) };
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
