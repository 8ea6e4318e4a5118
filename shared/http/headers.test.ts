import { describe, expect, it } from '@jest/globals';
import { headerProblem, isCredentialHeader, secretsOfHeader } from './headers.ts';

it.each([
  ['Authorization', true],
  ['proxy-authorization', true],
  ['Cookie', true],
  ['X-Api-Key', true],
  ['apikey', true],
  ['x-functions-key', true],
  ['X-Vault-Token', true],
  ['x-client-secret', true],
  ['accept', false],
  ['x-request-id', false],
  ['x-keyboard', false],
  ['content-type', false],
])('knows whether %s holds a secret: %s', (name, secret) => {
  expect(isCredentialHeader(name)).toBe(secret);
});

it.each([
  ['Bearer abc', ['Bearer abc', 'abc']],
  ['abc', ['abc']],
  [`Basic ${btoa('user:p:w')}`, [`Basic ${btoa('user:p:w')}`, btoa('user:p:w'), 'p:w']],
])('finds the secrets of %s', (value, secrets) => {
  expect(secretsOfHeader(value)).toEqual(secrets);
});

describe('headerProblem', () => {
  it.each([
    ['x-a', 'b', undefined],
    ['host', 'internal.example.com', undefined],
    ['x a', 'b', '"x a" is no name of a header'],
    ['', 'b', '"" is no name of a header'],
    ['Content-Length', '1', 'Content-Length cannot be set: the request sets it itself'],
    ['authorization', 'secret\u0001', 'the value of authorization holds characters that no header may hold'],
  ])('of %j', (name, value, problem) => {
    expect(headerProblem(name, value)).toBe(problem);
  });
});
