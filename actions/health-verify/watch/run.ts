import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
import { formatDuration } from '#shared/text/duration';
import { neutraliseLine } from '#shared/text/neutralise';
import { displayUrl, requestWords } from '#shared/verify/target';
import { percentileOf } from '#shared/verify/latencies';
import { comparisonOf, watchReport } from './report.ts';
import type { WatchSettings } from './settings.ts';
import { renderWatchSummary } from './summary.ts';
import { watch, type Watch, type WatchTools } from './watch.ts';
import { hintOf, lookLine, verdictSentence, versionsOf } from './words.ts';

/**
 * Watch mode: compares the new version with what serves beside it, and tells everything.
 * @throws {ActionError} when the result is not `healthy`
 */
export async function runWatch(context: ActionContext, settings: WatchSettings, ask: WatchTools['ask']): Promise<void> {
  const { clock, log, signal } = context;
  const { target } = settings;
  const versions = versionsOf(settings);
  const url = displayUrl(target.url);
  log.info(
    `Watching ${requestWords(target)} for ${formatDuration(settings.windowMs)}, ${settings.rate} probes a second: ` +
      `version ${versions.canary} against ${versions.baseline}`,
  );
  const watched = await watch(settings, {
    ask,
    clock,
    signal,
    onLook: (tally, atMs) => {
      log.info(lookLine(versions, tally, atMs));
    },
  });
  log.info(lookLine(versions, watched.tally, watched.durationMs));
  const sentence = verdictSentence(versions, settings, watched);
  const hint = hintOf(watched);
  const facts = { watch: watched, settings, versions, url, sentence, hint };
  for (const block of renderWatchSummary(facts)) context.summary.add(block);
  setOutputs(context, watched, sentence);
  await writeReport(context, watchReport(facts));
  if (watched.result !== 'healthy') throw new ActionError(sentence, hint === undefined ? {} : { hint });
  log.info(`healthy: ${sentence}`);
}

function setOutputs({ redactor, setOutput }: ActionContext, watched: Watch, sentence: string): void {
  const { durationMs, result, tally } = watched;
  const foreign = (text: string): string => neutraliseLine(redactor.redact(text));
  const { latencies } = tally.canary.side;
  const seen = Object.fromEntries([...tally.versions].map(([version, count]) => [foreign(version), count]));
  setOutput('result', result);
  setOutput('reason', foreign(sentence));
  setOutput('attempts', String(tally.probes));
  setOutput('versions-seen', JSON.stringify(seen));
  setOutput('last-error', foreign(tally.canary.errors.last ?? tally.unattributed.last ?? ''));
  setOutput('p50-ms', String(percentileOf(latencies, 0.5) ?? ''));
  setOutput('p95-ms', String(percentileOf(latencies, 0.95) ?? ''));
  setOutput('duration-ms', String(Math.round(durationMs)));
  setOutput('comparison', JSON.stringify(comparisonOf(watched)));
}
