/** One instruction of the Dockerfile as it was built. */
export interface BuildStep {
  /** As BuildKit names it: `[stage 2/5] RUN npm ci`. */
  readonly name: string;
  readonly outcome: 'cached' | 'done' | 'failed' | 'unfinished';
  /** Undefined when BuildKit gave none: cached and unfinished steps. */
  readonly seconds: number | undefined;
}

export interface ProgressReader {
  add(line: string): void;
  /** The instructions so far, in the order they began. Loading contexts, exports and pushes are none. */
  readonly steps: readonly BuildStep[];
  /** Digest of the image as it was exported, before any push; undefined where the engine does not tell. */
  readonly exportedDigest: string | undefined;
  /** Why the cache could not be written; the build goes on without (`ignore-error`). */
  readonly cacheError: string | undefined;
}

const VERTEX = /^#(?<id>\d+) (?<text>.*)$/;
// `[builder 2/5] RUN …`, `[linux/arm64 builder 2/5] RUN …`, `[1/3] FROM …`, but not `[internal] …` or `[auth] …`.
const INSTRUCTION = /^\[(?:[^\]]+ )?\d+\/\d+\] /;
const CACHE_EXPORT = 'exporting cache to registry';
// An index comes after the manifests in it, so the last one counts.
const EXPORTED = /^exporting manifest(?: list)? (?<digest>sha256:[0-9a-f]{64})/;
const DONE = /^DONE (?<seconds>\d+(?:\.\d+)?)s$/;

/**
 * Reads the lines of `--progress=plain` as they come. What a command prints cannot be taken for one of BuildKit's marks:
 * it has a time before it.
 */
export function createProgressReader(): ProgressReader {
  const steps = new Map<string, BuildStep>();
  let exportedDigest: string | undefined;
  let cacheExport: string | undefined;
  let cacheError: string | undefined;
  return {
    add(line) {
      const { id, text } = VERTEX.exec(line)?.groups ?? {};
      if (id === undefined || text === undefined) return;
      const step = steps.get(id);
      if (step !== undefined) steps.set(id, { ...step, ...readMark(text) });
      else if (INSTRUCTION.test(text)) steps.set(id, { name: text, outcome: 'unfinished', seconds: undefined });
      else if (text === CACHE_EXPORT) cacheExport = id;
      else if (id === cacheExport) cacheError = readError(text) ?? cacheError;
      else exportedDigest = EXPORTED.exec(text)?.groups?.['digest'] ?? exportedDigest;
    },
    get exportedDigest() {
      return exportedDigest;
    },
    get cacheError() {
      return cacheError;
    },
    get steps() {
      return [...steps.values()];
    },
  };
}

function readMark(text: string): Partial<BuildStep> {
  if (text === 'CACHED') return { outcome: 'cached' };
  if (readError(text) !== undefined) return { outcome: 'failed' };
  const seconds = DONE.exec(text)?.groups?.['seconds'];
  return seconds === undefined ? {} : { outcome: 'done', seconds: Number(seconds) };
}

function readError(text: string): string | undefined {
  return /^ERROR: (.+)$/.exec(text)?.[1];
}
