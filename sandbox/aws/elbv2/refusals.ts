import { AwsError } from '../service.ts';

/** A request that breaks a rule of the API. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** An action that a rule cannot have. */
export function invalidAction(message: string): AwsError {
  return new AwsError('InvalidLoadBalancerAction', message);
}

/** What AWS can do and the sandbox cannot is refused, never quietly ignored. */
export function unsupported(what: string): AwsError {
  return new AwsError('InvalidConfigurationRequest', `The sandbox does not support ${what}`);
}
