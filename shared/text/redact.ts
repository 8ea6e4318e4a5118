import { escapeHtml, escapeMarkdown } from './markdown.ts';

/** Hides secrets in text that leaves the process. */
export interface Redactor {
  /** From now on `secret` and each of its lines are hidden. Shorter than 4 characters is ignored: it would hide words. */
  add(secret: string): void;
  redact(text: string): string;
}

const HIDDEN = '***';
const MIN_LENGTH = 4;
/** A shorter beginning of a secret tells nothing of it, and may be a word such as `Basic`. */
const MIN_CUT_LENGTH = 6;
/** How texts say that they were cut. */
const CUT = /\s?(?:\.{3,}|…)/g;

/**
 * Credentials that can be told by their form, wherever they come from. Formats as their issuers document them; an
 * underscore may have the backslash that Markdown wants before it.
 */
const KNOWN_FORMS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[opsur]\\?_[A-Za-z0-9]{36,}\b/g,
  /\bgithub\\?_pat\\?_(?:\w|\\_){22,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  // Not after more of the same, or a text of many beginnings would take time by the square of its length.
  /(?<![\w-])eyJ(?:[\w-]|\\_){10,}\.eyJ(?:[\w-]|\\_){10,}\.(?:[\w-]|\\_)+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(secret) {
      for (const part of [secret, ...secret.split(/\r?\n/)]) {
        const value = part.trim();
        // The job summary is redacted when it is written: by then a secret stands in it as Markdown or HTML.
        const forms = [value, escapeMarkdown(value), escapeHtml(value), value.replaceAll('|', '\\|')];
        for (const form of forms) if (form.length >= MIN_LENGTH) secrets.add(form);
      }
      // A secret that contains another must be hidden first, or its rest would stay readable.
      longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    },
    redact(text) {
      let result = text;
      for (const secret of longestFirst) result = result.replaceAll(secret, HIDDEN);
      result = hideCut(result, longestFirst);
      for (const form of KNOWN_FORMS) result = result.replace(form, HIDDEN);
      return result.replace(URL_PASSWORD, `$1${HIDDEN}`);
    },
  };
}

/** What is left of a secret where a text was cut in the middle of it. */
function hideCut(text: string, longestFirst: readonly string[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(CUT)) {
    const length = Math.max(0, ...longestFirst.map((secret) => cutLength(text.slice(from, index), secret)));
    if (length === 0) continue;
    parts.push(text.slice(from, index - length), HIDDEN);
    from = index;
  }
  return `${parts.join('')}${text.slice(from)}`;
}

/** Length of the beginning of `secret` that `text` ends with; 0 when it does not. */
function cutLength(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= MIN_CUT_LENGTH; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}
