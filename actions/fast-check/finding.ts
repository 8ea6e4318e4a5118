export type Level = 'error' | 'warning' | 'notice';

/** One thing a tool found, at the place it named. */
export interface Finding {
  readonly level: Level;
  readonly message: string;
  /** The tool's own name for the rule, such as `no-unused-vars` or `TS2322`. */
  readonly rule?: string;
  /** As the tool printed it. Lines and columns count from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** `src/a.ts:3:7 error Message (rule)`, for people. */
export function describeFinding(finding: Finding): string {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
  const rule = finding.rule === undefined ? '' : ` (${finding.rule})`;
  return `${place === '' ? '' : `${place} `}${finding.level} ${finding.message}${rule}`;
}

const RANK = { error: 0, warning: 1, notice: 2 } as const;

/**
 * Puts first what must be seen first: errors before warnings; files of this change before others; one finding of
 * every file before a second of any. What two tools say of the same line in the same words is said once.
 */
export function rankFindings<T extends Finding>(findings: readonly T[], changed: ReadonlySet<string>): readonly T[] {
  const seen = new Set<string>();
  const perFile = new Map<string, number>();
  const ranked: { readonly finding: T; readonly rank: readonly number[] }[] = [];
  // The graver of two that say the same comes first, and stays.
  for (const finding of [...findings].sort((a, b) => RANK[a.level] - RANK[b.level])) {
    const key = JSON.stringify([finding.file, finding.line, finding.column, finding.message]);
    if (seen.has(key)) continue;
    seen.add(key);
    const slot = `${finding.level} ${finding.file ?? ''}`;
    const nth = perFile.get(slot) ?? 0;
    perFile.set(slot, nth + 1);
    const elsewhere = finding.file !== undefined && changed.has(finding.file) ? 0 : 1;
    ranked.push({ finding, rank: [RANK[finding.level], elsewhere, nth] });
  }
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ finding }) => finding);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first of each level, as many as GitHub shows for a step. */
export function capFindings<T extends Finding>(
  ranked: readonly T[],
  limits: Readonly<Record<Level, number>>,
): readonly T[] {
  const left = { ...limits };
  return ranked.filter(({ level }) => {
    left[level] -= 1;
    return left[level] >= 0;
  });
}
