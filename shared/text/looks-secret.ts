import { createRedactor } from './redact.ts';

/** Words of names whose values are credentials, or open something like one. */
const SECRET_WORDS =
  /^(?:auth|authorization|cookie|credentials?|creds?|dsn|hmac|jwt|keys?|license|nonce|otp|pass|passphrase|passwd|passwords?|pat|pin|private|pwd|salt|secrets?|session|sig|signature|signing|tokens?|webhook)$/;
const SECRET_PARTS = /apikey|passw|secret|token|credential|privatekey|accesskey|connectionstring|connstr/;
/** Words of names whose long hexadecimal values are no secrets. */
const COMMIT_WORDS = /^(?:build|commit|digest|git|image|ref|release|revision|sha|sha1|sha256|tag|version)$/;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** Longer than any setting that somebody would want to read in a log. */
const MAX_LENGTH = 120;

const redactor = createRedactor();

/**
 * Whether a value may be a credential: by its name, by the form of a known one, or because it looks drawn by chance.
 * It errs to the safe side: values that are hidden without need cost nothing.
 */
export function looksSecret(name: string, value: string): boolean {
  if (hasSecretName(name)) return true;
  if (value.length > MAX_LENGTH || /[\n\r]/.test(value) || /^\s*[[{]/.test(value)) return true;
  if (hideSecretParts(value) !== value) return true;
  const isCommit = /^(?:sha256:)?[0-9a-f]{7,64}$/i.test(value) && wordsOf(name).some((word) => COMMIT_WORDS.test(word));
  return !isCommit && (UUID.test(value) || looksRandom(value));
}

/** Whether a thing of that name is a credential. */
export function hasSecretName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => SECRET_WORDS.test(word)) || SECRET_PARTS.test(words.join(''));
}

/** `text` without the credentials in it that have a known form or a name: `?token=…`, `--password …`, `PWD=…`. */
export function hideSecretParts(text: string): string {
  return redactor
    .redact(text)
    .replace(
      /([\w.-]+)(=|(?<=(?:^|\s)-[\w-]*) +(?!-))("[^"]*"|'[^']*'|[^\s"'&;,]+)/g,
      (whole: string, ...parts: unknown[]) => {
        const [name, separator] = parts as readonly string[]; // the first groups of the expression
        return hasSecretName(name ?? '') ? `${name ?? ''}${separator ?? ''}***` : whole;
      },
    );
}

/** `dbPassword`, `DB_PASSWORD` and `db.password` are the same words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Letters and digits mixed without a break, longer than words and dates are. */
function looksRandom(value: string): boolean {
  const runs = value.match(/[A-Za-z0-9+/=]{16,}/g) ?? [];
  return runs.some((run) => {
    // A path or a host is of short parts; base64 has slashes too, but seldom.
    const longest = Math.max(...run.split('/').map((part) => part.length));
    return longest >= 16 && /\d/.test(run) && /[A-Za-z]/.test(run);
  });
}
