export const id = 667;
export const ids = [667];
export const modules = {

/***/ 6667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSign: () => (/* binding */ createSign)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-ecs/dist-cjs/index.js
var dist_cjs = __webpack_require__(4224);
// EXTERNAL MODULE: ../../node_modules/@smithy/signature-v4/dist-cjs/index.js
var signature_v4_dist_cjs = __webpack_require__(9994);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/client-config.js + 2 modules
var client_config = __webpack_require__(2056);
;// CONCATENATED MODULE: ./shared/aws/request-signer.js





/**
 * A signer with the identity every AWS client of the suite has: the default chain's, or that of role-to-assume.
 * @throws {ActionError} when there are no credentials, or no region although one is needed
 */
async function createRequestSigner(context, settings, { needsRegion }) {
    // The SDK keeps its chain inside its clients.
    const { config } = new dist_cjs/* ECSClient */.Zgc((0,client_config/* awsClientConfig */.r)(context, settings));
    try {
        if (needsRegion)
            await config.region();
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('There is no region to sign requests for: name it in aws-sigv4 (service:region) or aws-region.', {
            cause: error,
        });
    }
    try {
        await config.credentials();
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        throw new errors/* ActionError */.lZ(`There are no AWS credentials to sign requests with: ${(0,errors/* errorMessage */.gJ)(error)}`, {
            hint: 'Give role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before.',
            cause: error,
        });
    }
    return requestSigner({ credentials: config.credentials, region: config.region }, context.clock);
}
function requestSigner({ credentials, region }, clock) {
    return async (scope, request) => {
        const signer = new signature_v4_dist_cjs.SignatureV4({
            service: scope.service,
            region: scope.region ?? region,
            credentials,
            sha256: Sha256,
            // Only S3 takes the path as it is (IAM User Guide, "Create a signed AWS API request").
            uriEscapePath: scope.service !== 's3',
        });
        const { headers } = await signer.sign(toSign(scope.service, request), { signingDate: new Date(clock.now()) });
        return headers;
    };
}
/** Signs what AWS asks for and nothing that a proxy may change: host, content-type and AWS's own headers. */
function toSign(service, { body, headers, method, url }) {
    const signed = Object.entries(headers).filter(([name]) => /^(?:host|content-type|x-amz-.*)$/.test(name));
    return {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: queryOf(url),
        headers: {
            ...Object.fromEntries(signed),
            // VPC Lattice does not sign bodies (VPC Lattice User Guide, "SIGv4 authenticated requests").
            ...(service === 'vpc-lattice-svcs' ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}),
        },
        ...(body === undefined ? {} : { body }),
    };
}
function queryOf({ searchParams }) {
    const query = {};
    for (const name of new Set(searchParams.keys()))
        query[name] = searchParams.getAll(name);
    return query;
}
/** SHA-256 as the signer wants it: with a secret, its HMAC. */
class Sha256 {
    #secret;
    #hash;
    constructor(secret) {
        this.#secret = secret;
        this.#hash = this.#fresh();
    }
    update(chunk) {
        this.#hash.update(bytes(chunk));
    }
    digest() {
        return Promise.resolve(this.#hash.digest());
    }
    reset() {
        this.#hash = this.#fresh();
    }
    #fresh() {
        return this.#secret === undefined ? (0,external_node_crypto_.createHash)('sha256') : (0,external_node_crypto_.createHmac)('sha256', bytes(this.#secret));
    }
}
function bytes(data) {
    if (typeof data === 'string')
        return data;
    return ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
}

;// CONCATENATED MODULE: ./actions/health-verify/signing.js

/**
 * What signs requests, with the AWS identity that the inputs give.
 * @throws {ActionError} when there are no credentials, or no region
 */
async function createSign(context, { aws }, scopes) {
    return createRequestSigner(context, aws, { needsRegion: scopes.some(({ region }) => region === undefined) });
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


/***/ })

};
