import type { JsonObject } from '#sandbox/aws/service';
import { hooks, isPaused, newcomer, reached } from './milestones.ts';
import type { Milestone, Scenario, Step } from './scenario.ts';
import { Reader } from './reader.ts';
import { names, serviceOf, taskDefinitionOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { isSettled, lookAtService, lookAtTasks, object, text } from './truth.ts';
import type { Truth } from './truth.ts';

/** Something that was done or seen. */
export interface Moment {
  /** Milliseconds of AWS time since release A stood, or since the beginning when there was none. */
  readonly at: number;
  readonly text: string;
}

/** Who is who in a play that is over. */
export interface Cast {
  /** Release → ARN of its task definition. */
  readonly releases: ReadonlyMap<string, string>;
  /** The service deployment the first deploy began; undefined when it began none. */
  readonly ours: string | undefined;
  readonly reader: Reader;
  /** Oldest first; what ECS itself says is not among it. */
  readonly moments: readonly Moment[];
  /** Epoch milliseconds of moment 0. */
  readonly since: number;
}

/** How finely the time passes while something is waited for. */
const STEP_MS = 5_000;
/** After all is over: tasks end, targets drain. */
const TAIL_MS = 60_000;
const PATIENCE_AT_FIRST_MS = 15 * 60_000;
/** A client that is refused for a passing reason tries again, so often, and waits as long each time. */
const ATTEMPTS = 5;
const RETRY_MS = 2_000;

/** One scenario on one stage. */
export class Play {
  readonly #scenario: Scenario;
  readonly #stage: Stage;
  readonly #releases = new Map<string, string>();
  readonly #moments: Moment[] = [];
  readonly #reader: Reader;
  readonly #onMoment: (moment: Moment) => void;
  #since: number;
  #deployed = false;
  #ours: string | undefined;

  constructor(scenario: Scenario, stage: Stage, onMoment: (moment: Moment) => void = () => undefined) {
    this.#scenario = scenario;
    this.#stage = stage;
    this.#onMoment = onMoment;
    this.#since = stage.clock.now();
    this.#reader = new Reader(scenario, stage);
  }

  /** Sets the scene: a cluster, and release A in service. @throws Error when A does not come up */
  async stage(): Promise<void> {
    const { given } = this.#scenario;
    await this.#stage.look('CreateCluster', { clusterName: names.cluster });
    for (const alarm of given.alarms) await this.#stage.setAlarm(alarm, 'OK');
    if (given.running) {
      const input = serviceOf(this.#stage, given, await this.#register('A'));
      await this.#stage.look('CreateService', input);
      await this.#bringUp();
    }
    this.#since = this.#stage.clock.now();
    this.#note(given.running ? 'Release A is in service.' : 'There is no service yet.');
  }

  /** A's own deployment meets the service's pauses too; nobody has to look at it. */
  async #bringUp(): Promise<void> {
    const calm = (truth: Truth): boolean => isSettled(truth) || isPaused(truth);
    while (await this.#passUntil(calm, PATIENCE_AT_FIRST_MS)) {
      const truth = await lookAtService(this.#stage);
      if (isSettled(truth)) break;
      await this.#continue('CONTINUE');
    }
    const [first] = (await lookAtService(this.#stage)).serviceDeployments;
    if (first?.['status'] !== 'SUCCESSFUL') throw new Error(`release A did not come up: ${JSON.stringify(first)}`);
    await this.#stage.pass(STEP_MS * 2); // into the steady state
  }

  /** Does the steps, then follows what ECS makes of them until nothing moves any more or patience is over. */
  async run(): Promise<Cast> {
    for (const step of this.#scenario.when) await this.#do(step);
    const { patienceMs } = this.#scenario.then;
    if (await this.#passUntil(isSettled, patienceMs)) await this.#pass(TAIL_MS);
    return {
      releases: this.#releases,
      ours: this.#ours,
      reader: this.#reader,
      moments: this.#moments,
      since: this.#since,
    };
  }

  async #do(step: Step): Promise<void> {
    const { faults } = this.#stage;
    switch (step.kind) {
      case 'deploy':
        return this.#deploy(step);
      case 'update':
        this.#note('UpdateService without a release.');
        await this.#ask('UpdateService', { cluster: names.cluster, service: names.service, ...step.input });
        return;
      case 'wait':
        return this.#pass(step.ms);
      case 'wait-until':
        return this.#waitUntil(step.what, step.limitMs);
      case 'stop':
        return this.#stopDeployment();
      case 'continue':
        return this.#continue(step.action);
      case 'alarm':
        this.#note(`Alarm ${step.name} is ${step.state}.`);
        return this.#stage.setAlarm(step.name, step.state);
      case 'delete-service':
        this.#note('The service is deleted.');
        await this.#ask('DeleteService', { cluster: names.cluster, service: names.service, force: true });
        return;
      case 'interrupt':
        return this.#interrupt(step.how);
      case 'request-fault':
        faults.requests.order({ match: { operation: step.operation }, fault: step.fault, when: step.when });
        this.#note(`From now on ${step.operation} meets: ${step.fault.kind}.`);
        return;
      case 'secret-fault':
        faults.secrets.order({ match: { valueFrom: step.valueFrom }, fault: step.fault, when: step.when });
        return;
      case 'capacity-fault':
        faults.capacity.order({ match: {}, fault: step.fault, when: step.when });
        this.#note('Fargate has no capacity left.');
        return;
    }
  }

  async #deploy({ release, faults, when, update }: Extract<Step, { kind: 'deploy' }>): Promise<void> {
    const taskDefinition = this.#releases.get(release) ?? (await this.#register(release));
    const match = { taskDefinition: taskDefinition.split('/')[1] ?? taskDefinition };
    for (const fault of faults) this.#stage.faults.tasks.order({ match, fault, when });
    const before = await lookAtService(this.#stage);
    this.#note(`Release ${release} is deployed as ${match.taskDefinition}.`);
    const exists = before.service !== undefined && before.service['status'] === 'ACTIVE';
    if (exists) {
      const input = { cluster: names.cluster, service: names.service, taskDefinition, ...update };
      await this.#ask('UpdateService', input);
    } else {
      await this.#ask('CreateService', { ...serviceOf(this.#stage, this.#scenario.given, taskDefinition), ...update });
    }
    if (this.#deployed) return;
    this.#deployed = true;
    this.#ours = newcomer(before, await lookAtService(this.#stage));
  }

  async #register(release: string): Promise<string> {
    const wanted = taskDefinitionOf(this.#stage, this.#scenario.given, release);
    const { taskDefinition } = await this.#ask('RegisterTaskDefinition', wanted);
    const arn = text(object(taskDefinition), 'taskDefinitionArn');
    this.#releases.set(release, arn);
    return arn;
  }

  async #waitUntil(what: Milestone, limitMs: number): Promise<void> {
    if (!(await this.#passUntil((truth) => reached(what, truth), limitMs)))
      throw new Error(`waited ${limitMs / 1000} s in vain for ${JSON.stringify(what)}`);
    this.#note(`Reached: ${Object.values(what).slice(1).join(' ') || what.kind}.`);
  }

  async #stopDeployment(): Promise<void> {
    this.#note('StopServiceDeployment, ROLLBACK.');
    const serviceDeploymentArn = await this.#newest();
    await this.#ask('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
  }

  async #continue(action: 'CONTINUE' | 'ROLLBACK'): Promise<void> {
    const { serviceDeployments } = await lookAtService(this.#stage);
    const [newest = {}] = serviceDeployments;
    const waiting = hooks(newest).find(({ status }) => status === 'AWAITING_ACTION');
    if (!waiting) throw new Error('nothing waits to be continued');
    this.#note(`ContinueServiceDeployment, ${action}.`);
    const input = {
      serviceDeploymentArn: text(newest, 'serviceDeploymentArn'),
      hookId: text(waiting, 'hookId'),
      action,
    };
    await this.#ask('ContinueServiceDeployment', input);
  }

  async #interrupt(how: Extract<Step, { kind: 'interrupt' }>['how']): Promise<void> {
    const newest = (await lookAtTasks(this.#stage))
      .filter((task) => task['lastStatus'] === 'RUNNING')
      .toSorted((a, b) => Number(b['createdAt']) - Number(a['createdAt']))[0];
    if (!newest) throw new Error('no task runs that could be interrupted');
    this.#note(`AWS takes a task away: ${how}.`);
    this.#stage.interrupt(text(newest, 'taskArn'), how);
  }

  async #newest(): Promise<string> {
    const [newest = {}] = (await lookAtService(this.#stage)).serviceDeployments;
    return text(newest, 'serviceDeploymentArn');
  }

  async #ask(operation: string, input: JsonObject): Promise<JsonObject> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#stage.ask(operation, input);
      } catch (error) {
        if (attempt === ATTEMPTS || !(error as { retryable?: boolean }).retryable) throw error;
        await this.#stage.pass(RETRY_MS);
      }
    }
  }

  /** False when `limitMs` of AWS time went by first. */
  async #passUntil(met: (truth: Truth) => boolean, limitMs: number): Promise<boolean> {
    for (let passed = 0; passed <= limitMs; passed += STEP_MS) {
      if (met(await lookAtService(this.#stage))) return true;
      await this.#pass(STEP_MS);
    }
    return false;
  }

  async #pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      if (this.#deployed) await this.#reader.read(this.#releases);
      await this.#stage.pass(Math.min(left, STEP_MS));
    }
  }

  #note(words: string): void {
    const { clock } = this.#stage;
    const moment = { at: (clock.now() - this.#since) * clock.speed, text: words };
    this.#moments.push(moment);
    this.#onMoment(moment);
  }
}
