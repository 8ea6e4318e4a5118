import type { Log } from '#shared/action/log';
import { formatDuration } from '#shared/text/duration';
import { sameAnswer, type Attempt } from './history.ts';
import type { VerifySettings } from './settings.ts';
import { passedPhase, phaseOf } from './phase.ts';
import type { Round } from './verify.ts';
import { describeAttempt, nameIfSeveral } from './words.ts';

const HEARTBEAT_MS = 30_000;
/** Longer counts are told at their beginning and end only. */
const TOLD_COUNT = 10;

/** What a target answered so far. */
interface Seen {
  readonly last: Attempt;
  readonly answers: number;
  readonly oldAnswers: number;
}

/**
 * Tells in the log what changes, and every 30 s that nothing did, in the words of the way to health: waiting →
 * old version (2 of 5 answers) → new version (1 of 3) → healthy.
 */
export class Narrator {
  readonly #log: Pick<Log, 'info'>;
  readonly #settings: VerifySettings;
  readonly #seen = new Map<string, Seen>();
  #lastLineMs = 0;

  constructor(log: Pick<Log, 'info'>, settings: VerifySettings) {
    this.#log = log;
    this.#settings = settings;
  }

  tell(round: Round): void {
    const changed = round.attempts.filter((attempt) => this.#isNew(attempt));
    for (const attempt of round.attempts) this.#remember(attempt);
    const counted = this.#isCountTold(round);
    const lines =
      this.#settings.targets.length === 1
        ? changed.length > 0 || counted
          ? round.attempts.map((attempt) => this.#attemptWords(attempt, round))
          : []
        : [
            ...changed.map((attempt) => this.#changeWords(attempt)),
            ...(counted ? [`all critical URLs: ${this.#countWords(round)}`] : []),
          ];
    if (lines.length > 0) this.#print(lines, round);
    else if (round.endedAtMs - this.#lastLineMs >= HEARTBEAT_MS) this.#print([this.#heartbeat(round)], round);
  }

  #changeWords(attempt: Attempt): string {
    const remark = !attempt.target.critical && attempt.verdict.kind !== 'passed' ? ', not critical' : '';
    return `${nameIfSeveral(attempt, this.#settings)}${this.#attemptWords(attempt)}${remark}`;
  }

  #isNew(attempt: Attempt): boolean {
    const last = this.#seen.get(attempt.target.name)?.last;
    return last === undefined || !sameAnswer(last, attempt);
  }

  #remember(attempt: Attempt): void {
    const { answers = 0, oldAnswers = 0 } = this.#seen.get(attempt.target.name) ?? {};
    this.#seen.set(attempt.target.name, {
      last: attempt,
      answers: answers + (attempt.result.kind === 'answered' ? 1 : 0),
      oldAnswers: oldAnswers + (phaseOf(attempt) === 'old version' ? 1 : 0),
    });
  }

  /** `old version (4 of 9 answers): 200 in 12 ms, …`; of a single target, passed ones are counted as the `round` is. */
  #attemptWords(attempt: Attempt, round?: Round): string {
    return `${this.#phaseWords(attempt, round)}: ${describeAttempt(attempt)}`;
  }

  #phaseWords(attempt: Attempt, round: Round | undefined): string {
    const phase = phaseOf(attempt);
    if (phase === 'waiting') return phase;
    if (phase !== 'old version')
      return round === undefined || round.progress.streak === 0 ? phase : this.#countWords(round);
    const { answers = 0, oldAnswers = 0 } = this.#seen.get(attempt.target.name) ?? {};
    return `${phase} (${oldAnswers} of ${answers} answers)`;
  }

  #isCountTold({ progress: { streak } }: Round): boolean {
    const { successThreshold } = this.#settings.rules;
    const told = streak === 1 || streak === successThreshold || successThreshold <= TOLD_COUNT;
    return streak > 0 && streak <= successThreshold && told;
  }

  /** `new version (1 of 3)`. */
  #countWords({ progress: { streak } }: Round): string {
    const { targets, rules } = this.#settings;
    const count = streak > rules.successThreshold ? `${streak} in a row` : `${streak} of ${rules.successThreshold}`;
    return `${passedPhase(targets)} (${count})`;
  }

  /** What the next rounds wait for. */
  #remarks({ askedMs, progress, slow }: Round): string {
    const { successThreshold, stableForMs, maxIntervalMs } = this.#settings.rules;
    const held = stableForMs > 0 && progress.streak === successThreshold;
    const remarks = [
      ...(held ? [`must hold for ${formatDuration(stableForMs)} more`] : []),
      ...slow.map(({ target, reason }) => `${nameIfSeveral({ target }, this.#settings)}${reason}`),
      ...(askedMs === undefined ? [] : [retryAfterWords(askedMs, maxIntervalMs)]),
    ];
    return remarks.map((remark) => `; ${remark}`).join('');
  }

  #heartbeat(round: Round): string {
    const worst = round.attempts.find(({ verdict }) => verdict.kind !== 'passed') ?? round.attempts[0];
    const words = worst === undefined ? '' : this.#attemptWords(worst, round);
    return `Still ${worst === undefined ? '' : nameIfSeveral(worst, this.#settings)}${words}`;
  }

  #print(lines: readonly string[], round: Round): void {
    const when = `(probe ${round.number}, ${formatDuration(round.endedAtMs)})`;
    for (const [index, line] of lines.entries())
      this.#log.info(`${line}${index === lines.length - 1 ? this.#remarks(round) : ''} ${when}`);
    this.#lastLineMs = round.endedAtMs;
  }
}

function retryAfterWords(askedMs: number, maxIntervalMs: number): string {
  const allowed = askedMs > maxIntervalMs ? `, of which max-interval allows ${formatDuration(maxIntervalMs)}` : '';
  return `Retry-After asks for ${formatDuration(askedMs)}${allowed}`;
}
