import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, serviceNotActive, taskSetNotFound } from '../errors.ts';
import type { Service, TaskSet } from '../model.ts';
import { shortName } from '../names.ts';
import { checkRevision, refuseUnsupported, revisionSettings } from '../operations/service-input.ts';
import { tagMap } from '../operations/tags.ts';
import { anything, boolean, integer, list, number, operation, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import { tags } from '../task-definition/shape.ts';
import { drain, listed, makePrimary, openTaskSet } from './open.ts';
import type { NewTaskSet } from './open.ts';
import { taskSetView } from './view.ts';

const scale = struct({ value: number, unit: string });

const createInput = struct({
  service: string,
  cluster: string,
  externalId: string,
  taskDefinition: string,
  networkConfiguration: anything,
  loadBalancers: list(
    struct({ targetGroupArn: string, loadBalancerName: string, containerName: string, containerPort: integer }),
  ),
  serviceRegistries: list(anything),
  launchType: string,
  capacityProviderStrategy: list(anything),
  platformVersion: string,
  scale,
  tags,
});

const one = { cluster: string, service: string, taskSet: string };

/** The operations of an external deployment controller. CodeDeploy's task sets are CodeDeploy's own to change. */
export function taskSetOperations(context: EcsContext): Record<string, Operation> {
  const { state } = context;
  const answer = (service: Service, taskSet: TaskSet): JsonObject => ({
    taskSet: taskSetView(service, taskSet, state.tasksOf(service)),
  });
  return {
    CreateTaskSet: operation(createInput, (input) => {
      const service = externalService(context, input);
      return answer(service, createTaskSet(context, service, input));
    }),

    DescribeTaskSets: operation(
      struct({ cluster: string, service: string, taskSets: list(string), include: list(string) }),
      (input) => describe(context, state.service(input.cluster, input.service), input),
    ),

    UpdateTaskSet: operation(struct({ ...one, scale }), (input) => {
      const service = externalService(context, input);
      const taskSet = livingTaskSet(service, input.taskSet);
      if (!input.scale) throw invalidParameter('scale can not be blank.');
      taskSet.scale = percent(input.scale);
      taskSet.updatedAt = context.clock.now();
      return answer(service, taskSet);
    }),

    UpdateServicePrimaryTaskSet: operation(
      struct({ cluster: string, service: string, primaryTaskSet: string }),
      (input) => {
        const service = externalService(context, input);
        const taskSet = livingTaskSet(service, input.primaryTaskSet);
        makePrimary(context, service, taskSet);
        return answer(service, taskSet);
      },
    ),

    DeleteTaskSet: operation(struct({ ...one, force: boolean }), (input) => {
      const service = externalService(context, input);
      const taskSet = livingTaskSet(service, input.taskSet);
      if (taskSet.scale > 0 && input.force !== true) {
        throw invalidParameter('The task set cannot be deleted while it is scaled above 0.');
      }
      drain(context, service, taskSet);
      return answer(service, taskSet);
    }),
  };
}

function createTaskSet(context: EcsContext, service: Service, input: Decoded<typeof createInput>): TaskSet {
  refuseUnsupported(input);
  const taskDefinition = context.state.startableTaskDefinition(input.taskDefinition);
  const settings = revisionSettings(input, undefined);
  checkRevision(context, taskDefinition, settings);
  return openTaskSet(context, service, {
    taskDefinition,
    settings,
    status: 'ACTIVE',
    scale: percent(input.scale ?? { value: 0 }),
    ...capacityOf(input),
    externalId: input.externalId,
    tags: tagMap(input.tags),
  });
}

function capacityOf({
  capacityProviderStrategy,
  launchType,
}: Decoded<typeof createInput>): Pick<NewTaskSet, 'capacity'> {
  if (launchType !== undefined && capacityProviderStrategy?.length) {
    throw invalidParameter('A launch type and a capacity provider strategy can not be given together.');
  }
  if (capacityProviderStrategy?.length) return { capacity: { launchType: undefined, capacityProviderStrategy } };
  return launchType === undefined ? {} : { capacity: { launchType, capacityProviderStrategy: [] } };
}

function describe(
  { arns, state }: EcsContext,
  service: Service,
  input: { readonly taskSets?: readonly string[]; readonly include?: readonly string[] },
): JsonObject {
  const tasks = state.tasksOf(service);
  const wanted = input.taskSets ?? listed(service).map(({ arn }) => arn);
  const arnOf = (reference: string): string =>
    reference.startsWith('arn:') ? reference : arns.of(`task-set/${service.cluster.name}/${service.name}/${reference}`);
  return {
    taskSets: wanted.flatMap((reference) => {
      const found = findTaskSet(service, reference);
      if (!found) return [];
      const { tags: all, ...view } = taskSetView(service, found, tasks);
      return [input.include?.includes('TAGS') ? { ...view, tags: all } : view];
    }),
    failures: wanted
      .filter((reference) => !findTaskSet(service, reference))
      .map((reference) => ({ arn: arnOf(reference), reason: 'MISSING' })),
  };
}

function externalService(
  { state }: EcsContext,
  input: { readonly cluster?: string; readonly service?: string },
): Service {
  const service = state.service(input.cluster, input.service);
  if (service.status !== 'ACTIVE') throw serviceNotActive();
  if (service.controller !== 'EXTERNAL') {
    throw invalidParameter(
      `Task sets of a service with deployment controller ${service.controller} can not be changed.`,
    );
  }
  return service;
}

/** @throws TaskSetNotFoundException | InvalidParameterException for one that is being deleted */
function livingTaskSet(service: Service, reference: string | undefined): TaskSet {
  if (!reference) throw invalidParameter('TaskSet can not be blank.');
  const found = findTaskSet(service, reference);
  if (!found) throw taskSetNotFound();
  if (found.status === 'DRAINING') throw invalidParameter('The task set is being deleted.');
  return found;
}

/** By ARN, `ecs-svc/<digits>`, or the digits alone. */
function findTaskSet(service: Service, reference: string): TaskSet | undefined {
  return service.taskSets.find(
    ({ arn, deployment }) =>
      reference === arn || reference === deployment.id || `ecs-svc/${shortName(reference)}` === deployment.id,
  );
}

/** @throws InvalidParameterException */
function percent({ value = 0, unit = 'PERCENT' }: Decoded<typeof scale>): number {
  if (unit !== 'PERCENT') throw invalidParameter('The unit of scale must be PERCENT.');
  if (value < 0 || value > 100) throw invalidParameter('The value of scale must be between 0 and 100.');
  return value;
}
