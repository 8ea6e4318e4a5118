import type { EcsService } from '#shared/ecs/api';

/**
 * What a way back by UpdateService takes by the service's own strategy, while the release left still serves; undefined
 * where the strategy adds nothing.
 */
export async function slowWayBack(service: EcsService, waitMs: number): Promise<string | undefined> {
  const { deploymentConfiguration = {} } = service;
  if ((deploymentConfiguration.strategy ?? 'ROLLING') === 'ROLLING') return undefined;
  const { describeStrategy, leastMinutes } = await import('#shared/ecs/strategy/describe');
  const minutes = leastMinutes(deploymentConfiguration);
  if (minutes === 0) return undefined;
  const told = `The way back is a deployment by the service's own strategy: ${describeStrategy(deploymentConfiguration)}.`;
  const late = `This step waits for ${waitMs / 60_000} minutes (wait-for-minutes), which is shorter.`;
  return minutes * 60_000 < waitMs ? told : `${told} ${late}`;
}
