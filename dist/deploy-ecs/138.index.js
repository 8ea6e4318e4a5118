export const id = 138;
export const ids = [138];
export const modules = {

/***/ 3138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  unsuccessfulCodeDeploy: () => (/* binding */ unsuccessfulCodeDeploy)
});

// EXTERNAL MODULE: ./shared/ecs/diagnosis/render.js + 1 modules
var render = __webpack_require__(2321);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./actions/deploy-ecs/explain.js
var explain = __webpack_require__(3137);
// EXTERNAL MODULE: ./actions/deploy-ecs/codedeploy/rollout.js
var codedeploy_rollout = __webpack_require__(3352);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/api.js
var api = __webpack_require__(1817);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/patient.js
var patient = __webpack_require__(7864);
// EXTERNAL MODULE: ./shared/ecs/codedeploy/watch.js + 4 modules
var watch = __webpack_require__(2314);
;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/take-back.js






/**
 * Asks CodeDeploy to stop the deployment and to roll it back. Waiting for it is a step of its own, so that the diagnosis
 * can be made meanwhile.
 * @throws the signal's reason when the job is cancelled
 */
async function takeBackCodeDeploy(rollout, { watched, reason }, tools) {
    const { plan, inputs } = rollout;
    const { deploymentId } = watched.memory;
    tools.log.info(`Rolling back to ${(0,names/* revisionName */.pd)(plan.current.taskDefinition)}: ${reason}`);
    try {
        await (0,patient/* patientCodeDeploy */.m)(await tools.codeDeploy(), tools).stopAndRollBack(deploymentId);
        tools.log.info('rollback: the deployment was stopped with rollback');
    }
    catch (error) {
        tools.signal?.throwIfAborted();
        // It has ended by itself, or an answer was lost: how, the watch tells.
        if (!(0,api/* isCodeDeployFault */.$)(error, 'DeploymentAlreadyCompleted')) {
            const sentence = `The rollback could not be asked for, and deployment ${deploymentId} goes on: ${(0,errors/* errorMessage */.gJ)(error)}`;
            return { wait: () => Promise.resolve({ sentences: [sentence] }) };
        }
    }
    return {
        wait: async () => {
            const after = await (0,watch/* watchDeployment */.J)({
                ...(await (0,codedeploy_rollout/* watching */._A)(rollout, tools)),
                memory: { ...watched.memory, rollbackRequested: true, failure: reason },
                earlierEvents: new Set(plan.view.events.map(({ id }) => id)),
                budgetMs: inputs.waitMs,
                failFast: undefined,
                earlier: watched,
            }, tools);
            return { ...describeReturn(rollout, after), watched: after };
        },
    };
}
function describeReturn(rollout, watched) {
    const { ending, memory } = watched;
    const { deploymentId, rollbackId = 'of it' } = memory;
    switch (ending.kind) {
        case 'rolled-back': {
            const restored = (0,codedeploy_rollout/* servingAfter */.FL)(rollout, watched);
            return { restored, sentences: [`Rolled back: the service runs ${(0,names/* revisionName */.pd)(restored)} again.`] };
        }
        case 'deployed':
            return { sentences: [`Deployment ${deploymentId} was completed before it could be stopped, so it serves.`] };
        case 'timed-out':
            return { sentences: [`The rollback ${rollbackId} was begun and is not completed yet.`] };
        case 'superseded':
            return { sentences: [`Instead of the rollback, another deployment has begun: ${ending.by}.`] };
        case 'lost':
            return { sentences: [`The rollback was begun; how it ends is not known: ${ending.error.message}`] };
        case 'failed':
            return { sentences: [`It was not rolled back: ${ending.reason}.`] };
        case 'gone':
        case 'doomed':
            return { sentences: [`The rollback failed too: ${ending.reason}.`] };
        case 'paused':
            return { sentences: ['The rollback was asked for, and the deployment waits all the same.'] };
    }
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/codedeploy/unsuccessful.js





/**
 * The result of a deployment that was not completed: why it was not, and what became of it. One that is doomed is stopped
 * and taken back here, if the user wants it; one that has failed CodeDeploy itself was told to take back.
 */
async function unsuccessfulCodeDeploy(rollout, watched, tools) {
    const { ending } = watched;
    const name = (0,names/* revisionName */.pd)(rollout.taskDefinitionArn);
    const end = (outcome, reason, more) => (0,codedeploy_rollout/* concludeCodeDeploy */.Ug)(rollout, { outcome, reason, watched, ...more });
    switch (ending.kind) {
        case 'timed-out': {
            const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: watched.memory.failure }, tools);
            return end('timed-out', lateReason(rollout, watched, diagnosis), {
                diagnosis,
                hint: 'Raise wait-for-minutes, or look for what takes so long: image size, health checks, hooks, the deployment configuration.',
            });
        }
        case 'rolled-back': {
            const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: ending.reason }, tools);
            const to = (0,codedeploy_rollout/* servingAfter */.FL)(rollout, watched);
            const reason = `${name} failed: ${(0,render/* headline */.Pl)(diagnosis) ?? ending.reason}. CodeDeploy rolled back to ${(0,names/* revisionName */.pd)(to)}.`;
            return end('rolled-back', reason, { diagnosis, rolledBackTo: to });
        }
        case 'failed': {
            const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason: ending.reason }, tools);
            const standing = ending.rollback === 'none' ? ` It is not taken back: ${whereTrafficIs(watched)}.` : '';
            return end('failed', `${name} failed: ${(0,render/* headline */.Pl)(diagnosis) ?? ending.reason}.${standing}`, { diagnosis });
        }
        case 'doomed':
            return doomed(rollout, { ...watched, ending }, tools);
    }
}
async function doomed(rollout, watched, tools) {
    const { reason } = watched.ending;
    // Going back is asked for first: every second the old tasks would have to wait for the diagnosis is one too many.
    const goneBack = rollout.inputs.onFailure === 'rollback' ? await takeBackCodeDeploy(rollout, { watched, reason }, tools) : undefined;
    const diagnosis = await (0,explain/* explain */.W)(rollout, { ...watched, reason }, tools);
    const after = (await goneBack?.wait()) ?? {
        sentences: ['It is left as it is; CodeDeploy goes on trying.'],
    };
    const name = (0,names/* revisionName */.pd)(rollout.taskDefinitionArn);
    return (0,codedeploy_rollout/* concludeCodeDeploy */.Ug)(rollout, {
        outcome: after.restored === undefined ? 'failed' : 'rolled-back',
        reason: [`${name} failed: ${(0,render/* headline */.Pl)(diagnosis) ?? reason}.`, ...after.sentences].join(' '),
        rolledBackTo: after.restored,
        diagnosis,
        watched: after.watched ?? watched,
    });
}
function lateReason({ taskDefinitionArn, inputs }, { memory }, diagnosis) {
    const name = (0,names/* revisionName */.pd)(taskDefinitionArn);
    const within = `within ${inputs.waitMs / 60_000} minutes`;
    const cause = (0,render/* headline */.Pl)(diagnosis);
    if (memory.rollbackId !== undefined) {
        const why = cause ?? memory.failure ?? 'it was taken back';
        return `${name} failed: ${why}. The rollback ${memory.rollbackId} was not completed ${within}; it goes on.`;
    }
    const late = `${name} was not deployed ${within}; it has not failed by CodeDeploy's count, and deployment ${memory.deploymentId} goes on.`;
    return cause === undefined ? late : `${late} What stands in its way: ${cause}.`;
}
function whereTrafficIs({ memory: { weight } }) {
    if (weight === undefined || weight === 0)
        return 'the old tasks have the traffic';
    return weight >= 100 ? 'the new tasks have all the traffic' : `the new tasks have ${weight} % of the traffic`;
}


/***/ }),

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
