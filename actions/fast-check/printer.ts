import type { Log } from '#shared/action/log';
import { formatDuration } from '#shared/text/duration';
import type { GateEvents } from './gate.ts';
import { outputLines } from './output.ts';
import type { Task } from './plan.ts';
import type { CheckResult } from './result.ts';

/** Tells in the log what happens, one thing after another, although checks end side by side. */
export class Printer implements GateEvents {
  readonly #log: Log;
  #last: Promise<void> = Promise.resolve();

  constructor(log: Log) {
    this.#log = log;
  }

  started(task: Task): void {
    this.#say(`started ${task.check.name}${fileCount(task.files?.length)}`);
  }

  ended(result: CheckResult): Promise<void> {
    return this.#enqueue(async () => {
      const title = headline(result);
      if (isDecisive(result)) this.#log.info(`${title}. Its output is at the end of this log.`);
      else if (result.output.head.length === 0) this.#log.info(title);
      else
        await this.#log.group(title, () => {
          this.#printOutput(result);
          return Promise.resolve();
        });
    });
  }

  stillRunning(running: readonly { readonly name: string; readonly forMs: number }[]): void {
    this.#say(`still running: ${running.map(({ name, forMs }) => `${name} (${formatDuration(forMs)})`).join(', ')}`);
  }

  budgetPassed(running: readonly string[]): void {
    this.#say(`The budget is used up while these still run: ${running.join(', ') || 'none'}.`);
  }

  /** Prints what failed the gate, unfolded, so that it is what a reader who jumps to the end sees. */
  async printFailures(checks: readonly CheckResult[]): Promise<void> {
    await this.#last;
    for (const result of checks.filter(isDecisive)) {
      this.#log.info(`\n${headline(result)}`);
      this.#printOutput(result);
    }
  }

  #printOutput({ check, output }: CheckResult): void {
    this.#log.info(`$ ${check.run}`);
    this.#log.info(outputLines(output).join('\n'));
  }

  #say(text: string): void {
    void this.#enqueue(() => {
      this.#log.info(text);
      return Promise.resolve();
    });
  }

  #enqueue(print: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(print);
    return this.#last;
  }
}

/** Whether a result by itself fails the gate. */
function isDecisive({ check, outcome }: CheckResult): boolean {
  return outcome === 'failed' && check.required;
}

/** `eslint failed in 4.2s (12 files): exit code 1`. */
function headline({ check, outcome, why, durationMs, fileCount: count }: CheckResult): string {
  const time =
    durationMs === undefined
      ? ''
      : ` ${outcome === 'passed' || outcome === 'failed' ? 'in' : 'after'} ${formatDuration(durationMs)}`;
  const advisory = outcome === 'failed' && !check.required ? ', which is not required' : '';
  return `${check.name} ${outcome.replace('-', ' ')}${time}${fileCount(count)}${why === undefined ? '' : `: ${why}`}${advisory}`;
}

function fileCount(count: number | undefined): string {
  if (count === undefined) return '';
  return count === 1 ? ' (1 file)' : ` (${count} files)`;
}
