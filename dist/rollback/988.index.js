export const id = 988;
export const ids = [988];
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

/***/ 801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ checkLogGroup),
/* harmony export */   O: () => (/* binding */ usedLogGroups)
/* harmony export */ });
/* harmony import */ var _ask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4279);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2523);
/* harmony import */ var _subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7502);



/** Log groups that must be there before a container starts: those the driver may create itself are left out. */
function usedLogGroups(subject) {
    const home = (0,_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(subject).region;
    const uses = (0,_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .containersOf */ .Mz)(subject).flatMap(({ name = '', logConfiguration: { logDriver, options = {} } = {} }) => {
        const { 'awslogs-group': group, 'awslogs-region': region = home, 'awslogs-create-group': create } = options;
        if (logDriver !== 'awslogs' || group === undefined || create?.toLowerCase() === 'true')
            return [];
        return [{ name, group, region }];
    });
    return [...Map.groupBy(uses, ({ group, region }) => `${region} ${group}`).values()].flatMap((same) => {
        const [first] = same;
        return first === undefined
            ? []
            : [{ region: first.region, group: first.group, containers: same.map(({ name }) => name) }];
    });
}
async function checkLogGroup({ region, group, containers }, tools) {
    const found = await (0,_ask_js__WEBPACK_IMPORTED_MODULE_0__/* .ask */ .k)({ what: `log group ${group}`, permission: 'logs:DescribeLogGroups', read: (api) => api.hasLogGroup(region, group) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    if (found.kind === 'answer' && found.value)
        return [];
    return [
        (0,_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3)(`Log group ${group} (container ${containers.join(', ')}) does not exist in ${region}.`, 'Create it, or set the log option awslogs-create-group to "true" and allow the execution role logs:CreateLogGroup.'),
    ];
}


/***/ }),

/***/ 5060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ checkParameters),
/* harmony export */   W: () => (/* binding */ parameterBatches)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);
/* harmony import */ var _ask_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4279);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2523);
/* harmony import */ var _secret_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7488);




/** GetParameters takes no more. */
const PARAMETERS_A_CALL = 10;
/** All parameters, as many a call as may be. */
function parameterBatches(used) {
    const parameters = used.flatMap((use) => (use.reference.kind === 'parameter' ? [{ use, ...use.reference }] : []));
    return [...Map.groupBy(parameters, ({ region }) => region)].flatMap(([region, group]) => {
        const byName = [...Map.groupBy(group, ({ name }) => name)];
        return chunks(byName, PARAMETERS_A_CALL).map((chunk) => ({
            region,
            names: new Map(chunk.map(([name, uses]) => [name, uses.map(({ use }) => use)])),
        }));
    });
}
/**
 * Whether the parameters are there. SSM lists those that are not instead of failing, and refuses the whole call when
 * one of them may not be read: then each is asked for by itself.
 */
async function checkParameters({ region, names }, tools) {
    const uses = [...names.values()].flat();
    const answer = await (0,_ask_js__WEBPACK_IMPORTED_MODULE_1__/* .ask */ .k)({
        what: uses.map(({ place }) => `the parameter of ${place}`).join(', '),
        permission: 'ssm:GetParameters',
        read: (api) => api.missingParameters(region, [...names.keys()]),
    }, tools);
    if (answer.kind === 'answer')
        return answer.value.flatMap((name) => missing(usesOf(names, name), region));
    if (answer.kind === 'missing')
        return missing(uses, region);
    if (names.size === 1 || answer.why !== 'denied')
        return [answer.outcome];
    const single = [...names].map((entry) => checkParameters({ region, names: new Map([entry]) }, tools));
    return (await Promise.all(single)).flat();
}
/** SSM gives names back as they were asked for; should it shorten an ARN to the name, that is told as well. */
function usesOf(names, name) {
    const path = name.startsWith('/') ? name : `/${name}`;
    return (names.get(name) ?? [...names].flatMap(([key, uses]) => ((0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(key)?.resource === `parameter${path}` ? uses : [])));
}
function missing(uses, region) {
    return uses.map(({ place, reference }) => {
        const what = (0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .tellReference */ .d)(reference);
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`${what.charAt(0).toUpperCase()}${what.slice(1)} (${place}) does not exist in ${region}.`, 'Create it, or correct the reference.');
    });
}
function chunks(items, size) {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}


/***/ }),

/***/ 9138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tT: () => (/* binding */ checkExecutionRole),
  R1: () => (/* binding */ checkRole),
  Bq: () => (/* binding */ usedRoles)
});

// EXTERNAL MODULE: ./shared/ecr/image-name.js
var image_name = __webpack_require__(1734);
// EXTERNAL MODULE: ./shared/ecr/repository.js
var repository = __webpack_require__(6517);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/preflight/ask.js
var ask = __webpack_require__(4279);
// EXTERNAL MODULE: ./shared/ecs/preflight/finding.js
var finding = __webpack_require__(2523);
// EXTERNAL MODULE: ./shared/ecs/preflight/subject.js
var preflight_subject = __webpack_require__(7502);
;// CONCATENATED MODULE: ./shared/ecs/preflight/trust-policy.js
/** Who assumes the roles of tasks, in every partition; the form of China is taken as well. */
const ECS_TASKS = /^ecs-tasks\.amazonaws\.com(?:\.cn)?$/;
/**
 * Whether a trust policy lets Amazon ECS give the role to tasks of `account`. Of its conditions aws:SourceAccount is
 * weighed (developer guide, "Confused deputy prevention"); any other counts as met, since it cannot be told from here.
 * A denial counts only without conditions. What names principals or actions by exclusion counts as admitting.
 */
function admitsEcsTasks(policy, account) {
    const { Statement = [] } = JSON.parse(policy); // IAM has checked it
    const about = many(Statement).filter((statement) => namesAssumeRole(statement) && namesEcsTasks(statement));
    const denied = about.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
    return !denied && about.some((statement) => statement.Effect === 'Allow' && isOfAccount(statement, account));
}
function namesAssumeRole({ Action }) {
    if (Action === undefined)
        return true; // NotAction
    return many(Action).some((action) => /^(?:\*|sts:\*|sts:assume\*|sts:assumerole\*?)$/i.test(action));
}
function namesEcsTasks({ Principal }) {
    if (Principal === undefined || Principal === '*')
        return true; // undefined: NotPrincipal
    if (typeof Principal === 'string')
        return false;
    return many(Principal.Service ?? []).some((service) => ECS_TASKS.test(service));
}
function isOfAccount({ Condition = {} }, account) {
    return Object.entries(Condition).every(([operator, keys]) => Object.entries(keys).every(([key, values]) => key.toLowerCase() !== 'aws:sourceaccount' ||
        !/^String(?:Equals|Like)/i.test(operator) ||
        many(values).some((value) => value === account || value.includes('*'))));
}
function many(value) {
    return Array.isArray(value) ? value : [value]; // isArray does not narrow readonly arrays
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/roles.js







/** Each role once. */
function usedRoles({ definition }) {
    const uses = ['executionRoleArn', 'taskRoleArn'].flatMap((use) => {
        const role = definition[use];
        return role === undefined || role === '' ? [] : [{ use, role }];
    });
    return [...Map.groupBy(uses, ({ role }) => role)].map(([role, group]) => ({
        role,
        uses: group.map(({ use }) => use),
    }));
}
/** Whether the role is there and ECS may give it to tasks. */
async function checkRole({ role, uses }, subject, tools) {
    const title = `Role ${role} (${uses.join(', ')})`;
    const { account, partition } = (0,preflight_subject/* placeOf */.$t)(subject);
    const arn = (0,names/* parseArn */.Lw)(role);
    if (arn !== undefined && (arn.account !== account || arn.partition !== partition)) {
        const problem = `${title} is not of the service's account ${account}: a role cannot be passed from one account to another.`;
        return [(0,finding/* error */.z3)(problem, `Name a role of arn:${partition}:iam::${account}.`)];
    }
    const name = role.slice(role.lastIndexOf('/') + 1);
    const found = await (0,ask/* ask */.k)({ what: `role ${role}`, permission: 'iam:GetRole', read: (api) => api.role(name) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    const principal = '{"Service": "ecs-tasks.amazonaws.com"}';
    if (found.kind === 'missing') {
        return [
            (0,finding/* error */.z3)(`${title} does not exist.`, `Create it with a trust policy that names ${principal}, or correct the name.`),
        ];
    }
    if (arn !== undefined && found.value.arn !== role) {
        return [
            (0,finding/* error */.z3)(`${title} does not exist: the role of that name is ${found.value.arn}.`, 'Write the ARN with its path.'),
        ];
    }
    if (admitsEcsTasks(found.value.trustPolicy, account))
        return [];
    const problem = `${title} cannot be assumed by ecs-tasks.amazonaws.com: its trust policy does not allow it.`;
    return [(0,finding/* error */.z3)(problem, `Allow sts:AssumeRole for the principal ${principal} in the trust policy of the role.`)];
}
/**
 * What on Fargate cannot be done without an execution role (developer guide, "Amazon ECS task execution IAM role").
 * On instances the instance's own role serves for images and logs.
 */
function checkExecutionRole(subject) {
    const { executionRoleArn } = subject.definition;
    if (executionRoleArn !== undefined && executionRoleArn !== '')
        return [];
    const containers = (0,preflight_subject/* containersOf */.Mz)(subject);
    const secrets = containers.some(({ secrets, logConfiguration }) => (secrets?.length ?? 0) + (logConfiguration?.secretOptions?.length ?? 0) > 0);
    const logs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
    const images = containers.some(({ image = '' }) => (0,repository/* parseEcrHost */.wl)((0,image_name/* parseImageName */.i)(image)?.registry ?? '') !== undefined);
    const fargate = (0,preflight_subject/* isOnFargate */.c)(subject);
    const needs = [
        ...(secrets ? ['secrets'] : []),
        ...(fargate && images ? ['images in Amazon ECR'] : []),
        ...(fargate && logs ? ['logs by awslogs'] : []),
    ];
    if (needs.length === 0)
        return [];
    const problem = `The task definition has no executionRoleArn, without which there are no ${needs.join(', no ')}.`;
    return [(0,finding/* error */.z3)(problem, 'Name a role with the managed policy AmazonECSTaskExecutionRolePolicy.')];
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

/***/ 7488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ tellReference),
/* harmony export */   m: () => (/* binding */ readSecretReference)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);

/**
 * Reads `arn:…:secretsmanager:…:secret:name[:json-key:version-stage:version-id]`, the ARN of a parameter, or the name
 * of a parameter in the region of the service (developer guide, "Pass sensitive data to an Amazon ECS container").
 */
function readSecretReference(valueFrom, region) {
    const arn = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(valueFrom);
    if (arn === undefined) {
        return valueFrom.startsWith('arn:') ? { kind: 'other' } : { kind: 'parameter', region, name: valueFrom };
    }
    if (arn.service === 'ssm' && arn.resource.startsWith('parameter/')) {
        return { kind: 'parameter', region: arn.region, name: valueFrom };
    }
    const [type, name, ...extras] = arn.resource.split(':');
    if (arn.service !== 'secretsmanager' || type !== 'secret' || name === undefined || name === '')
        return { kind: 'other' };
    const [jsonKey, versionStage, versionId] = extras.map((extra) => (extra === '' ? undefined : extra));
    const id = `arn:${arn.partition}:secretsmanager:${arn.region}:${arn.account}:secret:${name}`;
    return { kind: 'secret', region: arn.region, id, jsonKey, versionStage, versionId };
}
/** How a reference is named in the log. A bare name is not repeated: somebody may have written the secret itself. */
function tellReference(reference) {
    if (reference.kind === 'secret')
        return `secret ${(0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(reference.id)?.resource.slice('secret:'.length) ?? reference.id}`;
    if (reference.kind === 'other')
        return 'its reference';
    const path = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArn */ .Lw)(reference.name)?.resource.slice('parameter'.length);
    return path === undefined ? 'the SSM parameter it names' : `SSM parameter ${path}`;
}


/***/ }),

/***/ 5827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ checkReferences),
/* harmony export */   q3: () => (/* binding */ distinctSecrets),
/* harmony export */   rz: () => (/* binding */ usedSecrets),
/* harmony export */   zg: () => (/* binding */ checkSecret)
/* harmony export */ });
/* harmony import */ var _ask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4279);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2523);
/* harmony import */ var _secret_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7488);
/* harmony import */ var _subject_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7502);




/** Everything of the task definition that refers to a secret or a parameter. */
function usedSecrets(subject) {
    const { region } = (0,_subject_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(subject);
    return (0,_subject_js__WEBPACK_IMPORTED_MODULE_2__/* .containersOf */ .Mz)(subject).flatMap(({ name = '', secrets = [], logConfiguration, repositoryCredentials }) => {
        const used = (what, reference) => ({
            place: `container ${name}, ${what}`,
            reference,
        });
        const credentials = repositoryCredentials?.credentialsParameter;
        return [
            ...secrets.map((secret) => used(`secret ${secret.name ?? ''}`, (0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .readSecretReference */ .m)(secret.valueFrom ?? '', region))),
            ...(logConfiguration?.secretOptions ?? []).map((option) => used(`log option ${option.name ?? ''}`, (0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .readSecretReference */ .m)(option.valueFrom ?? '', region))),
            ...(credentials === undefined ? [] : [used('repositoryCredentials', readCredentials(credentials, region))]),
        ];
    });
}
/** API reference, RepositoryCredentials: the ARN of a secret, or its name in the region of the task. */
function readCredentials(credentials, region) {
    const reference = (0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .readSecretReference */ .m)(credentials, region);
    if (reference.kind !== 'parameter' || credentials.startsWith('arn:'))
        return reference;
    return { kind: 'secret', region, id: credentials, jsonKey: undefined, versionStage: undefined, versionId: undefined };
}
/** References that are neither a secret nor a parameter, and what cannot be known without reading values. */
function checkReferences(used) {
    const keyed = used.filter(({ reference }) => reference.kind === 'secret' && reference.jsonKey !== undefined);
    const places = keyed.map(({ place, reference }) => `${jsonKeyOf(reference)} (${place})`);
    return [
        ...used
            .filter(({ reference }) => reference.kind === 'other')
            .map(({ place }) => (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`What ${place} refers to is neither a secret nor a parameter.`, 'Give the ARN of a Secrets Manager secret or of an SSM parameter, or the name of a parameter in the region of the service.')),
        ...(places.length === 0
            ? []
            : [
                (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .note */ .N4)(`Whether secrets have these JSON keys is not known, since values are never read: ${places.join(', ')}.`),
            ]),
    ];
}
function jsonKeyOf(reference) {
    return reference.kind === 'secret' ? (reference.jsonKey ?? '') : '';
}
/** Each secret once. */
function distinctSecrets(used) {
    const secrets = used.flatMap((use) => (use.reference.kind === 'secret' ? [{ use, ...use.reference }] : []));
    return [...Map.groupBy(secrets, ({ region, id }) => `${region} ${id}`).values()].flatMap((group) => {
        const [first] = group;
        return first === undefined ? [] : [{ region: first.region, id: first.id, uses: group.map(({ use }) => use) }];
    });
}
/** Whether the secret is there, with the versions that are asked for. Its value is not read. */
async function checkSecret({ region, id, uses }, tools) {
    const [first] = uses;
    if (first === undefined)
        return [];
    const what = (0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .tellReference */ .d)(first.reference);
    const found = await (0,_ask_js__WEBPACK_IMPORTED_MODULE_0__/* .ask */ .k)({ what, permission: 'secretsmanager:DescribeSecret', read: (api) => api.secret(region, id) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    const places = uses.map(({ place }) => place).join('; ');
    if (found.kind === 'missing') {
        return [(0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`${capital(what)} (${places}) does not exist in ${region}.`, 'Create it, or correct the reference.')];
    }
    if (found.value.deleted) {
        return [
            (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`${capital(what)} (${places}) is scheduled for deletion and cannot be read.`, 'Restore it, or refer to another secret.'),
        ];
    }
    const { versions } = found.value;
    return uses.flatMap((use) => checkVersion(use, versions));
}
/** Without stage and id, ECS reads the version labelled AWSCURRENT, which a secret without a value has not. */
function checkVersion({ place, reference }, versions) {
    if (reference.kind !== 'secret')
        return [];
    const { versionStage, versionId } = reference;
    const what = `${capital((0,_secret_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .tellReference */ .d)(reference))} (${place})`;
    const stages = versionId === undefined ? [...versions.values()].flat() : versions.get(versionId);
    if (stages === undefined) {
        // Only versions with a label are listed; one without may be there still.
        return [
            (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .note */ .N4)(`${what} is to be read in version ${versionId ?? ''}, which has no label: it is not there, or may be deleted at any time.`, 'Refer to a version by its label, or to none for the current one.'),
        ];
    }
    const stage = versionStage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
    if (stage === undefined || stages.includes(stage))
        return [];
    return stage === 'AWSCURRENT'
        ? [(0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`${what} has no value yet: no version is labelled AWSCURRENT.`, 'Put a value into it.')]
        : [
            (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .error */ .z3)(`${what} has no version labelled ${stage}.`, `Refer to a label that is there: ${[...new Set(stages)].join(', ')}.`),
        ];
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
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
