import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { normalizeTaskDefinition } from './normalize.ts';
import { taskDefinition } from './shape.ts';

const container = { name: 'app', image: 'app:1' };
const fargate: JsonObject = {
  family: 'app',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  containerDefinitions: [container],
};
const normalize = (change: JsonObject): ReturnType<typeof normalizeTaskDefinition> =>
  normalizeTaskDefinition(taskDefinition({ ...fargate, ...change }));
const containers = (...changes: readonly JsonObject[]): JsonObject => ({
  containerDefinitions: changes.map((change) => ({ ...container, ...change })),
});

describe('normalizeTaskDefinition', () => {
  it.each<readonly [string, JsonObject, RegExp]>([
    ['no family', { family: null }, /Family should not be null/],
    ['a family with a colon', { family: 'app:1' }, /Invalid family/],
    ['no containers', { containerDefinitions: [] }, /Container list cannot be empty/],
    ['no container name', containers({ name: '' }), /Container\.name should not be null or empty/],
    ['an impossible container name', containers({ name: 'a b' }), /Invalid container name/],
    ['no image', containers({ image: null }), /Container\.image should not be null or empty/],
    ['a name twice', containers({}, {}), /must be unique: app/],
    ['nothing essential', containers({ essential: false }), /at least one essential container/],
    [
      'a secret named like a variable',
      containers({ environment: [{ name: 'KEY', value: '1' }], secrets: [{ name: 'KEY', valueFrom: 'arn' }] }),
      /The secret name must be unique .* such as 'KEY'/,
    ],
    [
      'a secret twice',
      containers({
        secrets: [
          { name: 'KEY', valueFrom: 'a' },
          { name: 'KEY', valueFrom: 'b' },
        ],
      }),
      /such as 'KEY'/,
    ],
    ['a secret without source', containers({ secrets: [{ name: 'KEY' }] }), /'name' and 'valueFrom'/],
    ['a port out of range', containers({ portMappings: [{ containerPort: 70_000 }] }), /Invalid 'containerPort'/],
    [
      'another host port',
      containers({ portMappings: [{ containerPort: 80, hostPort: 81 }] }),
      /host ports and container ports in port mappings must match/,
    ],
    [
      'a dependency on nobody',
      containers({ dependsOn: [{ containerName: 'db', condition: 'START' }] }),
      /depends on 'db'/,
    ],
    ['Fargate in bridge mode', { networkMode: 'bridge' }, /Fargate only supports network mode/],
    ['Fargate without cpu', { cpu: null }, /Fargate requires that 'cpu' be defined at the task level\./],
    ['Fargate without memory', { memory: null }, /Fargate requires that 'memory' be defined at the task level\./],
    ['a pair Fargate has not', { cpu: '256', memory: '4096' }, /No Fargate configuration exists for given values\./],
    ['a cpu that is none', { cpu: 'lots' }, /Invalid 'cpu' setting/],
    ['more memory than the task', containers({ memory: 1024 }), /greater than for the task/],
    [
      'a reservation above the limit',
      containers({ memory: 128, memoryReservation: 256 }),
      /'memoryReservation' setting is greater/,
    ],
    ['too little memory', containers({ memory: 2 }), /at least 4 MiB/],
    [
      'no memory anywhere',
      { requiresCompatibilities: ['EC2'], memory: null },
      /At least one of 'memory' or 'memoryReservation' must be specified\./,
    ],
    [
      'awslogs without execution role',
      { executionRoleArn: null, ...containers({ logConfiguration: { logDriver: 'awslogs' } }) },
      /execution role ARN to support log driver awslogs/,
    ],
    [
      'ECR without execution role',
      { executionRoleArn: null, ...containers({ image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1' }) },
      /execution role ARN to support ECR images/,
    ],
  ])('refuses %s', (_name, change, message) => {
    expect(() => normalize(change)).toThrow(
      expect.objectContaining({ code: 'ClientException', message: expect.stringMatching(message) }),
    );
  });

  it.each<readonly [string, JsonObject, string]>([
    ['a number for a string', { family: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    ['a string for a list', { containerDefinitions: 'app' }, 'STRING_VALUE can not be converted to a List'],
    ['a string for a number', containers({ memory: '512' }), 'STRING_VALUE can not be converted to an Integer'],
    ['a list for a structure', { runtimePlatform: [] }, 'START_ARRAY can not be converted to a Structure'],
  ])('can not read %s', (_name, change, message) => {
    expect(() => normalize(change)).toThrow(expect.objectContaining({ code: 'SerializationException', message }));
  });

  it('drops members it does not know, and adds the defaults ECS gives back', () => {
    const { containerDefinitions, ...rest } = normalize({
      colour: 'blue',
      cpu: '.5 vCPU',
      memory: '1 GB',
      ...containers({ flavour: 'sweet', portMappings: [{ containerPort: 80 }] }),
    });
    expect(rest).toMatchObject({ cpu: '512', memory: '1024', volumes: [], placementConstraints: [] });
    expect(rest).not.toHaveProperty('colour');
    expect(containerDefinitions).toEqual([
      {
        ...container,
        cpu: 0,
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      },
    ]);
  });

  it.each([
    ['256', '2 GB'],
    ['4 vCPU', '30 GB'],
    ['16384', '122880'],
  ])('takes the Fargate size %s, %s', (cpu, memory) => {
    expect(() => normalize({ cpu, memory })).not.toThrow();
  });
});
