import type { Summary } from '#shared/action/summary';
import { diagnosisMarkdown, eventsMarkdown } from '#shared/ecs/diagnosis/render';
import { revisionName, shortName } from '#shared/ecs/names';
import type { ServiceRef } from '#shared/ecs/api';
import { formatDuration } from '#shared/text/duration';
import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import type { PassedOver } from './journal.ts';
import { whyLeft } from './record/why-left.ts';
import { sourceInWords } from './target/source-in-words.ts';
import { nameRelease } from './target/candidates.ts';
import { restoredTable } from './restore/restored-table.ts';
import { imageOf, type RollbackResult } from './result.ts';

export interface SummaryFacts {
  readonly ref: ServiceRef;
  readonly result: RollbackResult;
  /** Why the release is left, as the user says. */
  readonly reason: string | undefined;
  readonly passedOver: readonly PassedOver[];
  /** What could not be looked at, in sentences. */
  readonly notes: readonly string[];
  readonly durationMs: number;
}

/** So many releases that were passed over are shown; the report has all of them. */
const PASSED_OVER = 20;

export function addSummary(summary: Summary, facts: SummaryFacts): void {
  const { result, passedOver, notes } = facts;
  const { restored = [], events = [] } = result;
  summary.add(`## rollback: ${result.outcome}`).add(prose(result.reason));
  if (result.hint !== undefined) summary.add(prose(result.hint));
  const diagnosis = result.diagnosis && diagnosisMarkdown(result.diagnosis);
  if (diagnosis !== undefined) summary.add(diagnosis);
  const rows = rowsOf(facts).flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]]));
  summary.add(markdownTable(['', ''], rows));
  if (restored.length > 0) summary.add(restoredTable(restored));
  if (notes.length > 0) summary.add(notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'));
  if (passedOver.length > 0) summary.add(passedOverMarkdown(passedOver));
  const told = eventsMarkdown(events);
  if (told !== undefined) summary.add(told);
}

function rowsOf(facts: SummaryFacts): readonly (readonly [string, string | undefined])[] {
  const { ref, result, durationMs } = facts;
  const { from, to, source, method } = result;
  return [
    ['Service', inlineCode(shortName(ref.service))],
    ['Cluster', inlineCode(shortName(ref.cluster))],
    ['From', inlineCode(nameRelease(from))],
    ['Why it is left', leavingWords(facts)],
    ['To', to && inlineCode(nameRelease(to))],
    ['Why this one', to && source && escapeMarkdown(sourceInWords(source, { from, to }))],
    ['Image', to && inlineCode(imageOf(to) ?? '')],
    ['Method', method && inlineCode(method)],
    ['Time', formatDuration(durationMs)],
  ];
}

/** A dry run leaves nothing: there it is only told what is known. */
function leavingWords({ result: { from, to, outcome }, reason }: SummaryFacts): string | undefined {
  if (to === undefined || to.taskDefinitionArn === from.taskDefinitionArn) return undefined;
  const unknown = reason === undefined && from.failedReason === undefined;
  return outcome === 'dry-run' && unknown ? undefined : escapeMarkdown(whyLeft({ reason, from, to }));
}

function passedOverMarkdown(passedOver: readonly PassedOver[]): string {
  const rows = passedOver
    .slice(0, PASSED_OVER)
    .map(({ taskDefinitionArn, sha, why }) => [
      inlineCode(revisionName(taskDefinitionArn)),
      inlineCode(sha?.slice(0, 7) ?? ''),
      escapeMarkdown(why),
    ]);
  const more = passedOver.length - PASSED_OVER;
  const rest = more > 0 ? `\n\nThe report names ${more} more.` : '';
  const title =
    passedOver.length === 1 ? '1 release was passed over' : `${passedOver.length} releases were passed over`;
  return details(title, `${markdownTable(['Release', 'Commit', 'Why not'], rows)}${rest}`);
}

/** Text of several lines is a list of names or commands, which must keep its lines. */
function prose(text: string): string {
  return text.includes('\n') ? codeBlock(text, 'text') : escapeMarkdown(text);
}
