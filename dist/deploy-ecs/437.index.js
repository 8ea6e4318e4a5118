export const id = 437;
export const ids = [437];
export const modules = {

/***/ 7437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseTaskDefinition: () => (/* binding */ parseTaskDefinition)
});

// EXTERNAL MODULE: ./shared/action/errors.js
var errors = __webpack_require__(8972);
// EXTERNAL MODULE: ./shared/release/record.js
var record = __webpack_require__(605);
;// CONCATENATED MODULE: ./shared/text/jsonc.js
/** Deeper than any file written by people; without a limit a hostile one would end the process. */
const MAX_DEPTH = 100;
const BLANKS_AND_COMMENTS = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
/**
 * The value of a JSON text (RFC 8259) that may have comments and a comma after the last item, as editors write
 * settings. Stricter than JSON.parse in one thing: a member that is named twice is an error, since one of the two
 * values would be dropped without a word.
 * @throws {SyntaxError} with line and column, counted from 1
 */
function parseJsonc(text) {
    const reader = new Reader(text);
    const value = readValue(reader, 0);
    reader.skip();
    if (!reader.atEnd)
        reader.fail('expected the end of the text');
    return value;
}
class Reader {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    get atEnd() {
        return this.#at === this.#text.length;
    }
    skip() {
        this.take(BLANKS_AND_COMMENTS);
        if (this.#text.startsWith('/*', this.#at))
            this.fail('the comment that begins here is not closed');
    }
    /** What matches here (the expression is sticky), undefined when nothing does. */
    take(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.#text)?.[0];
        this.#at += found?.length ?? 0;
        return found;
    }
    /** Skips blanks and comments, then takes `character` if it is next. */
    next(character) {
        this.skip();
        if (this.#text[this.#at] !== character)
            return false;
        this.#at += 1;
        return true;
    }
    fail(problem) {
        const before = this.#text.slice(0, this.#at).split('\n');
        throw new SyntaxError(`line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${problem}`);
    }
}
function readValue(reader, depth) {
    if (depth > MAX_DEPTH)
        reader.fail(`nested more than ${MAX_DEPTH} deep`);
    if (reader.next('{'))
        return readObject(reader, depth);
    if (reader.next('['))
        return readList(reader, depth);
    const simple = reader.take(STRING) ?? reader.take(NUMBER) ?? reader.take(WORD);
    if (simple === undefined)
        reader.fail('expected a value: an object, a list, a text in double quotes, a number, true, false or null');
    return JSON.parse(simple);
}
function readObject(reader, depth) {
    // Entries, not assignments: a member may be named __proto__.
    const members = new Map();
    while (!reader.next('}')) {
        const quoted = reader.take(STRING);
        if (quoted === undefined)
            reader.fail('expected a name in double quotes, or }');
        const name = String(JSON.parse(quoted));
        if (members.has(name))
            reader.fail(`${quoted} is named twice`);
        if (!reader.next(':'))
            reader.fail(`expected : after ${quoted}`);
        members.set(name, readValue(reader, depth + 1));
        if (reader.next(','))
            continue;
        if (!reader.next('}'))
            reader.fail('expected , or }');
        break;
    }
    return Object.fromEntries(members);
}
function readList(reader, depth) {
    const items = [];
    while (!reader.next(']')) {
        items.push(readValue(reader, depth + 1));
        if (reader.next(','))
            continue;
        if (!reader.next(']'))
            reader.fail('expected , or ]');
        break;
    }
    return items;
}

// EXTERNAL MODULE: ./shared/text/yaml.js
var text_yaml = __webpack_require__(7259);
;// CONCATENATED MODULE: ./shared/ecs/task-definition/document.js



/**
 * The value of a JSON, JSONC or YAML text. What is no JSON by its name and by its first character is YAML.
 * @param source its path, which names it in errors
 * @throws {ActionError} with line and column
 */
async function readDocument(text, source) {
    const document = text.replace(/^\uFEFF/, '');
    const isNamedJson = /\.jsonc?$/i.test(source);
    const looksLikeJson = /^\s*(?:[{[]|\/[/*])/.test(document);
    if (!isNamedJson && !looksLikeJson)
        return readYaml(document, source);
    try {
        return parseJsonc(document);
    }
    catch (error) {
        // A list or object of YAML may begin like one of JSON. If it is neither, JSON was meant; and what only JSON.parse
        // takes has a member twice.
        if (!isNamedJson && !isJson(document)) {
            const yaml = await (0,text_yaml/* parseYaml */.h)(document).catch(() => undefined);
            if (yaml !== undefined)
                return yaml;
        }
        throw new errors/* ActionError */.lZ(`${source} cannot be read as JSON: ${(0,errors/* errorMessage */.gJ)(error)}.`, { cause: error });
    }
}
async function readYaml(text, source) {
    try {
        return await (0,text_yaml/* parseYaml */.h)(text);
    }
    catch (error) {
        throw new errors/* ActionError */.lZ(`${source} is neither JSON nor YAML: ${(0,errors/* errorMessage */.gJ)(error)}`, { cause: error });
    }
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./shared/ecs/task-definition/nearest.js
var nearest = __webpack_require__(1586);
// EXTERNAL MODULE: ./shared/ecs/task-definition/registration.js
var registration = __webpack_require__(7391);
// EXTERNAL MODULE: ./shared/ecs/task-definition/shape.js
var shape = __webpack_require__(4905);
;// CONCATENATED MODULE: ./shared/ecs/task-definition/parse.js






/**
 * The task definition in a JSON, JSONC or YAML text: the request of RegisterTaskDefinition, or an answer of
 * DescribeTaskDefinition, whose read-only members are dropped. A member ECS does not know is an error, since the SDK
 * would leave it out without a word and deploy something else than what was written. Empty texts and lists stay as
 * they are; a null is the same as leaving the member out.
 * @throws {ActionError} with every problem in it
 */
async function parseTaskDefinition(text, { source, allowUnknown = false }) {
    const value = unwrap(await readDocument(text, source));
    const problems = [];
    const definition = check(isObject(value) ? (0,registration/* withoutReadOnly */.W)(value) : value, {
        shape: shape/* registerShape */.d,
        path: '',
        problems,
        allowUnknown,
    });
    if (problems.length === 0)
        problems.push(...missingMembers(definition));
    if (problems.length > 0) {
        throw new errors/* ActionError */.lZ([
            `${source} is not a task definition Amazon ECS can register:`,
            ...problems.map((problem) => `  ${problem}`),
        ].join('\n'));
    }
    return definition; // just checked against the SDK's own model
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** `aws ecs describe-task-definition` answers `{ taskDefinition, tags }`. */
function unwrap(value) {
    if (!isObject(value) || !isObject(value['taskDefinition']))
        return value;
    const { taskDefinition, tags, ...rest } = value;
    delete rest['ResponseMetadata']; // botocore adds it
    return { ...taskDefinition, ...rest, ...(tags === undefined ? {} : { tags: withoutAwsTags(tags) }) };
}
function withoutAwsTags(tags) {
    if (!Array.isArray(tags))
        return tags;
    return tags.filter((tag) => !(isObject(tag) && typeof tag['key'] === 'string' && (0,record/* isRecordTag */._K)(tag['key'])));
}
/** `value` as the SDK wants it; what does not fit is noted. */
function check(value, place) {
    const { shape, path } = place;
    switch (shape.kind) {
        case 'any':
            return value;
        case 'structure':
            return isObject(value)
                ? checkMembers(value, { ...place, members: shape.members })
                : refuse(place, 'an object', value);
        case 'map':
            if (!isObject(value))
                return refuse(place, 'an object of names and values', value);
            return Object.fromEntries(Object.entries(value).map(([key, item]) => [
                key,
                check(item, { ...place, shape: shape.of, path: join(path, key) }),
            ]));
        case 'list':
            if (!Array.isArray(value))
                return refuse(place, 'a list', value);
            return value.map((item, index) => check(item, { ...place, shape: shape.of, path: `${path}[${index}]` }));
        case 'text':
            // Task sizes are texts in the API, but everybody writes 256; nothing is lost by taking it.
            if (typeof value === 'number' && (path === 'cpu' || path === 'memory'))
                return String(value);
            return typeof value === 'string' ? value : refuse(place, 'a text (put it in quotes)', value);
        case 'number':
        case 'boolean':
            return typeof value === shape.kind ? value : refuse(place, `a ${shape.kind}`, value);
    }
}
function checkMembers(value, place) {
    const { members, path, problems } = place;
    const checked = {};
    for (const [key, member] of Object.entries(value)) {
        const shape = members.get(key);
        if (shape === undefined) {
            if (place.allowUnknown)
                checked[key] = member;
            else
                problems.push(unknownMember(join(path, key), key, members));
        }
        else if (member !== null)
            checked[key] = check(member, { ...place, shape, path: join(path, key) });
    }
    return checked;
}
function unknownMember(path, key, members) {
    const meant = (0,nearest/* nearest */.p)(key, members.keys());
    const advice = meant === undefined ? `known here: ${[...members.keys()].join(', ')}` : `did you mean ${meant}?`;
    return `${path} is not known to Amazon ECS; ${advice}`;
}
function refuse({ path, problems }, expected, value) {
    const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : `a ${typeof value}`;
    problems.push(`${path === '' ? 'the whole' : path} must be ${expected}; it is ${got}`);
    return undefined;
}
function missingMembers(definition) {
    const { family, containerDefinitions = [] } = definition; // checked by the caller
    return [
        ...(family === undefined || family === '' ? ['family is missing'] : []),
        ...(containerDefinitions.length === 0 ? ['containerDefinitions is missing or empty'] : []),
        ...containerDefinitions.flatMap(({ name }, index) => name === undefined || name === '' ? [`containerDefinitions[${index}].name is missing`] : []),
        ...containerDefinitions.flatMap(({ name }, index) => name !== undefined && containerDefinitions.findIndex((other) => other.name === name) < index
            ? [`containerDefinitions[${index}].name is ${name}, as that of another container`]
            : []),
    ];
}
function join(path, key) {
    return path === '' ? key : `${path}.${key}`;
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
