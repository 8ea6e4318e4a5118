export const id = 316;
export const ids = [316];
export const modules = {

/***/ 1316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planRestore: () => (/* binding */ planRestore)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/service-revision/find-revision.js
var find_revision = __webpack_require__(7091);
// EXTERNAL MODULE: ./shared/ecs/service-revision/settings.js
var settings = __webpack_require__(7171);
// EXTERNAL MODULE: ./shared/ecs/service-revision/differences.js + 1 modules
var differences = __webpack_require__(7989);
;// CONCATENATED MODULE: ./shared/ecs/service-revision/take-back.js

function takeBack(service, now, then) {
    const found = (0,differences/* differences */.t)(now, then);
    const changed = new Set(found.map(({ setting }) => setting));
    return {
        differences: found,
        update: updateFor(changed, then),
        refusals: refusalsOf(changed, { service, now, then }),
    };
}
/** What takes away what there is. API reference, UpdateService: an empty list does. */
const NONE = {
    loadBalancers: [],
    serviceRegistries: [],
    capacityProviderStrategy: [],
    serviceConnectConfiguration: { enabled: false },
    volumeConfigurations: [],
    vpcLatticeConfigurations: [],
    gatewayConnectors: [],
    monitoring: { metricConfigurations: [] },
};
function updateFor(changed, then) {
    const given = Object.entries(then).filter(([, value]) => value !== undefined);
    const wanted = Object.entries({ ...NONE, ...Object.fromEntries(given) });
    const names = changed;
    const update = Object.fromEntries(wanted.filter(([name]) => names.has(name) && name !== 'launchType'));
    // ECS asked for it whenever providers change ("you must force a new deployment"); one begins anyway.
    return changed.has('capacityProviderStrategy') ? { ...update, forceNewDeployment: true } : update;
}
function refusalsOf(changed, { service, now, then }) {
    const strategy = service.deploymentConfiguration?.strategy ?? 'ROLLING';
    const needsOwnRole = changed.has('loadBalancers') || changed.has('serviceRegistries');
    const cases = [
        // API reference, UpdateService: "You must have a service-linked role when you update this property".
        [
            needsOwnRole && !isServiceLinked(service.roleArn),
            `Load balancers and service registries are changed with the service-linked role of ECS only; the service has ${service.roleArn ?? ''}.`,
        ],
        [
            changed.has('networkConfiguration') && isNone(then.networkConfiguration),
            'A network configuration cannot be removed from a service.',
        ],
        // Without providers on either side there is nothing that UpdateService could change it by.
        [
            changed.has('launchType') && isNone(now.capacityProviderStrategy) && isNone(then.capacityProviderStrategy),
            `The launch type of a service cannot be changed, which is ${now.launchType ?? 'none'} and was ${then.launchType ?? 'none'}.`,
        ],
        // The deployment configuration is of the service, not of its revisions, and stays as it is.
        [
            changed.has('loadBalancers') &&
                strategy !== 'ROLLING' &&
                then.loadBalancers?.some(({ advancedConfiguration }) => advancedConfiguration === undefined) === true,
            `Its load balancers had one target group each, and the strategy of the service is ${strategy} now, which needs two.`,
        ],
    ];
    return cases.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}
function isNone(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}
/** Services made since 2018 name none: theirs is the service-linked one. */
function isServiceLinked(role) {
    return role === undefined || role.includes(':role/aws-service-role/');
}

// EXTERNAL MODULE: ./shared/ecs/service.js
var ecs_service = __webpack_require__(9481);
;// CONCATENATED MODULE: ./actions/rollback/restore/plan-restore.js







const INSTEAD = 'restore: task-definition takes back the task definition alone.';
/**
 * What `restore: service-revision` changes besides the task definition, told in the log.
 * @param taskDefinition ARN of the revision to go back to, as it was deployed
 * @throws {ActionError} when ECS does not know what it was deployed with, or cannot change the service so
 */
async function planRestore(found, taskDefinition, tools) {
    const { service, ref } = found;
    const name = (0,names/* revisionName */.pd)(taskDefinition);
    const controller = (0,ecs_service/* controllerOf */.O)(service);
    if (controller !== 'ECS') {
        throw new errors/* ActionError */.lZ(`restore: service-revision is for services that ECS deploys; ${controller} deploys this one.`, {
            hint: INSTEAD,
        });
    }
    const { then, now } = await read(found, taskDefinition, tools);
    if (then === undefined) {
        throw new errors/* ActionError */.lZ(`restore: got "service-revision", but ECS knows of no successful deployment of ${name} to ${ref.service}, and so not what it was deployed with.`, { hint: `ECS keeps service deployments for 90 days. ${INSTEAD}` });
    }
    const taking = takeBack(service, (0,settings/* settingsNow */.y)(service, now ?? then), (0,settings/* settingsOf */.f)(then));
    if (taking.refusals.length > 0) {
        throw new errors/* ActionError */.lZ(`restore: got "service-revision", but the service cannot be taken back to what ${name} was deployed with, and nothing was changed. ${taking.refusals.join(' ')}`, { hint: INSTEAD });
    }
    tell(found, { name, differences: taking.differences }, tools);
    return taking;
}
async function read({ service, ref, current }, taskDefinition, { api, signal }) {
    try {
        const [then, now] = await Promise.all([
            (0,find_revision/* lastDeployedAs */.f)(api, ref, taskDefinition),
            (0,find_revision/* revisionNow */.U)(api, service, current.taskDefinition),
        ]);
        return { then, now };
    }
    catch (error) {
        signal?.throwIfAborted();
        throw (0,faults/* awsFailure */.MT)(`read the service revision of ${(0,names/* revisionName */.pd)(taskDefinition)} (restore: service-revision)`, error);
    }
}
function tell({ service }, { name, differences }, { log }) {
    if (differences.length === 0) {
        log.info(`restore: the settings of the service are those that ${name} was deployed with`);
        return;
    }
    log.info(`restore: what ${name} was deployed with goes back too`);
    for (const { what, now, then } of differences)
        log.info(`  ${what}: ${now} → ${then}`);
    if (service.platformVersion === 'LATEST' && differences.some(({ setting }) => setting === 'platformVersion'))
        log.info('  The service followed platform version LATEST; from now on it keeps to the one named.');
}


/***/ }),

/***/ 7989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ differences)
});

;// CONCATENATED MODULE: ./shared/ecs/service-revision/canonical.js
/**
 * One text for what means one setting: without members that hold nothing, and with lists in an order of their own, since
 * ECS answers these (subnets, security groups, providers …) in any. Empty for what holds nothing.
 */
function canonical(value) {
    const held = kept(value);
    return held === undefined ? '' : JSON.stringify(held);
}
/** Undefined for what holds nothing. */
function kept(value) {
    if (value === undefined || value === null)
        return undefined;
    if (Array.isArray(value)) {
        const items = value.map(kept).filter((item) => item !== undefined);
        return items.length === 0 ? undefined : items.sort(byText);
    }
    if (typeof value !== 'object')
        return value;
    const members = Object.entries(value).flatMap(([name, member]) => {
        const held = kept(member);
        return held === undefined ? [] : [[name, held]];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
function byText(a, b) {
    return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

;// CONCATENATED MODULE: ./shared/ecs/service-revision/differences.js

const awsvpc = ({ networkConfiguration }) => networkConfiguration?.awsvpcConfiguration;
/** The settings as somebody would name them who changed one. */
const ASPECTS = [
    { setting: 'networkConfiguration', what: 'subnets', of: (all) => awsvpc(all)?.subnets },
    { setting: 'networkConfiguration', what: 'security groups', of: (all) => awsvpc(all)?.securityGroups },
    {
        setting: 'networkConfiguration',
        what: 'public IP',
        // API reference, AwsVpcConfiguration: DISABLED where a service does not say.
        of: (all) => awsvpc(all) && (awsvpc(all)?.assignPublicIp ?? 'DISABLED'),
    },
    { setting: 'loadBalancers', what: 'load balancers', of: (all) => all.loadBalancers?.map(inOneOrder) },
    { setting: 'serviceRegistries', what: 'service registries', of: (all) => all.serviceRegistries },
    { setting: 'launchType', what: 'launch type', of: (all) => all.launchType },
    {
        setting: 'capacityProviderStrategy',
        what: 'capacity providers',
        of: (all) => all.capacityProviderStrategy?.map(({ capacityProvider, weight = 0, base = 0 }) => ({
            capacityProvider,
            weight,
            base,
        })),
    },
    { setting: 'platformVersion', what: 'platform version', of: (all) => all.platformVersion },
    {
        setting: 'serviceConnectConfiguration',
        what: 'Service Connect',
        of: ({ serviceConnectConfiguration: connect }) => (connect?.enabled === true ? connect : undefined),
        shown: withoutOptions,
    },
    { setting: 'volumeConfigurations', what: 'volumes', of: (all) => all.volumeConfigurations },
    { setting: 'vpcLatticeConfigurations', what: 'VPC Lattice', of: (all) => all.vpcLatticeConfigurations },
    { setting: 'gatewayConnectors', what: 'gateway connectors', of: (all) => all.gatewayConnectors },
    { setting: 'monitoring', what: 'metrics', of: (all) => all.monitoring },
];
/** What is not now as it was then, in an order of its own. */
function differences(now, then) {
    return ASPECTS.flatMap(({ setting, what, of, shown = (value) => value }) => {
        const [present, past] = [of(now), of(then)];
        if (canonical(present) === canonical(past))
            return [];
        const [before, after] = [show(shown(present)), show(shown(past))];
        return [{ setting, what, now: before, then: before === after ? `${after}, with other values` : after }];
    });
}
function show(value) {
    const text = canonical(value);
    if (text === '')
        return 'none';
    const plain = JSON.parse(text);
    if (typeof plain === 'string')
        return plain;
    const isNames = Array.isArray(plain) && plain.every((item) => typeof item === 'string');
    return isNames ? plain.join(', ') : text;
}
/** Which of the two target groups of a pair is in use changes with every blue/green deployment, and is no setting. */
function inOneOrder({ targetGroupArn, advancedConfiguration, ...rest }) {
    if (advancedConfiguration === undefined)
        return { ...rest, targetGroupArn };
    const { alternateTargetGroupArn, ...routing } = advancedConfiguration;
    return { ...rest, targetGroups: [targetGroupArn, alternateTargetGroupArn], advancedConfiguration: routing };
}
/** Options of a log driver may hold credentials: their names are enough. */
function withoutOptions(value) {
    return JSON.parse(JSON.stringify(value ?? null, (name, member) => name === 'options' && typeof member === 'object' && member !== null ? Object.keys(member) : member));
}


/***/ }),

/***/ 7091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ revisionNow),
/* harmony export */   f: () => (/* binding */ lastDeployedAs)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4722);

/** ListServiceDeployments gives no more at a time: newer deployments than these hide an older one. */
const DEPLOYMENTS = 100;
/** DescribeServiceRevisions takes no more. */
const REVISIONS_A_CALL = 20;
/**
 * The service revision of the last successful deployment of a task definition to a service; undefined when ECS knows of
 * none. ECS keeps service deployments and their revisions for 90 days.
 * @throws what ListServiceDeployments and DescribeServiceRevisions throw
 */
async function lastDeployedAs(api, ref, taskDefinition) {
    const deployments = await api.listServiceDeployments(ref, ['SUCCESSFUL'], DEPLOYMENTS);
    const newestFirst = [...deployments].sort((a, b) => time(b.finishedAt) - time(a.finishedAt));
    const arns = [...new Set(newestFirst.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []))];
    for (let start = 0; start < arns.length; start += REVISIONS_A_CALL) {
        const chunk = arns.slice(start, start + REVISIONS_A_CALL);
        const byArn = new Map((await api.describeServiceRevisions(chunk)).map((each) => [each.serviceRevisionArn, each]));
        for (const arn of chunk) {
            const revision = byArn.get(arn);
            if (revision !== undefined && (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRevision */ .Y6)(revision.taskDefinition ?? '', taskDefinition))
                return revision;
        }
    }
    return undefined;
}
/**
 * The service revision of a service's PRIMARY deployment; undefined where ECS does not tell.
 * @param taskDefinition the one that is PRIMARY
 * @throws what DescribeServiceRevisions throws
 */
async function revisionNow(api, service, taskDefinition) {
    const arns = (service.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []).slice(0, REVISIONS_A_CALL);
    const revisions = arns.length === 0 ? [] : await api.describeServiceRevisions(arns);
    // The same definition may be deployed twice, with other settings: the newer one is PRIMARY.
    return revisions
        .filter((revision) => (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRevision */ .Y6)(revision.taskDefinition ?? '', taskDefinition))
        .sort((a, b) => time(b.createdAt) - time(a.createdAt))[0];
}
function time(date) {
    return date?.getTime() ?? 0;
}


/***/ }),

/***/ 7171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ settingsOf),
/* harmony export */   y: () => (/* binding */ settingsNow)
/* harmony export */ });
/** What a service revision was deployed with. */
function settingsOf(revision) {
    const { networkConfiguration, loadBalancers, serviceRegistries, capacityProviderStrategy } = revision;
    const { platformVersion, serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations } = revision;
    const { gatewayConnectors, monitoring, launchType } = revision;
    return {
        networkConfiguration,
        loadBalancers,
        serviceRegistries,
        capacityProviderStrategy,
        platformVersion,
        serviceConnectConfiguration,
        volumeConfigurations,
        vpcLatticeConfigurations,
        gatewayConnectors,
        monitoring,
        launchType,
    };
}
/**
 * What a service has now. DescribeServices tells what was changed without a deployment too (capacity providers); the
 * rest is told by the PRIMARY deployment, and gateway connectors and metrics by the service revision alone.
 * @param revision the one of the PRIMARY deployment
 */
function settingsNow(service, revision) {
    const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
    const of = settingsOf(revision);
    return {
        ...of,
        networkConfiguration: service.networkConfiguration ?? primary?.networkConfiguration,
        loadBalancers: service.loadBalancers ?? of.loadBalancers,
        serviceRegistries: service.serviceRegistries ?? of.serviceRegistries,
        capacityProviderStrategy: service.capacityProviderStrategy,
        // The service may say LATEST; its deployment says which one that is.
        platformVersion: primary?.platformVersion ?? of.platformVersion,
        launchType: service.launchType,
    };
}


/***/ })

};
