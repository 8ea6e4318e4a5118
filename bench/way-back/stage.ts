import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  TagResourceCommand,
  UpdateServiceCommand,
  type DeploymentConfiguration,
  type ServiceDeploymentBrief,
} from '@aws-sdk/client-ecs';
import { pushImage } from '../../test/support/rollout-app.ts';
import { firstTaskDefinition } from '../../test/support/rollout-service.ts';
import { CLUSTER, LOG_GROUP, Rollouts, type Acted } from '../../test/support/rollouts.ts';

/** Where the release that is to be left stands. */
export type Kind = 'finished' | 'under way' | 'baking';

const CONFIGURATION: Readonly<Partial<Record<Kind, DeploymentConfiguration>>> = {
  baking: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 600 },
};
/** Milliseconds of AWS time after which a deployment under way is left. */
const UNDER_WAY_MS = 10_000;
const BEAT_MS = 100;

/** Services on their second release, whose first one is proven, in a sandbox with simulated tasks. */
export class WayBackStage {
  readonly rollouts: Rollouts;
  readonly #speed: number;
  readonly #images: readonly string[];

  private constructor(rollouts: Rollouts, speed: number, images: readonly string[]) {
    this.rollouts = rollouts;
    this.#speed = speed;
    this.#images = images;
  }

  static async open(speed: number): Promise<WayBackStage> {
    const rollouts = await Rollouts.open({ speed, tasks: 'simulated' });
    const images: string[] = [];
    for (const digit of ['1', '2'])
      images.push((await pushImage(rollouts.sandbox, { repository: 'web', sha: digit.repeat(40) })).image);
    return new WayBackStage(rollouts, speed, images);
  }

  close(): Promise<void> {
    return this.rollouts.close();
  }

  /** Makes a service, and deploys to it the release that is to be left. */
  async prepare(name: string, kind: Kind): Promise<void> {
    const { ecs, sandbox } = this.rollouts;
    const [former = '', ours = ''] = this.#images;
    await this.rollouts.createService({ name, image: former, twoGroups: kind === 'baking', configuration: {} });
    const resourceArn = (await this.rollouts.describe(name)).taskDefinition;
    const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
    await ecs.send(new TagResourceCommand({ resourceArn, tags }));
    const definition = firstTaskDefinition({ name, image: ours, logGroup: LOG_GROUP });
    const record = [{ key: 'cicd:previous', value: `${name}:1` }];
    await ecs.send(new RegisterTaskDefinitionCommand({ ...definition, tags: record }));
    if (kind === 'under way') {
      const fault = { kind: 'exit', afterMs: 2_000, exitCode: 1 } as const;
      sandbox.faults.tasks.order({ match: { taskDefinition: `${name}:2` }, fault, when: {} });
    }
    const deploymentConfiguration = CONFIGURATION[kind];
    if (deploymentConfiguration !== undefined)
      await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: name, deploymentConfiguration }));
    await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: name, taskDefinition: `${name}:2` }));
    await this.#stands(name, kind);
  }

  rollBack(service: string): Promise<Acted> {
    return this.rollouts.act('rollback', { service, 'only-if-current': `${service}:2` });
  }

  /** What rollback asks of ECS in the end, and nothing before it. */
  async requestAlone(service: string, kind: Kind): Promise<void> {
    const { ecs } = this.rollouts;
    if (kind === 'finished') {
      await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service, taskDefinition: `${service}:1` }));
      return;
    }
    const { serviceDeploymentArn } = await this.#newest(service);
    await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
  }

  /** Epoch milliseconds at which the tasks of the first release are all that is wanted again. */
  async serves(service: string): Promise<number> {
    for (;;) {
      const { deployments = [], desiredCount = 0 } = await this.rollouts.describe(service);
      const primary = deployments.find(({ status }) => status === 'PRIMARY');
      if (primary === undefined) throw new Error(`${service} has no PRIMARY deployment`);
      const isBack = primary.taskDefinition?.endsWith(`/${service}:1`) === true;
      if (isBack && (primary.runningCount ?? 0) >= desiredCount) return Date.now();
      await delay(BEAT_MS);
    }
  }

  /** Epoch milliseconds at which ECS, by its own account, was done with the way back. */
  async ends(service: string, kind: Kind): Promise<number> {
    for (;;) {
      const { status, finishedAt, targetServiceRevisionArn } = await this.#newest(service);
      const isOver = status === (kind === 'finished' ? 'SUCCESSFUL' : 'ROLLBACK_SUCCESSFUL');
      const isWayBack = kind !== 'finished' || (await this.#count(service)) > 2;
      if (isOver && isWayBack && finishedAt !== undefined && targetServiceRevisionArn !== undefined)
        return finishedAt.getTime();
      await delay(BEAT_MS);
    }
  }

  async #stands(service: string, kind: Kind): Promise<void> {
    if (kind === 'finished') await this.rollouts.settle(service);
    else if (kind === 'under way') await delay(UNDER_WAY_MS / this.#speed);
    else while ((await this.#stage(service)) !== 'BAKE_TIME') await delay(BEAT_MS);
  }

  async #stage(service: string): Promise<string | undefined> {
    const { serviceDeploymentArn = '' } = await this.#newest(service);
    const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [serviceDeploymentArn] });
    return (await this.rollouts.ecs.send(command)).serviceDeployments?.[0]?.lifecycleStage;
  }

  async #newest(service: string): Promise<ServiceDeploymentBrief> {
    const [newest] = await this.#deployments(service);
    if (newest === undefined) throw new Error(`nothing was deployed to ${service}`);
    return newest;
  }

  async #count(service: string): Promise<number> {
    return (await this.#deployments(service)).length;
  }

  /** Newest first. */
  async #deployments(service: string): Promise<readonly ServiceDeploymentBrief[]> {
    const command = new ListServiceDeploymentsCommand({ cluster: CLUSTER, service });
    const { serviceDeployments = [] } = await this.rollouts.ecs.send(command);
    return serviceDeployments.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  }
}
