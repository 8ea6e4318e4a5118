import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { systemClock } from '#sandbox/clock';
import { startAwsServer } from '#sandbox/aws/server';
import type { AwsServer, CallRecord } from '#sandbox/aws/server';
import type { AwsService, Operation } from '#sandbox/aws/service';
import { ecsBuckets, TokenBuckets } from '#sandbox/aws/token-buckets';
import { renderCallCounts } from '#sandbox/aws/call-counts';
import { createRequestFaults } from './requests.ts';
import type { RequestFault, RequestFaults } from './requests.ts';

let server: AwsServer;
let faults: RequestFaults;
let effects: string[];
let calls: CallRecord[];
const clients: ECSClient[] = [];

const effect =
  (name: string): Operation =>
  () => {
    effects.push(name);
    return { services: [], failures: [] };
  };
const ecs: AwsService = {
  name: 'ECS',
  protocol: { kind: 'json', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: { DescribeServices: effect('DescribeServices'), UpdateService: effect('UpdateService') },
};
const forms: AwsService = {
  name: 'STS',
  protocol: { kind: 'query', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  operations: { GetCallerIdentity: effect('GetCallerIdentity') },
};

beforeEach(async () => {
  const clock = systemClock(100);
  effects = [];
  calls = [];
  faults = createRequestFaults(clock);
  const buckets = new TokenBuckets(ecsBuckets, { ...clock, now: () => 0 });
  const onCall = (call: CallRecord): number => calls.push(call);
  server = await startAwsServer({ services: [ecs, forms], clock, faults, buckets, onCall });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server.close();
});

function client(more: { readonly maxAttempts?: number; readonly requestTimeout?: number } = {}): ECSClient {
  const { maxAttempts = 1, requestTimeout = 5000 } = more;
  const made = new ECSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts,
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  });
  clients.push(made);
  return made;
}

const describeServices = async (from: ECSClient = client()): Promise<unknown> =>
  (await from.send(new DescribeServicesCommand({ services: ['web'] }))).services;

const order = (fault: RequestFault, operation = 'ECS.DescribeServices') =>
  faults.order({ match: { operation }, fault });

describe('the SDK meets', () => {
  it.each<{ readonly fault: RequestFault; readonly name: string; readonly status?: number; readonly effects: number }>([
    { fault: { kind: 'throttle' }, name: 'ThrottlingException', status: 400, effects: 0 },
    { fault: { kind: 'server-error', shape: 'aws' }, name: 'ServerException', status: 500, effects: 0 },
    { fault: { kind: 'server-error', shape: 'aws', effect: 'done' }, name: 'ServerException', status: 500, effects: 1 },
    { fault: { kind: 'server-error', shape: 'html' }, name: 'SyntaxError', status: 503, effects: 0 },
    { fault: { kind: 'reset' }, name: 'Error', effects: 0 },
    { fault: { kind: 'reset', effect: 'done' }, name: 'Error', effects: 1 },
    { fault: { kind: 'truncate' }, name: 'Error', effects: 1 },
    { fault: { kind: 'expired-token' }, name: 'ExpiredTokenException', status: 400, effects: 0 },
    { fault: { kind: 'access-denied' }, name: 'AccessDeniedException', status: 400, effects: 0 },
  ])('$fault', async ({ fault, name, status, effects: count }) => {
    const placed = order(fault);
    const failure: unknown = await describeServices().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name, ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }) });
    expect(effects).toHaveLength(count);
    expect(placed.struck).toBe(1);
  });

  it('a reset connection as such', async () => {
    order({ kind: 'reset' });
    await expect(describeServices()).rejects.toThrow(/ECONNRESET/);
    expect(calls).toMatchObject([{ operation: 'DescribeServices', status: 0 }]);
  });

  it('a refusal that names the action', async () => {
    order({ kind: 'access-denied' });
    await expect(describeServices()).rejects.toThrow(/is not authorized to perform: ecs:DescribeServices because/);
  });

  it('only what an order for one service is about', async () => {
    faults.order({ match: { operation: 'ECS.*', body: /"api"/ }, fault: { kind: 'access-denied' } });
    expect(await describeServices()).toEqual([]);
    faults.order({ match: { operation: 'ECS.*', body: /"web"/ }, fault: { kind: 'access-denied' } });
    await expect(describeServices()).rejects.toThrow('not authorized to perform');
  });

  it('a server that never answers, until its own time is up', async () => {
    order({ kind: 'hang', effect: 'done' });
    await expect(describeServices(client({ requestTimeout: 100 }))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(effects).toEqual(['DescribeServices']);
  });

  it('a slow answer, in AWS time or by the wall clock', async () => {
    const took = async (fault: RequestFault): Promise<number> => {
      faults.clear();
      order(fault);
      const since = performance.now();
      await describeServices();
      return performance.now() - since;
    };
    expect(await took({ kind: 'slow', ms: 150, time: 'wall' })).toBeGreaterThanOrEqual(148);
    expect(await took({ kind: 'slow', ms: 150, time: 'aws' })).toBeLessThan(148);
  });

  it.each<[string, RequestFault]>([
    ['throttling', { kind: 'throttle' }],
    ['5xx', { kind: 'server-error', shape: 'aws' }],
    ['an HTML page', { kind: 'server-error', shape: 'html' }],
    ['a reset', { kind: 'reset' }],
    ['half an answer', { kind: 'truncate' }],
  ])('%s once, and tries again by itself', async (_name, fault) => {
    faults.order({ match: { operation: 'ECS.*' }, fault, when: { first: 1 } });
    expect(await describeServices(client({ maxAttempts: 2 }))).toEqual([]);
    expect(calls).toHaveLength(2);
  });

  it.each([-3_600_000, 3_600_000])('a clock %i ms off: refused, corrected by the Date header, let in', async (ms) => {
    order({ kind: 'clock-skew', ms }, '*');
    const from = client({ maxAttempts: 2 });
    expect(await describeServices(from)).toEqual([]);
    expect(calls.map(({ errorCode }) => errorCode)).toEqual(['InvalidSignatureException', undefined]);
  });

  it('nothing of a clock less than five minutes off', async () => {
    order({ kind: 'clock-skew', ms: 290_000 }, '*');
    expect(await describeServices()).toEqual([]);
  });
});

describe('orders', () => {
  it('hit the operations they name only, in any case', async () => {
    order({ kind: 'throttle' }, 'ecs.update*');
    expect(await describeServices()).toEqual([]);
    faults.clear();
    order({ kind: 'throttle' }, 'ecs.describe*');
    await expect(describeServices()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('add up: waits are waited, and the first refusal counts', async () => {
    order({ kind: 'slow', ms: 1, time: 'wall' }, '*');
    order({ kind: 'access-denied' }, 'ECS.*');
    order({ kind: 'throttle' }, '*');
    await expect(describeServices()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(faults.orders().map(({ struck }) => struck)).toEqual([1, 1, 1]);
  });

  it('leave nothing behind when the client goes while it waits', async () => {
    order({ kind: 'slow', ms: 60_000, time: 'wall' });
    await expect(describeServices(client({ requestTimeout: 50 }))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(effects).toEqual([]);
  });
});

describe('Query services', () => {
  const ask = async (): Promise<string> => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-amz-date': '20200101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20200101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    return `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1] ?? ''}`;
  };

  it.each<[string, RequestFault]>([
    ['400 Throttling', { kind: 'throttle' }],
    ['500 InternalFailure', { kind: 'server-error', shape: 'aws' }],
    ['403 ExpiredToken', { kind: 'expired-token' }],
    ['403 AccessDenied', { kind: 'access-denied' }],
    ['403 SignatureDoesNotMatch', { kind: 'clock-skew', ms: 0 }],
  ])('say %s', async (expected, fault) => {
    order(fault, 'STS.*');
    expect(await ask()).toBe(expected);
  });
});

describe('throttling by the buckets', () => {
  it('refuses the call after the burst, and is counted', async () => {
    const from = client();
    for (let count = 0; count < 100; count += 1) await describeServices(from);
    await expect(describeServices(from)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect(server.callCounts().get('ECS.DescribeServices')).toEqual({ calls: 101, errors: 1, throttled: 1 });
    expect(renderCallCounts(server.callCounts())).toEqual(['   101 ECS.DescribeServices, 1 failed (1 throttled)']);
  });
});
