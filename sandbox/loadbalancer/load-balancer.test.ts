import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage, RequestListener, RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startLoadBalancer } from './load-balancer.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { GroupSettings, HealthReport } from './messages.ts';
import { startTestTarget } from './test-target.ts';
import type { TestTarget } from './test-target.ts';

const group: GroupSettings = {
  groupId: 'g',
  deregistrationDelayMs: 300_000,
  healthCheck: {
    path: '/health',
    intervalMs: 10_000,
    timeoutMs: 5000,
    healthyThreshold: 2,
    unhealthyThreshold: 2,
    matcher: [{ from: 200, to: 299 }],
  },
};

let balancer: LoadBalancer;
let reports: HealthReport[];
let targets: TestTarget[];
let port: number;
const agent = new Agent({ keepAlive: true });

// A health check every 50 ms, the deregistration delay of 300 s in 1.5 s.
beforeEach(async () => {
  balancer = await startLoadBalancer({ speed: 200, limits: { minimumCheckTimeoutMs: 200, idleTimeoutMs: 400 } });
  reports = [];
  targets = [];
  balancer.onHealth((report) => reports.push(report));
  balancer.configure(group);
  port = await balancer.listen(0, 'g');
});

afterEach(async () => {
  await Promise.all([balancer.close(), ...targets.map((target) => target.close())]);
  agent.destroy();
});

async function addTarget(targetId: string, listener: RequestListener = says(targetId)): Promise<TestTarget> {
  const target = await startTestTarget(listener);
  targets.push(target);
  balancer.register('g', { targetId, hostPort: target.hostPort });
  return target;
}

function says(body: string): RequestListener {
  return (_request, response) => response.end(body);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`gave up waiting; reports: ${JSON.stringify(reports)}`);
    await delay(10);
  }
}

const resets: RequestListener = (incoming) => incoming.socket.destroy();
const silent: RequestListener = () => undefined;

const states = (targetId: string): readonly string[] =>
  reports.filter((report) => report.targetId === targetId).map(({ health }) => health.state);
const isNow = (targetId: string, state: string) => () => states(targetId).at(-1) === state;

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function call(options: RequestOptions & { readonly body?: string } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  const outgoing = request({ host: '127.0.0.1', port, agent, ...rest });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

describe('health checks', () => {
  it('takes a target into service after the healthy threshold, and out after the unhealthy one', async () => {
    const target = await addTarget('a');
    await until(isNow('a', 'healthy'));
    target.health = 500;
    await until(isNow('a', 'unhealthy'));
    expect(reports.at(-1)?.health).toEqual({ state: 'unhealthy', failure: { kind: 'mismatch', status: 500 } });
    target.health = 204;
    await until(isNow('a', 'healthy'));
    expect(states('a')).toEqual(['initial', 'healthy', 'unhealthy', 'healthy']);
  });

  it('tells a silent target from one that refuses', async () => {
    const silent = await addTarget('silent');
    silent.health = 'silent';
    const gone = await addTarget('gone');
    await gone.close();
    targets = [silent];
    await until(() => isNow('silent', 'unhealthy')() && isNow('gone', 'unhealthy')());
    const failures = new Map(reports.map(({ targetId, health }) => [targetId, health]));
    expect(failures.get('silent')).toEqual({ state: 'unhealthy', failure: { kind: 'timeout' } });
    expect(failures.get('gone')).toEqual({ state: 'unhealthy', failure: { kind: 'error' } });
  });

  it('sends traffic to healthy targets in turn, and to all when none is healthy', async () => {
    const [a, b] = [await addTarget('a'), await addTarget('b')];
    const sick = await addTarget('sick');
    sick.health = 503;
    await until(() => isNow('a', 'healthy')() && isNow('b', 'healthy')() && isNow('sick', 'unhealthy')());
    const bodies = [await call(), await call(), await call(), await call()].map(({ body }) => body);
    expect(bodies.sort()).toEqual(['a', 'a', 'b', 'b']);
    a.health = b.health = 500;
    await until(() => isNow('a', 'unhealthy')() && isNow('b', 'unhealthy')());
    const open = [await call(), await call(), await call()].map(({ body }) => body);
    expect(open.sort()).toEqual(['a', 'b', 'sick']);
  });
});

describe('proxying', () => {
  it('answers 503 without a target, and counts it', async () => {
    expect(await call()).toMatchObject({
      status: 503,
      body: expect.stringContaining('503 Service Temporarily Unavailable'),
    });
    expect((await balancer.stats()).requests).toEqual([{ port, from: 'balancer', status: 503, count: 1 }]);
    balancer.resetStats();
    expect((await balancer.stats()).requests).toEqual([]);
  });

  it('passes method, path, body and headers, and streams the response', async () => {
    await addTarget('a', (incoming, response) => {
      response.writeHead(201, 'Made', [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'X-Forwarded-Seen',
        String(incoming.headers['x-forwarded-for']),
      ]);
      response.write(`${incoming.method} ${incoming.url} `);
      incoming.pipe(response);
    });
    const outgoing = request({
      host: '127.0.0.1',
      port,
      agent,
      method: 'POST',
      path: '/a?b=c',
      headers: { 'x-forwarded-for': '192.0.2.7' },
    });
    outgoing.write('one ');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('POST /a?b=c ');
    outgoing.end('two');
    expect(await text(response)).toContain('two');
    expect(response.statusMessage).toBe('Made');
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(response.headers['x-forwarded-seen']).toBe('192.0.2.7, 127.0.0.1');
  });

  it('answers HEAD and 304 without a body', async () => {
    await addTarget('a', (incoming, response) => {
      response.writeHead(incoming.method === 'HEAD' ? 200 : 304, { 'content-length': '5' });
      response.end();
    });
    expect(await call({ method: 'HEAD' })).toEqual({ status: 200, body: '' });
    expect(await call()).toEqual({ status: 304, body: '' });
  });

  it.each([
    { name: 'a target that resets', status: 502, listener: resets },
    { name: 'a target that is silent', status: 504, listener: silent },
  ])('answers $status for $name', async ({ status, listener }) => {
    await addTarget('a', listener);
    expect(await call()).toMatchObject({ status });
    expect((await balancer.stats()).requests).toEqual([{ port, targetId: 'a', from: 'balancer', status, count: 1 }]);
  });

  it('answers 502 when nothing listens at the target', async () => {
    const target = await addTarget('a');
    await target.close();
    targets = [];
    expect(await call()).toMatchObject({ status: 502 });
    expect(await call({ method: 'POST', body: 'x' })).toMatchObject({ status: 502 });
  });

  it('cuts the client off when the target breaks off its response', async () => {
    await addTarget('a', (_incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(call()).rejects.toThrow('aborted');
    expect((await balancer.stats()).truncated).toBe(1);
  });

  it('sends again what met a connection that the target was just closing', async () => {
    // Closes every kept connection at the second request on it, before a byte of answer: as a target whose idle time ran out.
    const used = new WeakSet();
    await addTarget('a', (incoming, response) => {
      if (used.has(incoming.socket)) {
        incoming.socket.destroy();
        return;
      }
      used.add(incoming.socket);
      response.end('ok');
    });
    for (let round = 0; round < 5; round++) {
      expect(await call()).toEqual({ status: 200, body: 'ok' });
      expect(await call({ method: 'POST', body: 'x' })).toEqual({ status: 200, body: 'ok' });
    }
    expect((await balancer.stats()).retried).toBeGreaterThan(0);
  });
});

describe('draining', () => {
  it('lets a request in flight end, and closes idle connections at once', async () => {
    const slow = Promise.withResolvers<undefined>();
    const target = await addTarget('a', (incoming, response) => {
      if (incoming.url === '/slow') void slow.promise.then(() => response.end('slow'));
      else response.end('a');
    });
    await until(isNow('a', 'healthy'));
    const idle = await Promise.all([call(), call(), call()]);
    expect(idle).toHaveLength(3);
    const inFlight = call({ path: '/slow' });
    await once(target.server, 'request');
    balancer.deregister('g', 'a');
    await addTarget('b');
    await until(isNow('b', 'healthy'));
    expect((await call()).body).toBe('b');
    const connections = await new Promise((resolve) => target.server.getConnections((_error, count) => resolve(count)));
    expect(connections).toBe(1);
    slow.resolve(undefined);
    expect(await inFlight).toEqual({ status: 200, body: 'slow' });
    await until(isNow('a', 'gone'));
  });

  it('cuts what still runs when the deregistration delay is over', async () => {
    balancer.configure({ ...group, deregistrationDelayMs: 20_000 });
    const target = await addTarget('a', () => undefined);
    const inFlight = call();
    await once(target.server, 'request');
    balancer.deregister('g', 'a');
    expect(await inFlight).toMatchObject({ status: 502 });
    await until(isNow('a', 'gone'));
  });

  it('takes a draining target back as a new one, and says nothing more of the old one', async () => {
    await addTarget('a');
    await until(isNow('a', 'healthy'));
    balancer.deregister('g', 'a');
    balancer.register('g', { targetId: 'a', hostPort: targets[0]?.hostPort ?? 0 });
    await until(() => states('a').join() === 'initial,healthy,initial,healthy');
    await delay(1600);
    expect(states('a').at(-1)).toBe('healthy');
  });

  it('loses no request while targets are swapped under steady keep-alive traffic', async () => {
    balancer.configure({ ...group, deregistrationDelayMs: 20_000 });
    const listener =
      (name: string): RequestListener =>
      (_incoming, response) =>
        setTimeout(() => response.end(name), 2);
    let current = await addTarget('t0', listener('t0'));
    // A target's keep-alive shorter than the pauses of the traffic: connections are closed under the balancer's hands.
    current.server.keepAliveTimeout = 5;
    await until(isNow('t0', 'healthy'));
    balancer.resetStats();
    const seen = new Map<string, number>();
    const failures: unknown[] = [];
    let running = true;
    const worker = async (index: number): Promise<void> => {
      while (running) {
        const body = index % 2 === 0 ? {} : { method: 'POST', body: 'x' };
        await call(body).then(
          (answer) => {
            if (answer.status === 200) seen.set(answer.body, (seen.get(answer.body) ?? 0) + 1);
            else failures.push(answer);
          },
          (error: unknown) => failures.push(error),
        );
        await delay(index);
      }
    };
    const traffic = Promise.all([1, 2, 3, 4, 5, 6].map(worker));
    for (let round = 1; round <= 5; round++) {
      const [old, next] = [`t${round - 1}`, `t${round}`];
      const leaving = current;
      current = await addTarget(next, listener(next));
      current.server.keepAliveTimeout = 5;
      await until(isNow(next, 'healthy'));
      balancer.deregister('g', old);
      await until(isNow(old, 'gone'));
      await leaving.close();
      targets = targets.filter((target) => target !== leaving);
    }
    running = false;
    await traffic;
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    expect(failures).toEqual([]);
    expect(total).toBeGreaterThan(300);
    expect([...seen.keys()]).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
    const counted = (await balancer.stats()).requests.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(total);
  });
});
