export const id = 111;
export const ids = [111];
export const modules = {

/***/ 9492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ noteUnusedAppSpec),
/* harmony export */   readAppSpec: () => (/* binding */ readAppSpec)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);
/* harmony import */ var _shared_ecs_codedeploy_appspec__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6229);


const INPUT = 'codedeploy-appspec';
/** Where AWS's own action looks when it is told nothing. */
const USUAL = 'appspec.yaml';
/** @throws {InputError} when the file cannot be read or is no AppSpec for Amazon ECS */
async function readAppSpec(path, readFile) {
    const parsed = await (0,_shared_ecs_codedeploy_appspec__WEBPACK_IMPORTED_MODULE_1__/* .parseAppSpec */ .WS)(await readFile(path, INPUT));
    if (parsed.ok)
        return parsed.appSpec;
    throw new _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: INPUT, problem: `${JSON.stringify(path)} ${parsed.problem}` }]);
}
/** What is to be said when no file is named, and the workspace has one where it usually is: it may hold hooks. */
async function noteUnusedAppSpec(readFile) {
    try {
        await readFile(USUAL, INPUT);
    }
    catch (error) {
        if (error instanceof _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
            return [];
        throw error;
    }
    return [
        `${USUAL} is in the workspace and is not used; with ${INPUT}: ${USUAL} it is. Without it, no hooks are called.`,
    ];
}


/***/ }),

/***/ 6229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UC: () => (/* binding */ appSpecOf),
/* harmony export */   WS: () => (/* binding */ parseAppSpec),
/* harmony export */   Zl: () => (/* binding */ renderAppSpec),
/* harmony export */   rL: () => (/* binding */ movesFrom)
/* harmony export */ });
/* unused harmony export taskDefinitionOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _shared_text_yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7259);


/**
 * Reads an AppSpec file, JSON or YAML, whatever the case of its members' names: CodeDeploy takes any.
 * CodeDeploy User Guide, "AppSpec 'resources' section for Amazon ECS deployments".
 */
async function parseAppSpec(text) {
    let document;
    try {
        document = await (0,_shared_text_yaml__WEBPACK_IMPORTED_MODULE_1__/* .parseYaml */ .h)(text);
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        return { ok: false, problem: `is neither JSON nor YAML: ${error.message}` };
    }
    return isObject(document) ? readDocument(document) : { ok: false, problem: 'is not an object with Resources.' };
}
function readDocument(document) {
    const wrong = (problem) => ({ ok: false, problem });
    if (Number(member(document, 'version')) !== 0)
        return wrong('needs version: 0.0.');
    const properties = propertiesOf(document);
    if (properties === undefined) {
        return wrong('needs Resources with exactly one resource of Type AWS::ECS::Service, and its Properties.');
    }
    const balancer = member(properties, 'LoadBalancerInfo');
    const name = isObject(balancer) ? member(balancer, 'ContainerName') : undefined;
    const port = isObject(balancer) ? Number(member(balancer, 'ContainerPort')) : Number.NaN;
    if (typeof name !== 'string' || name === '' || !Number.isInteger(port)) {
        return wrong('needs LoadBalancerInfo with ContainerName and ContainerPort.');
    }
    const platformVersion = member(properties, 'PlatformVersion');
    return {
        ok: true,
        appSpec: {
            document,
            containerName: name,
            containerPort: port,
            platformVersion: typeof platformVersion === 'string' ? platformVersion : undefined,
            network: readNetwork(member(properties, 'NetworkConfiguration')),
        },
    };
}
/** The AppSpec that deploys to where the tasks of `running` run; undefined without a load balancer. */
function appSpecOf(running) {
    const { loadBalancers = [], platformVersion, capacityProviderStrategy = [], networkConfiguration } = running;
    const { containerName, containerPort } = loadBalancers[0] ?? {};
    if (containerName === undefined || containerPort === undefined)
        return undefined;
    const vpc = networkConfiguration?.awsvpcConfiguration;
    const network = vpc && {
        subnets: vpc.subnets ?? [],
        securityGroups: vpc.securityGroups ?? [],
        assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
    };
    const properties = {
        LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
        ...(platformVersion === undefined ? {} : { PlatformVersion: platformVersion }),
        ...(network === undefined
            ? {}
            : {
                NetworkConfiguration: {
                    AwsvpcConfiguration: {
                        Subnets: network.subnets,
                        SecurityGroups: network.securityGroups,
                        AssignPublicIp: network.assignPublicIp,
                    },
                },
            }),
        ...(capacityProviderStrategy.length === 0
            ? {}
            : {
                CapacityProviderStrategy: capacityProviderStrategy.map(({ capacityProvider, base = 0, weight = 0 }) => ({
                    CapacityProvider: capacityProvider,
                    Base: base,
                    Weight: weight,
                })),
            }),
    };
    const resource = { TargetService: { Type: 'AWS::ECS::Service', Properties: properties } };
    return { document: { version: 0, Resources: [resource] }, containerName, containerPort, platformVersion, network };
}
/** The task definition that an AppSpec deploys, as it names it. */
function taskDefinitionOf({ document }) {
    const properties = propertiesOf(document);
    const named = properties && member(properties, 'TaskDefinition');
    return typeof named === 'string' && named !== '' ? named : undefined;
}
/** What of where the tasks run differs between an AppSpec and the tasks that run; the task definition aside. */
function movesFrom(running, appSpec) {
    const present = appSpecOf(running);
    if (present === undefined)
        return [];
    const { platformVersion: version, network } = appSpec;
    return [
        ...(present.containerName === appSpec.containerName && present.containerPort === appSpec.containerPort
            ? []
            : [`load balancer: container ${appSpec.containerName}, port ${appSpec.containerPort}`]),
        ...(version === undefined || version === 'LATEST' || version === present.platformVersion
            ? []
            : [`platform version ${version}`]),
        ...(network === undefined || isSameNetwork(network, present.network) ? [] : ['network configuration']),
    ];
}
/** The revision to deploy: the AppSpec with its task definition. */
function renderAppSpec({ document }, taskDefinition) {
    const set = (object, name, change) => {
        const key = keyOf(object, name) ?? name;
        return { ...object, [key]: change(object[key]) };
    };
    const onObject = (change) => (value) => (isObject(value) ? change(value) : value);
    const withProperties = onObject((service) => set(service, 'Properties', onObject((properties) => set(properties, 'TaskDefinition', () => taskDefinition))));
    const withTaskDefinition = set(document, 'Resources', (resources) => listOf(resources).map(onObject((resource) => Object.fromEntries(Object.entries(resource).map(([name, service]) => [name, withProperties(service)])))));
    const content = JSON.stringify(withTaskDefinition);
    return { content, sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex') };
}
function propertiesOf(document) {
    const resources = listOf(member(document, 'Resources'));
    const services = resources.flatMap((resource) => (isObject(resource) ? Object.values(resource) : []));
    const [service] = services;
    if (services.length !== 1 || !isObject(service) || member(service, 'Type') !== 'AWS::ECS::Service')
        return undefined;
    const properties = member(service, 'Properties');
    return isObject(properties) ? properties : undefined;
}
function readNetwork(value) {
    const vpc = isObject(value) ? member(value, 'AwsvpcConfiguration') : undefined;
    if (!isObject(vpc))
        return undefined;
    const texts = (name) => listOf(member(vpc, name)).filter((entry) => typeof entry === 'string');
    const assign = member(vpc, 'AssignPublicIp');
    return {
        subnets: texts('Subnets'),
        securityGroups: texts('SecurityGroups'),
        assignPublicIp: typeof assign === 'string' ? assign : 'DISABLED',
    };
}
function isSameNetwork(a, b) {
    const same = (one, other) => one.length === other.length && one.every((entry) => other.includes(entry));
    return (b !== undefined &&
        same(a.subnets, b.subnets) &&
        same(a.securityGroups, b.securityGroups) &&
        a.assignPublicIp === b.assignPublicIp);
}
function member(object, name) {
    const key = keyOf(object, name);
    return key === undefined ? undefined : object[key];
}
function keyOf(object, name) {
    return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 7259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ parseYaml)
/* harmony export */ });
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
        const { load, YAMLException } = await __webpack_require__.e(/* import() */ 831).then(__webpack_require__.bind(__webpack_require__, 2831));
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


/***/ })

};
