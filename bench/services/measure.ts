import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Account, CLUSTER } from '../rollouts/account.ts';
import { createService } from '../rollouts/perform.ts';

export interface Many {
  readonly services: number;
  readonly speed: number;
  readonly throttle: boolean;
  /** Each service has a family, and so a registration, of its own. */
  readonly ownFamilies: boolean;
}

export interface Figures {
  readonly outcome: string;
  readonly reason: string;
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** From the beginning to the end of the longest service deployment, by ECS's own account. */
  readonly slowestMs: number;
  /** The most memory the process ever held. */
  readonly peakBytes: number;
  /** By `SERVICE.Operation`, of the step alone. */
  readonly calls: ReadonlyMap<string, { readonly calls: number; readonly throttled: number }>;
}

const BUNDLE = join(import.meta.dirname, '..', '..', 'dist', 'deploy-ecs', 'index.js');
/** A registry that preflight does not look into. */
const IMAGE = 'registry.example/ours:1';
const SAMPLE_MS = 250;

/** Makes the services, and deploys another image to all of them in one step. */
export async function deployMany({ services, speed, throttle, ownFamilies }: Many): Promise<Figures> {
  const account = await Account.open({ speed, staleReadMs: 0, throttle });
  try {
    const names = Array.from({ length: services }, (_, place) => `service-${place}`);
    await createServices(account, names, ownFamilies);
    const before = account.sandbox.calls().length;
    const output = join(account.temp, 'output');
    const started = performance.now();
    const child = spawn(process.execPath, [BUNDLE], {
      cwd: account.temp,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: account.temp,
        RUNNER_TEMP: account.temp,
        GITHUB_WORKSPACE: account.temp,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(account.temp, 'summary.md'),
        ...account.sandbox.environment,
        INPUT_CLUSTER: CLUSTER,
        INPUT_SERVICE: names.join('\n'),
        INPUT_IMAGE: IMAGE,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const peakBytes = await peakMemory(child);
    const wallMs = performance.now() - started;
    const outputs = await readFile(output, 'utf8');
    return {
      outcome: valueOf(outputs, 'outcome'),
      reason: valueOf(outputs, 'reason'),
      wallMs,
      slowestMs: await slowest(account, names),
      peakBytes,
      calls: callsSince(account, before),
    };
  } finally {
    await account.close();
  }
}

async function createServices(account: Account, names: readonly string[], ownFamilies: boolean): Promise<void> {
  const plan = {
    desiredCount: 1,
    breaker: { enable: true, rollback: true },
    percentages: { minimumHealthyPercent: 100, maximumPercent: 200 },
  };
  const shared = ownFamilies ? undefined : await account.register('app', 'registry.example/former:1');
  await Promise.all(
    names.map(async (service) => {
      const taskDefinition = shared ?? (await account.register(service, 'registry.example/former:1'));
      await createService(account, { plan, service, taskDefinition });
    }),
  );
}

/** Linux forgets it with the process, so it is asked for until then; it only grows. */
async function peakMemory(child: ChildProcess): Promise<number> {
  const ended = once(child, 'exit').then(() => true);
  let peak = 0;
  for (;;) {
    const over = await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, SAMPLE_MS, false))]);
    if (over) return peak;
    try {
      const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kilobytes ?? 0) * 1024);
    } catch (error) {
      // It ended this very moment.
      if (child.exitCode === null && child.signalCode === null) throw error;
    }
  }
}

async function slowest(account: Account, names: readonly string[]): Promise<number> {
  const each = await Promise.all(
    names.map(async (service) => {
      const [newest] = await account.deployments(service);
      return (newest?.finishedAt ?? NaN) - (newest?.createdAt ?? NaN);
    }),
  );
  return Math.max(...each);
}

function callsSince({ sandbox }: Account, first: number): Figures['calls'] {
  const groups = Map.groupBy(sandbox.calls().slice(first), ({ service, operation }) => `${service}.${operation}`);
  return new Map(
    [...groups].map(([name, calls]) => [
      name,
      { calls: calls.length, throttled: calls.filter(({ errorCode }) => errorCode === 'ThrottlingException').length },
    ]),
  );
}

/** Of the file GITHUB_OUTPUT names. */
function valueOf(outputs: string, name: string): string {
  return new RegExp(`^${name}<<(.+)\\n([^]*?)\\n\\1$`, 'm').exec(outputs)?.[2] ?? '';
}
