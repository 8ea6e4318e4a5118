import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionContext } from './context.ts';

type ReportContext = Pick<ActionContext, 'name' | 'run' | 'clock' | 'redactor' | 'setOutput'>;

/**
 * Writes everything an action saw as JSON, secrets redacted, and sets the `report` output to its path.
 * The file has a name of its own for each step, so several calls of one action in a job keep theirs.
 */
export async function writeReport(context: ReportContext, data: object): Promise<string> {
  const stamp = new Date(context.clock.now()).toISOString();
  const path = join(context.run.temp, `${context.name}-report-${stamp.replace(/\D/g, '')}-${process.pid}.json`);
  const redact = (text: string): string => context.redactor.redact(text);
  const redactText = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? redact(value) : withKeys(value, redact);
  await mkdir(context.run.temp, { recursive: true });
  await writeFile(path, `${JSON.stringify({ action: context.name, writtenAt: stamp, ...data }, redactText, 2)}\n`, {
    mode: 0o600,
  });
  context.setOutput('report', path);
  return path;
}

/** Keys may be foreign as well: versions that answered, names of variables. */
function withKeys(value: unknown, change: (key: string) => string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), item as unknown]));
}
