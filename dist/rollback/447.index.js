export const id = 447;
export const ids = [447];
export const modules = {

/***/ 7447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  foretell: () => (/* binding */ foretell)
});

// EXTERNAL MODULE: ./shared/ecs/patient.js
var patient = __webpack_require__(5739);
// EXTERNAL MODULE: ./actions/rollback/record/cooldown.js
var cooldown = __webpack_require__(5118);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/ecs/names.js
var names = __webpack_require__(4722);
// EXTERNAL MODULE: ./shared/ecs/service-revision/differences.js + 1 modules
var differences = __webpack_require__(7989);
// EXTERNAL MODULE: ./shared/ecs/service-revision/find-revision.js
var find_revision = __webpack_require__(7091);
// EXTERNAL MODULE: ./shared/ecs/service-revision/settings.js
var settings = __webpack_require__(7171);
;// CONCATENATED MODULE: ./actions/rollback/restore/hint.js





/**
 * Tells in a dry run which settings of the service a rollback would leave as they are, though the release ran with
 * others. Nothing depends on it: what cannot be read is said.
 */
async function hintAtRestore(found, taskDefinition, tools) {
    const { service, ref, current } = found;
    const { api, log, signal } = tools;
    const name = (0,names/* revisionName */.pd)(taskDefinition);
    try {
        const then = await (0,find_revision/* lastDeployedAs */.f)(api, ref, taskDefinition);
        if (then === undefined)
            return;
        const now = await (0,find_revision/* revisionNow */.U)(api, service, current.taskDefinition);
        const changed = (0,differences/* differences */.t)((0,settings/* settingsNow */.y)(service, now ?? then), (0,settings/* settingsOf */.f)(then)).map(({ what }) => what);
        if (changed.length === 0)
            return;
        log.info(`Since ${name} was deployed, of the service changed: ${changed.join(', ')}. They would stay as they are; restore: service-revision takes them back too.`);
    }
    catch (error) {
        signal?.throwIfAborted();
        log.info(`Whether the service's settings changed since ${name} was deployed could not be checked: ${(0,errors/* errorMessage */.gJ)(error)}`);
    }
}

// EXTERNAL MODULE: ./actions/rollback/target/candidates.js
var candidates = __webpack_require__(9053);
// EXTERNAL MODULE: ./actions/rollback/target/tell-expiry.js
var tell_expiry = __webpack_require__(538);
// EXTERNAL MODULE: ./shared/ecs/rollout/revert.js + 1 modules
var revert = __webpack_require__(4187);
// EXTERNAL MODULE: ./actions/rollback/way-back/slow.js
var slow = __webpack_require__(8157);
;// CONCATENATED MODULE: ./actions/rollback/way-back/plan.js



/** How ECS would go back to the revision of that ARN, without asking it to. */
async function planWay({ inputs, ref, current, service }, target, tools) {
    const leaving = current.taskDefinition;
    const method = await (0,revert/* planRevert */._0)((0,patient/* patient */.I)(tools.api, tools), { ref, target, leaving });
    return method === 'stop-deployment'
        ? { method, how: 'by stopping the deployment under way' }
        : { method, how: 'by updating the service', slow: await (0,slow/* slowWayBack */.O)(service, inputs.waitMs) };
}

;// CONCATENATED MODULE: ./actions/rollback/dry-run.js






/** What a rollback would do today. Nothing is changed. */
async function foretell(plan, tools) {
    const { inputs, from, target, restore, way } = plan;
    const { release: to, source } = target;
    const reading = { ...tools, api: (0,patient/* patient */.I)(tools.api, tools) };
    const { method, how, slow } = way?.plan(plan, to.taskDefinitionArn) ?? (await planWay(plan, to.taskDefinitionArn, tools));
    const again = target.inactive === undefined ? '' : ', which would be registered again';
    const settings = restore === undefined || restore.differences.length === 0 ? '' : ' with its settings';
    const reason = `Dry run: the service would go from ${(0,candidates/* nameRelease */.fm)(from)} back to ${(0,candidates/* nameRelease */.fm)(to)}${again}${settings}, ${how}.${(0,cooldown/* coolingNote */._)(inputs, from, tools)}`;
    if (slow !== undefined)
        tools.log.warning(slow);
    if (restore === undefined && method === 'update-service')
        await hintAtRestore(plan, to.taskDefinitionArn, reading);
    await (0,tell_expiry/* tellExpiry */.b)(to, { pulledNow: false }, reading);
    return { outcome: 'dry-run', reason, from, to, method, source, restored: restore?.differences };
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
