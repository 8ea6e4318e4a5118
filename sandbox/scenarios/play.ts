import { Director, PlayError } from './director.ts';
import { isPaused, newcomer } from './milestones.ts';
import { BEAT_MS, Pacing } from './pacing.ts';
import { Reader } from './reader.ts';
import type { Scenario, Step } from './scenario.ts';
import { names, serviceOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { Timeline } from './timeline.ts';
import type { Moment } from './timeline.ts';
import { isSettled, lookAtService, object, objects, text } from './truth.ts';
import type { Truth } from './truth.ts';

/** Who is who in a play that is over. */
export interface Cast {
  /** Release → ARN of its task definition. */
  readonly releases: ReadonlyMap<string, string>;
  /** The service deployment the first deploy began; undefined when it began none. */
  readonly ours: string | undefined;
  readonly reader: Pick<Reader, 'seen' | 'refused'>;
  /** Epoch milliseconds when the curtain rose. */
  readonly since: number;
}

export interface PlayOptions {
  readonly onMoment?: (moment: Moment) => void;
  /** Called by {@link Play.follow} when all is as it is to be before the first deploy. */
  readonly onReady?: () => void;
  /** Ends the play between two beats. */
  readonly signal?: AbortSignal;
}

/** After all is over: tasks end, targets drain. */
const TAIL_MS = 60_000;
const NOTHING_COMES_MS = 10 * 60_000;
const PATIENCE_AT_FIRST_MS = 15 * 60_000;

/** One scenario on one stage. */
export class Play {
  readonly #scenario: Scenario;
  readonly #stage: Stage;
  readonly #timeline: Timeline;
  readonly #pacing: Pacing;
  readonly #director: Director;
  readonly #reader: Reader;
  readonly #onReady: () => void;

  constructor(scenario: Scenario, stage: Stage, options: PlayOptions = {}) {
    const { onMoment = () => undefined, onReady = () => undefined, signal } = options;
    this.#onReady = onReady;
    this.#scenario = scenario;
    this.#stage = stage;
    this.#reader = new Reader(scenario, stage);
    this.#timeline = new Timeline(stage.clock, onMoment);
    this.#pacing = new Pacing({
      stage,
      timeline: this.#timeline,
      beat: async () => {
        if (this.#director.deployed) await this.#reader.read(this.#director.releases);
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const { given } = scenario;
    this.#director = new Director({ given, stage, timeline: this.#timeline, pacing: this.#pacing });
  }

  /** Sets the scene: a cluster, and release A in service. @throws PlayError when A does not come up */
  async stage(): Promise<void> {
    const { given } = this.#scenario;
    await this.#stage.look('CreateCluster', { clusterName: names.cluster });
    for (const alarm of given.alarms) await this.#stage.setAlarm(alarm, 'OK');
    if (given.running) {
      const input = serviceOf(this.#stage, given, await this.#director.register('A'));
      await this.#stage.look('CreateService', input);
      await this.#bringUp();
    }
    this.#timeline.begin();
    this.#timeline.note(given.running ? 'Release A is in service.' : 'There is no service yet.');
  }

  /** Does the steps, then follows what ECS makes of them until nothing moves any more or patience is over. */
  async run(): Promise<Cast> {
    for (const step of this.#scenario.when) await this.#director.do(step);
    return this.#end();
  }

  /**
   * Plays with somebody else's deployer: waits until it has deployed the first release, and does all other steps. What is
   * ordered for that release's tasks strikes every task of the service but those of release A.
   */
  async follow(): Promise<Cast> {
    const place = this.#scenario.when.findIndex(({ kind }) => kind === 'deploy');
    const before = await lookAtService(this.#stage);
    for (const step of this.#scenario.when.slice(0, place)) await this.#director.do(step);
    const [deploy, ...others] = this.#scenario.when.slice(place);
    if (deploy?.kind === 'deploy') {
      const { deploymentConfiguration } = deploy.update;
      // Hooks of this deployment only: A came up without them. By itself it begins no deployment.
      if (deploymentConfiguration) await this.#director.do({ kind: 'update', input: { deploymentConfiguration } });
      await this.#await(deploy, before);
    }
    for (const step of others) await this.#director.do(step);
    return this.#end();
  }

  async #await({ release, faults, when }: Extract<Step, { kind: 'deploy' }>, before: Truth): Promise<void> {
    const first = this.#director.releases.get('A')?.split('/')[1];
    const match = { group: `service:${names.service}`, ...(first === undefined ? {} : { except: first }) };
    for (const fault of faults) this.#stage.faults.tasks.order({ match, fault, when });
    this.#onReady();
    // A release that runs already begins nothing when it is sent again: somebody has to stop waiting.
    const limitMs = this.#director.releases.has(release) ? NOTHING_COMES_MS : Infinity;
    const came = await this.#pacing.passUntil((truth) => newcomer(before, truth) !== undefined, limitMs);
    this.#director.deployed = true;
    if (!came) return;
    const ours = newcomer(before, await lookAtService(this.#stage));
    const taskDefinition = ours === undefined ? '' : await this.#taskDefinitionOf(ours);
    this.#director.releases.set(release, taskDefinition);
    this.#director.ours = ours;
    this.#timeline.note(`Release ${release} is deployed as ${taskDefinition.split('/')[1] ?? taskDefinition}.`);
  }

  /** Of the service revision it deploys: what DescribeServices says may be the past. */
  async #taskDefinitionOf(serviceDeploymentArn: string): Promise<string> {
    const deployments = { serviceDeploymentArns: [serviceDeploymentArn] };
    const { serviceDeployments } = await this.#stage.look('DescribeServiceDeployments', deployments);
    const target = object(object(objects(serviceDeployments)[0])['targetServiceRevision']);
    const revisions = { serviceRevisionArns: [text(target, 'arn')] };
    const { serviceRevisions } = await this.#stage.look('DescribeServiceRevisions', revisions);
    return text(object(objects(serviceRevisions)[0]), 'taskDefinition');
  }

  async #end(): Promise<Cast> {
    if (await this.#pacing.passUntil(isSettled, this.#scenario.then.patienceMs)) await this.#pacing.pass(TAIL_MS);
    const { releases, ours } = this.#director;
    return { releases, ours, reader: this.#reader, since: this.#timeline.since };
  }

  /** A's own deployment meets the service's pauses too; nobody has to look at it. */
  async #bringUp(): Promise<void> {
    const calm = (truth: Truth): boolean => isSettled(truth) || isPaused(truth);
    while (await this.#pacing.passUntil(calm, PATIENCE_AT_FIRST_MS)) {
      if (isSettled(await lookAtService(this.#stage))) break;
      await this.#director.continue('CONTINUE');
    }
    const [first] = (await lookAtService(this.#stage)).serviceDeployments;
    if (first?.['status'] !== 'SUCCESSFUL') throw new PlayError(`release A did not come up: ${JSON.stringify(first)}`);
    await this.#stage.pass(BEAT_MS * 2); // into the steady state
  }
}
