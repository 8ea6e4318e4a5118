import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { parseInputs } from './inputs.ts';

function parse(inputs: Readonly<Record<string, string>>) {
  const env = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]));
  return readInputs({ env, maskSecret: () => undefined }, parseInputs);
}

describe('inputs of deploy-ecs', () => {
  it('has defaults', () => {
    expect(parse({ service: 'web', image: 'web:2' })).toMatchObject({
      ref: { cluster: 'default', service: 'web' },
      source: { kind: 'running' },
      patch: { image: 'web:2' },
      waitFor: 'deployed',
      waitMs: 900_000,
      failFast: { failedTasks: 2 },
      onFailure: 'rollback',
      onCancel: 'leave',
      dryRun: false,
    });
  });

  it('takes the cluster from the ARN of the service', () => {
    const service = 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web';
    expect(parse({ service, image: 'web:2' }).ref).toEqual({ cluster: 'prod', service });
    expect(parse({ cluster: 'other', service, image: 'web:2' }).ref).toEqual({ cluster: 'other', service });
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['a file', { 'task-definition': 'ecs/task.yml' }, { kind: 'file', path: 'ecs/task.yml' }],
    ['a revision', { 'task-definition-arn': 'web:7' }, { kind: 'revision', taskDefinition: 'web:7' }],
    ['a family', { 'task-definition-family': 'web' }, { kind: 'family', family: 'web' }],
  ])('needs no image with %s', (_, inputs, source) => {
    expect(parse({ service: 'web', ...inputs }).source).toEqual(source);
  });

  it('refuses to deploy nothing when the image of another step is empty', () => {
    expect(() => parse({ service: 'web', image: '' })).toThrow('image: is empty and nothing else is asked for');
    expect(parse({ service: 'web', 'desired-count': '0' }).desiredCount).toBe(0);
    expect(parse({ service: 'web', 'force-new-deployment': 'true' }).forceNewDeployment).toBe(true);
  });

  it('tells every problem at once', () => {
    const wrong = { service: '', image: 'a b', cpu: 'x', 'wait-for': 'ever', 'failed-task-limit': '0' };
    expect(() => parse(wrong)).toThrow('5 inputs cannot be used');
    for (const input of Object.keys(wrong)) expect(() => parse(wrong)).toThrow(`${input}: `);
  });

  it('reads the patches', () => {
    const { patch } = parse({
      service: 'web',
      'environment-variables': 'A=1=2\n\n  B =\n',
      'remove-environment-variables': 'C, D',
      secrets: 'TOKEN=arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-abc',
      images: 'web=web:2\nproxy=proxy:1',
      command: `sh -c 'exit 0'`,
      'docker-labels': 'traefik.rule=Host(`a`) && Path(`/b=c`)',
      cpu: '0.5 vCPU',
      memory: '1024',
    });
    expect(patch).toMatchObject({
      environment: new Map([
        ['A', '1=2'],
        ['B', ''],
      ]),
      removeEnvironment: ['C', 'D'],
      images: new Map([
        ['web', 'web:2'],
        ['proxy', 'proxy:1'],
      ]),
      command: ['sh', '-c', 'exit 0'],
      dockerLabels: new Map([['traefik.rule', 'Host(`a`) && Path(`/b=c`)']]),
      cpu: '0.5 vCPU',
      memory: '1024',
    });
  });

  it.each<[string, readonly string[]]>([
    [`sh -c ""`, ['sh', '-c', '']],
    ['["sh","-c",""]', ['sh', '-c', '']],
    ['[ -f /ready ]', ['[', '-f', '/ready', ']']],
  ])('reads the command %s', (command, words) => {
    expect(parse({ service: 'web', command }).patch.command).toEqual(words);
  });

  it('reads what amazon-ecs-render-task-definition calls by other names', () => {
    const { patch } = parse({
      service: 'web',
      'log-configuration-log-driver': 'awslogs',
      'log-configuration-options': 'awslogs-group=/web\nawslogs-create-group=true',
      'env-files': 'arn:aws:s3:::bucket/prod.env\narn:aws:s3:::bucket/web.env',
    });
    expect(patch).toMatchObject({
      logDriver: 'awslogs',
      logOptions: new Map([
        ['awslogs-group', '/web'],
        ['awslogs-create-group', 'true'],
      ]),
      environmentFiles: ['arn:aws:s3:::bucket/prod.env', 'arn:aws:s3:::bucket/web.env'],
    });
  });
});
