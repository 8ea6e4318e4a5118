import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { register } from '../actions/deploy-ecs/begin.ts';
import type { Clock } from '../shared/action/clock.ts';
import type { EcsApi } from '../shared/ecs/api.ts';
import { createEcsApi } from '../shared/ecs/client.ts';
import { chanceOf } from '../shared/testing/chance.ts';
import { fakeContext } from '../shared/testing/fake-context.ts';

const SPEED = 40;
const requestHandler = new NodeHttpHandler();
let sandbox: Sandbox;
let api: EcsApi;

beforeAll(async () => {
  sandbox = await startSandbox({
    engine: 'none',
    speed: SPEED,
    env: process.env,
    log: () => undefined,
    ecs: { registrationMs: 200 },
  });
  const { endpoint, region, credentials } = sandbox;
  const client = { endpoint, region, credentials: () => Promise.resolve(credentials), requestHandler };
  // What the SDK does by itself must not help here.
  api = createEcsApi({ ...client, customUserAgent: [], maxAttempts: 1 });
});
afterAll(async () => {
  requestHandler.destroy();
  await sandbox.close();
});

/** The sandbox's time: waits are as much shorter as it is faster. */
const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * SPEED,
  sleep: async (ms, signal) => {
    await delay(ms / SPEED, undefined, signal === undefined ? {} : { signal });
  },
};

describe('registering', () => {
  it('gives every one of six jobs at once its revision, though they collide and AWS throttles and fails', async () => {
    const { requests } = sandbox.faults;
    const operation = 'ECS.RegisterTaskDefinition';
    const html = { kind: 'server-error', shape: 'html' } as const;
    requests.order({ match: { operation }, fault: { kind: 'throttle' }, when: { from: 2, every: 2, first: 8 } });
    requests.order({ match: { operation }, fault: html, when: { from: 3, every: 3, first: 6 } });
    const jobs = Array.from({ length: 6 }, (_, index) => index);
    const logs = jobs.map(() => fakeContext().log);
    const arns = await Promise.all(
      jobs.map((job) => {
        const definition = {
          family: 'web',
          containerDefinitions: [{ name: 'web', image: `web:${job}`, memory: 128 }],
        };
        const facts = { sha: 'a'.repeat(40), environment: undefined, run: undefined };
        const tools = { clock, random: chanceOf(job).next, log: logs[job] ?? fakeContext().log };
        return register(api, { definition, facts }, tools);
      }),
    );
    sandbox.faults.clear();
    const revisions = arns.map((arn) => Number(arn.split(':').at(-1)));
    expect(revisions.sort((a, b) => a - b)).toEqual(jobs.map((job) => job + 1));
    const told = logs.flatMap(({ lines }) => lines).join('\n');
    expect(told).toContain('Registering again: Too many concurrent attempts to create a new revision');
    expect(told).toContain('Registering again: Rate exceeded');
  });

  it('does not try again what ECS refuses for good', async () => {
    const before = sandbox.calls().length;
    const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: '', memory: 128 }] };
    const facts = { sha: undefined, environment: undefined, run: undefined };
    const tools = { clock, random: () => 0, log: fakeContext().log };
    await expect(register(api, { definition, facts }, tools)).rejects.toThrow('Could not register a revision of web');
    expect(sandbox.calls()).toHaveLength(before + 1);
  });
});
