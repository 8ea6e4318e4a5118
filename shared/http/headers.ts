import { validateHeaderName, validateHeaderValue } from 'node:http';

const CREDENTIAL = /auth|cookie|token|secret|passw|credential|session|signature|(?:^|[-_])key$|api-?key/i;
// Set by the request itself; a wrong value would break it in ways that look like the server's fault.
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers whose value is a secret, told by their name: Authorization, Cookie, X-Api-Key, X-Vault-Token and the like. */
export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL.test(name);
}

/**
 * What is wrong with a header to be sent, as a sentence; undefined when nothing is. The value is not repeated in it:
 * it may be a secret.
 */
export function headerProblem(name: string, value: string): string | undefined {
  try {
    validateHeaderName(name);
  } catch {
    return `${JSON.stringify(name.slice(0, 80))} is no name of a header`;
  }
  if (RESERVED.has(name.toLowerCase())) return `${name} cannot be set: the request sets it itself`;
  try {
    validateHeaderValue(name, value);
  } catch {
    return `the value of ${name} holds characters that no header may hold`;
  }
  return undefined;
}

/**
 * The secret parts of a header's value: all of it, and what follows a scheme such as `Bearer`; of `Basic`, also the
 * decoded password.
 */
export function secretsOfHeader(value: string): readonly string[] {
  const [, scheme, credentials] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
  if (scheme === undefined || credentials === undefined) return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, credentials];
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  return [value, credentials, decoded.slice(decoded.indexOf(':') + 1)];
}
