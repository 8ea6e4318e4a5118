import { shortVersion } from '#shared/http/version';
import { formatDuration } from '#shared/text/duration';
import { neutraliseLine } from '#shared/text/neutralise';
import { formatPercentage } from '#shared/text/percentage';
import { percentileOf } from '#shared/verify/latencies';
import { errorRate, errorsFoundFrom, type Question, type Side } from './comparison.ts';
import type { WatchSettings } from './settings.ts';
import type { ErrorCounts, Tally } from './tally.ts';
import { ALPHA_AT_END } from './verdict.ts';
import type { Watch } from './watch.ts';

export interface Versions {
  /** The new version. */
  readonly canary: string;
  /** What it is compared with, `the others` when that is all other versions. */
  readonly baseline: string;
}

/** The names of the two sides, for people. */
export function versionsOf({ baselineVersion, expectVersion }: WatchSettings): Versions {
  return {
    canary: shortVersion(expectVersion),
    baseline: baselineVersion === undefined ? 'the others' : shortVersion(baselineVersion),
  };
}

/** One line on what was seen so far. */
export function lookLine({ canary, baseline }: Versions, tally: Tally, atMs: number): string {
  const { unattributed } = tally;
  const sides = [`${canary}: ${sideWords(tally.canary.side)}`, `${baseline}: ${sideWords(tally.baseline.side)}`];
  const rest = [
    unattributed.total === 0 ? '' : `failed without a version: ${unattributed.total} (${labelWords(unattributed)})`,
    tally.unnamed === 0 ? '' : `without a version: ${tally.unnamed}`,
    tally.others === 0 ? '' : `other versions: ${tally.others}`,
  ].filter((part) => part !== '');
  return neutraliseLine(`${[...sides, ...rest].join('; ')} (${formatDuration(atMs)})`);
}

function sideWords(side: Side): string {
  const p95 = percentileOf(side.latencies, 0.95);
  return (
    `${count(side.answers, 'answer')}, ${count(side.errors, 'error')} (${formatPercentage(errorRate(side))})` +
    (p95 === undefined ? '' : `, p95 ${p95} ms`)
  );
}

/** `503 × 7, timeout × 2`: the most frequent first. */
export function labelWords({ byLabel }: ErrorCounts): string {
  return byLabel.map(([label, times]) => `${label} × ${times}`).join(', ');
}

/** The result in one sentence with its evidence. */
export function verdictSentence({ canary, baseline }: Versions, settings: WatchSettings, watch: Watch): string {
  const { canary: ours, baseline: theirs } = watch.tally.sides;
  switch (watch.result) {
    case 'not-enough-traffic':
      return (
        `Not enough traffic to judge version ${canary}: ${count(ours.answers, 'answer')} from it and ${theirs.answers} from ` +
        `${baseline} in ${formatDuration(watch.durationMs)}; ${settings.limits.minSamples} of each are needed.`
      );
    case 'healthy': {
      const foundFrom = errorsFoundFrom(watch.tally.sides, settings.limits, ALPHA_AT_END);
      const power =
        foundFrom === undefined ? '' : ` From ${count(foundFrom, 'error')} on it would have been found worse.`;
      return `Version ${canary} is not worse than ${baseline}: ${evidence(watch, ['errors', 'p50', 'p95'])}.${power}`;
    }
    case 'worse': {
      const found = watch.findings.filter(({ worse }) => worse).map(({ question }) => question);
      const when = watch.early ? `, clearly so after ${formatDuration(watch.durationMs)}` : '';
      return found.every((question) => question === 'unattributed')
        ? `Version ${canary} may be worse than ${baseline}${when}: ${evidence(watch, found)}.`
        : `Version ${canary} is worse than ${baseline}${when}: ${evidence(watch, found)}.`;
    }
  }
}

function evidence({ tally, findings }: Watch, questions: readonly Question[]): string {
  const { canary, baseline } = tally.sides;
  return questions
    .map((question) => {
      const p = findings.find((finding) => finding.question === question);
      const chance = p?.worse === true ? ` (p = ${p.p.toPrecision(2)})` : '';
      switch (question) {
        case 'errors':
          return `error rate ${rateWords(canary)} against ${rateWords(baseline)}${chance}`;
        case 'p50':
        case 'p95': {
          const share = question === 'p50' ? 0.5 : 0.95;
          return `${question} ${latencyWords(canary, share)} against ${latencyWords(baseline, share)}${chance}`;
        }
        case 'unattributed':
          return (
            `${tally.unattributed.total} of ${count(tally.probes, 'request')} failed without naming a version ` +
            `(${labelWords(tally.unattributed)}), too many to rule the new one out${chance}`
          );
      }
    })
    .join(', ');
}

/** `5.3 % (8 of 150)`. */
export function rateWords(side: Side): string {
  return `${formatPercentage(errorRate(side))} (${side.errors} of ${side.answers})`;
}

/** `40 ms`, `none` when nothing was measured. */
export function latencyWords({ latencies }: Side, share: number): string {
  const ms = percentileOf(latencies, share);
  return ms === undefined ? 'none' : `${ms} ms`;
}

/** What can be done about a watch that failed. */
export function hintOf({ result, tally }: Watch): string | undefined {
  if (result !== 'not-enough-traffic')
    return result === 'healthy'
      ? undefined
      : 'Stop the shift of traffic or go back (deploy-ecs with answer-pause: rollback); the report has the counts.';
  if (tally.versions.size === 0)
    return tally.unnamed > 0
      ? 'No answer named a version: check that version-from names the place where releases say their version.'
      : 'No answer named a version: check the URL, and that this runner can reach it.';
  if (tally.canary.side.answers === 0)
    return 'The new version never answered: check expect-version, and that traffic has been shifted to it already.';
  if (tally.baseline.side.answers === 0)
    return 'Only the new version answered: the shift of traffic is over, or baseline-version is none that answers.';
  return 'Give a longer watch-for or a higher watch-rate, or watch at a step at which the new version has more traffic.';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
