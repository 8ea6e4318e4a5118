export const id = 505;
export const ids = [505];
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

/***/ 505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createLifecycleReader: () => (/* binding */ createLifecycleReader)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(149);
/* harmony import */ var _shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5166);


/** DescribeImages gives no more at a time. */
const IMAGES_A_PAGE = 1_000;
/** With more images a count would cost calls that everybody in the account shares. */
const MOST_PAGES = 10;
/** What the lifecycle policies of repositories say and go by, in the registry of any account and region. */
function createLifecycleReader(config, signal) {
    const clientOf = (0,_shared_aws_memo__WEBPACK_IMPORTED_MODULE_0__/* .memo */ .p)((region) => new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .ECRClient */ .S70(region === undefined ? config : { ...config, region }));
    const options = { abortSignal: signal };
    return {
        lifecyclePolicy: async (place) => {
            try {
                const command = new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .GetLifecyclePolicyCommand */ .O0C(named(place));
                return (await clientOf(place.region).send(command, options)).lifecyclePolicyText;
            }
            catch (error) {
                if (error instanceof _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .LifecyclePolicyNotFoundException */ .R50)
                    return undefined;
                throw error;
            }
        },
        imageFacts: async (query) => {
            const imageId = 'tag' in query ? { imageTag: query.tag } : { imageDigest: query.digest };
            try {
                const command = new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .DescribeImagesCommand */ .ji5({ ...named(query), imageIds: [imageId] });
                const [detail] = (await clientOf(query.region).send(command, options)).imageDetails ?? [];
                return detail && factsOf(detail);
            }
            catch (error) {
                if (error instanceof _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .ImageNotFoundException */ .CJH)
                    return undefined;
                throw error;
            }
        },
        imagesOf: async (place) => {
            const found = [];
            let nextToken;
            for (let page = 0; page < MOST_PAGES; page += 1) {
                const command = new _aws_sdk_client_ecr__WEBPACK_IMPORTED_MODULE_1__/* .DescribeImagesCommand */ .ji5({ ...named(place), maxResults: IMAGES_A_PAGE, nextToken });
                const answer = await clientOf(place.region).send(command, options);
                found.push(...(answer.imageDetails ?? []).map(factsOf));
                nextToken = answer.nextToken;
                if (nextToken === undefined)
                    return found;
            }
            return undefined;
        },
    };
}
function named({ registryId, repository }) {
    return { repositoryName: repository, ...(registryId === undefined ? {} : { registryId }) };
}
function factsOf(detail) {
    const { imageDigest = '', imageTags = [], imageStatus = 'ACTIVE' } = detail;
    return {
        digest: imageDigest,
        tags: imageTags,
        pushedAt: detail.imagePushedAt?.getTime() ?? 0,
        pulledAt: detail.lastRecordedPullTime?.getTime(),
        activatedAt: detail.lastActivatedAt?.getTime(),
        status: imageStatus,
    };
}


/***/ })

};
