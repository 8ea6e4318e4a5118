import type { Chance } from '#shared/testing/chance';
import type { TaskDefinitionInput } from '../api.ts';

type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];
type Volumes = NonNullable<TaskDefinitionInput['volumes']>;

/** A task definition as people write them, which ECS takes: for Fargate, or for instances with bridge or host network. */
export function randomDefinition(chance: Chance): TaskDefinitionInput {
  const networkMode = chance.pick(['awsvpc', 'bridge', 'host'] as const);
  const fargate = networkMode === 'awsvpc' && chance.maybe();
  const volumes = randomVolumes(chance);
  const names = chance.shuffled(['web', 'proxy', 'agent']).slice(0, chance.integer(1, 3));
  return {
    family: chance.pick(['web', 'api-2', 'Worker_3']),
    networkMode,
    executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
    ...(fargate
      ? { requiresCompatibilities: ['FARGATE'], ...chance.pick(FARGATE_SIZES) }
      : { requiresCompatibilities: chance.pick([['EC2'], ['EC2'], []]) }),
    ...some(chance, { taskRoleArn: 'arn:aws:iam::111122223333:role/task' }),
    ...some(chance, {
      runtimePlatform: { cpuArchitecture: chance.pick(['X86_64', 'ARM64'] as const), operatingSystemFamily: 'LINUX' },
    }),
    ...some(chance, { enableFaultInjection: false }),
    ...some(chance, { tags: [{ key: 'team', value: chance.pick(['', 'a', 'b']) }] }),
    ...(volumes.length === 0 ? some(chance, { volumes }) : { volumes }),
    containerDefinitions: names.map((name, index) =>
      randomContainer(chance, { name, port: 8080 + index, memory: !fargate, networkMode, volumes }),
    ),
  };
}

const FARGATE_SIZES: readonly Pick<TaskDefinitionInput, 'cpu' | 'memory'>[] = [
  { cpu: '256', memory: '512' },
  { cpu: '.25 vCPU', memory: '1 GB' },
  { cpu: '1 vCPU', memory: '2048' },
];
const TEXTS = [
  '',
  'info',
  'a=b',
  '$HOME "quoted" \\',
  'ünïcode ☂',
  '# no comment',
  '// nor this',
  '{"a": [1,]}',
  'yes',
  '08',
];
const WORDS = ['sh', '-c', '', 'node', 'main.js', '--port=80', 'a b', "it's"];

interface Frame {
  readonly name: string;
  readonly port: number;
  /** Whether the container needs memory of its own, since the task has none. */
  readonly memory: boolean;
  readonly networkMode: 'awsvpc' | 'bridge' | 'host';
  readonly volumes: Volumes;
}

function randomContainer(chance: Chance, { name, port, memory, networkMode, volumes }: Frame): Container {
  const variables = chance.shuffled(['LOG_LEVEL', 'PORT', 'EMPTY', 'NODE_ENV']).slice(0, chance.integer(0, 4));
  const secrets = chance.shuffled(['TOKEN', 'DB_PASSWORD']).slice(0, chance.integer(0, 2));
  const hostPort = networkMode === 'bridge' ? chance.pick([0, port + 1000]) : chance.pick([0, port]);
  return {
    name,
    image: chance.pick(['web:1', 'registry.example.com:5000/web:v2', `web@sha256:${'a1'.repeat(32)}`]),
    ...(memory ? { memory: chance.pick([128, 512]) } : {}),
    ...some(chance, { essential: true }),
    ...some(chance, { cpu: chance.pick([0, 64]) }),
    ...some(chance, { command: chance.shuffled(WORDS).slice(0, chance.integer(0, 5)) }),
    ...some(chance, { entryPoint: ['sh', '-c', ''] }),
    ...some(chance, { environment: variables.map((variable) => ({ name: variable, value: chance.pick(TEXTS) })) }),
    ...some(chance, {
      secrets: secrets.map((secret) => ({
        name: secret,
        valueFrom: `arn:aws:ssm:eu-west-1:111122223333:parameter/${secret}/${chance.integer(1, 3)}`,
      })),
    }),
    ...some(chance, {
      portMappings: [
        { containerPort: port, ...some(chance, { hostPort }), ...some(chance, { protocol: 'tcp' as const }) },
      ],
    }),
    ...some(chance, { dockerLabels: { team: chance.pick(TEXTS), 'com.example.rule': 'Host(`a`)' } }),
    ...some(chance, {
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': `/ecs/${name}`, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
      },
    }),
    ...some(chance, {
      healthCheck: {
        command: ['CMD-SHELL', 'exit 0'],
        ...some(chance, { interval: chance.pick([30, 10]), retries: 3 }),
      },
    }),
    ...some(chance, { mountPoints: volumes.map((volume) => ({ sourceVolume: volume.name, containerPath: '/data' })) }),
    ...some(chance, { readonlyRootFilesystem: chance.maybe(), stopTimeout: chance.integer(2, 120) }),
  };
}

function randomVolumes(chance: Chance): Volumes {
  return chance.maybe(0.3) ? [{ name: 'scratch', ...some(chance, { host: {} }) }] : [];
}

function some<T extends object>(chance: Chance, members: T): T | Record<string, never> {
  return chance.maybe() ? members : {};
}
