import { describe, expect, it } from '@jest/globals';
import type { TaskDefinitionInput } from '../api.ts';
import { isEmptyPatch, patchTaskDefinition } from './patch.ts';
import type { TaskDefinitionPatch } from './patch-model.ts';

const web = {
  name: 'web',
  image: 'web:1',
  environment: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:old' }],
  dockerLabels: { team: 'web' },
  logConfiguration: {
    logDriver: 'splunk' as const,
    options: { 'splunk-url': 'https://a' },
    secretOptions: [{ name: 'splunk-token', valueFrom: 'arn:splunk' }],
  },
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
    ['a command with an empty word', { command: ['sh', '-c', ''] }, { command: ['sh', '-c', ''] }],
    [
      'files of variables',
      { environmentFiles: ['arn:aws:s3:::b/prod.env'] },
      { environmentFiles: [{ value: 'arn:aws:s3:::b/prod.env', type: 's3' }] },
    ],
    [
      'a log option in its place',
      { logOptions: new Map([['tag', '']]) },
      { logConfiguration: { ...web.logConfiguration, options: { 'splunk-url': 'https://a', tag: '' } } },
    ],
    [
      'a log option that was a secret',
      { logOptions: new Map([['splunk-token', 'x']]) },
      {
        logConfiguration: {
          logDriver: 'splunk',
          options: { 'splunk-url': 'https://a', 'splunk-token': 'x' },
          secretOptions: [],
        },
      },
    ],
    [
      'the log driver, and so all its options',
      { logDriver: 'awslogs', logOptions: new Map([['awslogs-group', '/web']]) },
      { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/web' } } },
    ],
  ])('changes %s and nothing else', (_, patch, change) => {
    expect(firstContainer(patched(one, patch))).toEqual({ ...web, ...change });
  });

  it('changes the size of the task', () => {
    expect(patched(one, { cpu: '512', memory: '1024' })).toEqual({ ...one, cpu: '512', memory: '1024' });
  });

  it('changes the roles and the architecture, and leaves the operating system', () => {
    const executionRoleArn = 'arn:aws:iam::111122223333:role/execution';
    const taskRoleArn = 'arn:aws:iam::111122223333:role/task';
    const runtimePlatform = { operatingSystemFamily: 'LINUX' as const, cpuArchitecture: 'X86_64' as const };
    expect(patched({ ...one, runtimePlatform }, { executionRoleArn, taskRoleArn, architecture: 'ARM64' })).toEqual({
      ...one,
      executionRoleArn,
      taskRoleArn,
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' },
    });
  });

  it('says what it did besides what was asked for', () => {
    const patch: TaskDefinitionPatch = {
      environment: new Map([['TOKEN', 'x']]),
      secrets: new Map([['A', 'arn:a']]),
      logDriver: 'awslogs',
    };
    const result = patchTaskDefinition(one, patch);
    expect(result.ok && result.notes).toEqual([
      'A of container web was an environment variable and becomes a secret.',
      'TOKEN of container web was a secret and becomes an environment variable.',
      'The log options of container web for splunk are left out.',
    ]);
    const again = result.ok && patchTaskDefinition(result.definition, patch);
    expect(again).toEqual({ ...result, notes: [] });
  });

  it('sets a variable that stood there twice once', () => {
    const twice = { name: 'web', environment: [...web.environment, { name: 'A', value: '3' }] };
    const environment = new Map([['A', '9']]);
    expect(
      firstContainer(patched({ family: 'web', containerDefinitions: [twice] }, { environment }))?.environment,
    ).toEqual([
      { name: 'A', value: '9' },
      { name: 'B', value: '2' },
    ]);
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

  it.each([
    {
      what: 'a name that is a variable and a secret in the file',
      container: { ...web, secrets: [{ name: 'A', valueFrom: 'arn:a' }] },
      patch: { image: 'web:2' },
      problem: 'container web has A both as an environment variable and as a secret; remove one',
    },
    {
      what: 'log options without a driver',
      container: { name: 'web' },
      patch: { logOptions: new Map([['tag', 'x']]) },
      problem: 'log-options: container web has no log driver; give log-driver too',
    },
  ])('refuses $what', ({ container, patch, problem }) => {
    const definition = { family: 'web', containerDefinitions: [container] };
    expect(patchTaskDefinition(definition, patch)).toEqual({ ok: false, problems: [problem] });
  });

  it('knows an empty patch', () => {
    expect(isEmptyPatch({ containerName: 'web', images: new Map(), removeEnvironment: [] })).toBe(true);
    expect(
      [
        { cpu: '1' },
        { image: 'a' },
        { command: [] },
        { images: new Map([['a', 'b']]) },
        { architecture: 'ARM64' as const },
        { logDriver: 'awslogs' },
        { environmentFiles: ['arn'] },
      ].map(isEmptyPatch),
    ).not.toContain(true);
  });
});
