import { describe, expect, it } from '@jest/globals';
import { parseTaskDefinition, toRegistration } from './parse.ts';

const minimal = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const parse = (value: unknown) =>
  parseTaskDefinition(typeof value === 'string' ? value : JSON.stringify(value), 'task.json');

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
    expect(await parse(yaml)).toEqual({
      family: 'web',
      cpu: '256',
      containerDefinitions: [{ name: 'web', image: 'web:1', essential: true }],
    });
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
    ['nothing', '', 'task.json is neither JSON nor YAML'],
    ['broken JSON', '{ "family": ', 'task.json is neither JSON nor YAML'],
  ])('refuses %s', async (_, value, message) => {
    await expect(parse(value)).rejects.toThrow(message);
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
  });
});
