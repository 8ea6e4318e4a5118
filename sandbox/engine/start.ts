import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ledger, LedgerEntry } from '../ledger.ts';
import { undo } from '../ledger/entries.ts';
import { childrenOf, signal } from '../ledger/processes.ts';
import { askEngine } from './api.ts';
import { installEngine, type EnginePrograms } from './install.ts';
import { createBridge } from './network.ts';
import { canStartEngine } from './requirements.ts';

export interface Engine {
  /** `unix://…` */
  readonly dockerHost: string;
  /** DOCKER_HOST, a DOCKER_CONFIG folder of its own with buildx, and the given PATH after a folder with `docker`. */
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  /** A static busybox of this machine's architecture: all that an image needs to be of use. */
  readonly busybox: string;
  /** Ends every process and container of the engine and removes what it created. */
  stop(): Promise<void>;
}

export interface StartEngineOptions {
  readonly ledger: Ledger;
  /** Where PATH, the cache folder and proxies are taken from. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Progress, for people. */
  readonly log: (line: string) => void;
}

const startLimitMs = 60_000;
const inside = fileURLToPath(new URL('inside.sh', import.meta.url));
const proxySettings = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Starts a private Docker engine with BuildKit and the containerd image store, beside any other there may be. It runs in
 * process and mount namespaces of its own and dies with this process, however that ends; containers publish their ports on
 * this machine's loopback. No firewall rule is made, so containers do not reach the outside.
 * @throws Error with the reason when this machine cannot (see `canStartEngine`), or when the engine does not start
 */
export async function startEngine({ ledger, env, log }: StartEngineOptions): Promise<Engine> {
  const requirements = await canStartEngine();
  if (!requirements.ok) throw new Error(requirements.reason);
  const home = await realpath(ledger.directory);
  if (home.startsWith('/run/')) throw new Error(`the engine cannot live in ${home}, because it sees an empty /run`);
  const programs = await installEngine({ platform: requirements.platform, ledger, env, log });

  log('Starting the engine ...');
  const parts: LedgerEntry[] = [];
  const make = async (entry: LedgerEntry & { readonly kind: 'directory' }) => {
    ledger.record(entry);
    parts.push(entry);
    await mkdir(entry.path);
  };
  const folder = join(home, 'engine');
  const config = join(home, 'docker-config');
  await make({ kind: 'directory', path: folder });
  await make({ kind: 'directory', path: config });
  await mkdir(join(config, 'cli-plugins'));
  await symlink(join(programs.plugins, 'docker-buildx'), join(config, 'cli-plugins', 'docker-buildx'));
  const cgroup: LedgerEntry = { kind: 'cgroup', name: `cicd-actions-${ledger.instance}` };
  ledger.record(cgroup);
  const bridge = await createBridge(ledger, join(programs.libexec, 'ip'));
  parts.push(cgroup, bridge.entry);

  const dockerHost = `unix://${join(home, 'docker.sock')}`;
  await writeFile(
    join(folder, 'daemon.json'),
    JSON.stringify(daemonConfiguration({ folder, dockerHost, bridge: bridge.name, cgroup: cgroup.name })),
  );
  const child = launch({ folder, programs, ledger, env });
  const stop = async () => {
    await killAll(child);
    for (const part of parts.splice(0).toReversed()) {
      await undo(part);
      ledger.forget(part);
    }
  };
  try {
    const version = await answer(child, dockerHost);
    const path = [programs.bin, env['PATH'] ?? ''].join(delimiter);
    const busybox = join(programs.libexec, 'busybox');
    return { dockerHost, env: { DOCKER_HOST: dockerHost, DOCKER_CONFIG: config, PATH: path }, version, busybox, stop };
  } catch (error) {
    const said = await lastWords(folder);
    await stop();
    throw new Error(`the Docker engine does not start: ${said}`, { cause: error });
  }
}

interface DaemonSettings {
  readonly folder: string;
  readonly dockerHost: string;
  readonly bridge: string;
  readonly cgroup: string;
}

function daemonConfiguration({
  folder,
  dockerHost,
  bridge,
  cgroup,
}: DaemonSettings): Readonly<Record<string, unknown>> {
  return {
    hosts: [dockerHost],
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'docker.pid'),
    bridge,
    'cgroup-parent': `/${cgroup}`,
    // Without systemd to ask, which the engine does not see.
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    // Exporters of caches and OCI layouts need containerd's image store.
    features: { 'containerd-snapshotter': true },
    iptables: false,
    ip6tables: false,
    'ip-masq': false,
    'ip-forward': false,
  };
}

interface LaunchOptions {
  readonly folder: string;
  readonly programs: EnginePrograms;
  readonly ledger: Ledger;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** setpriv: dies with us. unshare: its namespaces, which die with it. docker-init: reaps orphans as their process 1. */
function launch({ folder, programs, ledger, env }: LaunchOptions): ChildProcess {
  const namespaces = ['unshare', '--pid', '--mount', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
  const argv = ['--pdeathsig', 'KILL', ...namespaces, 'docker-init', '--', 'sh', inside, folder];
  const proxies = proxySettings.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const log = openSync(join(folder, 'dockerd.log'), 'a');
  const child = spawn('setpriv', argv, {
    cwd: folder,
    // A session of its own: Ctrl-C in the terminal is for the sandbox, which then takes the engine down in order.
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...Object.fromEntries(proxies),
      ...ledger.environment,
      PATH: [programs.libexec, '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
    },
  });
  closeSync(log);
  ledger.adopt(child);
  return child;
}

/** @returns the engine's version, once it answers */
async function answer(child: ChildProcess, dockerHost: string): Promise<string> {
  const deadline = performance.now() + startLimitMs;
  for (;;) {
    if (hasEnded(child)) throw new Error('it ended');
    try {
      const { status, body } = await askEngine(dockerHost, { method: 'GET', path: '/version', timeoutMs: 5_000 });
      if (status === 200) return versionIn(JSON.parse(body));
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`no answer within ${startLimitMs} ms`, { cause: error });
    }
    await delay(20);
  }
}

function versionIn(value: unknown): string {
  const known = typeof value === 'object' && value !== null && 'Version' in value && typeof value.Version === 'string';
  return known ? String(value.Version) : 'unknown';
}

/** The kernel kills all of a process namespace with its first process, and unshare ends after that is done. */
async function killAll(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, 'exit');
  const first = childrenOf(child.pid);
  for (const pid of first) signal(pid, 'SIGKILL');
  if (first.length === 0) child.kill('SIGKILL');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function lastWords(folder: string): Promise<string> {
  const lines = (await readFile(join(folder, 'dockerd.log'), 'utf8')).trim().split('\n');
  const errors = lines.filter((line) => /level=(error|fatal)|^failed|^[a-z]+: /.test(line));
  return (errors.length > 0 ? errors : lines).slice(-3).join(' | ');
}
