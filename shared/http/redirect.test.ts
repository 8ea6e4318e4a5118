import { describe, expect, it } from '@jest/globals';
import type { ProbeRequest } from './probe-request.ts';
import { redirected } from './redirect.ts';

const REQUEST: ProbeRequest = {
  url: new URL('https://user:pass@api.example.com/health'),
  method: 'POST',
  headers: { authorization: 'Bearer t', 'x-api-key': 'k', host: 'internal', 'x-trace': '1' },
  body: '{}',
  auth: { kind: 'bearer', token: 't' },
  connection: {
    resolve: [{ host: 'api.example.com', port: 443, address: '10.0.0.1' }],
    tls: { serverName: 'internal', ca: 'authorities', client: { certificate: 'mine', key: 'secret' } },
  },
  timeoutMs: 1_000,
  maxRedirects: 10,
};

function follow(status: number, location: string | undefined, request = REQUEST): ProbeRequest | undefined {
  return redirected(request, { status, headers: location === undefined ? {} : { location } });
}

it.each([
  [200, '/x'],
  [304, '/x'],
  [302, undefined],
])('is none for %i to %s', (status, location) => {
  expect(follow(status, location)).toBeUndefined();
});

describe('the method', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [302, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('after %i of %s is %s', (status, method, next) => {
    const request = follow(status, '/next', { ...REQUEST, method });
    expect([request?.method, request?.body]).toEqual([next, next === method && next !== 'GET' ? '{}' : undefined]);
  });
});

describe('credentials', () => {
  it('stay within the origin', () => {
    const request = follow(307, '/next');
    expect([request?.url.href, request?.headers]).toEqual(['https://user:pass@api.example.com/next', REQUEST.headers]);
  });

  it.each(['https://other.example.com/next', 'https://api.example.com:8443/next', '//other.example.com/next'])(
    'do not go to %s',
    (location) => {
      const request = follow(307, location);
      expect(request?.url.href).not.toContain('user');
      expect(request?.headers).toEqual({ 'x-trace': '1' });
      expect(request?.auth).toBeUndefined();
    },
  );

  it('leave the name and the identity of the first connection behind, and keep whom to trust', () => {
    expect(follow(307, 'https://other.example.com/')?.connection).toEqual({
      resolve: REQUEST.connection.resolve,
      tls: { serverName: undefined, ca: 'authorities', client: undefined },
    });
    expect(follow(307, '/next')?.connection).toBe(REQUEST.connection);
  });

  it('go from http to https no more than to any other origin', () => {
    const request = follow(301, 'https://api.example.com/', { ...REQUEST, url: new URL('http://api.example.com/') });
    expect([request?.url.href, request?.auth]).toEqual(['https://api.example.com/', undefined]);
  });
});

it.each(['ftp://example.com/', 'javascript:alert(1)', 'file:///etc/passwd', 'http://[bad'])(
  'refuses %s',
  (location) => {
    expect(() => follow(302, location)).toThrow('which is no http or https URL');
  },
);

it('refuses to go on unencrypted, and tells no query', () => {
  expect(() => follow(302, 'http://api.example.com/next?token=hush')).toThrow(
    /^status 302 leads from https to plain http, http:\/\/api\.example\.com\/next$/,
  );
});
