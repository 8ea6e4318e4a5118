import { faultKind } from '#shared/aws/faults';
import type { EcsApi, EcsTask, ServiceRef } from '../api.ts';
import { readTaskEnd, type TaskEnd } from '../diagnosis/task-failure.ts';
import type { HealthView } from './health.ts';
import type { Observation } from './judge.ts';
import { HealthObserver, type HealthOptions } from './observe-health.ts';
import { serviceDeploymentOf, type RolloutMemory } from './memory.ts';
import { viewServiceDeployment, type ServiceDeploymentView } from './service-deployment.ts';
import { viewService, type ServiceView } from './view.ts';

export interface Look extends Observation {
  /** Whether anything of the service is other than at the last look. */
  readonly changed: boolean;
  /** Tasks of this rollout that ended and were not known before. */
  readonly newEnds: readonly TaskEnd[];
}

/**
 * Looks at a service: one DescribeServices each time, since every job of the account shares its rate limit, and for all
 * strategies but rolling one DescribeServiceDeployments, since stages and pauses are told there only. Stopped tasks,
 * and the service deployment of a rolling update, are read only when something changed or failed. What cannot be read
 * (a missing permission, an older region) is said once through `onMissing` and done without.
 */
export class Observer {
  readonly #api: EcsApi;
  readonly #ref: ServiceRef;
  readonly #onMissing: (what: string, error: unknown) => void;
  readonly #missing = new Set<string>();
  readonly #ends = new Map<string, TaskEnd>();
  readonly #fingerprints = new Map<string, string>();
  /** Something changed and has not been looked into completely. */
  #openTasks = false;
  #openDeployment = false;
  readonly #health: HealthObserver | undefined;
  #serviceDeployment: ServiceDeploymentView | undefined;

  constructor(
    api: EcsApi,
    ref: ServiceRef,
    options: {
      readonly onMissing: (what: string, error: unknown) => void;
      /** Ends that were read before; they are no news. */
      readonly knownEnds: readonly TaskEnd[];
      /** For rollouts that wait for healthy tasks. */
      readonly health?: HealthOptions | undefined;
    },
  ) {
    this.#api = api;
    this.#ref = ref;
    this.#onMissing = options.onMissing;
    this.#health = options.health && new HealthObserver(api, ref, options.health);
    for (const end of options.knownEnds) this.#ends.set(end.taskId, end);
  }

  /** Tasks of this rollout that ended, as far as they were read. */
  get ends(): readonly TaskEnd[] {
    return [...this.#ends.values()];
  }

  /** @throws what DescribeServices throws */
  async look(memory: RolloutMemory): Promise<Look> {
    const raw = await this.#api.describeService(this.#ref);
    const service = raw && viewService(raw);
    if (service === undefined) return { service, changed: true, newEnds: [] };
    const moved = this.#noteChange('service', fingerprintOf(service));
    this.#openTasks ||= moved;
    this.#openDeployment ||= moved;
    const [newEnds, health] = await Promise.all([
      this.readEnds(memory),
      this.#readHealth(service, memory),
      this.#readServiceDeployment(service, memory),
    ]);
    const staged = this.#noteChange('service deployment', JSON.stringify(this.#serviceDeployment));
    return { service, serviceDeployment: this.#serviceDeployment, health, changed: moved || staged, newEnds };
  }

  /** Ends of tasks that were not known before. Asks ECS only when something is open; `always` asks in any case. */
  async readEnds(memory: RolloutMemory, always = false): Promise<readonly TaskEnd[]> {
    if (!this.#openTasks && !always) return [];
    const tasks = await this.#optional('tasks', () => this.#api.stoppedTasks(this.#ref));
    if (tasks === undefined) return [];
    const ours = tasks.filter(({ startedBy }) => startedBy === memory.deploymentId);
    this.#openTasks = !ours.every(isTold);
    const fresh = ours
      .filter(isTold)
      .map(readTaskEnd)
      .filter(({ taskId }) => !this.#ends.has(taskId));
    for (const end of fresh) this.#ends.set(end.taskId, end);
    return fresh;
  }

  async #readServiceDeployment(service: ServiceView, memory: RolloutMemory): Promise<void> {
    const arn = serviceDeploymentOf(service, memory);
    // Somebody may have sent the same revision again: then it is another one.
    if (arn !== this.#serviceDeployment?.arn) this.#serviceDeployment = undefined;
    if (arn === undefined || !(this.#isStaged(service) || this.#isTroubled(service, memory))) return;
    const [found] =
      (await this.#optional('service deployment', () => this.#api.describeServiceDeployments([arn]))) ?? [];
    if (found === undefined) return;
    this.#openDeployment = false;
    this.#serviceDeployment = viewServiceDeployment(found);
  }

  async #readHealth(service: ServiceView, memory: RolloutMemory): Promise<HealthView | undefined> {
    const health = this.#health;
    return health && this.#optional('health of tasks and targets', () => health.look(service, memory));
  }

  #isStaged({ strategy }: ServiceView): boolean {
    return strategy !== 'ROLLING' || this.#serviceDeployment?.stage !== undefined;
  }

  #isTroubled(service: ServiceView, memory: RolloutMemory): boolean {
    const ours = service.deployments.find(({ id }) => id === memory.deploymentId);
    const troubled =
      memory.failure !== undefined ||
      (ours === undefined ? memory.seen : ours.failed > 0 || ours.rolloutState === 'FAILED');
    return troubled && (this.#openDeployment || ours === undefined);
  }

  /** Whether what is seen of `side` differs from the last look. */
  #noteChange(side: string, fingerprint: string): boolean {
    const changed = fingerprint !== this.#fingerprints.get(side);
    this.#fingerprints.set(side, fingerprint);
    return changed;
  }

  /** Undefined when it could not be read this time, or never can. */
  async #optional<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    if (this.#missing.has(what)) return undefined;
    try {
      return await read();
    } catch (error) {
      const kind = faultKind(error);
      if (kind === 'throttled' || kind === 'transient' || kind === 'conflict') return undefined;
      // Cancelled jobs and lost credentials concern more than this one reading.
      if (kind === 'unknown' || kind === 'credentials') throw error;
      this.#missing.add(what);
      this.#onMissing(what, error);
      return undefined;
    }
  }
}

/** Whether ECS has said already why a task stops; the exit codes come a moment later than the wish to stop it. */
function isTold(task: EcsTask): boolean {
  if (task.lastStatus === 'STOPPED') return true;
  const containers = task.containers ?? [];
  return (
    task.stopCode !== undefined &&
    containers.some(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined)
  );
}

function fingerprintOf({ status, desired, deployments, events }: ServiceView): string {
  return JSON.stringify([status, desired, deployments, events.at(-1)?.id]);
}
