import { describe, expect, it } from '@jest/globals';
import { InputError } from '#shared/action/errors';
import { DEFAULT_SETTINGS } from '#shared/verify/default-settings';
import { readHealthVerifyInputs, type HealthVerifyInputs } from './inputs.ts';

function read(values: Readonly<Record<string, string>>): Promise<HealthVerifyInputs> {
  const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  return readHealthVerifyInputs({ env, maskSecret: () => undefined });
}

async function problems(values: Readonly<Record<string, string>>): Promise<readonly string[]> {
  try {
    await read(values);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ input, problem }) => `${input}: ${problem}`);
    throw error;
  }
  return [];
}

const url = 'https://api.example.com/health';

describe('the defaults', () => {
  it('are those of action.yml', async () => {
    expect(await read({ url })).toEqual({
      targets: [{ ...DEFAULT_SETTINGS, name: url, url: new URL(url), critical: true }],
      rules: {
        initialDelayMs: 0,
        successThreshold: 3,
        stableForMs: 0,
        timeoutMs: 300_000,
        intervalMs: 2_000,
        maxIntervalMs: 20_000,
      },
      requestTimeoutMs: 5_000,
      watch: undefined,
      provenService: undefined,
      aws: { region: undefined, role: undefined },
    });
  });

  it('grow with an interval above max-interval', async () => {
    expect((await read({ url, interval: '30s' })).rules).toMatchObject({ intervalMs: 30_000, maxIntervalMs: 30_000 });
  });
});

describe('settings', () => {
  it('are read', async () => {
    const { targets } = await read({
      url: 'https://user:pass@api.example.com/health?token=abc',
      method: 'post',
      headers: 'X-Key: a:b\nX-Empty:',
      body: '{}',
      'expect-status': '200, 204',
      'expect-body': '/ok/i',
      'expect-header': 'X-Cache: ^MISS$',
      'expect-json': '$.status == ok\n$.checks.db.latencyMs < 200',
      'expect-version': 'v1',
      'version-from': 'header:X-Version',
      'fail-on': '400-499',
      'max-latency': '800ms',
      'follow-redirects': 'True',
    });
    expect(targets).toEqual([
      expect.objectContaining({
        name: 'https://api.example.com/health?…',
        method: 'POST',
        headers: { 'x-key': 'a:b', 'x-empty': '' },
        body: '{}',
        expectVersion: 'v1',
        versionFrom: { from: 'header', name: 'x-version' },
        failOn: [{ low: 400, high: 499 }],
        maxRedirects: 10,
      }),
    ]);
    expect(targets[0]?.expectations).toMatchObject({
      status: [
        { low: 200, high: 200 },
        { low: 204, high: 204 },
      ],
      body: /ok/i,
      headers: [{ name: 'x-cache', pattern: /^MISS$/ }],
      json: [{ path: ['status'] }, { path: ['checks', 'db', 'latencyMs'] }],
      maxLatencyMs: 800,
    });
  });

  it('need as many successes as max-p95 does answers', async () => {
    expect((await read({ url, 'max-p95': '500ms' })).rules.successThreshold).toBe(20);
    expect((await read({ url, 'max-p95': '500ms', 'success-threshold': '30' })).rules.successThreshold).toBe(30);
  });

  it('look for the service to mark in the default cluster', async () => {
    expect((await read({ url, service: 'api' })).provenService).toEqual({ cluster: 'default', service: 'api' });
  });

  it('name the service to mark', async () => {
    expect((await read({ url, cluster: 'prod', service: 'api' })).provenService).toEqual({
      cluster: 'prod',
      service: 'api',
    });
  });
});

describe('urls', () => {
  it('may be URLs only', async () => {
    const { targets } = await read({ urls: '- https://a.test/x\n- https://b.test/' });
    expect(targets.map(({ name, critical }) => [name, critical])).toEqual([
      ['https://a.test/x', true],
      ['https://b.test/', true],
    ]);
  });

  it('may be JSON', async () => {
    expect((await read({ urls: '["https://a.test/"]' })).targets).toHaveLength(1);
  });

  it('have expectations of their own over those of the inputs', async () => {
    const { targets } = await read({
      'expect-version': 'v1',
      'version-from': 'json:$.version',
      'expect-body': 'ok',
      urls: `- name: api
  url: https://a.test/
  expect-status: 204
  expect-json: [$.a == 1, $.b exists]
  headers: { X-A: 1 }
- name: page
  url: https://b.test/
  critical: false
  expect-version: ''
  expect-body:
  follow-redirects: true`,
    });
    expect(targets).toMatchObject([
      {
        name: 'api',
        critical: true,
        headers: { 'x-a': '1' },
        expectVersion: 'v1',
        expectations: { status: [{ low: 204, high: 204 }], body: /ok/, json: [{}, {}] },
      },
      {
        name: 'page',
        critical: false,
        expectVersion: undefined,
        maxRedirects: 10,
        expectations: { body: undefined },
      },
    ]);
  });

  it.each([
    ['a: [', /is not valid YAML: [^\n]+\(2:1\)|is not valid YAML: [^\n]+$/],
    ['[]', /expected a YAML list of URLs/],
    ['https://a.test/', /expected a YAML list of URLs/],
    ['- 7', /entry 1: expected a URL, or a mapping with url/],
    ['- ftp://a.test/', /entry 1: url is not a URL of http/],
    ['- name: a', /entry 1: url is not a URL of http/],
    ['- url: https://a.test/\n  expect: 200', /entry 1: has "expect", which is none of name, url, critical, method/],
    ['- url: https://a.test/\n  critical: maybe', /entry 1: critical is neither true nor false/],
    ['- url: https://a.test/\n  critical: false', /has no critical entry/],
    ['- https://a.test/\n- https://a.test/', /two entries named "https:\/\/a.test\/"/],
    ['- url: https://a.test/\n  expect-status: many', /entry 1: expect-status: got "many"/],
    ['- url: https://a.test/\n  headers: { a: { b: c } }', /entry 1: headers is nested too deep/],
  ])('refuses %j', async (urls, says) => {
    expect((await problems({ urls })).join('\n')).toMatch(says);
  });

  it('never quotes what may be secret', async () => {
    const urls = '- url: https://a.test/\n  headers:\n    authorization: "Bearer hush\n  }';
    expect((await problems({ urls })).join('\n')).not.toContain('hush');
  });
});

describe('problems', () => {
  it('are told all at once', async () => {
    expect(
      await problems({ url: 'api.example.com', 'expect-status': 'ok', 'success-threshold': '0', cluster: 'prod' }),
    ).toEqual([
      'expect-status: got "ok"; expected status codes and ranges such as 200-299, 304.',
      'service: is required with cluster: it is the release of a service that is marked proven.',
      'url: is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.',
      'success-threshold: got "0"; expected a whole number from 1 to 100.',
    ]);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{}, /^url: is required and was empty; give the URL to verify, or several in urls, or expect-image/],
    [{ url, urls: '- https://a.test/' }, /^url: was given together with urls/],
    [{ url: 'https://a%zz:b@a.test/' }, /^url: is not/],
    [{ url, 'expect-version': 'v1' }, /^version-from: is required with expect-version/],
    [{ url, headers: 'Authorization Bearer hush' }, /^headers: line 1 has no "name: value"\.$/],
    [{ url, headers: 'Authorization: hush\u0007' }, /^headers: the value of Authorization holds/],
    [
      { url, timeout: '5m', 'stable-for': '5m' },
      /^timeout: is too short: success-threshold 3, interval 2.0s and stable-for 5m 00s take at least 5m 04s/,
    ],
  ])('of %j', async (values, says) => {
    const found = await problems(values);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
    expect(found[0]).not.toContain('hush');
  });
});
