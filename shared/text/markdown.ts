import { neutralise, neutraliseLine } from './neutralise.ts';

/** Text from elsewhere inside Markdown prose: shown as it is, never as markup or HTML. */
export function escapeMarkdown(text: string): string {
  return unmention(neutraliseLine(text).replace(/[\\`*_[\]<>|~#]/g, '\\$&'));
}

/** Text as inline code; back-ticks inside it are kept by a longer fence (CommonMark 6.1). */
export function inlineCode(text: string): string {
  const line = neutraliseLine(text).replaceAll('|', '\\|');
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text as a code block that its content cannot close. */
export function codeBlock(text: string, language = ''): string {
  const body = neutralise(text).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

/** A GitHub table. Cells are Markdown already: escape foreign text with {@link escapeMarkdown} or {@link inlineCode}. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\n', '<br>')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Markdown folded away behind one line that is always seen. */
export function details(summary: string, body: string): string {
  return `<details><summary>${escapeHtml(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** Text inside a line of HTML, where no Markdown is read (CommonMark 4.6): a backslash there would disarm nothing. */
export function escapeHtml(text: string): string {
  return unmention(neutraliseLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

/** A name in a log must not notify its owner. */
function unmention(text: string): string {
  return text.replace(/@(?=\w)/g, '@\u2060');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
