import { Summary } from '#shared/action/summary';
import { consoleUrl, revisionName } from '#shared/ecs/names';
import { diagnosisMarkdown } from '#shared/ecs/diagnosis/render';
import { errorsMarkdown, notesMarkdown } from '#shared/ecs/preflight/render';
import { formatDuration } from '#shared/text/duration';
import { details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { isGood, type Outcome } from '../result.ts';
import { addDetails, addWhatToDo } from '../summary.ts';
import type { ServiceEnd } from './one-service.ts';
import { someOf } from './sentence.ts';
import { WORST_FIRST } from './worst.ts';

/** GitHub takes 1 MiB for a step. The table of a hundred services takes some 40 KiB; causes go before details. */
const CAUSES_BYTES = 400 * 1024;
const DETAILS_BYTES = 400 * 1024;

interface Told {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly durationMs: number;
}

/** The summary of a step of many services: a table of all, the cause of each failure, and details folded away. */
export function addSummary(summary: Summary, ends: readonly ServiceEnd[], { outcome, reason, durationMs }: Told): void {
  const worstFirst = ends.toSorted((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
  summary.add(`## deploy-ecs: ${outcome}`).add(`${escapeMarkdown(reason)} (${formatDuration(durationMs)})`);
  summary.add(markdownTable(['Service', 'Outcome', 'Before', 'After', 'Time'], worstFirst.map(row)));
  const calling = worstFirst.filter((end) => !isGood(end.outcome) || end.outcome === 'paused');
  addWithin(CAUSES_BYTES, { summary, ends: calling, blockOf: cause });
  addWithin(DETAILS_BYTES, { summary, ends, blockOf: detail });
}

function row({ label, outcome, deployed, durationMs }: ServiceEnd): readonly string[] {
  const url = deployed && consoleUrl(deployed.plan.view.arn);
  const name = inlineCode(label);
  const result = deployed?.result;
  const before = result?.previousTaskDefinitionArn;
  const after = result?.rolledBackTo ?? (result?.outcome === 'failed' ? undefined : result?.taskDefinitionArn);
  return [
    url === undefined ? name : `[${name}](${url})`,
    outcome,
    before === undefined ? '' : inlineCode(revisionName(before)),
    after === undefined ? '' : inlineCode(revisionName(after)),
    formatDuration(durationMs),
  ];
}

function cause(end: ServiceEnd): string {
  const { label, outcome, reason, hint, deployed } = end;
  const block = new Summary();
  const { findings = [], diagnosis } = deployed?.result ?? {};
  const explained = diagnosis && diagnosisMarkdown(diagnosis);
  block.add(`### ${inlineCode(label)}: ${outcome}`).add(errorsMarkdown(findings) ?? escapeMarkdown(reason));
  addWhatToDo(block, deployed?.result ?? { hint });
  if (explained !== undefined) block.add(explained);
  return block.render();
}

function detail({ label, outcome, deployed, durationMs }: ServiceEnd): string | undefined {
  if (deployed === undefined) return undefined;
  const block = new Summary();
  addDetails(block, { ...deployed, durationMs });
  const notes = notesMarkdown(deployed.result.findings ?? []);
  if (notes !== undefined) block.add(notes);
  return details(`${label}: ${outcome}`, block.render());
}

/** Adds whole blocks as long as there is room, and names those for which there is none. */
function addWithin(
  limitBytes: number,
  {
    summary,
    ends,
    blockOf,
  }: {
    readonly summary: Summary;
    readonly ends: readonly ServiceEnd[];
    readonly blockOf: (end: ServiceEnd) => string | undefined;
  },
): void {
  const left: string[] = [];
  let used = 0;
  for (const end of ends) {
    const block = blockOf(end);
    if (block === undefined) continue;
    const bytes = Buffer.byteLength(block);
    if (used + bytes > limitBytes) {
      left.push(end.label);
      continue;
    }
    used += bytes;
    summary.add(block);
  }
  if (left.length === 0) return;
  const names = escapeMarkdown(someOf(left));
  summary.add(`*There is no room for more here: the file of the report output has the rest, of ${names}.*`);
}
