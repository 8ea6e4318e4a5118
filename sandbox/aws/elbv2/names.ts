import { AwsError } from '../service.ts';

/**
 * Names of load balancers and target groups: up to 32 letters, digits and hyphens, no hyphen at either end.
 * @throws {AwsError} ValidationError
 */
export function checkName(kind: 'Load balancer' | 'Target group', name: string): string {
  if (name.length > 32) {
    throw new AwsError('ValidationError', `${kind} name '${name}' cannot be longer than '32' characters`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw new AwsError(
      'ValidationError',
      `${kind} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    throw new AwsError('ValidationError', `${kind} name '${name}' cannot begin or end with a hyphen(-)`);
  }
  return name;
}
