export const id = 738;
export const ids = [738];
export const modules = {

/***/ 7655:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bd: () => (/* binding */ pages),
/* harmony export */   "in": () => (/* binding */ endingWith),
/* harmony export */   mk: () => (/* binding */ inChunks)
/* harmony export */ });
/**
 * Sends calls that end when `signal` aborts. The SDK reports an abort as an error of its own; what the caller needs is
 * why, so the promise rejects with the signal's reason then.
 */
function endingWith(signal) {
    return async (send) => {
        signal?.throwIfAborted();
        try {
            return await send();
        }
        catch (error) {
            throw signal?.aborted ? signal.reason : error;
        }
    };
}
/** No list of ECS gives more at a time. */
const ITEMS_A_PAGE = 100;
/** Items of a list that comes in pages, at most `limit`. */
async function pages(limit, read) {
    const items = [];
    let nextToken;
    do {
        const page = await read(nextToken, Math.min(ITEMS_A_PAGE, limit - items.length));
        items.push(...page.items);
        nextToken = page.nextToken;
    } while (nextToken !== undefined && items.length < limit);
    return items;
}
/** What is read of `items`, at most `size` of them in a call, in their order. */
async function inChunks(items, size, read) {
    const found = [];
    for (let start = 0; start < items.length; start += size) {
        found.push(...(await read(items.slice(start, start + size))));
    }
    return found;
}


/***/ }),

/***/ 2056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ awsClientConfig)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ../../node_modules/@smithy/node-http-handler/dist-cjs/index.js
var dist_cjs = __webpack_require__(8771);
// EXTERNAL MODULE: ../../node_modules/@aws-sdk/credential-provider-web-identity/dist-cjs/index.js
var credential_provider_web_identity_dist_cjs = __webpack_require__(8112);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
;// CONCATENATED MODULE: ./shared/aws/oidc-role.js


/**
 * Credentials of `role`, got with GitHub's OIDC token inside this process: nothing is exported to later steps. The SDK
 * asks again when they are about to expire, and each time a new token is fetched, since one lives only minutes while
 * a deployment may outlive the hour.
 * @throws {ActionError} from the returned provider, when GitHub gives no token or STS refuses the role
 */
function assumeRoleWithOidc(context, { role, region, requestHandler }) {
    return async () => {
        const webIdentityToken = await context.idToken(role.audience);
        const assume = (0,credential_provider_web_identity_dist_cjs.fromWebToken)({
            webIdentityToken,
            roleArn: role.arn,
            roleSessionName: role.sessionName,
            durationSeconds: role.durationSeconds,
            clientConfig: { requestHandler, ...(region === undefined ? {} : { region }) },
        });
        try {
            const credentials = await assume();
            context.maskSecret(credentials.secretAccessKey);
            if (credentials.sessionToken !== undefined)
                context.maskSecret(credentials.sessionToken);
            return credentials;
        }
        catch (error) {
            throw new errors/* ActionError */.lZ(`AWS STS refused role-to-assume ${role.arn}: ${(0,errors/* errorMessage */.gJ)(error)}`, {
                hint: "Check that the role exists, and that its trust policy names GitHub's OIDC provider, this audience and this repository.",
                cause: error,
            });
        }
    };
}

;// CONCATENATED MODULE: ./shared/aws/share-credentials.js
/** A client asks again in the last 5 minutes of its credentials (SDK); it must not be given the same ones then. */
const RENEW_BEFORE_MS = 6 * 60_000;
/**
 * One set of credentials for all clients. Without it each client would fetch its own, and a step with several clients
 * would ask GitHub and STS several times for the same role. A failure is not kept: who asks next tries again.
 */
function shareCredentials(fetch, clock) {
    let latest;
    return async () => {
        const asked = latest;
        const known = await asked;
        const expires = known?.expiration?.getTime() ?? Infinity;
        if (known !== undefined && clock.now() < expires - RENEW_BEFORE_MS)
            return known;
        // Several may have waited for the same old ones: the first of them fetches, the others wait with it.
        if (latest === asked) {
            const fetched = fetch();
            latest = fetched;
            fetched.catch(() => {
                if (latest === fetched)
                    latest = undefined;
            });
        }
        return latest ?? fetch();
    };
}

;// CONCATENATED MODULE: ./shared/aws/client-config.js





const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 5;
/**
 * The one way to make an AWS client: `new ECSClient(awsClientConfig(context, settings))`. Without a role the SDK's
 * default chain finds region and credentials, and `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>` and
 * `AWS_MAX_ATTEMPTS` are honoured. `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read by Node's own agents.
 */
function awsClientConfig(context, settings) {
    const { env } = context;
    const { region, role } = settings;
    const agentOptions = { keepAlive: true, proxyEnv: env };
    const requestHandler = new dist_cjs.NodeHttpHandler({
        connectionTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        // Without this the SDK only warns, and waits for ever on a server that accepts and never answers.
        throwOnRequestTimeout: true,
        httpAgent: new external_node_http_.Agent(agentOptions),
        httpsAgent: new external_node_https_.Agent(agentOptions),
    });
    return {
        requestHandler,
        customUserAgent: [['cicd-actions', context.name]],
        ...(region === undefined ? {} : { region }),
        ...(env['AWS_MAX_ATTEMPTS'] === undefined ? { maxAttempts: MAX_ATTEMPTS } : {}),
        ...(role === undefined
            ? {}
            : {
                credentials: shareCredentials(assumeRoleWithOidc(context, { role, region, requestHandler }), context.clock),
            }),
    };
}


/***/ }),

/***/ 3445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H9: () => (/* binding */ faultKind),
/* harmony export */   MT: () => (/* binding */ awsFailure),
/* harmony export */   Ni: () => (/* binding */ isUnanswered),
/* harmony export */   r3: () => (/* binding */ isRetryable)
/* harmony export */ });
/* harmony import */ var _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8972);

const RETRYABLE = new Set(['throttled', 'transient', 'conflict']);
/** Error codes by kind, as the service models and the SDK's retry code name them. */
const KIND_BY_CODE = [
    ['throttled', /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimit/],
    [
        'credentials',
        /^Expired|^InvalidClientTokenId$|^UnrecognizedClient|^InvalidSignature|^SignatureDoesNotMatch$|^MissingAuthenticationToken|^IncompleteSignature|^CredentialsProviderError$|^TokenProviderError$|^NotAuthorized$|^InvalidIdentityToken|^IDPRejectedClaim/,
    ],
    ['denied', /^AccessDenied|^Unauthorized|^OptInRequired/],
    ['not-found', /NotFound|^NoSuchEntity/],
    ['conflict', /^ConflictException$|^ConcurrentModification/],
    [
        'transient',
        /^TimeoutError$|^RequestTimeout|^ServiceUnavailable|^InternalFailure|^InternalServer|^ServerException$|^AbortError$/,
    ],
];
const TRANSIENT_SYSTEM_CODES = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
]);
// ECS answers it as a plain ClientException (aws-actions/amazon-ecs-deploy-task-definition users; PrefectHQ/prefect#21351).
const CONCURRENT_REVISION = /too many concurrent attempts to create a new revision/i;
function faultKind(error) {
    if (!(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(error))
        return 'unknown';
    if (CONCURRENT_REVISION.test(error.message))
        return 'conflict';
    const byName = KIND_BY_CODE.find(([, names]) => names.test(error.name))?.[0];
    if (byName !== undefined)
        return byName;
    // An answer that is not AWS's (a proxy's HTML page, an empty body) surfaces as a SyntaxError: the status decides.
    const status = httpStatus(error);
    if (status === 429)
        return 'throttled';
    if (status !== undefined && status >= 500)
        return 'transient';
    if ('code' in error && typeof error.code === 'string' && TRANSIENT_SYSTEM_CODES.has(error.code))
        return 'transient';
    if (status !== undefined && status >= 400)
        return 'invalid';
    return error.cause === undefined ? 'unknown' : faultKind(error.cause);
}
function isRetryable(error) {
    return RETRYABLE.has(faultKind(error));
}
/** No connection was made, so no request was sent. */
const NOT_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** Whether the answer is lost, so that nothing tells whether AWS did what was asked for. */
function isUnanswered(error) {
    if (!(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .isError */ .bJ)(error))
        return false;
    const status = httpStatus(error);
    // Said to be done, in an answer that cannot be read.
    if (status !== undefined && status >= 200 && status < 300)
        return true;
    return faultKind(error) === 'transient' && !('code' in error && NOT_SENT.has(String(error.code)));
}
/**
 * The error for the user, with what to do about it. An `ActionError` is handed through.
 * @param action what was being done, to complete the sentence "Could not …"
 */
function awsFailure(action, error) {
    if (error instanceof _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    const hint = HINTS[faultKind(error)];
    return new _shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`Could not ${action}: ${(0,_shared_action_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`, {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}
const HINTS = {
    throttled: 'AWS limits calls for each account and region. Run fewer jobs at a time, or ask AWS for a higher limit.',
    credentials: 'The AWS credentials are missing, expired or not valid. Set role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before this step; sessions it makes last an hour by default.',
    denied: 'Add the permission named above to the identity this job uses. The README lists what this action needs.',
};
function httpStatus(error) {
    const metadata = error.$metadata;
    return typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}


/***/ }),

/***/ 6312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ withRetry)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3445);

/**
 * Calls `call` until it succeeds or fails for good: for calls that the SDK's own few attempts cannot carry, such as
 * RegisterTaskDefinition (1 a second for an account) or a revision conflict, which the SDK does not retry at all.
 * Full jitter, so that parallel jobs do not meet again (AWS Builders' Library, "Timeouts, retries and backoff with jitter").
 * @throws the last error
 */
async function withRetry(call, options) {
    const { clock, random, signal, attempts = 8, baseMs = 500, capMs = 10_000, retryable = _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .isRetryable */ .r3, onRetry, } = options;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await call();
        }
        catch (error) {
            if (attempt >= attempts || signal?.aborted || !retryable(error))
                throw error;
            const waitMs = random() * Math.min(capMs, baseMs * 2 ** attempt);
            onRetry?.(error, waitMs);
            await clock.sleep(waitMs, signal);
        }
    }
}


/***/ }),

/***/ 1906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ createEcsApi)
});

// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-ecs/dist-cjs/index.js
var dist_cjs = __webpack_require__(4224);
// EXTERNAL MODULE: ./shared/aws/calls.js
var calls = __webpack_require__(7655);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
;// CONCATENATED MODULE: ./shared/aws/send-once.js

/** Hides an error from the SDK's retry, which looks into names, codes, statuses and causes. */
class LostAnswer extends Error {
    #error;
    constructor(error) {
        super('no answer');
        this.#error = error;
    }
    get error() {
        return this.#error;
    }
}
/**
 * Sends a command that must not be repeated blindly: when its answer is lost, the request may have been carried out, and
 * the caller has to look before it sends again. What AWS refused (throttling, a wrong clock) is tried again by the SDK as
 * ever.
 * @throws what the SDK throws
 */
async function sendOnce(command, send) {
    command.middlewareStack.addRelativeTo((next) => async (args) => {
        try {
            return await next(args);
        }
        catch (error) {
            throw (0,faults/* isUnanswered */.Ni)(error) ? new LostAnswer(error) : error;
        }
    }, 
    // Inside the SDK's retry, around everything else of one attempt.
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'sendOnce' });
    try {
        return await send();
    }
    catch (error) {
        throw error instanceof LostAnswer ? error.error : error;
    }
}

;// CONCATENATED MODULE: ./shared/ecs/task-definition/shape.js

// The encoding of Smithy's static schemas (@smithy/types, schema/static-schemas): aggregates are tuples led by a
// number, simple types are numbers, and a list or map of a simple type is that number with a bit set.
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const LIST_BIT = 64;
const MAP_BIT = 128;
const SIMPLE = { 0: 'text', 1: 'number', 2: 'boolean' };
/** The shape of RegisterTaskDefinition's request: everything a task definition file may say. */
const registerShape = readShape(dist_cjs/* RegisterTaskDefinitionRequest$ */.fSK);
/** Members of a described task definition that ECS sets itself, such as `revision`. Not part of a registration. */
const readOnlyMembers = new Set([...members(readShape(dist_cjs/* TaskDefinition$ */.TAv)).keys()].filter((name) => !members(registerShape).has(name)));
function members(shape) {
    return shape.kind === 'structure' ? shape.members : new Map();
}
function readShape(schema) {
    if (typeof schema === 'function')
        return readShape(schema()); // lazy reference
    if (typeof schema === 'number')
        return readSimple(schema);
    if (!Array.isArray(schema))
        return { kind: 'any' };
    const parts = schema;
    if (typeof parts[0] !== 'number' || parts.length === 2)
        return readShape(parts[0]); // [schema, traits]
    const [kind, , , , first, second] = parts;
    if (kind === LIST)
        return { kind: 'list', of: readShape(first) };
    if (kind === MAP)
        return { kind: 'map', of: readShape(second) };
    if ((kind !== STRUCTURE && kind !== UNION) || !Array.isArray(first) || !Array.isArray(second))
        return { kind: 'any' };
    const schemas = second;
    return {
        kind: 'structure',
        members: new Map(first.map((name, index) => [String(name), readShape(schemas[index])])),
    };
}
function readSimple(code) {
    if (code >= MAP_BIT)
        return { kind: 'map', of: readSimple(code - MAP_BIT) };
    if (code >= LIST_BIT)
        return { kind: 'list', of: readSimple(code - LIST_BIT) };
    return { kind: SIMPLE[code] ?? 'any' };
}

;// CONCATENATED MODULE: ./shared/ecs/task-definition/unknown.js

/**
 * Paths of what a task definition says beyond the model of this SDK, which leaves such members out of what it sends
 * and of what it reads without a word. Lists are told once: `containerDefinitions[].newMember`.
 */
function unknownMembers(definition) {
    const found = new Set();
    visit(definition, { shape: registerShape, path: '', found });
    return [...found];
}
function visit(value, { shape, path, found }) {
    if (typeof value !== 'object' || value === null)
        return;
    if (shape.kind === 'list' && Array.isArray(value)) {
        for (const item of value)
            visit(item, { shape: shape.of, path: `${path}[]`, found });
    }
    if (shape.kind === 'map') {
        for (const item of Object.values(value))
            visit(item, { shape: shape.of, path: `${path}[]`, found });
    }
    if (shape.kind !== 'structure')
        return;
    for (const [key, member] of Object.entries(value)) {
        const at = path === '' ? key : `${path}.${key}`;
        const known = shape.members.get(key);
        if (known !== undefined)
            visit(member, { shape: known, path: at, found });
        else if (path !== '' || !readOnlyMembers.has(key))
            found.add(at);
    }
}

;// CONCATENATED MODULE: ./shared/ecs/verbatim.js

/**
 * Sends `input` as it is where it says something the SDK does not know; the SDK would leave it out. Nothing in a
 * registration needs translation: its JSON is what the API takes (AWS JSON 1.1).
 */
function sendVerbatim(command, input) {
    if (unknownMembers(input).length === 0)
        return;
    command.middlewareStack.add((next) => (args) => {
        const { request } = args;
        if (hasBody(request))
            request.body = JSON.stringify(input);
        return next(args);
    }, 
    // Before the length of the body is taken and the request is signed.
    { step: 'build', priority: 'high', name: 'sendVerbatim' });
}
/** Gives, once the command was sent, what the SDK left out of the answer. Undefined when that is nothing. */
function readVerbatim(command) {
    let text = '';
    command.middlewareStack.add((next) => async (args) => {
        const result = await next(args);
        const { response } = result;
        if (hasBody(response) && isStream(response.body)) {
            const chunks = [];
            for await (const chunk of response.body)
                chunks.push(chunk);
            const body = Buffer.concat(chunks);
            text = body.toString('utf8');
            response.body = body;
        }
        return result;
    }, 
    // Beside the wire: the SDK's own reading comes after it.
    { step: 'deserialize', priority: 'low', name: 'readVerbatim' });
    return (read) => {
        const { taskDefinition } = JSON.parse(text === '' ? '{}' : text);
        const unknown = unknownMembers(taskDefinition);
        if (taskDefinition === undefined || unknown.length === 0)
            return undefined;
        // Times are numbers on the wire; the SDK has read them.
        const { registeredAt, deregisteredAt } = read;
        return { definition: { ...taskDefinition, registeredAt, deregisteredAt }, unknown };
    };
}
function hasBody(message) {
    return typeof message === 'object' && message !== null && 'body' in message;
}
function isStream(body) {
    return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

;// CONCATENATED MODULE: ./shared/ecs/client.js




/** DescribeTasks takes no more. */
const TASKS_A_CALL = 100;
/** DescribeContainerInstances takes no more. */
const INSTANCES_A_CALL = 100;
/** DescribeServiceDeployments and DescribeServiceRevisions take no more. */
const DEPLOYMENTS_A_CALL = 20;
/** Of the stopped tasks; more would tell nothing new and cost calls that everybody in the account shares. */
const STOPPED_TASKS = 200;
/** A service has no more: Service Quotas, "Tasks per service". */
const RUNNING_TASKS = 5_000;
/**
 * Amazon ECS through the SDK. With a `signal`, a call under way ends when it aborts; make one without for what must
 * still be sent after the job was cancelled.
 */
function createEcsApi(config, signal) {
    const client = new dist_cjs/* ECSClient */.Zgc(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const call = (0,calls/* endingWith */["in"])(signal);
    async function describeServices(cluster, services) {
        const command = new dist_cjs/* DescribeServicesCommand */.H7c({ cluster, services: [...services] });
        return (await call(() => client.send(command, options))).services ?? [];
    }
    async function tasksOf({ cluster, service }, desiredStatus, limit) {
        const arns = await (0,calls/* pages */.Bd)(limit, async (nextToken, maxResults) => {
            const command = new dist_cjs/* ListTasksCommand */.MYg({ cluster, serviceName: service, desiredStatus, maxResults, nextToken });
            const answer = await call(() => client.send(command, options));
            return { items: answer.taskArns ?? [], nextToken: answer.nextToken };
        });
        return (0,calls/* inChunks */.mk)(arns, TASKS_A_CALL, async (tasks) => {
            const command = new dist_cjs/* DescribeTasksCommand */.z8X({ cluster, tasks });
            return (await call(() => client.send(command, options))).tasks ?? [];
        });
    }
    return {
        describeService: async ({ cluster, service }) => (await describeServices(cluster, [service]))[0],
        describeServices,
        describeTaskDefinition: async (taskDefinition) => {
            const command = new dist_cjs/* DescribeTaskDefinitionCommand */.Zy$({ taskDefinition, include: ['TAGS'] });
            const inItsWords = readVerbatim(command);
            const answer = await call(() => client.send(command, options));
            const read = present(answer.taskDefinition, 'DescribeTaskDefinition');
            return {
                taskDefinition: read,
                tags: (answer.tags ?? []).map(({ key = '', value = '' }) => ({ key, value })),
                verbatim: inItsWords(read),
            };
        },
        listRevisions: (family, limit, status = 'ACTIVE') => (0,calls/* pages */.Bd)(limit, async (nextToken, maxResults) => {
            const command = new dist_cjs/* ListTaskDefinitionsCommand */.Pse({
                familyPrefix: family,
                status,
                sort: 'DESC',
                maxResults,
                nextToken,
            });
            const answer = await call(() => client.send(command, options));
            return { items: answer.taskDefinitionArns ?? [], nextToken: answer.nextToken };
        }),
        registerTaskDefinition: async (input) => {
            const command = new dist_cjs/* RegisterTaskDefinitionCommand */.$Hl(input);
            sendVerbatim(command, input);
            const answer = await call(() => client.send(command, options));
            return present(answer.taskDefinition, 'RegisterTaskDefinition');
        },
        updateService: async (input) => {
            const command = new dist_cjs/* UpdateServiceCommand */.kZr(input);
            const answer = await call(() => sendOnce(command, () => client.send(command, options)));
            return present(answer.service, 'UpdateService');
        },
        runningTasks: (ref) => tasksOf(ref, 'RUNNING', RUNNING_TASKS),
        ec2Instances: async (cluster, arns) => {
            const known = await (0,calls/* inChunks */.mk)(arns, INSTANCES_A_CALL, async (containerInstances) => {
                const command = new dist_cjs/* DescribeContainerInstancesCommand */.QUW({ cluster, containerInstances });
                return (await call(() => client.send(command, options))).containerInstances ?? [];
            });
            return new Map(known.flatMap(({ containerInstanceArn: arn, ec2InstanceId: id }) => arn === undefined || id === undefined ? [] : [[arn, id]]));
        },
        stoppedTasks: (ref) => tasksOf(ref, 'STOPPED', STOPPED_TASKS),
        listServiceDeployments: async ({ cluster, service }, status, maxResults) => {
            const command = new dist_cjs/* ListServiceDeploymentsCommand */.jz8({ cluster, service, status: [...status], maxResults });
            return (await call(() => client.send(command, options))).serviceDeployments ?? [];
        },
        describeServiceDeployments: (arns) => (0,calls/* inChunks */.mk)(arns, DEPLOYMENTS_A_CALL, async (serviceDeploymentArns) => {
            const command = new dist_cjs/* DescribeServiceDeploymentsCommand */.A6p({ serviceDeploymentArns });
            return (await call(() => client.send(command, options))).serviceDeployments ?? [];
        }),
        describeServiceRevisions: (arns) => (0,calls/* inChunks */.mk)(arns, DEPLOYMENTS_A_CALL, async (serviceRevisionArns) => {
            const command = new dist_cjs/* DescribeServiceRevisionsCommand */.oF5({ serviceRevisionArns });
            return (await call(() => client.send(command, options))).serviceRevisions ?? [];
        }),
        rollBackServiceDeployment: async (serviceDeploymentArn) => {
            const command = new dist_cjs/* StopServiceDeploymentCommand */.a8L({ serviceDeploymentArn, stopType: 'ROLLBACK' });
            await call(() => client.send(command, options));
        },
        continueServiceDeployment: async (serviceDeploymentArn, answer) => {
            await call(() => client.send(new dist_cjs/* ContinueServiceDeploymentCommand */.LrH({ serviceDeploymentArn, ...answer }), options));
        },
        tagResource: async (resourceArn, tags) => {
            await call(() => client.send(new dist_cjs/* TagResourceCommand */.eqU({ resourceArn, tags: [...tags] }), options));
        },
    };
}
function present(value, operation) {
    if (value === undefined)
        throw new Error(`Amazon ECS answered ${operation} without its result.`);
    return value;
}


/***/ })

};
