import { percentileOf } from '#shared/verify/latencies';
import { errorRate, type Side } from './comparison.ts';
import type { WatchSettings } from './settings.ts';
import type { ErrorCounts } from './tally.ts';
import type { Watch } from './watch.ts';

/** Both sides and the answers to each question, as output and report have them. */
export function comparisonOf({ result, findings, tally }: Watch): object {
  const { canary, baseline } = tally.sides;
  return {
    result,
    new: sideFacts(canary, tally.canary.errors),
    old: sideFacts(baseline, tally.baseline.errors),
    unattributed: { failures: tally.unattributed.total, ...labels(tally.unattributed), unnamed: tally.unnamed },
    otherVersions: tally.others,
    findings,
  };
}

/** All that was seen, as JSON. */
export function watchReport(facts: {
  readonly watch: Watch;
  readonly settings: WatchSettings;
  readonly sentence: string;
  readonly hint: string | undefined;
  readonly url: string;
}): object {
  const { watch, settings, sentence, hint, url } = facts;
  const { tally } = watch;
  return {
    result: watch.result,
    sentence,
    hint,
    url,
    expectVersion: settings.expectVersion,
    baselineVersion: settings.baselineVersion,
    windowMs: settings.windowMs,
    rate: settings.rate,
    limits: settings.limits,
    attempts: tally.probes,
    durationMs: Math.round(watch.durationMs),
    endedEarly: watch.early,
    versionsSeen: Object.fromEntries(tally.versions),
    comparison: comparisonOf(watch),
    latencies: { new: tally.canary.side.latencies, old: tally.baseline.side.latencies },
    lastErrors: {
      new: tally.canary.errors.last,
      old: tally.baseline.errors.last,
      unattributed: tally.unattributed.last,
    },
  };
}

function sideFacts(side: Side, errors: ErrorCounts): object {
  const { answers, latencies } = side;
  return {
    answers,
    errors: side.errors,
    errorRate: errorRate(side),
    ...labels(errors),
    p50Ms: percentileOf(latencies, 0.5),
    p95Ms: percentileOf(latencies, 0.95),
  };
}

function labels({ byLabel }: ErrorCounts): { readonly byStatus: Readonly<Record<string, number>> } {
  return { byStatus: Object.fromEntries(byLabel) };
}
