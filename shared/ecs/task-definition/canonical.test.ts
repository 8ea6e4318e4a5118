import { describe, expect, it } from '@jest/globals';
import type { TaskDefinitionInput } from '../api.ts';
import { sameTaskDefinition } from './canonical.ts';

const written: TaskDefinitionInput = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE', 'EC2'],
  cpu: '0.25 vCPU',
  memory: '0.5 GB',
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:1',
      portMappings: [{ containerPort: 8080 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
    },
  ],
};
/** The same, as ECS gives it back. */
const described: TaskDefinitionInput = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['EC2', 'FARGATE'],
  cpu: '256',
  memory: '512',
  volumes: [],
  placementConstraints: [],
  enableFaultInjection: false,
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:1',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
    },
  ],
};

const container = (change: object): TaskDefinitionInput => ({
  ...described,
  containerDefinitions: [{ ...described.containerDefinitions?.[0], ...change }],
});

describe('sameTaskDefinition', () => {
  it('sees through the defaults of ECS', () => {
    expect(sameTaskDefinition(written, described)).toBe(true);
  });

  it.each<[string, TaskDefinitionInput, TaskDefinitionInput]>([
    [
      'ports in another order',
      container({ portMappings: [{ containerPort: 1 }, { containerPort: 2, protocol: 'udp' }] }),
      container({ portMappings: [{ containerPort: 2, protocol: 'udp' }, { containerPort: 1 }] }),
    ],
    [
      'the host port 0 where it has to be that of the container',
      { ...container({ portMappings: [{ containerPort: 1, hostPort: 0 }] }), networkMode: 'host' },
      { ...container({ portMappings: [{ containerPort: 1, hostPort: 1 }] }), networkMode: 'host' },
    ],
    [
      'flags that are off, and none',
      container({ readonlyRootFilesystem: false, privileged: false, interactive: false }),
      container({}),
    ],
    [
      'a start period of nothing, and none',
      container({ healthCheck: { command: ['CMD', 'true'], startPeriod: 0 } }),
      container({}),
    ],
    [
      'the root of a file system, and no folder of it',
      { ...described, volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } }] },
      { ...described, volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
    ],
    [
      'a variable without value, and an empty one',
      container({ environment: [{ name: 'A' }] }),
      container({ environment: [{ name: 'A', value: '' }] }),
    ],
  ])('takes for the same: %s', (_, one, other) => {
    expect(sameTaskDefinition(one, other)).toBe(true);
    expect(sameTaskDefinition(other, one)).toBe(true);
  });

  it.each<[string, TaskDefinitionInput]>([
    ['a host port', { ...container({ portMappings: [{ containerPort: 8080, hostPort: 80 }] }), networkMode: 'awsvpc' }],
    ['a flag', container({ readonlyRootFilesystem: true })],
    ['a start period', container({ healthCheck: { command: ['CMD', 'true'], startPeriod: 9 } })],
    ['an image', container({ image: 'web:2' })],
    [
      'a value',
      container({
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '' },
        ],
      }),
    ],
    ['a variable less', container({ environment: [{ name: 'A', value: '1' }] })],
    ['not essential', container({ essential: false })],
    ['udp', container({ portMappings: [{ containerPort: 8080, protocol: 'udp' }] })],
    ['a health check', container({ healthCheck: { command: ['CMD', 'true'], interval: 5 } })],
    ['a command with an empty word', container({ command: [''] })],
    [
      'a container more',
      { ...described, containerDefinitions: [...(described.containerDefinitions ?? []), { name: 'x', image: 'x' }] },
    ],
    ['the size', { ...described, cpu: '512' }],
    ['the role', { ...described, taskRoleArn: 'arn:aws:iam::111122223333:role/web' }],
    ['the family', { ...described, family: 'api' }],
  ])('sees a difference in %s', (_, other) => {
    expect(sameTaskDefinition(written, other)).toBe(false);
  });

  it.each([
    [undefined, [{ key: 'team', value: 'a' }], true],
    [
      [{ key: 'team', value: 'a' }],
      [
        { key: 'cicd:sha', value: '1' },
        { key: 'team', value: 'a' },
      ],
      true,
    ],
    [[{ key: 'team', value: 'b' }], [{ key: 'team', value: 'a' }], false],
    [[], [{ key: 'team', value: 'a' }], false],
  ])('compares tags %j with %j: %j', (tags, running, same) => {
    expect(sameTaskDefinition({ ...written, ...(tags && { tags }) }, { ...described, tags: running })).toBe(same);
  });
});
