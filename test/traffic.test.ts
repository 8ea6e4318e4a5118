import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import { startLoad } from '../bench/traffic/load.ts';
import { plan, runZeroLoss } from '../bench/traffic/zero-loss.ts';

describe('traffic', () => {
  it('loses no request over two rolling updates and a blue/green switch, and each of them really moved it', async () => {
    const steps: string[] = [];
    const laps = await runZeroLoss({
      updates: 2,
      switches: 1,
      requestsPerSecond: 200,
      connections: 16,
      speed: 60,
      env: process.env,
      onLap: (name) => steps.push(name),
    });
    expect(steps).toEqual(['update', 'update', 'switch', 'end']);
    expect(laps.flatMap(({ lost }) => lost)).toEqual([]);
    const served = laps.reduce((sum, lap) => sum + lap.served, 0);
    expect(served).toBeGreaterThan(200);
    // HEAD has no body; the services began with revisions 1 and 2.
    const answers = new Set(laps.flatMap(({ bodies }) => Object.keys(bodies)).filter((body) => body !== ''));
    expect([...answers].sort()).toEqual([1, 2, 3, 4, 5].map((revision) => `{"taskDefinition":"web:${revision}"}`));
  }, 60_000);

  it('counts as lost whatever is no complete answer of status 200', async () => {
    const answers = [
      { why: 'status 503', method: 'GET' },
      { why: 'ECONNRESET', method: 'GET' },
      { why: 'incomplete', method: 'POST' },
    ];
    let turn = 0;
    const server = createServer((_request, response) => {
      turn += 1;
      if (turn === 1) response.writeHead(503).end();
      else if (turn === 2) response.destroy();
      else if (turn === 3) response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy());
      else response.end('ok');
    });
    const port = await listenOnLoopback(server, 0);
    const load = startLoad({ port, requestsPerSecond: 100, connections: 1 });
    while (turn < 6) await new Promise((resolve) => setTimeout(resolve, 20));
    const { served, lost } = await load.end();
    await shutDown(server);
    expect(lost).toMatchObject(answers);
    expect(served).toBe(turn - answers.length);
  });

  it('is planned with the switches spread among the updates', () => {
    expect(plan(4, 2)).toEqual(['update', 'update', 'switch', 'update', 'update', 'switch']);
    expect(plan(1, 0)).toEqual(['update']);
  });
});
