import { describe, expect, it } from '@jest/globals';
import { isRegistryHost, isTag, parseEcrHost, parseRepository } from './repository.ts';

describe('parseEcrHost', () => {
  it.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', 'eu-west-1'],
  ])('knows %s', (host, region) => {
    expect(parseEcrHost(host)).toEqual({ accountId: '123456789012', region });
  });

  it.each(['localhost:5000', 'ghcr.io', 'public.ecr.aws', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.org'])(
    'is no private ECR registry: %s',
    (host) => {
      expect(parseEcrHost(host)).toBeUndefined();
    },
  );
});

describe('parseRepository', () => {
  it.each([
    ['app', undefined, 'app'],
    ['team/app', undefined, 'team/app'],
    ['a.b/c_d/e-f', 'a.b', 'c_d/e-f'],
    ['localhost/app', 'localhost', 'app'],
    ['localhost:5000/team/app', 'localhost:5000', 'team/app'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/app', '123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'app'],
  ])('%s', (text, registry, name) => {
    expect(parseRepository(text)).toEqual({ registry, name });
  });

  it.each([
    ['empty', ''],
    ['one letter', 'a'],
    ['upper case', 'Team/App'],
    ['a tag', 'app:1.2.3'],
    ['a digest', `app@sha256:${'0'.repeat(64)}`],
    ['a URL', 'https://localhost:5000/app'],
    ['no name after the registry', 'localhost:5000/'],
    ['an empty part', 'team//app'],
    ['more than 256 characters', 'a'.repeat(257)],
  ])('refuses %s', (_, text) => {
    expect(parseRepository(text)).toBeUndefined();
  });
});

it.each([
  ['localhost:5000', true],
  ['registry.example.com', true],
  ['https://registry.example.com', false],
  ['registry.example.com/team', false],
  ['-x.com', false],
])('isRegistryHost(%s) is %s', (text, expected) => {
  expect(isRegistryHost(text)).toBe(expected);
});

it.each([
  ['v1.2.3', true],
  ['_x', true],
  ['x'.repeat(128), true],
  ['x'.repeat(129), false],
  ['-x', false],
  ['team/app', false],
  ['', false],
])('isTag(%s) is %s', (text, expected) => {
  expect(isTag(text)).toBe(expected);
});
