import type { ActionContext } from '#shared/action/context';
import { errorMessage } from '#shared/action/errors';
import type { ReleaseMark } from '#shared/release/mark-release';
import type { Result } from '#shared/verify/progress';
import type { VerifiedRelease } from '#shared/verify/release-mark';
import type { HealthVerifyInputs } from '../inputs.ts';
import type { GithubRecorded, GithubVerdict } from './github.ts';

/** What became of the release record. Undefined members were not asked for. */
export interface Recorded {
  readonly mark: ReleaseMark | undefined;
  readonly github: GithubRecorded | undefined;
}

export interface Ended {
  readonly result: Result;
  /** The result in a sentence. */
  readonly sentence: string;
  /** ARN of the revision that was seen to run, where one was looked for. */
  readonly revision: string | undefined;
}

/**
 * The release record of one verification: the mark on the task definition, and the GitHub deployment. AWS and GitHub
 * code is loaded by those runs only that keep one.
 */
export class ReleaseRecord {
  readonly #context: ActionContext;
  readonly #inputs: HealthVerifyInputs;
  readonly #release: VerifiedRelease | undefined;

  private constructor(context: ActionContext, inputs: HealthVerifyInputs, release: VerifiedRelease | undefined) {
    this.#context = context;
    this.#inputs = inputs;
    this.#release = release;
  }

  static async open(context: ActionContext, inputs: HealthVerifyInputs): Promise<ReleaseRecord> {
    const { provenService } = inputs;
    if (provenService === undefined) return new ReleaseRecord(context, inputs, undefined);
    const { openRelease } = await import('./open-release.ts');
    return new ReleaseRecord(context, inputs, openRelease(context, inputs, provenService));
  }

  /** Runs a verification; one that does not come to a result is recorded as an error. */
  async during<T>(verification: () => Promise<T>): Promise<T> {
    try {
      return await verification();
    } catch (error) {
      await this.#tellGithub({ state: 'error', description: errorMessage(error) });
      throw error;
    }
  }

  async close({ result, sentence, revision }: Ended): Promise<Recorded> {
    const mark = await this.#release?.mark(result, revision);
    const superseded = result === 'healthy' && mark?.kind === 'superseded';
    const state = superseded ? 'inactive' : result === 'healthy' ? 'success' : 'failure';
    const description = superseded ? `Another release came during the verification. ${sentence}` : sentence;
    return { mark, github: await this.#tellGithub({ state, description }) };
  }

  async #tellGithub(verdict: GithubVerdict): Promise<GithubRecorded | undefined> {
    const { github } = this.#inputs;
    if (github === undefined) return undefined;
    const { recordOnGithub } = await import('./github.ts');
    return recordOnGithub(this.#context, { inputs: this.#inputs, github }, verdict);
  }
}
