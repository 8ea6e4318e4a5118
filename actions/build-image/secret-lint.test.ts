import { describe, expect, it } from '@jest/globals';
import { lintBuildArgs } from './secret-lint.ts';

const lint = (name: string, value: string, secrets: readonly string[] = []): string | undefined =>
  lintBuildArgs(new Map([[name, value]]), secrets)[0]?.why;

describe('refuses', () => {
  it.each(['NPM_TOKEN', 'DB_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'apiKey_api_key', 'TOKEN', 'client-secret', 'SSH_KEY'])(
    'the name %s',
    (name) => {
      expect(lint(name, 'some value')).toBe('has the name of a credential');
    },
  );

  it.each([
    ['an access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', `ghp_${'a'.repeat(36)}`],
    ['a password in a URL', 'https://me:hunter2@example.com/'],
  ])('%s, whatever its name', (_, value) => {
    expect(lint('URL', value)).toBe('holds a value that has the form of a credential');
  });

  it.each([
    ['the value of a secret', 'abc', 'abc'],
    ['a value with a secret in it', '//registry/:_x=long-secret', 'long-secret'],
  ])('%s', (_, value, secret) => {
    expect(lint('ANYTHING', value, [secret])).toBe('holds the value of a secret');
  });
});

it.each([
  ['VERSION', '1.2.3', []],
  ['PASSWORD_MIN_LENGTH', '12', []],
  ['TOKEN_URL', 'https://example.com/token', []],
  ['USE_TOKEN', 'true', []],
  ['NPM_TOKEN', '', []],
  ['NEXT_PUBLIC_API_KEY', 'pk-1234567', []],
  ['VITE_MAPS_API_KEY', 'pk-1234567', []],
  ['PUBLIC_KEY', 'ssh-ed25519 AAAA', []],
  ['a short secret within a word', 'production', ['prod']],
  ['an empty secret', 'x', ['']],
])('lets %s=%s pass', (name, value, secrets) => {
  expect(lint(name, value, secrets)).toBeUndefined();
});
