import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ledger, LedgerEntry } from '../ledger.ts';
import { undo } from '../ledger/entries.ts';
import { childrenOf, signal as send } from '../ledger/processes.ts';
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
  /** Gives up; what was made so far is undone before the promise settles. */
  readonly signal?: AbortSignal | undefined;
}

const startLimitMs = 60_000;
const inside = fileURLToPath(new URL('inside.sh', import.meta.url));
const proxySettings = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Starts a private Docker engine with BuildKit and the containerd image store, beside any other there may be. It runs in
 * process and mount namespaces of its own and dies with this process, however that ends; containers publish their ports on
 * this machine's loopback. No firewall rule is made, so containers do not reach the outside.
 * @throws Error with the reason when this machine cannot (see `canStartEngine`), or when the engine does not start; the
 * signal's reason
 */
export async function startEngine({ ledger, env, log, signal }: StartEngineOptions): Promise<Engine> {
  const requirements = await canStartEngine();
  if (!requirements.ok) throw new Error(requirements.reason);
  const home = await realpath(ledger.directory);
  if (home.startsWith('/run/')) throw new Error(`the engine cannot live in ${home}, because it sees an empty /run`);
  const programs = await installEngine({ platform: requirements.platform, ledger, env, log, signal });
  signal?.throwIfAborted();

  log('Starting the engine ...');
  const parts = new Parts(ledger);
  try {
    const { folder, config, dockerHost } = await prepare({ home, programs, ledger, parts });
    const child = launch({ folder, programs, ledger, env });
    parts.add(() => killAll(child));
    const version = await answer({ child, dockerHost, folder, signal });
    const path = [programs.bin, env['PATH'] ?? ''].join(delimiter);
    return {
      dockerHost,
      env: { DOCKER_HOST: dockerHost, DOCKER_CONFIG: config, PATH: path },
      version,
      busybox: join(programs.libexec, 'busybox'),
      stop: () => parts.undo(),
    };
  } catch (error) {
    await parts.undo();
    throw error;
  }
}

/** What the engine is made of, undone in reverse order. */
class Parts {
  readonly #ledger: Ledger;
  readonly #undos: (() => Promise<void>)[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Before the thing is made. */
  record(entry: LedgerEntry): void {
    this.#ledger.record(entry);
    this.add(async () => {
      await undo(entry);
      this.#ledger.forget(entry);
    });
  }

  add(undo: () => Promise<void>): void {
    this.#undos.push(undo);
  }

  async undo(): Promise<void> {
    for (const undo of this.#undos.splice(0).toReversed()) await undo();
  }
}

interface PrepareOptions {
  readonly home: string;
  readonly programs: EnginePrograms;
  readonly ledger: Ledger;
  readonly parts: Parts;
}

interface Prepared {
  readonly folder: string;
  readonly config: string;
  readonly dockerHost: string;
}

/** Makes all that dockerd finds when it starts: its folder and configuration, the bridge; and the users' DOCKER_CONFIG. */
async function prepare({ home, programs, ledger, parts }: PrepareOptions): Promise<Prepared> {
  const [folder, config] = [join(home, 'engine'), join(home, 'docker-config')];
  for (const path of [folder, config]) {
    parts.record({ kind: 'directory', path });
    await mkdir(path);
  }
  await mkdir(join(config, 'cli-plugins'));
  await symlink(join(programs.plugins, 'docker-buildx'), join(config, 'cli-plugins', 'docker-buildx'));
  const cgroup = `cicd-actions-${ledger.instance}`;
  parts.record({ kind: 'cgroup', name: cgroup });
  const ip = join(programs.libexec, 'ip');
  const bridge = `cicd-${ledger.instance}`;
  parts.record({ kind: 'link', name: bridge, tool: ip });
  await createBridge(bridge, { ip, seed: parseInt(ledger.instance, 16) });
  const dockerHost = `unix://${join(folder, 'docker.sock')}`;
  const configuration = daemonConfiguration({ folder, dockerHost, bridge, cgroup });
  await writeFile(join(folder, 'daemon.json'), JSON.stringify(configuration));
  return { folder, config, dockerHost };
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
  // It ends with this process in any case, so it need not keep it from ending.
  child.unref();
  return child;
}

interface Starting {
  readonly child: ChildProcess;
  readonly dockerHost: string;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/** @returns the engine's version, once it answers */
async function answer({ child, dockerHost, folder, signal }: Starting): Promise<string> {
  const deadline = performance.now() + startLimitMs;
  for (;;) {
    signal?.throwIfAborted();
    if (hasEnded(child)) throw new Error(`the Docker engine does not start: ${await lastWords(folder)}`);
    try {
      const { status, body } = await askEngine(dockerHost, {
        method: 'GET',
        path: '/version',
        timeoutMs: 5_000,
        signal,
      });
      if (status === 200) return versionIn(JSON.parse(body));
    } catch (error) {
      if (performance.now() < deadline) continue;
      const words = `the Docker engine does not answer within ${startLimitMs / 1000} s: ${await lastWords(folder)}`;
      throw new Error(words, { cause: error });
    } finally {
      await delay(20);
    }
  }
}

function versionIn(value: unknown): string {
  const known = typeof value === 'object' && value !== null && 'Version' in value && typeof value.Version === 'string';
  return known ? String(value.Version) : 'unknown';
}

/** The kernel kills all of a process namespace with its first process, and unshare ends after that is done. */
async function killAll(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  child.ref();
  const ended = once(child, 'exit');
  const first = childrenOf(child.pid);
  for (const pid of first) send(pid, 'SIGKILL');
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
