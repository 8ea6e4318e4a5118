import { describe, expect, it } from '@jest/globals';
import type { TaskDefinitionInput } from '../api.ts';
import { isEmptyPatch, patchTaskDefinition, type TaskDefinitionPatch } from './patch.ts';

const web = {
  name: 'web',
  image: 'web:1',
  environment: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:old' }],
  dockerLabels: { team: 'web' },
};
const one: TaskDefinitionInput = { family: 'web', cpu: '256', containerDefinitions: [web] };
const two: TaskDefinitionInput = { family: 'web', containerDefinitions: [web, { name: 'proxy', image: 'proxy:1' }] };

function patched(definition: TaskDefinitionInput, patch: TaskDefinitionPatch): TaskDefinitionInput {
  const result = patchTaskDefinition(definition, patch);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.definition;
}
const firstContainer = (definition: TaskDefinitionInput) => definition.containerDefinitions?.[0];

describe('patchTaskDefinition', () => {
  it.each<[string, TaskDefinitionPatch, object]>([
    ['image', { image: 'web:2' }, { image: 'web:2' }],
    [
      'a variable in its place',
      { environment: new Map([['A', '9']]) },
      {
        environment: [
          { name: 'A', value: '9' },
          { name: 'B', value: '2' },
        ],
      },
    ],
    [
      'a new variable',
      { environment: new Map([['C', '']]) },
      { environment: [...web.environment, { name: 'C', value: '' }] },
    ],
    ['a removed variable', { removeEnvironment: ['A', 'not there'] }, { environment: [{ name: 'B', value: '2' }] }],
    ['a removed secret', { removeEnvironment: ['TOKEN'] }, { secrets: [] }],
    ['a secret', { secrets: new Map([['TOKEN', 'arn:new']]) }, { secrets: [{ name: 'TOKEN', valueFrom: 'arn:new' }] }],
    [
      'a secret that was a variable',
      { secrets: new Map([['A', 'arn:a']]) },
      { environment: [{ name: 'B', value: '2' }], secrets: [...web.secrets, { name: 'A', valueFrom: 'arn:a' }] },
    ],
    [
      'a variable that was a secret',
      { environment: new Map([['TOKEN', 'x']]) },
      { environment: [...web.environment, { name: 'TOKEN', value: 'x' }], secrets: [] },
    ],
    ['labels', { dockerLabels: new Map([['a', 'b=c']]) }, { dockerLabels: { team: 'web', a: 'b=c' } }],
    ['a command', { command: ['node', 'main.js'] }, { command: ['node', 'main.js'] }],
  ])('changes %s and nothing else', (_, patch, change) => {
    expect(firstContainer(patched(one, patch))).toEqual({ ...web, ...change });
  });

  it('changes the size of the task', () => {
    expect(patched(one, { cpu: '512', memory: '1024' })).toEqual({ ...one, cpu: '512', memory: '1024' });
  });

  it('changes nothing without a patch, and does not touch what it was given', () => {
    const frozen = structuredClone(two);
    expect(patched(two, {})).toEqual(frozen);
    patched(two, { containerName: 'web', image: 'web:9', environment: new Map([['A', '9']]) });
    expect(two).toEqual(frozen);
  });

  it('gives several containers their images', () => {
    const images = new Map([
      ['web', 'web:2'],
      ['proxy', 'proxy:2'],
    ]);
    expect(patched(two, { images }).containerDefinitions?.map(({ image }) => image)).toEqual(['web:2', 'proxy:2']);
  });

  it('adds no empty lists to a container that had none', () => {
    const bare: TaskDefinitionInput = { family: 'web', containerDefinitions: [{ name: 'web' }] };
    expect(firstContainer(patched(bare, { removeEnvironment: ['A'] }))).toEqual({ name: 'web' });
  });

  it.each<[string, TaskDefinitionPatch, readonly string[]]>([
    [
      'which container is meant',
      { image: 'web:2', environment: new Map([['A', '1']]) },
      ['container-name is needed, since the task definition has several containers: web, proxy'],
    ],
    [
      'a container that is not there',
      { containerName: 'wbe', image: 'web:2' },
      ['container-name: the task definition has no container wbe; it has web, proxy. Did you mean web?'],
    ],
    [
      'an image for none',
      { images: new Map([['db', 'db:1']]) },
      ['images: the task definition has no container db; it has web, proxy.'],
    ],
    [
      'two images for one',
      { containerName: 'web', image: 'web:2', images: new Map([['web', 'web:3']]) },
      ['image and images both name an image for container web; give one'],
    ],
  ])('refuses a patch where it is unclear: %s', (_, patch, problems) => {
    expect(patchTaskDefinition(two, patch)).toEqual({ ok: false, problems });
  });

  it('knows an empty patch', () => {
    expect(isEmptyPatch({ containerName: 'web', images: new Map(), removeEnvironment: [] })).toBe(true);
    expect(
      [{ cpu: '1' }, { image: 'a' }, { command: [] }, { images: new Map([['a', 'b']]) }].map(isEmptyPatch),
    ).not.toContain(true);
  });
});
