export const id = 746;
export const ids = [746];
export const modules = {

/***/ 7746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  addSummary: () => (/* binding */ addSummary)
});

// EXTERNAL MODULE: ./shared/ecs/diagnosis/render.js
var render = __webpack_require__(9554);
// EXTERNAL MODULE: ./shared/ecs/preflight/render.js
var preflight_render = __webpack_require__(1752);
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
    if (phases.length < 2)
        return undefined;
    const bars = phases.slice(0, MOST_BARS).map(({ name, from, to }) => {
        // A colon ends the name, and the others have a meaning of their own.
        const label = `${name} (${(0,duration/* formatDuration */.a)(to - from)})`.replace(/[:;#,]/g, ' ');
        return `  ${label} :${Math.round(from)}, ${Math.round(to)}`;
    });
    const lines = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', '  section Rollout', ...bars];
    return (0,markdown/* codeBlock */.DV)(lines.join('\n'), 'mermaid');
}

// EXTERNAL MODULE: ./shared/ecs/rollout/progress.js
var progress = __webpack_require__(9121);
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
    if (result.pause !== undefined)
        addPause(summary, result.pause);
    else if (result.hint !== undefined)
        summary.add((0,markdown/* escapeMarkdown */.FV)(result.hint));
    if (result.diagnosis !== undefined)
        summary.add((0,render/* diagnosisMarkdown */.PS)(result.diagnosis));
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
    if (result.events.length > 0) {
        const lines = result.events.map(({ message }) => `- ${(0,markdown/* escapeMarkdown */.FV)((0,progress/* describeEvent */.gN)(message))}`);
        summary.add((0,markdown/* details */.zH)(`Service events (${lines.length})`, lines.join('\n')));
    }
    if (notes !== undefined)
        summary.add(notes);
}
/** Each command in a block of its own, for the button that copies it. */
function addPause(summary, pause) {
    for (const { to, command } of (0,rollout_pause/* pauseAnswers */.A3)(pause))
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
        ['Deployment', result.deploymentId === undefined ? undefined : (0,markdown/* inlineCode */.ti)(result.deploymentId)],
        ['Time', (0,duration/* formatDuration */.a)(durationMs)],
    ];
    return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]]));
}
function commitsCell(commits) {
    const short = (0,markdown/* inlineCode */.ti)((0,release_commits/* shortCommits */.l)(commits));
    return commits.url === undefined ? short : `[${short}](${commits.url})`;
}
function code(taskDefinition) {
    return taskDefinition === undefined ? undefined : (0,markdown/* inlineCode */.ti)((0,names/* revisionName */.pd)(taskDefinition));
}


/***/ }),

/***/ 9554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PS: () => (/* binding */ diagnosisMarkdown),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   dc: () => (/* binding */ diagnosisLines),
/* harmony export */   rl: () => (/* binding */ causeOf)
/* harmony export */ });
/* harmony import */ var _shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5569);
/* harmony import */ var _rollout_progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9121);
/* harmony import */ var _rollout_reason_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2786);



/** Why ECS takes back a deployment whose tasks run well. */
const NOT_THE_TASKS = /alarm|hook|traffic/i;
/** The first cause in one line without a full stop, for annotations and outputs. */
function headline({ failures, troubles }) {
    const [first] = failures;
    // That it rolls back is no cause, only what comes of one.
    const trouble = troubles.findLast((event) => !/rolling back to/i.test(event));
    if (first === undefined)
        return trouble === undefined ? undefined : (0,_rollout_reason_js__WEBPACK_IMPORTED_MODULE_0__/* .trimReason */ .r)((0,_rollout_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .describeEvent */ .gN)(trouble));
    const what = (0,_rollout_reason_js__WEBPACK_IMPORTED_MODULE_0__/* .trimReason */ .r)(first.what) ?? '';
    return first.taskIds.length > 1 ? `${what} (${first.taskIds.length} tasks)` : what;
}
/** The cause of a failure in one line, where ECS gives a reason as well: what its tasks tell is nearer to it, mostly. */
function causeOf(diagnosis, reason) {
    return NOT_THE_TASKS.test(reason) ? reason : (headline(diagnosis) ?? reason);
}
/** The diagnosis for the log, line by line. */
function diagnosisLines({ failures, troubles }) {
    const lines = failures.flatMap((failure) => [
        `${countTasks(failure)}: ${failure.what}`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`  AWS says: ${failure.stoppedReason}`]),
        ...(failure.likely === undefined ? [] : [`  Likely cause: ${failure.likely}.`]),
        ...(failure.logLines.length === 0
            ? []
            : [`  Last ${failure.logLines.length} log lines of task ${failure.taskIds[0] ?? ''}:`]),
        ...failure.logLines.map((line) => `    ${line}`),
        ...(failure.logNote === undefined ? [] : [`  ${failure.logNote}`]),
    ]);
    const events = troubles.length === 0 ? [] : ['Service events:', ...troubles.map((event) => `  ${(0,_rollout_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .describeEvent */ .gN)(event)}`)];
    return lines.length + events.length === 0
        ? ['Amazon ECS tells of no failed task and no trouble.']
        : [...lines, ...events];
}
/** The diagnosis for the job summary. */
function diagnosisMarkdown({ failures, troubles }) {
    const blocks = failures.flatMap((failure) => [
        `**${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(`${countTasks(failure)}: ${failure.what}`)}**`,
        ...(failure.what.includes(failure.stoppedReason) ? [] : [`AWS says: ${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(failure.stoppedReason)}`]),
        ...(failure.likely === undefined ? [] : [`Likely cause: ${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(failure.likely)}.`]),
        ...(failure.logLines.length === 0 ? [] : [(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .codeBlock */ .DV)(failure.logLines.join('\n'), 'text')]),
        ...(failure.logNote === undefined ? [] : [`*${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(failure.logNote)}*`]),
    ]);
    const events = troubles.length === 0
        ? []
        : ['Service events:', troubles.map((event) => `- ${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)((0,_rollout_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .describeEvent */ .gN)(event))}`).join('\n')];
    return [...blocks, ...events].join('\n\n');
}
function countTasks({ taskIds }) {
    return taskIds.length === 1 ? 'A task failed' : `${taskIds.length} tasks failed`;
}


/***/ })

};
