import { escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { formatDuration } from '#shared/text/duration';
import { shortVersion } from '#shared/http/version';
import type { Question } from './comparison.ts';
import type { WatchSettings } from './settings.ts';
import type { Watch } from './watch.ts';
import { labelWords, latencyWords, rateWords, type Versions } from './words.ts';

export interface WatchSummaryFacts {
  readonly watch: Watch;
  readonly settings: WatchSettings;
  readonly versions: Versions;
  readonly url: string;
  readonly sentence: string;
  readonly hint: string | undefined;
}

/** Blocks of Markdown: the verdict with its evidence, then both sides beside each other. */
export function renderWatchSummary({
  watch,
  settings,
  versions,
  url,
  sentence,
  hint,
}: WatchSummaryFacts): readonly string[] {
  const { tally } = watch;
  const window = `${formatDuration(watch.durationMs)} of ${formatDuration(settings.windowMs)}`;
  const seen = [...tally.versions]
    .map(([version, times]) => `${inlineCode(shortVersion(version))} × ${times}`)
    .join(', ');
  const rest = [
    tally.unattributed.total === 0
      ? ''
      : `${tally.unattributed.total} failures named no version: ${labelWords(tally.unattributed)}.`,
    tally.unnamed === 0 ? '' : `${tally.unnamed} answers as expected named no version.`,
    tally.others === 0 ? '' : `${tally.others} answers came from versions that are not compared.`,
  ].filter((line) => line !== '');
  return [
    `## health-verify: ${watch.result}`,
    escapeMarkdown(sentence),
    ...(hint === undefined ? [] : [escapeMarkdown(hint)]),
    comparisonTable(watch, versions),
    escapeMarkdown(`${tally.probes} probes of ${url} in ${window}, ${settings.rate} a second.`) +
      (seen === '' ? '' : ` Versions that answered: ${seen}.`),
    ...(rest.length === 0 ? [] : [escapeMarkdown(rest.join(' '))]),
    ...lastErrors(watch),
  ];
}

function comparisonTable({ tally, findings }: Watch, { canary, baseline }: Versions): string {
  const { canary: ours, baseline: theirs } = tally.sides;
  const verdict = (question: Question): string => {
    const found = findings.find((finding) => finding.question === question);
    if (found === undefined) return 'not judged';
    return `${found.worse ? '**worse**' : 'not worse'}, p = ${found.p.toPrecision(2)}`;
  };
  const latency = (share: number): readonly string[] => [latencyWords(ours, share), latencyWords(theirs, share)];
  return markdownTable(
    ['', `New, ${inlineCode(canary)}`, `Old, ${escapeMarkdown(baseline)}`, 'Verdict'],
    [
      ['Answers', String(ours.answers), String(theirs.answers), ''],
      ['Error rate', rateWords(ours), rateWords(theirs), verdict('errors')],
      ['p50', ...latency(0.5), verdict('p50')],
      ['p95', ...latency(0.95), verdict('p95')],
    ],
  );
}

function lastErrors({ tally }: Watch): readonly string[] {
  const last = [
    ['new', tally.canary.errors.last],
    ['old', tally.baseline.errors.last],
    ['without a version', tally.unattributed.last],
  ] as const;
  const lines = last.flatMap(([whose, error]) => (error === undefined ? [] : [`- ${whose}: ${escapeMarkdown(error)}`]));
  return lines.length === 0 ? [] : [`Last errors:\n\n${lines.join('\n')}`];
}
