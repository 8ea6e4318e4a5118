import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { createEcsApi } from '../shared/ecs/client.ts';
import { canonical, sameTaskDefinition } from '../shared/ecs/task-definition/canonical.ts';
import { diffTaskDefinitions } from '../shared/ecs/task-definition/diff.ts';
import { toRegistration } from '../shared/ecs/task-definition/registration.ts';
import { randomDefinition } from '../shared/ecs/testing/random-definition.ts';
import { chanceOf } from '../shared/testing/chance.ts';

/** RegisterTaskDefinition takes 20 at once, then one a second. */
const SEEDS = Array.from({ length: 18 }, (_, index) => index + 1);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ engine: 'none', speed: 40, env: process.env, log: () => undefined });
});
afterAll(() => sandbox.close());

describe('a task definition', () => {
  it.each(SEEDS)('means the same when ECS gives it back with its defaults (seed %i)', async (seed) => {
    const { endpoint, region, credentials } = sandbox;
    const requestHandler = new NodeHttpHandler();
    const api = createEcsApi({
      ...{ endpoint, region },
      credentials: () => Promise.resolve(credentials),
      requestHandler,
      customUserAgent: [],
    });
    const written = randomDefinition(chanceOf(seed));
    const { taskDefinitionArn = '' } = await api.registerTaskDefinition(written);
    const given = toRegistration(await api.describeTaskDefinition(taskDefinitionArn));
    requestHandler.destroy();
    expect(given).not.toEqual(written); // the defaults
    expect(canonical(given)).toEqual(canonical(written));
    expect(sameTaskDefinition(written, given)).toBe(true);
    expect(diffTaskDefinitions(given, written)).toEqual([]);
  });
});
