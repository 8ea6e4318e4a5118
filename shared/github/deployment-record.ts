import type { ActionContext } from '#shared/action/context';
import { neutraliseLine } from '#shared/text/neutralise';
import { openDeployment, setDeploymentStatus, type DeploymentStatus } from './deployments.ts';
import { findOpenRollback, keepFirstRollback } from './find-rollback.ts';
import { inBudget } from './in-budget.ts';
import type { Patience } from './patiently.ts';
import { PAYLOAD_SCHEMA, type DeployedRelease, type DeploymentPayload, type RollbackFacts } from './payload.ts';
import type { GithubRequest } from './request.ts';

export type RecordContext = Pick<ActionContext, 'clock' | 'random' | 'log' | 'redactor' | 'run' | 'env'>;

export interface RecordFacts {
  readonly environment: string;
  readonly token: string;
  /** Full SHA of the commit. */
  readonly sha: string;
  /** What is being done, for people. */
  readonly description: string;
  /** One a service. */
  readonly releases: readonly [DeployedRelease, ...DeployedRelease[]];
  /** Of a deployment that goes back. */
  readonly rollback?: RollbackFacts;
  /** Whether somebody else has begun that, and may keep its record, too. */
  readonly joined?: boolean | undefined;
}

const NAMELESS =
  '; GitHub has made it for this job, so it names no release that rollback could go by. With `deployment: false` in the environment of the job, one that does is made.';

/**
 * Keeps the GitHub deployment of a rollout. It runs beside the rollout and never stops it: whatever GitHub does is at
 * most a warning, said once.
 */
export class DeploymentRecord {
  readonly #context: RecordContext;
  readonly #facts: RecordFacts;
  readonly #opened: Promise<number | undefined>;

  /** Opens the deployment, in progress. */
  constructor(context: RecordContext, facts: RecordFacts) {
    this.#context = context;
    this.#facts = facts;
    this.#opened = this.#quietly((request, patience) => this.#open(request, patience));
  }

  /**
   * Says how the rollout ended; gives the deployment's id.
   * @param environmentUrl where the release answers
   */
  async close(
    state: DeploymentStatus['state'],
    description: string,
    environmentUrl?: string,
  ): Promise<number | undefined> {
    const id = await this.#opened;
    if (id === undefined) return undefined;
    await this.#quietly((request, patience) =>
      this.#set({ request, patience }, { id, state, description, environmentUrl }),
    );
    return id;
  }

  async #open(request: GithubRequest, patience: Patience): Promise<number> {
    const { environment, sha, joined, rollback } = this.#facts;
    const description = this.#tellable(this.#facts.description);
    const wanted = { environment, sha, description, payload: this.#payload() };
    const others = joined === true ? await findOpenRollback(request, wanted, patience) : undefined;
    if (others !== undefined) return this.#share(others);
    const { id, ofJob } = await openDeployment(request, wanted, patience);
    await this.#set({ request, patience }, { id, state: 'in_progress', description });
    const kept = rollback === undefined ? id : await keepFirstRollback(request, { ...wanted, id }, patience);
    if (kept !== id) return this.#share(kept);
    this.#context.log.info(`GitHub deployment: ${id}, environment ${environment}${ofJob ? NAMELESS : ''}`);
    return id;
  }

  /** Of a rollback that another run makes, too. */
  #share(id: number): number {
    const { environment } = this.#facts;
    this.#context.log.info(`GitHub deployment: ${id}, environment ${environment}; the rollback has it already`);
    return id;
  }

  #payload(): DeploymentPayload {
    const { runId, runAttempt } = this.#context.run;
    const { releases, rollback } = this.#facts;
    const [release, ...others] = releases;
    const services = [release, ...others].map((each) => this.#redacted(each));
    return {
      schema: PAYLOAD_SCHEMA,
      runId,
      runAttempt,
      ...(others.length === 0 ? this.#redacted(release) : { services }),
      ...(rollback === undefined ? {} : { ...rollback, reason: this.#tellable(rollback.reason) }),
    };
  }

  async #set(
    { request, patience }: { readonly request: GithubRequest; readonly patience: Patience },
    status: { readonly id: number } & Pick<DeploymentStatus, 'state' | 'description' | 'environmentUrl'>,
  ): Promise<void> {
    const { id, state, environmentUrl } = status;
    const description = this.#tellable(status.description);
    const logUrl = this.#context.run.runUrl;
    const told = { state, description, logUrl, environmentUrl: environmentUrl && this.#tellable(environmentUrl) };
    await setDeploymentStatus(request, { id, status: told }, patience);
  }

  #tellable(text: string): string {
    return this.#context.redactor.redact(neutraliseLine(text));
  }

  #redacted(release: DeployedRelease): DeployedRelease {
    const hide = (text: string): string => this.#context.redactor.redact(text);
    return { ...release, service: hide(release.service), images: release.images.map(hide) };
  }

  /** Undefined when GitHub did not do it. */
  async #quietly<T>(call: (request: GithubRequest, patience: Patience) => Promise<T>): Promise<T | undefined> {
    const { log } = this.#context;
    const { token, environment, rollback } = this.#facts;
    const called = await inBudget({ ...this.#context, token }, call);
    if (called.done) return called.value;
    const what = rollback === undefined ? 'deployment' : 'rollback';
    log.warning(`The GitHub deployment of ${environment} is not kept: ${called.why}. The ${what} itself goes on.`);
    return undefined;
  }
}
