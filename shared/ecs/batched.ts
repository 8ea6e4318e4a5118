import type { Clock } from '#shared/action/clock';
import { CallBudget, type Budget } from '#shared/aws/call-budget';
import { memo } from '#shared/aws/memo';
import type { EcsApi, EcsService, EcsServiceDeployment } from './api.ts';
import { Batches } from './batches.ts';
import { shortName } from './names.ts';

/** DescribeServices takes no more. */
const SERVICES_A_CALL = 10;
/** DescribeServiceDeployments takes no more. */
const DEPLOYMENTS_A_CALL = 20;
/** Milliseconds. Longer gathers more, and has the end of a rollout known later; beyond the budget it matters no more. */
const WINDOW_MS = 125;
/**
 * A fifth of what the account has for all its jobs, for either operation. A hundred services are then looked at every
 * 2.5 seconds, fifty as often as one alone.
 */
const SHARE: Budget = { burst: 20, perSecond: 4 };

export interface BatchedOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Milliseconds for which questions are gathered. */
  readonly windowMs?: number;
  /** Default: a fifth of the account's. */
  readonly budget?: Budget;
}

/**
 * The same calls for who watches many services at once: what is asked about services, and about service deployments, is
 * gathered for a moment and asked in one call for each cluster, since the account's limits are shared by all its jobs.
 */
export function batched(api: EcsApi, options: BatchedOptions): EcsApi {
  const { clock, signal, windowMs = WINDOW_MS, budget = SHARE } = options;
  const gathering = { clock, signal, windowMs };
  const looks = new CallBudget(clock, budget);
  const servicesOf = memo(
    (cluster: string) =>
      new Batches<EcsService>({
        ...gathering,
        budget: looks,
        most: SERVICES_A_CALL,
        read: async (names) => byName(names, await api.describeServices(cluster, names)),
      }),
  );
  const deployments = new Batches<EcsServiceDeployment>({
    ...gathering,
    budget: new CallBudget(clock, budget),
    most: DEPLOYMENTS_A_CALL,
    read: async (arns) =>
      new Map((await api.describeServiceDeployments(arns)).map((each) => [each.serviceDeploymentArn ?? '', each])),
  });
  return {
    ...api,
    describeService: ({ cluster, service }) => servicesOf(cluster).ask(service),
    describeServiceDeployments: async (arns) => {
      const found = await Promise.all(arns.map((arn) => deployments.ask(arn)));
      return found.filter((deployment) => deployment !== undefined);
    },
  };
}

/** Whether it was asked for by name or by ARN, in a cluster each name is there once. */
function byName(asked: readonly string[], found: readonly EcsService[]): ReadonlyMap<string, EcsService> {
  const services = new Map(found.map((service) => [service.serviceName, service]));
  return new Map(
    asked.flatMap((nameOrArn) => {
      const service = services.get(shortName(nameOrArn));
      return service === undefined ? [] : [[nameOrArn, service] as const];
    }),
  );
}
