import { setTimeout as delay } from 'node:timers/promises';
import type { Deployment } from '#sandbox/github/rest/model';
import { CLUSTER, type Account } from '../rollouts/account.ts';
import { ENVIRONMENTS, type Environment } from './environment.ts';
import type { History } from './history.ts';
import type { Stranger } from './plan.ts';
import { changed, newestOf, opened } from './told.ts';
import { FAIR, type Weather } from './weather.ts';

/** A deployment as GitHub has it. */
export interface Kept {
  readonly id: number;
  /** Number of the revision; undefined where it is none of the service's. */
  readonly number: number | undefined;
  readonly sha: string;
  readonly environment: string;
  readonly rollbackOf: number | undefined;
  /** Oldest first. */
  readonly states: readonly string[];
}

interface Wanted {
  readonly number: number;
  readonly sha: string;
  readonly environment: Environment;
}

/** GitHub's times are whole seconds. */
const TICK_MS = 1_000;
const SCHEMA = 'cicd-actions/deployment/v1';

/** What pipelines keep of a service on GitHub, written by its API; a rollback may have kept more. */
export class LiveGithub {
  readonly repository: string;
  readonly token: string;
  readonly #account: Account;
  readonly #service: string;
  /** GitHub's ids, by place among the deployments of the history. */
  readonly #ids: number[] = [];

  constructor(account: Account, service: string) {
    const { github } = account.sandbox;
    this.#account = account;
    this.#service = service;
    this.repository = `org/${service}`;
    // A token has so many requests an hour.
    this.token = github.issueToken();
  }

  seed(shas: ReadonlySet<string>): void {
    this.#account.sandbox.github.seed(this.repository, { commits: [...shas].map((sha) => ({ sha })) });
  }

  /** Opens the deployment of a release as deploy-ecs does. */
  async open({ number, sha, environment }: Wanted, arn: string): Promise<void> {
    await this.#nextSecond();
    const id = await this.#create({ sha, environment, payload: this.#payload(arn, number) });
    this.#ids.push(id);
    await this.#set(id, 'in_progress');
  }

  /** Says how a release did, as health-verify does. */
  async tell({ told }: History, number: number, state: 'success' | 'failure'): Promise<void> {
    const id = this.#ids[newestOf(told, number)?.id ?? -1];
    if (id === undefined) return;
    await this.#nextSecond();
    await this.#set(id, state);
  }

  /** Succeeds with something else that has much in common with a release. */
  async stranger(who: Stranger, { number, sha, environment }: Wanted, arn: string): Promise<void> {
    await this.#nextSecond();
    const own = this.#payload(arn, number);
    const elsewhere = arn.replace(/:ecs:[^:]+:/, ':ecs:ap-south-2:');
    const payloads = {
      'another service': { ...own, service: `${this.#service}-worker` },
      'another region': { ...own, taskDefinition: elsewhere },
      'a job': undefined,
    };
    await this.#set(await this.#create({ sha, environment, payload: payloads[who] }), 'success');
  }

  /** Waits until what is written now is later than all before, by GitHub's clock, too. */
  #nextSecond(): Promise<void> {
    return delay(TICK_MS - (Date.now() % TICK_MS));
  }

  /** Lets it be so for whoever asks about this service; the function given ends it. */
  async weather({ badGateways, denied }: Weather): Promise<() => void> {
    const { github, faults } = this.#account.sandbox;
    const fault = { kind: 'server-error', status: 502 } as const;
    const path = new RegExp(`/repos/${this.repository}/`);
    await this.#nextSecond();
    const ends = [
      ...(badGateways === 0 ? [] : [github.faults.order({ fault, path, times: badGateways })]),
      ...(denied === FAIR.denied ? [] : [this.#deny(denied, faults.requests)]),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  #deny(operation: string, requests: Account['sandbox']['faults']['requests']): () => void {
    const match = { operation, body: new RegExp(`[/"]${this.#service}[":]`) };
    const placed = requests.order({ match, fault: { kind: 'access-denied' } });
    return () => {
      placed.cancel();
    };
  }

  kept(): readonly Kept[] {
    const { deployments } = this.#account.sandbox.github.seed(this.repository).state;
    return [...deployments.values()].map((each) => this.#read(each));
  }

  /** What a rollback has kept, written into the history; the words of GitHub are taken in the order they were said. */
  adopt(
    history: History,
    { before, after }: { readonly before: readonly Kept[]; readonly after: readonly Kept[] },
  ): History {
    let { moment, told } = history;
    for (const { id, number, sha, environment, rollbackOf, states } of after) {
      const known = before.find((each) => each.id === id);
      if (number === undefined) continue;
      if (known === undefined) {
        told = opened(told, { number, sha, environment: environmentOf(environment), at: ++moment, rollbackOf });
        this.#ids.push(id);
      }
      const place = this.#ids.indexOf(id);
      for (const state of states.slice(known?.states.length ?? 0)) {
        const what = SAYS[state];
        if (what !== undefined) told = changed(told, place, { [what]: ++moment });
      }
    }
    return { ...history, moment, told };
  }

  #read({ id, sha, environment, payload, statuses }: Deployment): Kept {
    const facts = typeof payload === 'string' ? {} : payload;
    const { service, taskDefinition, rollbackOf } = facts;
    const isOwn =
      service === this.#service && typeof taskDefinition === 'string' && !taskDefinition.includes('ap-south-2');
    return {
      id,
      number: isOwn ? numberOf(taskDefinition) : undefined,
      sha,
      environment,
      rollbackOf: typeof rollbackOf === 'string' ? numberOf(rollbackOf) : undefined,
      states: statuses.map(({ state }) => state),
    };
  }

  #payload(arn: string, number: number): object {
    return {
      schema: SCHEMA,
      runId: `deploys-${number}`,
      runAttempt: '1',
      cluster: CLUSTER,
      service: this.#service,
      taskDefinition: arn,
      previousTaskDefinition: '',
      images: [],
    };
  }

  async #create({
    sha,
    environment,
    payload,
  }: {
    readonly sha: string;
    readonly environment: Environment;
    readonly payload: object | undefined;
  }): Promise<number> {
    const body = { ref: sha, task: 'deploy', environment: environment.name, auto_merge: false, required_contexts: [] };
    const { id } = await this.#post('/deployments', { ...body, ...(payload === undefined ? {} : { payload }) });
    return Number(id);
  }

  async #set(id: number, state: string): Promise<void> {
    await this.#post(`/deployments/${id}/statuses`, { state });
  }

  async #post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const { url } = this.#account.sandbox.github;
    const response = await fetch(`${url}/repos/${this.repository}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }
}

const SAYS: Partial<Record<string, 'succeededAt' | 'failedAt'>> = { success: 'succeededAt', failure: 'failedAt' };

function environmentOf(name: string): Environment {
  return ENVIRONMENTS.find((each) => each.name === name) ?? { name, tag: name };
}

function numberOf(taskDefinition: string): number {
  return Number(taskDefinition.split(':').at(-1));
}
