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
  readonly #api: Pick<EcsApi, 'runningTasks' | 'ec2Instances'>;
  readonly #ref: ServiceRef;
  readonly #options: HealthOptions;
  #tasks: readonly EcsTask[] = [];
  #counts = '';
  /** EC2 instances by container instance. */
  #instances: ReadonlyMap<string, string> = new Map();

  constructor(api: Pick<EcsApi, 'runningTasks' | 'ec2Instances'>, ref: ServiceRef, options: HealthOptions) {
    this.#api = api;
    this.#ref = ref;
    this.#options = options;
  }

  /**
   * Undefined while tasks are missing, or when theirs cannot be told from other targets (no address, no instance).
   * @throws what ListTasks, DescribeTasks, DescribeContainerInstances and DescribeTargetHealth throw
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
    if (up.length < wanted) return { healthy: 0, wanted };
    if (loadBalancers.length > 0 && !(await this.#canBeTold(up))) return undefined;
    const targets = await this.#targets(loadBalancers.flatMap(({ groups }) => groups));
    const instances = this.#instances;
    return { healthy: countHealthy(up, { hasHealthCheck, loadBalancers, targets, instances }), wanted };
  }

  /** Whether the targets of all tasks can be told. Tasks with bridge or host networking have the address of their instance. */
  async #canBeTold(tasks: readonly EcsTask[]): Promise<boolean> {
    const housed = tasks
      .filter((task) => addressOf(task) === undefined)
      .map(({ containerInstanceArn = '' }) => containerInstanceArn);
    const unknown = new Set(housed.filter((arn) => arn !== '' && !this.#instances.has(arn)));
    if (unknown.size > 0) {
      const found = await this.#api.ec2Instances(this.#ref.cluster, [...unknown]);
      this.#instances = new Map([...this.#instances, ...found]);
    }
    return housed.every((arn) => this.#instances.has(arn));
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
