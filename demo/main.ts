/**
 * `npm run demo`: five releases of examples/service through the five bundles, under steady traffic.
 * `npm run demo -- --no-engine` does without a Docker engine. Exits non-zero when anything does not hold.
 */
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { heading, say, table, verdict, type Expectation, type Row } from './account.ts';
import { expectations } from './expectations.ts';
import { createInfrastructure } from './infrastructure.ts';
import { RELEASES, type Release } from './releases.ts';
import { createRepository } from './repository.ts';
import { ship } from './ship.ts';
import type { Stage } from './stage.ts';
import { createTraffic } from './traffic.ts';

const SPEED = 20;
const REQUESTS_PER_SECOND = 50;

const suite = join(import.meta.dirname, '..');
const records = join(suite, '.sandbox', 'demo');
const interrupted = new AbortController();
// `disconnect`: scripts/node24.js, which started this, was killed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(signal, () => {
    interrupted.abort(new Error(`stopped by ${signal}`));
  });
}
process.channel?.unref(); // knowing that must not keep this alive

try {
  process.exitCode = (await demo(interrupted.signal)) ? 0 : 1;
} catch (error) {
  if (!interrupted.signal.aborted) throw error;
  say(`${(interrupted.signal.reason as Error).message}; everything that was started has ended`);
  process.exitCode = 130;
}

async function demo(signal: AbortSignal): Promise<boolean> {
  const started = performance.now();
  heading('A local AWS');
  const sandbox = await startSandbox({
    speed: SPEED,
    engine: process.argv.includes('--no-engine') ? 'none' : 'auto',
    env: process.env,
    log: say,
    signal,
  });
  try {
    signal.throwIfAborted();
    const holds = await play(sandbox, signal);
    say(`${((performance.now() - started) / 1_000).toFixed(0)} s in all. Job summaries and logs: ${records}`);
    return holds;
  } finally {
    await sandbox.close();
  }
}

async function play(sandbox: Sandbox, signal: AbortSignal): Promise<boolean> {
  describe(sandbox);
  await rm(records, { recursive: true, force: true });
  const infrastructure = await createInfrastructure({ ...sandbox, port: await freePort() });
  const folder = join(sandbox.ledger.directory, 'orders');
  await mkdir(folder);
  const repository = await createRepository(folder, join(suite, 'examples', 'service'));
  const traffic = createTraffic({
    url: `${infrastructure.url}/`,
    requestsPerSecond: REQUESTS_PER_SECOND,
    clients: 8,
    adopt: (child) => {
      sandbox.ledger.adopt(child);
    },
  });
  try {
    const { rows, seen } = await shipAll({ suite, sandbox, infrastructure, repository, traffic, records, signal });
    heading('The account');
    console.log(`\n${table(rows)}\n`);
    return summing(seen);
  } finally {
    await traffic.stop();
  }
}

function describe({ engine, runtime, endpoint }: Sandbox): void {
  say(`AWS endpoint ${endpoint}, its waiting times ${SPEED} times faster than Amazon's`);
  say(`${REQUESTS_PER_SECOND} requests a second go through the load balancer once the first release is deployed`);
  if (engine.found) say(`images are built, and tasks run as containers, by ${engine.description}`);
  else
    say(
      `no Docker engine: ${engine.reason}. The step build-image is skipped: the sandbox puts the image together, and tasks run as ${runtime}`,
    );
}

async function shipAll(
  stage: Stage,
): Promise<{ readonly rows: readonly Row[]; readonly seen: readonly Expectation[] }> {
  const rows: Row[] = [];
  const seen: Expectation[] = [];
  const shas = new Map<string, string>();
  let previousSha: string | undefined;
  for (const release of RELEASES) {
    const sha = await commitOf(stage, { release, shas });
    heading(`Release ${release.name} (${sha.slice(0, 7)}): ${release.title}`);
    const shipped = await ship(stage, { release: release.name, sha });
    rows.push(...[...shipped.values()].map(({ row }) => row));
    const servingSha = await serving(stage.infrastructure.url);
    const found = expectations({ release, shipped, servingSha, sha, previousSha, builds: stage.sandbox.engine.found });
    verdict(found);
    seen.push(...found);
    if (/^[0-9a-f]{40}$/.test(servingSha)) previousSha = servingSha;
  }
  return { rows, seen };
}

function summing(seen: readonly Expectation[]): boolean {
  const broken = seen.filter(({ holds }) => !holds);
  say(
    broken.length === 0
      ? `All ${seen.length} expectations hold.`
      : `${broken.length} of ${seen.length} expectations do not hold:`,
  );
  return verdict(broken);
}

async function commitOf(
  { repository }: Stage,
  { release, shas }: { readonly release: Release; readonly shas: Map<string, string> },
): Promise<string> {
  const known = release.again === undefined ? undefined : shas.get(release.again);
  if (known !== undefined) {
    await repository.checkout(known);
    return known;
  }
  const sha = await repository.commit(`Release ${release.name}: ${release.title}`, release.edits);
  shas.set(release.name, sha);
  return sha;
}

async function serving(url: string): Promise<string> {
  const response = await fetch(`${url}/health`);
  if (!response.ok) return `HTTP ${response.status}`;
  return ((await response.json()) as { readonly sha: string }).sha;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
