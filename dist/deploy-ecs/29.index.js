export const id = 29;
export const ids = [29];
export const modules = {

/***/ 2200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ servesService),
/* harmony export */   X: () => (/* binding */ groupsServing)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);

/** Applications that are looked through; each takes two calls. */
const MOST_APPLICATIONS = 50;
const AT_A_TIME = 5;
/** Whether a group deploys this service. Groups name both by name or ARN. */
function servesService({ ecsServices = [] }, { serviceName = '', clusterArn = '' }) {
    return ecsServices.some((served) => (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(served.serviceName ?? '') === serviceName &&
        (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(served.clusterName ?? 'default') === (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(clusterArn));
}
/**
 * The deployment groups that deploy a service, among those of the first {@link MOST_APPLICATIONS} applications for
 * Amazon ECS.
 * @throws what the calls of `api` throw
 */
async function groupsServing(api, service) {
    const queue = (await api.ecsApplications(MOST_APPLICATIONS)).values();
    const found = [];
    const worker = async () => {
        for (const application of queue) {
            const groups = await api.groups(application);
            for (const group of groups.filter((entry) => servesService(entry, service))) {
                found.push({ application, group: group.deploymentGroupName ?? '' });
            }
        }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    return found;
}


/***/ }),

/***/ 3029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPreflight: () => (/* binding */ runPreflight)
});

;// CONCATENATED MODULE: ./shared/ecs/preflight/finding.js
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

// EXTERNAL MODULE: ./shared/ecs/names.js
var ecs_names = __webpack_require__(4722);
;// CONCATENATED MODULE: ./shared/ecs/preflight/subject.js

function containersOf({ definition }) {
    return definition.containerDefinitions ?? [];
}
/** Where the service is: partition, region and account of its ARN. */
function placeOf({ service }) {
    return (0,ecs_names/* parseArn */.Lw)(service.serviceArn ?? '') ?? { partition: 'aws', region: '', account: '' };
}
/** Whether the service runs its tasks on AWS Fargate. */
function isOnFargate({ service }) {
    const providers = service.capacityProviderStrategy ?? [];
    return (service.launchType === 'FARGATE' ||
        providers.some(({ capacityProvider }) => capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT'));
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/container-ports.js


/** Whether the ports the service speaks to are those the containers publish. */
function checkContainerPorts(subject) {
    const { service } = subject;
    return [
        ...(service.loadBalancers ?? []).flatMap(({ containerName, containerPort }) => checkPort(subject, { by: 'The load balancer of the service', containerName, port: containerPort })),
        ...(service.serviceRegistries ?? []).flatMap(({ containerName, containerPort }) => containerName === undefined
            ? []
            : checkPort(subject, { by: 'The service registry of the service', containerName, port: containerPort })),
        ...checkPortNames(subject),
    ];
}
function checkPort(subject, { by, containerName = '', port }) {
    const containers = containersOf(subject);
    const container = containers.find(({ name }) => name === containerName);
    if (container === undefined) {
        const has = containers.map(({ name = '' }) => name).join(', ');
        return [
            error(`${by} speaks to container ${containerName}, which the task definition has not; it has ${has}.`, `Name the container ${containerName}, or change the service's configuration first.`),
        ];
    }
    if (port === undefined || publishes(container, port))
        return [];
    const ports = (container.portMappings ?? []).map(({ containerPort, containerPortRange }) => containerPort ?? containerPortRange);
    return [
        error(`${by} speaks to port ${port} of container ${containerName}, which publishes ${ports.length === 0 ? 'no port' : ports.join(', ')}.`, `Add { "containerPort": ${port} } to the portMappings of ${containerName}, or change the service's configuration first.`),
    ];
}
function publishes({ portMappings = [] }, port) {
    return portMappings.some(({ containerPort, containerPortRange }) => {
        const [from, to] = containerPortRange?.split('-').map(Number) ?? [];
        return containerPort === port || (from !== undefined && to !== undefined && from <= port && port <= to);
    });
}
/** Service Connect knows ports by the names of their mappings. */
function checkPortNames(subject) {
    const primary = subject.service.deployments?.find(({ status }) => status === 'PRIMARY');
    const { enabled, services = [] } = primary?.serviceConnectConfiguration ?? {};
    if (enabled !== true)
        return [];
    const known = new Set(containersOf(subject).flatMap(({ portMappings = [] }) => portMappings.map(({ name }) => name)));
    return services
        .filter(({ portName }) => !known.has(portName))
        .map(({ portName = '' }) => error(`Service Connect of the service speaks to the port named ${portName}, which no port mapping has for its name.`, `Give the port mapping the name ${portName}.`));
}

// EXTERNAL MODULE: ./shared/ecs/codedeploy/find-group.js
var find_group = __webpack_require__(2200);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/aws/retry.js
var retry = __webpack_require__(6312);
;// CONCATENATED MODULE: ./shared/ecs/preflight/ask.js




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
        const value = await (0,retry/* withRetry */.b)(() => read(api), { clock, random, signal: limit, attempts: ATTEMPTS });
        return { kind: 'answer', value };
    }
    catch (error) {
        signal?.throwIfAborted();
        if (limit.aborted)
            return unknown('time-limit', unchecked(what, 'the time for all checks was over'));
        const kind = (0,faults/* faultKind */.H9)(error);
        if (kind === 'not-found')
            return { kind: 'missing' };
        if (kind === 'credentials')
            throw (0,faults/* awsFailure */.MT)(`check ${what}`, error);
        const reason = kind === 'denied' ? `this job's role lacks ${permission}` : `AWS answered "${(0,errors/* errorMessage */.gJ)(error)}"`;
        return unknown(kind, unchecked(what, reason));
    }
}
function unknown(why, outcome) {
    return { kind: 'unknown', why, outcome };
}

// EXTERNAL MODULE: ./shared/text/duration.js
var duration = __webpack_require__(3052);
;// CONCATENATED MODULE: ./shared/ecs/preflight/target-groups.js





/** Target groups the service registers its tasks in; with blue/green both of a pair. */
function usedTargetGroups({ service }) {
    const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
        targetGroupArn,
        advancedConfiguration?.alternateTargetGroupArn,
    ]);
    return [...new Set(arns.filter((arn) => arn !== undefined))];
}
/** Whether the target group takes the targets of these tasks, and what its health checks mean for them. */
async function checkTargetGroup(arn, subject, tools) {
    const name = targetGroupName(arn);
    const permission = 'elasticloadbalancing:DescribeTargetGroups';
    const found = await ask({ what: `target group ${name}`, permission, read: (api) => api.targetGroup(arn) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    if (found.kind === 'missing') {
        return [
            error(`Target group ${name} of the service does not exist.`, 'Point the service to a target group that is there.'),
        ];
    }
    return [...checkTargetType(name, found.value, subject), ...checkHealthChecks(name, found.value, subject)];
}
/** Developer guide, "Use an Application Load Balancer for Amazon ECS": `ip` for awsvpc, else `instance`. */
function checkTargetType(name, { targetType }, { definition }) {
    const wanted = definition.networkMode === 'awsvpc' ? 'ip' : 'instance';
    if (targetType === undefined || targetType === wanted)
        return [];
    return [
        error(`Target group ${name} takes targets of type ${targetType}, and tasks with network mode ${definition.networkMode ?? 'bridge'} need ${wanted}.`, `Make a target group of type ${wanted} (the type cannot be changed), or use the network mode that fits.`),
    ];
}
/** Above this, most of a deployment is waiting for health checks. AWS's defaults take 30 s × 5. */
const SLOW_S = 60;
function checkHealthChecks(name, group, { service, ...rest }) {
    const { interval, healthyThreshold, unhealthyThreshold, loadBalancers } = group;
    const toHealthy = interval * healthyThreshold;
    const toUnhealthy = interval * unhealthyThreshold;
    const grace = service.healthCheckGracePeriodSeconds ?? 0;
    const startPeriod = Math.max(0, ...containersOf({ service, ...rest }).map(({ healthCheck }) => healthCheck?.startPeriod ?? 0));
    const notes = [];
    if (loadBalancers.length === 0) {
        notes.push(note(`Target group ${name} belongs to no load balancer: its health is not checked.`, 'Give it to a listener.'));
    }
    if (grace === 0 && (toUnhealthy <= 30 || startPeriod > toUnhealthy)) {
        notes.push(note(`The service has no health check grace period, and its load balancer gives a starting task up after ${seconds(toUnhealthy)} (${interval} s × ${unhealthyThreshold}).`, 'Set healthCheckGracePeriodSeconds of the service to the time its slowest start takes.'));
    }
    if (toHealthy > SLOW_S) {
        notes.push(note(`A new task needs at least ${seconds(toHealthy)} to be healthy in target group ${name} (${interval} s × ${healthyThreshold}).`, 'A health check interval of 10 s with a healthy threshold of 2 makes it 20 s.'));
    }
    return notes;
}
function seconds(count) {
    return count < 60 ? `${count} s` : (0,duration/* formatDuration */.a)(count * 1_000);
}
/** `web` of `arn:…:targetgroup/web/0123456789abcdef`. */
function targetGroupName(arn) {
    return arn.split('/')[1] ?? (0,ecs_names/* shortName */.EU)(arn);
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/deployment-group.js





/** Whether the group through which AWS CodeDeploy deploys fits the service. */
async function checkDeploymentGroup(subject, tools) {
    const { deploymentGroup: group, service } = subject;
    if (group === undefined)
        return [];
    const name = `Deployment group ${group.deploymentGroupName ?? ''} of application ${group.applicationName ?? ''}`;
    if (!(0,find_group/* servesService */.I)(group, service)) {
        const served = (group.ecsServices ?? []).map(({ serviceName = '', clusterName = '' }) => `${(0,ecs_names/* shortName */.EU)(serviceName)} in cluster ${(0,ecs_names/* shortName */.EU)(clusterName)}`);
        return [
            error(`${name} deploys ${served.length === 0 ? 'no service of Amazon ECS' : served.join(', ')}, not ${service.serviceName ?? ''} in cluster ${(0,ecs_names/* shortName */.EU)(service.clusterArn ?? '')}.`, 'Give codedeploy-application and codedeploy-deployment-group of this service.'),
        ];
    }
    return [...checkStyle(name, group), ...(await checkRoutes(name, { group, subject }, tools))];
}
/** CodeDeploy deploys to Amazon ECS blue/green only. CodeDeploy User Guide, "Working with deployment groups". */
function checkStyle(name, { deploymentStyle: style, blueGreenDeploymentConfiguration }) {
    const isBlueGreen = style?.deploymentType === 'BLUE_GREEN' &&
        style.deploymentOption === 'WITH_TRAFFIC_CONTROL' &&
        blueGreenDeploymentConfiguration !== undefined;
    if (isBlueGreen)
        return [];
    return [
        error(`${name} is not set up for blue/green deployments.`, 'Set its deployment type to BLUE_GREEN with WITH_TRAFFIC_CONTROL, and give it a blue/green configuration.'),
    ];
}
/** The target group that serves must be one of the pair, behind the load balancer of the production listener. */
async function checkRoutes(name, { group, subject }, tools) {
    const [pair] = group.loadBalancerInfo?.targetGroupPairInfoList ?? [];
    const [listener] = pair?.prodTrafficRoute?.listenerArns ?? [];
    const names = (pair?.targetGroups ?? []).flatMap((target) => target.name ?? []);
    if (listener === undefined || names.length !== 2) {
        return [
            error(`${name} has no pair of target groups with a production listener.`, 'Give it two target groups and the listener that serves production.'),
        ];
    }
    const arn = subject.service.loadBalancers?.[0]?.targetGroupArn;
    if (arn === undefined)
        return [];
    const serving = targetGroupName(arn);
    if (!names.includes(serving)) {
        return [
            error(`The service serves through target group ${serving}, and ${name} has ${names.join(' and ')}.`, 'Give the deployment group the target group that serves as one of its pair.'),
        ];
    }
    const permission = 'elasticloadbalancing:DescribeTargetGroups';
    const found = await ask({ what: `target group ${serving}`, permission, read: (api) => api.targetGroup(arn) }, tools);
    if (found.kind !== 'answer')
        return found.kind === 'unknown' ? [found.outcome] : [];
    const { loadBalancers } = found.value;
    const balancer = loadBalancerOf(listener);
    if (loadBalancers.length === 0 || loadBalancers.includes(balancer))
        return [];
    return [
        error(`The production listener of ${name} belongs to load balancer ${shortBalancer(balancer)}, and target group ${serving} to ${loadBalancers.map(shortBalancer).join(', ')}.`, 'Give the deployment group the listener behind which the service serves.'),
    ];
}
/** The ARN of a listener has that of its load balancer in it: `listener/app/NAME/ID/…` and `loadbalancer/app/NAME/ID`. */
function loadBalancerOf(listenerArn) {
    return listenerArn.replace(/:listener\/((?:[^/]+\/){2}[^/]+)\/.*$/, ':loadbalancer/$1');
}
/** `web` of `arn:…:loadbalancer/app/web/0123456789abcdef`. */
function shortBalancer(arn) {
    return arn.split('/').at(-2) ?? arn;
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/fargate-size.js


const range = (from, to, step) => Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
/** CPU units to sizes of memory in MiB (developer guide, "Task CPU and memory" of task definitions for Fargate). */
const SIZES = new Map([
    [256, [512, 1024, 2048]],
    [512, range(1024, 4096, 1024)],
    [1024, range(2048, 8192, 1024)],
    [2048, range(4096, 16_384, 1024)],
    [4096, range(8192, 30_720, 1024)],
    [8192, range(16_384, 61_440, 4096)],
    [16_384, range(32_768, 122_880, 8192)],
]);
/** Whether Fargate has tasks of this size. */
function checkFargateSize(subject) {
    const { definition } = subject;
    if (!isOnFargate(subject))
        return [];
    const cpu = amount(definition.cpu, { unit: 'vcpu', factor: 1024 });
    const memory = amount(definition.memory, { unit: 'gb', factor: 1024 });
    const missing = [...(cpu === undefined ? ['cpu'] : []), ...(memory === undefined ? ['memory'] : [])];
    if (cpu === undefined || memory === undefined) {
        return [
            error(`Fargate needs the size of the task, and the task definition names no usable ${missing.join(' and no ')}.`, 'Set cpu and memory of the task, such as 256 and 512.'),
        ];
    }
    const sizes = SIZES.get(cpu);
    if (sizes?.includes(memory))
        return [];
    const size = `${cpu} CPU units with ${memory} MiB`;
    // Larger tasks may come: what is not in the table above is left to ECS to refuse.
    if (cpu > 16_384)
        return [note(`Whether Fargate has tasks of ${size} is not known here.`)];
    if (sizes === undefined) {
        return [error(`Fargate has no tasks of ${cpu} CPU units.`, `Choose cpu from ${[...SIZES.keys()].join(', ')}.`)];
    }
    return [error(`Fargate has no tasks of ${size}.`, `With cpu ${cpu}, choose memory from ${choices(sizes)}.`)];
}
function choices(sizes) {
    const [first = 0, second = 0] = sizes;
    return sizes.length <= 3 ? sizes.join(', ') : `${first} to ${sizes.at(-1) ?? 0} in steps of ${second - first}`;
}
/** `256`, `.25 vCPU`, `0.5 GB`. */
function amount(text, { unit, factor }) {
    const match = /^(?<count>\d*\.?\d+)\s*(?<unit>[a-z]*)$/i.exec(text?.trim() ?? '')?.groups;
    if (match === undefined)
        return undefined;
    const named = (match['unit'] ?? '').toLowerCase();
    if (named !== '' && named !== unit)
        return undefined;
    const value = Number(match['count']) * (named === '' ? 1 : factor);
    return Number.isInteger(value) && value > 0 ? value : undefined;
}

;// CONCATENATED MODULE: ./shared/ecr/repository.js
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

;// CONCATENATED MODULE: ./shared/ecr/image-name.js

// Docker's reference grammar (distribution/reference): a colon behind the last slash begins the tag, @ the digest.
const REFERENCE = /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
/** Reads `[host[:port]/]name[:tag][@digest]`. Undefined when it is no image reference. */
function parseImageName(image) {
    const { name, tag, digest } = REFERENCE.exec(image)?.groups ?? {};
    const repository = name === undefined ? undefined : parseRepository(name);
    return repository === undefined
        ? undefined
        : { registry: repository.registry, repository: repository.name, tag, digest };
}

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
    if (cpuArchitecture === undefined && !isOnFargate(subject))
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
    const byImage = Map.groupBy(containersOf(subject), ({ image = '' }) => image);
    return [...byImage].map(([image, containers]) => ({ image, containers: containers.map(({ name = '' }) => name) }));
}
/** Whether the image can be pulled, and runs on the platform of the tasks. */
async function checkImage(used, subject, tools) {
    const name = parseImageName(used.image);
    if (name === undefined)
        return [error(`${titled(used)} is no image reference.`, 'Write registry/name:tag or registry/name@sha256:….')];
    const tagNotes = mutableTag(used, name);
    const query = await ecrImage(name, tools);
    if (query === undefined)
        return [...tagNotes, unchecked(used.image, 'only private registries of Amazon ECR can be asked')];
    const found = await ask({ what: used.image, permission: 'ecr:BatchGetImage', read: (api) => api.image(query) }, tools);
    if (found.kind === 'unknown')
        return [...tagNotes, found.outcome];
    if (found.kind === 'missing')
        return [await absent(used, { query, of: 'repository' }, tools)];
    if (found.value === undefined)
        return [await absent(used, { query, of: 'image' }, tools)];
    return [...tagNotes, ...(await checkPlatform(used, { query, manifest: found.value.manifest, subject }, tools))];
}
function titled({ image, containers }) {
    return `Image ${image} (${containers.length > 1 ? 'containers' : 'container'} ${containers.join(', ')})`;
}
function mutableTag(used, { tag = 'latest', digest }) {
    if (digest !== undefined || tag !== 'latest')
        return [];
    return [
        note(`${titled(used)} is named by the tag latest, which does not tell what runs and cannot be rolled back to.`, 'Deploy by digest, as the output image of build-image does, or by a tag that never moves.'),
    ];
}
/** Undefined when the image is not in a private registry of ECR. */
async function ecrImage({ registry, repository, tag = 'latest', digest }, tools) {
    if (registry === undefined)
        return undefined;
    const host = parseEcrHost(registry);
    const id = digest === undefined ? { tag } : { digest };
    if (host !== undefined)
        return { region: host.region, registryId: host.accountId, repository, ...id };
    if (!tools.ownEndpoint)
        return undefined;
    const own = await ask({ what: registry, permission: 'ecr:GetAuthorizationToken', read: (api) => api.ownRegistry() }, tools);
    return own.kind === 'answer' && own.value === registry
        ? { region: undefined, registryId: undefined, repository, ...id }
        : undefined;
}
/** ECR user guide, "Sync an upstream registry": behind a cache rule, a repository is filled at the first pull. */
async function absent(used, { query, of }, tools) {
    const rules = await ask({
        what: used.image,
        permission: 'ecr:DescribePullThroughCacheRules',
        read: (api) => api.pullThroughPrefixes(query),
    }, tools);
    const { repository } = query;
    if (rules.kind === 'answer' && rules.value.some((prefix) => prefix === 'ROOT' || repository.startsWith(`${prefix}/`)))
        return note(`${titled(used)} is not in the registry yet; a pull through cache rule fetches it at the first pull.`);
    const place = query.registryId === undefined ? 'this registry' : `account ${query.registryId} in ${query.region ?? ''}`;
    const cache = rules.kind === 'unknown' && rules.why === 'denied'
        ? ' If a pull through cache rule is to fetch it, grant ecr:DescribePullThroughCacheRules or set preflight: false.'
        : '';
    return of === 'repository'
        ? error(`${titled(used)} does not exist: there is no repository ${repository} in ${place}.`, `Check the name, the account and the region of the image.${cache}`)
        : error(`${titled(used)} does not exist: repository ${repository} has no ${'tag' in query ? `tag ${query.tag}` : query.digest}.`, `Push the image first, or name one that is there.${cache}`);
}
async function checkPlatform(used, { query, manifest, subject }, tools) {
    const wanted = wantedPlatform(subject);
    const told = manifestPlatforms(manifest);
    if (wanted === undefined || told.kind === 'untold')
        return [];
    if (told.kind === 'listed')
        return compare(used, told.platforms, wanted);
    const config = await ask({
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
        error(`${titled(used)} is built for ${has}, and the tasks run on ${needs}.`, `Build it for ${needs} (build-image: platforms: ${needs}), or set runtimePlatform in the task definition.`),
    ];
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/log-groups.js



/** Log groups that must be there before a container starts: those the driver may create itself are left out. */
function usedLogGroups(subject) {
    const home = placeOf(subject).region;
    const uses = containersOf(subject).flatMap(({ name = '', logConfiguration: { logDriver, options = {} } = {} }) => {
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
    const found = await ask({ what: `log group ${group}`, permission: 'logs:DescribeLogGroups', read: (api) => api.hasLogGroup(region, group) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    if (found.kind === 'answer' && found.value)
        return [];
    return [
        error(`Log group ${group} (container ${containers.join(', ')}) does not exist in ${region}.`, 'Create it, or set the log option awslogs-create-group to "true" and allow the execution role logs:CreateLogGroup.'),
    ];
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/secret-reference.js

/**
 * Reads `arn:…:secretsmanager:…:secret:name[:json-key:version-stage:version-id]`, the ARN of a parameter, or the name
 * of a parameter in the region of the service (developer guide, "Pass sensitive data to an Amazon ECS container").
 */
function readSecretReference(valueFrom, region) {
    const arn = (0,ecs_names/* parseArn */.Lw)(valueFrom);
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
        return `secret ${(0,ecs_names/* parseArn */.Lw)(reference.id)?.resource.slice('secret:'.length) ?? reference.id}`;
    if (reference.kind === 'other')
        return 'its reference';
    const path = (0,ecs_names/* parseArn */.Lw)(reference.name)?.resource.slice('parameter'.length);
    return path === undefined ? 'the SSM parameter it names' : `SSM parameter ${path}`;
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/parameters.js




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
    const answer = await ask({
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
    return (names.get(name) ?? [...names].flatMap(([key, uses]) => ((0,ecs_names/* parseArn */.Lw)(key)?.resource === `parameter${path}` ? uses : [])));
}
function missing(uses, region) {
    return uses.map(({ place, reference }) => {
        const what = tellReference(reference);
        return error(`${what.charAt(0).toUpperCase()}${what.slice(1)} (${place}) does not exist in ${region}.`, 'Create it, or correct the reference.');
    });
}
function chunks(items, size) {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

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
    const { account, partition } = placeOf(subject);
    const arn = (0,ecs_names/* parseArn */.Lw)(role);
    if (arn !== undefined && (arn.account !== account || arn.partition !== partition)) {
        const problem = `${title} is not of the service's account ${account}: a role cannot be passed from one account to another.`;
        return [error(problem, `Name a role of arn:${partition}:iam::${account}.`)];
    }
    const name = role.slice(role.lastIndexOf('/') + 1);
    const found = await ask({ what: `role ${role}`, permission: 'iam:GetRole', read: (api) => api.role(name) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    const principal = '{"Service": "ecs-tasks.amazonaws.com"}';
    if (found.kind === 'missing') {
        return [
            error(`${title} does not exist.`, `Create it with a trust policy that names ${principal}, or correct the name.`),
        ];
    }
    if (arn !== undefined && found.value.arn !== role) {
        return [
            error(`${title} does not exist: the role of that name is ${found.value.arn}.`, 'Write the ARN with its path.'),
        ];
    }
    if (admitsEcsTasks(found.value.trustPolicy, account))
        return [];
    const problem = `${title} cannot be assumed by ecs-tasks.amazonaws.com: its trust policy does not allow it.`;
    return [error(problem, `Allow sts:AssumeRole for the principal ${principal} in the trust policy of the role.`)];
}
/**
 * What on Fargate cannot be done without an execution role (developer guide, "Amazon ECS task execution IAM role").
 * On instances the instance's own role serves for images and logs.
 */
function checkExecutionRole(subject) {
    const { executionRoleArn } = subject.definition;
    if (executionRoleArn !== undefined && executionRoleArn !== '')
        return [];
    const containers = containersOf(subject);
    const secrets = containers.some(({ secrets, logConfiguration }) => (secrets?.length ?? 0) + (logConfiguration?.secretOptions?.length ?? 0) > 0);
    const logs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
    const images = containers.some(({ image = '' }) => parseEcrHost(parseImageName(image)?.registry ?? '') !== undefined);
    const fargate = isOnFargate(subject);
    const needs = [
        ...(secrets ? ['secrets'] : []),
        ...(fargate && images ? ['images in Amazon ECR'] : []),
        ...(fargate && logs ? ['logs by awslogs'] : []),
    ];
    if (needs.length === 0)
        return [];
    const problem = `The task definition has no executionRoleArn, without which there are no ${needs.join(', no ')}.`;
    return [error(problem, 'Name a role with the managed policy AmazonECSTaskExecutionRolePolicy.')];
}

// EXTERNAL MODULE: ./shared/ecs/strategy/change.js
var change = __webpack_require__(5260);
;// CONCATENATED MODULE: ./shared/ecs/preflight/rollout-room.js


/**
 * Whether a rolling deployment can take a first step: ECS must be able either to stop an old task or to start a new
 * one. It rounds the minimum up and the maximum down (API reference, DeploymentConfiguration); when neither is
 * possible it waits for ever.
 */
function checkRolloutRoom({ service, desiredCount, configuration, deploymentGroup, }) {
    if (desiredCount === 0) {
        return [note('The service is to run no task (desired count 0), so nothing of the new revision is tried out.')];
    }
    // Where nothing runs, new tasks can start at once.
    if (service.runningCount === 0)
        return [];
    // CodeDeploy starts all new tasks beside the old ones.
    if (deploymentGroup !== undefined)
        return [];
    if ((0,change/* strategyOf */.xS)(configuration) !== 'ROLLING' || service.schedulingStrategy === 'DAEMON')
        return [];
    const { minimumHealthyPercent = 100, maximumPercent = 200 } = configuration;
    const least = Math.ceil((minimumHealthyPercent * desiredCount) / 100);
    const most = Math.floor((maximumPercent * desiredCount) / 100);
    if (least < desiredCount || most > desiredCount)
        return [];
    const enough = Math.ceil(((desiredCount + 1) * 100) / desiredCount);
    return [
        error(`With ${desiredCount} ${desiredCount === 1 ? 'task' : 'tasks'}, a minimum of ${minimumHealthyPercent} % and a maximum of ${maximumPercent} % Amazon ECS can neither stop an old task nor start a new one: the deployment would never move.`, `Set maximumPercent of the service to at least ${Math.max(enough, maximumPercent)}${desiredCount > 0 ? ', or a lower minimumHealthyPercent' : ''}.`),
    ];
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/secrets.js




/** Everything of the task definition that refers to a secret or a parameter. */
function usedSecrets(subject) {
    const { region } = placeOf(subject);
    return containersOf(subject).flatMap(({ name = '', secrets = [], logConfiguration, repositoryCredentials }) => {
        const used = (what, reference) => ({
            place: `container ${name}, ${what}`,
            reference,
        });
        const credentials = repositoryCredentials?.credentialsParameter;
        return [
            ...secrets.map((secret) => used(`secret ${secret.name ?? ''}`, readSecretReference(secret.valueFrom ?? '', region))),
            ...(logConfiguration?.secretOptions ?? []).map((option) => used(`log option ${option.name ?? ''}`, readSecretReference(option.valueFrom ?? '', region))),
            ...(credentials === undefined ? [] : [used('repositoryCredentials', readCredentials(credentials, region))]),
        ];
    });
}
/** API reference, RepositoryCredentials: the ARN of a secret, or its name in the region of the task. */
function readCredentials(credentials, region) {
    const reference = readSecretReference(credentials, region);
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
            .map(({ place }) => error(`What ${place} refers to is neither a secret nor a parameter.`, 'Give the ARN of a Secrets Manager secret or of an SSM parameter, or the name of a parameter in the region of the service.')),
        ...(places.length === 0
            ? []
            : [
                note(`Whether secrets have these JSON keys is not known, since values are never read: ${places.join(', ')}.`),
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
    const what = tellReference(first.reference);
    const found = await ask({ what, permission: 'secretsmanager:DescribeSecret', read: (api) => api.secret(region, id) }, tools);
    if (found.kind === 'unknown')
        return [found.outcome];
    const places = uses.map(({ place }) => place).join('; ');
    if (found.kind === 'missing') {
        return [error(`${capital(what)} (${places}) does not exist in ${region}.`, 'Create it, or correct the reference.')];
    }
    if (found.value.deleted) {
        return [
            error(`${capital(what)} (${places}) is scheduled for deletion and cannot be read.`, 'Restore it, or refer to another secret.'),
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
    const what = `${capital(tellReference(reference))} (${place})`;
    const stages = versionId === undefined ? [...versions.values()].flat() : versions.get(versionId);
    if (stages === undefined) {
        // Only versions with a label are listed; one without may be there still.
        return [
            note(`${what} is to be read in version ${versionId ?? ''}, which has no label: it is not there, or may be deleted at any time.`, 'Refer to a version by its label, or to none for the current one.'),
        ];
    }
    const stage = versionStage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
    if (stage === undefined || stages.includes(stage))
        return [];
    return stage === 'AWSCURRENT'
        ? [error(`${what} has no value yet: no version is labelled AWSCURRENT.`, 'Put a value into it.')]
        : [
            error(`${what} has no version labelled ${stage}.`, `Refer to a label that is there: ${[...new Set(stages)].join(', ')}.`),
        ];
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/service.js



/** A deployment under way, which this one takes the place of. */
function checkOtherDeployment({ service }) {
    const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
    if (primary?.rolloutState !== 'IN_PROGRESS')
        return [];
    return [
        note(`A deployment of ${(0,ecs_names/* revisionName */.pd)(primary.taskDefinition ?? '')} (${primary.id ?? ''}) is under way; this one takes its place before it is completed.`, 'Let jobs that deploy one service wait for one another: set concurrency in the workflow.'),
    ];
}
/** Whether the service can run a task definition of this kind at all. */
function checkCompatibility(subject) {
    const { definition, service } = subject;
    const { networkMode = 'bridge', requiresCompatibilities = [] } = definition;
    const fargate = isOnFargate(subject);
    const launchType = fargate ? 'FARGATE' : service.launchType;
    const findings = [];
    if (launchType !== undefined &&
        requiresCompatibilities.length > 0 &&
        !requiresCompatibilities.some((type) => type === launchType)) {
        findings.push(error(`The service runs its tasks on ${launchType}, and the task definition is for ${requiresCompatibilities.join(', ')} only.`, `Add ${launchType} to requiresCompatibilities.`));
    }
    if (fargate && networkMode !== 'awsvpc') {
        findings.push(error(`Fargate needs the network mode awsvpc; the task definition has ${networkMode}.`, 'Set networkMode to awsvpc.'));
    }
    if (networkMode === 'awsvpc' && service.networkConfiguration === undefined) {
        findings.push(error('The task definition has the network mode awsvpc, and the service has no network configuration.', 'Give the service subnets and security groups first, or keep the network mode it has.'));
    }
    return findings;
}

;// CONCATENATED MODULE: ./shared/ecs/preflight/preflight.js












/** For all checks together, in milliseconds. What is not known by then is said to be unchecked. */
const LIMIT_MS = 15_000;
/** Checks that ask AWS at a time: the limits of an account are shared by all its jobs. */
const AT_A_TIME = 8;
/**
 * Looks for everything that would make a deployment fail, before anything is written. Nothing is written here either,
 * and no value of a secret is read.
 * @returns everything found at once, errors first
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
async function runPreflight(subject, tools) {
    const { clock, signal, openApi, ownEndpoint, random } = tools;
    const limit = new AbortController();
    const done = new AbortController();
    const ends = AbortSignal.any([limit.signal, ...(signal === undefined ? [] : [signal])]);
    // Rejects when the checks are done before: then there is nothing left to limit.
    clock.sleep(LIMIT_MS, done.signal).then(() => limit.abort(), () => undefined);
    try {
        const checks = allChecks(subject, { api: openApi(ends), clock, random, signal, limit: ends, ownEndpoint });
        return toFindings(await inTurns(checks, AT_A_TIME));
    }
    finally {
        done.abort();
        // When one of them ends it all (credentials), the others must not go on asking.
        limit.abort();
    }
}
function allChecks(subject, tools) {
    const secrets = usedSecrets(subject);
    return [
        ...usedImages(subject).map((image) => () => checkImage(image, subject, tools)),
        ...usedRoles(subject).map((role) => () => checkRole(role, subject, tools)),
        ...distinctSecrets(secrets).map((secret) => () => checkSecret(secret, tools)),
        ...parameterBatches(secrets).map((batch) => () => checkParameters(batch, tools)),
        ...usedLogGroups(subject).map((group) => () => checkLogGroup(group, tools)),
        ...usedTargetGroups(subject).map((arn) => () => checkTargetGroup(arn, subject, tools)),
        () => checkExecutionRole(subject),
        () => checkReferences(secrets),
        () => checkContainerPorts(subject),
        () => checkCompatibility(subject),
        () => checkFargateSize(subject),
        () => checkRolloutRoom(subject),
        () => checkOtherDeployment(subject),
        () => checkDeploymentGroup(subject, tools),
    ];
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


/***/ })

};
