import type { JsonObject } from '#sandbox/aws/service';
import type { DeploymentConfiguration } from '../model.ts';

export function deploymentConfigurationView(configuration: DeploymentConfiguration): JsonObject {
  const { breaker, maximumPercent, minimumHealthyPercent } = configuration;
  return {
    strategy: 'ROLLING',
    maximumPercent,
    minimumHealthyPercent,
    deploymentCircuitBreaker: {
      enable: breaker.enable,
      rollback: breaker.rollback,
      resetOnHealthyTask: breaker.resetOnHealthyTask,
      thresholdConfiguration: { ...breaker.threshold },
    },
    bakeTimeInMinutes: 0,
  };
}
