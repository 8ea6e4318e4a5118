import { statusWord, type ProbeResult } from '#shared/http/probe-result';
import type { CertificateFacts } from '#shared/http/certificate';
import { truncateUtf8 } from '#shared/text/truncate';
import { BoundedList } from './bounded-list.ts';
import { Latencies } from './latencies.ts';
import type { Target } from './target.ts';
import type { Verdict } from './verdict.ts';
import { VersionCounts } from './version-counts.ts';

/** One probe of one target. */
export interface Attempt {
  readonly round: number;
  /** Milliseconds since the start. */
  readonly atMs: number;
  readonly target: Target;
  readonly result: ProbeResult;
  readonly verdict: Verdict;
}

/** Attempts of one target in a row that said the same. */
export interface Run {
  readonly first: Attempt;
  readonly last: Attempt;
  readonly count: number;
}

/** What the report keeps of an attempt; bodies would make it huge. */
export interface AttemptRecord {
  readonly round: number;
  readonly url: string;
  readonly atMs: number;
  readonly ms: number;
  readonly answer: string;
  readonly version: string | undefined;
  readonly verdict: Verdict['kind'];
  readonly reasons: readonly string[];
}

const KEPT_ATTEMPTS = { head: 200, tail: 800 };
/** Shown of the last failing answer. */
const KEPT_BODY_BYTES = 2_048;
const KEPT_RUNS = 60;

/** Everything that was seen, within bounds. */
export class History {
  readonly attempts = new BoundedList<AttemptRecord>(KEPT_ATTEMPTS);
  readonly #runs: Run[] = [];
  readonly #openRuns = new Map<string, number>();
  readonly #versions = new VersionCounts();
  readonly #certificates = new Map<string, CertificateFacts>();
  readonly #latencies = new Latencies();
  #droppedRuns = 0;
  #lastMiss: Attempt | undefined;
  #lastVersion: string | undefined;

  add(seen: Attempt): void {
    const attempt = keptOf(seen);
    const { target, result, verdict } = attempt;
    this.attempts.add(recordOf(attempt));
    this.#addToRun(attempt);
    if (result.kind === 'answered' && target.service === undefined) this.#latencies.add(result.ms);
    if (result.kind === 'answered' && result.certificate !== undefined)
      this.#certificates.set(target.name, result.certificate);
    if (verdict.version !== undefined) this.#versions.add(verdict.version);
    if (!target.critical) return;
    if (verdict.kind !== 'passed') this.#lastMiss = attempt;
    if (verdict.version !== undefined) this.#lastVersion = verdict.version;
  }

  /** Runs of equal answers by the time they began; the earliest of a very long history are left out. */
  get runs(): readonly Run[] {
    return this.#runs;
  }

  get droppedRuns(): number {
    return this.#droppedRuns;
  }

  /** How often each version answered. */
  get versions(): ReadonlyMap<string, number> {
    return this.#versions.all;
  }

  /** The certificate each target showed last, by its name. */
  get certificates(): ReadonlyMap<string, CertificateFacts> {
    return this.#certificates;
  }

  /** The last attempt on a critical target that did not pass. */
  get lastMiss(): Attempt | undefined {
    return this.#lastMiss;
  }

  /** The version a critical target named last. */
  get lastVersion(): string | undefined {
    return this.#lastVersion;
  }

  /** Milliseconds below which `share` (0 to 1) of all answers stayed; undefined before the first answer. */
  percentileMs(share: number): number | undefined {
    return this.#latencies.percentileMs(share);
  }

  #addToRun(attempt: Attempt): void {
    const { name } = attempt.target;
    const index = this.#openRuns.get(name);
    const open = index === undefined ? undefined : this.#runs[index - this.#droppedRuns];
    if (index !== undefined && open !== undefined && sameAnswer(open.last, attempt)) {
      this.#runs[index - this.#droppedRuns] = { ...open, last: attempt, count: open.count + 1 };
      return;
    }
    this.#openRuns.set(name, this.#runs.length + this.#droppedRuns);
    this.#runs.push({ first: attempt, last: attempt, count: 1 });
    if (this.#runs.length > KEPT_RUNS) {
      this.#runs.shift();
      this.#droppedRuns += 1;
    }
  }
}

/** Without what would fill the memory: bodies of a megabyte, and texts cut from them. */
function keptOf(attempt: Attempt): Attempt {
  const { result, verdict } = attempt;
  const { reasons, version } = verdict;
  const kept = {
    ...verdict,
    reasons: reasons.map(detached),
    version: version === undefined ? version : detached(version),
  };
  if (result.kind === 'failed') return { ...attempt, verdict: kept };
  const excerpt = truncateUtf8(result.body, KEPT_BODY_BYTES);
  const truncated = result.truncated || excerpt.length < result.body.length;
  // The mark tells the redactor that a secret may have been cut.
  const body = truncated ? `${excerpt}\n… (cut)` : excerpt;
  return { ...attempt, verdict: kept, result: { ...result, body, truncated } };
}

/** V8 keeps the whole of a text as long as any part that was cut from it. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** True when the second says nothing new: same status or failure, version and verdict. */
export function sameAnswer(a: Attempt, b: Attempt): boolean {
  return (
    answerLabel(a.result) === answerLabel(b.result) &&
    a.verdict.kind === b.verdict.kind &&
    a.verdict.version === b.verdict.version
  );
}

/** `200`, or the kind of failure: `refused`. */
export function answerLabel(result: ProbeResult): string {
  return result.kind === 'answered' ? statusWord(result) : result.failure;
}

function recordOf({ round, atMs, target, result, verdict }: Attempt): AttemptRecord {
  return {
    round,
    url: target.name,
    atMs: Math.round(atMs),
    ms: result.ms,
    answer: answerLabel(result),
    version: verdict.version,
    verdict: verdict.kind,
    reasons: verdict.reasons,
  };
}
