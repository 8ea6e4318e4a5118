import type { EcsServiceDeployment } from '../api.ts';

/** A lifecycle hook that is active at the present stage. */
export interface HookView {
  /** Each time a stage is come to, its hooks get new ids. */
  readonly id: string;
  /** PAUSE or AWS_LAMBDA. */
  readonly type: string;
  /** ARN of the function; a pause has none. */
  readonly target: string | undefined;
  /** AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED, TIMED_OUT. */
  readonly status: string;
  /** ISO 8601; what happens then is `timeoutAction`: ROLLBACK or CONTINUE. */
  readonly expiresAt: string | undefined;
  readonly timeoutAction: string | undefined;
}

/** A service deployment as one DescribeServiceDeployments shows it. */
export interface ServiceDeploymentView {
  readonly arn: string;
  /** PENDING … ROLLBACK_FAILED. The SDK's list is not complete, so this is any text. */
  readonly status: string;
  readonly reason: string | undefined;
  /** PRE_SCALE_UP … CLEAN_UP, any text for the same reason; undefined for rolling deployments. */
  readonly stage: string | undefined;
  /** Percent of the production and of the test traffic that the new revision is given. */
  readonly traffic: { readonly production: number; readonly test: number } | undefined;
  readonly hooks: readonly HookView[];
  /** Alarms that went off. */
  readonly alarms: readonly string[];
  /** Failures the circuit breaker counted, and how many it takes. */
  readonly breaker: { readonly failures: number; readonly threshold: number } | undefined;
  /** ARN of the service revision that is deployed. */
  readonly revision: string | undefined;
}

export function viewServiceDeployment(deployment: EcsServiceDeployment): ServiceDeploymentView {
  const { failureCount, threshold } = deployment.deploymentCircuitBreaker ?? {};
  const { requestedProductionTrafficWeight: production, requestedTestTrafficWeight: test = 0 } =
    deployment.targetServiceRevision ?? {};
  const stage: string | undefined = deployment.lifecycleStage;
  return {
    arn: deployment.serviceDeploymentArn ?? '',
    status: deployment.status ?? '',
    reason: deployment.rollback?.reason ?? deployment.statusReason,
    stage,
    // A rolling deployment shifts no traffic of its own, though its revision may be shown with a weight.
    traffic: production === undefined || stage === undefined ? undefined : { production, test },
    hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
      id: hook.hookId ?? '',
      type: hook.targetType ?? 'AWS_LAMBDA',
      target: hook.targetArn,
      status: hook.status ?? '',
      expiresAt: hook.expiresAt?.toISOString(),
      timeoutAction: hook.timeoutAction,
    })),
    alarms: deployment.alarms?.triggeredAlarmNames ?? [],
    breaker: failureCount === undefined || threshold === undefined ? undefined : { failures: failureCount, threshold },
    revision: deployment.targetServiceRevision?.arn,
  };
}

/** Hooks that nobody but a person (or a later step) ends. */
export function pausesOf({ hooks }: ServiceDeploymentView): readonly HookView[] {
  return hooks.filter(({ status }) => status === 'AWAITING_ACTION');
}
