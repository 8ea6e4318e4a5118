export const id = 740;
export const ids = [740];
export const modules = {

/***/ 5740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findNamedImage: () => (/* binding */ findNamedImage)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/aws/faults.js
var faults = __webpack_require__(3445);
// EXTERNAL MODULE: ../../node_modules/@aws-sdk/client-ecr/dist-cjs/index.js
var dist_cjs = __webpack_require__(149);
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

// EXTERNAL MODULE: ./shared/ecr/repository.js
var ecr_repository = __webpack_require__(6517);
;// CONCATENATED MODULE: ./shared/ecr/find-named-image.js




const NOT_ECR = { kind: 'unknown', why: 'it is not in a private ECR registry' };
/**
 * Asks ECR for an image by its name. A registry whose name does not tell that it is ECR's (a proxy, a sandbox) is one
 * when ECR itself names it as the account's.
 * @throws the signal's reason when the job is cancelled
 */
async function findNamedImage({ registry: host, repository, tag = 'latest', digest }, config, { maskSecret, signal }) {
    if (host === undefined)
        return NOT_ECR;
    const id = digest === undefined ? { tag } : { digest };
    const ecrHost = (0,ecr_repository/* parseEcrHost */.wl)(host);
    const region = ecrHost === undefined ? {} : { region: ecrHost.region };
    const ecr = createEcrApi({ config: { ...config, ...region }, maskSecret, signal });
    try {
        if (ecrHost === undefined && (await ecr.authorize()).registry !== host)
            return NOT_ECR;
        const image = await ecr.findImage({ registryId: ecrHost?.accountId, repository, ...id });
        return image === undefined ? { kind: 'missing' } : { kind: 'there', image };
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof Error && (0,faults/* faultKind */.H9)(error.cause) === 'not-found')
            return { kind: 'missing' };
        return { kind: 'unknown', why: (0,errors/* errorMessage */.gJ)(error) };
    }
}


/***/ })

};
