import { details, escapeMarkdown, markdownTable } from '#shared/text/markdown';
import { factRows, lastAnswer, timeline } from '#shared/verify/markdown';
import { seenOf } from '#shared/verify/seen';
import type { ReleaseVerification } from './verify-release.ts';

/** Blocks of Markdown for the summary. */
export function verificationMarkdown(verified: ReleaseVerification): readonly string[] {
  const { sentence, verification } = verified;
  const rows = factRows(verified).map(({ fact, value }) => [fact, value]);
  return [
    `### Verification: ${verification.result}`,
    escapeMarkdown(sentence),
    markdownTable(['Fact', 'Value'], rows),
    details('All answers', timeline(verified)),
    ...lastAnswer(verified),
  ];
}

/** All that was seen, for the report. */
export function verificationReport(verified: ReleaseVerification): object {
  const { sentence, mark, verification } = verified;
  return { result: verification.result, sentence, mark, ...seenOf(verified) };
}
