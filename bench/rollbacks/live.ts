import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '#sandbox/aws/service';
import { putImage } from '#sandbox/images/assemble';
import { object, objects, strings, text } from '#sandbox/scenarios/truth';
import type { Environment } from './environment.ts';
import { CLUSTER, CONTAINER, EXECUTION_ROLE, type Account } from '../rollouts/account.ts';
import { releaseOf, type History, type Release, type Restored } from './history.ts';
import { LiveGithub } from './live-github.ts';
import type { Stranger } from './plan.ts';
import { newestOf } from './told.ts';

const BEAT_MS = 2_000;
const UP_WITHIN_MS = 30 * 60_000;
/** API reference, ServiceDeployment. */
const OVER: ReadonlySet<string> = new Set(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']);
const DAY_MS = 24 * 3_600_000;
const RECORD = ['sha', 'environment', 'run', 'previous', 'migrations', 'proven', 'failed', 'restored'];

export type Tags = ReadonlyMap<string, string>;

/** A revision as ECS has it. */
export interface Described {
  readonly image: string;
  readonly tags: Tags;
}

/** A service in the sandbox, to which things are done past the wire and its faults, as a history has them. */
export class Live {
  readonly service: string;
  readonly github: LiveGithub;
  readonly #account: Account;
  /** By number of the revision they were built for. */
  readonly #digests = new Map<number, string>();

  private constructor(account: Account, service: string) {
    this.#account = account;
    this.service = service;
    this.github = new LiveGithub(account, service);
  }

  /** Makes the service of a first release, without a task: a deployment is over with the next look of the scheduler. */
  static async create(
    account: Account,
    service: string,
    { history, shas }: { readonly history: History; readonly shas: ReadonlySet<string> },
  ): Promise<Live> {
    const live = new Live(account, service);
    live.github.seed(shas);
    await account.ecr('CreateRepository', { repositoryName: service });
    await live.register(history);
    await account.ecs('CreateService', {
      cluster: CLUSTER,
      serviceName: service,
      taskDefinition: live.revision(1),
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
    });
    await live.settle(1);
    return live;
  }

  revision(number: number): string {
    return `${this.service}:${number}`;
  }

  /** Does for the newest release of a history what a pipeline does before it deploys. */
  async register(history: History): Promise<void> {
    const { length: number } = history.releases;
    await this.#register(releaseOf(history, number));
    const told = newestOf(history.told, number);
    if (told !== undefined) await this.github.open(told, await this.#arnOf(number));
  }

  /** Builds an image for it and registers it. */
  async #register({ number, sha, environment, previous, migrations }: Release): Promise<void> {
    const { registry } = this.#account.sandbox;
    const config = { env: { RELEASE: String(number) } };
    const at = { store: registry.store, repository: this.service, tag: `v${number}`, config };
    const { digest } = await putImage(at, []);
    this.#digests.set(number, digest);
    await this.#account.ecs('RegisterTaskDefinition', {
      family: this.service,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: EXECUTION_ROLE,
      containerDefinitions: [
        { name: CONTAINER, image: this.imageOf(number), essential: true, portMappings: [{ containerPort: 8080 }] },
      ],
    });
    await this.#tag(number, {
      sha,
      environment,
      previous: previous === undefined ? undefined : this.revision(previous),
      migrations: migrations ? 'true' : undefined,
    });
  }

  imageOf(number: number): string {
    return `${this.#account.sandbox.registry.host}/${this.service}@${this.#digests.get(number) ?? ''}`;
  }

  /** Begins to deploy a revision. */
  async update(number: number): Promise<void> {
    await this.#account.ecs('UpdateService', {
      cluster: CLUSTER,
      service: this.service,
      taskDefinition: this.revision(number),
    });
  }

  async deploy(number: number): Promise<void> {
    await this.update(number);
    await this.settle(number);
  }

  /** Stops the deployment under way with rollback; gives its ARN. */
  async stop(): Promise<string> {
    const [newest] = await this.#account.deployments(this.service);
    const serviceDeploymentArn = newest?.arn ?? '';
    await this.#account.ecs('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    return serviceDeploymentArn;
  }

  async scale(desiredCount: number): Promise<void> {
    await this.#account.ecs('UpdateService', { cluster: CLUSTER, service: this.service, desiredCount });
  }

  /** Waits until the deployment under way is over, and a revision is what the service has. */
  async settle(number: number): Promise<void> {
    for (let waited = 0; waited < UP_WITHIN_MS; waited += BEAT_MS) {
      // The list of them is never stale, as the service itself may be.
      const [newest] = await this.#account.deployments(this.service);
      if (newest !== undefined && OVER.has(newest.status) && (await this.serves(number))) return;
      await this.pass(BEAT_MS);
    }
    throw new Error(`${this.revision(number)} did not come up`);
  }

  /** Is a revision PRIMARY and completed at this moment. */
  async serves(number: number): Promise<boolean> {
    const primary = (await this.#deployments()).find(({ status }) => status === 'PRIMARY');
    return primary !== undefined && this.#completed(primary, number);
  }

  /** A deployment on GitHub that is not the service's, and succeeds, of a commit of its own. */
  async stranger(
    who: Stranger,
    of: { readonly number: number; readonly sha: string; readonly environment: Environment },
  ) {
    await this.github.stranger(who, of, await this.#arnOf(of.number));
  }

  prove(number: number): Promise<void> {
    return this.#tag(number, { proven: now() });
  }

  condemn(number: number): Promise<void> {
    return this.#tag(number, { failed: `${now()} unhealthy` });
  }

  /** Writes when a release was gone back to, in place of what the rollback wrote. */
  restore(number: number, { from, run, longAgo }: Restored): Promise<void> {
    const at = new Date(Date.now() - (longAgo ? DAY_MS : 0)).toISOString();
    return this.#tag(number, { restored: `${at} ${this.revision(from)} ${run}` });
  }

  async loseTags(number: number): Promise<void> {
    const resourceArn = await this.#arnOf(number);
    await this.#account.ecs('UntagResource', { resourceArn, tagKeys: RECORD.map((name) => `cicd:${name}`) });
  }

  /** @param image number of the revision it was built for */
  async loseImage(image: number): Promise<void> {
    const imageDigest = this.#digests.get(image) ?? '';
    await this.#account.ecr('BatchDeleteImage', { repositoryName: this.service, imageIds: [{ imageDigest }] });
  }

  async deregister(number: number): Promise<void> {
    await this.#account.ecs('DeregisterTaskDefinition', { taskDefinition: this.revision(number) });
  }

  /** By number. */
  async revisions(): Promise<ReadonlyMap<number, Described>> {
    const listed = await Promise.all(
      ['ACTIVE', 'INACTIVE'].map((status) =>
        this.#account.ecs('ListTaskDefinitions', { familyPrefix: this.service, status }),
      ),
    );
    const arns = listed.flatMap(({ taskDefinitionArns }) => strings(taskDefinitionArns));
    return new Map(
      await Promise.all(arns.map(async (arn) => [Number(arn.split(':').at(-1)), await this.#describe(arn)] as const)),
    );
  }

  /** Lets so many milliseconds of AWS time go by. */
  pass(ms: number): Promise<void> {
    return delay(ms / this.#account.speed);
  }

  async #describe(taskDefinition: string): Promise<Described> {
    const found = await this.#account.ecs('DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] });
    const [container] = objects(object(found['taskDefinition'])['containerDefinitions']);
    const tags = objects(found['tags']).map((tag) => [text(tag, 'key'), text(tag, 'value')] as const);
    return { image: text(object(container), 'image'), tags: new Map(tags) };
  }

  async #deployments(): Promise<readonly JsonObject[]> {
    const { services } = await this.#account.ecs('DescribeServices', { cluster: CLUSTER, services: [this.service] });
    return objects(object(objects(services)[0])['deployments']);
  }

  #completed(deployment: JsonObject, number: number): boolean {
    const taskDefinition = text(deployment, 'taskDefinition');
    return deployment['rolloutState'] === 'COMPLETED' && taskDefinition.endsWith(`/${this.revision(number)}`);
  }

  async #tag(number: number, values: Readonly<Record<string, string | undefined>>): Promise<void> {
    const tags = Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [{ key: `cicd:${name}`, value }],
    );
    if (tags.length > 0) await this.#account.ecs('TagResource', { resourceArn: await this.#arnOf(number), tags });
  }

  async #arnOf(number: number): Promise<string> {
    const taskDefinition = this.revision(number);
    const found = await this.#account.ecs('DescribeTaskDefinition', { taskDefinition });
    return text(object(found['taskDefinition']), 'taskDefinitionArn');
  }
}

function now(): string {
  return new Date().toISOString();
}
