import { parseBasicAuth, parseBearerToken, parseSigV4, type Auth } from '#shared/http/auth';
import type { SettingSource } from './setting-reader.ts';

const FORMS = [
  { name: 'basic-auth', expected: 'user:password', parse: parseBasicAuth },
  { name: 'bearer-token', expected: 'the token alone, without "Bearer"', parse: parseBearerToken },
  { name: 'aws-sigv4', expected: 'a service, or service:region, such as execute-api:eu-west-1', parse: parseSigV4 },
] as const;

/**
 * How requests are authorised: one way, or as `base` says when none is given. An empty text takes back what `base`
 * says. No value is repeated in a problem: it is a secret.
 */
export function readAuth(source: SettingSource, base: Auth | undefined): Auth | undefined {
  const texts = FORMS.map((form) => ({ ...form, text: source.text(form.name) }));
  const given = texts.filter(({ text }) => text !== undefined && text !== '');
  const [first, second] = given;
  if (first?.text === undefined) return texts.some(({ text }) => text === '') ? undefined : base;
  if (second !== undefined) source.problem(second.name, `was given together with ${first.name}; give one of them.`);
  const auth = first.parse(first.text);
  if (auth === undefined) source.problem(first.name, `has another form than ${first.expected}.`);
  return auth;
}
