import type { Target, TargetGroups, TargetHealth } from '#sandbox/aws/target-groups';
import type { SandboxClock } from '#sandbox/clock';
import type { GateState } from '#sandbox/faults/gates';

/** How a port answers now; undefined when nothing listens. */
export type Probe = (hostPort: number) => GateState | undefined;

const VERDICT_MS = 20_000;
const DRAIN_MS = 30_000;

const descriptions = {
  unavailable: 'Health checks failed with these codes: [503]',
  reset: 'Health checks failed',
} as const;

interface Entry {
  readonly target: Target;
  readonly at: number;
  draining: number | undefined;
}

/** Target groups without a load balancer: a target is what its port answers at the moment it is asked for. */
export class ModelTargets implements TargetGroups {
  readonly #groups: ReadonlyMap<string, Entry[]>;
  readonly #clock: SandboxClock;
  readonly #probe: Probe;

  constructor(arns: readonly string[], clock: SandboxClock, probe: Probe) {
    this.#groups = new Map(arns.map((arn) => [arn, []]));
    this.#clock = clock;
    this.#probe = probe;
  }

  exists(arn: string): boolean {
    return this.#groups.has(arn);
  }

  register(arn: string, target: Target): void {
    this.#groups.get(arn)?.push({ target, at: this.#clock.now(), draining: undefined });
  }

  deregister(arn: string, target: Target): void {
    for (const entry of this.#groups.get(arn) ?? []) {
      if (entry.target.id === target.id) entry.draining ??= this.#clock.now();
    }
  }

  health(arn: string): readonly TargetHealth[] {
    return (this.#groups.get(arn) ?? []).flatMap((entry) => this.#healthOf(entry));
  }

  #healthOf({ target, at, draining }: Entry): readonly TargetHealth[] {
    const passed = (since: number): number => (this.#clock.now() - since) * this.#clock.speed;
    if (draining !== undefined) return passed(draining) < DRAIN_MS ? [{ target, state: 'draining' }] : [];
    if (passed(at) < VERDICT_MS) return [{ target, state: 'initial' }];
    const answer = this.#probe(target.hostPort) ?? 'reset';
    if (answer === 'through') return [{ target, state: 'healthy' }];
    return [{ target, state: 'unhealthy', description: descriptions[answer] }];
  }
}
