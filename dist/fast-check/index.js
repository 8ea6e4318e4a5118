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

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

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

/***/ 6546:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _shared_action_run__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7855);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4682);


await (0,_shared_action_run__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)('fast-check', _main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i, { verdict: 'result', also: ['reason', 'duration-ms'] });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __nccwpck_require__(8972);
;// CONCATENATED MODULE: ./shared/text/duration.js
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./actions/fast-check/command.js


const BASH = { command: 'bash', options: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'] };
const SH = { command: 'sh', options: ['-e', '-c'] };
/** The shell of a `run` step: bash with the options GitHub gives it, and sh where there is no bash. */
async function findShell(env) {
    for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(external_node_path_.delimiter)) {
        for (const name of ['bash', 'bash.exe']) {
            if (folder !== '' && (await isExecutable((0,external_node_path_.join)(folder, name))))
                return BASH;
        }
    }
    return SH;
}
async function isExecutable(path) {
    try {
        await (0,promises_.access)(path, promises_.constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}
/**
 * The argument lists of a check's processes. The script is the shell's; file names are its positional parameters, so
 * no shell ever reads a name that somebody put into a pull request. Too many names for one process go to several.
 */
function commandLines(shell, task, maxBytes = MAX_FILE_BYTES) {
    // Quotes around the placeholder are the same wish.
    const script = task.run.replace(/"\{files\}"|'\{files\}'|\{files\}/g, '"$@"');
    const start = [...shell.options, script, task.name];
    return task.files === undefined
        ? [start]
        : chunk(task.files, maxBytes).map((files) => [...start, ...files.map(asOperand)]);
}
/**
 * Linux allows 2 MiB for arguments and environment together, macOS 1 MiB, Windows 32,767 characters; the script
 * starts its tool with the same names again, so they have to fit beside whatever it adds.
 */
const MAX_FILE_BYTES = process.platform === 'win32' ? 16 * 1024 : 256 * 1024;
/** A name such as `--fix` or `-rf` must stay a name. */
function asOperand(file) {
    return file.startsWith('-') ? `./${file}` : file;
}
function chunk(files, maxBytes) {
    const chunks = [];
    let size = Infinity;
    for (const file of files) {
        const bytes = Buffer.byteLength(file) + POINTER_AND_END;
        if (size + bytes > maxBytes) {
            chunks.push([]);
            size = 0;
        }
        chunks.at(-1)?.push(file);
        size += bytes;
    }
    return chunks;
}
/** What the kernel counts beside the characters: a pointer, the closing zero, and a `./` that may be added. */
const POINTER_AND_END = 11;
/** The action's own inputs and outputs, and the tokens that the runner gives to actions but to no `run` step. */
const NOT_FOR_CHECKS = /^(?:INPUT_.*|ACTIONS_(?:ID_TOKEN|RUNTIME|CACHE|RESULTS)_.*|GITHUB_(?:OUTPUT|STATE))$/;
/** The environment of a check: that of the job. */
function checkEnvironment(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_CHECKS.test(name)));
}

// EXTERNAL MODULE: ./shared/action/report.js
var report = __nccwpck_require__(6693);
;// CONCATENATED MODULE: ./actions/fast-check/finding.js
/** `src/a.ts:3:7 error Message (rule)`, for people. */
function describeFinding(finding) {
    const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
    const rule = finding.rule === undefined ? '' : ` (${finding.rule})`;
    return `${place === '' ? '' : `${place} `}${finding.level} ${finding.message}${rule}`;
}
const RANK = { error: 0, warning: 1, notice: 2 };
/**
 * Puts first what must be seen first: errors before warnings; files of this change before others; one finding of
 * every file before a second of any. What two tools say of the same line in the same words is said once.
 */
function rankFindings(findings, changed) {
    const seen = new Set();
    const perFile = new Map();
    const ranked = [];
    // The graver of two that say the same comes first, and stays.
    for (const finding of [...findings].sort((a, b) => RANK[a.level] - RANK[b.level])) {
        const key = JSON.stringify([finding.file, finding.line, finding.column, finding.message]);
        if (seen.has(key))
            continue;
        seen.add(key);
        const slot = `${finding.level} ${finding.file ?? ''}`;
        const nth = perFile.get(slot) ?? 0;
        perFile.set(slot, nth + 1);
        const elsewhere = finding.file !== undefined && changed.has(finding.file) ? 0 : 1;
        ranked.push({ finding, rank: [RANK[finding.level], elsewhere, nth] });
    }
    return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ finding }) => finding);
}
function compareRanks(a, b) {
    for (const [index, value] of a.entries()) {
        const difference = value - (b[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
/** The first of each level, as many as GitHub shows for a step. */
function capFindings(ranked, limits) {
    const left = { ...limits };
    return ranked.filter(({ level }) => {
        left[level] -= 1;
        return left[level] >= 0;
    });
}

;// CONCATENATED MODULE: ./actions/fast-check/annotations.js

/** GitHub shows ten of each level for a step; the rest of ten is for what the action itself has to say. */
const SHOWN = { error: 9, warning: 7, notice: 10 };
/** A check that failed without being required must not go unseen on a green run. */
function warnOfAdvisory(log, checks) {
    const failed = checks.filter(({ check, outcome }) => outcome === 'failed' && !check.required);
    if (failed.length === 0)
        return;
    const names = failed.map(({ check, why }) => `${check.name} failed, which is not required: ${why ?? ''}`);
    log.warning(names.join('\n'));
}
/**
 * The findings of all checks, the most telling first. Only a check that fails the gate may show errors: red marks on a
 * green run teach people to look past them.
 */
function rankedFindings(checks, changedFiles) {
    const all = checks.flatMap(({ check, outcome, findings }) => {
        const fails = outcome === 'failed' && check.required;
        return findings.map((finding) => ({
            ...finding,
            level: finding.level === 'error' && !fails ? 'warning' : finding.level,
            check: check.name,
        }));
    });
    return rankFindings(all, changedFiles);
}
async function annotate(log, ranked) {
    const shown = capFindings(ranked, SHOWN);
    if (shown.length === 0)
        return;
    const count = shown.length === ranked.length ? `${ranked.length}` : `${shown.length} of ${ranked.length}`;
    await log.group(`Annotations: ${count}`, () => {
        for (const finding of shown)
            log[finding.level](...annotation(finding));
        if (shown.length < ranked.length)
            log.info('GitHub shows ten of each level for a step; the summary and the report have the others.');
        return Promise.resolve();
    });
}
function annotation(finding) {
    const { check, rule, file, line, column } = finding;
    return [
        describeFinding(finding),
        {
            title: rule === undefined ? check : `${check}: ${rule}`,
            ...(file === undefined ? {} : { file }),
            ...(line === undefined ? {} : { startLine: line }),
            // GitHub refuses a column without a line.
            ...(column === undefined || line === undefined ? {} : { startColumn: column }),
        },
    ];
}

;// CONCATENATED MODULE: ./actions/fast-check/output.js
const HALF_BYTES = 256 * 1024;
/** Collects lines in bounded memory: the first say what was wrong first, the last say how it ended. */
class OutputCollector {
    #half;
    #head = [];
    #tail = [];
    #headSize = 0;
    #tailSize = 0;
    #tailStart = 0;
    #omitted = 0;
    constructor(halfBytes = HALF_BYTES) {
        this.#half = halfBytes;
    }
    add(line) {
        const size = line.length + 1;
        if (this.#tail.length === 0 && this.#headSize + size <= this.#half) {
            this.#head.push(line);
            this.#headSize += size;
            return;
        }
        this.#tail.push(line);
        this.#tailSize += size;
        while (this.#tailSize > this.#half && this.#tail.length - this.#tailStart > 1)
            this.#dropOldest();
    }
    get output() {
        return { head: [...this.#head], omitted: this.#omitted, tail: this.#tail.slice(this.#tailStart) };
    }
    #dropOldest() {
        this.#tailSize -= (this.#tail[this.#tailStart] ?? '').length + 1;
        this.#tailStart += 1;
        this.#omitted += 1;
        // Moving the rest up for every line would take time by the square of the lines.
        if (this.#tailStart <= 1_024)
            return;
        this.#tail.splice(0, this.#tailStart);
        this.#tailStart = 0;
    }
}
/** The lines to show, with a line in place of what was left out. */
function outputLines({ head, omitted, tail }) {
    return omitted === 0 ? [...head, ...tail] : [...head, `... ${omitted} lines left out ...`, ...tail];
}
/** The end of an output, where most tools say what is wrong. */
function lastLines(output, count) {
    const lines = outputLines(output);
    return lines.length <= count ? lines : [`... ${lines.length - count} lines before ...`, ...lines.slice(-count)];
}

;// CONCATENATED MODULE: ./actions/fast-check/selection.js
/**
 * Decides whether everything is checked or only what has changed. What cannot be known is checked: a gate that looked
 * at nothing must not look like one that found nothing.
 */
function selection_select(options) {
    const { scope, comparison, isGlobal } = options;
    if (scope === 'all' || comparison === undefined)
        return { kind: 'all', why: 'scope is all', changedCount: undefined };
    const { prefix, result } = comparison;
    if (result.kind === 'not-compared')
        return { kind: 'all', why: result.why, changedCount: undefined };
    const { changes, since } = result;
    const files = within(changes.files, prefix);
    const why = scope === 'auto' ? reasonForAll(changes.paths, { prefix, since, isGlobal }) : undefined;
    if (why !== undefined)
        return { kind: 'all', why, changedCount: files.length };
    return { kind: 'changed', files, paths: within(changes.paths, prefix), why: since };
}
function reasonForAll(paths, options) {
    const { prefix, since, isGlobal } = options;
    // The same tree again, a new tag on an old commit: that says nothing about whether it was ever checked.
    if (paths.length === 0)
        return `nothing differs from ${since}`;
    const global = paths.find((path) => isGlobal(path) || within([path], prefix).some(isGlobal));
    return global === undefined ? undefined : `the global file ${global} changed`;
}
function within(paths, prefix) {
    return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}
/** `3 changed files since 1a2b3c4, the commit before the push`, `everything, because scope is all`. */
function describeSelection(selection) {
    if (selection.kind === 'all')
        return `everything, because ${selection.why}`;
    const { length } = selection.files;
    return `${length === 1 ? '1 changed file' : `${length} changed files`} since ${selection.why}`;
}

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __nccwpck_require__(5569);
;// CONCATENATED MODULE: ./actions/fast-check/verdict.js

/** A failure says more than the time it took, so it goes before the budget; a cancelled job proves nothing. */
function judgeGate(gate, budget) {
    const failed = ofOutcome(gate.checks, 'failed').filter(({ check }) => check.required);
    const rest = describeRest(gate.checks);
    if (gate.stop?.kind === 'job-cancelled')
        return { result: 'cancelled', failsStep: true, sentence: `The job was cancelled${rest}.` };
    if (failed.length > 0)
        return { result: 'failed', failsStep: true, sentence: `${failed.map(describeFailure).join('; ')}${rest}.` };
    const time = `${formatDuration(budget.usedMs)} of ${formatDuration(budget.ms)}`;
    if (gate.overBudget && budget.mode === 'fail')
        return { result: 'over-budget', failsStep: true, sentence: `The budget was used up, ${time}${rest}.` };
    const passed = `${describePassed(gate.checks)}${rest}`;
    if (gate.overBudget)
        return { result: 'over-budget', failsStep: false, sentence: `${passed}, but over budget: ${time}.` };
    return { result: 'passed', failsStep: false, sentence: `${passed} (${time} of budget).` };
}
function ofOutcome(checks, ...outcomes) {
    return checks.filter(({ outcome }) => outcomes.includes(outcome));
}
/** The check that took longest, of those that ran. */
function slowestCheck(checks) {
    return checks
        .filter(({ durationMs }) => durationMs !== undefined)
        .sort((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0))[0];
}
function describeFailure({ check, why, durationMs }) {
    const after = durationMs === undefined ? '' : ` after ${formatDuration(durationMs)}`;
    return `${check.name} failed${after} (${why ?? 'no reason given'})`;
}
function describePassed(checks) {
    const passed = ofOutcome(checks, 'passed').length;
    const ran = passed + ofOutcome(checks, 'failed').length;
    if (ran === 0)
        return 'Nothing had to be checked';
    if (passed < ran)
        return `${passed} of ${ran} checks passed`;
    return passed === 1 ? 'The check passed' : `All ${passed} checks passed`;
}
function describeRest(checks) {
    const advisory = ofOutcome(checks, 'failed').filter(({ check }) => !check.required);
    const parts = [
        [ofOutcome(checks, 'cancelled', 'over-budget'), 'not finished'],
        [advisory, 'failed but not required'],
        [ofOutcome(checks, 'skipped'), 'skipped'],
    ];
    return parts
        .filter(([some]) => some.length > 0)
        .map(([some, what]) => `; ${what}: ${some.map(({ check }) => check.name).join(', ')}`)
        .join('');
}

;// CONCATENATED MODULE: ./actions/fast-check/summary.js





/** Lines of a failed check's output on the page; the log has more. */
const SHOWN_LINES = 60;
const SHOWN_FINDINGS = 200;
/** The job summary, block by block: the cause of a failure first, then the facts. */
function summaryBlocks(options) {
    const { verdict, checks, budget, scope, findings } = options;
    const failed = ofOutcome(checks, 'failed');
    // What a check said before the budget ended it shows where its time went.
    const folded = [...failed.filter(({ check }) => !check.required), ...ofOutcome(checks, 'over-budget')];
    const slowest = slowestCheck(checks);
    const used = `Budget: ${formatDuration(budget.usedMs)} of ${formatDuration(budget.ms)} used (${Math.round((budget.usedMs / budget.ms) * 100)} %).`;
    const slow = slowest?.durationMs === undefined
        ? ''
        : ` Slowest: ${(0,markdown/* escapeMarkdown */.FV)(slowest.check.name)}, ${formatDuration(slowest.durationMs)}.`;
    return [
        `## fast-check: ${verdict.result}`,
        (0,markdown/* escapeMarkdown */.FV)(verdict.sentence),
        ...failed.filter(({ check }) => check.required).map((result) => outputBlock(result, true)),
        checksTable(checks),
        `${used}${slow}`,
        `Scope: ${(0,markdown/* escapeMarkdown */.FV)(scope)}`,
        ...folded.map((result) => outputBlock(result, false)),
        ...(findings.length === 0 ? [] : [findingsBlock(findings)]),
    ];
}
const WORDS = {
    passed: 'passed',
    failed: '**failed**',
    cancelled: 'cancelled',
    'over-budget': 'over budget',
    skipped: 'skipped',
};
function checksTable(checks) {
    const rows = checks.map(({ check, outcome, why, durationMs, fileCount }) => [
        (0,markdown/* escapeMarkdown */.FV)(check.name),
        `${WORDS[outcome]}${check.required ? '' : ' (not required)'}`,
        durationMs === undefined ? '' : formatDuration(durationMs),
        fileCount === undefined ? '' : String(fileCount),
        (0,markdown/* escapeMarkdown */.FV)(why ?? ''),
    ]);
    return (0,markdown/* markdownTable */.Qj)(['Check', 'Result', 'Time', 'Files', 'Why'], rows);
}
function outputBlock({ check, why, output }, open) {
    const lines = lastLines(output, SHOWN_LINES);
    const body = `${(0,markdown/* inlineCode */.ti)(check.run)}\n\n${(0,markdown/* codeBlock */.DV)(lines.join('\n') || '(it printed nothing)', 'text')}`;
    const folded = (0,markdown/* details */.zH)(`${check.name}: ${why ?? ''}`, body);
    return open ? folded.replace('<details>', '<details open>') : folded;
}
function findingsBlock(findings) {
    const rows = findings.slice(0, SHOWN_FINDINGS).map((finding) => {
        const { file, line, column, ...said } = finding;
        const place = [file, line, column].filter((part) => part !== undefined).join(':');
        return [(0,markdown/* inlineCode */.ti)(place), (0,markdown/* escapeMarkdown */.FV)(describeFinding(said)), (0,markdown/* escapeMarkdown */.FV)(finding.check)];
    });
    const more = findings.length > SHOWN_FINDINGS ? `\n\n${findings.length - SHOWN_FINDINGS} more are in the report.` : '';
    return (0,markdown/* details */.zH)(`Findings: ${findings.length}`, `${(0,markdown/* markdownTable */.Qj)(['Place', 'Finding', 'Check'], rows)}${more}`);
}

;// CONCATENATED MODULE: ./actions/fast-check/conclude.js







const REPORT_LINES = 500;
/** Says what came out, everywhere where somebody looks: annotations, outputs, summary and report. */
async function conclude(context, seen) {
    const { configuration, gate, selection, usedMs, folder } = seen;
    const budget = { ms: configuration.budgetMs, mode: configuration.budgetMode, usedMs };
    const verdict = judgeGate(gate, budget);
    const changed = selection.kind === 'changed' ? selection.files : [];
    const findings = rankedFindings(gate.checks, new Set(changed.map((file) => (0,external_node_path_.join)(folder, file))));
    await annotate(context.log, findings);
    warnOfAdvisory(context.log, gate.checks);
    const scope = describeSelection(selection);
    for (const block of summaryBlocks({ verdict, checks: gate.checks, budget, scope, findings }))
        context.summary.add(block);
    setOutputs(context, { verdict, gate, usedMs, selection });
    await (0,report/* writeReport */.u)(context, {
        result: verdict.result,
        sentence: verdict.sentence,
        budget,
        scope: selection,
        checks: gate.checks.map((check) => checkReport(check, context.redactor)),
        findings,
    });
    return verdict;
}
function setOutputs({ setOutput }, facts) {
    const { verdict, gate, usedMs, selection } = facts;
    const names = (checks) => JSON.stringify(checks.map(({ check }) => check.name));
    const count = selection.kind === 'all' ? selection.changedCount : selection.files.length;
    setOutput('result', verdict.result);
    setOutput('reason', verdict.sentence);
    setOutput('failed-checks', names(ofOutcome(gate.checks, 'failed').filter(({ check }) => check.required)));
    setOutput('skipped-checks', names(ofOutcome(gate.checks, 'skipped')));
    setOutput('cancelled-checks', names(ofOutcome(gate.checks, 'cancelled', 'over-budget')));
    setOutput('duration-ms', String(Math.round(usedMs)));
    setOutput('slowest-check', slowestCheck(gate.checks)?.check.name ?? '');
    setOutput('changed-files-count', count === undefined ? '' : String(count));
}
function checkReport({ check, output, findings, ...facts }, redactor) {
    const { name, run, glob, timeoutMs, required, format } = check;
    const lines = lastLines(output, REPORT_LINES);
    return {
        name,
        run,
        glob: glob?.patterns,
        timeoutMs,
        required,
        format,
        ...facts,
        findingCount: findings.length,
        // As one text: a private key can be told by its lines together only.
        output: lines.length === 0 ? [] : redactor.redact(lines.join('\n')).split('\n'),
    };
}

;// CONCATENATED MODULE: ./shared/text/list.js
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

;// CONCATENATED MODULE: ./shared/action/inputs.js



/**
 * Reads the inputs of an action with `parse` and gives its result, or one error with every problem in it.
 * @throws {InputError}
 */
function readInputs(source, parse) {
    const reader = new InputReader(source);
    const inputs = parse(reader);
    if (reader.issues.length > 0)
        throw new InputError(reader.issues);
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
        const value = parseDuration(text);
        const { min = 0, max } = range;
        if (value === undefined || value < min || (max !== undefined && value > max)) {
            const bounds = [
                min > 0 ? `at least ${formatDuration(min)}` : '',
                max === undefined ? '' : `at most ${formatDuration(max)}`,
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
        return parseList(this.optional(name) ?? '');
    }
    /** One per line; commas belong to the item. */
    lines(name) {
        return parseLines(this.optional(name) ?? '');
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

;// CONCATENATED MODULE: ./actions/fast-check/glob.js
/**
 * Matches paths against patterns in the manner of GitHub's `paths` filters: in the order given, the last pattern that
 * matches decides, and one with a leading `!` takes out. When the first takes out, everything else is in.
 * @throws {SyntaxError} that names a pattern that cannot be read
 */
function compileGlobs(patterns) {
    const rules = patterns.map((pattern) => {
        const negated = pattern.startsWith('!');
        return { negated, expression: compileGlob(negated ? pattern.slice(1) : pattern) };
    });
    const start = rules[0]?.negated === true;
    return (path) => rules.reduce((kept, rule) => (rule.expression.test(path) ? !rule.negated : kept), start);
}
/** Splits a text of patterns at lines and at commas that are not inside braces or brackets. */
function splitGlobs(text) {
    return (text.match(/(?:\\.|\{[^}\n]*\}|\[[^\]\n]*\]|[^,\n])+/g) ?? [])
        .map((pattern) => pattern.trim())
        .filter((pattern) => pattern !== '');
}
/**
 * `*` is anything but a slash, `**` anything, `**` before a slash any folders or none, `?` one character, `[a-z]` one of them,
 * `{a,b}` either, `\` takes the next character as it is. A trailing slash means all below. Dot files are files.
 */
function compileGlob(pattern) {
    const glob = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '/**');
    let source = '';
    let depth = 0;
    for (let at = 0; at < glob.length;) {
        const { text, length, nesting } = translate(glob.slice(at), depth);
        source += text;
        at += length;
        depth += nesting;
    }
    if (depth !== 0 || glob === '')
        throw new SyntaxError(`"${pattern}" is no glob`);
    try {
        return new RegExp(`^${source}$`, 'su');
    }
    catch (error) {
        throw new SyntaxError(`"${pattern}" is no glob`, { cause: error });
    }
}
const TOKENS = [
    [/^\*\*\//, '(?:.*/)?'],
    [/^\/\*\*$/, '/.+'],
    [/^\*\*+/, '.*'],
    [/^\*/, '[^/]*'],
    [/^\?/, '[^/]'],
];
function translate(rest, depth) {
    for (const [form, text] of TOKENS) {
        const match = form.exec(rest)?.[0];
        if (match !== undefined)
            return { text, length: match.length, nesting: 0 };
    }
    if (rest.startsWith('{'))
        return { text: '(?:', length: 1, nesting: 1 };
    if (depth > 0 && rest.startsWith('}'))
        return { text: ')', length: 1, nesting: -1 };
    if (depth > 0 && rest.startsWith(','))
        return { text: '|', length: 1, nesting: 0 };
    const set = /^\[(?<not>[!^]?)(?<members>[^\]/]+)\]/.exec(rest);
    if (set?.groups) {
        const members = (set.groups['members'] ?? '').replace(/[\\[\]^&~|(){}/]/g, '\\$&');
        return { text: `[${set.groups['not'] === '' ? '' : '^/'}${members}]`, length: set[0].length, nesting: 0 };
    }
    const escaped = rest.startsWith('\\') && rest.length > 1;
    const [character = ''] = escaped ? rest.slice(1) : rest;
    return { text: literal(character), length: character.length + (escaped ? 1 : 0), nesting: 0 };
}
function literal(character) {
    return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

;// CONCATENATED MODULE: ./actions/fast-check/nearest.js
/** The candidate a mistyped word was probably meant to be: at most a third of its letters differ. */
function nearest(word, candidates) {
    const scored = candidates
        .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate) }))
        .sort((a, b) => a.distance - b.distance)[0];
    if (scored === undefined || scored.distance > Math.max(1, Math.ceil(scored.candidate.length / 3)))
        return undefined;
    return scored.candidate;
}
/** Levenshtein: insertions, deletions and replacements that turn one word into the other. */
function editDistance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}

;// CONCATENATED MODULE: ./actions/fast-check/checks.js



/** How the output of a check is read for annotations. */
const FORMATS = ['auto', 'unix', 'tsc', 'eslint-stylish', 'eslint-json', 'prettier', 'github', 'none'];
const KEYS = ['name', 'run', 'glob', 'timeout', 'required', 'format'];
/** So that a check that hangs ends even where no budget stops it. */
const DEFAULT_TIMEOUT_MS = 600_000;
/** Reads the list of checks, as YAML gave it: every problem of every item, not only the first. */
function parseChecks(value) {
    const list = isMapping(value) && Object.keys(value).join() === 'checks' ? value['checks'] : value;
    if (!Array.isArray(list))
        return { checks: [], problems: [`expected a list of checks, got ${kind(list)}.`] };
    if (list.length === 0)
        return { checks: [], problems: ['the list is empty; name at least one check.'] };
    const items = list.map((item, index) => new ItemReader(item, index).read());
    const checks = items.map(({ check }) => check);
    const twice = checks.filter(({ name }, index) => checks.findIndex((other) => other.name === name) < index);
    return {
        checks,
        problems: [
            ...items.flatMap(({ problems }) => problems),
            ...twice.filter(({ name }) => name !== '').map(({ name }) => `the name "${name}" is given twice.`),
        ],
    };
}
class ItemReader {
    #item;
    #title;
    #problems = [];
    constructor(item, index) {
        this.#item = isMapping(item) ? item : {};
        const name = this.#item['name'];
        this.#title = typeof name === 'string' ? `check ${index + 1} (${name})` : `check ${index + 1}`;
        if (!isMapping(item))
            this.#problem(`expected name and run, got ${kind(item)}`);
    }
    read() {
        if (this.#problems.length === 0)
            this.#refuseUnknownKeys();
        const complete = this.#problems.length === 0;
        const check = {
            name: complete ? this.#line('name') : '',
            run: complete ? this.#text('run') : '',
            glob: this.#glob(),
            timeoutMs: this.#timeout(),
            required: this.#required(),
            format: this.#format(),
        };
        return { check, problems: this.#problems };
    }
    #refuseUnknownKeys() {
        for (const key of Object.keys(this.#item)) {
            if (KEYS.includes(key))
                continue;
            const meant = nearest(key, KEYS);
            this.#problem(`"${key}" is no key of a check; ${meant === undefined ? `the keys are ${KEYS.join(', ')}` : `did you mean "${meant}"?`}`);
        }
    }
    #text(key) {
        const value = this.#item[key];
        if (typeof value === 'string' && value.trim() !== '')
            return value.trim();
        this.#problem(value === undefined ? `"${key}" is missing` : `"${key}" must be a text, got ${kind(value)}`);
        return '';
    }
    #line(key) {
        const text = this.#text(key);
        if (/[\r\n]/.test(text))
            this.#problem(`"${key}" must be one line`);
        return text;
    }
    #glob() {
        const value = this.#item['glob'];
        if (value === undefined || value === null)
            return undefined;
        const texts = Array.isArray(value) ? value : [value];
        if (!texts.every((text) => typeof text === 'string')) {
            this.#problem(`"glob" must be a text or a list of texts, got ${kind(value)}`);
            return undefined;
        }
        const patterns = texts.flatMap(splitGlobs);
        if (patterns.length === 0)
            this.#problem('"glob" is empty; leave it out to mean every file');
        try {
            return { patterns, matches: compileGlobs(patterns) };
        }
        catch (error) {
            if (!(error instanceof SyntaxError))
                throw error;
            this.#problem(error.message);
            return undefined;
        }
    }
    #timeout() {
        const value = this.#item['timeout'];
        if (value === undefined || value === null)
            return DEFAULT_TIMEOUT_MS;
        const ms = typeof value === 'string' || typeof value === 'number' ? parseDuration(String(value)) : undefined;
        if (ms === undefined || ms <= 0 || ms > MAX_TIMEOUT_MS)
            this.#problem(`"timeout" must be a duration such as 30s or 2m, at most 6h, got ${JSON.stringify(value)}`);
        return ms ?? DEFAULT_TIMEOUT_MS;
    }
    #required() {
        const value = this.#item['required'] ?? true;
        if (typeof value !== 'boolean')
            this.#problem(`"required" must be true or false, got ${JSON.stringify(value)}`);
        return value !== false;
    }
    #format() {
        const value = this.#item['format'] ?? 'auto';
        const format = FORMATS.find((candidate) => candidate === value);
        if (format === undefined) {
            const meant = typeof value === 'string' ? nearest(value, FORMATS) : undefined;
            const help = meant === undefined ? '' : `; did you mean "${meant}"?`;
            this.#problem(`"format" must be one of ${FORMATS.join(', ')}, got ${JSON.stringify(value)}${help}`);
        }
        return format ?? 'auto';
    }
    #problem(text) {
        this.#problems.push(`${this.#title}: ${text}${text.endsWith('?') ? '' : '.'}`);
    }
}
/** A job on a hosted runner ends after six hours. */
const MAX_TIMEOUT_MS = 6 * 3_600_000;
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function kind(value) {
    if (value === null || value === undefined)
        return 'nothing';
    if (Array.isArray(value))
        return 'a list';
    return typeof value === 'object' ? 'a mapping' : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./actions/fast-check/global-files.js
/** Files that every check may depend on: when one of them changes, what has not changed may fail too. */
const DEFAULT_GLOBAL_FILES = [
    '.github/fast-check.yml',
    '.github/workflows/**',
    '**/{package,package-lock,npm-shrinkwrap,bun,deno}.{json,lock}',
    '**/{yarn,pnpm-lock,poetry,uv,Pipfile,Cargo,Gemfile,composer,flake}.{lock,yaml}',
    '**/{tsconfig,jsconfig}*.json',
    '**/{.eslintrc,.prettierrc,.stylelintrc,.babelrc,.pylintrc,.rubocop,.golangci,.editorconfig,.flake8}*',
    '**/{eslint,prettier,stylelint,biome,oxlint,babel,jest,vite,vitest}.config.*',
    '**/{biome,.oxlintrc}.{json,jsonc}',
    '**/{pyproject,Cargo,ruff,.ruff}.toml',
    '**/{setup.cfg,tox.ini,mypy.ini,requirements*.txt}',
    '**/{go.mod,go.sum,pom.xml,gradle.lockfile}',
    '**/*.gradle{,.kts}',
];

;// CONCATENATED MODULE: ./actions/fast-check/inputs.js


const DEFAULT_CONFIG = '.github/fast-check.yml';
function parseInputs(read) {
    return {
        checks: read.block('checks'),
        config: read.text('config', DEFAULT_CONFIG),
        budgetMs: read.duration('budget', '90s', { min: 1_000, max: 6 * 3_600_000 }),
        budgetMode: read.choice('budget-mode', ['fail', 'warn'], 'fail'),
        failFast: read.boolean('fail-fast', true),
        maxParallel: read.integer('max-parallel', { min: 1, max: 256 }),
        scope: read.choice('scope', ['auto', 'changed', 'all'], 'auto'),
        globalFiles: readGlobalFiles(read),
        base: readBase(read),
        workingDirectory: read.text('working-directory', '.'),
    };
}
function readGlobalFiles(read) {
    const text = read.optional('global-files');
    if (text === undefined)
        return DEFAULT_GLOBAL_FILES;
    const globs = splitGlobs(text);
    try {
        compileGlobs(globs);
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        read.problem('global-files', `${error.message}.`);
    }
    return globs;
}
/** Goes to git as an argument, so it must not look like an option, nor like a refspec that writes a branch. */
const REVISION = /^(?![-+])[^\s:\\]+$/;
function readBase(read) {
    return read.parsed('base', 'a branch, tag or commit to compare with', (text) => REVISION.test(text) ? text : undefined);
}

;// CONCATENATED MODULE: ./actions/fast-check/configuration.js







/**
 * Reads the inputs, and the list of checks from where they say it is.
 * @throws {InputError} with every problem of both
 */
async function readConfiguration(context) {
    const read = new InputReader(context);
    const inputs = parseInputs(read);
    const { workspace } = context.run;
    const directory = (0,external_node_path_.resolve)(workspace, inputs.workingDirectory);
    if (!(await isDirectory(directory)))
        read.problem('working-directory', `${JSON.stringify(inputs.workingDirectory)} is no folder of the workspace.`);
    const list = await readChecks(read, inputs, workspace);
    if (read.issues.length > 0)
        throw new errors/* InputError */.dz(read.issues);
    return { ...inputs, list, directory };
}
async function readChecks(read, inputs, workspace) {
    const complain = (problem) => {
        if (inputs.checks === undefined)
            read.problem('config', `${inputs.config}: ${problem}`);
        else
            read.problem('checks', problem);
    };
    if (inputs.checks !== undefined)
        return parseText(inputs.checks, complain);
    try {
        return await parseText(await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, inputs.config), 'utf8'), complain);
    }
    catch (error) {
        const { code } = error; // undefined unless the system refused
        if (code === undefined)
            throw error;
        if (code === 'ENOENT' && inputs.config === DEFAULT_CONFIG)
            read.problem('checks', `is empty and there is no ${inputs.config}; give the list in one of them.`);
        else
            complain(code === 'ENOENT' ? 'there is no such file.' : `the file cannot be read (${code}).`);
        return [];
    }
}
async function parseText(text, complain) {
    try {
        const { checks, problems } = parseChecks(await parseYaml(text));
        problems.forEach(complain);
        return checks;
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        complain(`is no YAML: ${error.message.split('\n', 1).join('')}.`);
        return [];
    }
}
async function isDirectory(path) {
    try {
        return (await (0,promises_.stat)(path)).isDirectory();
    }
    catch {
        return false; // whatever the reason, nothing can run there
    }
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./shared/process/run.js



/** How long the output may stay open after the process has ended, before what holds it open is ended too. */
const LINGER_MS = 1_000;
/** How long what is left without the output may take to end. */
const REST_GRACE_MS = 250;
const POLL_MS = 10;
/** Longer lines are handed on in parts, so that a program that never ends a line cannot fill the memory. */
const MAX_LINE_LENGTH = 64 * 1024;
/**
 * Runs a program in a process group of its own, so that ending it ends what it started, and waits until its output is
 * closed. What the program leaves running in its group is ended with it, a second later when it holds the output open;
 * what has left the group (a daemon) lives on, but its output is no longer read.
 * @throws the system's error (`ENOENT`, `EACCES`) when the program cannot be started
 */
async function runProcess(options) {
    const started = performance.now();
    const child = (0,external_node_child_process_namespaceObject.spawn)(options.command, options.args, {
        cwd: options.cwd,
        env: options.env,
        stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
    });
    const closed = closing(child);
    const graceMs = options.killGraceMs ?? 5_000;
    child.once('exit', () => void closeOutput(child, { closed, graceMs }));
    deliverLines(child, options.onLine);
    child.stdin?.on('error', ignoreClosedPipe).end(options.input);
    let ending = 'exited';
    const stop = (reason) => {
        if (ending !== 'exited')
            return;
        ending = reason;
        void endGroup(child, { closed, graceMs });
    };
    const onAbort = () => {
        stop('cancelled');
    };
    const timer = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            stop('timed-out');
        }, options.timeoutMs);
    if (options.signal?.aborted)
        onAbort();
    else
        options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
        const exit = await closed;
        const durationMs = performance.now() - started;
        await endRest(child);
        return { ...exit, ending, durationMs };
    }
    finally {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', onAbort);
    }
}
function closing(child) {
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => {
            resolve({ exitCode: code ?? undefined, ...(signal === null ? {} : { signal }) });
        });
    });
}
async function endGroup(child, { closed, graceMs }) {
    signalGroup(child, 'SIGTERM');
    if (!(await settles(closed, graceMs)))
        signalGroup(child, 'SIGKILL');
}
/**
 * Ends what is left of the group without holding the output. The wait is short: in a container whose first process
 * collects no orphans, a group with a dead one in it never ends.
 */
async function endRest(child) {
    if (!signalGroup(child, 'SIGTERM'))
        return;
    const started = performance.now();
    do
        await (0,external_node_timers_promises_.setTimeout)(POLL_MS);
    while (signalGroup(child, 0) && performance.now() - started < REST_GRACE_MS);
    signalGroup(child, 'SIGKILL');
}
async function closeOutput(child, options) {
    if (await settles(options.closed, LINGER_MS))
        return;
    await endGroup(child, options);
    if (await settles(options.closed, LINGER_MS))
        return;
    child.stdout?.destroy();
    child.stderr?.destroy();
}
async function settles(promise, withinMs) {
    const timer = new AbortController();
    const settled = promise.then(() => true, () => true);
    const late = (0,external_node_timers_promises_.setTimeout)(withinMs, false, { signal: timer.signal }).catch(() => true);
    const result = await Promise.race([settled, late]);
    timer.abort();
    return result;
}
/** False when nothing is left of the group. Signal 0 only asks. */
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return false;
    try {
        return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal);
    }
    catch (error) {
        // The group may have ended between our decision and the call.
        if (error.code !== 'ESRCH')
            throw error; // what process.kill throws has a code
        return false;
    }
}
function deliverLines(child, onLine) {
    for (const name of ['stdout', 'stderr']) {
        const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
        let rest = '';
        child[name]?.on('data', (chunk) => {
            if (onLine === undefined)
                return;
            const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line, name);
            for (; rest.length > MAX_LINE_LENGTH; rest = rest.slice(MAX_LINE_LENGTH))
                onLine(rest.slice(0, MAX_LINE_LENGTH), name);
        });
        child[name]?.on('end', () => {
            rest += decoder.end();
            if (rest !== '')
                onLine?.(rest, name);
        });
    }
}
function ignoreClosedPipe(error) {
    // A program may end without reading what it was given; its exit code tells whether that was an error.
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET')
        throw error;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./actions/fast-check/place.js


function createLocator(folders) {
    const { workspace, directory, isFile = isFileOnDisk } = folders;
    return (path) => {
        const file = (0,external_node_path_.resolve)(directory, path);
        const inside = (0,external_node_path_.relative)(workspace, file);
        if (inside.startsWith('..') || (0,external_node_path_.isAbsolute)(inside) || !isFile(file))
            return undefined;
        return inside.split(external_node_path_.sep).join('/');
    };
}
/**
 * Gives findings the place GitHub knows. Where the form of an output was guessed, a finding in a file that does not
 * exist was no finding; where the user named the form, the message stays and only its place is lost.
 */
function placeFindings(findings, format, locate) {
    return findings.flatMap((finding) => {
        if (finding.file === undefined)
            return [finding];
        const file = locate(finding.file);
        if (file !== undefined)
            return [{ ...finding, file }];
        if (format === 'auto' || format === 'prettier')
            return [];
        const { level, message, rule } = finding;
        return [{ level, message: `${finding.file}: ${message}`, ...(rule === undefined ? {} : { rule }) }];
    });
}
function isFileOnDisk(path) {
    try {
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false; // any text may look like a path: one too long for a file name, or with a zero byte in it
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./actions/fast-check/eslint-json.js
/**
 * The findings of `eslint --format=json`, undefined when the lines hold no such document. Lines before it are passed
 * over: `npm run` prints two. The document may be one line cut into parts; a line end means nothing in JSON.
 */
function parseEslintJson(lines) {
    const start = lines.findIndex((line) => line.startsWith('['));
    if (start < 0)
        return undefined;
    try {
        const results = JSON.parse(lines.slice(start).join(''));
        return Array.isArray(results) ? results.flatMap(findingsOfFile) : undefined;
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        return undefined;
    }
}
function findingsOfFile(result) {
    if (!isRecord(result) || !Array.isArray(result['messages']))
        return [];
    const file = result['filePath'];
    return result['messages'].filter(isRecord).map((message) => ({
        level: message['severity'] === 1 ? 'warning' : 'error',
        message: typeof message['message'] === 'string' ? message['message'] : 'no message',
        ...(typeof message['ruleId'] === 'string' ? { rule: message['ruleId'] } : {}),
        ...(typeof file === 'string' ? { file } : {}),
        ...(isPosition(message['line']) ? { line: message['line'] } : {}),
        ...(isPosition(message['column']) ? { column: message['column'] } : {}),
    }));
}
function isRecord(value) {
    return typeof value === 'object' && value !== null;
}
function isPosition(value) {
    return typeof value === 'number' && value > 0;
}

;// CONCATENATED MODULE: ./actions/fast-check/line-parsers.js
const LEVELS = {
    error: 'error',
    'fatal error': 'error',
    warning: 'warning',
    warn: 'warning',
    notice: 'notice',
    note: 'notice',
    info: 'notice',
    style: 'notice',
};
const UNIX = /^(?<file>(?:[A-Za-z]:[\\/])?[^\s:][^:]*):(?<line>\d+)(?::(?<column>\d+))?:\s+(?<rest>\S.*)$/;
const SEVERITY = /^\[?(?<level>fatal error|error|warning|note|info|style|notice)\]?:?\s+(?<message>\S.*)$/i;
const ESLINT_UNIX = /^(?<message>.*\S)\s+\[(?<level>Error|Warning)(?:\/(?<rule>[^\]\s]+))?\]$/;
/** `file:line:column: [level:] message`: gcc, shellcheck -f gcc, flake8, ruff concise, mypy, go vet, golangci-lint, actionlint, eslint -f unix. */
function unixParser() {
    return (text) => {
        const groups = UNIX.exec(text)?.groups;
        if (groups === undefined)
            return undefined;
        const rest = groups['rest'] ?? '';
        const said = (ESLINT_UNIX.exec(rest) ?? SEVERITY.exec(rest))?.groups;
        return finding(groups, { message: said?.['message'] ?? rest, level: said?.['level'], rule: said?.['rule'] });
    };
}
const TSC = /^(?<file>\S.*?)\((?<line>\d+),(?<column>\d+)\): (?<level>error|warning) (?<rule>[A-Z]+\d+): (?<message>.+)$/;
const TSC_PRETTY = /^(?<file>\S.*?):(?<line>\d+):(?<column>\d+) - (?<level>error|warning) (?<rule>[A-Z]+\d+): (?<message>.+)$/;
/** `file(line,column): error TS2322: message`: tsc, and with `--pretty` too; MSBuild. */
function tscParser() {
    return (text) => {
        const groups = (TSC.exec(text) ?? TSC_PRETTY.exec(text))?.groups;
        return (groups && finding(groups, { message: groups['message'] ?? '', level: groups['level'], rule: groups['rule'] }));
    };
}
const STYLISH = /^ +(?<line>\d+):(?<column>\d+) +(?<level>error|warning) +(?<said>\S.*)$/;
const STYLISH_RULE = /^(?<message>.*\S) {2,}(?<rule>\S+)$/;
/** A line with a path, then its findings, indented: eslint's and stylelint's own form. */
function stylishParser() {
    let file;
    return (text) => {
        const groups = STYLISH.exec(text)?.groups;
        if (groups === undefined) {
            file = /^\S/.test(text) ? text.trimEnd() : undefined;
            return undefined;
        }
        if (file === undefined)
            return undefined;
        const said = groups['said'] ?? '';
        const parts = STYLISH_RULE.exec(said)?.groups;
        return finding({ ...groups, file }, { message: parts?.['message'] ?? said, level: groups['level'], rule: parts?.['rule'] });
    };
}
const PRETTIER = /^\[(?<level>warn|error)\] (?<file>[^:]+)(?:: (?<message>.+?)(?: \((?<line>\d+):(?<column>\d+)\))?)?$/;
/** `[warn] file` and `[error] file: message (line:column)`: prettier --check, whose warnings fail. */
function prettierParser() {
    return (text) => {
        const groups = PRETTIER.exec(text)?.groups;
        return (groups &&
            finding(groups, {
                message: groups['message'] ?? 'Not formatted: prettier would change this file.',
                level: 'error',
            }));
    };
}
const COMMAND = /^\s*::(?<level>error|warning|notice)(?: (?<properties>.*?))?::(?<message>.+)$/;
/** Workflow commands that a tool prints by itself: ruff, vitest, biome and others do so when GITHUB_ACTIONS is set. */
function githubParser() {
    return (text) => {
        const groups = COMMAND.exec(text)?.groups;
        if (groups === undefined)
            return undefined;
        const property = (name) => {
            const value = new RegExp(`(?:^|,)\\s*${name}=([^,]*)`).exec(groups['properties'] ?? '')?.[1];
            return value === undefined ? undefined : unescapeCommand(value);
        };
        const place = { file: property('file'), line: property('line'), column: property('col') };
        return finding(place, {
            message: unescapeCommand(groups['message'] ?? ''),
            level: groups['level'],
            rule: property('title'),
        });
    };
}
function unescapeCommand(text) {
    const characters = { '0D': '\r', '0A': '\n', '3A': ':', '2C': ',', '25': '%' };
    return text.replace(/%(0D|0A|3A|2C|25)/g, (whole, code) => characters[code] ?? whole);
}
function finding(place, said) {
    const line = positive(place['line']);
    const column = positive(place['column']);
    return {
        level: LEVELS[said.level?.toLowerCase() ?? 'error'] ?? 'error',
        message: said.message,
        ...(said.rule === undefined ? {} : { rule: said.rule }),
        ...(place['file'] === undefined ? {} : { file: place['file'] }),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
    };
}
/** Some tools say line 0 for a whole file; GitHub counts from 1. */
function positive(text) {
    const value = Number(text);
    return Number.isInteger(value) && value > 0 ? value : undefined;
}

;// CONCATENATED MODULE: ./actions/fast-check/reader.js




/** More than a thousand findings help nobody; a document above 16 MiB is not read. */
const MAX_FINDINGS = 1_000;
const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024;
/** Longer lines are data, and expressions over them take time. */
const reader_MAX_LINE_LENGTH = 4_096;
const LINE_PARSERS = {
    unix: () => [unixParser()],
    tsc: () => [tscParser()],
    'eslint-stylish': () => [stylishParser()],
    prettier: () => [prettierParser()],
    github: () => [githubParser()],
    none: () => [],
    auto: () => [stylishParser(), githubParser(), tscParser(), unixParser(), prettierParser()],
};
function createReader(format, collector) {
    return format === 'eslint-json' ? documentReader(collector) : lineReader(LINE_PARSERS[format](), collector);
}
function lineReader(parsers, collector) {
    const findings = [];
    return {
        add: (line) => {
            collector.add(line);
            if (line.length > reader_MAX_LINE_LENGTH || findings.length >= MAX_FINDINGS)
                return;
            const text = (0,external_node_util_.stripVTControlCharacters)(line);
            // Every parser sees every line: one of them remembers the file that an earlier line named.
            const found = parsers.map((parse) => parse(text)).find((finding) => finding !== undefined);
            if (found !== undefined)
                findings.push(found);
        },
        findings: () => findings,
    };
}
/** A document on standard output is for programs: people are shown what it says. */
function documentReader(collector) {
    let lines = [];
    let length = 0;
    return {
        add: (line, stream) => {
            if (stream === 'stderr') {
                collector.add(line);
                return;
            }
            length += line.length;
            if (length > MAX_DOCUMENT_LENGTH)
                lines = [];
            else
                lines.push(line);
        },
        findings: () => {
            const findings = length > MAX_DOCUMENT_LENGTH ? undefined : parseEslintJson(lines);
            if (findings === undefined && length > 0) {
                for (const line of lines)
                    collector.add(line);
                const what = length > MAX_DOCUMENT_LENGTH ? 'is larger than 16 MiB' : 'is not the JSON of eslint';
                collector.add(`The output ${what}, so nothing was read from it.`);
            }
            for (const finding of findings ?? [])
                collector.add(describeFinding(finding));
            return (findings ?? []).slice(0, MAX_FINDINGS);
        },
    };
}

;// CONCATENATED MODULE: ./actions/fast-check/execute.js





/** SIGTERM, then SIGKILL: GitHub leaves a cancelled job 7.5 s in all. */
const KILL_GRACE_MS = 2_000;
/** Runs commands as processes. A list of files that is too long for one process goes to several, one after another. */
function createExecute(options) {
    const { shell, directory, env, locate, now } = options;
    return async ({ check, files }, signal) => {
        const collector = new OutputCollector();
        const findings = [];
        const deadline = now() + check.timeoutMs;
        let worst = { ending: 'exited', exitCode: 0, cause: undefined };
        for (const args of commandLines(shell, { name: check.name, run: check.run, files })) {
            const reader = createReader(check.format, collector);
            const result = await start({
                command: shell.command,
                args,
                cwd: directory,
                env,
                signal,
                timeoutMs: Math.max(1, deadline - now()),
                killGraceMs: KILL_GRACE_MS,
                onLine: (line, stream) => {
                    reader.add(line, stream);
                },
            });
            findings.push(...placeFindings(reader.findings(), check.format, locate));
            if (result.exitCode !== 0)
                worst = result;
            if (result.ending !== 'exited')
                break;
        }
        return { ...worst, output: collector.output, findings };
    };
}
async function start(options) {
    try {
        const { ending, exitCode, signal } = await runProcess(options);
        // A program may answer SIGTERM with exit code 0: that is no success.
        if (ending !== 'exited')
            return { ending, exitCode: undefined, cause: signal };
        return { ending, exitCode, cause: signal };
    }
    catch (error) {
        const { code, message } = error; // what spawn reports has a code
        return { ending: 'not-started', exitCode: undefined, cause: code ?? message };
    }
}

;// CONCATENATED MODULE: ./actions/fast-check/result.js

const NOTHING = { head: [], omitted: 0, tail: [] };
/** What an execution means for its check, given what has stopped the gate. */
function judge({ check, files }, seen) {
    const { execution, durationMs, stop } = seen;
    const { output, findings } = execution;
    const result = { check, durationMs, fileCount: files?.length, output, findings };
    if (execution.ending === 'exited' && execution.exitCode === 0)
        return { ...result, outcome: 'passed', why: undefined };
    if (execution.ending === 'cancelled' && stop !== undefined)
        return { ...result, outcome: outcomeOfStop(stop), why: `stopped: ${reasonOfStop(stop)}` };
    return { ...result, outcome: 'failed', why: reasonOfFailure(execution, check) };
}
/** 127 and 126 are the shell's own answers: the user's first question is whether the tool is there at all. */
const SHELL_ANSWERS = { 126: 'cannot be executed', 127: 'command not found' };
function reasonOfFailure({ ending, exitCode, cause }, { timeoutMs }) {
    if (ending === 'timed-out')
        return `its time limit of ${formatDuration(timeoutMs)} passed`;
    if (ending === 'not-started')
        return `could not be started (${cause ?? 'no reason given'})`;
    if (exitCode === undefined)
        return `ended by ${cause ?? 'a signal'}`;
    const meaning = SHELL_ANSWERS[exitCode];
    return `exit code ${exitCode}${meaning === undefined ? '' : ` (${meaning})`}`;
}
function notStarted({ check, files }, stop) {
    const why = `not started: ${reasonOfStop(stop)}`;
    return { ...unstarted(check), fileCount: files?.length, outcome: outcomeOfStop(stop), why };
}
function skipped({ check, why }) {
    return { ...unstarted(check), outcome: 'skipped', why };
}
function unstarted(check) {
    return { check, durationMs: undefined, fileCount: undefined, output: NOTHING, findings: [] };
}
function outcomeOfStop({ kind }) {
    return kind === 'over-budget' ? 'over-budget' : 'cancelled';
}
function reasonOfStop(stop) {
    switch (stop.kind) {
        case 'check-failed':
            return `${stop.name} failed`;
        case 'over-budget':
            return 'the budget was used up';
        case 'job-cancelled':
            return 'the job was cancelled';
    }
}

;// CONCATENATED MODULE: ./actions/fast-check/gate.js

const HEARTBEAT_MS = 30_000;
/**
 * Runs the checks of a plan side by side until all have ended or one reason stops them. The first reason counts: what
 * it stops is `cancelled` or `over-budget`, never `failed`.
 */
async function runGate(options) {
    return new Gate(options).run();
}
class Gate {
    #options;
    #stopping = new AbortController();
    #running = new Map();
    #results = new Map();
    #stop;
    #overBudget = false;
    constructor(options) {
        this.#options = options;
    }
    async run() {
        const { plan, limits, signal } = this.#options;
        const cancel = () => {
            this.#stopFor({ kind: 'job-cancelled' });
        };
        if (signal.aborted)
            cancel();
        signal.addEventListener('abort', cancel, { once: true });
        const timers = new AbortController();
        const watches = [this.#watchBudget(timers.signal), this.#watchProgress(timers.signal)];
        const queue = [...plan.tasks];
        const worker = async () => {
            for (let task = queue.shift(); task !== undefined; task = queue.shift())
                await this.#runTask(task);
        };
        const workers = Array.from({ length: Math.min(limits.maxParallel, queue.length) }, worker);
        try {
            await Promise.all(workers);
        }
        finally {
            // After a defect in one worker the others still hold processes.
            this.#stopping.abort();
            await Promise.allSettled(workers);
            signal.removeEventListener('abort', cancel);
            timers.abort();
            await Promise.all(watches);
        }
        return { checks: this.#inOrder(), stop: this.#stop, overBudget: this.#overBudget };
    }
    async #runTask(task) {
        const { clock, execute, events, limits } = this.#options;
        if (this.#stop !== undefined) {
            this.#results.set(task.check, notStarted(task, this.#stop));
            return;
        }
        const startedAt = clock.elapsed();
        this.#running.set(task, startedAt);
        events.started(task);
        const execution = await execute(task, this.#stopping.signal);
        this.#running.delete(task);
        const result = judge(task, { execution, durationMs: clock.elapsed() - startedAt, stop: this.#stop });
        this.#results.set(task.check, result);
        if (result.outcome === 'failed' && task.check.required && limits.failFast)
            this.#stopFor({ kind: 'check-failed', name: task.check.name });
        await events.ended(result);
    }
    #stopFor(stop) {
        this.#stop ??= stop;
        this.#stopping.abort();
    }
    async #watchBudget(ended) {
        const { clock, events, limits } = this.#options;
        if (!(await sleeps(clock, Math.max(0, limits.budgetMs), ended)))
            return;
        this.#overBudget = true;
        events.budgetPassed([...this.#running.keys()].map(({ check }) => check.name));
        if (limits.budgetMode === 'fail')
            this.#stopFor({ kind: 'over-budget' });
    }
    async #watchProgress(ended) {
        const { clock, events } = this.#options;
        while (await sleeps(clock, HEARTBEAT_MS, ended)) {
            const now = clock.elapsed();
            events.stillRunning([...this.#running].map(([{ check }, since]) => ({ name: check.name, forMs: now - since })));
        }
    }
    #inOrder() {
        const { skips, order } = this.#options.plan;
        for (const skip of skips)
            this.#results.set(skip.check, skipped(skip));
        return order.flatMap((check) => this.#results.get(check) ?? []);
    }
}
/** False when `ended` came first. */
async function sleeps(clock, ms, ended) {
    try {
        await clock.sleep(ms, ended);
        return true;
    }
    catch (error) {
        if (!ended.aborted)
            throw error;
        return false;
    }
}

;// CONCATENATED MODULE: ./shared/git/files.js
const REGULAR_FILE = /^100/;
/**
 * Compares the trees of `base` and HEAD.
 * @throws {GitError}
 */
async function changedSince(git, base) {
    // Plumbing, so no user setting changes the answer. Without rename detection a rename is a deletion and an addition:
    // the same list, and a partial clone need not fetch contents to compare them.
    return parseRawDiff(await git.run(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-commit-id', base, 'HEAD']));
}
/** Reads `git diff-tree --raw -z`: `:oldmode newmode oldsha newsha status NUL path NUL`. */
function parseRawDiff(output) {
    const fields = output.split('\0');
    const files = [];
    const paths = [];
    for (let i = 0; i + 1 < fields.length; i += 2) {
        const newMode = fields[i]?.split(' ')[1] ?? '';
        const path = fields[i + 1] ?? '';
        paths.push(path);
        if (REGULAR_FILE.test(newMode))
            files.push(path);
    }
    return { files, paths };
}
/**
 * Regular files that git tracks below the folder git runs in, as paths from that folder.
 * @throws {GitError}
 */
async function trackedFiles(git) {
    return parseStagedFiles(await git.run(['ls-files', '-z', '--stage']));
}
/** Reads `git ls-files -z --stage`: `mode sha stage TAB path NUL`. A file in conflict is listed once a stage. */
function parseStagedFiles(output) {
    const files = output
        .split('\0')
        .filter((entry) => REGULAR_FILE.test(entry))
        .map((entry) => entry.slice(entry.indexOf('\t') + 1));
    return [...new Set(files)];
}
/**
 * The folder git runs in as seen from the root of the repository: empty, or with a `/` at its end.
 * @throws {GitError} when it is in no repository
 */
async function folderPrefix(git) {
    return (await git.run(['rev-parse', '--show-prefix'])).replace(/\n$/, '');
}

;// CONCATENATED MODULE: ./shared/git/git.js


/** A git command that failed. `stderr` is git's own text. */
class GitError extends errors/* ActionError */.lZ {
    name = 'GitError';
    stderr;
    constructor(command, stderr, cause) {
        super(`git ${command} failed: ${stderr.trim() || 'no message'}`, { cause });
        this.stderr = stderr;
    }
}
/** Enough for the file list of the largest repositories: a million paths of 100 characters. */
const MAX_OUTPUT_BYTES = 128 * 1024 * 1024;
function createGit(options) {
    const { cwd, signal } = options;
    const env = { ...options.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
    return {
        run: (args, { timeoutMs = 0 } = {}) => new Promise((resolve, reject) => {
            signal.throwIfAborted();
            // In a container job the checkout belongs to another user; git would refuse to read it (safe.directory).
            const all = ['-c', 'safe.directory=*', ...args];
            (0,external_node_child_process_namespaceObject.execFile)('git', all, { cwd, env, signal, timeout: timeoutMs, maxBuffer: MAX_OUTPUT_BYTES }, (error, out, err) => {
                if (error === null)
                    resolve(out);
                else if (signal.aborted)
                    reject(signal.reason);
                else if (error.killed)
                    reject(new GitError(args[0] ?? '', `no answer within ${timeoutMs} ms`, error));
                else
                    reject(new GitError(args[0] ?? '', err || error.message, error));
            });
        }),
    };
}
/** The answer of a git command that may rightly fail, such as looking for a commit: undefined when it did. */
async function tryGit(git, args, options) {
    try {
        return (await git.run(args, options)).trim();
    }
    catch (error) {
        if (error instanceof GitError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./shared/git/comparison.js
const ZERO_SHA = /^0+$/;
const FULL_SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/**
 * `pull_request.base.sha` is the tip of the base branch now and not where the author left it; `before` of a push is the
 * zero sha for a new branch, and a commit nobody can reach after a forced push. So each event has its own answer.
 */
function comparisonFor(event) {
    const { name, payload, base } = event;
    if (base !== undefined)
        return { kind: 'fork-point', revision: base, what: `the base ${shortRevision(base)}` };
    const pull = payload.pull_request;
    if (pull?.base?.sha !== undefined && pull.head?.sha !== undefined)
        return { kind: 'merge-commit', base: pull.base.sha, head: pull.head.sha };
    if (payload.merge_group?.base_sha !== undefined)
        return { kind: 'commit', commit: payload.merge_group.base_sha, what: 'the base of the merge group' };
    if (name === 'push')
        return comparisonForPush(payload);
    return { kind: 'none', why: name === '' ? 'there is no event' : `a ${name} event names no earlier commit` };
}
function comparisonForPush({ before, forced, ref, repository }) {
    const isNew = before === undefined || ZERO_SHA.test(before);
    if (!isNew && forced !== true)
        return { kind: 'commit', commit: before, what: 'the commit before the push' };
    const why = isNew ? `${ref ?? 'the branch'} is new` : 'the push was forced';
    const branch = repository?.default_branch;
    if (branch === undefined || ref === `refs/heads/${branch}`)
        return { kind: 'none', why: `${why}, so there is no earlier commit to compare with` };
    return { kind: 'fork-point', revision: `origin/${branch}`, what: `the default branch ${branch} (${why})` };
}
/** A full commit id as people write it; a name as it is. */
function shortRevision(revision) {
    return FULL_SHA.test(revision) ? revision.slice(0, 7) : revision;
}

;// CONCATENATED MODULE: ./shared/git/base.js


const FETCH_TIMEOUT_MS = 30_000;
const FETCH_HINT = 'check out with `fetch-depth: 0` to have it';
/**
 * The commit to compare HEAD with. A commit that the checkout lacks (actions/checkout has one commit by default) is
 * fetched alone, without its history: that takes a second where a deep clone may take minutes.
 */
async function findBase(git, comparison) {
    switch (comparison.kind) {
        case 'none':
            return { kind: 'not-found', why: comparison.why };
        case 'commit':
            return findCommit(git, comparison.commit, comparison.what);
        case 'fork-point':
            return findForkPoint(git, comparison.revision, comparison.what);
        case 'merge-commit':
            return findPullRequestBase(git, comparison);
    }
}
async function findPullRequestBase(git, { base, head }) {
    // A shallow checkout hides the parents from rev-parse; the commit itself still names them.
    const raw = (await tryGit(git, ['cat-file', '-p', 'HEAD'])) ?? '';
    const parents = [
        ...raw
            .split('\n\n', 1)
            .join('')
            .matchAll(/^parent (\S+)$/gm),
    ].map((match) => match[1]);
    if (parents[0] !== undefined && parents[1] === head)
        return findCommit(git, parents[0], 'the base that GitHub merged the pull request into');
    return findForkPoint(git, base, 'the base of the pull request');
}
async function findCommit(git, commit, what) {
    const found = (await resolve(git, commit)) ?? (await fetchCommit(git, commit));
    if (found === undefined)
        return { kind: 'not-found', why: `${what} (${shortRevision(commit)}) is not there; ${FETCH_HINT}` };
    return { kind: 'found', commit: found, what };
}
async function findForkPoint(git, revision, what) {
    const tip = (await resolve(git, revision)) ??
        (await resolve(git, `refs/remotes/origin/${revision}`)) ??
        (await fetchCommit(git, revision));
    if (tip === undefined)
        return { kind: 'not-found', why: `${what} is not there; ${FETCH_HINT}` };
    const forkPoint = await tryGit(git, ['merge-base', tip, 'HEAD']);
    if (forkPoint !== undefined && forkPoint !== '')
        return { kind: 'found', commit: forkPoint, what: forkPoint === tip ? what : `where it left ${what}` };
    // Too many files rather than too few: what the base has changed meanwhile is counted as well.
    return {
        kind: 'found',
        commit: tip,
        what: `${what} as it is now, because the history is too short for a merge base`,
    };
}
async function resolve(git, revision) {
    return tryGit(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
}
async function fetchCommit(git, revision) {
    const shallow = (await tryGit(git, ['rev-parse', '--is-shallow-repository'])) === 'true';
    const fetched = await tryGit(git, [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-recurse-submodules',
        // A depth would cut off the history of a complete clone.
        ...(shallow ? ['--depth=1'] : []),
        'origin',
        revision.replace(/^origin\//, ''),
    ], { timeoutMs: FETCH_TIMEOUT_MS });
    return fetched === undefined ? undefined : resolve(git, 'FETCH_HEAD');
}

;// CONCATENATED MODULE: ./actions/fast-check/compare.js






/**
 * Compares the checkout with what its event came from. Whatever hinders that is an answer too: the caller then checks
 * everything and says why.
 */
async function compare(git, options) {
    const { context, base } = options;
    try {
        const prefix = await folderPrefix(git);
        const payload = await readPayload(context.run.eventPath);
        const found = await findBase(git, comparisonFor({ name: context.run.eventName, payload, base }));
        if (found.kind === 'not-found')
            return { prefix, result: { kind: 'not-compared', why: found.why } };
        const changes = await changedSince(git, found.commit);
        return { prefix, result: { kind: 'compared', changes, since: `${found.commit.slice(0, 7)}, ${found.what}` } };
    }
    catch (error) {
        if (!(error instanceof GitError))
            throw error;
        context.log.debug(error.message);
        return { prefix: '', result: { kind: 'not-compared', why: `git cannot say what changed (${firstLine(error)})` } };
    }
}
async function readPayload(path) {
    if (path === undefined || path === '')
        return {};
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8')); // GitHub's form; every field read is optional
    }
    catch (error) {
        throw new errors/* ActionError */.lZ(`The event in GITHUB_EVENT_PATH cannot be read: ${(0,errors/* errorMessage */.gJ)(error)}`, { cause: error });
    }
}
function firstLine(error) {
    return error.stderr.trim().split('\n', 1).join('') || error.message;
}

;// CONCATENATED MODULE: ./actions/fast-check/plan.js
const FILES_PLACEHOLDER = /\{files\}/;
function takesFiles(check) {
    return FILES_PLACEHOLDER.test(check.run);
}
/**
 * Says which checks run, and on which files.
 * @param everything the files of the working directory; needed when everything is checked and a command takes files
 */
function plan(checks, selection, everything) {
    const tasks = [];
    const skips = [];
    for (const check of checks) {
        const task = planCheck(check, selection, everything);
        if ('why' in task)
            skips.push(task);
        else
            tasks.push(task);
    }
    return { order: checks, tasks, skips };
}
function planCheck(check, selection, everything) {
    const matches = check.glob?.matches ?? (() => true);
    const pattern = check.glob?.patterns.join(', ');
    if (takesFiles(check)) {
        const files = (selection.kind === 'all' ? everything : selection.files).filter(matches);
        if (files.length > 0)
            return { check, files };
        const which = selection.kind === 'all' ? 'no file' : 'no changed file';
        return { check, why: pattern === undefined ? which : `${which} matches ${pattern}` };
    }
    if (selection.kind === 'all' || pattern === undefined || selection.paths.some(matches))
        return { check, files: undefined };
    return { check, why: `no change matches ${pattern}` };
}

;// CONCATENATED MODULE: ./actions/fast-check/prepare.js








/** Finds out what has changed, and from that what has to run. */
async function prepare(context, configuration) {
    const { list, directory, scope, base, globalFiles } = configuration;
    const git = createGit({ cwd: directory, env: context.env, signal: context.signal });
    const comparison = scope === 'all' ? undefined : await compare(git, { context, base });
    const selection = selection_select({ scope, isGlobal: compileGlobs(globalFiles), comparison });
    const needsAll = selection.kind === 'all' && list.some(takesFiles);
    const everything = needsAll ? await allFiles(git, directory) : [];
    return { selection, plan: plan(list, selection, everything) };
}
async function allFiles(git, directory) {
    try {
        return await trackedFiles(git);
    }
    catch (error) {
        if (!(error instanceof GitError))
            throw error;
        return walk(directory); // no repository, or no git: actions/checkout can do without
    }
}
const NOT_SOURCE = new Set(['.git', 'node_modules']);
async function walk(root, folder = root) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    const nested = entries.map(async (entry) => {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.isDirectory())
            return NOT_SOURCE.has(entry.name) ? [] : walk(root, path);
        return entry.isFile() ? [(0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join('/')] : [];
    });
    return (await Promise.all(nested)).flat();
}

;// CONCATENATED MODULE: ./actions/fast-check/printer.js


/** Tells in the log what happens, one thing after another, although checks end side by side. */
class Printer {
    #log;
    #last = Promise.resolve();
    constructor(log) {
        this.#log = log;
    }
    started(task) {
        this.#say(`started ${task.check.name}${fileCount(task.files?.length)}`);
    }
    ended(result) {
        return this.#enqueue(async () => {
            const title = headline(result);
            if (isDecisive(result))
                this.#log.info(`${title}. Its output is at the end of this log.`);
            else if (result.output.head.length === 0)
                this.#log.info(title);
            else
                await this.#log.group(title, () => {
                    this.#printOutput(result);
                    return Promise.resolve();
                });
        });
    }
    stillRunning(running) {
        this.#say(`still running: ${running.map(({ name, forMs }) => `${name} (${formatDuration(forMs)})`).join(', ')}`);
    }
    budgetPassed(running) {
        this.#say(`The budget is used up while these still run: ${running.join(', ') || 'none'}.`);
    }
    /** Prints what failed the gate, unfolded, so that it is what a reader who jumps to the end sees. */
    async printFailures(checks) {
        await this.#last;
        for (const result of checks.filter(isDecisive)) {
            this.#log.info(`\n${headline(result)}`);
            this.#printOutput(result);
        }
    }
    #printOutput({ check, output }) {
        this.#log.info(`$ ${check.run}`);
        this.#log.info(outputLines(output).join('\n'));
    }
    #say(text) {
        void this.#enqueue(() => {
            this.#log.info(text);
            return Promise.resolve();
        });
    }
    #enqueue(print) {
        this.#last = this.#last.then(print);
        return this.#last;
    }
}
/** Whether a result by itself fails the gate. */
function isDecisive({ check, outcome }) {
    return outcome === 'failed' && check.required;
}
/** `eslint failed in 4.2s (12 files): exit code 1`. */
function headline({ check, outcome, why, durationMs, fileCount: count }) {
    const time = durationMs === undefined
        ? ''
        : ` ${outcome === 'passed' || outcome === 'failed' ? 'in' : 'after'} ${formatDuration(durationMs)}`;
    const advisory = outcome === 'failed' && !check.required ? ', which is not required' : '';
    return `${check.name} ${outcome.replace('-', ' ')}${time}${fileCount(count)}${why === undefined ? '' : `: ${why}`}${advisory}`;
}
function fileCount(count) {
    if (count === undefined)
        return '';
    return count === 1 ? ' (1 file)' : ` (${count} files)`;
}

;// CONCATENATED MODULE: ./actions/fast-check/main.js













async function main(context) {
    const { clock, env, log, run, signal } = context;
    const startedAt = clock.elapsed();
    const configuration = await readConfiguration(context);
    const { directory, budgetMs, budgetMode, failFast } = configuration;
    const maxParallel = configuration.maxParallel ?? (0,external_node_os_.availableParallelism)();
    const preparation = await prepare(context, configuration);
    announce(context, { configuration, preparation, maxParallel });
    const printer = new Printer(log);
    const gate = await runGate({
        plan: preparation.plan,
        execute: createExecute({
            shell: await findShell(env),
            directory,
            env: checkEnvironment(env),
            locate: createLocator({ workspace: run.workspace, directory }),
            now: () => clock.elapsed(),
        }),
        clock,
        signal,
        limits: { budgetMs: budgetMs - (clock.elapsed() - startedAt), budgetMode, failFast, maxParallel },
        events: printer,
    });
    const usedMs = clock.elapsed() - startedAt;
    const folder = (0,external_node_path_.relative)(run.workspace, directory);
    const verdict = await conclude(context, { ...preparation, configuration, gate, usedMs, folder });
    await printer.printFailures(gate.checks);
    if (verdict.failsStep)
        throw signal.aborted ? signal.reason : new errors/* ActionError */.lZ(verdict.sentence);
    if (verdict.result === 'passed')
        log.info(verdict.sentence);
    else
        log.warning(verdict.sentence);
}
function announce({ log }, facts) {
    const { configuration, preparation, maxParallel } = facts;
    const { selection, plan } = preparation;
    const scope = `scope: ${describeSelection(selection)}`;
    const insisted = configuration.scope === 'changed' || configuration.base !== undefined;
    if (selection.kind === 'all' && selection.changedCount === undefined && configuration.scope !== 'all' && insisted)
        log.warning(`Changed files were asked for, but everything is checked: ${selection.why}.`);
    log.info(scope);
    log.info(`budget: ${formatDuration(configuration.budgetMs)}${configuration.budgetMode === 'warn' ? ', which only warns' : ''}`);
    log.info(`checks: ${plan.tasks.length} to run, at most ${maxParallel} at a time; ${plan.skips.length} skipped`);
    for (const { check, why } of plan.skips)
        log.info(`skipped ${check.name}: ${why}`);
}


/***/ }),

/***/ 8972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   gJ: () => (/* binding */ errorMessage),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   wh: () => (/* binding */ describeCauses)
/* harmony export */ });
/* unused harmony export isError */
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

/***/ 7855:
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./shared/action/clock.js

const systemClock = {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal ? { signal } : {});
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

;// CONCATENATED MODULE: ./shared/text/truncate.js
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
        const kept = truncateUtf8(text, limitBytes - Buffer.byteLength(summary_CUT) - FENCE_ALLOWANCE);
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
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
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
/******/ var __webpack_exports__ = __nccwpck_require__(6546);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
