import type { EcsApi, ServiceRef } from '../api.ts';
import type { TaskEnd } from '../diagnosis/task-failure.ts';
import type { HealthView } from './health.ts';
import type { Observation } from './judge.ts';
import { HealthObserver, type HealthOptions } from './observe-health.ts';
import { serviceDeploymentOf, type RolloutMemory } from './memory.ts';
import { OptionalReads } from './optional-reads.ts';
import { viewServiceDeployment, type ServiceDeploymentView } from './service-deployment.ts';
import { TaskEnds } from './task-ends.ts';
import { primaryOf, viewService, type ServiceView } from './view.ts';

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
  readonly #optional: OptionalReads;
  readonly #ends: TaskEnds;
  readonly #fingerprints = new Map<string, string>();
  /** Something changed and has not been looked into completely. */
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
    this.#optional = new OptionalReads(options.onMissing);
    this.#ends = new TaskEnds(api, ref, { known: options.knownEnds, optional: this.#optional });
    this.#health = options.health && new HealthObserver(api, ref, options.health);
  }

  /** Tasks of this rollout that ended, as far as they were read. */
  get ends(): readonly TaskEnd[] {
    return this.#ends.all;
  }

  /** @throws what DescribeServices throws */
  async look(memory: RolloutMemory): Promise<Look> {
    const raw = await this.#api.describeService(this.#ref);
    const service = raw && viewService(raw);
    if (service === undefined) return { service, changed: true, newEnds: [] };
    const moved = this.#noteChange('service', fingerprintOf(service));
    if (moved) this.#ends.open();
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
  async readEnds({ deploymentId }: RolloutMemory, always = false): Promise<readonly TaskEnd[]> {
    return this.#ends.read(deploymentId, always);
  }

  async #readServiceDeployment(service: ServiceView, memory: RolloutMemory): Promise<void> {
    const arn = serviceDeploymentOf(service, memory);
    // Somebody may have sent the same revision again: then it is another one.
    if (arn !== this.#serviceDeployment?.arn) this.#serviceDeployment = undefined;
    if (arn === undefined || !(this.#isStaged(service) || this.#isTroubled(service, memory))) return;
    const [found] =
      (await this.#optional.read('service deployment', () => this.#api.describeServiceDeployments([arn]))) ?? [];
    if (found === undefined) return;
    this.#openDeployment = false;
    this.#serviceDeployment = viewServiceDeployment(found);
  }

  async #readHealth(service: ServiceView, memory: RolloutMemory): Promise<HealthView | undefined> {
    const health = this.#health;
    return health && this.#optional.read('health of tasks and targets', () => health.look(service, memory));
  }

  #isStaged({ strategy }: ServiceView): boolean {
    return strategy !== 'ROLLING' || this.#serviceDeployment?.stage !== undefined;
  }

  #isTroubled(service: ServiceView, memory: RolloutMemory): boolean {
    const ours = service.deployments.find(({ id }) => id === memory.deploymentId);
    // One that is replaced may have been completed between two looks, which only its service deployment tells.
    const replaced = memory.seen && primaryOf(service)?.id !== memory.deploymentId;
    const failing = ours !== undefined && (ours.failed > 0 || ours.rolloutState === 'FAILED');
    const troubled = memory.failure !== undefined || replaced || failing;
    return troubled && (this.#openDeployment || ours === undefined);
  }

  /** Whether what is seen of `side` differs from the last look. */
  #noteChange(side: string, fingerprint: string): boolean {
    const changed = fingerprint !== this.#fingerprints.get(side);
    this.#fingerprints.set(side, fingerprint);
    return changed;
  }
}

function fingerprintOf({ status, desired, deployments, events }: ServiceView): string {
  return JSON.stringify([status, desired, deployments, events.at(-1)?.id]);
}
