import { GithubError } from '../error.ts';

const DAY = 86_400_000;

/**
 * The date part of GitHub's search language: `2026-11-21`, `>=2026-11-01`, `2026-11-01..2026-11-03`, `*..2026-11-03`,
 * each with a time if wanted. A date stands for its whole day in UTC.
 * @throws GithubError 422 for anything else
 * @see https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates
 */
export function createdFilter(text: string): (at: number) => boolean {
  const [from, to] = text.split('..');
  if (from !== undefined && to !== undefined) {
    const start = from === '*' ? -Infinity : span(from).start;
    const end = to === '*' ? Infinity : span(to).end;
    return (at) => at >= start && at < end;
  }
  const compared = /^(>=|<=|>|<)(.+)$/.exec(text);
  const { start, end } = span(compared?.[2] ?? text);
  switch (compared?.[1]) {
    case '>=':
      return (at) => at >= start;
    case '<=':
      return (at) => at < end;
    case '>':
      return (at) => at >= end;
    case '<':
      return (at) => at < start;
    default:
      return (at) => at >= start && at < end;
  }
}

function span(text: string): { readonly start: number; readonly end: number } {
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const start = Date.parse(text);
  if (Number.isNaN(start))
    throw new GithubError(422, `Validation Failed: ${JSON.stringify(text)} is not a recognized date/time format.`);
  return { start, end: start + (wholeDay ? DAY : 1000) };
}
