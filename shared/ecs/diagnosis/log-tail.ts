import type { Clock } from '#shared/action/clock';
import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import type { EcsTaskDefinition } from '../api.ts';
import { logPlaceOf, type LogPlace } from './log-place.ts';
import type { TaskEnd } from './task-failure.ts';

export interface LogRequest extends LogPlace {
  /** Lines, from the end. */
  readonly limit: number;
}

/** The last lines of a log stream, oldest first. Rejects when they cannot be read. */
export type LogReader = (request: LogRequest) => Promise<readonly string[]>;

/** Either the lines, or one sentence that says why there are none. */
export type LogTail =
  | { readonly lines: readonly string[]; readonly note?: undefined }
  | { readonly lines: readonly []; readonly note: string };

const TRIES = 3;
const BETWEEN_TRIES_MS = 1_500;

/** What a program wrote as it died reaches CloudWatch Logs some seconds later: an empty stream is read again. */
export function patientReader(read: LogReader, clock: Clock, signal?: AbortSignal): LogReader {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const lines = await read(request);
        if (lines.length > 0 || attempt >= TRIES) return lines;
      } catch (error) {
        if (faultKind(error) !== 'not-found' || attempt >= TRIES) throw error;
      }
      await clock.sleep(BETWEEN_TRIES_MS, signal);
    }
  };
}

const LINES = 20;
const LINE_LENGTH = 500;

/** The last lines a failed container wrote, as far as its log driver lets anyone read them. Never rejects. */
export async function readLogTail(
  end: TaskEnd,
  definition: Pick<EcsTaskDefinition, 'containerDefinitions'>,
  read: LogReader,
): Promise<LogTail> {
  const containers = definition.containerDefinitions ?? [];
  // Without a culprit the only container is the one to look at; of several, none is better than another.
  const name = end.culprit?.name ?? (containers.length === 1 ? containers[0]?.name : undefined);
  const container = containers.find((candidate) => candidate.name === name);
  if (name === undefined || container === undefined) return none('No container stands out, so no log was read.');
  if (end.culprit !== undefined && end.culprit.exitCode === undefined) {
    return none(`Container ${name} did not start, so it logged nothing.`);
  }
  const place = logPlaceOf(container, end.taskId);
  if (typeof place === 'string') return none(place);
  try {
    const lines = await read({ ...place, limit: LINES });
    if (lines.length === 0) return none(`Container ${name} logged nothing.`);
    return { lines: lines.map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line)) };
  } catch (error) {
    return none(explain(error, place));
  }
}

function explain(error: unknown, { group, stream }: LogPlace): string {
  const kind = faultKind(error);
  if (kind === 'not-found')
    return `Log stream ${stream} is not in ${group}: the container wrote nothing, or its role may not write there.`;
  if (kind === 'denied') return `The log could not be read; this job's role needs logs:GetLogEvents on ${group}.`;
  return `The log could not be read: ${errorMessage(error)}`;
}

function none(note: string): LogTail {
  return { lines: [], note };
}
