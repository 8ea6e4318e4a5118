import { invalidParameter } from '../errors.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { isFargateCompatible } from '../task-definition/fargate.ts';
import type { RunTaskInput } from './run-task-input.ts';

export interface Launch {
  readonly launchType: 'FARGATE';
  readonly capacityProviderName?: string;
}

/** Capacity providers every cluster has. */
const fargateProviders: readonly string[] = ['FARGATE', 'FARGATE_SPOT'];

/**
 * Where RunTask places its tasks: on Fargate, on demand or spot.
 * @throws InvalidParameterException for what needs container instances, which there are none of
 */
export function launchOf(asked: RunTaskInput, definition: TaskDefinition): Launch {
  const [provider] = asked.capacityProviderStrategy ?? [];
  if (provider && asked.launchType !== undefined) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const launchType = asked.launchType ?? 'FARGATE';
  if (launchType !== 'FARGATE') throw invalidParameter('No Container Instances were found in your cluster.');
  if (!isFargateCompatible(definition.spec)) {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
  if (!provider) return { launchType };
  const name = provider.capacityProvider ?? '';
  if (fargateProviders.includes(name)) return { launchType, capacityProviderName: name };
  throw invalidParameter(
    `The specified capacity provider '${name}' was not found. Specify a valid name or ARN and try again.`,
  );
}
