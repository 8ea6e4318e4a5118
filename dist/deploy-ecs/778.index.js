export const id = 778;
export const ids = [778];
export const modules = {

/***/ 3137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain)
/* harmony export */ });
/* harmony import */ var _shared_ecs_diagnosis_diagnose__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36);
/* harmony import */ var _shared_ecs_diagnosis_render__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2321);


/** Why a rollout failed, told in the log and given. */
async function explain({ plan }, { ends, events, reason }, tools) {
    const taskDefinition = plan.wanted.definition;
    const diagnosis = await (0,_shared_ecs_diagnosis_diagnose__WEBPACK_IMPORTED_MODULE_0__/* .diagnose */ .h4)({ ends, events, taskDefinition, reason }, tools.readLogs);
    tools.signal?.throwIfAborted();
    await tools.log.group('Diagnosis', () => {
        for (const line of (0,_shared_ecs_diagnosis_render__WEBPACK_IMPORTED_MODULE_1__/* .diagnosisLines */ .dc)(diagnosis))
            tools.log.info(line);
        return Promise.resolve();
    });
    return diagnosis;
}


/***/ }),

/***/ 2227:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ takeBackAfterCancel),
/* harmony export */   z: () => (/* binding */ takeBack)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4722);
/* harmony import */ var _shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5739);
/* harmony import */ var _shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9313);
/* harmony import */ var _shared_ecs_rollout_pause__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3102);
/* harmony import */ var _shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7707);
/* harmony import */ var _shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4695);
/* harmony import */ var _shared_ecs_rollout_watch__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2185);








/**
 * Asks ECS to go back to what the service ran before. Waiting for it is a step of its own, so that the diagnosis can
 * be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
async function takeBack(rollout, { watched, reason }, tools) {
    const done = (result) => ({ wait: () => Promise.resolve(result) });
    const target = (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revisionToKeep */ .cx)(rollout.plan.before);
    if (target === undefined)
        return done({
            sentences: ['No deployment of this service was ever completed, so there is nothing to go back to.'],
        });
    const { ref, waitMs } = rollout.inputs;
    tools.log.info(`Rolling back to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)}: ${reason}`);
    let memory;
    try {
        const leaving = rollout.taskDefinitionArn;
        const options = { ref, target, leaving, stopOnly: target === leaving };
        const reverted = await (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revertService */ ._1)((0,_shared_ecs_patient__WEBPACK_IMPORTED_MODULE_2__/* .patient */ .I)(tools.api, tools), options, tools);
        if (reverted.method === 'none')
            return done({ sentences: [insteadOfRollback(reverted.by)] });
        const stopped = reverted.method === 'stop-deployment';
        tools.log.info(`rollback: ${stopped ? 'the deployment was stopped with rollback' : 'the service was updated'}`);
        memory = rollbackMemory(watched, { service: stopped ? undefined : reverted.service, target, reason });
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        return done({
            sentences: [`The rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} could not be asked for: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`],
        });
    }
    return {
        wait: async () => {
            const { ends: knownEnds, startedAt: since } = watched;
            const options = { api: tools.api, ref, memory, budgetMs: waitMs, failFast: undefined, knownEnds, since };
            const back = await (0,_shared_ecs_rollout_watch__WEBPACK_IMPORTED_MODULE_5__/* .watchRollout */ .D)(options, tools);
            return { ...describeReturn(back.ending, target), watched: back };
        },
    };
}
/** Stopped: the same rollout goes on, backwards. Updated: another rollout, to the revision before. */
function rollbackMemory({ memory, service: seen, events }, revert) {
    if (revert.service === undefined) {
        const earlierEvents = new Set([...memory.earlierEvents, ...events.map(({ id }) => id)]);
        return { ...memory, earlierEvents, rollbackRequested: true, failure: revert.reason };
    }
    const after = (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__/* .viewService */ .fk)(revert.service);
    const primary = (0,_shared_ecs_rollout_view__WEBPACK_IMPORTED_MODULE_6__/* .primaryOf */ .Os)(after);
    const isNew = primary !== undefined && primary.taskDefinition === revert.target;
    return (0,_shared_ecs_rollout_memory__WEBPACK_IMPORTED_MODULE_7__/* .beginRollout */ .Zf)(isNew ? primary : { id: '', taskDefinition: revert.target }, seen ?? after, 'deployed');
}
function describeReturn(ending, target) {
    const name = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target);
    switch (ending.kind) {
        case 'deployed':
            return { restored: target, sentences: [`Rolled back: the service runs ${name} again.`] };
        case 'rolled-back':
            return { restored: ending.to, sentences: [`Rolled back: the service runs ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(ending.to)} again.`] };
        case 'paused':
            return { sentences: [`The rollback to ${name} was begun. ${(0,_shared_ecs_rollout_pause__WEBPACK_IMPORTED_MODULE_3__/* .describePause */ .Ei)(ending)}`] };
        case 'timed-out':
            return { sentences: [`The rollback to ${name} was begun and is not completed yet.`] };
        case 'superseded':
            return { sentences: [insteadOfRollback(ending.by)] };
        case 'lost':
            return { sentences: [`The rollback to ${name} was begun; how it ends is not known: ${ending.error.message}`] };
        case 'failed':
        case 'gone':
        case 'doomed':
            return { sentences: [`The rollback to ${name} failed too: ${ending.reason}.`] };
    }
}
function insteadOfRollback({ id, taskDefinition }) {
    return `Instead of the rollback, another deployment has begun: ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinition)} (${id}).`;
}
/** Of the seconds that a cancelled job has left, so many milliseconds look for an update whose answer was lost. */
const LOOK_AFTER_CANCEL_MS = 1_000;
/** What becomes of a deployment whose job is cancelled, as the user chose. There are seconds left; nothing is awaited. */
async function takeBackAfterCancel(rollout, tools) {
    const { plan, inputs, taskDefinitionArn } = rollout;
    const name = (0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(taskDefinitionArn);
    const left = `The job was cancelled while ${name} was being deployed.`;
    if (inputs.onCancel === 'leave')
        return `${left} The deployment goes on, and Amazon ECS brings it to its end.`;
    const target = (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revisionToKeep */ .cx)(plan.before);
    if (target === undefined)
        return `${left} There is nothing to go back to, so the deployment goes on.`;
    try {
        const { apiAfterCancel, clock, random, log } = tools;
        const reverted = await (0,_shared_ecs_rollout_revert__WEBPACK_IMPORTED_MODULE_4__/* .revertService */ ._1)(apiAfterCancel, {
            ref: inputs.ref,
            target,
            leaving: taskDefinitionArn,
            stopOnly: target === taskDefinitionArn,
            lookForMs: LOOK_AFTER_CANCEL_MS,
        }, 
        // Without its signal, which has aborted.
        { clock, random, log });
        if (reverted.method === 'none')
            return `${left} ${insteadOfRollback(reverted.by)}`;
        return `${left} A rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} was begun, which Amazon ECS brings to its end.`;
    }
    catch (error) {
        return `${left} It goes on: the rollback to ${(0,_shared_ecs_names__WEBPACK_IMPORTED_MODULE_1__/* .revisionName */ .pd)(target)} could not be asked for: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`;
    }
}


/***/ }),

/***/ 7778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  unsuccessful: () => (/* binding */ unsuccessful)
});

// EXTERNAL MODULE: ./shared/ecs/diagnosis/render.js + 1 modules
var render = __webpack_require__(2321);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/rollout/phases.js
var phases = __webpack_require__(602);
// EXTERNAL MODULE: ./shared/ecs/rollout/view.js
var view = __webpack_require__(4695);
// EXTERNAL MODULE: ./actions/deploy-ecs/conclude.js
var conclude = __webpack_require__(5893);
// EXTERNAL MODULE: ./actions/deploy-ecs/explain.js
var explain = __webpack_require__(3137);
;// CONCATENATED MODULE: ./actions/deploy-ecs/late.js


/** Why a rollout is `timed-out`, in a sentence: late by itself, or failed with a rollback that is late. */
function lateReason(taskDefinitionArn, waitMs, seen) {
    const { failure, rollback } = seen.memory;
    const name = (0,names/* revisionName */.pd)(taskDefinitionArn);
    const cause = (0,render/* headline */.Pl)(seen.diagnosis);
    const within = `within ${waitMs / 60_000} minutes`;
    if (rollback !== undefined) {
        const why = cause ?? failure ?? 'it was taken back';
        return `${name} failed: ${why}. The rollback to ${(0,names/* revisionName */.pd)(rollback.taskDefinition)} was not completed ${within}; it goes on.`;
    }
    const late = `${name} was not deployed ${within}; it has not failed by Amazon ECS's count, and the deployment goes on.`;
    return cause === undefined ? late : `${late} What stands in its way: ${cause}.`;
}

// EXTERNAL MODULE: ./actions/deploy-ecs/take-back.js
var take_back = __webpack_require__(2227);
;// CONCATENATED MODULE: ./actions/deploy-ecs/unsuccessful.js








/**
 * The result of a rollout that was not completed: why it was not, and what became of it. What failed and was not taken
 * back by ECS is taken back here, if the user wants it.
 */
async function unsuccessful(rollout, watched, tools) {
    const { ending } = watched;
    const { waitMs } = rollout.inputs;
    const name = (0,names/* revisionName */.pd)(rollout.taskDefinitionArn);
    const end = (outcome, reason, more) => (0,conclude/* conclude */.Ep)(rollout, { outcome, reason, watched, ...more });
    switch (ending.kind) {
        case 'timed-out': {
            const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: watched.memory.failure }, tools);
            const seen = { memory: watched.memory, diagnosis };
            return end('timed-out', lateReason(rollout.taskDefinitionArn, waitMs, seen), {
                diagnosis,
                hint: 'Raise wait-for-minutes, or look for what takes so long: image size, health check interval and threshold, deregistration delay.',
            });
        }
        case 'rolled-back': {
            const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: ending.reason }, tools);
            const reason = `${name} failed: ${(0,render/* headline */.Pl)(diagnosis) ?? ending.reason}. Amazon ECS rolled back to ${(0,names/* revisionName */.pd)(ending.to)}.`;
            return end('rolled-back', reason, { diagnosis, rolledBackTo: ending.to });
        }
        case 'failed':
        case 'doomed':
            return await failed(rollout, { ...watched, ending }, tools);
    }
}
async function failed(rollout, watched, tools) {
    const { ending } = watched;
    const name = (0,names/* revisionName */.pd)(rollout.taskDefinitionArn);
    // Going back is asked for first: every second the old tasks would have to wait for the diagnosis is one too many.
    const mayGoBack = rollout.inputs.onFailure === 'rollback' && ending.stands !== false;
    const goneBack = mayGoBack ? await (0,take_back/* takeBack */.z)(rollout, { watched, reason: ending.reason }, tools) : undefined;
    const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: ending.reason }, tools);
    const cause = (0,render/* headline */.Pl)(diagnosis) ?? ending.reason;
    const after = goneBack === undefined ? leftAlone(ending) : await goneBack.wait();
    return (0,conclude/* conclude */.Ep)(rollout, {
        outcome: after.restored === undefined ? 'failed' : 'rolled-back',
        reason: [`${name} failed: ${cause}.`, ...after.sentences].join(' '),
        rolledBackTo: after.restored,
        diagnosis,
        watched: after.watched === undefined ? watched : withWayBack(watched, after.watched),
    });
}
/** The account of a rollout goes on until the way back is over. */
function withWayBack(watched, back) {
    return {
        ...watched,
        events: (0,view/* joinEvents */.uQ)(watched.events, back.events),
        phases: [...watched.phases, ...(0,phases/* asWayBack */.Fr)(back.phases)],
    };
}
function leftAlone({ kind, stands }) {
    if (stands === false)
        return { sentences: [] };
    return {
        sentences: [kind === 'doomed' ? 'It is left as it is; Amazon ECS goes on trying.' : 'It is left as it is.'],
    };
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
