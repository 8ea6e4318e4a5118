import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { appSpecOf, movesFrom, parseAppSpec, renderAppSpec, type AppSpec } from './appspec.ts';

const balancer = { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1' };
const running = {
  loadBalancers: [{ ...balancer, containerName: 'web', containerPort: 8080 }],
  platformVersion: '1.4.0',
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
  },
} as const;

const withServices = { loadBalancers: [...running.loadBalancers], platformVersion: running.platformVersion };
const task = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:2';

async function parsed(text: string): Promise<AppSpec> {
  const result = await parseAppSpec(text);
  if (!result.ok) throw new Error(result.problem);
  return result.appSpec;
}

const yaml = (properties: readonly string[], more: readonly string[] = []): string =>
  [
    'version: 0.0',
    'resources:',
    '  - target:',
    '      type: AWS::ECS::Service',
    '      properties:',
    '        taskDefinition: "<TASK_DEFINITION>"',
    '        loadBalancerInfo: { containerName: web, containerPort: 8080 }',
    ...properties.map((line) => `        ${line}`),
    ...more,
  ].join('\n');

describe('an AppSpec file', () => {
  it('keeps all it says but the task definition, whatever the case of its keys', async () => {
    const appSpec = await parsed(yaml(['platformVersion: LATEST'], ['hooks:', '  - BeforeInstall: check']));
    const { content, sha256 } = renderAppSpec(appSpec, task);
    expect(JSON.parse(content)).toEqual({
      version: 0,
      resources: [
        {
          target: {
            type: 'AWS::ECS::Service',
            properties: {
              taskDefinition: task,
              loadBalancerInfo: { containerName: 'web', containerPort: 8080 },
              platformVersion: 'LATEST',
            },
          },
        },
      ],
      hooks: [{ BeforeInstall: 'check' }],
    });
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('gets a task definition where it has none', async () => {
    const text = yaml([]).replace(/ *taskDefinition.*\n/, '');
    expect(renderAppSpec(await parsed(text), task).content).toContain(`"TaskDefinition":"${task}"`);
  });

  it.each([
    ['neither format', '{"version": 0.0,', /is neither JSON nor YAML: /],
    ['a list', '[]', /is not an object/],
    ['another version', yaml([]).replace('0.0', '2.0'), /needs version: 0\.0/],
    [
      'another resource',
      yaml([]).replace('ECS::Service', 'Lambda::Function'),
      /one resource of Type AWS::ECS::Service/,
    ],
    ['no load balancer', yaml([]).replace(/ *loadBalancerInfo.*/, ''), /needs LoadBalancerInfo with ContainerName/],
  ])('of %s is refused', async (_, text, problem) => {
    expect(await parseAppSpec(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('the AppSpec of what runs', () => {
  it('deploys to where its tasks run', () => {
    const appSpec = appSpecOf({ ...withServices, networkConfiguration: mutable(running.networkConfiguration) });
    expect(appSpec?.document).toEqual({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
              PlatformVersion: '1.4.0',
              NetworkConfiguration: {
                AwsvpcConfiguration: {
                  Subnets: ['subnet-1', 'subnet-2'],
                  SecurityGroups: ['sg-1'],
                  AssignPublicIp: 'ENABLED',
                },
              },
            },
          },
        },
      ],
    });
  });

  it('keeps the capacity providers', () => {
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 2 }];
    expect(JSON.stringify(appSpecOf({ ...withServices, capacityProviderStrategy })?.document)).toContain(
      '"CapacityProviderStrategy":[{"CapacityProvider":"FARGATE_SPOT","Base":0,"Weight":2}]',
    );
  });

  it('is not to be had without a load balancer', () => {
    expect(appSpecOf({ loadBalancers: [] })).toBeUndefined();
  });
});

describe('what an AppSpec moves', () => {
  const service = { ...withServices, networkConfiguration: mutable(running.networkConfiguration) };
  const network = (subnets: string): string =>
    `networkConfiguration: { awsvpcConfiguration: { subnets: [${subnets}], securityGroups: [sg-1], assignPublicIp: ENABLED } }`;

  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing is said', [], []],
    ['the same network in another order', [network('subnet-2, subnet-1')], []],
    ['the newest platform version', ['platformVersion: LATEST'], []],
    ['other subnets', [network('subnet-3')], ['network configuration']],
    ['another platform version', ['platformVersion: 1.3.0'], ['platform version 1.3.0']],
  ])('with %s', async (_, properties, moves) => {
    expect(movesFrom(service, await parsed(yaml(properties)))).toEqual(moves);
  });

  it('with another port', async () => {
    const other = await parsed(yaml([]).replace('8080', '9090'));
    expect(movesFrom(service, other)).toEqual(['load balancer: container web, port 9090']);
  });
});

/** The SDK's types are mutable. */
function mutable(configuration: typeof running.networkConfiguration) {
  const { subnets, securityGroups, assignPublicIp } = configuration.awsvpcConfiguration;
  return { awsvpcConfiguration: { subnets: [...subnets], securityGroups: [...securityGroups], assignPublicIp } };
}
