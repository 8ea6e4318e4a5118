import type { Interruption } from '#sandbox/aws/ecs/tasks/interruptions';
import type { JsonObject } from '#sandbox/aws/service';
import { hooks, newcomer, reached } from './milestones.ts';
import type { Pacing } from './pacing.ts';
import type { Given, Milestone, Step } from './scenario.ts';
import { names, serviceOf, taskDefinitionOf } from './stage.ts';
import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import { lookAtService, lookAtTasks, object, text } from './truth.ts';

/** A client that is refused for a passing reason tries again, so often, and waits as long each time. */
const ATTEMPTS = 5;
const RETRY_MS = 2_000;

/** The play cannot go on: what a step needs is not there. */
export class PlayError extends Error {
  override readonly name = 'PlayError';
}

export interface DirectorOptions {
  readonly given: Given;
  readonly stage: Stage;
  readonly timeline: Timeline;
  readonly pacing: Pacing;
}

type DeployStep = Extract<Step, { kind: 'deploy' }>;

/** Does the steps of a scenario. */
export class Director {
  readonly #options: DirectorOptions;
  /** Release → ARN of its task definition. */
  readonly releases = new Map<string, string>();
  /** Has anything been deployed but A's own staging. */
  deployed = false;
  /** The service deployment the first deploy began. */
  ours: string | undefined;

  constructor(options: DirectorOptions) {
    this.#options = options;
  }

  async do(step: Step): Promise<void> {
    const { pacing, stage, timeline } = this.#options;
    const { faults } = stage;
    switch (step.kind) {
      case 'deploy':
        return this.#deploy(step);
      case 'update':
        timeline.note('UpdateService without a release.');
        await this.#ask('UpdateService', { cluster: names.cluster, service: names.service, ...step.input });
        return;
      case 'wait':
        return pacing.pass(step.ms);
      case 'wait-until':
        return this.#waitUntil(step.what, step.limitMs);
      case 'stop':
        return this.#stopDeployment();
      case 'continue':
        return this.continue(step.action);
      case 'alarm':
        timeline.note(`Alarm ${step.name} is ${step.state}.`);
        return stage.setAlarm(step.name, step.state);
      case 'delete-service':
        timeline.note('The service is deleted.');
        await this.#ask('DeleteService', { cluster: names.cluster, service: names.service, force: true });
        return;
      case 'interrupt':
        return this.#interrupt(step.how);
      case 'request-fault':
        faults.requests.order({ match: { operation: step.operation }, fault: step.fault, when: step.when });
        timeline.note(`From now on ${step.operation} meets: ${step.fault.kind}.`);
        return;
      case 'secret-fault':
        faults.secrets.order({ match: { valueFrom: step.valueFrom }, fault: step.fault, when: step.when });
        timeline.note(`From now on the secret ${step.valueFrom} cannot be read: ${step.fault.why}.`);
        return;
      case 'capacity-fault':
        faults.capacity.order({ match: {}, fault: step.fault, when: step.when });
        timeline.note('From now on there is no capacity for tasks.');
        return;
    }
  }

  /** @returns the ARN of the release's new task definition */
  async register(release: string): Promise<string> {
    const { given, stage } = this.#options;
    const { taskDefinition } = await this.#ask('RegisterTaskDefinition', taskDefinitionOf(stage, given, release));
    const arn = text(object(taskDefinition), 'taskDefinitionArn');
    this.releases.set(release, arn);
    return arn;
  }

  /** @throws PlayError when nothing waits */
  async continue(action: 'CONTINUE' | 'ROLLBACK'): Promise<void> {
    const { stage, timeline } = this.#options;
    const [newest = {}] = (await lookAtService(stage)).serviceDeployments;
    const waiting = hooks(newest).find(({ status }) => status === 'AWAITING_ACTION');
    if (!waiting) throw new PlayError('nothing waits to be continued');
    timeline.note(`ContinueServiceDeployment, ${action}.`);
    const serviceDeploymentArn = text(newest, 'serviceDeploymentArn');
    await this.#ask('ContinueServiceDeployment', { serviceDeploymentArn, hookId: text(waiting, 'hookId'), action });
  }

  async #deploy({ release, faults, when, update }: DeployStep): Promise<void> {
    const { given, stage, timeline } = this.#options;
    const taskDefinition = this.releases.get(release) ?? (await this.register(release));
    const match = { taskDefinition: taskDefinition.split('/')[1] ?? taskDefinition };
    for (const fault of faults) stage.faults.tasks.order({ match, fault, when });
    const before = await lookAtService(stage);
    timeline.note(`Release ${release} is deployed as ${match.taskDefinition}.`);
    if (before.service?.['status'] === 'ACTIVE') {
      const input = { cluster: names.cluster, service: names.service, taskDefinition, ...update };
      await this.#ask('UpdateService', input);
    } else {
      await this.#ask('CreateService', { ...serviceOf(stage, given, taskDefinition), ...update });
    }
    if (this.deployed) return;
    this.deployed = true;
    this.ours = newcomer(before, await lookAtService(stage));
  }

  async #waitUntil(what: Milestone, limitMs: number): Promise<void> {
    const { pacing, timeline } = this.#options;
    if (!(await pacing.passUntil((truth) => reached(what, truth), limitMs)))
      throw new PlayError(`waited ${limitMs / 1000} s in vain for ${JSON.stringify(what)}`);
    timeline.note(`Reached: ${Object.values(what).join(' ')}.`);
  }

  async #stopDeployment(): Promise<void> {
    const { stage, timeline } = this.#options;
    const [newest = {}] = (await lookAtService(stage)).serviceDeployments;
    timeline.note('StopServiceDeployment, ROLLBACK.');
    const serviceDeploymentArn = text(newest, 'serviceDeploymentArn');
    await this.#ask('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
  }

  async #interrupt(how: Interruption): Promise<void> {
    const { stage, timeline } = this.#options;
    const newest = (await lookAtTasks(stage))
      .filter((task) => task['lastStatus'] === 'RUNNING')
      .toSorted((a, b) => Number(b['createdAt']) - Number(a['createdAt']))[0];
    if (!newest) throw new PlayError('no task runs that could be interrupted');
    timeline.note(`AWS takes a task away: ${how}.`);
    stage.interrupt(text(newest, 'taskArn'), how);
  }

  async #ask(operation: string, input: JsonObject): Promise<JsonObject> {
    const { stage } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await stage.ask(operation, input);
      } catch (error) {
        if (attempt === ATTEMPTS || !(error as { readonly retryable?: boolean }).retryable) throw error;
        await stage.pass(RETRY_MS);
      }
    }
  }
}
