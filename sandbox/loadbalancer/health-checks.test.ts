import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bench } from './test-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.start();
});

afterEach(() => bench.close());

describe('health checks', () => {
  it('takes a target into service after the healthy threshold, and out after the unhealthy one', async () => {
    const target = await bench.addTarget('a');
    await bench.until({ a: 'healthy' });
    target.health = 500;
    await bench.until({ a: 'unhealthy' });
    expect(bench.reports.at(-1)?.health).toEqual({ state: 'unhealthy', failure: { kind: 'mismatch', status: 500 } });
    target.health = 204;
    await bench.until({ a: 'healthy' });
    expect(bench.states('a')).toEqual(['initial', 'healthy', 'unhealthy', 'healthy']);
  });

  it('tells a silent target from one that refuses', async () => {
    const silent = await bench.addTarget('silent');
    silent.health = 'silent';
    const gone = await bench.addTarget('gone');
    await bench.closeTarget(gone);
    await bench.until({ silent: 'unhealthy', gone: 'unhealthy' });
    const failures = new Map(bench.reports.map(({ targetId, health }) => [targetId, health]));
    expect(failures.get('silent')).toEqual({ state: 'unhealthy', failure: { kind: 'timeout' } });
    expect(failures.get('gone')).toEqual({ state: 'unhealthy', failure: { kind: 'error' } });
  });

  it('sends traffic to healthy targets in turn, and to all when none is healthy', async () => {
    const [a, b] = [await bench.addTarget('a'), await bench.addTarget('b')];
    const sick = await bench.addTarget('sick');
    sick.health = 503;
    await bench.until({ a: 'healthy', b: 'healthy', sick: 'unhealthy' });
    const bodies = [await bench.call(), await bench.call(), await bench.call(), await bench.call()].map(
      ({ body }) => body,
    );
    expect(bodies.sort()).toEqual(['a', 'a', 'b', 'b']);
    a.health = b.health = 500;
    await bench.until({ a: 'unhealthy', b: 'unhealthy' });
    const open = [await bench.call(), await bench.call(), await bench.call()].map(({ body }) => body);
    expect(open.sort()).toEqual(['a', 'b', 'sick']);
  });
});
