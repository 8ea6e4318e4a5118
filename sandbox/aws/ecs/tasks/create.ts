import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import type { Cluster, ContainerOverride, Deployment, Service, Task } from '../model.ts';
import { list, string, struct } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';

export interface NewTask {
  readonly cluster: Cluster;
  readonly definition: TaskDefinition;
  readonly launchType: string;
  readonly platformVersion: string;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly tags: Map<string, string>;
  readonly owner?: { readonly service: Service; readonly deployment: Deployment };
  readonly overrides?: JsonObject;
  readonly containerOverrides?: readonly ContainerOverride[];
  readonly capacityProviderName?: string;
  readonly enableExecuteCommand?: boolean;
  /** Of RunTask; a service's tasks have their revision's. */
  readonly networkConfiguration?: JsonValue;
}

/** Makes a task, PROVISIONING, and sends it on its way. */
export function createTask(context: EcsContext, wanted: NewTask): Task {
  const { arns, clock, ids, state } = context;
  const id = ids.task();
  const task: Task = {
    ...wanted,
    id,
    arn: arns.of(`task/${wanted.cluster.name}/${id}`),
    createdAt: clock.now(),
    owner: wanted.owner,
    overrides: wanted.overrides ?? {},
    containerOverrides: wanted.containerOverrides ?? [],
    containers: wanted.definition.spec.containerDefinitions.map((definition) => ({
      definition,
      arn: arns.of(`container/${wanted.cluster.name}/${id}/${ids.uuid()}`),
      runtimeId: `${id}-${definition.name}`,
      status: 'PENDING',
    })),
    attachmentId: ids.uuid(),
    subnet: subnetOf(wanted),
    address: freeAddress(context),
    lastStatus: 'PROVISIONING',
    registration: 'none',
    targets: [],
    stop: undefined,
    seenHealthy: false,
  };
  state.addTask(task);
  context.engine.launch(task);
  return task;
}

/** The first of the subnets it may be placed in. */
function subnetOf({ networkConfiguration, owner }: NewTask): string {
  const network = struct({ awsvpcConfiguration: struct({ subnets: list(string) }) });
  const wanted = networkConfiguration ?? owner?.deployment.revision.settings.networkConfiguration;
  return network(wanted ?? {}).awsvpcConfiguration?.subnets?.[0] ?? 'subnet-00000000000000000';
}

const hostsPerSubnet = 250;

/** An address of 10.0.0.0/16 no living task has; AWS keeps the first four of a subnet for itself. */
function freeAddress({ state }: EcsContext): string {
  const taken = new Set(
    [...state.tasks.values()].filter((task) => task.lastStatus !== 'STOPPED').map((task) => task.address),
  );
  for (let index = state.tasks.size; ; index += 1) {
    const address = `10.0.${Math.floor(index / hostsPerSubnet) % 256}.${4 + (index % hostsPerSubnet)}`;
    if (!taken.has(address)) return address;
  }
}
