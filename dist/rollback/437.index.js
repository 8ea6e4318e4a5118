export const id = 437;
export const ids = [437];
export const modules = {

/***/ 1437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   listLines: () => (/* binding */ listLines),
/* harmony export */   listMarkdown: () => (/* binding */ listMarkdown)
/* harmony export */ });
/* harmony import */ var _shared_ecr_image_name__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1734);
/* harmony import */ var _shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5569);
/* harmony import */ var _shared_text_moment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9304);



const HEADER = ['Number', 'Commit', 'State', 'Registered', 'Deployed', 'Image', 'Environment', 'By', 'Run'];
/** The releases as aligned lines for the log, the header first. */
function listLines(releases) {
    const rows = [HEADER, ...releases.map((release) => cellsOf(release))];
    const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
function listMarkdown(releases) {
    const rows = releases.map((release) => {
        const [number = '', commit = '', state = '', registered = '', deployed = '', image = '', environment = '', by = '',] = cellsOf(release);
        const strong = release.current ? `**${(0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(number)}**` : (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(number);
        const rest = [registered, deployed].map(_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV);
        return [
            strong,
            (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(commit),
            (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(state),
            ...rest,
            (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(image),
            (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(environment),
            (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(by),
            linkOf(release.run),
        ];
    });
    return (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .markdownTable */ .Qj)(HEADER, rows);
}
function cellsOf(release) {
    const { number, sha, registeredAt, deployedAt, image, environment, by, run } = release;
    return [
        `#${number}`,
        sha?.slice(0, 7) ?? '',
        describeState(release),
        minute(registeredAt),
        minute(deployedAt),
        shortImage(image),
        environment ?? '',
        by ?? '',
        run ?? '',
    ];
}
function describeState({ state, current, provenAt, failedAt, failedReason, migrations }) {
    const reason = failedReason === undefined ? '' : ` (${failedReason})`;
    const words = {
        proven: `proven ${minute(provenAt)}`,
        bad: `bad since ${minute(failedAt)}${reason}`,
        unproven: 'unproven',
    };
    return [...(current ? ['current'] : []), words[state], ...(migrations ? ['migrations'] : [])].join(', ');
}
function minute(at) {
    return at === undefined ? '' : (0,_shared_text_moment__WEBPACK_IMPORTED_MODULE_1__/* .formatMinute */ .Y)(at);
}
/** Repository and tag, or the beginning of the digest: `web@1f3c9aa0b1c2`. */
function shortImage(image) {
    if (image === undefined)
        return '';
    const name = (0,_shared_ecr_image_name__WEBPACK_IMPORTED_MODULE_2__/* .parseImageName */ .i)(image);
    if (name === undefined)
        return image;
    const id = name.digest === undefined ? `:${name.tag ?? 'latest'}` : `@${name.digest.slice(7, 19)}`;
    return `${name.repository}${id}`;
}
function linkOf(run) {
    if (run === undefined)
        return '';
    const id = /^https:\/\/[\w.-]+\/[\w./-]+\/actions\/runs\/(\d+)$/.exec(run)?.[1];
    return id === undefined ? (0,_shared_text_markdown__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(run) : `[${id}](${run})`;
}


/***/ }),

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


/***/ })

};
