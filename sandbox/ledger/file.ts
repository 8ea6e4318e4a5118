import { readFile, stat } from 'node:fs/promises';
import { isLedgerEntry, keyOf, type LedgerEntry } from './entries.ts';
import { hasCode, type ProcessIdentity } from './processes.ts';

/** A line of a ledger: whose it is (the first), what is about to be made, or what is gone. */
export type LedgerLine =
  | { readonly owner: LedgerEntry & { readonly kind: 'process' } }
  | { readonly record: LedgerEntry }
  | { readonly forget: LedgerEntry };

export interface LedgerContents {
  readonly owner?: ProcessIdentity;
  /** What was recorded and not forgotten, oldest first. */
  readonly entries: readonly LedgerEntry[];
}

const birthMs = 60_000;

export function formatLine(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Undefined when there is nothing to undo: the file is gone, or its sandbox is just about to write the first line. */
export async function readLedger(file: string): Promise<LedgerContents | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    if (text === '' && Date.now() - (await stat(file)).mtimeMs < birthMs) return undefined;
    return parseLedger(text);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function parseLedger(text: string): LedgerContents {
  const entries = new Map<string, LedgerEntry>();
  let owner: ProcessIdentity | undefined;
  for (const line of text.split('\n').map(parseLine)) {
    if (isLedgerEntry(line.owner) && line.owner.kind === 'process') owner = line.owner;
    if (isLedgerEntry(line.record)) entries.set(keyOf(line.record), line.record);
    if (isLedgerEntry(line.forget)) entries.delete(keyOf(line.forget));
  }
  return { ...(owner && { owner }), entries: [...entries.values()] };
}

type Unchecked = Readonly<Partial<Record<'owner' | 'record' | 'forget', unknown>>>;

/** A line cut short by the end of its writer says nothing: what it would have named was not made yet. */
function parseLine(line: string): Unchecked {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
