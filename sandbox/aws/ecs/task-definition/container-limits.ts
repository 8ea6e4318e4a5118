import { clientError } from '../errors.ts';
import type { ContainerInput } from './shape.ts';

type Limits = Readonly<Record<string, readonly [low: number, high: number]>>;

/** Seconds, and numbers of checks (API reference, HealthCheck). */
const healthCheckLimits: Limits = { interval: [5, 300], timeout: [2, 60], retries: [1, 10], startPeriod: [0, 300] };
/** Seconds (API reference, ContainerDefinition). */
const timeoutLimits: Limits = { startTimeout: [2, 120], stopTimeout: [2, 120] };

/** @throws ClientException for a health check without command, or with numbers ECS does not take (wording unverified) */
export function checkHealthCheck(name: string, healthCheck: ContainerInput['healthCheck']): void {
  if (!healthCheck) return;
  const { command, ...numbers } = healthCheck;
  if (!command?.length) throw clientError(`The health check of container '${name}' has no command.`);
  checkLimits(name, numbers, healthCheckLimits);
}

/** What Fargate allows for `startTimeout` and `stopTimeout`. @throws ClientException (wording unverified) */
export function checkTimeouts(
  name: string,
  { startTimeout, stopTimeout }: Pick<ContainerInput, 'startTimeout' | 'stopTimeout'>,
): void {
  checkLimits(name, { startTimeout, stopTimeout }, timeoutLimits);
}

function checkLimits(name: string, values: Readonly<Record<string, number | undefined>>, limits: Limits): void {
  for (const [setting, [low, high]] of Object.entries(limits)) {
    const value = values[setting];
    if (value === undefined || (value >= low && value <= high)) continue;
    throw clientError(`Invalid setting for container '${name}'. '${setting}' must be between ${low} and ${high}.`);
  }
}
