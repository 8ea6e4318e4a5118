import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { conflict, deploymentNotFound, invalidParameter } from '../errors.ts';
import type { Service, ServiceDeployment } from '../model.ts';
import { pageOf } from '../page.ts';
import { isFinished } from '../rollout/finished.ts';
import { settleHook } from '../rollout/hooks.ts';
import { rollbackTarget } from '../rollout/observe-deployment.ts';
import { integer, list, number, operation, string, struct } from '../shape.ts';
import {
  serviceDeploymentBrief,
  serviceDeploymentView,
  serviceRevisionView,
} from '../views/service-deployment-view.ts';

const maxDescribed = 20;
const defaultPage = 20;

const listing = struct({
  service: string,
  cluster: string,
  status: list(string),
  /** Epoch seconds. */
  createdAt: struct({ after: number, before: number }),
  nextToken: string,
  maxResults: integer,
});

export function serviceDeploymentOperations(context: EcsContext): Record<string, Operation> {
  const { state, clock } = context;
  return {
    ListServiceDeployments: operation(listing, (input) => {
      const service = state.service(input.cluster, input.service);
      const { after = -Infinity, before = Infinity } = input.createdAt ?? {};
      const found = service.serviceDeployments
        .filter(({ status }) => !input.status?.length || input.status.includes(status))
        .filter(({ createdAt }) => createdAt / 1000 > after && createdAt / 1000 < before);
      const { items, nextToken } = pageOf(found, input, defaultPage);
      return { serviceDeployments: items.map((entry) => serviceDeploymentBrief(entry, service)), nextToken };
    }),

    DescribeServiceDeployments: operation(struct({ serviceDeploymentArns: list(string) }), (input) => {
      const { found, failures } = lookUp(input.serviceDeploymentArns, state.serviceDeployments);
      return {
        serviceDeployments: found.map(({ record, service }) =>
          serviceDeploymentView(record, service, state.tasksOf(service)),
        ),
        failures,
      };
    }),

    DescribeServiceRevisions: operation(struct({ serviceRevisionArns: list(string) }), (input) => {
      const { found, failures } = lookUp(input.serviceRevisionArns, state.revisions);
      return {
        serviceRevisions: found.map(({ revision, service }) => serviceRevisionView(revision, service)),
        failures,
      };
    }),

    StopServiceDeployment: operation(struct({ serviceDeploymentArn: string, stopType: string }), (input) => {
      const { record, service } = find(context, input.serviceDeploymentArn);
      const stopType = input.stopType ?? 'ROLLBACK';
      if (stopType !== 'ROLLBACK')
        throw invalidParameter(`Invalid stopType: ${stopType}. Valid values are [ROLLBACK].`);
      stop(context, service, record);
      return { serviceDeploymentArn: record.arn };
    }),

    ContinueServiceDeployment: operation(
      struct({ serviceDeploymentArn: string, hookId: string, action: string }),
      (input) => {
        const { record } = find(context, input.serviceDeploymentArn);
        const action = input.action ?? 'CONTINUE';
        if (action !== 'CONTINUE' && action !== 'ROLLBACK') throw invalidParameter(`Invalid action: ${action}.`);
        if (!input.hookId) throw invalidParameter('hookId can not be blank.');
        const run = record.stages?.hooks.find(({ id }) => id === input.hookId);
        if (record.status !== 'IN_PROGRESS' || run?.status !== 'AWAITING_ACTION') {
          throw invalidParameter('The lifecycle hook is not awaiting an action.');
        }
        settleHook(run, action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED', action);
        record.updatedAt = clock.now();
        return { serviceDeploymentArn: record.arn };
      },
    ),
  };
}

function find(
  { state }: EcsContext,
  arn: string | undefined,
): { readonly record: ServiceDeployment; readonly service: Service } {
  const entry = state.serviceDeployments.get(arn ?? '');
  if (!entry) throw deploymentNotFound();
  return entry;
}

/**
 * One that is stopping or rolling back already simply goes on. Developer guide, "Stopping Amazon ECS service deployments".
 * @throws ConflictException | InvalidParameterException
 */
function stop({ clock }: EcsContext, service: Service, record: ServiceDeployment): void {
  if (isFinished(record)) throw conflict(`The service deployment is ${record.status} and can not be stopped.`);
  if (record.status !== 'PENDING' && record.status !== 'IN_PROGRESS') return;
  if (!rollbackTarget(service, record)) {
    throw invalidParameter('The service deployment can not be rolled back: no earlier one has completed.');
  }
  record.status = 'ROLLBACK_REQUESTED';
  record.updatedAt = clock.now();
}

function lookUp<T>(
  arns: readonly string[] | undefined,
  known: ReadonlyMap<string, T>,
): { readonly found: readonly T[]; readonly failures: readonly { readonly arn: string; readonly reason: string }[] } {
  if (!arns?.length) throw invalidParameter('At least one ARN is required.');
  if (arns.length > maxDescribed) throw invalidParameter(`${maxDescribed} ARNs can be given at most.`);
  return {
    found: arns.flatMap((arn) => known.get(arn) ?? []),
    failures: arns.filter((arn) => !known.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
  };
}
