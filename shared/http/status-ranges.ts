import { parseList } from '#shared/text/list';

/** HTTP statuses from `low` to `high`, both included. */
export interface StatusRange {
  readonly low: number;
  readonly high: number;
}

const FORM = /^(?<low>[1-5]\d\d)(?:\s*-\s*(?<high>[1-5]\d\d))?$/;

/** Codes and ranges such as `200-299, 304`. Undefined when an item is neither, runs backwards, or there is none. */
export function parseStatusRanges(text: string): readonly StatusRange[] | undefined {
  const ranges: StatusRange[] = [];
  for (const item of parseList(text)) {
    const groups = FORM.exec(item)?.groups;
    if (groups === undefined) return undefined;
    const low = Number(groups['low']);
    const high = Number(groups['high'] ?? low);
    if (high < low) return undefined;
    ranges.push({ low, high });
  }
  return ranges.length === 0 ? undefined : ranges;
}

export function includesStatus(ranges: readonly StatusRange[], status: number): boolean {
  return ranges.some(({ low, high }) => status >= low && status <= high);
}

/** `200-299, 304`, for people. */
export function formatStatusRanges(ranges: readonly StatusRange[]): string {
  return ranges.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`)).join(', ');
}
