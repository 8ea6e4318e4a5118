export const id = 224;
export const ids = [224];
export const modules = {

/***/ 3224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploySeveral: () => (/* binding */ deploySeveral)
});

// EXTERNAL MODULE: ./actions/deploy-ecs/recorded.js
var recorded = __webpack_require__(6940);
// EXTERNAL MODULE: ./actions/deploy-ecs/result.js
var result = __webpack_require__(1265);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/service-inputs.js
var service_inputs = __webpack_require__(4883);
// EXTERNAL MODULE: ./actions/deploy-ecs/conclude.js
var conclude = __webpack_require__(5893);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/service-log.js
/**
 * The log that many services share. Services talk at the same time, but GitHub's groups hold whatever is printed between
 * their two ends: so nobody is let in between.
 */
class SharedLog {
    #log;
    #waiting = [];
    #isClosed = false;
    constructor(log) {
        this.#log = log;
    }
    print(print) {
        if (this.#isClosed)
            this.#waiting.push(print);
        else
            print(this.#log);
    }
    /** Prints a group whose lines are all there. */
    async group(title, lines) {
        const { promise, resolve, reject } = Promise.withResolvers();
        this.print((log) => {
            this.#isClosed = true;
            const printed = log.group(title, () => {
                for (const line of lines)
                    line(log);
                return Promise.resolve();
            });
            printed
                .finally(() => {
                this.#isClosed = false;
                this.#goOn();
            })
                .then(() => {
                resolve(undefined);
            }, reject);
        });
        return promise;
    }
    #goOn() {
        const waiting = this.#waiting;
        this.#waiting = [];
        // One of them may be a group, behind which the rest waits again.
        for (const print of waiting)
            this.print(print);
    }
}
/** The log of one service: its name stands before every line, and what it groups is told at the end of the group. */
function serviceLog(shared, label) {
    let held;
    const tell = (print) => {
        if (held === undefined)
            shared.print(print);
        else
            held.push(print);
    };
    const named = (message) => withName(label, message);
    return {
        debug: (message) => {
            tell((log) => {
                log.debug(named(message));
            });
        },
        info: (message) => {
            tell((log) => {
                log.info(named(message));
            });
        },
        notice: (message, at) => {
            tell((log) => {
                log.notice(named(message), at);
            });
        },
        warning: (message, at) => {
            tell((log) => {
                log.warning(named(message), at);
            });
        },
        error: (message, at) => {
            tell((log) => {
                log.error(named(message), at);
            });
        },
        group: async (title, body) => {
            const lines = [];
            held = lines;
            try {
                return await body();
            }
            finally {
                held = undefined;
                await shared.group(named(title), lines);
            }
        },
    };
}
/** The log of a service while no other has anything to tell: its groups are open while they grow. */
function liveLog(log, label) {
    return {
        ...serviceLog(new SharedLog(log), label),
        group: (title, body) => log.group(withName(label, title), body),
    };
}
function withName(label, text) {
    return text
        .split('\n')
        .map((line) => `[${label}] ${line}`)
        .join('\n');
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/several/one-service.js




/** Takes the step apart. The record on GitHub and the command of run-before are the step's own. */
function servicesOf(inputs, tools) {
    const labels = (0,service_inputs/* serviceLabels */.PW)(inputs.refs);
    const shared = new SharedLog(tools.log);
    return inputs.refs.map((ref, place) => {
        const label = labels[place] ?? ref.service;
        const log = serviceLog(shared, label);
        return {
            label,
            ref,
            inputs: { ...inputs, ref, token: undefined, runBefore: undefined },
            tools: { ...tools, log, deploy: { ...tools.deploy, log } },
        };
    });
}
/** The end of a service, by what became of it. */
function endOf({ label, ref }, deployed, durationMs) {
    const { outcome, reason, hint } = deployed.result;
    return { label, ref, outcome, reason, hint, deployed, durationMs };
}
/**
 * The end of a service for which something was thrown before anything was done to it.
 * @param prepared undefined when not even its plan could be made
 */
function failedEnd(service, error, { prepared, at }) {
    const { label, ref, tools } = service;
    tools.log.debug((0,errors/* describeCauses */.wh)(error));
    const outcome = tools.signal.aborted ? 'cancelled' : 'failed';
    const reason = (0,errors/* errorMessage */.gJ)(error);
    const hint = error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
    if (prepared === undefined)
        return { label, ref, outcome, reason, hint, deployed: undefined, durationMs: at };
    const { plan, commits, findings } = prepared;
    return endOf(service, { plan, commits, result: { ...(0,conclude/* atOnce */.zd)(plan, outcome, reason), hint, findings } }, at);
}

// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./actions/deploy-ecs/answer.js
var answer = __webpack_require__(3514);
// EXTERNAL MODULE: ./actions/deploy-ecs/begin.js
var begin = __webpack_require__(3263);
// EXTERNAL MODULE: ./actions/deploy-ecs/run-before-plan.js
var run_before_plan = __webpack_require__(1855);
// EXTERNAL MODULE: ./actions/deploy-ecs/service.js + 10 modules
var deploy_ecs_service = __webpack_require__(7481);
// EXTERNAL MODULE: ./actions/deploy-ecs/several/sentence.js
var sentence = __webpack_require__(6452);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/prepare-all.js








/** Plans and checks all services side by side, and tells everything that stands in the way of any. Nothing is written. */
async function prepareAll(services, runBefore, elapsed) {
    const found = await Promise.all(services.map((service) => prepareOne(service, elapsed)));
    const ready = found.flatMap((one) => ('prepared' in one ? [one] : []));
    const ends = found.flatMap((one) => ('prepared' in one ? [] : [one]));
    return withCommand({ ready, ends }, runBefore, elapsed);
}
async function prepareOne(service, elapsed) {
    const { inputs, tools } = service;
    try {
        const prepared = await tools.log.group('Plan', () => (0,deploy_ecs_service/* prepare */.i)(inputs, tools));
        const step = (0,begin/* nextStep */.sk)(prepared.plan, inputs);
        (0,answer/* checkAnswer */.d)(inputs, step, prepared.plan);
        if (prepared.obstacle === undefined)
            return { service, prepared, step };
        const { plan, commits, obstacle, findings } = prepared;
        return endOf(service, { plan, commits, result: { ...obstacle, findings } }, elapsed());
    }
    catch (error) {
        return failedEnd(service, error, { at: elapsed() });
    }
}
/** The command of run-before goes with the first service whose tasks are replaced, in its network. */
function withCommand({ ready, ends }, runBefore, elapsed) {
    const leader = ready.find(({ step }) => step === 'update' || step === 'redeploy');
    if (runBefore === undefined || leader === undefined)
        return { ready, ends };
    const { service, prepared, step } = leader;
    const led = { ...leader, service: { ...service, inputs: { ...service.inputs, runBefore } } };
    try {
        (0,run_before_plan/* planRunBefore */.E)(led.service.inputs, prepared.plan, step);
        return { ready: ready.map((one) => (one === leader ? led : one)), ends };
    }
    catch (error) {
        return {
            ready: ready.filter((one) => one !== leader),
            ends: [...ends, failedEnd(service, error, { prepared, at: elapsed() })],
        };
    }
}
/** The end of a service that is left alone, since something stands in the way of another. */
function notBegun({ service, prepared, step }, others, at) {
    const { plan, commits, findings } = prepared;
    const running = (0,names/* revisionName */.pd)(plan.current.taskDefinition);
    const cancelled = others.some(({ outcome }) => outcome === 'cancelled');
    const why = cancelled
        ? 'the job was cancelled'
        : `something stands in the way of ${(0,sentence/* someOf */.yU)(others.map(({ label }) => label))}`;
    const stays = step === 'follow'
        ? `The deployment of ${running} that is under way goes on.`
        : `The service runs ${running} as before.`;
    const result = (0,conclude/* atOnce */.zd)(plan, cancelled ? 'cancelled' : 'failed', `Not begun: ${why}. ${stays}`);
    return endOf(service, { plan, commits, result: { ...result, findings } }, at);
}

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/meeting.js


/**
 * Where the services of a step wait for one another between registration and update: none is touched before it is known
 * that all may be.
 */
class Meeting {
    #seats;
    #opening;
    /** @param open called once, when each has come or will not */
    constructor(labels, open) {
        this.#seats = new Map(labels.map((label) => [label, Promise.withResolvers()]));
        this.#opening = this.#round().then(open);
        // Whoever has come learns of a failure; where nobody has, there is nobody to tell.
        this.#opening.catch(() => undefined);
    }
    /** @throws the signal's reason when the job is cancelled while it waits */
    async arrive(label, asked, tools) {
        this.#seats.get(label)?.resolve(asked);
        const opening = await (asked.oneOff === undefined ? orAbort(this.#opening, tools.signal) : this.#opening);
        if (opening.kind === 'free')
            return { passed: true, report: undefined, plan: asked.plan };
        if (opening.kind === 'blocked')
            tools.signal?.throwIfAborted();
        if (opening.kind === 'blocked')
            return { passed: false, result: stopped(asked, opening.because) };
        const { leader, ran } = opening;
        const isLeader = leader === label;
        if (!ran.passed) {
            const because = `the command of run-before, which ran for ${leader}, did not pass`;
            return isLeader ? ran : { passed: false, result: stopped(asked, because) };
        }
        const { stillOurs } = await __webpack_require__.e(/* import() */ 701).then(__webpack_require__.bind(__webpack_require__, 9701));
        return stillOurs(asked, isLeader ? ran.report : undefined, tools);
    }
    /** Says that a service will not come. Without effect when it has. */
    leave(label) {
        this.#seats.get(label)?.resolve(undefined);
    }
    async #round() {
        const seats = await Promise.all([...this.#seats].map(async ([label, seat]) => ({ label, asked: await seat.promise })));
        return {
            guests: new Map(seats.flatMap(({ label, asked }) => (asked === undefined ? [] : [[label, asked]]))),
            absent: seats.filter(({ asked }) => asked === undefined).map(({ label }) => label),
        };
    }
}
function stopped({ plan, taskDefinitionArn }, because) {
    const running = (0,names/* revisionName */.pd)(plan.current.taskDefinition);
    const reason = `Not begun: ${because}. ${(0,names/* revisionName */.pd)(taskDefinitionArn)} was not deployed: the service runs ${running} as before.`;
    return { ...(0,conclude/* atOnce */.zd)(plan, 'failed', reason), taskDefinitionArn };
}
async function orAbort(awaited, signal) {
    signal?.throwIfAborted();
    const aborted = Promise.withResolvers();
    const abort = () => {
        aborted.reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
        return await Promise.race([awaited, aborted.promise]);
    }
    finally {
        signal?.removeEventListener('abort', abort);
    }
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/several/roll-out-all.js






/** Of the step as a whole, in milliseconds. */
const HEARTBEAT_MS = 30_000;
/** Rolls out all services side by side, each to its own end. None is updated before all could register. */
async function rollOutAll(ready, tools) {
    const updated = ready.filter(({ step, service }) => step !== 'nothing' && step !== 'follow' && !service.inputs.dryRun);
    const meeting = new Meeting(updated.map(({ service }) => service.label), (round) => roll_out_all_open(round, updated, tools));
    const outcomes = [];
    const done = new AbortController();
    const heart = beat(() => (0,sentence/* describeStand */.WC)(outcomes, ready.length), tools, done.signal);
    try {
        return await Promise.all(ready.map(async (one) => {
            const end = await rollOut(one, meeting, tools.elapsed);
            outcomes.push(end.outcome);
            return end;
        }));
    }
    finally {
        done.abort();
        await heart;
    }
}
async function rollOut({ service, prepared }, meeting, elapsed) {
    const { label, inputs, tools } = service;
    const beforeUpdate = (asked) => meeting.arrive(label, asked, deploy);
    const deploy = { ...tools.deploy, beforeUpdate };
    let end;
    try {
        end = endOf(service, await (0,deploy_ecs_service/* carryOut */.u)(prepared, inputs, { ...tools, deploy }), elapsed());
    }
    catch (error) {
        end = failedEnd(service, error, { prepared, at: elapsed() });
    }
    finally {
        meeting.leave(label);
    }
    tools.log.info(`outcome: ${end.outcome}`);
    tools.log.info(end.reason);
    return end;
}
/** Once all have come who will: the record is opened, and the command of run-before runs, before any service is touched. */
async function roll_out_all_open({ guests, absent }, updated, tools) {
    if (absent.length > 0)
        return { kind: 'blocked', because: `the revision of ${(0,sentence/* someOf */.yU)(absent)} could not be registered` };
    const begun = updated.filter(({ step }) => step !== 'scale');
    if (begun.length > 0)
        tools.onBegin(begun, guests);
    for (const { service } of updated) {
        const asked = guests.get(service.label);
        if (asked?.oneOff === undefined)
            continue;
        const { runCommand } = await __webpack_require__.e(/* import() */ 701).then(__webpack_require__.bind(__webpack_require__, 9701));
        const log = liveLog(tools.log, service.label);
        const ran = await runCommand({ ...asked, oneOff: asked.oneOff }, { ...service.tools.deploy, log });
        return { kind: 'command', leader: service.label, ran };
    }
    return { kind: 'free' };
}
/** A sign of life of the step as a whole. */
async function beat(stand, { clock, log }, done) {
    const begun = clock.elapsed();
    try {
        for (;;) {
            await clock.sleep(HEARTBEAT_MS, done);
            log.info(`+${(0,duration/* formatDuration */.a)(clock.elapsed() - begun)}  ${stand()}`);
        }
    }
    catch (error) {
        if (!done.aborted)
            throw error;
    }
}

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/small-memory.js

/**
 * Keeps V8's young generation as small as it is at the start. By itself it grows with the rate of allocation, and a
 * hundred services asked about side by side allocate quickly, though hardly any of it lives on: 176 MB of resident memory
 * became 121 MB, in the same time (`npm run bench -- services`). An action cannot give Node options of its own. V8 reads
 * this one whenever it is about to let the young generation grow, so it may be set while the program runs.
 */
function keepMemorySmall() {
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
}

// EXTERNAL MODULE: ./shared/action/report.js
var report = __webpack_require__(6693);
// EXTERNAL MODULE: ./actions/deploy-ecs/outputs.js
var outputs = __webpack_require__(6616);
// EXTERNAL MODULE: ./actions/deploy-ecs/tell-end.js
var tell_end = __webpack_require__(3079);
// EXTERNAL MODULE: ./actions/deploy-ecs/several/worst.js
var worst = __webpack_require__(978);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/tell-ends.js








/** More reasons than this do not help in an annotation; log, summary and the output `services` have all. */
const REASONS = 10;
/**
 * Tells how all ended: outputs, summary, report, log.
 * @throws {ActionError} when the worst outcome fails the step
 */
async function tellEnds(context, ends, step) {
    const outcome = (0,worst/* worstOf */.h)(ends.map((end) => end.outcome));
    const reason = (0,sentence/* describeEnds */.yz)(ends);
    setOutputs(context, ends, { outcome, reason, ...step });
    const { addSummary } = await __webpack_require__.e(/* import() */ 137).then(__webpack_require__.bind(__webpack_require__, 9137));
    addSummary(context.summary, ends, { outcome, reason, durationMs: step.durationMs });
    await (0,report/* writeReport */.u)(context, { outcome, reason, ...step, services: Object.fromEntries(ends.map(reportOf)) });
    const shared = new SharedLog(context.log);
    for (const end of ends)
        if (end.outcome === 'paused')
            (0,tell_end/* tellPause */.M)({ log: serviceLog(shared, end.label) }, end);
    context.log.info(`outcome: ${outcome}`);
    if ((0,result/* isGood */.K)(outcome))
        context.log.info(reason);
    else
        throw failure(ends, reason);
}
function setOutputs({ setOutput }, ends, { outcome, reason, githubDeployment, durationMs }) {
    const each = ends.map((end) => [end.label, (0,outputs/* outputsOf */.Y)(resultOf(end))]);
    const step = { outcome, reason };
    for (const name of new Set(each.flatMap(([, outputs]) => Object.keys(outputs)))) {
        const values = new Set(each.map(([, outputs]) => outputs[name] ?? ''));
        const [shared = ''] = values;
        setOutput(name, step[name] ?? (values.size === 1 ? shared : ''));
    }
    setOutput('github-deployment-id', String(githubDeployment ?? ''));
    setOutput('duration-ms', String(durationMs));
    setOutput('services', JSON.stringify(Object.fromEntries(each)));
}
function resultOf({ deployed, outcome, reason }) {
    return deployed === undefined ? { outcome, reason } : deployed.result;
}
function reportOf({ label, ref, outcome, reason, hint, deployed, durationMs }) {
    if (deployed === undefined)
        return [label, { service: ref.service, durationMs, outcome, reason, hint }];
    const { plan, commits, result } = deployed;
    return [label, { service: plan.view.arn, durationMs, ...result, commits, changes: plan.changes }];
}
/** One annotation for the step, with the reasons of the first that went wrong. */
function failure(ends, reason) {
    const bad = ends.filter(({ outcome }) => !(0,result/* isGood */.K)(outcome));
    const rest = bad.length - REASONS;
    const lines = bad.slice(0, REASONS).map((end) => `  ${end.label}: ${end.reason}`);
    const hints = new Set(bad.flatMap(({ hint }) => hint ?? []));
    return new errors/* ActionError */.lZ([reason, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n'), {
        ...(hints.size === 0 ? {} : { hint: [...hints].join('\n') }),
    });
}

// EXTERNAL MODULE: ./shared/aws/memo.js
var memo = __webpack_require__(5166);
;// CONCATENATED MODULE: ./shared/aws/slots.js
/** Lets so many calls go on at a time; the others wait in the order they came. */
class Slots {
    #waiting = [];
    #free;
    constructor(atATime) {
        this.#free = atATime;
    }
    async use(call) {
        if (this.#free > 0)
            this.#free -= 1;
        else
            await new Promise((begin) => this.#waiting.push(begin));
        try {
            return await call();
        }
        finally {
            // Whoever waits takes the slot over: in between nobody else can.
            const next = this.#waiting.shift();
            if (next === undefined)
                this.#free += 1;
            else
                next();
        }
    }
}

;// CONCATENATED MODULE: ./shared/aws/wrap-calls.js
/** The same interface, an object of functions that give promises, with something around every call of it. */
function wrapCalls(api, around) {
    const members = Object.entries(api);
    const wrapped = members.map(([name, member]) => [
        name,
        (...args) => around(() => member(...args), name, args),
    ]);
    // As many functions of the same names, which take and give the same.
    return Object.fromEntries(wrapped);
}

;// CONCATENATED MODULE: ./shared/aws/call-budget.js
/** A token bucket: says when the next call may be made, so that a step leaves others their share of AWS's limits. */
class CallBudget {
    #clock;
    #budget;
    /** The clock's `elapsed` at which the bucket is full again. */
    #fullAt = 0;
    constructor(clock, budget) {
        this.#clock = clock;
        this.#budget = budget;
    }
    /** Takes a call; gives the milliseconds to wait before it is made. */
    take() {
        const { burst, perSecond } = this.#budget;
        const now = this.#clock.elapsed();
        const each = 1_000 / perSecond;
        this.#fullAt = Math.max(this.#fullAt, now) + each;
        return Math.max(0, this.#fullAt - now - burst * each);
    }
}

;// CONCATENATED MODULE: ./shared/ecs/batches.js
/**
 * Gathers questions that come within a short time, and asks them in one call. A call that fails fails for all of its
 * batch: whose question was to blame, AWS does not say.
 */
class Batches {
    #options;
    /** Those not asked yet; only the last one may have room. */
    #waiting = [];
    constructor(options) {
        this.#options = options;
    }
    /** Undefined when it does not exist. */
    ask(key) {
        const known = this.#waiting.find((batch) => batch.has(key));
        const batch = known ?? this.#withRoom();
        const answer = batch.get(key) ?? Promise.withResolvers();
        batch.set(key, answer);
        return answer.promise;
    }
    #withRoom() {
        const last = this.#waiting.at(-1);
        if (last !== undefined && last.size < this.#options.most)
            return last;
        const batch = new Map();
        this.#waiting.push(batch);
        void this.#sendLater();
        return batch;
    }
    /** Each batch has its turn: whichever has waited longest is sent. */
    async #sendLater() {
        const { clock, windowMs, budget, signal } = this.#options;
        // A cancelled job has no time to wait; the call itself says then that it was cancelled.
        await clock.sleep(Math.max(windowMs, budget?.take() ?? 0), signal).catch(() => undefined);
        const batch = this.#waiting.shift();
        if (batch !== undefined)
            await this.#send(batch);
    }
    async #send(batch) {
        try {
            const answers = await this.#options.read([...batch.keys()]);
            for (const [key, { resolve }] of batch)
                resolve(answers.get(key));
        }
        catch (error) {
            for (const { reject } of batch.values())
                reject(error);
        }
    }
}

;// CONCATENATED MODULE: ./shared/ecs/batched.js




/** DescribeServices takes no more. */
const SERVICES_A_CALL = 10;
/** DescribeServiceDeployments takes no more. */
const DEPLOYMENTS_A_CALL = 20;
/** Milliseconds. Longer gathers more, and has the end of a rollout known later; beyond the budget it matters no more. */
const WINDOW_MS = 125;
/**
 * A fifth of what the account has for all its jobs, for either operation. A hundred services are then looked at every
 * 2.5 seconds, fifty as often as one alone.
 */
const SHARE = { burst: 20, perSecond: 4 };
/**
 * The same calls for who watches many services at once: what is asked about services, and about service deployments, is
 * gathered for a moment and asked in one call for each cluster, since the account's limits are shared by all its jobs.
 */
function batched(api, options) {
    const { clock, signal, windowMs = WINDOW_MS, budget = SHARE } = options;
    const gathering = { clock, signal, windowMs };
    const looks = new CallBudget(clock, budget);
    const servicesOf = (0,memo/* memo */.p)((cluster) => new Batches({
        ...gathering,
        budget: looks,
        most: SERVICES_A_CALL,
        read: async (names) => byName(names, await api.describeServices(cluster, names)),
    }));
    const deployments = new Batches({
        ...gathering,
        budget: new CallBudget(clock, budget),
        most: DEPLOYMENTS_A_CALL,
        read: async (arns) => new Map((await api.describeServiceDeployments(arns)).map((each) => [each.serviceDeploymentArn ?? '', each])),
    });
    return {
        ...api,
        describeService: ({ cluster, service }) => servicesOf(cluster).ask(service),
        describeServiceDeployments: async (arns) => {
            const found = await Promise.all(arns.map((arn) => deployments.ask(arn)));
            return found.filter((deployment) => deployment !== undefined);
        },
    };
}
/** Whether it was asked for by name or by ARN, in a cluster each name is there once. */
function byName(asked, found) {
    const services = new Map(found.map((service) => [service.serviceName, service]));
    return new Map(asked.flatMap((nameOrArn) => {
        const service = services.get((0,names/* shortName */.EU)(nameOrArn));
        return service === undefined ? [] : [[nameOrArn, service]];
    }));
}

// EXTERNAL MODULE: ./shared/ecs/patient.js
var patient = __webpack_require__(5739);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
;// CONCATENATED MODULE: ./shared/ecs/preflight/asked-once.js


/**
 * For who checks many services, which share images, roles and secrets: what several want to know is asked once, and so
 * many calls go on at a time. An answer that asking again may change is not kept.
 * @param options.signal ends the calls of all; that of one check ends its waiting only
 */
function askedOnce(open, { signal, slots }) {
    const answers = new Map();
    const api = wrapCalls(open(signal), (call, name, args) => {
        const key = JSON.stringify([name, ...args]);
        const known = answers.get(key);
        if (known !== undefined)
            return known;
        const answer = slots.use(call);
        answers.set(key, answer);
        answer.catch((error) => {
            if ((0,faults/* isRetryable */.r3)(error))
                answers.delete(key);
        });
        return answer;
    });
    return (limit) => wrapCalls(api, (call) => untilAborted(call(), limit));
}
function untilAborted(answer, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const abort = () => {
        reject(signal.reason);
    };
    if (signal.aborted)
        abort();
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', abort);
    });
    return promise;
}

// EXTERNAL MODULE: ./shared/ecs/preflight/lazy-preflight.js
var lazy_preflight = __webpack_require__(1212);
// EXTERNAL MODULE: ./actions/deploy-ecs/tools.js + 11 modules
var deploy_ecs_tools = __webpack_require__(9911);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
// EXTERNAL MODULE: ./shared/ecs/task-definition/canonical.js
var canonical = __webpack_require__(9174);
;// CONCATENATED MODULE: ./actions/deploy-ecs/several/shared-registrations.js



/**
 * The same calls, with one revision for all services whose definitions mean the same. Different ones are registered one
 * after another: an account may register one a second, so side by side they would only use up each other's patience.
 */
function sharingRegistrations(api, tools) {
    let known = [];
    let last = Promise.resolve();
    const register = (input) => (0,retry/* withRetry */.b)(() => api.registerTaskDefinition(input), {
        ...tools,
        onRetry: (error) => {
            tools.log.info(`Registering ${input.family ?? ''} again: ${(0,errors/* errorMessage */.gJ)(error)}`);
        },
    });
    return {
        ...api,
        registerTaskDefinition: (input) => {
            const same = known.find((other) => meansTheSame(other.input, input));
            if (same !== undefined)
                return same.registered;
            const registered = last.then(() => register(input));
            last = registered.catch(() => undefined);
            known = [...known, { input, registered }];
            // Whoever asks again after a failure must get another try.
            registered.catch(() => {
                known = known.filter((other) => other.registered !== registered);
            });
            return registered;
        },
    };
}
/** Either may leave out tags that the other has, so it is asked both ways. */
function meansTheSame(a, b) {
    return a.family === b.family && (0,canonical/* sameTaskDefinition */.J)(a, b) && (0,canonical/* sameTaskDefinition */.J)(b, a);
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/several/tools.js









/** Calls to one service of AWS that go on at a time: its limits are shared by all jobs of the account. */
const AT_A_TIME = 10;
/** A cancelled job has seconds left, and each service needs several calls to be taken back. */
const AFTER_CANCEL = { atATime: 25, windowMs: 20, budget: { burst: 50, perSecond: 20 } };
/** The tools of a step of many services, which ask AWS no more often than they must. */
function openSeveral(context, inputs) {
    const { config, deploy, ...tools } = (0,deploy_ecs_tools/* openTools */.a)(context, { ...inputs, preflight: false });
    const { clock } = context;
    const ended = new AbortController();
    const signal = AbortSignal.any([context.signal, ended.signal]);
    const checked = { signal, slots: new Slots(AT_A_TIME) };
    const api = sharingRegistrations(gathered(deploy.api, { clock, signal: context.signal, atATime: AT_A_TIME }), context);
    const patiently = (0,patient/* patient */.I)(api, context);
    const balancing = new Slots(AT_A_TIME);
    const reading = new Slots(AT_A_TIME);
    const deploying = new Slots(AT_A_TIME);
    return {
        ...tools,
        config,
        endPreflight: () => {
            ended.abort();
        },
        // A definition does not change, and many services run the same.
        reading: { ...patiently, describeTaskDefinition: (0,memo/* memo */.p)((name) => patiently.describeTaskDefinition(name)) },
        look: inputs.preflight ? (0,lazy_preflight/* beginPreflight */.to)(config, context, (open) => askedOnce(open, checked)) : undefined,
        deploy: {
            ...deploy,
            api,
            apiAfterCancel: gathered(deploy.apiAfterCancel, { clock, ...AFTER_CANCEL }),
            loadBalancers: wrapCalls(deploy.loadBalancers, (call) => balancing.use(call)),
            readLogs: (request) => reading.use(() => deploy.readLogs(request)),
            codeDeploy: async () => wrapCalls(await deploy.codeDeploy(), (call) => deploying.use(call)),
            heartbeat: false,
        },
    };
}
/** Looks at services are gathered and so few by themselves; they must not wait behind calls that are tried again. */
function gathered(api, { atATime, ...options }) {
    const slots = new Slots(atATime);
    const limited = wrapCalls(api, (call) => slots.use(call));
    return batched({ ...limited, describeServices: (cluster, services) => api.describeServices(cluster, services) }, options);
}

;// CONCATENATED MODULE: ./actions/deploy-ecs/several/main.js










/**
 * Deploys all services of the step side by side. What stands in the way of one is known before anything is written, and
 * then nothing is written for any; from then on each goes its own way to its own end.
 * @throws {ActionError} when the outcome of one of them fails the step
 */
async function deploySeveral(context, inputs, started) {
    keepMemorySmall();
    const elapsed = () => Math.round(context.clock.elapsed() - started);
    const tools = openSeveral(context, inputs);
    context.log.info(`services: ${inputs.refs.length}`);
    const services = servicesOf(inputs, tools);
    const prepared = await prepareAll(services, inputs.runBefore, elapsed).finally(tools.endPreflight);
    for (const { label, outcome, reason } of prepared.ends)
        context.log.info(`[${label}] ${outcome}: ${reason}`);
    const record = stepRecord(inputs, tools);
    const ends = await finish(prepared, { ...tools, elapsed, onBegin: record.open });
    const labels = services.map(({ label }) => label);
    const inOrder = ends.toSorted((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label));
    const githubDeployment = await record.close(inOrder);
    await tellEnds(context, inOrder, { githubDeployment, durationMs: elapsed() });
}
async function finish({ ready, ends }, tools) {
    const stops = ends.some(({ outcome }) => !(0,result/* isGood */.K)(outcome));
    // What changes nothing can be told in any case.
    const harmless = stops ? ready.filter(({ step, service }) => step === 'nothing' || service.inputs.dryRun) : ready;
    const left = ready.filter((one) => !harmless.includes(one)).map((one) => notBegun(one, ends, tools.elapsed()));
    return [...ends, ...left, ...(await rollOutAll(harmless, tools))];
}
/** One deployment on GitHub for all services that begin one. */
function stepRecord(inputs, tools) {
    let record;
    return {
        open: (begun, guests) => {
            const [first, ...others] = begun.map(({ service, prepared: { plan } }) => (0,recorded/* releaseOf */.l7)(plan, service.ref, guests.get(service.label)?.taskDefinitionArn ?? plan.current.taskDefinition));
            if (first !== undefined)
                record = (0,recorded/* openRecord */.C6)(tools, { inputs, sha: tools.sha, releases: [first, ...others] });
        },
        close: async (ends) => {
            const outcome = (0,worst/* worstOf */.h)(ends.map((end) => end.outcome));
            return (await record)?.close((0,recorded/* stateOf */.L4)(outcome), (0,recorded/* describeEnd */.lA)({ outcome, reason: (0,sentence/* describeEnds */.yz)(ends) }));
        },
    };
}


/***/ }),

/***/ 6452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WC: () => (/* binding */ describeStand),
/* harmony export */   yU: () => (/* binding */ someOf),
/* harmony export */   yz: () => (/* binding */ describeEnds)
/* harmony export */ });
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1265);
/* harmony import */ var _worst_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(978);


/** More names than this nobody reads in a sentence; the output `services` has all. */
const NAMES = 10;
/** How all services ended, in one sentence that counts them and names those that somebody has to look at. */
function describeEnds(ends) {
    const groups = Map.groupBy(ends, ({ outcome }) => outcome);
    const parts = _worst_js__WEBPACK_IMPORTED_MODULE_1__/* .WORST_FIRST */ .v.flatMap((outcome) => {
        const group = groups.get(outcome);
        return group === undefined ? [] : [{ outcome, count: group.length, names: namesOf(outcome, group) }];
    });
    const [only, ...others] = parts;
    if (only === undefined)
        return 'There is no service.';
    if (others.length === 0)
        return `All ${ends.length} services ${became(only.outcome, ends.length)}${only.names}.`;
    const told = parts.map(({ outcome, count, names }) => `${count} ${became(outcome, count)}${names}`);
    return `Of ${ends.length} services ${listed(told)}.`;
}
/** Where a step stands: `12 of 100 services are deployed, 3 failed, 85 under way`. */
function describeStand(outcomes, total) {
    const count = (outcome) => outcomes.filter((one) => one === outcome).length;
    const others = _worst_js__WEBPACK_IMPORTED_MODULE_1__/* .WORST_FIRST */ .v.filter((outcome) => outcome !== 'deployed' && count(outcome) > 0);
    const deployed = count('deployed');
    return [
        `${deployed} of ${total} services ${deployed === 1 ? 'is' : 'are'} deployed`,
        ...others.map((outcome) => `${count(outcome)} ${outcome}`),
        `${total - outcomes.length} under way`,
    ].join(', ');
}
/** The first names, and how many more there are. */
function someOf(labels, most = NAMES) {
    const rest = labels.length - most;
    return rest > 0 ? `${labels.slice(0, most).join(', ')} and ${rest} more` : listed(labels);
}
function namesOf(outcome, group) {
    if ((0,_result_js__WEBPACK_IMPORTED_MODULE_0__/* .isGood */ .K)(outcome) && outcome !== 'paused')
        return '';
    const labels = group.map(({ label }) => label);
    const rest = labels.length - NAMES;
    return ` (${labels.slice(0, NAMES).join(', ')}${rest > 0 ? `, and ${rest} more` : ''})`;
}
function became(outcome, count) {
    const [is, was] = count === 1 ? ['is', 'was'] : ['are', 'were'];
    switch (outcome) {
        case 'failed':
            return 'failed';
        case 'timed-out':
            return 'timed out';
        case 'cancelled':
            return `${was} cancelled`;
        case 'rolled-back':
            return `${was} rolled back`;
        case 'superseded':
            return `${was} superseded`;
        case 'paused':
            return `${is} paused`;
        case 'started':
            return `${is} being deployed`;
        case 'deployed':
            return `${is} deployed`;
        case 'dry-run':
            return `${was} looked at in a dry run`;
        case 'unchanged':
            return `${is} unchanged`;
    }
}
function listed(items) {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}


/***/ }),

/***/ 978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ worstOf),
/* harmony export */   v: () => (/* binding */ WORST_FIRST)
/* harmony export */ });
/**
 * Outcomes from the worst to the best. First those after which a service may not be well or is not known to be, then those
 * that left it as it was, then the good ones.
 */
const WORST_FIRST = [
    'failed',
    'timed-out',
    'cancelled',
    'rolled-back',
    'superseded',
    'paused',
    'started',
    'deployed',
    'dry-run',
    'unchanged',
];
/** The outcome of a step by those of its services. */
function worstOf(outcomes) {
    return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'unchanged';
}


/***/ }),

/***/ 5166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ memo)
/* harmony export */ });
/** Makes one of each key, when it is first asked for. */
function memo(make) {
    const made = new Map();
    return (key) => {
        const known = made.get(key);
        if (known !== undefined)
            return known;
        const value = make(key);
        made.set(key, value);
        return value;
    };
}


/***/ })

};
