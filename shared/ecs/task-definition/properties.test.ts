import { describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { chanceOf, type Chance } from '#shared/testing/chance';
import type { TaskDefinitionInput } from '../api.ts';
import { randomDefinition } from '../testing/random-definition.ts';
import { canonical, sameTaskDefinition } from './canonical.ts';
import { diffTaskDefinitions } from './diff.ts';
import { parseTaskDefinition } from './parse.ts';
import { patchTaskDefinition } from './patch.ts';
import type { TaskDefinitionPatch } from './patch-model.ts';

const SEEDS = 100;

/** Runs a property for many task definitions; the seed of the first that does not hold is in the error. */
async function holdsForAll(property: (definition: TaskDefinitionInput, chance: Chance) => unknown): Promise<void> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = chanceOf(seed);
    try {
      await property(randomDefinition(chance), chance);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

function patched(definition: TaskDefinitionInput, patch: TaskDefinitionPatch): TaskDefinitionInput {
  const result = patchTaskDefinition(definition, patch);
  if (!result.ok) throw new Error(result.problems.join());
  return result.definition;
}

function randomPatch({ containerDefinitions = [] }: TaskDefinitionInput, chance: Chance): TaskDefinitionPatch {
  const { name: containerName, logConfiguration } = chance.pick(containerDefinitions);
  const names = chance.shuffled(['LOG_LEVEL', 'PORT', 'TOKEN', 'DB_PASSWORD', 'NEW', 'OTHER']);
  const cut = chance.integer(0, names.length);
  const [first = '', ...rest] = names.slice(cut);
  return {
    containerName,
    ...(chance.maybe() ? { image: 'web:3' } : {}),
    environment: new Map(names.slice(0, cut).map((name) => [name, chance.pick(['', 'x', 'y=z'])])),
    secrets: new Map(rest.map((name) => [name, `arn:${name}`])),
    removeEnvironment: [first],
    dockerLabels: new Map(chance.maybe() ? [['team', '']] : []),
    ...(chance.maybe() ? { logDriver: 'fluentd' } : {}),
    ...(logConfiguration === undefined ? {} : { logOptions: new Map([['tag', 'a']]) }),
    ...(chance.maybe() ? { command: ['sh', '-c', ''], architecture: 'ARM64' as const, cpu: '2 vCPU' } : {}),
  };
}

/** The same meaning in another order. */
function shuffled(definition: TaskDefinitionInput, chance: Chance): TaskDefinitionInput {
  const { containerDefinitions = [], ...rest } = definition;
  return {
    containerDefinitions: chance.shuffled(containerDefinitions).map((container) => ({
      ...Object.fromEntries(chance.shuffled(Object.entries(container))),
      ...(container.environment && { environment: chance.shuffled(container.environment) }),
      ...(container.secrets && { secrets: chance.shuffled(container.secrets) }),
      ...(container.portMappings && { portMappings: chance.shuffled(container.portMappings) }),
    })),
    ...rest,
  };
}

describe('for any task definition', () => {
  it('a file says the same in JSON, JSONC and YAML, empties included', () =>
    holdsForAll(async (definition) => {
      const json = JSON.stringify(definition, null, 2);
      const jsonc = json
        .replaceAll(/^( *)([\]}])/gm, '$1, // the last\n$1$2')
        .replaceAll(/([[{])\s*, \/\/ the last/g, '$1');
      for (const [text, source] of [
        [json, 'a.json'],
        [jsonc, 'a.jsonc'],
        [dump(definition), 'a.yml'],
      ] as const) {
        expect(await parseTaskDefinition(text, { source })).toEqual(definition);
      }
    }));

  it('an empty patch changes nothing', () =>
    holdsForAll((definition) => {
      expect(patched(definition, {})).toEqual(definition);
    }));

  it('the same patch once more changes nothing', () =>
    holdsForAll((definition, chance) => {
      const patch = randomPatch(definition, chance);
      const once = patched(definition, patch);
      expect(patched(once, patch)).toEqual(once);
      expect(diffTaskDefinitions(once, patched(once, patch))).toEqual([]);
    }));

  it('removing what was added leaves what there was', () =>
    holdsForAll((definition, chance) => {
      const { name: containerName } = chance.pick(definition.containerDefinitions ?? []);
      const added = patched(definition, {
        containerName,
        environment: new Map([['ADDED', chance.pick(['', 'x'])]]),
        secrets: new Map([['ADDED_TOO', 'arn:x']]),
      });
      expect(sameTaskDefinition(added, definition)).toBe(false);
      const removed = patched(added, { containerName, removeEnvironment: ['ADDED', 'ADDED_TOO'] });
      expect(canonical(removed)).toEqual(canonical(definition));
    }));

  it('order means nothing', () =>
    holdsForAll((definition, chance) => {
      const other = shuffled(definition, chance);
      expect(sameTaskDefinition(other, definition)).toBe(true);
      expect(diffTaskDefinitions(definition, other)).toEqual([]);
    }));

  it('a difference is told if and only if there is one, both ways', () =>
    holdsForAll((definition, chance) => {
      const other = patched(definition, randomPatch(definition, chance));
      const there = diffTaskDefinitions(definition, other);
      const back = diffTaskDefinitions(other, definition);
      expect(there.length === 0).toBe(sameTaskDefinition(other, definition));
      expect(back.map(({ what }) => what).sort()).toEqual(there.map(({ what }) => what).sort());
    }));
});
