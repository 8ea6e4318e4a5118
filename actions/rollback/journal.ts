import type { Method } from './method.ts';
import type { Release } from '#shared/release/record';
import type { TargetSource } from './target/source.ts';

/** What is known of a rollback, from early on. */
export interface Known {
  readonly from?: Release | undefined;
  readonly to?: Release | undefined;
  readonly source?: TargetSource | undefined;
  readonly method?: Method | undefined;
}

/** A release that was looked at and not gone back to. */
export interface PassedOver {
  readonly taskDefinitionArn: string;
  readonly sha: string | undefined;
  /** A clause, or whole sentences. */
  readonly why: string;
}

/** Keeps what a rollback finds out, so that it can be told even where the step ends before there is a verdict. */
export class Journal {
  #known: Known = {};
  readonly #notes = new Set<string>();
  readonly #passedOver = new Map<string, PassedOver>();

  learn(known: Known): void {
    this.#known = { ...this.#known, ...known };
  }

  /** Of one that is looked at several times the last reason counts. */
  passOver({ taskDefinitionArn, sha }: Release, why: string): void {
    this.#passedOver.set(taskDefinitionArn, { taskDefinitionArn, sha, why });
  }

  /** What could not be looked at, in a sentence. */
  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }

  get known(): Known {
    return this.#known;
  }

  /** In the order they were looked at, without the release left and the one that was chosen in the end. */
  get passedOver(): readonly PassedOver[] {
    const { from, to } = this.#known;
    return [...this.#passedOver.values()].filter(
      ({ taskDefinitionArn: arn }) => arn !== from?.taskDefinitionArn && arn !== to?.taskDefinitionArn,
    );
  }
}
