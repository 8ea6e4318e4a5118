import { describe, expect, it } from '@jest/globals';
import type { Answer } from './probe-result.ts';
import { observeVersion, parseVersionSource, shortVersion, versionsMatch } from './version.ts';

const SHA = '9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d';

function answer(body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { kind: 'answered', status: 200, headers, body, truncated: false, ms: 1 };
}

describe('versionsMatch', () => {
  it.each([
    [SHA, SHA, true],
    [SHA, SHA.slice(0, 7), true],
    [SHA.slice(0, 7), SHA, true],
    [SHA, SHA.toUpperCase(), true],
    [SHA, SHA.slice(0, 6), false],
    [SHA, SHA.slice(1, 9), false],
    [SHA.slice(0, 8), SHA.slice(0, 12), true],
    ['v1.2.3', 'v1.2.3', true],
    ['v1.2.3', 'v1.2', false],
    ['v1.2.3', 'V1.2.3', false],
    ['1234567', '12345678', true],
    ['2026-01-01', '2026-01-01T00', false],
  ])('%s and %s: %s', (expected, observed, match) => {
    expect(versionsMatch(expected, observed)).toBe(match);
  });
});

describe('observeVersion', () => {
  it.each([
    ['json:$.sha', answer(`{"sha":"${SHA}"}`), SHA],
    ['json:$.build.number', answer('{"build":{"number":42}}'), '42'],
    ['json:$.sha', answer('{"sha":""}'), undefined],
    ['json:$.sha', answer('{"sha":{"deep":1}}'), undefined],
    ['json:$.sha', answer('<html>'), undefined],
    ['json:$.sha', answer(''), undefined],
    ['header:X-Version', answer('', { 'x-version': ' v1 ' }), 'v1'],
    ['header:x-version', answer(''), undefined],
    ['meta:Version', answer('<html><meta name="version" content=" v3 ">'), 'v3'],
    ['meta:version', answer('<html>'), undefined],
    ['body:/^(?:a+)+$/', answer(`${'a'.repeat(50)}!`), undefined],
    ['body:/version: (\\S+)/', answer('version: v2\n'), 'v2'],
    ['body:[0-9a-f]{7,40}', answer(`build ${SHA}`), SHA],
    ['body:/(a)?b/', answer('b'), 'b'],
    ['body:/none/', answer('some'), undefined],
    ['header:v', answer('', { v: 'x'.repeat(5_000) }), `${'x'.repeat(125)}...`],
  ])('%s', (source, given, version) => {
    const parsed = parseVersionSource(source);
    expect(parsed).toBeDefined();
    expect(parsed && observeVersion(given, parsed)).toBe(version);
  });
});

it.each(['', 'json', 'json:', 'json:sha', 'header:', 'header:a b', 'body:', 'body:(', 'xml:/a', '$.sha'])(
  'refuses the source %j',
  (text) => {
    expect(parseVersionSource(text)).toBeUndefined();
  },
);

it('shortens commits only', () => {
  expect([shortVersion(SHA), shortVersion('v1.2.3-rc.10')]).toEqual(['9c1d2e3', 'v1.2.3-rc.10']);
});
