/** Why a build failed, as buildx tells it at the end of its output. */
export interface BuildFailure {
  /** The last `ERROR:` of buildx, without what only says that there was one. */
  readonly reason: string;
  /** `Dockerfile:7`, undefined when no instruction is to blame. */
  readonly place: string | undefined;
  /** The lines of the Dockerfile around it, the failing ones marked `>>>`. */
  readonly excerpt: readonly string[];
  /** The last lines the failed command printed. */
  readonly output: readonly string[];
}

const OUTPUT_LINES = 20;
const RULE = /^-{6}$/;
const EXCERPT_RULE = /^-{20}$/;
const PLACE = /^.+:\d+$/;
const COMMAND_FAILED = /^process .* did not complete successfully: (?<how>.+)$/s;

/** Reads the lines of a failed `docker buildx build --progress=plain`. */
export function readBuildFailure(lines: readonly string[]): BuildFailure {
  return { reason: readReason(lines), ...readExcerpt(lines), output: readOutput(lines) };
}

function readReason(lines: readonly string[]): string {
  const last = lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.findLast((line) => line.trim() !== '');
  const reason = (last ?? 'buildx gave no reason').replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '');
  const how = COMMAND_FAILED.exec(reason)?.groups?.['how'];
  return how === undefined ? reason : `the command failed with ${how.replace('exit code: ', 'exit code ')}`;
}

function readExcerpt(lines: readonly string[]): Pick<BuildFailure, 'place' | 'excerpt'> {
  const rule = lines.findIndex((line, index) => EXCERPT_RULE.test(line) && PLACE.test(lines[index - 1] ?? ''));
  if (rule === -1) return { place: undefined, excerpt: [] };
  const rest = lines.slice(rule + 1);
  const end = rest.findIndex((line) => EXCERPT_RULE.test(line));
  const excerpt = rest.slice(0, end === -1 ? undefined : end).filter((line) => !/^\s*\d+ \|\s*$/.test(line));
  return { place: lines[rule - 1], excerpt };
}

/** buildx repeats the end of the failed step's output between two rules, under a line ` > step:`. */
function readOutput(lines: readonly string[]): readonly string[] {
  const title = lines.findLastIndex((line, index) => line.startsWith(' > ') && RULE.test(lines[index - 1] ?? ''));
  if (title === -1) return [];
  const rest = lines.slice(title + 1);
  const end = rest.findIndex((line) => RULE.test(line));
  // Each line has the seconds since the step began before it.
  const output = rest.slice(0, end === -1 ? undefined : end).map((line) => line.replace(/^\d+\.\d+ /, ''));
  return output.slice(-OUTPUT_LINES);
}

/** The failure for the user: what happened and where, the lines of the Dockerfile, and what the command last printed. */
export function describeBuildFailure({ reason, place, excerpt, output }: BuildFailure): string {
  return [
    `The build failed${place === undefined ? '' : ` at ${place}`}: ${reason}`,
    ...excerpt,
    ...(output.length === 0 ? [] : ['Its last output:', ...output.map((line) => `  ${line}`)]),
  ].join('\n');
}
