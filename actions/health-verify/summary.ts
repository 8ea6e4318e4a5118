import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { formatDuration } from '#shared/text/duration';
import { truncateUtf8 } from '#shared/text/truncate';
import { shortName } from '#shared/ecs/names';
import { shortVersion } from '#shared/http/version';
import { statusWord } from '#shared/http/probe-result';
import type { Attempt, History, Run } from './history.ts';
import type { HealthVerifyInputs } from './inputs.ts';
import type { Recorded } from './record/record.ts';
import type { InsideRun } from './service/inside.ts';
import { displayUrl, requestWords } from './target.ts';
import type { Verification } from './verify.ts';
import { describeAttempt } from './words.ts';

export interface SummaryFacts {
  readonly inputs: HealthVerifyInputs;
  readonly verification: Verification;
  readonly history: History;
  readonly sentence: string;
  readonly hint: string | undefined;
  readonly recorded: Recorded;
  readonly inside: InsideRun | undefined;
}

const HEADERS_SHOWN = 40;

/** Blocks of Markdown, the cause of a failure first. */
export function renderSummary(facts: SummaryFacts): readonly string[] {
  const { verification, sentence, hint, history, inside } = facts;
  return [
    `## health-verify: ${verification.result}`,
    escapeMarkdown(sentence),
    ...(hint === undefined ? [] : [escapeMarkdown(hint)]),
    markdownTable(['Fact', 'Value'], factRows(facts)),
    timeline(facts),
    ...(inside === undefined || inside.output.length === 0 ? [] : [insideOutput(inside)]),
    ...(history.lastMiss === undefined ? [] : lastAnswer(history.lastMiss, verification)),
  ];
}

function factRows({ inputs, verification, history, recorded }: SummaryFacts): readonly (readonly string[])[] {
  const expected = [...new Set(inputs.targets.flatMap(({ expectVersion }) => expectVersion ?? []))];
  const versions = [...history.versions].map(([version, count]) => `${inlineCode(shortVersion(version))} × ${count}`);
  const latencies = [0.5, 0.95].map((share) => history.percentileMs(share));
  const certificates = certificateCells(history.certificates, inputs.targets.length > 1);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['URL', inputs.targets.map(({ url }) => inlineCode(displayUrl(url))).join('\n')],
    ['Expected version', expected.length === 0 ? undefined : expected.map(inlineCode).join(', ')],
    ['Versions that answered', versions.length === 0 ? undefined : versions.join(', ')],
    ['Probes of each URL', String(verification.lastRound.number)],
    ['Duration', formatDuration(verification.durationMs)],
    [
      'Latency p50 / p95',
      latencies.includes(undefined) ? undefined : latencies.map((ms) => `${ms ?? 0} ms`).join(' / '),
    ],
    ['Certificate', certificates.length === 0 ? undefined : certificates.join('\n')],
    ...recordRows(verification, recorded),
  ];
  return rows.flatMap(([fact, value]) => (value === undefined ? [] : [[fact, value]]));
}

function recordRows({ result }: Verification, { mark, github }: Recorded): readonly (readonly [string, string])[] {
  const marked =
    mark?.kind === 'marked' ? inlineCode(mark.taskDefinitionArn) : `no: ${escapeMarkdown(mark?.reason ?? '')}`;
  const told =
    github?.kind === 'recorded' ? `${github.id}, ${github.state}` : `no: ${escapeMarkdown(github?.reason ?? '')}`;
  return [
    ...(mark === undefined ? [] : [[result === 'healthy' ? 'Marked proven' : 'Marked failed', marked] as const]),
    ...(github === undefined ? [] : [['GitHub deployment', told] as const]),
  ];
}

function certificateCells(certificates: History['certificates'], several: boolean): readonly string[] {
  return [...certificates].map(([target, { daysLeft, expires, subject }]) => {
    const name = several ? `${escapeMarkdown(target)}: ` : '';
    return `${name}${inlineCode(subject)} until ${expires.slice(0, 10)} (${daysLeft} days)`;
  });
}

function timeline({ inputs, history }: SummaryFacts): string {
  const several = inputs.targets.length > 1;
  const header = ['From', 'Until', ...(several ? ['URL'] : []), 'Probes', 'Answer', 'Version', 'Verdict'];
  const rows = history.runs.map((run) => timelineRow(run, several));
  const table = markdownTable(header, rows);
  return history.droppedRuns === 0 ? table : `${table}\n\n${history.droppedRuns} earlier rows are left out.`;
}

function timelineRow({ first, last, count }: Run, several: boolean): readonly string[] {
  const { target, result, verdict } = last;
  return [
    formatDuration(first.atMs),
    formatDuration(last.atMs + last.result.ms),
    ...(several ? [escapeMarkdown(target.critical ? target.name : `${target.name} (not critical)`)] : []),
    String(count),
    result.kind === 'answered' ? statusWord(result) : 'none',
    verdict.version === undefined ? '' : inlineCode(shortVersion(verdict.version)),
    verdict.kind === 'passed' ? 'as expected' : escapeMarkdown(verdict.reasons.join('; ')),
  ];
}

function insideOutput({ output, passed, taskArn = '' }: InsideRun): string {
  const title = `Last lines of the probe from inside, ${passed ? 'which passed' : 'which failed'}: task ${shortName(taskArn)}`;
  return details(title, codeBlock(output.join('\n'), 'text'));
}

function lastAnswer(attempt: Attempt, verification: Verification): readonly string[] {
  const { result, target } = attempt;
  if (result.kind === 'failed') return [];
  const healthy = verification.result === 'healthy';
  const title = `${healthy ? 'Last answer that was not as expected' : 'Last failing answer'}: ${describeAttempt(attempt)}`;
  const headers = Object.entries(result.headers).map(([name, value]) => `${name}: ${excerptOf(value)}`);
  const head = [requestWords(target), '', statusWord(result), ...headers.slice(0, HEADERS_SHOWN)];
  return [details(title, codeBlock(`${head.join('\n')}\n\n${result.body}`, 'text'))];
}

function excerptOf(header: string): string {
  const excerpt = truncateUtf8(header, 200);
  return excerpt.length < header.length ? `${excerpt}…` : excerpt;
}
