import type { TargetWeight } from '#sandbox/aws/traffic';
import type { EcsContext } from '../context.ts';
import type { Deployment, LoadBalancer, ServiceRevision, StageRun } from '../model.ts';
import type { Strategy } from './strategy.ts';

/**
 * The target groups of a new revision: the ones blue does not use where traffic is to move from one to the other, else the
 * ones that serve already.
 */
export function groupsFor(
  strategy: Strategy,
  loadBalancers: readonly LoadBalancer[],
  blue: ServiceRevision | undefined,
): readonly string[] {
  return loadBalancers.map(({ targetGroupArn, advancedConfiguration }) => {
    if (!advancedConfiguration) return targetGroupArn;
    const { alternateTargetGroupArn } = advancedConfiguration;
    const pair = [targetGroupArn, alternateTargetGroupArn];
    const used = blue?.targetGroups.find((arn) => pair.includes(arn));
    if (used === undefined) return targetGroupArn;
    if (strategy.kind === 'ROLLING') return used;
    return used === targetGroupArn ? alternateTargetGroupArn : targetGroupArn;
  });
}

interface Route {
  readonly rule: string;
  readonly green: string;
  readonly blue: string;
}

/** Makes both groups of every production rule known to the load balancer before anything moves: a group no rule names has no health. */
export function prepareTraffic({ routing }: EcsContext, run: StageRun): void {
  for (const { rule, green, blue } of routesOf(run.green.revision, 'production')) {
    const present = new Set(routing.weights(rule).map(({ targetGroupArn }) => targetGroupArn));
    if (present.has(green) && present.has(blue)) continue;
    routing.shift(rule, weightsOf({ rule, green, blue }, run.blue ? 0 : 100));
  }
}

export function shiftProduction({ routing }: EcsContext, run: StageRun, percent: number): void {
  for (const route of routesOf(run.green.revision, 'production')) routing.shift(route.rule, weightsOf(route, percent));
  run.production = percent;
}

export function shiftTest({ routing }: EcsContext, run: StageRun, percent: number): void {
  for (const route of routesOf(run.green.revision, 'test')) routing.shift(route.rule, weightsOf(route, percent));
  run.test = percent;
}

/** All production traffic goes to this revision, where it does not yet. */
export function routeTo({ routing }: EcsContext, revision: ServiceRevision): void {
  for (const route of routesOf(revision, 'production')) {
    const elsewhere = routing
      .weights(route.rule)
      .some(({ targetGroupArn, weight }) => targetGroupArn !== route.green && weight > 0);
    if (elsewhere) routing.shift(route.rule, weightsOf(route, 100));
  }
}

/** All traffic goes to blue again. Without a blue there is nothing to move it to. */
export function restoreTraffic(context: EcsContext, run: StageRun): void {
  if (!run.blue) return;
  if (run.production > 0) shiftProduction(context, run, 0);
  if (run.test > 0) shiftTest(context, run, 0);
}

function routesOf(revision: ServiceRevision, kind: 'production' | 'test'): readonly Route[] {
  return revision.settings.loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }, index) => {
    const rule =
      kind === 'production' ? advancedConfiguration?.productionListenerRule : advancedConfiguration?.testListenerRule;
    const green = revision.targetGroups[index];
    if (!advancedConfiguration || rule === undefined || green === undefined) return [];
    const { alternateTargetGroupArn } = advancedConfiguration;
    return [{ rule, green, blue: green === targetGroupArn ? alternateTargetGroupArn : targetGroupArn }];
  });
}

/** Parts of 100, or of 1000 where the percent has tenths: a rule's weights are whole numbers. */
function weightsOf({ green, blue }: Route, percent: number): readonly TargetWeight[] {
  const whole = Number.isInteger(percent) ? 100 : 1000;
  const part = Math.round((percent * whole) / 100);
  return [
    { targetGroupArn: blue, weight: whole - part },
    { targetGroupArn: green, weight: part },
  ];
}

/** Percents of production and test traffic that one revision is given. Before the test shift there is no test traffic. */
export function sharesOf(
  run: StageRun,
  deployment: Deployment,
): { readonly requestedProductionTrafficWeight: number; readonly requestedTestTrafficWeight: number } {
  const green = deployment === run.green;
  const blue = deployment === run.blue;
  const production = green ? run.production : blue ? 100 - run.production : 0;
  return {
    requestedProductionTrafficWeight: Math.round(production * 10) / 10,
    requestedTestTrafficWeight: green ? run.test : 0,
  };
}
