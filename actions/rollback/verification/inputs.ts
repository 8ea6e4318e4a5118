import type { InputReader } from '#shared/action/inputs';
import { parseJsonExpectation, type JsonExpectation } from '#shared/http/json-expectation';
import { parseVersionSource, type VersionSource } from '#shared/http/version';

/** How the release gone back to is verified: the settings of health-verify that most need. */
export interface VerificationInputs {
  readonly url: URL;
  /** Then the answer must name the release's commit. */
  readonly versionFrom: VersionSource | undefined;
  readonly expectJson: readonly JsonExpectation[];
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** Three answers in a row take 4 s at least. */
const TIMEOUT = { min: 5_000, max: 21_600_000 } as const;
const NEED_URL = ['verify-version-from', 'verify-expect-json'] as const;

/** Undefined: it is not verified. */
export function readVerification(read: InputReader): VerificationInputs | undefined {
  const url = readUrl(read);
  const versionFrom = read.parsed(
    'verify-version-from',
    'json:$.path, header:name, meta:name or body:/regex/',
    parseVersionSource,
  );
  const expectJson = readJsonExpectations(read);
  const timeoutMs = read.duration('verify-timeout', '5m', TIMEOUT);
  if (read.optional('verify-url') === undefined)
    for (const name of NEED_URL) {
      if (read.optional(name) !== undefined) read.problem(name, 'is for the answers of verify-url; give that too.');
    }
  return url && { url, versionFrom, expectJson, timeoutMs };
}

/** What was given is not repeated, as it may hold a password. */
function readUrl(read: InputReader): URL | undefined {
  const text = read.optional('verify-url');
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && isReadable(url)) return url;
  read.problem('verify-url', 'is not a URL of http or https; for other protocols add a step of health-verify.');
  return undefined;
}

/** Whether its credentials can be decoded. */
function isReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

function readJsonExpectations(read: InputReader): readonly JsonExpectation[] {
  return read.lines('verify-expect-json').flatMap((line) => {
    const expectation = parseJsonExpectation(line);
    if (typeof expectation !== 'string') return [expectation];
    read.problem('verify-expect-json', `has the line ${JSON.stringify(line)}, which ${expectation}.`);
    return [];
  });
}
