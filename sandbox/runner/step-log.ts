import { isAbsolute, relative } from 'node:path';
import { parseCommand, type Command } from './commands.ts';
import type { Masks } from './masks.ts';

export type Level = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: Level;
  readonly message: string;
  readonly title?: string;
  /** Relative to the workspace when it is in there. */
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

export interface StepLogOptions {
  readonly masks: Masks;
  readonly workspace: string;
  /** Whether debug lines are shown. */
  readonly debug: boolean;
  readonly emit: (line: string) => void;
}

/** GitHub shows this many annotations of each level from one step, and this much of a message. */
const maxPerLevel = 10;
const maxMessage = 4096;

const obeyed = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'add-mask',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
]);
const disabled = new Set(['set-output', 'save-state', 'set-env', 'add-path']);
const silent = new Set(['add-matcher', 'remove-matcher', 'internal-set-repo-path']);

/** What a step prints, line by line: its commands are obeyed, the rest is passed on, and no secret gets through. */
export class StepLog {
  readonly #options: StepLogOptions;
  readonly #annotations: Annotation[] = [];
  #stopToken: string | undefined;
  #echo = false;
  #failed = false;

  constructor(options: StepLogOptions) {
    this.#options = options;
  }

  get annotations(): readonly Annotation[] {
    return this.#annotations;
  }

  /** A command that could not be obeyed fails the step, whatever its exit code. */
  get failed(): boolean {
    return this.#failed;
  }

  /** One line of the step's output. */
  read(line: string): void {
    const token = this.#stopToken;
    const command = parseCommand(line, (name) => isKnown(name) || name.toLowerCase() === token);
    if (!command || (token !== undefined && command.name !== token)) this.write(line);
    else this.#obey(command, line);
  }

  write(text: string): void {
    for (const line of this.#options.masks.hide(text).split(/\r?\n/)) this.#options.emit(line);
  }

  debug(message: string): void {
    if (this.#options.debug) this.write(`##[debug]${message}`);
  }

  annotate(level: Level, message: string, place: Partial<Annotation> = {}): void {
    const masked = this.#options.masks.hide(message).slice(0, maxMessage);
    if (this.#annotations.filter((known) => known.level === level).length < maxPerLevel) {
      this.#annotations.push({ ...place, level, message: masked });
    }
    this.write(`##[${level}]${masked}`);
  }

  fail(...messages: readonly string[]): void {
    this.#failed = true;
    for (const message of messages) this.annotate('error', message);
  }

  #obey({ name, data, properties }: Command, line: string): void {
    if (name === this.#stopToken) {
      this.#stopToken = undefined;
      this.write(line);
    } else if (name === 'error' || name === 'warning' || name === 'notice') {
      this.annotate(name, data, this.#place(properties));
    } else if (name === 'debug') {
      this.debug(data);
    } else if (name === 'add-mask') {
      this.#mask(data);
    } else if (name === 'group' || name === 'endgroup') {
      this.write(`##[${name}]${data}`);
    } else if (name === 'echo') {
      this.#echo = data.trim().toLowerCase() === 'on';
    } else if (name === 'stop-commands') {
      this.#stop(data, line);
    } else if (disabled.has(name)) {
      this.fail(`Unable to process command '${line}' successfully.`, disabledMessage(name));
    } else {
      this.debug(`${name} has no effect here`);
    }
  }

  #stop(token: string, line: string): void {
    if (token === '' || isKnown(token) || token.toLowerCase() === 'pause-logging') {
      this.fail(`Unable to process command '${line}' successfully.`, `Invalid stop token '${token}'`);
      return;
    }
    this.#stopToken = token.toLowerCase();
    if (token.length > 6) this.#options.masks.add(token);
    this.write(line);
  }

  #mask(secret: string): void {
    if (secret.trim() === '') {
      this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
      return;
    }
    if (this.#echo) this.write('::add-mask::***');
    this.#options.masks.add(secret);
  }

  #place(properties: Command['properties']): Partial<Annotation> {
    const [title, file] = [properties.get('title'), properties.get('file')];
    const numbers = (['line', 'endLine', 'col', 'endColumn'] as const).map((name) => {
      const value = Number(properties.get(name.toLowerCase()));
      return Number.isInteger(value) && value > 0 ? [[name === 'col' ? 'column' : name, value] as const] : [];
    });
    return {
      ...(title !== undefined && { title: this.#options.masks.hide(title) }),
      ...(file !== undefined && { file: this.#relative(file) }),
      ...Object.fromEntries(numbers.flat()),
    };
  }

  #relative(file: string): string {
    const path = isAbsolute(file) ? relative(this.#options.workspace, file) : file;
    return path.startsWith('..') ? file : path.replaceAll('\\', '/');
  }
}

function isKnown(name: string): boolean {
  return [obeyed, disabled, silent].some((names) => names.has(name.toLowerCase()));
}

/** GitHub disabled the last two for good and only warns of the first two; here no action may lean on any of them. */
function disabledMessage(name: string): string {
  return `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`;
}
