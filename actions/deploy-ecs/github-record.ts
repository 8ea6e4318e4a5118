import type { ActionContext } from '#shared/action/context';
import { revisionName } from '#shared/ecs/names';
import { openDeployment, setDeploymentStatus, type DeploymentStatus } from '#shared/github/deployments';
import { inBudget } from '#shared/github/in-budget';
import type { Patience } from '#shared/github/patiently';
import { PAYLOAD_SCHEMA, type DeployedRelease, type DeploymentPayload } from '#shared/github/payload';
import type { GithubRequest } from '#shared/github/request';
import { neutraliseLine } from '#shared/text/neutralise';

export type RecordContext = Pick<ActionContext, 'clock' | 'random' | 'log' | 'redactor' | 'run' | 'env'>;

export interface RecordFacts {
  readonly environment: string;
  readonly token: string;
  /** Full SHA of the commit. */
  readonly sha: string;
  /** One a service. */
  readonly releases: readonly [DeployedRelease, ...DeployedRelease[]];
}

/**
 * Keeps the GitHub deployment of a rollout. It runs beside the rollout and never stops it: whatever GitHub does is at
 * most a warning, said once.
 */
export class GithubRecord {
  readonly #context: RecordContext;
  readonly #facts: RecordFacts;
  readonly #opened: Promise<number | undefined>;

  /** Opens the deployment, in progress. */
  constructor(context: RecordContext, facts: RecordFacts) {
    this.#context = context;
    this.#facts = facts;
    this.#opened = this.#quietly(async (request, patience) => {
      const { runId, runAttempt } = context.run;
      const { environment, sha } = facts;
      const [release, ...others] = facts.releases;
      const services = [release, ...others].map((each) => this.#redacted(each));
      const payload: DeploymentPayload = {
        schema: PAYLOAD_SCHEMA,
        runId,
        runAttempt,
        ...(others.length === 0 ? this.#redacted(release) : { services }),
      };
      const description =
        others.length === 0
          ? `${revisionName(release.taskDefinition)} is being deployed to ${release.service}`
          : `${services.length} services are being deployed`;
      const id = await openDeployment(request, { environment, sha, description, payload }, patience);
      await this.#set({ request, patience }, { id, state: 'in_progress', description });
      context.log.info(`GitHub deployment: ${id}, environment ${environment}`);
      return id;
    });
  }

  /** Says how the rollout ended; gives the deployment's id. */
  async close(state: DeploymentStatus['state'], description: string): Promise<number | undefined> {
    const id = await this.#opened;
    if (id === undefined) return undefined;
    await this.#quietly((request, patience) => this.#set({ request, patience }, { id, state, description }));
    return id;
  }

  async #set(
    { request, patience }: { readonly request: GithubRequest; readonly patience: Patience },
    status: { readonly id: number } & Pick<DeploymentStatus, 'state' | 'description'>,
  ): Promise<void> {
    const { redactor, run } = this.#context;
    const { id, state } = status;
    const description = redactor.redact(neutraliseLine(status.description));
    await setDeploymentStatus(request, { id, status: { state, description, logUrl: run.runUrl } }, patience);
  }

  #redacted(release: DeployedRelease): DeployedRelease {
    const hide = (text: string): string => this.#context.redactor.redact(text);
    return { ...release, service: hide(release.service), images: release.images.map(hide) };
  }

  /** Undefined when GitHub did not do it. */
  async #quietly<T>(call: (request: GithubRequest, patience: Patience) => Promise<T>): Promise<T | undefined> {
    const { log } = this.#context;
    const { token, environment } = this.#facts;
    const called = await inBudget({ ...this.#context, token }, call);
    if (called.done) return called.value;
    log.warning(`The GitHub deployment of ${environment} is not kept: ${called.why}. The deployment itself goes on.`);
    return undefined;
  }
}
