import { describe, expect, it } from '@jest/globals';
import { parseTaskDefinition } from './parse.ts';
import { toRegistration } from './registration.ts';
import { unknownMembers } from './unknown.ts';

const minimal = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const parse = (value: unknown, source = 'task.json') =>
  parseTaskDefinition(typeof value === 'string' ? value : JSON.stringify(value), { source });

describe('parseTaskDefinition', () => {
  it('keeps empty texts, lists and objects as they are written', async () => {
    const definition = {
      ...minimal,
      volumes: [],
      tags: [{ key: 'team', value: '' }],
      containerDefinitions: [
        {
          name: 'web',
          image: 'web:1',
          entryPoint: ['sh', '-c', ''],
          environment: [{ name: 'EMPTY', value: '' }],
          logConfiguration: { logDriver: 'awslogs', options: { tag: '' } },
          dockerLabels: {},
        },
      ],
    };
    expect(await parse(definition)).toEqual(definition);
  });

  it('reads YAML', async () => {
    const yaml =
      'family: web\ncpu: 256\ncontainerDefinitions:\n  - name: web\n    image: web:1 # first\n    essential: true\n';
    expect(await parse(yaml, 'task.yml')).toEqual({
      family: 'web',
      cpu: '256',
      containerDefinitions: [{ name: 'web', image: 'web:1', essential: true }],
    });
  });

  it.each(['task.json', 'task.jsonc', 'task-definition'])(
    'reads JSON with comments and a last comma in %s',
    async (source) => {
      const text = `\uFEFF// Web
      { "family": "web", /* the container */ "containerDefinitions": [{ "name": "web", "image": "web:1", },], }`;
      expect(await parse(text, source)).toEqual(minimal);
    },
  );

  it('reads YAML that begins like JSON', async () => {
    const text = '{family: web, containerDefinitions: [{name: web, image: "web:1"}]}';
    expect(await parse(text, 'task.yaml')).toEqual(minimal);
    await expect(parse(text)).rejects.toThrow('task.json cannot be read as JSON: line 1, column 2: expected a name');
  });

  it.each(['task.json', 'task.yml'])('refuses a member that is named twice in %s', async (source) => {
    const text = '{"family":"web","family":"api","containerDefinitions":[{"name":"web","image":"web:1"}]}';
    await expect(parse(text, source)).rejects.toThrow('line 1, column 25: "family" is named twice');
  });

  it('takes members it does not know only when asked to', async () => {
    const text = JSON.stringify({
      ...minimal,
      newMember: { a: [null] },
      containerDefinitions: [{ name: 'web', later: 1 }],
    });
    const definition = await parseTaskDefinition(text, { source: 'task.json', allowUnknown: true });
    expect(definition).toEqual(JSON.parse(text));
    expect(unknownMembers(definition)).toEqual(['containerDefinitions[].later', 'newMember']);
    expect(unknownMembers(await parse(minimal))).toEqual([]);
    await expect(parse(text)).rejects.toThrow(
      /containerDefinitions\[0\]\.later is not known[\s\S]*newMember is not known/,
    );
  });

  it('takes a describe-task-definition answer, less what ECS set', async () => {
    const answer = {
      taskDefinition: {
        ...minimal,
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
        revision: 7,
        status: 'ACTIVE',
        requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
        compatibilities: ['EC2'],
        registeredAt: '2026-01-01T00:00:00Z',
        registeredBy: 'arn:aws:iam::111122223333:root',
      },
      tags: [
        { key: 'team', value: 'web' },
        { key: 'cicd:sha', value: 'abc' },
      ],
    };
    expect(await parse(answer)).toEqual({ ...minimal, tags: [{ key: 'team', value: 'web' }] });
  });

  it('treats null as absent', async () => {
    expect(await parse({ ...minimal, cpu: null })).toEqual(minimal);
  });

  it.each([
    ['a misspelt member', { ...minimal, memmory: '512' }, 'memmory is not known to Amazon ECS; did you mean memory?'],
    [
      'a misspelt member of a container',
      { ...minimal, containerDefinitions: [{ name: 'web', imge: 'web:1' }] },
      'containerDefinitions[0].imge is not known to Amazon ECS; did you mean image?',
    ],
    [
      'a misspelt member deep inside',
      { ...minimal, containerDefinitions: [{ name: 'web', portMappings: [{ containerport: 80 }] }] },
      'containerDefinitions[0].portMappings[0].containerport is not known to Amazon ECS; did you mean containerPort?',
    ],
    ['the members of CloudFormation', { Family: 'web' }, 'did you mean family?'],
    ['a member unlike any other', { ...minimal, xyzzy: 1 }, 'xyzzy is not known to Amazon ECS; known here: family,'],
    [
      'a number where a text belongs',
      { ...minimal, containerDefinitions: [{ name: 'web', environment: [{ name: 'PORT', value: 8080 }] }] },
      'containerDefinitions[0].environment[0].value must be a text (put it in quotes); it is a number',
    ],
    ['a text where a list belongs', { ...minimal, volumes: 'data' }, 'volumes must be a list; it is a string'],
    [
      'a list where an object belongs',
      { ...minimal, containerDefinitions: [{ name: 'web', dockerLabels: [] }] },
      'dockerLabels must be an object of names and values; it is a list',
    ],
    [
      'a text where a boolean belongs',
      { ...minimal, containerDefinitions: [{ name: 'web', essential: 'yes' }] },
      'essential must be a boolean; it is a string',
    ],
    ['no family', { containerDefinitions: minimal.containerDefinitions }, 'family is missing'],
    ['no containers', { family: 'web' }, 'containerDefinitions is missing or empty'],
    [
      'a container without name',
      { family: 'web', containerDefinitions: [{ image: 'web:1' }] },
      'containerDefinitions[0].name is missing',
    ],
    ['something else', [1, 2], 'the whole must be an object; it is a list'],
    [
      'two containers of one name',
      { family: 'web', containerDefinitions: [{ name: 'web' }, { name: 'web' }] },
      'containerDefinitions[1].name is web, as that of another container',
    ],
    ['nothing', '', 'task.json cannot be read as JSON: line 1, column 1: expected a value'],
    ['broken JSON', '{ "family": ', 'task.json cannot be read as JSON: line 1, column 13: expected a value'],
  ])('refuses %s', async (_, value, message) => {
    await expect(parse(value)).rejects.toThrow(message);
  });

  it.each([
    ['nothing', ''],
    ['broken YAML', 'family: [web'],
    ['YAML with a member twice', 'family: web\nfamily: api'],
  ])('refuses %s in a YAML file', async (_, text) => {
    await expect(parse(text, 'task.yml')).rejects.toThrow('task.yml is neither JSON nor YAML');
  });

  it('tells all problems at once', async () => {
    const wrong = { family: 'web', memmory: '1', containerDefinitions: [{ nam: 'web' }] };
    await expect(parse(wrong)).rejects.toThrow(/memmory[\s\S]*containerDefinitions\[0\]\.nam/);
  });
});

describe('toRegistration', () => {
  it('keeps what can be registered again and the tags of the team', () => {
    const described = {
      taskDefinition: { ...minimal, revision: 3, taskDefinitionArn: 'arn', registeredAt: new Date(0) },
      tags: [
        { key: 'team', value: 'web' },
        { key: 'cicd:proven', value: '2026-01-01T00:00:00.000Z' },
      ],
    };
    expect(toRegistration(described)).toEqual({ ...minimal, tags: [{ key: 'team', value: 'web' }] });
    expect(toRegistration({ ...described, tags: [] })).toEqual(minimal);
    const verbatim = { definition: { ...described.taskDefinition, later: 1 }, unknown: ['later'] };
    expect(toRegistration({ ...described, tags: [], verbatim })).toEqual(minimal);
    expect(toRegistration({ ...described, tags: [], verbatim }, true)).toEqual({ ...minimal, later: 1 });
  });
});
