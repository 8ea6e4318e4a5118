/** The form of an answer: which members it has, where, and of which type; not what they say. */
export type Shape = ReadonlySet<string>;

/**
 * One line for each place in the answer: `services[].deployments[].id: string`. The entries of a list are laid one upon
 * the other; what is absent or empty has no line, so that `[]` and a missing list are alike.
 */
export function shapeOf(answer: object): Shape {
  const found = new Set<string>();
  collect(answer, '', found);
  return found;
}

function collect(value: unknown, path: string, found: Set<string>): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, `${path}[]`, found);
  } else if (typeof value === 'object' && !isDate(value) && !(value instanceof Uint8Array)) {
    for (const [key, member] of Object.entries(value)) {
      const name = isId(key) ? '*' : key;
      collect(member, path === '' ? name : `${path}.${name}`, found);
    }
  } else {
    found.add(`${path}: ${isDate(value) ? 'time' : typeof value}`);
  }
}

/** Maps may have ids for keys. */
function isId(key: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(key);
}

// Under jest, a Date made by an SDK may be of another realm, where instanceof does not know it.
function isDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]';
}

export interface Difference {
  readonly step: string;
  readonly line: string;
  readonly only: 'moto' | 'sandbox';
}

export function differences(step: string, { moto, sandbox }: { moto: Shape; sandbox: Shape }): readonly Difference[] {
  const beyond = (one: Shape, other: Shape, only: Difference['only']): readonly Difference[] =>
    [...one].filter((line) => !other.has(line)).map((line) => ({ step, line, only }));
  return [...beyond(sandbox, moto, 'sandbox'), ...beyond(moto, sandbox, 'moto')];
}
