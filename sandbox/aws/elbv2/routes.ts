import type { LoadBalancer } from '#sandbox/loadbalancer/load-balancer';
import type { Routing } from '#sandbox/loadbalancer/routing';
import { AwsError } from '../service.ts';
import type { TargetWeight, TrafficRouting } from '../traffic.ts';
import { invalid } from './refusals.ts';
import type { Elbv2State, RuleRecord } from './state.ts';
import type { TargetRegistry } from './target-registry.ts';

/** Keeps the load balancer process routing as the rules say. */
export class Routes implements TrafficRouting {
  readonly #state: Elbv2State;
  readonly #targets: TargetRegistry;
  readonly #balancer: LoadBalancer;

  constructor(state: Elbv2State, targets: TargetRegistry, balancer: LoadBalancer) {
    this.#state = state;
    this.#targets = targets;
    this.#balancer = balancer;
  }

  /**
   * Binds a port for the rules of a listener.
   * @returns the port bound
   * @throws {BalancerRefusal}
   */
  async open(listenerArn: string, port: number): Promise<number> {
    this.#targets.use(this.#state.forwarded());
    return await this.#balancer.listen(port, this.#routing(listenerArn));
  }

  /** Ends a listener's port once the requests under way have ended. */
  async close(port: number): Promise<void> {
    await this.#balancer.unlisten(port);
  }

  /** The rules of a listener changed. Groups are known to the process before it forwards to them, and until it stops to. */
  update(listenerArn: string): void {
    const listener = this.#state.listeners.get(listenerArn);
    this.#targets.use(this.#state.forwarded());
    if (listener) this.#balancer.route(listener.port, this.#routing(listenerArn));
    this.tidy();
  }

  /** Takes the groups that no rule forwards to any more out of service. */
  tidy(): void {
    this.#targets.disuseAllBut(this.#state.forwarded());
  }

  exists(ruleOrListenerArn: string): boolean {
    return this.#forwarding(ruleOrListenerArn) !== undefined;
  }

  weights(ruleOrListenerArn: string): readonly TargetWeight[] {
    const action = this.#forwarding(ruleOrListenerArn)?.action;
    if (action?.kind !== 'forward') return [];
    return action.groups.map(({ groupId, weight }) => ({ targetGroupArn: groupId, weight }));
  }

  /** @throws {AwsError} also TargetGroupNotFound, ValidationError for a weight outside 0 to 999 */
  shift(ruleOrListenerArn: string, weights: readonly TargetWeight[]): void {
    const rule = this.#forwarding(ruleOrListenerArn);
    if (!rule) throw notFound(ruleOrListenerArn);
    const groups = weights.map(({ targetGroupArn, weight }) => {
      if (!(weight >= 0 && weight <= 999)) throw invalid(`Weight '${weight}' must be from '0' to '999'`);
      return { groupId: this.#state.targetGroup(targetGroupArn).arn, weight };
    });
    this.#state.rules.set(rule.arn, { ...rule, action: { kind: 'forward', groups } });
    this.update(rule.listenerArn);
  }

  #forwarding(ruleOrListenerArn: string): RuleRecord | undefined {
    const { rules, listeners } = this.#state;
    const rule = listeners.has(ruleOrListenerArn)
      ? this.#state.defaultRule(ruleOrListenerArn)
      : rules.get(ruleOrListenerArn);
    return rule?.action.kind === 'forward' ? rule : undefined;
  }

  #routing(listenerArn: string): Routing {
    const rules = this.#state.rulesOf(listenerArn);
    const last = this.#state.defaultRule(listenerArn);
    return {
      rules: rules
        .filter(({ priority }) => priority !== 'default')
        .map(({ arn, conditions, action }) => ({ ruleId: arn, conditions, action })),
      default: { ruleId: last.arn, action: last.action },
    };
  }
}

function notFound(arn: string): AwsError {
  return arn.includes(':listener/')
    ? new AwsError('ListenerNotFound', `Listener '${arn}' not found, or it does not forward`)
    : new AwsError('RuleNotFound', `Rule '${arn}' not found, or it does not forward`);
}
