import type { CodeDeployConfig, CodeDeployGroup } from './api.ts';

/** How a deployment of a group goes, as far as its settings say. Minutes. */
export interface DeploymentPace {
  /** In words. */
  readonly description: string;
  /** From the first share of the traffic to the last one. */
  readonly shiftMinutes: number;
  /** For which the former tasks are kept after that. */
  readonly keptMinutes: number;
}

/**
 * `CodeDeployDefault.ECSCanary10Percent5Minutes (10 % of the traffic first and the rest after 5 minutes), then the old
 * tasks are kept for 60 minutes`.
 * @param config undefined: it could not be read, so how the traffic moves is not known
 */
export function paceOf(
  name: string,
  { config, group }: { readonly config: CodeDeployConfig | undefined; readonly group: CodeDeployGroup },
): DeploymentPace {
  const shifts = config && shiftsOf(config);
  const kept = keptMinutes(group);
  const how = shifts === undefined ? name : `${name} (${shifts.words})`;
  const ready = waitsForContinue(group) ? ', after somebody has continued it' : '';
  const then = kept === 0 ? '' : `, then the old tasks are kept for ${minutes(kept)}`;
  return {
    description: `AWS CodeDeploy, ${how}${ready}${then}`,
    shiftMinutes: shifts?.minutes ?? 0,
    keptMinutes: kept,
  };
}

/** Whether deployments of a group wait for ContinueDeployment before they shift traffic. */
export function waitsForContinue({ blueGreenDeploymentConfiguration }: CodeDeployGroup): boolean {
  return blueGreenDeploymentConfiguration?.deploymentReadyOption?.actionOnTimeout === 'STOP_DEPLOYMENT';
}

/** Names of the alarms that stop a deployment of a group. */
export function alarmsOf({ alarmConfiguration }: CodeDeployGroup): readonly string[] {
  if (alarmConfiguration?.enabled !== true) return [];
  return (alarmConfiguration.alarms ?? []).flatMap(({ name }) => name ?? []);
}

function keptMinutes({ blueGreenDeploymentConfiguration }: CodeDeployGroup): number {
  return blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0;
}

/** API reference, TrafficRoutingConfig: intervals are minutes. */
function shiftsOf({ trafficRoutingConfig: routing }: CodeDeployConfig): {
  readonly words: string;
  readonly minutes: number;
} {
  const { canaryPercentage = 0, canaryInterval = 0 } = routing?.timeBasedCanary ?? {};
  const { linearPercentage = 100, linearInterval = 0 } = routing?.timeBasedLinear ?? {};
  switch (routing?.type) {
    case 'TimeBasedCanary':
      return {
        words: `${canaryPercentage} % of the traffic first and the rest after ${minutes(canaryInterval)}`,
        minutes: canaryInterval,
      };
    case 'TimeBasedLinear':
      return {
        words: `${linearPercentage} % of the traffic every ${minutes(linearInterval)}`,
        minutes: (Math.ceil(100 / linearPercentage) - 1) * linearInterval,
      };
    default:
      return { words: 'all traffic at once', minutes: 0 };
  }
}

export function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}
