import type { Summary } from '#shared/action/summary';
import { diagnosisMarkdown, eventsMarkdown } from '#shared/ecs/diagnosis/render';
import { shortName } from '#shared/ecs/names';
import type { ServiceRef } from '#shared/ecs/api';
import { formatDuration } from '#shared/text/duration';
import { escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { nameRelease } from './target/candidates.ts';
import { imageOf, type RollbackResult } from './result.ts';

export function addSummary(
  summary: Summary,
  facts: { readonly ref: ServiceRef; readonly result: RollbackResult; readonly durationMs: number },
): void {
  const { ref, result, durationMs } = facts;
  const { from, to, events = [] } = result;
  summary.add(`## rollback: ${result.outcome}`).add(escapeMarkdown(result.reason));
  if (result.hint !== undefined) summary.add(escapeMarkdown(result.hint));
  const diagnosis = result.diagnosis && diagnosisMarkdown(result.diagnosis);
  if (diagnosis !== undefined) summary.add(diagnosis);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Service', inlineCode(shortName(ref.service))],
    ['Cluster', inlineCode(shortName(ref.cluster))],
    ['From', inlineCode(nameRelease(from))],
    ['To', to && inlineCode(nameRelease(to))],
    ['Image', to && inlineCode(imageOf(to) ?? '')],
    ['Found by', result.source && inlineCode(result.source)],
    ['Method', result.method && inlineCode(result.method)],
    ['Time', formatDuration(durationMs)],
  ];
  summary.add(
    markdownTable(
      ['', ''],
      rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]])),
    ),
  );
  const told = eventsMarkdown(events);
  if (told !== undefined) summary.add(told);
}
