import { answerJson } from './expectations.ts';
import { parseJsonPath, readJsonPath, type JsonPath } from './json-path.ts';
import { metaContent } from './meta-tag.ts';
import type { Answer } from './probe-result.ts';
import { parseRegularExpression, search } from './regular-expression.ts';

/** Where an answer says which release gave it. */
export type VersionSource =
  | { readonly from: 'json'; readonly path: JsonPath }
  | { readonly from: 'header'; readonly name: string }
  | { readonly from: 'meta'; readonly name: string }
  | { readonly from: 'body'; readonly pattern: RegExp };

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const MAX_VERSION_LENGTH = 128;

/** `json:$.sha`, `header:x-version`, `meta:version` or `body:/regex/`; undefined when the text is none of these. */
export function parseVersionSource(text: string): VersionSource | undefined {
  const [kind = '', ...parts] = text.split(':');
  const where = parts.join(':').trim();
  switch (kind.trim()) {
    case 'json': {
      const path = parseJsonPath(where);
      return path === undefined ? undefined : { from: 'json', path };
    }
    case 'header':
      return HEADER_NAME.test(where) ? { from: 'header', name: where.toLowerCase() } : undefined;
    case 'meta':
      return where === '' ? undefined : { from: 'meta', name: where };
    case 'body': {
      const pattern = where === '' ? undefined : parseRegularExpression(where);
      return pattern === undefined ? undefined : { from: 'body', pattern };
    }
    default:
      return undefined;
  }
}

/** The version an answer names: of a body, the first group of the expression, or all it matches. */
export function observeVersion(answer: Answer, source: VersionSource): string | undefined {
  const version = findVersion(answer, source)?.trim();
  return version === undefined || version === '' ? undefined : clip(version);
}

function findVersion(answer: Answer, source: VersionSource): string | undefined {
  switch (source.from) {
    case 'header':
      return answer.headers[source.name];
    case 'body': {
      const match = search(source.pattern, answer.body);
      return match === 'too-slow' ? undefined : (match?.[1] ?? match?.[0]);
    }
    case 'meta':
      return metaContent(answer.body, source.name);
    case 'json': {
      const json = answerJson(answer);
      const found = json.valid ? readJsonPath(json.value, source.path) : undefined;
      if (found?.found !== true) return undefined;
      return typeof found.value === 'string' || typeof found.value === 'number' ? String(found.value) : undefined;
    }
  }
}

// Git abbreviates to 7 characters at least; a SHA-256 repository has 64.
const COMMIT = /^[0-9a-f]{7,64}$/;

/** True for a commit SHA or a beginning of one with at least 7 characters. */
export function isCommit(text: string): boolean {
  return COMMIT.test(text.toLowerCase());
}

/** Commits match when one is the beginning of the other; anything else must be the same text. */
export function versionsMatch(expected: string, observed: string): boolean {
  if (expected === observed) return true;
  if (!isCommit(expected) || !isCommit(observed)) return false;
  const [a, b] = [expected.toLowerCase(), observed.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}

/** A commit in its usual 7 characters, the digest of an image in 12; other versions as they are. */
export function shortVersion(version: string): string {
  const digest = /^sha256:[0-9a-f]{12}(?=[0-9a-f]{52}$)/.exec(version)?.[0];
  if (digest !== undefined) return digest;
  return isCommit(version) ? version.slice(0, 7) : version;
}

function clip(version: string): string {
  return version.length > MAX_VERSION_LENGTH ? `${version.slice(0, MAX_VERSION_LENGTH - 3)}...` : version;
}
