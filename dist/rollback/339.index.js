export const id = 339;
export const ids = [339];
export const modules = {

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


/***/ }),

/***/ 339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createImageReader: () => (/* binding */ createImageReader)
});

// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-ecr/dist-cjs/index.js
var dist_cjs = __webpack_require__(149);
// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
;// CONCATENATED MODULE: ./shared/ecr/errors.js

/** An immutable tag names another image than the one it was to name. */
class TagTakenError extends errors/* ActionError */.lZ {
    name = 'TagTakenError';
}
function tagTaken({ repository, tag, wanted, found }) {
    return new TagTakenError(`Tag ${tag} of ${repository} is immutable and names another image.\n  in the registry: ${found ?? 'unknown'}\n  of this step:    ${wanted}`, {
        hint: 'Somebody else pushed this tag. Run the step again to use the image that is there (with reuse: commit), or choose another tag.',
    });
}
function repositoryMissing({ repository, registryId }, cause) {
    const registry = registryId === undefined ? 'this registry' : `the registry of account ${registryId}`;
    return new errors/* ActionError */.lZ(`Repository ${repository} does not exist in ${registry}.`, {
        hint: `Check the name, the region and the account, or create it: aws ecr create-repository --repository-name ${repository} --image-tag-mutability IMMUTABLE`,
        ...(cause === undefined ? {} : { cause }),
    });
}

;// CONCATENATED MODULE: ./shared/ecr/ecr-client.js




// Asked for without this list, ECR converts a manifest to an older form, which has another digest.
const MANIFEST_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
function createEcrApi({ config, maskSecret, signal }) {
    const client = new dist_cjs/* ECRClient */.S70(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const findImage = async (query) => {
        const wanted = 'tag' in query ? `tag ${query.tag}` : query.digest;
        const imageId = 'tag' in query ? { imageTag: query.tag } : { imageDigest: query.digest };
        try {
            const command = { ...target(query), imageIds: [imageId], acceptedMediaTypes: MANIFEST_TYPES };
            return readFoundImage(await client.send(new dist_cjs/* BatchGetImageCommand */.P8n(command), options), query);
        }
        catch (error) {
            signal?.throwIfAborted();
            if (error instanceof dist_cjs/* RepositoryNotFoundException */.Da2)
                throw repositoryMissing(query, error);
            throw (0,faults/* awsFailure */.MT)(`look up ${wanted} in ${query.repository}`, error);
        }
    };
    return {
        findImage,
        authorize: async () => {
            try {
                const { authorizationData } = await client.send(new dist_cjs/* GetAuthorizationTokenCommand */.Eu6({}), options);
                return readLogin(authorizationData?.[0], maskSecret);
            }
            catch (error) {
                signal?.throwIfAborted();
                throw (0,faults/* awsFailure */.MT)('log in to Amazon ECR', error);
            }
        },
        tagImage: async (request) => {
            try {
                await client.send(new dist_cjs/* PutImageCommand */.SUU(putImageInput(request)), options);
            }
            catch (error) {
                signal?.throwIfAborted();
                // The same image under the same tag: what was wanted.
                if (error instanceof dist_cjs/* ImageAlreadyExistsException */.Bhs)
                    return;
                if (!(error instanceof dist_cjs/* ImageTagAlreadyExistsException */.HI9))
                    throw (0,faults/* awsFailure */.MT)(`tag the image as ${request.tag} in ${request.repository}`, error);
                const found = await findImage(request);
                if (found?.digest !== request.image.digest)
                    throw tagTaken({ ...request, wanted: request.image.digest, found: found?.digest });
            }
        },
    };
}
function target({ repository, registryId }) {
    return { repositoryName: repository, ...(registryId === undefined ? {} : { registryId }) };
}
function putImageInput(request) {
    const { image, tag } = request;
    return {
        ...target(request),
        imageTag: tag,
        imageManifest: image.manifest,
        imageManifestMediaType: image.mediaType,
        imageDigest: image.digest,
    };
}
function readFoundImage(answer, query) {
    const image = answer.images?.[0];
    const failure = answer.failures?.[0];
    if (image === undefined && (failure === undefined || failure.failureCode === 'ImageNotFound'))
        return undefined;
    const digest = image?.imageId?.imageDigest;
    const manifest = image?.imageManifest;
    if (digest === undefined || manifest === undefined) {
        const reason = failure?.failureReason ?? failure?.failureCode ?? 'the answer has no digest or no manifest';
        throw new errors/* ActionError */.lZ(`ECR cannot give the image from ${query.repository}: ${reason}`);
    }
    return { digest, manifest, mediaType: image?.imageManifestMediaType ?? manifestMediaType(manifest) };
}
function manifestMediaType(manifest) {
    const { mediaType } = JSON.parse(manifest); // a manifest is a JSON object
    return mediaType ?? 'application/vnd.oci.image.manifest.v1+json';
}
function readLogin(data, maskSecret) {
    const token = data?.authorizationToken;
    const endpoint = data?.proxyEndpoint;
    if (token === undefined || endpoint === undefined)
        throw new errors/* ActionError */.lZ('ECR answered without a login.');
    maskSecret(token);
    const [username, password] = splitOnce(Buffer.from(token, 'base64').toString('utf8'));
    maskSecret(password);
    return { registry: new URL(endpoint).host, endpoint, username, password, expiresAt: data?.expiresAt?.getTime() };
}
function splitOnce(pair) {
    const colon = pair.indexOf(':');
    return [pair.slice(0, colon), pair.slice(colon + 1)];
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./shared/ecs/preflight/clients/download.js



/** The configuration of an image is some kilobytes. */
const MAX_LENGTH = 4 * 1024 * 1024;
/**
 * The text at a URL that AWS has signed, got over the connections AWS is called with, and so through the same proxy.
 * @param options.requestHandler has made a call before: only then it has its connections
 * @throws Error when the answer is not 200, or far larger than a configuration is
 */
async function download(url, { requestHandler, abortSignal }) {
    const { httpAgent, httpsAgent } = requestHandler.httpHandlerConfigs();
    const options = { signal: abortSignal };
    const request = url.protocol === 'http:'
        ? (0,external_node_http_.get)(url, { ...options, ...(httpAgent instanceof external_node_http_.Agent ? { agent: httpAgent } : {}) })
        : (0,external_node_https_.get)(url, { ...options, ...(httpsAgent instanceof external_node_https_.Agent ? { agent: httpsAgent } : {}) });
    const [response] = (await (0,external_node_events_.once)(request, 'response')); // Node's documentation of the event
    const parts = [];
    let length = 0;
    for await (const part of response) {
        length += part.length;
        if (length > MAX_LENGTH)
            throw new Error(`${url.host} answered with more than the configuration of an image.`);
        parts.push(part);
    }
    if (response.statusCode !== 200)
        throw new Error(`${url.host} answered with status ${response.statusCode ?? 0}.`);
    return Buffer.concat(parts).toString('utf8');
}

// EXTERNAL MODULE: ./shared/aws/memo.js
var memo = __webpack_require__(5166);
;// CONCATENATED MODULE: ./shared/ecs/preflight/clients/images.js




/** Images by tag and digest, in the registry of any account and region. */
function createImageReader({ config, maskSecret, signal }) {
    const configOf = (region) => region === undefined ? config : { ...config, region };
    const ecrOf = (0,memo/* memo */.p)((region) => createEcrApi({ config: configOf(region), maskSecret, signal }));
    const clientOf = (0,memo/* memo */.p)((region) => new dist_cjs/* ECRClient */.S70(configOf(region)));
    const options = { abortSignal: signal };
    return {
        ownRegistry: async () => (await ecrOf(undefined).authorize()).registry,
        image: (query) => ecrOf(query.region).findImage(query),
        imageConfig: async ({ region, registryId, repository, digest }) => {
            const command = new dist_cjs/* GetDownloadUrlForLayerCommand */.pKL({
                registryId,
                repositoryName: repository,
                layerDigest: digest,
            });
            const { downloadUrl = '' } = await clientOf(region).send(command, options);
            return download(new URL(downloadUrl), { requestHandler: config.requestHandler, abortSignal: signal });
        },
        pullThroughPrefixes: async ({ region, registryId }) => {
            try {
                const answer = await clientOf(region).send(new dist_cjs/* DescribePullThroughCacheRulesCommand */.WZm({ registryId }), options);
                return (answer.pullThroughCacheRules ?? []).flatMap(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix ?? []);
            }
            catch (error) {
                if (error instanceof dist_cjs/* PullThroughCacheRuleNotFoundException */.jQs)
                    return [];
                throw error;
            }
        },
    };
}


/***/ })

};
