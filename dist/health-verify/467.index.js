export const id = 467;
export const ids = [467];
export const modules = {

/***/ 6467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRelease: () => (/* binding */ openRelease)
});

// EXTERNAL MODULE: ./shared/aws/client-config.js + 2 modules
var client_config = __webpack_require__(2056);
// EXTERNAL MODULE: ./shared/ecs/client.js + 4 modules
var client = __webpack_require__(1906);
;// CONCATENATED MODULE: ./shared/ecs/release-tag-api.js


/** Amazon ECS as far as marking a release needs it: a module of its own, for actions that load AWS code on demand. */
function createReleaseTagApi(context, settings) {
    return (0,client/* createEcsApi */.y)((0,client_config/* awsClientConfig */.r)(context, settings), context.signal);
}

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
// EXTERNAL MODULE: ./shared/http/version.js + 1 modules
var version = __webpack_require__(5152);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
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
    const running = await runningRevision(api, options);
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
async function runningRevision(api, { cluster, service }) {
    const found = await api.describeService({ cluster, service });
    if (found === undefined)
        return { problem: `cluster ${cluster} has no service ${service}.` };
    const lines = [...(found.deployments ?? []), ...(found.taskSets ?? [])];
    const running = lines.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
    return running ?? { problem: `service ${service} has no PRIMARY deployment.` };
}

;// CONCATENATED MODULE: ./shared/verify/release-mark.js






/**
 * Asks at once, and beside the verification, which revision the service is on: only if it still is when the verification
 * ends was it that one which was verified.
 */
function beginRelease(context, options) {
    const { api, service } = options;
    const atFirst = (0,retry/* withRetry */.b)(() => runningRevision(api, service), context).catch((error) => ({
        problem: `what service ${service.service} was on at first could not be read: ${(0,errors/* errorMessage */.gJ)(error)}`,
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
        !(0,version/* isCommit */.WM)(expectVersion) ||
        (0,version/* versionsMatch */.$p)(expectVersion, sha));
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

;// CONCATENATED MODULE: ./actions/health-verify/record/open-release.js


/** The release of the service that is verified, marked with the AWS identity of the inputs. */
function openRelease(context, inputs, service) {
    const { aws, targets } = inputs;
    return beginRelease(context, { service, targets, api: createReleaseTagApi(context, aws) });
}


/***/ }),

/***/ 605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AV: () => (/* binding */ failedTag),
/* harmony export */   _K: () => (/* binding */ isRecordTag),
/* harmony export */   iJ: () => (/* binding */ readRelease),
/* harmony export */   ld: () => (/* binding */ provenTag)
/* harmony export */ });
/* unused harmony exports RELEASE_TAGS, MIGRATIONS_TAG, releaseTags, restoredTag, isProven, toTagValue */
/** Keys of the release record: tags on the task definition of each release. */
const RELEASE_TAGS = {
    sha: 'cicd:sha',
    imageDigest: 'cicd:image-digest',
    environment: 'cicd:environment',
    run: 'cicd:run',
    actor: 'cicd:actor',
    previous: 'cicd:previous',
    migrations: 'cicd:migrations',
    proven: 'cicd:proven',
    failed: 'cicd:failed',
    restored: 'cicd:restored',
};
/** The tag of a release that changes data so that the releases before it cannot run any more. */
const MIGRATIONS_TAG = { key: RELEASE_TAGS.migrations, value: 'true' };
/** Tags for a new revision; facts that are unknown are left out. */
function releaseTags(facts) {
    const { sha, imageDigest, environment, run, actor, previous, migrations } = RELEASE_TAGS;
    const pairs = [
        [sha, facts.sha],
        [imageDigest, facts.imageDigest],
        [environment, facts.environment],
        [run, facts.run],
        [actor, facts.actor],
        [previous, facts.previous],
        [migrations, facts.migrations === true ? MIGRATIONS_TAG.value : undefined],
    ];
    return pairs.flatMap(([key, value]) => value === undefined || value === '' ? [] : [{ key, value: toTagValue(value) }]);
}
/** The tag that says the verification of a release passed. */
function provenTag(at) {
    return { key: RELEASE_TAGS.proven, value: at.toISOString() };
}
/** The tag that says a release was found bad. `reason` is one word, such as `rollback` or `unhealthy`. */
function failedTag(at, reason) {
    return { key: RELEASE_TAGS.failed, value: toTagValue(`${at.toISOString()} ${reason}`) };
}
/** The tag of a release that was gone back to. */
function restoredTag({ at, from, runId }) {
    return { key: RELEASE_TAGS.restored, value: toTagValue(`${at.toISOString()} ${from} ${runId}`.trim()) };
}
function readRelease(taskDefinition, tags) {
    const values = new Map(tags.map(({ key, value }) => [key, value]));
    const get = (key) => {
        const value = values.get(key);
        return value === '' ? undefined : value;
    };
    const [failedAt, ...reason] = (get(RELEASE_TAGS.failed) ?? '').split(' ');
    return {
        taskDefinitionArn: taskDefinition.taskDefinitionArn ?? '',
        sha: get(RELEASE_TAGS.sha),
        imageDigest: get(RELEASE_TAGS.imageDigest),
        images: (taskDefinition.containerDefinitions ?? []).flatMap(({ image }) => (image === undefined ? [] : [image])),
        environment: get(RELEASE_TAGS.environment),
        run: get(RELEASE_TAGS.run),
        by: get(RELEASE_TAGS.actor) ?? principalOf(taskDefinition.registeredBy),
        previous: get(RELEASE_TAGS.previous),
        migrations: get(RELEASE_TAGS.migrations) === MIGRATIONS_TAG.value,
        registeredAt: taskDefinition.registeredAt,
        provenAt: parseTime(get(RELEASE_TAGS.proven)),
        failedAt: parseTime(failedAt),
        failedReason: reason.length === 0 ? undefined : reason.join(' '),
        restored: readRestored(get(RELEASE_TAGS.restored)),
    };
}
/** Whether a release passed its verification and was not found bad since. Later proof outweighs an earlier failure. */
function isProven({ provenAt, failedAt }) {
    return provenAt !== undefined && (failedAt === undefined || provenAt > failedAt);
}
/** Whether a tag belongs to the release record or to AWS, and so must not be copied to the next revision. */
function isRecordTag(key) {
    return key.startsWith('cicd:') || key.startsWith('aws:');
}
/** What AWS allows in a tag value: letters, digits, spaces and `_.:/=+-@`, at most 256 characters. */
function toTagValue(text) {
    return text.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '-').slice(0, 256);
}
function readRestored(text = '') {
    const [time, from = '', runId = ''] = text.split(' ');
    const at = parseTime(time);
    return at && { at, from, runId };
}
/** `deploy/GitHubActions` of an assumed role's ARN, `user/jane`, `root`. */
function principalOf(arn) {
    const principal = arn
        ?.split(':')
        .slice(5)
        .join(':')
        .replace(/^assumed-role\//, '');
    return principal === '' ? undefined : principal;
}
function parseTime(text) {
    const time = Date.parse(text ?? '');
    return Number.isNaN(time) ? undefined : new Date(time);
}


/***/ })

};
