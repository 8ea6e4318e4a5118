import { createRedactor } from '#shared/text/redact';

// The end of a name says what it holds: DB_PASSWORD is one, PASSWORD_MIN_LENGTH is not.
const CREDENTIAL_NAME =
  /(?:^|[_-])(?:password|passwd|passphrase|pwd|secret|token|credentials?|(?:api|access|private|secret|signing|encryption|deploy|ssh)_?key)$/i;
// Frameworks that put a value into the browser's bundle by such a name: public by intent.
const PUBLIC_NAME = /(?:^|_)PUBLIC_|^VITE_|^REACT_APP_/i;
const HARMLESS_VALUE = /^(?:true|false|yes|no|on|off|\d{1,3})?$/i;
/** A shorter secret may be part of any word. */
const MIN_CONTAINED_LENGTH = 8;

export interface LintedArgument {
  readonly name: string;
  readonly why: string;
}

/**
 * Build arguments that carry a credential. They must not: a build argument stays readable in the image's history and
 * in its provenance (moby/buildkit#4608, docker/docs#19281), and in the arguments of a running process.
 * @param secrets values known to be secret
 */
export function lintBuildArgs(
  buildArgs: ReadonlyMap<string, string>,
  secrets: Iterable<string>,
): readonly LintedArgument[] {
  const known = [...secrets].filter((secret) => secret.trim() !== '');
  const redactor = createRedactor();
  const why = (name: string, value: string): string | undefined => {
    if (HARMLESS_VALUE.test(value)) return undefined;
    if (known.some((secret) => holds(value, secret))) return 'holds the value of a secret';
    if (redactor.redact(value) !== value) return 'holds a value that has the form of a credential';
    if (CREDENTIAL_NAME.test(name) && !PUBLIC_NAME.test(name)) return 'has the name of a credential';
    return undefined;
  };
  return [...buildArgs].flatMap(([name, value]) => {
    const reason = why(name, value);
    return reason === undefined ? [] : [{ name, why: reason }];
  });
}

function holds(value: string, secret: string): boolean {
  return value === secret || (secret.length >= MIN_CONTAINED_LENGTH && value.includes(secret));
}
