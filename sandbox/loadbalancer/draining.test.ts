import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bench, group } from './test-bench.ts';
import type { Answer } from './test-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.start();
});

afterEach(() => bench.close());

describe('draining', () => {
  it('lets a request in flight end, and closes idle connections at once', async () => {
    const slow = Promise.withResolvers<undefined>();
    const target = await bench.addTarget('a', (incoming, response) => {
      if (incoming.url === '/slow') void slow.promise.then(() => response.end('slow'));
      else response.end('a');
    });
    await bench.until({ a: 'healthy' });
    const idle = await Promise.all([bench.call(), bench.call(), bench.call()]);
    expect(idle).toHaveLength(3);
    const inFlight = bench.call({ path: '/slow' });
    await once(target.server, 'request');
    bench.balancer.deregister('g', 'a');
    await bench.addTarget('b');
    await bench.until({ b: 'healthy' });
    expect((await bench.call()).body).toBe('b');
    const connections = await new Promise((resolve) => target.server.getConnections((_error, count) => resolve(count)));
    expect(connections).toBe(1);
    slow.resolve(undefined);
    expect(await inFlight).toEqual({ status: 200, body: 'slow' });
    await bench.until({ a: 'gone' });
  });

  it('cuts what still runs when the deregistration delay is over', async () => {
    bench.balancer.configure({ ...group, deregistrationDelayMs: 20_000 });
    const target = await bench.addTarget('a', () => undefined);
    const inFlight = bench.call();
    await once(target.server, 'request');
    bench.balancer.deregister('g', 'a');
    expect(await inFlight).toMatchObject({ status: 502 });
    await bench.until({ a: 'gone' });
  });

  it('cuts a response that is still being sent then, and lets the client see that', async () => {
    bench.balancer.configure({ ...group, deregistrationDelayMs: 20_000 });
    await bench.addTarget('a', (_incoming, response) => response.write('the beginning'));
    const outgoing = bench.open();
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    bench.balancer.deregister('g', 'a');
    await expect(text(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await bench.balancer.stats()).toMatchObject({ truncated: 1, requests: [{ status: 200, count: 1 }] });
  });

  it('breaks the request to a target off when the client leaves in the middle of the response', async () => {
    const left = Promise.withResolvers<undefined>();
    await bench.addTarget('a', (_incoming, response) => {
      response.write('the beginning');
      response.on('close', () => {
        left.resolve(undefined);
      });
    });
    const outgoing = bench.open();
    outgoing.end();
    await once(outgoing, 'response');
    outgoing.destroy();
    await left.promise;
    expect((await bench.balancer.stats()).truncated).toBe(0);
  });

  it('takes a draining target back as a new one, and says nothing more of the old one', async () => {
    const { hostPort } = await bench.addTarget('a');
    await bench.until({ a: 'healthy' });
    bench.balancer.deregister('g', 'a');
    bench.balancer.register('g', { targetId: 'a', hostPort });
    await bench.until({ a: 'initial' });
    await bench.until({ a: 'healthy' });
    expect(bench.states('a')).toEqual(['initial', 'healthy', 'initial', 'healthy']);
    // Longer than the deregistration delay.
    await delay(1600);
    expect(bench.states('a').at(-1)).toBe('healthy');
  });

  it('loses no request while targets are swapped under steady keep-alive traffic', async () => {
    bench.balancer.configure({ ...group, deregistrationDelayMs: 20_000 });
    let current = await bench.addTarget('t0', closesIdleConnections('t0'));
    await bench.until({ t0: 'healthy' });
    bench.balancer.resetStats();
    const traffic = steadyTraffic(6);
    for (let round = 1; round <= 5; round++) {
      const [old, next] = [`t${round - 1}`, `t${round}`];
      const leaving = current;
      current = await bench.addTarget(next, closesIdleConnections(next));
      await bench.until({ [next]: 'healthy' });
      bench.balancer.deregister('g', old);
      await bench.until({ [old]: 'gone' });
      await bench.closeTarget(leaving);
    }
    const answers = await traffic.stop();
    const { requests, retried } = await bench.balancer.stats();
    expect(answers.filter((answer) => answer instanceof Error || answer.status !== 200)).toEqual([]);
    expect(answers.length).toBeGreaterThan(300);
    expect(retried).toBeGreaterThan(0);
    expect(requests.reduce((sum, { count }) => sum + count, 0)).toBe(answers.length);
    expect(requests.map(({ targetId }) => targetId)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
  });
});

/** Answers soon, and then closes the connection at an unlucky moment unless another request has come on it. */
function closesIdleConnections(name: string): RequestListener {
  const latest = new WeakMap<Socket, ServerResponse>();
  let requests = 0;
  return ({ socket }, response) => {
    requests += 1;
    latest.set(socket, response);
    const idleMs = 1 + (requests % 5);
    response.on('finish', () =>
      setTimeout(() => {
        if (latest.get(socket) === response) socket.destroy();
      }, idleMs),
    );
    setTimeout(() => response.end(name), 2);
  };
}

/** Clients that send one request after the other, half of them with a body, until they are stopped. */
function steadyTraffic(clients: number): { stop(): Promise<readonly (Answer | Error)[]> } {
  const answers: (Answer | Error)[] = [];
  const control = new AbortController();
  const client = async (index: number): Promise<void> => {
    while (!control.signal.aborted) {
      const options = index % 2 === 0 ? {} : { method: 'POST', body: 'x' };
      answers.push(await bench.call(options).catch((error: unknown) => new Error('no answer', { cause: error })));
      await delay(index % 5);
    }
  };
  const done = Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return {
    stop: async () => {
      control.abort();
      await done;
      return answers;
    },
  };
}
