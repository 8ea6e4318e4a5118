/** Hides secrets in text that leaves the process. */
export interface Redactor {
  /** From now on `secret` and each of its lines are hidden. Shorter than 4 characters is ignored: it would hide words. */
  add(secret: string): void;
  redact(text: string): string;
}

const HIDDEN = '***';
const MIN_LENGTH = 4;

/** Credentials that can be told by their form, wherever they come from. Formats as their issuers document them. */
const KNOWN_FORMS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[opsur]_[A-Za-z0-9]{36,}\b/g,
  /\bgithub_pat_\w{22,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(secret) {
      for (const part of [secret, ...secret.split(/\r?\n/)]) {
        const value = part.trim();
        if (value.length >= MIN_LENGTH) secrets.add(value);
      }
      // A secret that contains another must be hidden first, or its rest would stay readable.
      longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    },
    redact(text) {
      let result = text;
      for (const secret of longestFirst) result = result.replaceAll(secret, HIDDEN);
      for (const form of KNOWN_FORMS) result = result.replace(form, HIDDEN);
      return result.replace(URL_PASSWORD, `$1${HIDDEN}`);
    },
  };
}
