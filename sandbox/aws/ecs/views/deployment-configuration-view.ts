import type { JsonObject } from '#sandbox/aws/service';
import { timestamp } from '../time.ts';
import type {
  DeploymentAlarms,
  DeploymentConfiguration,
  EarlySuccess,
  HookRun,
  LifecycleHook,
  Strategy,
} from '../rollout/strategy.ts';

export function deploymentConfigurationView(configuration: DeploymentConfiguration): JsonObject {
  const { alarms, bakeTimeInMinutes, breaker, earlySuccess, hooks, strategy } = configuration;
  const { maximumPercent, minimumHealthyPercent } = configuration;
  return {
    maximumPercent,
    minimumHealthyPercent,
    deploymentCircuitBreaker: {
      enable: breaker.enable,
      rollback: breaker.rollback,
      resetOnHealthyTask: breaker.resetOnHealthyTask,
      thresholdConfiguration: { ...breaker.threshold },
    },
    bakeTimeInMinutes: bakeTimeInMinutes ?? 0,
    ...strategyView(strategy),
    ...(alarms ? { alarms: alarmsView(alarms) } : {}),
    ...(hooks.length > 0 ? { lifecycleHooks: hooks.map(hookView) } : {}),
    ...(earlySuccess ? { earlySuccessCriteria: earlySuccessView(earlySuccess) } : {}),
  };
}

function strategyView(strategy: Strategy): JsonObject {
  const { kind, ...settings } = strategy;
  switch (kind) {
    case 'LINEAR':
      return { strategy: kind, linearConfiguration: settings };
    case 'CANARY':
      return { strategy: kind, canaryConfiguration: settings };
    case 'ROLLING':
    case 'BLUE_GREEN':
      return { strategy: kind };
  }
}

function alarmsView({ enable, names, rollback }: DeploymentAlarms): JsonObject {
  return { alarmNames: names, enable, rollback };
}

function earlySuccessView({ cleanup, healthyPercent }: EarlySuccess): JsonObject {
  return { enable: true, healthyPercent, sourceServiceRevisionCleanup: cleanup };
}

function hookView({ stages, target, timeout }: LifecycleHook): JsonObject {
  return {
    targetType: target.type,
    ...(target.type === 'AWS_LAMBDA'
      ? { hookTargetArn: target.functionArn, roleArn: target.roleArn, hookDetails: target.details }
      : {}),
    lifecycleStages: stages,
    timeoutConfiguration: { timeoutInMinutes: timeout.minutes, action: timeout.action },
  };
}

/** An entry of `lifecycleHookDetails`: a hook that is active at this stage. */
export function hookRunView({ expiresAt, hook, id, status }: HookRun): JsonObject {
  const { target, timeout } = hook;
  return {
    hookId: id,
    targetType: target.type,
    targetArn: target.type === 'AWS_LAMBDA' ? target.functionArn : undefined,
    status,
    expiresAt: timestamp(expiresAt),
    timeoutAction: timeout.action,
  };
}
