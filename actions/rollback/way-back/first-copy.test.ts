import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinition } from '#shared/ecs/api';
import { awsError, revisionArn, ScriptedEcs, type Script } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { runs } from '../testing.ts';
import { firstCopy } from './first-copy.ts';

const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 5, 10, 0, second));

/** By number: the same content, registered at a second, unless it says otherwise. */
function family(copies: Readonly<Record<number, Partial<EcsTaskDefinition>>>): NonNullable<Script['definitions']> {
  return Object.fromEntries(
    Object.entries(copies).map(([number, one]) => [`web:${number}`, { definition: { ...definition, ...one } }]),
  );
}

/** Its deployment began at second 10. */
const running = runs('web:3');
const service = { ...running, deployments: running.deployments?.map((one) => ({ ...one, createdAt: at(10) })) ?? [] };

interface Case {
  readonly says: string;
  readonly others: Readonly<Record<number, Partial<EcsTaskDefinition>>>;
  readonly takes: number;
}

/** Its own copy is web:7, registered at second 20. */
function take(others: Case['others'], change: (api: ScriptedEcs) => void = () => undefined): Promise<string> {
  const own = { taskDefinitionArn: revisionArn('web:7'), registeredAt: at(20) };
  const api = new ScriptedEcs({ before: service, definitions: family({ ...others, 7: own }) });
  change(api);
  return firstCopy(own, { definition, service }, { ...fakeContext(), api });
}

describe('of copies of one release', () => {
  it.each<Case>([
    { says: 'its own, where there is no other', others: {}, takes: 7 },
    {
      says: 'the one that another job has registered a moment before',
      others: { 6: { registeredAt: at(18) } },
      takes: 6,
    },
    { says: 'the first of several', others: { 5: { registeredAt: at(17) }, 6: { registeredAt: at(18) } }, takes: 5 },
    { says: 'its own before one of later', others: { 8: { registeredAt: at(21) } }, takes: 7 },
    { says: 'its own, where the other is older than that', others: { 6: { registeredAt: at(4) } }, takes: 7 },
    {
      says: 'its own, where the other is something else',
      others: { 6: { registeredAt: at(18), containerDefinitions: [{ name: 'web', image: 'web:6' }] } },
      takes: 7,
    },
    { says: 'its own, where the other is of an earlier rollback', others: { 6: { registeredAt: at(9) } }, takes: 7 },
    { says: 'its own, where nobody knows when the other was registered', others: { 6: {} }, takes: 7 },
  ])('$says', async ({ others, takes }) => {
    expect(await take(others)).toBe(revisionArn(`web:${takes}`));
  });

  it('its own, where the family may not be listed', async () => {
    const denied = awsError('AccessDeniedException', 'not authorized to perform it');
    const taken = take({ 6: { registeredAt: at(18) } }, (api) => {
      api.listRevisions = () => Promise.reject(denied);
    });
    expect(await taken).toBe(revisionArn('web:7'));
  });
});
