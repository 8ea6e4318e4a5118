import { isDeepStrictEqual } from 'node:util';
import type { EcsDeploymentConfiguration } from '../api.ts';

export type Strategy = 'ROLLING' | 'BLUE_GREEN' | 'CANARY' | 'LINEAR';

/** What is asked of the deployment strategy; what is undefined stays as the service has it. */
export interface StrategyRequest {
  readonly strategy: Strategy | undefined;
  /** Percent of the traffic that a canary gets first. */
  readonly canaryPercent: number | undefined;
  /** Percent of the traffic that each step of a linear deployment adds. */
  readonly stepPercent: number | undefined;
  /** Minutes between the shifts of a canary or linear deployment. */
  readonly stepBakeMinutes: number | undefined;
  /** Minutes between the last shift and the end of the former revision. */
  readonly bakeMinutes: number | undefined;
  /** Percent of the new tasks that must be healthy for a rolling deployment to be completed; 0: all of it, as by default. */
  readonly earlySuccessPercent: number | undefined;
}

/** How a service is deployed after the request; `changes` when it has to be told. */
export interface EffectiveStrategy {
  readonly configuration: EcsDeploymentConfiguration;
  readonly changes: boolean;
}

export function strategyOf({ strategy }: EcsDeploymentConfiguration): string {
  return strategy ?? 'ROLLING';
}

/**
 * The service's deployment configuration with the request in it, whole: what UpdateService does with members that are
 * left out is not documented, so percents, breaker, alarms and hooks are sent as they are. Only what ECS refuses
 * together with the new strategy is left out: the settings of another one, `earlySuccessCriteria` outside of rolling
 * updates, hooks in them. Source: API reference, DeploymentConfiguration.
 */
export function applyStrategy(
  current: EcsDeploymentConfiguration | undefined,
  request: StrategyRequest,
): EffectiveStrategy {
  const before = current ?? {};
  const strategy = request.strategy ?? strategyOf(before);
  const { canaryConfiguration, linearConfiguration, earlySuccessCriteria, lifecycleHooks, ...common } = before;
  const { canaryPercent, stepPercent, stepBakeMinutes, bakeMinutes, earlySuccessPercent } = request;
  const rolling = strategy === 'ROLLING';
  const early = earlySuccessPercent === undefined ? earlySuccessCriteria : earlySuccess(earlySuccessPercent);
  const configuration: EcsDeploymentConfiguration = {
    ...common,
    ...(request.strategy === undefined ? {} : { strategy: request.strategy }),
    ...(bakeMinutes === undefined ? {} : { bakeTimeInMinutes: bakeMinutes }),
    ...member('canaryConfiguration', strategy === 'CANARY', {
      ...canaryConfiguration,
      ...given('canaryPercent', canaryPercent),
      ...given('canaryBakeTimeInMinutes', stepBakeMinutes),
    }),
    ...member('linearConfiguration', strategy === 'LINEAR', {
      ...linearConfiguration,
      ...given('stepPercent', stepPercent),
      ...given('stepBakeTimeInMinutes', stepBakeMinutes),
    }),
    ...(rolling && early !== undefined ? { earlySuccessCriteria: early } : {}),
    ...(!rolling && lifecycleHooks !== undefined ? { lifecycleHooks } : {}),
  };
  return { configuration, changes: !isDeepStrictEqual(asSent(configuration), asSent(before)) };
}

/** What would be lost by the change, in sentences. */
export function lostBy(
  current: EcsDeploymentConfiguration | undefined,
  { configuration }: EffectiveStrategy,
): readonly string[] {
  const { lifecycleHooks = [], earlySuccessCriteria } = current ?? {};
  const hooks = lifecycleHooks.length > 0 && configuration.lifecycleHooks === undefined;
  const early = earlySuccessCriteria?.enable === true && configuration.earlySuccessCriteria === undefined;
  return [
    ...(hooks ? [`its ${lifecycleHooks.length} lifecycle hooks do not run in a rolling deployment`] : []),
    ...(early ? ['its earlySuccessCriteria count in a rolling deployment only'] : []),
  ];
}

/** Nothing waits for the old tasks to leave: that is what the early success is for. */
function earlySuccess(healthyPercent: number): EcsDeploymentConfiguration['earlySuccessCriteria'] {
  return healthyPercent === 0
    ? { enable: false }
    : { enable: true, healthyPercent, sourceServiceRevisionCleanup: 'DEFERRED' };
}

function member(name: string, belongs: boolean, value: object): object {
  return belongs && Object.keys(value).length > 0 ? { [name]: value } : {};
}

function given(name: string, value: number | undefined): object {
  return value === undefined ? {} : { [name]: value };
}

/** Without members that are undefined, which are no difference, and with the strategy that none means. */
function asSent(configuration: EcsDeploymentConfiguration): unknown {
  return JSON.parse(JSON.stringify({ ...configuration, strategy: strategyOf(configuration) }));
}
