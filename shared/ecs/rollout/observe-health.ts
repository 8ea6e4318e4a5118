import type { EcsApi, EcsTask, ServiceRef } from '../api.ts';
import type { LoadBalancerApi, TargetView } from '../load-balancer/api.ts';
import { addressOf, countHealthy, runs, type HealthView } from './health.ts';
import type { RolloutMemory } from './memory.ts';
import { primaryOf, type ServiceView } from './view.ts';

export interface HealthOptions {
  readonly loadBalancers: Pick<LoadBalancerApi, 'targetHealth'>;
  /** Whether a container of the task definition has a health check. */
  readonly hasHealthCheck: boolean;
}

/**
 * Reads whether the tasks of a rollout are healthy, as soon as all of them run: until then there is nothing to ask. The
 * tasks are read again only until all of them are up, or when their number changes; their targets at every look.
 */
export class HealthObserver {
  readonly #api: Pick<EcsApi, 'runningTasks'>;
  readonly #ref: ServiceRef;
  readonly #options: HealthOptions;
  #tasks: readonly EcsTask[] = [];
  #counts = '';

  constructor(api: Pick<EcsApi, 'runningTasks'>, ref: ServiceRef, options: HealthOptions) {
    this.#api = api;
    this.#ref = ref;
    this.#options = options;
  }

  /**
   * Undefined while tasks are missing, or when theirs cannot be told from other targets (bridge and host networking).
   * @throws what ListTasks, DescribeTasks and DescribeTargetHealth throw
   */
  async look(service: ServiceView, memory: RolloutMemory): Promise<HealthView | undefined> {
    const ours = primaryOf(service);
    if (ours?.id !== memory.deploymentId || ours.desired === 0) return undefined;
    const { desired: wanted, running, pending, failed } = ours;
    if (running < wanted || pending > 0) return undefined;
    const tasks = await this.#read(`${ours.id} ${wanted} ${running} ${failed}`, memory);
    const { hasHealthCheck } = this.#options;
    const up = tasks.filter((task) => runs(task, hasHealthCheck));
    const { loadBalancers } = service;
    if (loadBalancers.length > 0 && up.some((task) => addressOf(task) === undefined)) return undefined;
    if (up.length < wanted) return { healthy: 0, wanted };
    const targets = await this.#targets(loadBalancers.flatMap(({ groups }) => groups));
    return { healthy: countHealthy(up, { hasHealthCheck, loadBalancers, targets }), wanted };
  }

  async #read(counts: string, { deploymentId }: RolloutMemory): Promise<readonly EcsTask[]> {
    const { hasHealthCheck } = this.#options;
    const settled = this.#tasks.length > 0 && this.#tasks.every((task) => runs(task, hasHealthCheck));
    if (settled && counts === this.#counts) return this.#tasks;
    const tasks = await this.#api.runningTasks(this.#ref);
    this.#counts = counts;
    this.#tasks = tasks.filter(({ startedBy }) => startedBy === deploymentId);
    return this.#tasks;
  }

  async #targets(groups: readonly string[]): Promise<ReadonlyMap<string, readonly TargetView[]>> {
    const { loadBalancers } = this.#options;
    return new Map(
      await Promise.all(groups.map(async (group) => [group, await loadBalancers.targetHealth(group)] as const)),
    );
  }
}
