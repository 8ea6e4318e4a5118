import type { Observation } from './judge.ts';
import type { RolloutMemory } from './memory.ts';
import type { DeploymentView, ServiceView } from './view.ts';

/** A stretch of a rollout. Epoch milliseconds. */
export interface Phase {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Names of phases that the settings of a load balancer decide the length of. */
export const HEALTH_PHASES: ReadonlySet<string> = new Set(['new tasks become healthy', 'scale up']);
export const DRAIN_PHASES: ReadonlySet<string> = new Set(['old tasks drain', 'clean up']);

/** Seconds. What is quicker is no news. */
export const SLOW_HEALTH = 30;
export const SLOW_DRAIN = 60;

const ROLLING_BACK = 'rolling back';

/** Which phase a rollout is in. Rolling updates have no stages of their own: the counts of their tasks tell. */
export function phaseOf({ service, serviceDeployment }: Observation, memory: RolloutMemory): string | undefined {
  if (memory.rollback !== undefined) return ROLLING_BACK;
  if (serviceDeployment?.stage !== undefined) {
    const stage = serviceDeployment.stage.toLowerCase().replaceAll('_', ' ');
    const shifts = stage === 'production traffic shift' && serviceDeployment.traffic !== undefined;
    return shifts ? `${stage} ${serviceDeployment.traffic.production} %` : stage;
  }
  return service && rollingPhase(service, memory);
}

function rollingPhase({ deployments, strategy }: ServiceView, { deploymentId }: RolloutMemory): string | undefined {
  const ours = deployments.find(({ id }) => id === deploymentId);
  if (ours === undefined || strategy !== 'ROLLING') return undefined;
  const others = deployments.filter(({ id }) => id !== deploymentId);
  const sum = (of: (deployment: DeploymentView) => number): number =>
    others.reduce((total, other) => total + of(other), 0);
  if (ours.running < ours.desired || ours.pending > 0) return 'new tasks start';
  if (sum(({ desired }) => desired) > 0) return 'new tasks become healthy';
  return others.length > 0 ? 'old tasks drain' : 'completion';
}

/** The phases so far, with what is now. A phase that comes back, as after a lost task, is another one. */
export function notePhase(phases: readonly Phase[], name: string | undefined, at: number): readonly Phase[] {
  const last = phases.at(-1);
  const before = last === undefined ? phases : [...phases.slice(0, -1), { ...last, to: at }];
  return name === undefined || name === last?.name ? before : [...before, { name, from: at, to: at }];
}

/** The phases of two watches, one after the other, of one rollout: the phase between them is one. */
export function joinPhases(first: readonly Phase[], second: readonly Phase[]): readonly Phase[] {
  const [last, next] = [first.at(-1), second[0]];
  if (last === undefined || next === undefined || last.name !== next.name) return [...first, ...second];
  return [...first.slice(0, -1), { ...last, to: next.to }, ...second.slice(1)];
}

/** A way back, whichever way ECS goes it, is one phase. */
export function asWayBack(phases: readonly Phase[]): readonly Phase[] {
  const [first, last] = [phases[0], phases.at(-1)];
  return first === undefined || last === undefined ? [] : [{ name: ROLLING_BACK, from: first.from, to: last.to }];
}

/** Milliseconds that a rollout spent in phases of these names. */
export function timeIn(phases: readonly Phase[], names: ReadonlySet<string>): number {
  return phases.filter(({ name }) => names.has(name)).reduce((total, { from, to }) => total + to - from, 0);
}

/** Whether a rollout spent so long in phases that settings decide that it is worth to look at them. */
export function mayBeSlowBySettings(phases: readonly Phase[]): boolean {
  return timeIn(phases, HEALTH_PHASES) >= SLOW_HEALTH * 1_000 || timeIn(phases, DRAIN_PHASES) >= SLOW_DRAIN * 1_000;
}
