import type { LoadBalancer } from '#sandbox/loadbalancer/load-balancer';
import type { GroupSettings, HealthReport } from '#sandbox/loadbalancer/messages';
import type { Target, TargetGroups, TargetHealth } from '../target-groups.ts';
import type { Elbv2State, TargetGroupRecord } from './state.ts';
import { wordHealth } from './target-health.ts';
import type { TargetStatus } from './target-health.ts';

interface Entry {
  readonly target: Target;
  status: TargetStatus;
}

/** The targets of all groups. A group that a rule forwards to is mirrored in the load balancer process. */
export class TargetRegistry implements TargetGroups {
  readonly #state: Elbv2State;
  readonly #balancer: LoadBalancer;
  /** By group ARN, then by target. */
  readonly #groups = new Map<string, Map<string, Entry>>();
  /** Groups the load balancer process knows. */
  readonly #inUse = new Set<string>();
  readonly #stopListening: () => void;

  constructor(state: Elbv2State, balancer: LoadBalancer) {
    this.#state = state;
    this.#balancer = balancer;
    this.#stopListening = balancer.onHealth((report) => {
      this.#reported(report);
    });
  }

  exists(targetGroupArn: string): boolean {
    return this.#state.targetGroups.has(targetGroupArn);
  }

  /** A target that is registered already stays as it is; a draining one is taken back. */
  register(targetGroupArn: string, target: Target): void {
    const { arn } = this.#state.targetGroup(targetGroupArn);
    const entries = this.#entries(arn);
    const present = entries.get(keyOf(target));
    if (present && present.status.state !== 'draining') return;
    const entry: Entry = { target, status: { state: 'unused' } };
    entries.set(keyOf(target), entry);
    if (this.#inUse.has(arn)) this.#announce(arn, entry);
  }

  deregister(targetGroupArn: string, target: Pick<Target, 'id' | 'port'>): void {
    const key = keyOf(target);
    const entries = this.#entries(targetGroupArn);
    const entry = entries.get(key);
    if (!entry || entry.status.state === 'draining') return;
    if (this.#inUse.has(targetGroupArn)) {
      entry.status = { state: 'draining' };
      this.#balancer.deregister(targetGroupArn, key);
    } else {
      entries.delete(key);
    }
  }

  health(targetGroupArn: string): readonly TargetHealth[] {
    const entries = this.#groups.get(targetGroupArn)?.values() ?? [];
    return Array.from(entries, ({ target, status }) => ({ target, ...wordHealth(status) }));
  }

  /** Rules forward to these groups from now on: their targets are checked. */
  use(groups: readonly TargetGroupRecord[]): void {
    for (const group of groups) {
      if (this.#inUse.has(group.arn)) continue;
      this.#inUse.add(group.arn);
      this.#balancer.configure(groupSettings(group));
      for (const entry of this.#entries(group.arn).values()) this.#announce(group.arn, entry);
    }
  }

  /** Rules forward to no other group any more. What drains there leaves at once; the rest waits unchecked. */
  disuseAllBut(groups: readonly TargetGroupRecord[]): void {
    const kept = new Set(groups.map(({ arn }) => arn));
    for (const arn of this.#inUse) if (!kept.has(arn)) this.#disuse(arn);
  }

  /** Settings of the group changed. */
  changed(group: TargetGroupRecord): void {
    if (this.#inUse.has(group.arn)) this.#balancer.configure(groupSettings(group));
  }

  forget(targetGroupArn: string): void {
    this.#groups.delete(targetGroupArn);
  }

  close(): void {
    this.#stopListening();
  }

  #disuse(targetGroupArn: string): void {
    this.#inUse.delete(targetGroupArn);
    this.#balancer.removeGroup(targetGroupArn);
    const entries = this.#entries(targetGroupArn);
    for (const [key, entry] of entries) {
      if (entry.status.state === 'draining') entries.delete(key);
      else entry.status = { state: 'unused' };
    }
  }

  #announce(targetGroupArn: string, entry: Entry): void {
    entry.status = { state: 'registering' };
    this.#balancer.register(targetGroupArn, { targetId: keyOf(entry.target), hostPort: entry.target.hostPort });
  }

  #reported({ groupId, targetId, health }: HealthReport): void {
    const entries = this.#groups.get(groupId);
    const entry = entries?.get(targetId);
    if (!entries || !entry) return;
    if (health.state === 'gone') entries.delete(targetId);
    // A check that ended while the deregistration was on its way says nothing any more.
    else if (entry.status.state !== 'draining' && entry.status.state !== 'unused') entry.status = health;
  }

  #entries(targetGroupArn: string): Map<string, Entry> {
    const known = this.#groups.get(targetGroupArn);
    if (known) return known;
    const made = new Map<string, Entry>();
    this.#groups.set(targetGroupArn, made);
    return made;
  }
}

function keyOf(target: Pick<Target, 'id' | 'port'>): string {
  return `${target.id}:${target.port}`;
}

function groupSettings({ arn, healthCheck, deregistrationDelaySeconds }: TargetGroupRecord): GroupSettings {
  return {
    groupId: arn,
    deregistrationDelayMs: deregistrationDelaySeconds * 1000,
    healthCheck: {
      path: healthCheck.path,
      intervalMs: healthCheck.intervalSeconds * 1000,
      timeoutMs: healthCheck.timeoutSeconds * 1000,
      healthyThreshold: healthCheck.healthyThreshold,
      unhealthyThreshold: healthCheck.unhealthyThreshold,
      matcher: healthCheck.matcher.ranges,
    },
  };
}
