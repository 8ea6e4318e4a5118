import { AwsError } from '#sandbox/aws/service';
import type { RollbackEvent } from './model.ts';

export type InterruptionCode =
  | 'ALARM_ACTIVE'
  | 'ECS_UPDATE_ERROR'
  | 'ELASTIC_LOAD_BALANCING_INVALID'
  | 'HOOK_EXECUTION_FAILURE'
  | 'INTERNAL_ERROR'
  | 'INVALID_ECS_SERVICE'
  | 'INVALID_LAMBDA_FUNCTION'
  | 'INVALID_REVISION'
  | 'MANUAL_STOP'
  | 'TIMEOUT';

interface InterruptionOptions {
  readonly status: 'Failed' | 'Stopped';
  /** The kind of end a group may want rolled back. */
  readonly event: RollbackEvent;
  /** Decides in place of the group's settings. */
  readonly rollBack?: boolean;
}

/** Why a deployment ends before its time. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly code: InterruptionCode;
  readonly options: InterruptionOptions;

  constructor(
    code: InterruptionCode,
    message: string,
    options: InterruptionOptions = { status: 'Failed', event: 'DEPLOYMENT_FAILURE' },
  ) {
    super(message);
    this.code = code;
    this.options = options;
  }
}

/** The message is quoted from published deployments. */
export function alarmActive(names: readonly string[]): Interruption {
  const activated = names.map((name) => `<${name}>`).join(' ');
  return new Interruption(
    'ALARM_ACTIVE',
    `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${activated}`,
    { status: 'Stopped', event: 'DEPLOYMENT_STOP_ON_ALARM' },
  );
}

/** The messages of ECS and load balancing are wrapped as published deployments show them. */
export function refusedBy(service: 'AmazonECS' | 'AmazonElasticLoadBalancing', error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const cause = `${error.message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code}; Proxy: null)`;
  return service === 'AmazonECS'
    ? new Interruption(
        'ECS_UPDATE_ERROR',
        `The ECS service cannot be updated due to an unexpected error: ${cause}. Check your ECS service status.`,
      )
    : new Interruption(
        'ELASTIC_LOAD_BALANCING_INVALID',
        `The ELB could not be updated due to the following error: ${cause}`,
      );
}

/** Quoted in the user guide and by users. The error code is not published with it. */
export const installTimedOut = (): Interruption =>
  new Interruption(
    'TIMEOUT',
    'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
  );
