import type { Environment } from '#shared/action/inputs';
import { runProcess, type ProcessResult } from '#shared/process/run';
import { commandLines, type Shell } from './command.ts';
import type { Finding } from './finding.ts';
import { OutputCollector, type Output } from './output.ts';
import { placeFindings, type Locate } from './place.ts';
import type { Task } from './plan.ts';
import { createReader } from './reader.ts';

/** What running a check's command gave, whatever that means for the gate. */
export interface Execution {
  readonly ending: ProcessResult['ending'] | 'not-started';
  readonly exitCode: number | undefined;
  /** What ended it from outside, or why it did not start. */
  readonly cause: string | undefined;
  readonly output: Output;
  readonly findings: readonly Finding[];
}

export type Execute = (task: Task, signal: AbortSignal) => Promise<Execution>;

/** SIGTERM, then SIGKILL: GitHub leaves a cancelled job 7.5 s in all. */
const KILL_GRACE_MS = 2_000;

/** Runs commands as processes. A list of files that is too long for one process goes to several, one after another. */
export function createExecute(options: {
  readonly shell: Shell;
  readonly directory: string;
  readonly env: Environment;
  readonly locate: Locate;
  readonly now: () => number;
}): Execute {
  const { shell, directory, env, locate, now } = options;
  return async ({ check, files }, signal) => {
    const collector = new OutputCollector();
    const findings: Finding[] = [];
    const deadline = now() + check.timeoutMs;
    let worst: Pick<Execution, 'ending' | 'exitCode' | 'cause'> = { ending: 'exited', exitCode: 0, cause: undefined };
    for (const args of commandLines(shell, { name: check.name, run: check.run, files })) {
      const reader = createReader(check.format, collector);
      const result = await start({
        command: shell.command,
        args,
        cwd: directory,
        env,
        signal,
        timeoutMs: Math.max(1, deadline - now()),
        killGraceMs: KILL_GRACE_MS,
        onLine: (line, stream) => {
          reader.add(line, stream);
        },
      });
      findings.push(...placeFindings(reader.findings(), check.format, locate));
      if (result.exitCode !== 0) worst = result;
      if (result.ending !== 'exited') break;
    }
    return { ...worst, output: collector.output, findings };
  };
}

async function start(
  options: Parameters<typeof runProcess>[0],
): Promise<Pick<Execution, 'ending' | 'exitCode' | 'cause'>> {
  try {
    const { ending, exitCode, signal } = await runProcess(options);
    // A program may answer SIGTERM with exit code 0: that is no success.
    if (ending !== 'exited') return { ending, exitCode: undefined, cause: signal };
    return { ending, exitCode, cause: signal };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // what spawn reports has a code
    return { ending: 'not-started', exitCode: undefined, cause: code ?? message };
  }
}
