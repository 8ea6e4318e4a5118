import { anything, boolean, integer, list, map, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';

export const tags = list(struct({ key: string, value: string }));
export const keyValues = list(struct({ name: string, value: string }));

const secrets = list(struct({ name: string, valueFrom: string }));

export const container = struct({
  name: string,
  image: string,
  repositoryCredentials: anything,
  cpu: integer,
  memory: integer,
  memoryReservation: integer,
  links: list(string),
  portMappings: list(
    struct({
      containerPort: integer,
      hostPort: integer,
      protocol: string,
      name: string,
      appProtocol: string,
      containerPortRange: string,
    }),
  ),
  essential: boolean,
  restartPolicy: struct({ enabled: boolean, ignoredExitCodes: list(integer), restartAttemptPeriod: integer }),
  entryPoint: list(string),
  command: list(string),
  environment: keyValues,
  environmentFiles: list(anything),
  mountPoints: list(struct({ sourceVolume: string, containerPath: string, readOnly: boolean })),
  volumesFrom: list(struct({ sourceContainer: string, readOnly: boolean })),
  linuxParameters: struct({
    capabilities: struct({ add: list(string), drop: list(string) }),
    devices: list(anything),
    initProcessEnabled: boolean,
    sharedMemorySize: integer,
    tmpfs: list(anything),
    maxSwap: integer,
    swappiness: integer,
  }),
  secrets,
  dependsOn: list(struct({ containerName: string, condition: string })),
  startTimeout: integer,
  stopTimeout: integer,
  versionConsistency: string,
  hostname: string,
  user: string,
  workingDirectory: string,
  disableNetworking: boolean,
  privileged: boolean,
  readonlyRootFilesystem: boolean,
  dnsServers: list(string),
  dnsSearchDomains: list(string),
  extraHosts: list(anything),
  dockerSecurityOptions: list(string),
  interactive: boolean,
  pseudoTerminal: boolean,
  dockerLabels: map(string),
  ulimits: list(anything),
  logConfiguration: struct({ logDriver: string, options: map(string), secretOptions: secrets }),
  healthCheck: struct({
    command: list(string),
    interval: integer,
    timeout: integer,
    retries: integer,
    startPeriod: integer,
  }),
  systemControls: list(anything),
  resourceRequirements: list(struct({ value: string, type: string })),
  firelensConfiguration: anything,
  credentialSpecs: list(string),
});

/** Members of RegisterTaskDefinition, but `tags`. */
export const taskDefinition = struct({
  family: string,
  taskRoleArn: string,
  executionRoleArn: string,
  networkMode: string,
  containerDefinitions: list(container),
  volumes: list(
    struct({
      name: string,
      host: struct({ sourcePath: string }),
      dockerVolumeConfiguration: anything,
      efsVolumeConfiguration: anything,
      s3filesVolumeConfiguration: anything,
      fsxWindowsFileServerVolumeConfiguration: anything,
      configuredAtLaunch: boolean,
    }),
  ),
  placementConstraints: list(anything),
  requiresCompatibilities: list(string),
  cpu: string,
  memory: string,
  pidMode: string,
  ipcMode: string,
  proxyConfiguration: anything,
  inferenceAccelerators: list(anything),
  ephemeralStorage: struct({ sizeInGiB: integer }),
  runtimePlatform: struct({ cpuArchitecture: string, operatingSystemFamily: string }),
  enableFaultInjection: boolean,
  trustedExecutionConfiguration: anything,
});

export type ContainerInput = Decoded<typeof container>;
export type TaskDefinitionInput = Decoded<typeof taskDefinition>;
