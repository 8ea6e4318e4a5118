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

const depends = (name: string, on: string, condition = 'START'): JsonObject => ({
  name,
  dependsOn: [{ containerName: on, condition }],
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
    [
      'an image with a placeholder left in it',
      containers({ image: '<IMAGE1_NAME>' }),
      /image contains invalid characters/,
    ],
    ['a circle of dependencies', containers(depends('a', 'b'), depends('b', 'c'), depends('c', 'a')), /Cycle .* 'a'/],
    [
      'HEALTHY of a container without health check',
      containers(depends('a', 'b', 'HEALTHY'), { name: 'b' }),
      /'b' has no health check/,
    ],
    ['SUCCESS of an essential container', containers(depends('a', 'b', 'SUCCESS'), { name: 'b' }), /'b' is essential/],
    [
      'a port of two containers',
      containers(
        { name: 'a', portMappings: [{ containerPort: 80 }] },
        { name: 'b', portMappings: [{ containerPort: 80 }] },
      ),
      /must be unique: 80\/tcp/,
    ],
    [
      'a name of two ports',
      containers({
        portMappings: [
          { containerPort: 80, name: 'web' },
          { containerPort: 81, name: 'web' },
        ],
      }),
      /names must be unique: web/,
    ],
    [
      'an unknown volume',
      containers({ mountPoints: [{ sourceVolume: 'data', containerPath: '/' }] }),
      /^Unknown volume 'data'\.$/,
    ],
    ['a volume twice', { volumes: [{ name: 'a' }, { name: 'a' }] }, /Volume names must be unique: a/],
    [
      'a volume of an unknown container',
      containers({ volumesFrom: [{ sourceContainer: 'x' }] }),
      /Unknown container 'x'/,
    ],
    ['a health check without command', containers({ healthCheck: { command: [] } }), /has no command/],
    [
      'a health check too often',
      containers({ healthCheck: { command: ['CMD', 'a'], interval: 1 } }),
      /'interval' must be between 5 and 300/,
    ],
    ['a stop that takes too long', containers({ stopTimeout: 121 }), /'stopTimeout' must be between 2 and 120/],
    ['too much cpu in all', containers({ cpu: 200 }, { name: 'b', cpu: 57 }), /ask for 257 in all, the task has 256/],
    [
      'too much memory in all',
      containers({ memory: 512 }, { name: 'b', memory: 4 }),
      /ask for 516 in all, the task has 512/,
    ],
    [
      'a log driver Fargate has not',
      containers({ logConfiguration: { logDriver: 'json-file' } }),
      /log driver json-file/,
    ],
    ['privileged containers on Fargate', containers({ privileged: true }), /do not support privileged containers\./],
    [
      'devices on Fargate',
      containers({ linuxParameters: { devices: [{ hostPath: '/dev/x' }] } }),
      /do not support devices/,
    ],
    [
      'added capabilities on Fargate',
      containers({ linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }),
      /added capabilities NET_ADMIN/,
    ],
    ['GPUs on Fargate', containers({ resourceRequirements: [{ type: 'GPU', value: '1' }] }), /do not support GPU/],
    ['host paths on Fargate', { volumes: [{ name: 'a', host: { sourcePath: '/x' } }] }, /a host path for volume 'a'/],
    ['too little storage', { ephemeralStorage: { sizeInGiB: 20 } }, /between 21 and 200 GiB/],
    ['host processes on Fargate', { pidMode: 'host' }, /pidMode 'host'/],
    [
      'placement on Fargate',
      { placementConstraints: [{ type: 'memberOf', expression: 'x' }] },
      /placement constraints/,
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

  it.each<readonly [string, JsonObject]>([
    ['environment files', { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::x' }] }],
    ['a restart policy', { restartPolicy: { enabled: true } }],
  ])('does not have %s, and says so', (_name, change) => {
    expect(() => normalize(containers(change))).toThrow(
      expect.objectContaining({ code: 'UnsupportedFeatureException', message: expect.stringMatching(/^The sandbox /) }),
    );
  });

  it('takes what Fargate does support', () => {
    const change = {
      ...containers(
        {
          portMappings: [{ containerPort: 53, protocol: 'udp' }, { containerPort: 53 }],
          mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
          linuxParameters: { initProcessEnabled: true, capabilities: { add: ['SYS_PTRACE'], drop: ['ALL'] } },
          restartPolicy: { enabled: false },
          dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }],
        },
        { name: 'db', healthCheck: { command: ['CMD', 'probe'], interval: 5 } },
      ),
      volumes: [{ name: 'scratch', host: {} }],
      ephemeralStorage: { sizeInGiB: 21 },
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      pidMode: 'task',
    };
    expect(normalize(change)).toMatchObject(change);
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
