import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bench } from './test-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.start();
});

afterEach(() => bench.close());

const resets: RequestListener = (incoming) => incoming.socket.destroy();
const silent: RequestListener = () => undefined;

describe('proxying', () => {
  it('answers 503 without a target, and counts it', async () => {
    expect(await bench.call()).toMatchObject({
      status: 503,
      body: expect.stringContaining('503 Service Temporarily Unavailable'),
    });
    expect((await bench.balancer.stats()).requests).toEqual([
      { port: bench.port, groupId: 'g', from: 'balancer', status: 503, count: 1 },
    ]);
    bench.balancer.resetStats();
    expect((await bench.balancer.stats()).requests).toEqual([]);
  });

  it('passes method, path, body and headers, and streams the response', async () => {
    await bench.addTarget('a', (incoming, response) => {
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
    const outgoing = bench.open({
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
    await bench.addTarget('a', (incoming, response) => {
      response.writeHead(incoming.method === 'HEAD' ? 200 : 304, { 'content-length': '5' });
      response.end();
    });
    expect(await bench.call({ method: 'HEAD' })).toEqual({ status: 200, body: '' });
    expect(await bench.call()).toEqual({ status: 304, body: '' });
  });

  it.each([
    { name: 'a target that resets', status: 502, listener: resets },
    { name: 'a target that is silent', status: 504, listener: silent },
  ])('answers $status for $name', async ({ status, listener }) => {
    await bench.addTarget('a', listener);
    expect(await bench.call()).toMatchObject({ status });
    expect((await bench.balancer.stats()).requests).toEqual([
      { port: bench.port, groupId: 'g', targetId: 'a', from: 'balancer', status, count: 1 },
    ]);
  });

  it('answers 502 when nothing listens at the target', async () => {
    const target = await bench.addTarget('a');
    await bench.closeTarget(target);
    expect(await bench.call()).toMatchObject({ status: 502 });
    expect(await bench.call({ method: 'POST', body: 'x' })).toMatchObject({ status: 502 });
  });

  it('cuts the client off when the target breaks off its response', async () => {
    await bench.addTarget('a', (_incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(bench.call()).rejects.toThrow('aborted');
    expect((await bench.balancer.stats()).truncated).toBe(1);
  });

  it('sends again what met a connection that the target was just closing', async () => {
    // Closes every kept connection at the second request on it, before a byte of answer: as a target whose idle time ran out.
    const used = new WeakSet();
    await bench.addTarget('a', (incoming, response) => {
      if (used.has(incoming.socket)) {
        incoming.socket.destroy();
        return;
      }
      used.add(incoming.socket);
      response.end('ok');
    });
    for (let round = 0; round < 5; round++) {
      expect(await bench.call()).toEqual({ status: 200, body: 'ok' });
      expect(await bench.call({ method: 'POST', body: 'x' })).toEqual({ status: 200, body: 'ok' });
    }
    expect((await bench.balancer.stats()).retried).toBeGreaterThan(0);
  });
});
