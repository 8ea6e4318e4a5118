export const id = 137;
export const ids = [137,746];
export const modules = {

/***/ 9137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   addSummary: () => (/* binding */ addSummary)
/* harmony export */ });
/* harmony import */ var _shared_action_summary__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4567);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_diagnosis_render__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2321);
/* harmony import */ var _shared_ecs_preflight_render__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1752);
/* harmony import */ var _shared_text_duration__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3052);
/* harmony import */ var _shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5569);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1265);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7746);
/* harmony import */ var _sentence_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6452);
/* harmony import */ var _worst_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(978);










/** GitHub takes 1 MiB for a step. The table of a hundred services takes some 40 KiB; causes go before details. */
const CAUSES_BYTES = 400 * 1024;
const DETAILS_BYTES = 400 * 1024;
/** The summary of a step of many services: a table of all, the cause of each failure, and details folded away. */
function addSummary(summary, ends, { outcome, reason, durationMs }) {
    const worstFirst = ends.toSorted((a, b) => _worst_js__WEBPACK_IMPORTED_MODULE_6__/* .WORST_FIRST */ .v.indexOf(a.outcome) - _worst_js__WEBPACK_IMPORTED_MODULE_6__/* .WORST_FIRST */ .v.indexOf(b.outcome));
    summary.add(`## deploy-ecs: ${outcome}`).add(`${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .escapeMarkdown */ .FV)(reason)} (${(0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a)(durationMs)})`);
    summary.add((0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .markdownTable */ .Qj)(['Service', 'Outcome', 'Before', 'After', 'Time'], worstFirst.map(row)));
    const calling = worstFirst.filter((end) => !(0,_result_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .K)(end.outcome) || end.outcome === 'paused');
    addWithin(CAUSES_BYTES, { summary, ends: calling, blockOf: cause });
    addWithin(DETAILS_BYTES, { summary, ends, blockOf: detail });
}
function row({ label, outcome, deployed, durationMs }) {
    const url = deployed && (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .consoleUrl */ .B9)(deployed.plan.view.arn);
    const name = (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .inlineCode */ .ti)(label);
    const result = deployed?.result;
    const before = result?.previousTaskDefinitionArn;
    const after = result?.rolledBackTo ?? (result?.outcome === 'failed' ? undefined : result?.taskDefinitionArn);
    return [
        url === undefined ? name : `[${name}](${url})`,
        outcome,
        before === undefined ? '' : (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .inlineCode */ .ti)((0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .revisionName */ .pd)(before)),
        after === undefined ? '' : (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .inlineCode */ .ti)((0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_0__/* .revisionName */ .pd)(after)),
        (0,_shared_text_duration__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a)(durationMs),
    ];
}
function cause(end) {
    const { label, outcome, reason, hint, deployed } = end;
    const block = new _shared_action_summary__WEBPACK_IMPORTED_MODULE_8__/* .Summary */ .B();
    const { findings = [], diagnosis } = deployed?.result ?? {};
    const explained = diagnosis && (0,_shared_ecs_diagnosis_render__WEBPACK_IMPORTED_MODULE_1__/* .diagnosisMarkdown */ .PS)(diagnosis);
    block.add(`### ${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .inlineCode */ .ti)(label)}: ${outcome}`).add((0,_shared_ecs_preflight_render__WEBPACK_IMPORTED_MODULE_9__/* .errorsMarkdown */ .d5)(findings) ?? (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .escapeMarkdown */ .FV)(reason));
    (0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .addWhatToDo */ .i)(block, deployed?.result ?? { hint });
    if (explained !== undefined)
        block.add(explained);
    return block.render();
}
function detail({ label, outcome, deployed, durationMs }) {
    if (deployed === undefined)
        return undefined;
    const block = new _shared_action_summary__WEBPACK_IMPORTED_MODULE_8__/* .Summary */ .B();
    (0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .addDetails */ .q)(block, { ...deployed, durationMs });
    const notes = (0,_shared_ecs_preflight_render__WEBPACK_IMPORTED_MODULE_9__/* .notesMarkdown */ .BJ)(deployed.result.findings ?? []);
    if (notes !== undefined)
        block.add(notes);
    return (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .details */ .zH)(`${label}: ${outcome}`, block.render());
}
/** Adds whole blocks as long as there is room, and names those for which there is none. */
function addWithin(limitBytes, { summary, ends, blockOf, }) {
    const left = [];
    let used = 0;
    for (const end of ends) {
        const block = blockOf(end);
        if (block === undefined)
            continue;
        const bytes = Buffer.byteLength(block);
        if (used + bytes > limitBytes) {
            left.push(end.label);
            continue;
        }
        used += bytes;
        summary.add(block);
    }
    if (left.length === 0)
        return;
    const names = (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_7__/* .escapeMarkdown */ .FV)((0,_sentence_js__WEBPACK_IMPORTED_MODULE_5__/* .someOf */ .yU)(left));
    summary.add(`*There is no room for more here: the file of the report output has the rest, of ${names}.*`);
}


/***/ }),

/***/ 7746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ addDetails),
  addSummary: () => (/* binding */ addSummary),
  i: () => (/* binding */ addWhatToDo)
});

// EXTERNAL MODULE: ./shared/ecs/diagnosis/render.js + 1 modules
var render = __webpack_require__(2321);
// EXTERNAL MODULE: ./shared/ecs/preflight/render.js
var preflight_render = __webpack_require__(1752);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/pause.js
var codedeploy_pause = __webpack_require__(7107);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/rollout/pause.js
var rollout_pause = __webpack_require__(3102);
// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __webpack_require__(5569);
;// CONCATENATED MODULE: ./shared/ecs/rollout/timeline.js


/** More bars than this can be read by nobody; a linear deployment of 3 % steps has sixty. */
const MOST_BARS = 40;
/**
 * The phases as a Gantt chart of Mermaid, which GitHub draws in a job summary; undefined when there is nothing to
 * compare. Times are the clock's, shown in the zone of who looks.
 */
function timelineMarkdown(phases) {
    // What was only just begun, such as the stage that a pause holds, has no length yet.
    const lasting = phases.filter(({ from, to }) => Math.round(to) > Math.round(from));
    if (lasting.length < 2)
        return undefined;
    const bars = lasting.slice(0, MOST_BARS).map(({ name, from, to }) => {
        // A colon ends the name, and the others have a meaning of their own.
        const label = `${name} (${(0,duration/* formatDuration */.a)(to - from)})`.replace(/[:;#,]/g, ' ');
        return `  ${label} :${Math.round(from)}, ${Math.round(to)}`;
    });
    const lines = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', '  section Rollout', ...bars];
    return (0,markdown/* codeBlock */.DV)(lines.join('\n'), 'mermaid');
}

// EXTERNAL MODULE: ./shared/ecs/task-definition/render-diff.js
var render_diff = __webpack_require__(8964);
// EXTERNAL MODULE: ./shared/release/commits.js
var release_commits = __webpack_require__(6040);
// EXTERNAL MODULE: ./actions/deploy-ecs/paused.js
var paused = __webpack_require__(9010);
;// CONCATENATED MODULE: ./actions/deploy-ecs/run-before-cell.js



/** The command of run-before and what became of it, for the table of the job summary. */
function runBeforeCell(report) {
    const { command, container, outcome, exitCode, taskArn, log, durationMs } = report;
    const url = taskArn === undefined ? undefined : (0,names/* taskConsoleUrl */.er)(taskArn);
    const task = taskArn === undefined ? undefined : (0,markdown/* inlineCode */.ti)((0,names/* shortName */.EU)(taskArn));
    const parts = [
        `${outcome}${exitCode === undefined ? '' : ` (exit code ${exitCode})`}`,
        `container ${(0,markdown/* inlineCode */.ti)(container)}`,
        ...(task === undefined ? [] : [url === undefined ? `task ${task}` : `task [${task}](${url})`]),
        ...(log === undefined ? [] : [`log ${(0,markdown/* inlineCode */.ti)(`${log.group} ${log.stream}`)}`]),
        (0,duration/* formatDuration */.a)(durationMs),
    ];
    return `${(0,markdown/* inlineCode */.ti)(command)}\n${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/summary.js












/** More is read in the report. */
const CHANGES_IN_SUMMARY = 150;
/** The job summary: the outcome, on failure its cause, the facts, and details folded away. */
function addSummary(summary, { plan, commits, result, durationMs }) {
    const { findings = [] } = result;
    const [errors, notes] = [(0,preflight_render/* errorsMarkdown */.d5)(findings), (0,preflight_render/* notesMarkdown */.BJ)(findings)];
    // The reason has the same errors in one line, without what to do about them.
    summary.add(`## deploy-ecs: ${result.outcome}`).add(errors ?? (0,markdown/* escapeMarkdown */.FV)(result.reason));
    addWhatToDo(summary, result);
    const diagnosis = result.diagnosis && (0,render/* diagnosisMarkdown */.PS)(result.diagnosis);
    if (diagnosis !== undefined)
        summary.add(diagnosis);
    addDetails(summary, { plan, commits, result, durationMs });
    if (notes !== undefined)
        summary.add(notes);
}
/** What is known of a service besides its outcome and the cause: facts, and details folded away. */
function addDetails(summary, { plan, commits, result, durationMs }) {
    summary.add((0,markdown/* markdownTable */.Qj)(['', ''], facts({ plan, commits, result, durationMs })));
    const timeline = timelineMarkdown(result.phases ?? []);
    if (timeline !== undefined)
        summary.add(timeline);
    if (result.slow !== undefined && result.slow.length > 0) {
        summary.add(['What made it slow:', ...result.slow.map((line) => `- ${(0,markdown/* escapeMarkdown */.FV)(line)}`)].join('\n'));
    }
    if (!plan.same && plan.changes.length > 0) {
        const title = `Changes against ${(0,names/* revisionName */.pd)(plan.current.taskDefinition)} (${plan.changes.length})`;
        summary.add((0,markdown/* details */.zH)(title, (0,render_diff/* changeMarkdown */.aA)(plan.changes, { limit: CHANGES_IN_SUMMARY })));
    }
    const events = (0,render/* eventsMarkdown */.Jg)(result.events);
    if (events !== undefined)
        summary.add(events);
}
/** The commands that answer a pause, or the hint. */
function addWhatToDo(summary, { pause, ready, hint }) {
    if (pause !== undefined)
        addAnswers(summary, (0,rollout_pause/* pauseAnswers */.A3)(pause));
    else if (ready !== undefined)
        addAnswers(summary, (0,codedeploy_pause/* readyAnswers */.$0)(ready));
    else if (hint !== undefined)
        summary.add((0,markdown/* escapeMarkdown */.FV)(hint));
}
/** Each command in a block of its own, for the button that copies it. */
function addAnswers(summary, answers) {
    for (const { to, command } of answers)
        summary.add(`To ${to}:`).add((0,markdown/* codeBlock */.DV)(command, 'sh'));
    summary.add(paused/* OR_AGAIN */.N);
}
function facts({ plan, commits, result, durationMs }) {
    const { before, view, wanted } = plan;
    const url = (0,names/* consoleUrl */.B9)(view.arn);
    const name = (0,markdown/* inlineCode */.ti)(before.serviceName ?? view.arn);
    const images = (wanted.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
    const rows = [
        ['Service', url === undefined ? name : `[${name}](${url})`],
        ['Cluster', (0,markdown/* inlineCode */.ti)((0,names/* shortName */.EU)(before.clusterArn ?? ''))],
        ['Task definition', code(result.taskDefinitionArn)],
        ['Before', code(result.previousTaskDefinitionArn)],
        ['Rolled back to', code(result.rolledBackTo)],
        ['Commits', commits === undefined || plan.same ? undefined : commitsCell(commits)],
        ['Image', images.map(markdown/* inlineCode */.ti).join('\n')],
        ['Run before', result.runBefore && runBeforeCell(result.runBefore)],
        ['Deployment', deploymentCell(plan, result)],
        ['CodeDeploy', result.codeDeploy && codeDeployCell(result.codeDeploy)],
        ['Time', (0,duration/* formatDuration */.a)(durationMs)],
    ];
    return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]]));
}
/** One of AWS CodeDeploy has a page of its own. */
function deploymentCell({ view }, { deploymentId, codeDeploy }) {
    if (deploymentId === undefined)
        return undefined;
    const url = codeDeploy && (0,names/* codeDeployConsoleUrl */.bf)(view.arn, deploymentId);
    return url === undefined ? (0,markdown/* inlineCode */.ti)(deploymentId) : `[${(0,markdown/* inlineCode */.ti)(deploymentId)}](${url})`;
}
function codeDeployCell({ application, group, rollbackDeploymentId }) {
    const back = rollbackDeploymentId === undefined ? '' : `, taken back by ${(0,markdown/* inlineCode */.ti)(rollbackDeploymentId)}`;
    return `${(0,markdown/* inlineCode */.ti)(application)}, ${(0,markdown/* inlineCode */.ti)(group)}${back}`;
}
function commitsCell(commits) {
    const short = (0,markdown/* inlineCode */.ti)((0,release_commits/* shortCommits */.l)(commits));
    return commits.url === undefined ? short : `[${short}](${commits.url})`;
}
function code(taskDefinition) {
    return taskDefinition === undefined ? undefined : (0,markdown/* inlineCode */.ti)((0,names/* revisionName */.pd)(taskDefinition));
}


/***/ }),

/***/ 7107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $0: () => (/* binding */ readyAnswers),
/* harmony export */   Hk: () => (/* binding */ describeReady),
/* harmony export */   IM: () => (/* binding */ stopCommand),
/* harmony export */   ZU: () => (/* binding */ continueCommand)
/* harmony export */ });
/** What it waits for, in one sentence. */
function describeReady({ deploymentId, until }) {
    const then = until === undefined ? '' : ` (until ${until}, then CodeDeploy stops it)`;
    return `Deployment ${deploymentId} is Ready: the new tasks run, and the traffic moves when it is continued${then}.`;
}
function readyAnswers(pause) {
    return [
        { to: 'go on', command: continueCommand(pause, 'READY_WAIT') },
        { to: 'roll back', command: stopCommand(pause) },
    ];
}
function continueCommand(named, wait) {
    return command('continue-deployment', named, `--deployment-wait-type ${wait}`);
}
/** The CLI stops without a rollback unless it is told otherwise. */
function stopCommand(named) {
    return command('stop-deployment', named, '--auto-rollback-enabled');
}
function command(operation, { region, deploymentId }, option) {
    const place = region === '' ? '' : `--region ${region} `;
    return `aws deploy ${operation} ${place}--deployment-id ${deploymentId} ${option}`;
}


/***/ }),

/***/ 36:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h4: () => (/* binding */ diagnose),
  KM: () => (/* binding */ isTrouble)
});

// UNUSED EXPORTS: troublesOf

;// CONCATENATED MODULE: ./shared/ecs/diagnosis/log-causes.js
/** What programs write when they die, and what it means. */
const LOG_HINTS = [
    {
        matches: /exec format error/i,
        likely: 'the image was built for another processor architecture than the task runs on',
    },
    {
        matches: /EADDRINUSE|address already in use/i,
        likely: 'the port is taken already, perhaps by another container of the task',
    },
    {
        matches: /heap out of memory|OutOfMemoryError|MemoryError|out of memory/i,
        likely: 'the program ran out of memory',
    },
    {
        matches: /Cannot find module|ModuleNotFoundError|ClassNotFoundException|No module named|cannot load such file/i,
        likely: 'a file or package the program needs is not in the image',
    },
    {
        matches: /password authentication failed|Access denied for user|authentication failed/i,
        likely: 'the credentials for a database or service are wrong',
    },
    {
        matches: /ECONNREFUSED|connection refused|ENOTFOUND|getaddrinfo|could not translate host name|no route to host/i,
        likely: 'another service the program needs cannot be reached: check its address and the security groups',
    },
    {
        matches: /(?:environment variable|env var|config\w*)[^\n]*(?:not set|missing|required|undefined)|(?:missing|required)[^\n]*(?:environment variable|env var)|KeyError/i,
        likely: 'a setting the program needs is missing from its environment',
    },
    {
        matches: /EACCES|permission denied|read-only file system/i,
        likely: 'the program may not read or write a file it needs',
    },
    {
        matches: /relation "[^"]*" does not exist|no such table|pending migration/i,
        likely: 'the database lacks a migration this release needs',
    },
];
/** What the last log lines of a failed container point to; the last line that says something decides. */
function causeOfLog(lines) {
    for (const line of lines.toReversed()) {
        const hint = LOG_HINTS.find(({ matches }) => matches.test(line));
        if (hint !== undefined)
            return hint.likely;
    }
    return undefined;
}

// EXTERNAL MODULE: ./shared/ecs/diagnosis/log-tail.js
var log_tail = __webpack_require__(8773);
// EXTERNAL MODULE: ./shared/ecs/diagnosis/task-failure.js
var task_failure = __webpack_require__(2668);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/diagnose.js



/** Logs are read for so many ways to fail; more would bury what matters. */
const GROUPS_WITH_LOG = 3;
const TROUBLES = 10;
/** Why ECS takes back a deployment whose tasks run well; the words with underscores are codes of AWS CodeDeploy. */
const NOT_THE_TASKS = /alarm|hook|traffic|MANUAL_STOP|INVALID|_ERROR\b/i;
const TROUBLE = /fail|unhealthy|error|throttl|unable|missing|alarm detected|rolling back/i;
/** Puts together why tasks failed. Never rejects for a log that cannot be read: then it says why. */
async function diagnose(facts, read) {
    const { events, taskDefinition, reason } = facts;
    const groups = groupEnds(facts.ends.filter(task_failure/* isFailure */.N).map((end) => withHealthCheck(end, events)));
    const failures = await Promise.all(groups.map(async ([last, ...others], index) => {
        const tail = index < GROUPS_WITH_LOG ? await (0,log_tail/* readLogTail */.T)(last, taskDefinition, read) : { lines: [], note: undefined };
        return {
            what: last.what,
            stoppedReason: last.stoppedReason,
            likely: causeOfLog(tail.lines) ?? last.likely,
            taskIds: [last, ...others].map(({ taskId }) => taskId),
            logLines: tail.lines,
            logNote: tail.note,
        };
    }));
    const verdict = reason !== undefined && NOT_THE_TASKS.test(reason) ? reason : undefined;
    return { verdict, failures, troubles: troublesOf(events) };
}
/** Events that tell of trouble, each once, the newest if there are many. */
function troublesOf(events) {
    const troubles = events.filter(isTrouble).map(({ message }) => message);
    return [...new Set(troubles)].slice(-TROUBLES);
}
function isTrouble({ message }) {
    return TROUBLE.test(message);
}
/** The reason of a failed health check is told by an event only: `… is unhealthy in (target-group …) due to (reason …)`. */
function withHealthCheck(end, events) {
    if (!/health checks/i.test(end.stoppedReason))
        return end;
    const event = events.findLast(({ message }) => message.includes(end.taskId) && /is unhealthy/i.test(message));
    const detail = /due to \(reason (.*)\)\.?$/i.exec(event?.message ?? '')?.[1];
    const port = /\(port (\d+)\)/.exec(event?.message ?? '')?.[1];
    if (detail === undefined)
        return end;
    return { ...end, what: `${end.what}: ${detail}${port === undefined ? '' : ` on port ${port}`}` };
}
/** The last to end leads its group: ECS keeps its log stream longest, and it saw the newest state. */
function groupEnds(ends) {
    const newestFirst = [...ends].sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
    const groups = new Map();
    for (const end of newestFirst) {
        const group = groups.get(end.what);
        if (group === undefined)
            groups.set(end.what, [end]);
        else
            group.push(end);
    }
    return [...groups.values()].sort((a, b) => b.length - a.length);
}


/***/ }),

/***/ 2321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dc: () => (/* binding */ diagnosisLines),
  PS: () => (/* binding */ diagnosisMarkdown),
  Jg: () => (/* binding */ eventsMarkdown),
  Pl: () => (/* binding */ headline)
});

// EXTERNAL MODULE: ./shared/text/markdown.js
var markdown = __webpack_require__(5569);
// EXTERNAL MODULE: ./shared/ecs/rollout/progress.js
var progress = __webpack_require__(9121);
// EXTERNAL MODULE: ./shared/ecs/rollout/reason.js
var reason = __webpack_require__(2786);
// EXTERNAL MODULE: ./shared/text/truncate.js
var truncate = __webpack_require__(4258);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/aws-words.js

/**
 * What the agent of ECS and the AWS SDK for Go put around a failure's own words: how often they tried, which layer hands
 * the error on, ids of requests.
 */
const WRAPPING = [
    /execution resource retrieval failed: /g,
    /service call has been retried \d+ times?(?:\(s\))?: /g,
    /operation error [\w ]+: \w+, /g,
    /https response error StatusCode: \d+, RequestID: [\w-]+, /g,
    /api error (?=\w+Exception)/g,
];
/** More is for log and summary. */
const MOST = 600;
/** A failure in AWS's own words, without what says nothing of its cause: the names of things stay. */
function essentialWords(what) {
    return (0,truncate/* shortenMiddle */.j)(WRAPPING.reduce((words, wrapping) => words.replaceAll(wrapping, ''), what), MOST);
}

// EXTERNAL MODULE: ./shared/ecs/diagnosis/diagnose.js + 1 modules
var diagnose = __webpack_require__(36);
;// CONCATENATED MODULE: ./shared/ecs/diagnosis/render.js





/** Longer than this, what happened is AWS's own words, which few can read at a glance: the likely cause comes first. */
const SHORT = 120;
/** The first cause in one line without a full stop, for annotations and outputs. */
function headline({ verdict, failures, troubles }) {
    const [first] = failures;
    // That it rolls back is no cause, only what comes of one.
    const trouble = troubles.findLast((event) => !/rolling back to/i.test(event));
    if (verdict !== undefined)
        return verdict;
    if (first === undefined)
        return trouble === undefined ? undefined : (0,reason/* trimReason */.r)((0,progress/* describeEvent */.gN)(trouble));
    const { likely, taskIds } = first;
    const what = (0,reason/* trimReason */.r)(first.what) ?? '';
    const count = taskIds.length > 1 ? [`${taskIds.length} tasks`] : [];
    if (likely === undefined || what.length <= SHORT)
        return [what, ...count.map((text) => `(${text})`)].join(' ');
    return `${likely} (${[...count, essentialWords(what)].join('; ')})`;
}
/** The diagnosis for the log, line by line. */
function diagnosisLines({ verdict, failures, troubles }) {
    const cause = verdict === undefined ? [] : [`Cause: ${verdict}`];
    const tasks = failures.flatMap((failure) => [
        `${countTasks(failure)}: ${failure.what}`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`  AWS says: ${failure.stoppedReason}`]),
        ...(failure.likely === undefined ? [] : [`  Likely cause: ${failure.likely}.`]),
        ...(failure.logLines.length === 0
            ? []
            : [`  Last ${failure.logLines.length} log lines of task ${failure.taskIds[0] ?? ''}:`]),
        ...failure.logLines.map((line) => `    ${line}`),
        ...(failure.logNote === undefined ? [] : [`  ${failure.logNote}`]),
    ]);
    const lines = [...cause, ...tasks];
    const events = troubles.length === 0 ? [] : ['Service events:', ...troubles.map((event) => `  ${(0,progress/* describeEvent */.gN)(event)}`)];
    return lines.length + events.length === 0
        ? ['Amazon ECS tells of no failed task and no trouble.']
        : [...lines, ...events];
}
/** The diagnosis for the job summary, where {@link eventsMarkdown} has the events; undefined when there is nothing else. */
function diagnosisMarkdown({ verdict, failures }) {
    const blocks = failures.flatMap((failure) => [
        `**${(0,markdown/* escapeMarkdown */.FV)(`${countTasks(failure)}: ${failure.what}`)}**`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`AWS says: ${(0,markdown/* escapeMarkdown */.FV)(failure.stoppedReason)}`]),
        ...(failure.likely === undefined ? [] : [`Likely cause: ${(0,markdown/* escapeMarkdown */.FV)(failure.likely)}.`]),
        ...(failure.logLines.length === 0 ? [] : [(0,markdown/* codeBlock */.DV)(failure.logLines.join('\n'), 'text')]),
        ...(failure.logNote === undefined ? [] : [`*${(0,markdown/* escapeMarkdown */.FV)(failure.logNote)}*`]),
    ]);
    const cause = verdict === undefined ? [] : [`**${(0,markdown/* escapeMarkdown */.FV)(`Cause: ${verdict}`)}**`];
    const all = [...cause, ...blocks];
    return all.length === 0 ? undefined : all.join('\n\n');
}
/** The service's events for the job summary, folded away; what tells of trouble stands out. Undefined without any. */
function eventsMarkdown(events) {
    if (events.length === 0)
        return undefined;
    const lines = events.map((event) => {
        const text = (0,markdown/* escapeMarkdown */.FV)((0,progress/* describeEvent */.gN)(event.message));
        return `- ${(0,diagnose/* isTrouble */.KM)(event) ? `**${text}**` : text}`;
    });
    const troubles = events.filter(diagnose/* isTrouble */.KM).length;
    const count = troubles === 0 ? `${lines.length}` : `${lines.length}, ${troubles} of trouble`;
    return (0,markdown/* details */.zH)(`Service events (${count})`, lines.join('\n'));
}
function countTasks({ taskIds }) {
    return taskIds.length === 1 ? 'A task failed' : `${taskIds.length} tasks failed`;
}


/***/ })

};
