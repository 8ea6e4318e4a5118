import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { formatDuration } from '#shared/text/duration';
import { truncateUtf8 } from '#shared/text/truncate';
import { shortVersion } from '#shared/http/version';
import { statusWord } from '#shared/http/probe-result';
import type { History, Run } from './history.ts';
import { displayUrl, requestWords } from './target.ts';
import type { Verified } from './verify.ts';
import { describeAttempt } from './words.ts';

/** What was measured, as cells of Markdown. */
export interface FactRow {
  readonly fact: string;
  readonly value: string;
}

const HEADERS_SHOWN = 40;

/** What was asked, what answered, how fast. */
export function factRows({ settings, verification, history }: Verified): readonly FactRow[] {
  const expected = [...new Set(settings.targets.flatMap(({ expectVersion }) => expectVersion ?? []))];
  const versions = [...history.versions].map(([version, count]) => `${inlineCode(shortVersion(version))} × ${count}`);
  const latencies = [0.5, 0.95].map((share) => history.percentileMs(share));
  const certificates = certificateCells(history.certificates, settings.targets.length > 1);
  const rows: readonly { readonly fact: string; readonly value: string | undefined }[] = [
    { fact: 'URL', value: settings.targets.map(({ url }) => inlineCode(displayUrl(url))).join('\n') },
    { fact: 'Expected version', value: expected.length === 0 ? undefined : expected.map(inlineCode).join(', ') },
    { fact: 'Versions that answered', value: versions.length === 0 ? undefined : versions.join(', ') },
    { fact: 'Probes of each URL', value: String(verification.lastRound.number) },
    { fact: 'Duration', value: formatDuration(verification.durationMs) },
    {
      fact: 'Latency p50 / p95',
      value: latencies.includes(undefined) ? undefined : latencies.map((ms) => `${ms ?? 0} ms`).join(' / '),
    },
    { fact: 'Certificate', value: certificates.length === 0 ? undefined : certificates.join('\n') },
  ];
  return rows.flatMap(({ fact, value }) => (value === undefined ? [] : [{ fact, value }]));
}

function certificateCells(certificates: History['certificates'], several: boolean): readonly string[] {
  return [...certificates].map(([target, { daysLeft, expires, subject }]) => {
    const name = several ? `${escapeMarkdown(target)}: ` : '';
    return `${name}${inlineCode(subject)} until ${expires.slice(0, 10)} (${daysLeft} days)`;
  });
}

/** The answers in their order, those that said the same in one row. */
export function timeline({ settings, history }: Verified): string {
  const several = settings.targets.length > 1;
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

/** The last answer that was not as expected, folded away. */
export function lastAnswer({ history, verification }: Verified): readonly string[] {
  const attempt = history.lastMiss;
  if (attempt === undefined || attempt.result.kind === 'failed') return [];
  const { result, target } = attempt;
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
