import type { Log } from '#shared/action/log';
import { formatDuration } from '#shared/text/duration';
import { sameAnswer, type Attempt } from './history.ts';
import type { HealthVerifyInputs } from './inputs.ts';
import type { Round } from './verify.ts';
import { describeAttempt, nameIfSeveral } from './words.ts';

const HEARTBEAT_MS = 30_000;
/** Longer counts are told at their beginning and end only. */
const TOLD_COUNT = 10;

/** Tells in the log what changes, and every 30 s that nothing did. */
export class Narrator {
  readonly #log: Pick<Log, 'info'>;
  readonly #inputs: HealthVerifyInputs;
  readonly #previous = new Map<string, Attempt>();
  #lastLineMs = 0;

  constructor(log: Pick<Log, 'info'>, inputs: HealthVerifyInputs) {
    this.#log = log;
    this.#inputs = inputs;
  }

  tell(round: Round): void {
    const changed = round.attempts.filter((attempt) => this.#isNew(attempt));
    for (const attempt of round.attempts) this.#previous.set(attempt.target.name, attempt);
    const counted = this.#countWords(round);
    const lines =
      this.#inputs.targets.length === 1
        ? this.#oneTarget(round, { changed: changed.length > 0, counted })
        : this.#severalTargets(round, { changed, counted });
    if (lines.length > 0) this.#print(lines, round);
    else if (round.endedAtMs - this.#lastLineMs >= HEARTBEAT_MS) this.#print([this.#heartbeat(round)], round);
  }

  #oneTarget(
    round: Round,
    { changed, counted }: { readonly changed: boolean; readonly counted: string | undefined },
  ): readonly string[] {
    const [attempt] = round.attempts;
    if (attempt === undefined || (!changed && counted === undefined)) return [];
    return [`${describeAttempt(attempt)}${counted === undefined ? '' : `: ${counted}`} ${when(round)}`];
  }

  #severalTargets(
    round: Round,
    { changed, counted }: { readonly changed: readonly Attempt[]; readonly counted: string | undefined },
  ): readonly string[] {
    const lines = changed.map((attempt) => {
      const remark = !attempt.target.critical && attempt.verdict.kind !== 'passed' ? ', not critical' : '';
      return `${nameIfSeveral(attempt, this.#inputs)}${describeAttempt(attempt)}${remark} ${when(round)}`;
    });
    return counted === undefined ? lines : [...lines, `All critical URLs ${counted} ${when(round)}`];
  }

  #isNew(attempt: Attempt): boolean {
    const previous = this.#previous.get(attempt.target.name);
    return previous === undefined || !sameAnswer(previous, attempt);
  }

  /** `as expected, 1 of 3`, when the count is worth a line. */
  #countWords({ progress: { streak } }: Round): string | undefined {
    const { successThreshold, stableForMs } = this.#inputs.rules;
    const told = streak === 1 || streak === successThreshold || successThreshold <= TOLD_COUNT;
    if (streak === 0 || streak > successThreshold || !told) return undefined;
    const stable =
      streak === successThreshold && stableForMs > 0 ? `; must hold for ${formatDuration(stableForMs)} more` : '';
    return `as expected, ${streak} of ${successThreshold}${stable}`;
  }

  #heartbeat(round: Round): string {
    const worst = round.attempts.find(({ verdict }) => verdict.kind !== 'passed') ?? round.attempts[0];
    const answer = worst === undefined ? '' : `${nameIfSeveral(worst, this.#inputs)}${describeAttempt(worst)}`;
    const { streak } = round.progress;
    return `Still ${answer}${streak > 0 ? `: as expected, ${streak} in a row` : ''} ${when(round)}`;
  }

  #print(lines: readonly string[], { endedAtMs }: Round): void {
    for (const line of lines) this.#log.info(line);
    this.#lastLineMs = endedAtMs;
  }
}

function when({ endedAtMs, number }: Round): string {
  return `(probe ${number}, ${formatDuration(endedAtMs)})`;
}
