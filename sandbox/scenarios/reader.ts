import type { Scenario } from './scenario.ts';
import { names } from './stage.ts';
import type { Stage } from './stage.ts';
import { objects } from './truth.ts';

/** Somebody who asks DescribeServices again and again, as deployers do; only where the scenario is about what they see. */
export class Reader {
  readonly #stage: Stage;
  readonly #active: boolean;
  readonly #seen: string[] = [];
  readonly #refused: string[] = [];

  constructor({ given, when, then }: Scenario, stage: Stage) {
    this.#stage = stage;
    this.#active =
      given.staleReadMs > 0 || then.primarySeen !== undefined || when.some(({ kind }) => kind === 'request-fault');
  }

  /** Releases seen as PRIMARY, one after the other, each change once. */
  get seen(): readonly string[] {
    return this.#seen;
  }

  /** Codes of the errors met, in order. */
  get refused(): readonly string[] {
    return this.#refused;
  }

  async read(releases: ReadonlyMap<string, string>): Promise<void> {
    if (!this.#active) return;
    try {
      const input = { cluster: names.cluster, services: [names.service] };
      const { services } = await this.#stage.ask('DescribeServices', input);
      const primary = objects(objects(services)[0]?.['deployments']).find(({ status }) => status === 'PRIMARY');
      const release = [...releases].find(([, arn]) => arn === primary?.['taskDefinition'])?.[0];
      if (release !== undefined && this.#seen.at(-1) !== release) this.#seen.push(release);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string') throw error;
      this.#refused.push(code);
    }
  }
}
