import type { CodeDeployContext } from './context.ts';
import { allAtOnce } from './configs.ts';
import { Hooks } from './hooks.ts';
import { Interruption } from './interruption.ts';
import type { Deployment, DeploymentGroup, LifecycleEventName } from './model.ts';
import { DeploymentRun } from './run.ts';
import type { WaitType } from './run.ts';
import { timings } from './timings.ts';
import { takeBack } from './traffic.ts';

const eventNames: readonly LifecycleEventName[] = [
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AllowTraffic',
  'AfterAllowTraffic',
];

export type NewDeployment = Pick<
  Deployment,
  'group' | 'config' | 'creator' | 'description' | 'revision' | 'previousRevision' | 'autoRollback' | 'alarms'
>;

/** Starts deployments, and carries out what their end asks for. */
export class Deployments {
  readonly hooks: Hooks;
  readonly #context: CodeDeployContext;
  readonly #runs = new Map<Deployment, DeploymentRun>();
  readonly #ends = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(context: CodeDeployContext) {
    this.#context = context;
    this.hooks = new Hooks(context);
  }

  start(wanted: NewDeployment): Deployment {
    const deployment = this.#make(wanted);
    const run = new DeploymentRun(this.#context, deployment, this.hooks);
    this.#runs.set(deployment, run);
    this.#follow(this.#lead(deployment, run));
    return deployment;
  }

  /** Stops a deployment under way. `rollBack` decides in place of the group's settings when it is given. */
  stop(deployment: Deployment, rollBack: boolean | undefined): void {
    const options = { status: 'Stopped', event: 'DEPLOYMENT_STOP_ON_REQUEST' } as const;
    const reason = new Interruption(
      'MANUAL_STOP',
      'The deployment was stopped by a StopDeployment request.',
      rollBack === undefined ? options : { ...options, rollBack },
    );
    this.#runs.get(deployment)?.interrupt(reason);
  }

  /** @returns false when the deployment is in no such wait */
  continue(deployment: Deployment, type: WaitType): boolean {
    return this.#runs.get(deployment)?.continue(type) ?? false;
  }

  /** Leaves every deployment where it is, and waits until nothing moves any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const run of this.#runs.values()) run.interrupt(this.#closing.signal.reason);
    await Promise.all(this.#ends);
  }

  #make(wanted: NewDeployment): Deployment {
    const { clock, deploymentId, state } = this.#context;
    const deployment: Deployment = {
      ...wanted,
      id: deploymentId(),
      createdAt: clock.now(),
      updatedAt: clock.now(),
      events: eventNames.map((name) => ({
        name,
        status: 'Pending',
        startedAt: undefined,
        endedAt: undefined,
        message: undefined,
      })),
      status: 'Created',
      startedAt: undefined,
      completedAt: undefined,
      error: undefined,
      rollback: undefined,
      blue: undefined,
      green: undefined,
      former: [],
      greenWeight: 0,
      terminationWaitStarted: false,
    };
    state.deployments.set(deployment.id, deployment);
    const { group } = deployment;
    group.deployments = [deployment, ...group.deployments];
    return deployment;
  }

  #follow(end: Promise<void>): void {
    this.#ends.add(end);
    void end.finally(() => this.#ends.delete(end));
  }

  async #lead(deployment: Deployment, run: DeploymentRun): Promise<void> {
    try {
      await run.run();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#broken(deployment, this.#asInterruption(error));
    } finally {
      this.#runs.delete(deployment);
    }
  }

  #asInterruption(error: unknown): Interruption {
    if (error instanceof Interruption) return error;
    const message = error instanceof Error ? error.message : String(error);
    this.#context.log(`CodeDeploy: ${error instanceof Error ? (error.stack ?? message) : message}`);
    return new Interruption('INTERNAL_ERROR', `There was an internal error: ${message}`);
  }

  #broken(deployment: Deployment, { code, message, options }: Interruption): void {
    this.#end(deployment, options.status, { code, message });
    const { enabled, events } = deployment.autoRollback;
    if (options.rollBack ?? (enabled && events.includes(options.event))) this.#rollBack(deployment);
  }

  #end(
    deployment: Deployment,
    status: 'Failed' | 'Stopped',
    error: { readonly code: string; readonly message: string },
  ): void {
    const now = this.#context.clock.now();
    for (const event of deployment.events) {
      if (event.status === 'Pending') event.status = 'Skipped';
      if (event.status !== 'InProgress') continue;
      event.status = 'Failed';
      event.endedAt = now;
      event.message = error.message;
    }
    deployment.status = status;
    deployment.error = error;
    deployment.completedAt = now;
    deployment.updatedAt = now;
  }

  /** A rollback is a deployment of its own id, all at once whatever the group's configuration is. [published record] */
  #rollBack(failed: Deployment): void {
    const { state } = this.#context;
    const { group } = failed;
    const rollback = this.#make({
      group,
      config: state.config(allAtOnce),
      creator: 'codeDeployRollback',
      description: undefined,
      revision: lastGoodRevision(group),
      previousRevision: failed.revision,
      autoRollback: failed.autoRollback,
      alarms: group.settings.alarms,
    });
    rollback.rollback = {
      rollbackTriggeringDeploymentId: failed.id,
      rollbackMessage: `Deployment ${rollback.id} is triggered to roll back deployment ${failed.id}.`,
    };
    failed.rollback = {
      rollbackDeploymentId: rollback.id,
      rollbackMessage: `Deployment ${failed.id} terminated. Automatic rollback is triggered with a DeploymentId ${rollback.id}.`,
    };
    rollback.blue = failed.blue;
    this.#follow(this.#carryBack(failed, rollback));
  }

  async #carryBack(failed: Deployment, rollback: Deployment): Promise<void> {
    const { clock } = this.#context;
    rollback.status = 'InProgress';
    rollback.startedAt = clock.now();
    try {
      takeBack(this.#context, failed);
      await clock.sleep(timings.start, this.#closing.signal);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const { code, message } = this.#asInterruption(error);
      this.#end(rollback, 'Failed', { code, message });
      return;
    }
    for (const event of rollback.events) event.status = event.name === 'AllowTraffic' ? 'Succeeded' : 'Skipped';
    rollback.status = 'Succeeded';
    rollback.completedAt = clock.now();
    rollback.updatedAt = clock.now();
  }
}

export function lastGoodRevision({ deployments }: DeploymentGroup): Deployment['revision'] {
  return deployments.find(({ status }) => status === 'Succeeded')?.revision;
}
