import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { askEngine } from '../engine/api.ts';
import { hasCode, killAndWait } from './processes.ts';

const run = promisify(execFile);

/** One thing that outlives the sandbox when the sandbox is killed. */
export type LedgerEntry =
  | { readonly kind: 'process'; readonly pid: number; readonly started: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'mount'; readonly path: string }
  /** A network link; `tool` is a program that understands `link del NAME`. */
  | { readonly kind: 'link'; readonly name: string; readonly tool: string }
  /** A control group below the root of every hierarchy. */
  | { readonly kind: 'cgroup'; readonly name: string }
  | { readonly kind: 'container'; readonly dockerHost: string; readonly name: string };

const fields: { readonly [Kind in LedgerEntry['kind']]: Readonly<Record<string, 'string' | 'number'>> } = {
  process: { pid: 'number', started: 'string' },
  directory: { path: 'string' },
  mount: { path: 'string' },
  link: { name: 'string', tool: 'string' },
  cgroup: { name: 'string' },
  container: { dockerHost: 'string', name: 'string' },
};

export function isLedgerEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const shape = Object.entries(fields).find(([kind]) => kind === value.kind)?.[1];
  if (!shape) return false;
  const found = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).every(([name, type]) => typeof found.get(name) === type);
}

/** Two entries that name the same thing have the same key. */
export function keyOf(entry: LedgerEntry): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Removes what the entry names. What is gone already, or was never made, is no error: doing it twice is doing it once.
 * @throws Error when the thing is still there afterwards
 */
export async function undo(entry: LedgerEntry): Promise<void> {
  switch (entry.kind) {
    case 'process':
      await killAndWait(entry);
      return;
    case 'directory':
      await rm(entry.path, { recursive: true, force: true, maxRetries: 3 });
      return;
    case 'mount':
      // Several mounts may lie on one path; each umount takes the topmost.
      while (await isMounted(entry.path)) await run('umount', ['-l', entry.path]);
      return;
    case 'link':
      await removeLink(entry);
      return;
    case 'cgroup':
      await removeCgroup(entry.name);
      return;
    case 'container':
      await removeContainer(entry);
      return;
  }
}

async function isMounted(path: string): Promise<boolean> {
  // proc(5): spaces and the like are written as octal escapes in the fifth field.
  const points = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
  const unescaped = points.map((point) =>
    point.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
  );
  return unescaped.includes(path);
}

async function removeLink({ name, tool }: { readonly name: string; readonly tool: string }): Promise<void> {
  const exists = () => existsSync(`/sys/class/net/${name}`);
  if (!exists()) return;
  try {
    await run(existsSync(tool) ? tool : 'ip', ['link', 'del', name]);
  } catch (error) {
    // Another sandbox may have cleaned up at the same moment.
    if (exists()) throw error;
  }
}

// Looked at from a mount namespace of its own: where the machine mounts no hierarchy, one is mounted for the moment.
const removeCgroupScript = `
grep -q '^[^ ]* /sys/fs/cgroup' /proc/self/mounts || mount -n -t cgroup2 none /sys/fs/cgroup
while read -r _ point type _; do
  case $type in cgroup|cgroup2) if [ -d "$point/$1" ]; then find "$point/$1" -depth -type d -exec rmdir {} +; fi ;; esac
done < /proc/self/mounts`;

async function removeCgroup(name: string): Promise<void> {
  await run('unshare', ['--mount', 'sh', '-euc', removeCgroupScript, 'sh', name]);
}

async function removeContainer(entry: { readonly dockerHost: string; readonly name: string }): Promise<void> {
  const path = `/containers/${encodeURIComponent(entry.name)}?force=true&v=true`;
  try {
    const { status, body } = await askEngine(entry.dockerHost, { method: 'DELETE', path, timeoutMs: 30_000 });
    if (status !== 204 && status !== 404) throw new Error(`the engine answers ${status}: ${body.trim()}`);
  } catch (error) {
    // An engine that is gone took its containers with it, or keeps them stopped: neither is a leak we can mend.
    if (!hasCode(error, 'ENOENT', 'ECONNREFUSED')) throw error;
  }
}
