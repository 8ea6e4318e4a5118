import { expect, it } from '@jest/globals';
import { checkLogGroup, usedLogGroups } from './log-groups.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

const logging = (
  name: string,
  options: Readonly<Record<string, string>>,
  logDriver: 'awslogs' | 'fluentd' = 'awslogs',
) => ({
  name,
  logConfiguration: { logDriver, options },
});

it('looks at groups that must be there before', () => {
  const containers = [
    logging('a', { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' }),
    logging('b', { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' }),
    logging('home', { 'awslogs-group': '/ecs/web' }),
    logging('made', { 'awslogs-group': '/ecs/made', 'awslogs-create-group': 'True' }),
    logging('other', { 'awslogs-group': '/ecs/other' }, 'fluentd'),
    { name: 'silent' },
  ];
  expect(usedLogGroups(subject({ containers }))).toEqual([
    { region: 'us-east-1', group: '/ecs/web', containers: ['a', 'b'] },
    { region: 'eu-west-1', group: '/ecs/web', containers: ['home'] },
  ]);
});

it.each([
  [true, []],
  [false, ['error: Log group /ecs/web (container web) does not exist in eu-west-1.']],
])('there: %s', async (there, expected) => {
  const hasLogGroup = () => Promise.resolve(there);
  const group = { region: 'eu-west-1', group: '/ecs/web', containers: ['web'] };
  expect(told(await checkLogGroup(group, fakeTools({ hasLogGroup })))).toEqual(expected);
});
