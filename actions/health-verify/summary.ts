import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { revisionName, shortName } from '#shared/ecs/names';
import { factRows, lastAnswer, timeline } from '#shared/verify/markdown';
import type { Verification, Verified } from '#shared/verify/verify';
import type { Recorded } from './record/record.ts';
import type { InsideRun } from './service/inside.ts';

export interface SummaryFacts extends Verified {
  readonly sentence: string;
  readonly hint: string | undefined;
  readonly recorded: Recorded;
  readonly inside: InsideRun | undefined;
}

/** Blocks of Markdown, the cause of a failure first. */
export function renderSummary(facts: SummaryFacts): readonly string[] {
  const { verification, sentence, hint, inside, recorded } = facts;
  const rows = factRows(facts).map(({ fact, value }) => [fact, value]);
  return [
    `## health-verify: ${verification.result}`,
    escapeMarkdown(sentence),
    ...(hint === undefined ? [] : [escapeMarkdown(hint)]),
    markdownTable(['Fact', 'Value'], [...rows, ...recordRows(verification, recorded)]),
    timeline(facts),
    ...(inside === undefined || inside.output.length === 0 ? [] : [insideOutput(inside)]),
    ...lastAnswer(facts),
  ];
}

function recordRows({ result }: Verification, { mark, github }: Recorded): readonly (readonly [string, string])[] {
  const marked =
    mark?.kind === 'marked'
      ? inlineCode(revisionName(mark.taskDefinitionArn))
      : `no: ${escapeMarkdown(mark?.reason ?? '')}`;
  const told =
    github?.kind === 'recorded' ? `${github.id}, ${github.state}` : `no: ${escapeMarkdown(github?.reason ?? '')}`;
  return [
    ...(mark === undefined ? [] : [[result === 'healthy' ? 'Marked proven' : 'Marked failed', marked] as const]),
    ...(github === undefined ? [] : [['GitHub deployment', told] as const]),
  ];
}

function insideOutput({ output, passed, taskArn = '' }: InsideRun): string {
  const title = `Last lines of the probe from inside, ${passed ? 'which passed' : 'which failed'}: task ${shortName(taskArn)}`;
  return details(title, codeBlock(output.join('\n'), 'text'));
}
