import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { conflict, deploymentNotFound, invalidParameter } from '../errors.ts';
import { pageOf } from '../page.ts';
import { isFinished } from '../rollout/deployments.ts';
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
      const entry = state.serviceDeployments.get(input.serviceDeploymentArn ?? '');
      if (!entry) throw deploymentNotFound();
      const { record, service } = entry;
      const stopType = input.stopType ?? 'ROLLBACK';
      if (stopType !== 'ROLLBACK')
        throw invalidParameter(`Invalid stopType: ${stopType}. Valid values are [ROLLBACK].`);
      if (isFinished(record) || record.status.startsWith('ROLLBACK_')) {
        throw conflict(`The service deployment is ${record.status} and can not be stopped.`);
      }
      if (!service.lastCompleted) {
        throw invalidParameter('The service deployment can not be rolled back: no earlier one has completed.');
      }
      record.status = 'ROLLBACK_REQUESTED';
      record.updatedAt = clock.now();
      return { serviceDeploymentArn: record.arn };
    }),
  };
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
