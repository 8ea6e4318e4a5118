import { ActionError } from '#shared/action/errors';
import type { EcsApi, ServiceRef } from '../api.ts';
import type { TaskEnd } from '../diagnosis/task-failure.ts';
import { shortName } from '../names.ts';
import { OptionalReads } from '../rollout/optional-reads.ts';
import { TaskEnds } from '../rollout/task-ends.ts';
import { viewService, type ServiceView } from '../rollout/view.ts';
import { isCodeDeployFault, type CodeDeployApi, type GroupRef } from './api.ts';
import type { CodeDeployObservation } from './judge.ts';
import type { CodeDeployMemory } from './memory.ts';
import { isOver, viewDeployment, viewTarget, type DeploymentLook } from './view.ts';

export interface CodeDeployLook extends CodeDeployObservation {
  readonly service: ServiceView | undefined;
  /** Whether anything is other than at the last look. */
  readonly changed: boolean;
  /** Tasks of this deployment that ended and were not known before. */
  readonly newEnds: readonly TaskEnd[];
}

export interface Watching {
  readonly ecs: EcsApi;
  readonly codeDeploy: CodeDeployApi;
  readonly ref: ServiceRef;
  readonly group: GroupRef;
}

/** Answers in a row that may not know a deployment that was just begun. */
const UNKNOWN_READS = 10;

/**
 * Looks at a deployment of AWS CodeDeploy: GetDeployment, its target, and the service (whose events tell why tasks fail
 * their health checks), at once. Its rollback is looked at as soon as there is one.
 */
export class CodeDeployObserver {
  readonly #watching: Watching;
  readonly #targetId: string;
  readonly #optional: OptionalReads;
  readonly #ends: TaskEnds;
  readonly #fingerprints = new Map<string, string>();
  #unknownReads = 0;
  #seen = false;

  constructor(
    watching: Watching,
    options: {
      readonly onMissing: (what: string, error: unknown) => void;
      /** Ends that were read before; they are no news. */
      readonly knownEnds: readonly TaskEnd[];
    },
  ) {
    const { ecs, ref } = watching;
    this.#watching = watching;
    // API reference, BatchGetDeploymentTargets: names of the cluster and of the service.
    this.#targetId = `${shortName(ref.cluster)}:${shortName(ref.service)}`;
    this.#optional = new OptionalReads(options.onMissing);
    this.#ends = new TaskEnds(ecs, ref, { known: options.knownEnds, optional: this.#optional });
  }

  /** Tasks of this deployment that ended, as far as they were read. */
  get ends(): readonly TaskEnd[] {
    return this.#ends.all;
  }

  /**
   * Undefined while CodeDeploy does not know the deployment yet.
   * @throws what GetDeployment and DescribeServices throw
   */
  async look(memory: CodeDeployMemory): Promise<CodeDeployLook | undefined> {
    const { ecs, codeDeploy, ref } = this.#watching;
    const [deployment, rawTarget, raw] = await Promise.all([
      this.#deployment(memory.deploymentId),
      this.#optional.read('lifecycle events', () => codeDeploy.target(memory.deploymentId, this.#targetId)),
      ecs.describeService(ref),
    ]);
    if (deployment === undefined) return undefined;
    const rollbackId = memory.rollbackId ?? deployment.rollbackId;
    const [rollback, successor] = await Promise.all([
      rollbackId === undefined ? undefined : this.#deployment(rollbackId),
      isOver(deployment) && rollbackId === undefined ? this.#successor(memory.deploymentId) : undefined,
    ]);
    const target = rawTarget && viewTarget(rawTarget);
    const service = raw && viewService(raw);
    const moved = this.#isNews('service', [service?.deployments, service?.events.at(-1)?.id]);
    if (moved) this.#ends.open();
    const changed = this.#isNews('deployment', [deployment.status, target, rollback?.status]);
    const greenId = memory.greenId ?? target?.green?.id;
    return {
      deployment,
      target,
      rollback,
      successor,
      service,
      serviceStatus: service?.status,
      changed: moved || changed,
      newEnds: greenId === undefined ? [] : await this.#ends.read(greenId),
    };
  }

  /** Ends of tasks that were not known before, asked for in any case. */
  async readEnds({ greenId }: CodeDeployMemory): Promise<readonly TaskEnd[]> {
    return greenId === undefined ? [] : this.#ends.read(greenId, true);
  }

  async #deployment(id: string): Promise<DeploymentLook | undefined> {
    try {
      const found = viewDeployment(await this.#watching.codeDeploy.deployment(id));
      this.#seen = true;
      return found;
    } catch (error) {
      if (!isCodeDeployFault(error, 'DeploymentDoesNotExist')) throw error;
      this.#unknownReads += 1;
      if (this.#seen || this.#unknownReads < UNKNOWN_READS) return undefined;
      throw new ActionError(`CodeDeploy does not know deployment ${id}`, { cause: error });
    }
  }

  async #successor(ours: string): Promise<string | undefined> {
    const { codeDeploy, group } = this.#watching;
    const active = await this.#optional.read('other deployments', () => codeDeploy.activeDeployments(group));
    return active?.find((id) => id !== ours);
  }

  #isNews(side: string, facts: unknown): boolean {
    const fingerprint = JSON.stringify(facts);
    const changed = fingerprint !== this.#fingerprints.get(side);
    this.#fingerprints.set(side, fingerprint);
    return changed;
  }
}
