export const id = 921;
export const ids = [921];
export const modules = {

/***/ 1734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6517);

// Docker's reference grammar (distribution/reference): a colon behind the last slash begins the tag, @ the digest.
const REFERENCE = /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
/** Reads `[host[:port]/]name[:tag][@digest]`. Undefined when it is no image reference. */
function parseImageName(image) {
    const { name, tag, digest } = REFERENCE.exec(image)?.groups ?? {};
    const repository = name === undefined ? undefined : (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepository */ .SU)(name);
    return repository === undefined
        ? undefined
        : { registry: repository.registry, repository: repository.name, tag, digest };
}


/***/ }),

/***/ 6517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   wl: () => (/* binding */ parseEcrHost)
/* harmony export */ });
/* unused harmony exports isRegistryHost, isTag */
// ACCOUNT.dkr.ecr.REGION.amazonaws.com[.cn] (.eu in the European Sovereign Cloud), its FIPS form, and the dual-stack form ACCOUNT.dkr-ecr.REGION.on.aws
// (ECR user guide, "Private registry" and "Making requests over IPv6").
const ECR_HOST = /^(?<accountId>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;
/** Undefined when `host` is no private ECR registry. */
function parseEcrHost(host) {
    const { accountId, region } = ECR_HOST.exec(host)?.groups ?? {};
    return accountId === undefined || region === undefined ? undefined : { accountId, region };
}
// ECR API reference, CreateRepository: pattern and length of repositoryName.
const REPOSITORY_NAME = /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const REGISTRY_HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?$/;
// OCI distribution specification, "Pulling manifests".
const TAG = /^\w[\w.-]{0,127}$/;
/** Reads `name` or `registry/name`. Undefined when it is neither, or has a tag or digest. */
function parseRepository(text) {
    const slash = text.indexOf('/');
    const first = text.slice(0, Math.max(0, slash));
    // Docker's rule for telling a host from the first part of a name: it has a dot or a port, or is localhost.
    const hasRegistry = /[.:]/.test(first) || first === 'localhost';
    const registry = hasRegistry ? first : undefined;
    const name = hasRegistry ? text.slice(slash + 1) : text;
    if (!REPOSITORY_NAME.test(name) || (registry !== undefined && !isRegistryHost(registry)))
        return undefined;
    return { registry, name };
}
/** A host name with an optional port, without scheme or path. */
function isRegistryHost(text) {
    return REGISTRY_HOST.test(text);
}
function isTag(text) {
    return TAG.test(text);
}


/***/ }),

/***/ 4279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_aws_faults__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3445);
/* harmony import */ var _shared_aws_retry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6312);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2523);




/** Behind the SDK's own attempts. */
const ATTEMPTS = 3;
/**
 * Asks AWS one thing. Throttling, server faults and lost connections are tried again.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
async function ask({ what, permission, read }, tools) {
    const { api, clock, random, signal, limit } = tools;
    try {
        limit.throwIfAborted();
        const value = await (0,_shared_aws_retry__WEBPACK_IMPORTED_MODULE_2__/* .withRetry */ .b)(() => read(api), { clock, random, signal: limit, attempts: ATTEMPTS });
        return { kind: 'answer', value };
    }
    catch (error) {
        signal?.throwIfAborted();
        if (limit.aborted)
            return unknown('time-limit', (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .unchecked */ .VJ)(what, 'the time for all checks was over'));
        const kind = (0,_shared_aws_faults__WEBPACK_IMPORTED_MODULE_1__/* .faultKind */ .H9)(error);
        if (kind === 'not-found')
            return { kind: 'missing' };
        if (kind === 'credentials')
            throw (0,_shared_aws_faults__WEBPACK_IMPORTED_MODULE_1__/* .awsFailure */ .MT)(`check ${what}`, error);
        const reason = kind === 'denied' ? `this job's role lacks ${permission}` : `AWS answered "${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}"`;
        return unknown(kind, (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .unchecked */ .VJ)(what, reason));
    }
}
function unknown(why, outcome) {
    return { kind: 'unknown', why, outcome };
}


/***/ }),

/***/ 2523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ note),
/* harmony export */   Sz: () => (/* binding */ toFindings),
/* harmony export */   VJ: () => (/* binding */ unchecked),
/* harmony export */   z3: () => (/* binding */ error)
/* harmony export */ });
function error(problem, fix) {
    return { severity: 'error', problem, fix };
}
function note(problem, fix) {
    return { severity: 'note', problem, ...(fix === undefined ? {} : { fix }) };
}
function unchecked(what, reason) {
    return { severity: 'unchecked', what, reason };
}
/** Errors first, then notes, each once (both target groups of a pair are alike), then one note for each reason something was not checked. */
function toFindings(outcomes) {
    const found = outcomes.filter((outcome) => outcome.severity !== 'unchecked');
    const findings = [...new Map(found.map((finding) => [finding.problem, finding])).values()];
    const skipped = outcomes.filter((outcome) => outcome.severity === 'unchecked');
    const byReason = Map.groupBy(skipped, ({ reason }) => reason);
    return [
        ...findings.filter(({ severity }) => severity === 'error'),
        ...findings.filter(({ severity }) => severity === 'note'),
        ...[...byReason].map(([reason, group]) => note(`Not checked, since ${reason}: ${[...new Set(group.map(({ what }) => what))].join(', ')}.`)),
    ];
}


/***/ }),

/***/ 9921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkImageExpiry: () => (/* binding */ checkImageExpiry)
});

// EXTERNAL MODULE: ./shared/ecr/image-name.js
var image_name = __webpack_require__(1734);
;// CONCATENATED MODULE: ./shared/ecr/lifecycle/select.js
/** Whether a rule is about an image by its tags and its storage class. */
function selects(rule, { tags, status }) {
    const isArchived = status === 'ARCHIVED';
    if ((rule.storageClass === 'archive') !== isArchived)
        return false;
    switch (rule.tagStatus) {
        case 'any':
            return true;
        case 'untagged':
            return tags.length === 0;
        case 'tagged':
            // Each pattern must match some tag: several patterns select fewer images, not more.
            return rule.tagPatterns.every((pattern) => tags.some((tag) => fits(tag, pattern)));
        default:
            return false;
    }
}
/** `*` stands for any characters, and is the only wildcard. Without a regular expression: a pattern is foreign text. */
function fits(tag, pattern) {
    const [first = '', ...rest] = pattern.split('*');
    const last = rest.pop();
    if (last === undefined)
        return tag === pattern;
    if (!tag.startsWith(first))
        return false;
    let from = first.length;
    for (const part of rest) {
        const found = tag.indexOf(part, from);
        if (found === -1)
            return false;
        from = found + part.length;
    }
    return tag.length - last.length >= from && tag.endsWith(last);
}

;// CONCATENATED MODULE: ./shared/ecr/lifecycle/fate.js

const DAY_MS = 86_400_000;
/**
 * The rule that decides over an image: the first that selects it. ECR user guide, "How lifecycle policies work": an image
 * that matches the tagging requirements of a rule cannot be expired or archived by one of lower priority.
 */
function decidingRule(rules, image) {
    return rules.find((rule) => selects(rule, image));
}
/** Whether {@link fateOf} has to know the other images of the repository. */
function isCounting({ countType }) {
    return countType === 'imageCountMoreThan';
}
/**
 * What becomes of an image.
 * @param others all images of the repository; needed for a rule that counts
 */
function fateOf(image, { rules, others, now, }) {
    // Bringing it back takes its time, and nobody does it for a rollback by itself.
    if (image.status !== 'ACTIVE')
        return { kind: 'archived' };
    const rule = decidingRule(rules, image);
    if (rule === undefined)
        return { kind: 'kept' };
    if (rule.action !== 'expire' && rule.action !== 'transition')
        return { kind: 'untold', rule };
    if (isCounting(rule))
        return counted(image, { rule, others, now });
    const since = beginOf(rule, image);
    return since === undefined || rule.countUnit !== 'days'
        ? { kind: 'untold', rule }
        : { kind: 'dated', at: since + rule.countNumber * DAY_MS, rule };
}
function beginOf({ countType }, { pushedAt, pulledAt, activatedAt }) {
    if (countType === 'sinceImagePushed')
        return pushedAt;
    // Never pulled: the push counts; brought back from the archive and not pulled since: that does.
    if (countType === 'sinceImagePulled')
        return Math.max(pulledAt ?? pushedAt, activatedAt ?? 0);
    return undefined;
}
/** Images that a rule of higher priority decides over are counted too: rules "can still identify them". */
function counted(image, { rule, others, now }) {
    const newer = others.filter((other) => selects(rule, other) && other.pushedAt > image.pushedAt).length;
    const place = newer + 1;
    const pushesLeft = Math.max(0, rule.countNumber - newer);
    const perPush = Math.max(0, now - image.pushedAt) / newer;
    const rated = newer === 0 ? undefined : now + pushesLeft * perPush;
    const expectedAt = pushesLeft === 0 ? now : rated;
    return { kind: 'counted', place, pushesLeft, expectedAt, rule };
}

;// CONCATENATED MODULE: ./shared/ecr/lifecycle/policy.js
/** The rules of a policy, first one first; undefined when it is none that can be read. */
function parseLifecyclePolicy(text) {
    let policy;
    try {
        policy = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const rules = field(policy, 'rules');
    if (!Array.isArray(rules))
        return undefined;
    const read = rules.map(readRule);
    return read.includes(undefined)
        ? undefined
        : read.filter((rule) => rule !== undefined).sort((a, b) => a.priority - b.priority);
}
function readRule(rule) {
    const selection = field(rule, 'selection');
    const [priority, countNumber] = [field(rule, 'rulePriority'), field(selection, 'countNumber')];
    const [tagStatus, countType] = [field(selection, 'tagStatus'), field(selection, 'countType')];
    const action = field(field(rule, 'action'), 'type');
    if (typeof priority !== 'number' || typeof countNumber !== 'number')
        return undefined;
    if (typeof tagStatus !== 'string' || typeof countType !== 'string' || typeof action !== 'string')
        return undefined;
    return {
        priority,
        tagStatus,
        tagPatterns: [
            ...texts(field(selection, 'tagPatternList')),
            ...texts(field(selection, 'tagPrefixList')).map((prefix) => `${prefix}*`),
        ],
        storageClass: policy_text(field(selection, 'storageClass')) ?? 'standard',
        countType,
        countUnit: policy_text(field(selection, 'countUnit')),
        countNumber,
        action,
    };
}
function field(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}
function policy_text(value) {
    return typeof value === 'string' ? value : undefined;
}
function texts(value) {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

// EXTERNAL MODULE: ./shared/ecs/preflight/ask.js
var ask = __webpack_require__(4279);
// EXTERNAL MODULE: ./shared/ecs/preflight/finding.js
var finding = __webpack_require__(2523);
;// CONCATENATED MODULE: ./shared/ecs/preflight/fate-words.js
const fate_words_DAY_MS = 86_400_000;
/** A rollback may be needed that long after the last deployment: a week with a holiday. */
const SOON_MS = 7 * fate_words_DAY_MS;
/** So few pushes are made in a day. */
const FEW_PUSHES = 2;
/** What becomes of an image, in a sentence. */
function fateWords(image, fate, now) {
    switch (fate.kind) {
        case 'kept':
            return {};
        case 'archived':
            return {
                warning: `Image ${image} is archived in ECR and cannot be pulled.`,
                fix: 'Bring it back: aws ecr update-image-storage-class with the target storage class STANDARD.',
            };
        case 'untold':
            return {
                told: `When image ${image} expires is not known: rule ${fate.rule.priority} of the lifecycle policy is of a kind this version does not know (${fate.rule.countType}).`,
            };
        case 'dated': {
            const goes = `${verb(fate.rule)} by rule ${fate.rule.priority} of the lifecycle policy`;
            if (fate.at <= now)
                return { warning: `Image ${image} is ${goes} within 24 hours.`, fix: fix(fate.rule) };
            const when = `Image ${image} is ${goes} on ${new Date(fate.at).toISOString().slice(0, 10)}`;
            return fate.at - now > SOON_MS
                ? { told: `${when}.` }
                : { warning: `${when}, ${daysUntil(fate.at, now)}.`, fix: fix(fate.rule) };
        }
        case 'counted':
            return countedWords(image, fate, now);
    }
}
function countedWords(image, fate, now) {
    const { place, pushesLeft, expectedAt, rule } = fate;
    const by = `rule ${rule.priority} of the lifecycle policy, which keeps ${rule.countNumber}`;
    if (pushesLeft === 0)
        return {
            warning: `Image ${image} is ${verb(rule)} within 24 hours by ${by}: it is number ${place}.`,
            fix: fix(rule),
        };
    const pushes = pushesLeft === 1 ? '1 more push' : `${pushesLeft} more pushes`;
    const rate = expectedAt === undefined ? '' : `; at the rate since it was pushed, ${daysUntil(expectedAt, now)}`;
    const sentence = `Image ${image} is ${verb(rule)} after ${pushes}, by ${by}${rate}.`;
    const isSoon = pushesLeft <= FEW_PUSHES || (expectedAt !== undefined && expectedAt - now <= SOON_MS);
    return isSoon ? { warning: sentence, fix: fix(rule) } : { told: sentence };
}
function verb({ action }) {
    return action === 'transition' ? 'archived' : 'deleted';
}
function daysUntil(at, now) {
    const days = Math.round((at - now) / fate_words_DAY_MS);
    if (days <= 0)
        return 'within a day';
    return days === 1 ? 'in 1 day' : `in ${days} days`;
}
function fix({ priority }) {
    return `Let it have a tag that a rule before rule ${priority} keeps, such as keep-* (the README of rollback has one), or let rule ${priority} keep more.`;
}

// EXTERNAL MODULE: ./shared/ecs/preflight/images.js + 1 modules
var preflight_images = __webpack_require__(6322);
// EXTERNAL MODULE: ./shared/ecs/preflight/run-checks.js
var run_checks = __webpack_require__(2529);
;// CONCATENATED MODULE: ./shared/ecs/preflight/image-expiry.js








/** In milliseconds. */
const LIMIT_MS = 5_000;
/**
 * When lifecycle policies take away images in ECR. A policy does not know what a service would go back to, so that the
 * image of the release to go back to may be the next one it deletes.
 * @throws {ActionError} when the credentials are not valid; and the signal's reason
 */
async function checkImageExpiry(images, { pulledNow, signal }, tools) {
    const signals = [tools.signal, signal].flatMap((each) => each ?? []);
    const now = tools.clock.now();
    const told = [];
    const checks = (asking) => [...new Set(images)].map((image) => async () => {
        const seen = await lookUp(image, { now, pulledNow }, asking);
        if (seen.kind === 'unknown')
            return seen.outcomes;
        const words = fateWords(image, seen.fate, now);
        if (words.warning !== undefined)
            return [(0,finding/* note */.N4)(words.warning, words.fix)];
        if (words.told !== undefined)
            told.push(words.told);
        return [];
    });
    const outcomes = await (0,run_checks/* runChecks */.J)(checks, LIMIT_MS, { ...tools, signal: AbortSignal.any(signals) });
    const skipped = outcomes.filter(({ severity }) => severity === 'unchecked');
    return {
        warnings: (0,finding/* toFindings */.Sz)(outcomes.filter(({ severity }) => severity !== 'unchecked')),
        told: [...told, ...(0,finding/* toFindings */.Sz)(skipped).map(({ problem }) => problem)],
    };
}
const nothing = { kind: 'unknown', outcomes: [] };
async function lookUp(image, { now, pulledNow }, tools) {
    const name = (0,image_name/* parseImageName */.i)(image);
    const query = name && (0,preflight_images/* ecrImage */.sy)(name, tools);
    if (query === undefined)
        return nothing;
    const what = `when ${image} expires`;
    const [policy, facts] = await Promise.all([
        (0,ask/* ask */.k)({ what, permission: 'ecr:GetLifecyclePolicy', read: (api) => api.lifecyclePolicy(query) }, tools),
        (0,ask/* ask */.k)({ what, permission: 'ecr:DescribeImages', read: (api) => api.imageFacts(query) }, tools),
    ]);
    const unanswered = [policy, facts].flatMap((answer) => (answer.kind === 'unknown' ? [answer.outcome] : []));
    if (unanswered.length > 0)
        return { kind: 'unknown', outcomes: unanswered };
    // That it is not there is told by the check of what the release needs.
    if (policy.kind !== 'answer' || facts.kind !== 'answer' || facts.value === undefined)
        return nothing;
    const rules = policy.value === undefined ? [] : parseLifecyclePolicy(policy.value);
    if (rules === undefined)
        return { kind: 'unknown', outcomes: [(0,finding/* unchecked */.VJ)(what, 'the lifecycle policy is of an unknown form')] };
    const own = pulledNow ? { ...facts.value, pulledAt: now } : facts.value;
    const rule = decidingRule(rules, own);
    if (rule === undefined || !isCounting(rule))
        return { kind: 'known', fate: fateOf(own, { rules, others: [], now }) };
    return await count(own, { query, rules, now, what }, tools);
}
async function count(own, { query, rules, now, what }, tools) {
    const permission = 'ecr:DescribeImages';
    const images = await (0,ask/* ask */.k)({ what, permission, read: (api) => api.imagesOf(query) }, tools);
    if (images.kind === 'unknown')
        return { kind: 'unknown', outcomes: [images.outcome] };
    if (images.kind === 'missing')
        return nothing;
    if (images.value === undefined)
        return { kind: 'unknown', outcomes: [(0,finding/* unchecked */.VJ)(what, 'the repository has too many images to count')] };
    return { kind: 'known', fate: fateOf(own, { rules, others: images.value, now }) };
}


/***/ }),

/***/ 6322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xW: () => (/* binding */ OUTSIDE_ECR),
  cd: () => (/* binding */ checkImage),
  sy: () => (/* binding */ ecrImage),
  F1: () => (/* binding */ findImage),
  ss: () => (/* binding */ usedImages)
});

// EXTERNAL MODULE: ./shared/ecr/image-name.js
var image_name = __webpack_require__(1734);
// EXTERNAL MODULE: ./shared/ecr/repository.js
var ecr_repository = __webpack_require__(6517);
// EXTERNAL MODULE: ./shared/ecs/preflight/ask.js
var ask = __webpack_require__(4279);
// EXTERNAL MODULE: ./shared/ecs/preflight/finding.js
var finding = __webpack_require__(2523);
// EXTERNAL MODULE: ./shared/ecs/preflight/subject.js
var preflight_subject = __webpack_require__(7502);
;// CONCATENATED MODULE: ./shared/ecs/preflight/image-platform.js

function platformName({ os, architecture }) {
    return `${os}/${architecture}`;
}
/**
 * What the tasks run on. Undefined where the task definition leaves it to the instances of the cluster; on Fargate the
 * default is Linux on X86_64 (API reference, RuntimePlatform).
 */
function wantedPlatform(subject) {
    const { cpuArchitecture, operatingSystemFamily = 'LINUX' } = subject.definition.runtimePlatform ?? {};
    if (cpuArchitecture === undefined && !(0,preflight_subject/* isOnFargate */.c)(subject))
        return undefined;
    return {
        os: operatingSystemFamily === 'LINUX' ? 'linux' : 'windows',
        architecture: cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64',
    };
}
// OCI image specification and Docker's image manifest version 2, schema 2. Other artifacts have other configurations.
const IMAGE_CONFIG = /^application\/vnd\.(?:oci\.image\.config\.v1\+json|docker\.container\.image\.v1\+json)$/;
function manifestPlatforms(manifest) {
    const { manifests, config } = JSON.parse(manifest); // members are checked below
    if (manifests !== undefined) {
        const platforms = manifests.flatMap(({ platform }) => readPlatform(platform) ?? []);
        return platforms.length === 0 ? { kind: 'untold' } : { kind: 'listed', platforms };
    }
    const { digest, mediaType = '' } = config ?? {};
    return digest !== undefined && IMAGE_CONFIG.test(mediaType) ? { kind: 'in-config', digest } : { kind: 'untold' };
}
/** Undefined when the configuration does not tell. */
function configPlatform(config) {
    return readPlatform(JSON.parse(config)); // members are checked there
}
/** Attestations beside an image have the platform unknown/unknown. */
function readPlatform({ os, architecture } = {}) {
    if (typeof os !== 'string' || typeof architecture !== 'string')
        return undefined;
    return os === 'unknown' ? undefined : { os, architecture };
}
/** Smaller brothers that a processor runs as well; containerd takes them where the platform itself is not there. */
const ALSO_RUNS = { amd64: '386', arm64: 'arm' };
function runsOn(image, wanted) {
    const { architecture } = image;
    return (image.os === wanted.os && (architecture === wanted.architecture || architecture === ALSO_RUNS[wanted.architecture]));
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/images.js






/** Each image once, with the containers that run it. */
function usedImages(subject) {
    const byImage = Map.groupBy((0,preflight_subject/* containersOf */.Mz)(subject), ({ image = '' }) => image);
    return [...byImage].map(([image, containers]) => ({ image, containers: containers.map(({ name = '' }) => name) }));
}
/** Whether the image can be pulled, and runs on the platform of the tasks. */
async function checkImage(used, subject, tools) {
    const { outcomes, found } = await findImage(used, tools);
    return found === undefined ? outcomes : [...outcomes, ...(await checkPlatform(used, { ...found, subject }, tools))];
}
/** Why an image of another registry is not looked for. */
const OUTSIDE_ECR = 'only private registries of Amazon ECR can be asked';
/** Whether the image can be pulled. */
async function findImage(used, tools) {
    const name = (0,image_name/* parseImageName */.i)(used.image);
    if (name === undefined) {
        const fix = 'Write registry/name:tag or registry/name@sha256:….';
        return { outcomes: [(0,finding/* error */.z3)(`${titled(used)} is no image reference.`, fix)] };
    }
    const tagNotes = mutableTag(used, name);
    const query = ecrImage(name, tools);
    if (query === undefined)
        return { outcomes: [...tagNotes, (0,finding/* unchecked */.VJ)(used.image, OUTSIDE_ECR)] };
    const whyNotAsked = async () => query.registryId === undefined ? await whyNotOwn(used.image, name, tools) : undefined;
    // What ECR has by its digest is the image, whatever its registry is called.
    const isSure = name.digest !== undefined;
    const doubt = isSure ? undefined : await whyNotAsked();
    if (doubt !== undefined)
        return { outcomes: [...tagNotes, doubt] };
    const found = await (0,ask/* ask */.k)({ what: used.image, permission: 'ecr:BatchGetImage', read: (api) => api.image(query) }, tools);
    if (found.kind === 'answer' && found.value !== undefined)
        return { outcomes: tagNotes, found: { query, manifest: found.value.manifest } };
    const elsewhere = isSure ? await whyNotAsked() : undefined;
    if (elsewhere !== undefined)
        return { outcomes: [...tagNotes, elsewhere] };
    if (found.kind === 'unknown')
        return { outcomes: [...tagNotes, found.outcome] };
    const of = found.kind === 'missing' ? 'repository' : 'image';
    return { outcomes: [await absent(used, { query, of }, tools)] };
}
function titled({ image, containers }) {
    return `Image ${image} (${containers.length > 1 ? 'containers' : 'container'} ${containers.join(', ')})`;
}
function mutableTag(used, { tag = 'latest', digest }) {
    if (digest !== undefined || tag !== 'latest')
        return [];
    return [
        (0,finding/* note */.N4)(`${titled(used)} is named by the tag latest, which does not tell what runs and cannot be rolled back to.`, 'Deploy by digest, as the output image of build-image does, or by a tag that never moves.'),
    ];
}
/** Undefined when the image is not in a private registry of ECR. At an endpoint of the user's own it may be there. */
function ecrImage({ registry, repository, tag = 'latest', digest }, { ownEndpoint }) {
    if (registry === undefined)
        return undefined;
    const host = (0,ecr_repository/* parseEcrHost */.wl)(registry);
    const id = digest === undefined ? { tag } : { digest };
    if (host !== undefined)
        return { region: host.region, registryId: host.accountId, repository, ...id };
    return ownEndpoint ? { region: undefined, registryId: undefined, repository, ...id } : undefined;
}
/** Undefined where the image is in this account's registry; else that it is not, or that ECR did not tell. */
async function whyNotOwn(image, { registry }, tools) {
    const own = await (0,ask/* ask */.k)({ what: image, permission: 'ecr:GetAuthorizationToken', read: (api) => api.ownRegistry() }, tools);
    if (own.kind === 'unknown')
        return own.outcome;
    return own.kind === 'answer' && own.value === registry ? undefined : (0,finding/* unchecked */.VJ)(image, OUTSIDE_ECR);
}
/** ECR user guide, "Sync an upstream registry": behind a cache rule, a repository is filled at the first pull. */
async function absent(used, { query, of }, tools) {
    const rules = await (0,ask/* ask */.k)({
        what: used.image,
        permission: 'ecr:DescribePullThroughCacheRules',
        read: (api) => api.pullThroughPrefixes(query),
    }, tools);
    const { repository } = query;
    if (rules.kind === 'answer' && rules.value.some((prefix) => prefix === 'ROOT' || repository.startsWith(`${prefix}/`)))
        return (0,finding/* note */.N4)(`${titled(used)} is not in the registry yet; a pull through cache rule fetches it at the first pull.`);
    const place = query.registryId === undefined ? 'this registry' : `account ${query.registryId} in ${query.region ?? ''}`;
    const cache = rules.kind === 'unknown' && rules.why === 'denied'
        ? ' If a pull through cache rule is to fetch it, grant ecr:DescribePullThroughCacheRules or set preflight: false.'
        : '';
    return of === 'repository'
        ? (0,finding/* error */.z3)(`${titled(used)} does not exist: there is no repository ${repository} in ${place}.`, `Check the name, the account and the region of the image.${cache}`)
        : (0,finding/* error */.z3)(`${titled(used)} does not exist: repository ${repository} has no ${'tag' in query ? `tag ${query.tag}` : query.digest}.`, `Push the image first, or name one that is there.${cache}`);
}
async function checkPlatform(used, { query, manifest, subject }, tools) {
    const wanted = wantedPlatform(subject);
    const told = manifestPlatforms(manifest);
    if (wanted === undefined || told.kind === 'untold')
        return [];
    if (told.kind === 'listed')
        return compare(used, told.platforms, wanted);
    const config = await (0,ask/* ask */.k)({
        what: `the platform of ${used.image}`,
        permission: 'ecr:GetDownloadUrlForLayer',
        read: (api) => api.imageConfig({ ...query, digest: told.digest }),
    }, tools);
    if (config.kind === 'unknown')
        return [config.outcome];
    const platform = config.kind === 'missing' ? undefined : configPlatform(config.value);
    return platform === undefined ? [] : compare(used, [platform], wanted);
}
function compare(used, platforms, wanted) {
    if (platforms.some((platform) => runsOn(platform, wanted)))
        return [];
    const has = [...new Set(platforms.map(platformName))].join(', ');
    const needs = platformName(wanted);
    return [
        (0,finding/* error */.z3)(`${titled(used)} is built for ${has}, and the tasks run on ${needs}.`, `Build it for ${needs} (build-image: platforms: ${needs}), or set runtimePlatform in the task definition.`),
    ];
}


/***/ }),

/***/ 2529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ runChecks)
/* harmony export */ });
/** Checks that ask AWS at a time: the limits of an account are shared by all its jobs. */
const AT_A_TIME = 8;
/**
 * Runs the checks side by side. What is not known after `limitMs` is said to be unchecked.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
async function runChecks(checksWith, limitMs, { clock, signal, openApi, ownEndpoint, random }) {
    const limit = new AbortController();
    const done = new AbortController();
    const ends = AbortSignal.any([limit.signal, ...(signal === undefined ? [] : [signal])]);
    // Rejects when the checks are done before: then there is nothing left to limit.
    clock.sleep(limitMs, done.signal).then(() => limit.abort(), () => undefined);
    try {
        const tools = { api: openApi(ends), clock, random, signal, limit: ends, ownEndpoint };
        return await inTurns(checksWith(tools), AT_A_TIME);
    }
    finally {
        done.abort();
        // When one of them ends it all (credentials), the others must not go on asking.
        limit.abort();
    }
}
/** Runs all checks, so many at a time; the outcomes keep their order. */
async function inTurns(checks, atATime) {
    const outcomes = [];
    const queue = checks.entries();
    const worker = async () => {
        for (const [index, check] of queue)
            outcomes[index] = await check();
    };
    await Promise.all(Array.from({ length: atATime }, worker));
    return outcomes.flat();
}


/***/ }),

/***/ 7502:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mz: () => (/* binding */ containersOf),
/* harmony export */   c: () => (/* binding */ isOnFargate)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);

function containersOf({ definition }) {
    return definition.containerDefinitions ?? [];
}
/** Where the service is: partition, region and account of its ARN. */
function placeOf({ service }) {
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(service.serviceArn ?? '') ?? { partition: 'aws', region: '', account: '' };
}
/** Whether the service runs its tasks on AWS Fargate. */
function isOnFargate({ service }) {
    const providers = service.capacityProviderStrategy ?? [];
    return (service.launchType === 'FARGATE' ||
        providers.some(({ capacityProvider }) => capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT'));
}


/***/ })

};
