import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, serviceNotActive } from '../errors.ts';
import type { Service } from '../model.ts';
import { shortName } from '../names.ts';
import { pageOf } from '../page.ts';
import { boolean, integer, list, operation, string, struct } from '../shape.ts';
import { drain } from '../task-sets/open.ts';
import { describedServiceView, serviceView } from '../views/service-view.ts';

const maxDescribed = 10;
const defaultPage = 10;

export function serviceOperations(context: EcsContext): Record<string, Operation> {
  const { state, arns } = context;
  return {
    DescribeServices: operation(struct({ cluster: string, services: list(string), include: list(string) }), (input) => {
      const cluster = state.cluster(input.cluster);
      const wanted = input.services ?? [];
      if (wanted.length === 0) throw invalidParameter('Services cannot be empty.');
      if (wanted.length > maxDescribed) throw invalidParameter(`Services can have ${maxDescribed} entries at most.`);
      const find = (name: string): Service | undefined => cluster.services.get(shortName(name));
      return {
        services: wanted.flatMap((name) => {
          const service = find(name);
          return service ? [look(context, service, input.include ?? [])] : [];
        }),
        failures: wanted
          .filter((name) => !find(name))
          .map((name) => ({ arn: arns.of(`service/${cluster.name}/${shortName(name)}`), reason: 'MISSING' })),
      };
    }),

    ListServices: operation(
      struct({ cluster: string, launchType: string, nextToken: string, maxResults: integer }),
      (input) => {
        const found = [...state.cluster(input.cluster).services.values()]
          .filter(({ status }) => status !== 'INACTIVE')
          .filter(({ settings }) => input.launchType === undefined || settings.launchType === input.launchType)
          .map(({ arn }) => arn);
        const { items, nextToken } = pageOf(found, input, defaultPage);
        return { serviceArns: items, nextToken };
      },
    ),

    DeleteService: operation(struct({ cluster: string, service: string, force: boolean }), (input) => {
      const service = state.service(input.cluster, input.service);
      if (service.status === 'INACTIVE') throw serviceNotActive();
      if (service.settings.desiredCount > 0 && input.force !== true) {
        throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
      }
      service.status = 'DRAINING';
      service.settings = { ...service.settings, desiredCount: 0 };
      for (const deployment of service.deployments) deployment.desiredCount = 0;
      for (const taskSet of service.taskSets) drain(context, service, taskSet);
      return { service: serviceView(service, state.tasksOf(service)) };
    }),
  };
}

function look({ clock, state }: EcsContext, service: Service, include: readonly string[]): JsonObject {
  if (service.stale && clock.now() < service.stale.until) return service.stale.view;
  return describedServiceView(service, state.tasksOf(service), include);
}
