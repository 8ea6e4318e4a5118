import { codeBlock } from '#shared/text/markdown';
import type { Change } from './diff.ts';

export interface Cut {
  /** Changes to show; the others are counted. */
  readonly limit: number;
}

/** The changes for the log: grouped by container, one line each. */
export function changeLines(changes: readonly Change[], { limit }: Cut): readonly string[] {
  const lines = groups(changes.slice(0, limit)).flatMap(({ title, items }) => [
    `  ${title}`,
    ...items.map((change) => `    ${describeChange(change)}`),
  ]);
  return [...lines, ...rest(changes, limit).map((line) => `  ${line}`)];
}

/** The changes for the job summary: a block that GitHub colours as a diff. */
export function changeMarkdown(changes: readonly Change[], { limit }: Cut): string {
  const lines = groups(changes.slice(0, limit)).flatMap(({ title, items }) => [
    `@@ ${title} @@`,
    ...items.flatMap(diffLines),
  ]);
  return codeBlock([...lines, ...rest(changes, limit)].join('\n'), 'diff');
}

/** `image: a → b`. */
export function describeChange({ what, kind, before, after }: Change): string {
  if (before === undefined && after === undefined) return `${what}: ${kind}, value not shown`;
  if (kind === 'added') return `${what}: added ${quoted(after)}`;
  if (kind === 'removed') return `${what}: removed ${quoted(before)}`;
  return `${what}: ${quoted(before)} → ${quoted(after)}`;
}

function diffLines(change: Change): readonly string[] {
  const { what, before, after } = change;
  if (before === undefined && after === undefined) return [`! ${describeChange(change)}`];
  return [
    ...(before === undefined ? [] : [`- ${what}: ${quoted(before)}`]),
    ...(after === undefined ? [] : [`+ ${what}: ${quoted(after)}`]),
  ];
}

/** An empty text would look like nothing. */
function quoted(value = ''): string {
  return value === '' ? '""' : value;
}

interface Group {
  readonly title: string;
  readonly items: readonly Change[];
}

function groups(changes: readonly Change[]): readonly Group[] {
  const byContainer = Map.groupBy(changes, ({ container }) => container);
  return [...byContainer].map(([container, items]) => ({ title: title(container, items), items }));
}

function title(container: string | undefined, items: readonly Change[]): string {
  if (container === undefined) return 'task';
  // Every container has an image: one whose image comes or goes comes or goes itself.
  const image = items.find(({ what }) => what === 'image')?.kind;
  const fate = image === 'added' ? ' (new)' : image === 'removed' ? ' (removed)' : '';
  return `container ${container}${fate}`;
}

function rest(changes: readonly Change[], limit: number): readonly string[] {
  const left = changes.length - limit;
  return left > 0 ? [`… and ${left} more; the file of the report output has all of them`] : [];
}
