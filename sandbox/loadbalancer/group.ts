import type { SandboxClock } from '../clock.ts';
import { TargetConnections } from './connections.ts';
import { checkHealth } from './health-check.ts';
import { newcomer, observe, sameHealth } from './health.ts';
import type { HealthRecord } from './health.ts';
import type { BalancerTarget, GroupSettings, HealthReport, Limits } from './messages.ts';

/** A target in service: it is checked, and gets traffic. */
export interface Member {
  readonly groupId: string;
  readonly target: BalancerTarget;
  /** The latest; reports name it. */
  registration: number;
  readonly connections: TargetConnections;
  record: HealthRecord;
}

export interface GroupContext {
  readonly clock: SandboxClock;
  readonly limits: Limits;
  readonly report: (report: HealthReport) => void;
}

/** The targets of one target group: checks them, chooses among them, and lets them go without cutting a request short. */
export class Group {
  readonly #context: GroupContext;
  readonly #members = new Map<string, Member>();
  readonly #watches = new Map<Member, AbortController>();
  readonly #closed = new AbortController();
  #settings: GroupSettings;
  #turn = 0;

  constructor(settings: GroupSettings, context: GroupContext) {
    this.#settings = settings;
    this.#context = context;
  }

  /** Checks under way keep the settings they began with. */
  configure(settings: GroupSettings): void {
    this.#settings = settings;
  }

  /** A target that is registered already stays as it is; one that drains is taken back, as a new one. */
  register(target: BalancerTarget, registration: number): void {
    const present = this.#members.get(target.targetId);
    if (present) {
      present.registration = registration;
      this.#report(present, present.record.health);
      return;
    }
    const connections = new TargetConnections(target.hostPort);
    const { groupId } = this.#settings;
    const member: Member = { groupId, target, registration, connections, record: newcomer };
    this.#members.set(target.targetId, member);
    this.#report(member, member.record.health);
    const watch = new AbortController();
    this.#watches.set(member, watch);
    const signal = AbortSignal.any([watch.signal, this.#closed.signal]);
    this.#watch(member, signal).catch(unlessAborted(signal));
  }

  /** No new request from here on; those in flight have the deregistration delay to end. */
  deregister(targetId: string): void {
    const member = this.#members.get(targetId);
    if (!member) return;
    this.#members.delete(targetId);
    this.#watches.get(member)?.abort();
    this.#watches.delete(member);
    member.connections.retire();
    void this.#drain(member);
  }

  /**
   * The next target in turn. When none is healthy all of them are tried (ALB "fails open").
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  choose(): Member | undefined {
    const members = [...this.#members.values()];
    const healthy = members.filter(({ record }) => record.health.state === 'healthy');
    const eligible = healthy.length > 0 ? healthy : members;
    return eligible[this.#turn++ % eligible.length];
  }

  /** Forgets all targets at once. Their requests still have the deregistration delay to end; nothing is reported of them. */
  close(): void {
    this.#closed.abort();
    for (const targetId of [...this.#members.keys()]) this.deregister(targetId);
  }

  async #watch(member: Member, signal: AbortSignal): Promise<never> {
    const { clock, limits } = this.#context;
    for (;;) {
      await clock.sleep(this.#settings.healthCheck.intervalMs, signal);
      const settings = this.#settings.healthCheck;
      const timeoutMs = Math.max(settings.timeoutMs / clock.speed, limits.minimumCheckTimeoutMs);
      const outcome = await checkHealth({ hostPort: member.target.hostPort, settings, timeoutMs });
      signal.throwIfAborted();
      const before = member.record.health;
      member.record = observe(member.record, outcome, settings);
      if (!sameHealth(before, member.record.health)) this.#report(member, member.record.health);
    }
  }

  async #drain(member: Member): Promise<void> {
    await this.#context.clock.sleep(this.#settings.deregistrationDelayMs);
    member.connections.destroy(new Error('the deregistration delay is over'));
    if (!this.#closed.signal.aborted) this.#report(member, { state: 'gone' });
  }

  #report({ groupId, target, registration }: Member, health: HealthReport['health']): void {
    this.#context.report({ groupId, targetId: target.targetId, registration, health });
  }
}

/** An abort is how watching ends; any other failure is a defect and must be seen. */
function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
