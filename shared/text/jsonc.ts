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
export function parseJsonc(text: string): unknown {
  const reader = new Reader(text);
  const value = readValue(reader, 0);
  reader.skip();
  if (!reader.atEnd) reader.fail('expected the end of the text');
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  skip(): void {
    this.take(BLANKS_AND_COMMENTS);
    if (this.#text.startsWith('/*', this.#at)) this.fail('the comment that begins here is not closed');
  }

  /** What matches here (the expression is sticky), undefined when nothing does. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** Skips blanks and comments, then takes `character` if it is next. */
  next(character: string): boolean {
    this.skip();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  fail(problem: string): never {
    const before = this.#text.slice(0, this.#at).split('\n');
    throw new SyntaxError(`line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${problem}`);
  }
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH) reader.fail(`nested more than ${MAX_DEPTH} deep`);
  if (reader.next('{')) return readObject(reader, depth);
  if (reader.next('[')) return readList(reader, depth);
  const simple = reader.take(STRING) ?? reader.take(NUMBER) ?? reader.take(WORD);
  if (simple === undefined)
    reader.fail('expected a value: an object, a list, a text in double quotes, a number, true, false or null');
  return JSON.parse(simple);
}

function readObject(reader: Reader, depth: number): unknown {
  // Entries, not assignments: a member may be named __proto__.
  const members = new Map<string, unknown>();
  while (!reader.next('}')) {
    const quoted = reader.take(STRING);
    if (quoted === undefined) reader.fail('expected a name in double quotes, or }');
    const name = String(JSON.parse(quoted));
    if (members.has(name)) reader.fail(`${quoted} is named twice`);
    if (!reader.next(':')) reader.fail(`expected : after ${quoted}`);
    members.set(name, readValue(reader, depth + 1));
    if (reader.next(',')) continue;
    if (!reader.next('}')) reader.fail('expected , or }');
    break;
  }
  return Object.fromEntries(members);
}

function readList(reader: Reader, depth: number): unknown {
  const items: unknown[] = [];
  while (!reader.next(']')) {
    items.push(readValue(reader, depth + 1));
    if (reader.next(',')) continue;
    if (!reader.next(']')) reader.fail('expected , or ]');
    break;
  }
  return items;
}
