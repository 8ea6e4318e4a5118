import type { InputReader } from '#shared/action/inputs';
import { versionsMatch } from '#shared/http/version';
import { parsePercentage } from '#shared/text/percentage';
import { formatDuration } from '#shared/text/duration';
import type { Target } from '#shared/verify/target';

/** How much worse the canary may be, and how much must have been seen to say so. */
export interface Limits {
  /** Share of all answers (0 to 1) that the canary's error rate may be above the baseline's. */
  readonly errorRateIncrease: number;
  /** Share of the baseline's latency (0 and more) that the canary may take longer. */
  readonly latencyIncrease: number;
  /** Answers of each side without which nothing is said about them. */
  readonly minSamples: number;
}

/** One window in which two versions of a service are compared. */
export interface WatchSettings {
  readonly target: Target;
  /** The new version. */
  readonly expectVersion: string;
  readonly windowMs: number;
  /** Probes a second, whatever the answers take. */
  readonly rate: number;
  /** Undefined: every version but the expected one. */
  readonly baselineVersion: string | undefined;
  readonly limits: Limits;
}

interface Watched {
  readonly targets: readonly Target[];
  readonly requestTimeoutMs: number;
}

/** Sockets under way at once, when no answer comes before `request-timeout`. */
const MAX_UNDER_WAY = 250;

/** The settings of a watch; undefined without `watch-for`. */
export function readWatch(read: InputReader, { targets, requestTimeoutMs }: Watched): WatchSettings | undefined {
  const problems = read.issues.length;
  const timing: Timing = {
    windowMs: read.duration('watch-for', '0s', { max: 21_600_000 }),
    rate: read.number('watch-rate', { min: 0.1, max: 50 }) ?? 5,
    limits: {
      errorRateIncrease: readPercentage(read, 'max-error-rate-increase', { fallback: 0.01, min: 0.001, max: 1 }),
      latencyIncrease: readPercentage(read, 'max-latency-increase', { fallback: 0.25, min: 0, max: 10 }),
      minSamples: read.integer('min-samples', { min: 20, max: 100_000 }) ?? 50,
    },
  };
  const baselineVersion = read.optional('baseline-version');
  if (timing.windowMs === 0) {
    if (baselineVersion !== undefined)
      read.problem('baseline-version', 'is the version to compare with in watch mode; give watch-for too.');
    return undefined;
  }
  // What is reckoned from values that are wrong themselves would only confuse.
  if (read.issues.length === problems) checkRate(read, timing, requestTimeoutMs);
  const [target] = targets;
  if (targets.length > 1)
    read.problem('watch-for', `compares two versions behind one URL, but urls has ${targets.length}; give one.`);
  for (const record of ['service', 'token'])
    if (read.optional(record) !== undefined)
      read.problem(
        record,
        'cannot be given with watch-for: a canary has not proven itself before it has all traffic; verify it again then.',
      );
  if (target?.expectVersion === undefined) {
    if (target !== undefined) read.problem('expect-version', 'is required with watch-for: it is the new version.');
    return undefined;
  }
  const { expectVersion } = target;
  if (baselineVersion !== undefined && versionsMatch(expectVersion, baselineVersion))
    read.problem('baseline-version', 'is the same as expect-version; give the version that served before.');
  return { ...timing, target, expectVersion, baselineVersion };
}

type Timing = Pick<WatchSettings, 'windowMs' | 'rate' | 'limits'>;

function checkRate(read: InputReader, { limits, rate, windowMs }: Timing, requestTimeoutMs: number): void {
  const probes = Math.floor((windowMs / 1_000) * rate);
  if (probes < 2 * limits.minSamples)
    read.problem(
      'watch-for',
      `is too short: ${formatDuration(windowMs)} with watch-rate ${rate} are ${probes} probes, and min-samples asks for ` +
        `${limits.minSamples} answers of each version.`,
    );
  const underWay = Math.ceil((requestTimeoutMs / 1_000) * rate);
  if (underWay > MAX_UNDER_WAY)
    read.problem(
      'watch-rate',
      `is too high: ${rate} a second with request-timeout ${formatDuration(requestTimeoutMs)} may leave ${underWay} ` +
        `requests under way at once; at most ${MAX_UNDER_WAY} are.`,
    );
}

function readPercentage(
  read: InputReader,
  name: string,
  { fallback, min, max }: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const expected = `a percentage such as 1% or 25%, from ${min * 100}% to ${max * 100}%`;
  const inRange = (text: string): number | undefined => {
    const share = parsePercentage(text);
    return share === undefined || share < min || share > max ? undefined : share;
  };
  return read.parsed(name, expected, inRange) ?? fallback;
}
