import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { serviceNotActive, unsupported } from '../errors.ts';
import type { Service, ServiceSettings } from '../model.ts';
import { openDeployment } from '../rollout/deployments.ts';
import { operation } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import { checkControlledUpdate } from '../task-sets/services.ts';
import { fromNow } from '../time.ts';
import { describedServiceView, serviceView } from '../views/service-view.ts';
import { checkedCount, gracePeriod, keptMembers } from './create-service.ts';
import { readDeploymentConfiguration } from './deployment-configuration.ts';
import { checkRevision, checkShifting, refuseUnsupported, revisionSettings, updateInput } from './service-input.ts';

type Input = Decoded<typeof updateInput>;

/**
 * UpdateService. A deployment starts only when what makes a revision (task definition, network, platform, load balancers …)
 * is given and differs from what runs, or when `forceNewDeployment` asks for it.
 */
export function updateServiceOperation(context: EcsContext): Operation {
  return operation(updateInput, (input) => {
    const service = context.state.service(input.cluster, input.service);
    keepController(service, input);
    if (service.controller !== 'ECS') return updateControlled(context, service, input);
    const primary = service.deployments[0];
    if (service.status !== 'ACTIVE' || !primary) throw serviceNotActive();
    refuseUnsupported(input);
    const present = primary.revision;
    const taskDefinition =
      input.taskDefinition === undefined
        ? present.taskDefinition
        : context.state.startableTaskDefinition(input.taskDefinition);
    const revision = revisionSettings(input, present.settings);
    const changed = taskDefinition !== present.taskDefinition || !isDeepStrictEqual(revision, present.settings);
    if (changed) checkRevision(context, taskDefinition, revision);
    const settings = updatedSettings(context, input, { service, balanced: revision.loadBalancers.length > 0 });
    checkShifting(settings.deploymentConfiguration.strategy, revision);
    const before = describedServiceView(service, context.state.tasksOf(service), ['TAGS']);
    resize(service, settings.desiredCount);
    service.settings = settings;
    if (changed || input.forceNewDeployment === true) {
      openDeployment(context, service, { taskDefinition, settings: revision });
    }
    if (context.staleReadMs > 0) service.stale = { until: fromNow(context.clock, context.staleReadMs), view: before };
    const view = serviceView(service, context.state.tasksOf(service));
    const [current] = service.serviceDeployments;
    const told = context.unsure.updateAnswersServiceDeployment ? { currentServiceDeployment: current?.arn } : {};
    return { service: { ...view, ...told } };
  });
}

/** @throws UnsupportedFeatureException for a change of the deployment controller, which is a migration of its own */
function keepController({ controller }: Service, { deploymentController }: Input): void {
  const { type = controller } = deploymentController ?? {};
  if (type !== controller) throw unsupported(`The sandbox does not change the deployment controller ${controller}.`);
}

/** A service whose revisions are task sets: only what holds for all of them can be updated, and nothing of it starts a rollout. */
function updateControlled(context: EcsContext, service: Service, input: Input): JsonObject {
  if (service.status !== 'ACTIVE') throw serviceNotActive();
  checkControlledUpdate(service, input);
  service.settings = updatedSettings(context, input, { service, balanced: true });
  return { service: serviceView(service, context.state.tasksOf(service)) };
}

function updatedSettings(
  context: EcsContext,
  input: Input,
  { service, balanced }: { readonly service: Service; readonly balanced: boolean },
): ServiceSettings {
  const present = service.settings;
  return {
    desiredCount: checkedCount(input.desiredCount ?? present.desiredCount),
    deploymentConfiguration: readDeploymentConfiguration(
      input.deploymentConfiguration,
      context,
      present.deploymentConfiguration,
    ),
    ...capacity(input, present),
    healthCheckGracePeriodSeconds:
      gracePeriod(input.healthCheckGracePeriodSeconds, balanced) ?? present.healthCheckGracePeriodSeconds,
    kept: { ...present.kept, ...keptMembers(input) },
  };
}

function capacity(
  { capacityProviderStrategy: strategy }: Input,
  present: ServiceSettings,
): Pick<ServiceSettings, 'launchType' | 'capacityProviderStrategy'> {
  if (!strategy) return { launchType: present.launchType, capacityProviderStrategy: present.capacityProviderStrategy };
  return { launchType: strategy.length > 0 ? undefined : 'FARGATE', capacityProviderStrategy: strategy };
}

/** The new count is PRIMARY's at once; during a rollout, scale-out applies to the revision being replaced as well. */
function resize(service: Service, desiredCount: number): void {
  const [primary, ...others] = service.deployments;
  const more = desiredCount - service.settings.desiredCount;
  if (primary) primary.desiredCount = desiredCount;
  for (const other of others) {
    if (other === service.lastCompleted && other.desiredCount > 0 && more > 0) other.desiredCount += more;
  }
}
