import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InputError } from '#shared/action/errors';
import { closeServers, listen } from '#shared/http/testing';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { readHealthVerifyInputs, type HealthVerifyInputs } from './inputs.ts';
import { main } from './main.ts';

afterEach(closeServers);

const envOf = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

/** What action.yml gives where the user gives nothing. */
const DEFAULTS = { method: 'GET', 'expect-status': '200-299', 'fail-on': '401,403', 'follow-redirects': 'false' };

function read(values: Readonly<Record<string, string>>): Promise<HealthVerifyInputs> {
  return readHealthVerifyInputs({ env: envOf({ ...DEFAULTS, ...values }), maskSecret: () => undefined });
}

async function problems(values: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const error: unknown = await read(values).catch((thrown: unknown) => thrown);
  return error instanceof InputError ? error.issues.map(({ input, problem }) => `${input}: ${problem}`) : [];
}

describe('a URL', () => {
  it.each([
    'tcp://db.internal:5432',
    'tcp://[::1]:6379/',
    'tls://db.internal:5671',
    'ws://api.test/live?room=1',
    'wss://user:pass@api.test/live',
    'grpc://api.internal:50051',
    'grpcs://api.test/shop.Orders',
  ])('may be %s', async (url) => {
    expect(await problems({ url })).toEqual([]);
  });

  it.each([
    ['tcp://db.internal', 'has no port; give tcp://host:port.'],
    ['grpc://api.internal/shop.Orders', 'has no port; give grpc://host:port.'],
    ['tcp://db.internal:5432/app', 'has a path, which tcp:// does not know.'],
    ['tls://me:secret@db.internal:5432', 'has credentials, which tls:// does not send.'],
    ['grpc://api.internal:50051?deadline=1', 'has a query, which grpc:// does not know.'],
    ['wss://api.test/#top', 'has a fragment, which wss:// does not send.'],
    ['udp://dns.test:53', 'is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.'],
    ['tcp://:5432', 'is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.'],
    ['grpc://api.internal:50051/%ff', 'is not a URL of http, https, ws, wss, tcp, tls, grpc or grpcs.'],
  ])('may not be %s', async (url, problem) => {
    expect(await problems({ url })).toEqual([`url: ${problem}`]);
  });
});

describe('a setting', () => {
  it.each([
    ['tcp://a.test:1', { 'expect-json': '$.a exists' }, 'expect-json: means nothing to a tcp:// URL; leave it out.'],
    ['tcp://a.test:1', { 'expect-status': '204' }, 'expect-status: means nothing to a tcp:// URL; leave it out.'],
    ['tcp://a.test:1', { 'tls-min-days': '7' }, 'tls-min-days: means nothing to a tcp:// URL; leave it out.'],
    ['tls://a.test:1', { headers: 'x-a: 1' }, 'headers: means nothing to a tls:// URL; leave it out.'],
    ['wss://a.test/', { 'follow-redirects': 'true' }, 'follow-redirects: means nothing to a wss:// URL; leave it out.'],
    ['grpc://a.test:1', { method: 'POST' }, 'method: means nothing to a grpc:// URL; leave it out.'],
    [
      'grpc://a.test:1',
      { headers: 'grpc-timeout: 1S' },
      'headers: grpc-timeout cannot be set: grpc:// sets it itself.',
    ],
    [
      'ws://a.test/',
      { headers: 'Sec-WebSocket-Key: x' },
      'headers: sec-websocket-key cannot be set: ws:// sets it itself.',
    ],
    [
      'grpc://a.test:1',
      { 'version-from': 'json:$.sha' },
      'version-from: expected header:name for a grpc:// URL, whose answer has no body.',
    ],
  ] as const)('of %s that means nothing there is told: %j', async (url, given, problem) => {
    expect(await problems({ url, ...given })).toEqual([problem]);
  });

  it('of an entry that means nothing there is told with the entry', async () => {
    const urls = '- https://a.test/\n- url: tcp://b.test:1\n  expect-body: ok\n  max-latency: 1s';
    expect(await problems({ urls })).toEqual([
      'urls: entry 2: expect-body: means nothing to a tcp:// URL; leave it out.',
    ]);
  });

  it('given for all URLs is used by those that know it', async () => {
    const urls = '- https://a.test/\n- tcp://b.test:1\n- wss://c.test/\n- grpcs://d.test';
    const { targets } = await read({ urls, 'expect-json': '$.a exists', 'max-latency': '1s', method: 'POST' });
    expect(targets.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
    expect(targets.map(({ expectations }) => expectations.json.length)).toEqual([1, 0, 0, 0]);
    expect(targets.map(({ expectations }) => expectations.maxLatencyMs)).toEqual([1_000, 1_000, 1_000, 1_000]);
    const statuses = targets.map(({ expectations }) => expectations.status);
    expect(statuses.slice(2)).toEqual([[{ low: 101, high: 101 }], [{ low: 200, high: 200 }]]);
  });

  it('of a WebSocket says which status is expected instead of 101', async () => {
    const { targets } = await read({ url: 'wss://a.test/', 'expect-status': '426', 'fail-on': '500' });
    expect(targets[0]).toMatchObject({ expectations: { status: [{ low: 426, high: 426 }] }, failOn: [{ low: 500 }] });
  });
});

async function verified(values: Readonly<Record<string, string>>): Promise<[FakeContext, unknown]> {
  const context = fakeContext({ name: 'health-verify', env: envOf({ ...DEFAULTS, interval: '1s', ...values }) });
  const thrown: unknown = await main(context).catch((error: unknown) => error);
  return [context, thrown];
}

describe('a verification', () => {
  it('of a port is healthy when it opens three times', async () => {
    const url = `tcp://127.0.0.1:${await listen(createTcpServer())}`;
    const [context, thrown] = await verified({ url });
    expect(thrown).toBeUndefined();
    expect(Object.fromEntries(context.outputs)).toMatchObject({
      result: 'healthy',
      attempts: '3',
      'last-status': 'connected',
    });
    expect(context.log.lines).toContain(`info: Verifying ${url}`);
  });

  it('of a gRPC server waits while it is NOT_SERVING', async () => {
    let calls = 0;
    const url = await grpc(() => ({ bytes: (calls += 1) < 3 ? 2 : 1, code: 0 }));
    const [context, thrown] = await verified({ url });
    expect(thrown).toBeUndefined();
    expect(Object.fromEntries(context.outputs)).toMatchObject({ attempts: '5', 'last-status': 'SERVING' });
    expect(context.log.lines.join('\n')).toMatch(/NOT_SERVING in \d+ ms: expected SERVING/);
  });

  it('of a gRPC server without a health service ends at once, with words', async () => {
    const [context, thrown] = await verified({ url: await grpc(() => ({ bytes: undefined, code: 12 })) });
    expect(thrown).toMatchObject({
      message: expect.stringMatching(
        /cannot become healthy by waiting: UNIMPLEMENTED in \d+ ms: the server has no health/,
      ),
      hint: expect.stringMatching(/^Register the health service/),
    });
    expect(Object.fromEntries(context.outputs)).toMatchObject({ result: 'unhealthy', attempts: '1' });
  });

  it('waits for the health service when fail-on is none', async () => {
    let calls = 0;
    const url = await grpc(() => ((calls += 1) < 3 ? { bytes: undefined, code: 12 } : { bytes: 1, code: 0 }));
    const [context, thrown] = await verified({ url, 'fail-on': 'none' });
    expect(thrown).toBeUndefined();
    expect(context.outputs.get('attempts')).toBe('5');
  });
});

async function grpc(answer: () => { readonly bytes: number | undefined; readonly code: number }): Promise<string> {
  const server = createHttp2Server().on('stream', (stream: ServerHttp2Stream) => {
    const { bytes, code } = answer();
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers({ 'grpc-status': String(code) });
    });
    stream.end(bytes === undefined ? undefined : Buffer.from([0, 0, 0, 0, 2, 8, bytes]));
  });
  return `grpc://127.0.0.1:${await listen(server)}`;
}
