import { describe, expect, it } from '@jest/globals';
import type { TaskDefinitionInput } from '../api.ts';
import { diffTaskDefinitions } from './diff.ts';
import { changeLines, changeMarkdown } from './render-diff.ts';

type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];

const web: Container = {
  name: 'web',
  image: 'web:1',
  environment: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'DB_PASSWORD', value: 'hunter22' },
    { name: 'OLD', value: '' },
  ],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a' }],
};
const definition = (...containerDefinitions: readonly Container[]): TaskDefinitionInput => ({
  family: 'web',
  cpu: '256',
  containerDefinitions: [...containerDefinitions],
});
const lines = (before: TaskDefinitionInput, after: TaskDefinitionInput, limit = 99): readonly string[] =>
  changeLines(diffTaskDefinitions(before, after), { limit });

const after = {
  ...definition(
    {
      ...web,
      image: 'web:2',
      environment: [
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'DB_PASSWORD', value: 'hunter23' },
        { name: 'NEW', value: 'AKIAIOSFODNN7EXAMPLE' },
      ],
      secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:b' }],
      command: ['node', 'main.js', '--token', 'abc', '--port=80', '--api-key=abc', ''],
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'abc', 'splunk-url': 'https://x' } },
      portMappings: [{ containerPort: 80 }],
    },
    { name: 'proxy', image: 'proxy:1' },
  ),
  cpu: '512',
  taskRoleArn: 'arn:aws:iam::111122223333:role/web-secrets-reader',
};

describe('diffTaskDefinitions', () => {
  it('is grouped by container, and shows no value that may be a credential', () => {
    expect(lines(definition(web), after)).toEqual([
      '  task',
      '    cpu: 256 → 512',
      '    taskRoleArn: added arn:aws:iam::111122223333:role/web-secrets-reader',
      '  container web',
      '    image: web:1 → web:2',
      '    environment DB_PASSWORD: changed, value not shown',
      '    environment LOG_LEVEL: info → debug',
      '    environment OLD: removed ""',
      '    secrets TOKEN: changed, value not shown',
      '    environment NEW: added, value not shown',
      '    command: added ["node","main.js","--token","***","--port=80","--api-key=***",""]',
      '    logConfiguration logDriver: added splunk',
      '    logConfiguration options splunk-token: added, value not shown',
      '    logConfiguration options splunk-url: added https://x',
      '    portMappings: added [{"containerPort":80}]',
      '  container proxy (new)',
      '    image: added proxy:1',
    ]);
  });

  it('shows neither value when one of the two may be a credential', () => {
    const setTo = (value: string) => definition({ name: 'web', image: 'a', environment: [{ name: 'URL', value }] });
    const open = 'postgres://db/app';
    const closed = 'postgres://app:hunter22@db/app';
    expect(diffTaskDefinitions(setTo(open), setTo(closed))).toEqual([
      { container: 'web', what: 'environment URL', kind: 'changed', before: undefined, after: undefined },
    ]);
    expect(lines(setTo(closed), setTo(open))).toEqual([
      '  container web',
      '    environment URL: changed, value not shown',
    ]);
  });

  it('is empty both ways for what means the same', () => {
    const completed = definition({ ...web, cpu: 0, essential: true, mountPoints: [] });
    expect(diffTaskDefinitions(completed, definition(web))).toEqual([]);
    expect(diffTaskDefinitions(definition(web), completed)).toEqual([]);
  });

  it('tells a container that is gone, and does not show items of one name', () => {
    const twice = [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ];
    expect(lines(definition(web, { name: 'cpu', image: 'x' }), definition({ ...web, environment: twice }))).toEqual([
      '  container cpu (removed)',
      '    image: removed x',
      '  container web',
      '    environment DB_PASSWORD: removed, value not shown',
      '    environment LOG_LEVEL: removed info',
      '    environment OLD: removed ""',
      '    environment: added, value not shown',
    ]);
  });

  it('is cut with a count', () => {
    expect(lines(definition(web), after, 2)).toEqual([
      '  task',
      '    cpu: 256 → 512',
      '    taskRoleArn: added arn:aws:iam::111122223333:role/web-secrets-reader',
      '  … and 12 more; the file of the report output has all of them',
    ]);
  });

  it('is a diff block in the summary', () => {
    const changed = definition({ ...web, image: 'web:`2`', secrets: [] });
    expect(changeMarkdown(diffTaskDefinitions(definition(web), changed), { limit: 9 })).toBe(
      [
        '```diff',
        '@@ container web @@',
        '- image: web:1',
        '+ image: web:`2`',
        '! secrets TOKEN: removed, value not shown',
        '```',
      ].join('\n'),
    );
  });
});
