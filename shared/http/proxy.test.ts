import { describe, expect, it } from '@jest/globals';
import { proxyAuthorization, proxyFor, secretsOfProxies } from './proxy.ts';

const PROXY = 'http://proxy.test:3128/';

function proxied(url: string, noProxy: string): boolean {
  return proxyFor(new URL(url), { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: noProxy }) !== undefined;
}

describe('the proxy', () => {
  it.each([
    ['http://a.test/', { HTTP_PROXY: PROXY }, PROXY],
    ['https://a.test/', { HTTP_PROXY: PROXY }, undefined],
    ['https://a.test/', { HTTPS_PROXY: PROXY }, PROXY],
    ['https://a.test/', { HTTPS_PROXY: 'http://other.test', https_proxy: PROXY }, PROXY],
    ['https://a.test/', { HTTPS_PROXY: PROXY, https_proxy: '' }, undefined],
    ['https://a.test/', { HTTPS_PROXY: PROXY, no_proxy: 'a.test', NO_PROXY: '' }, undefined],
    ['https://a.test/', {}, undefined],
  ])('for %s of %j is %s', (url, env, proxy) => {
    expect(proxyFor(new URL(url), env)?.href).toBe(proxy);
  });

  it.each(['socks5://user:hush@proxy.test', 'proxy.test:3128', 'http://'])('is not %s', (proxy) => {
    expect(() => proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: proxy })).toThrow(
      /^HTTPS_PROXY is not an http or https URL$/,
    );
  });
});

describe('NO_PROXY takes out', () => {
  it.each([
    ['*', 'https://a.test/'],
    ['a.test', 'https://a.test/'],
    ['A.Test', 'https://a.test/'],
    ['a.test', 'https://deep.in.a.test/'],
    ['.a.test', 'https://www.a.test/'],
    ['.a.test', 'https://a.test/'],
    ['*.a.test', 'https://www.a.test/'],
    ['other.test, a.test', 'https://a.test/'],
    ['other.test a.test', 'https://a.test/'],
    ['a.test:443', 'https://a.test/'],
    ['a.test:8443', 'https://a.test:8443/'],
    ['10.1.2.3', 'http://10.1.2.3/'],
    ['10.0.0.0/8', 'http://10.255.0.1/'],
    ['10.1.2.0/24:8080', 'http://10.1.2.3:8080/'],
    ['::1', 'http://[::1]/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['fd00::/8', 'http://[fd12::1]/'],
  ])('by %s: %s', (noProxy, url) => {
    expect(proxied(url, noProxy)).toBe(false);
  });
});

describe('NO_PROXY leaves', () => {
  it.each([
    ['', 'https://a.test/'],
    [',', 'https://a.test/'],
    ['.', 'https://a.test/'],
    ['a.test', 'https://ba.test/'],
    ['a.test', 'https://a.test.other/'],
    ['a.test:8443', 'https://a.test/'],
    ['10.1.2.3', 'http://10.1.2.30/'],
    ['10.0.0.0/8', 'http://11.0.0.1/'],
    ['10.0.0.0/33', 'http://10.0.0.1/'],
    ['10.0.0.0/x', 'http://10.0.0.1/'],
    ['10.0.0.0/8', 'http://[fd00::1]/'],
    ['0.1', 'http://10.0.0.1/'],
  ])('by %j: %s', (noProxy, url) => {
    expect(proxied(url, noProxy)).toBe(true);
  });
});

it('knows the user of a proxy, and what nobody may see', () => {
  const url = 'http://user:p%40ss@proxy.test';
  expect(proxyAuthorization(new URL(url))).toEqual({ 'proxy-authorization': `Basic ${btoa('user:p@ss')}` });
  expect(proxyAuthorization(new URL(PROXY))).toEqual({});
  expect(secretsOfProxies({ HTTPS_PROXY: url, http_proxy: PROXY })).toEqual(['p%40ss', 'p@ss', btoa('user:p@ss')]);
});
