import { ActionError, errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import type { Tag } from '#shared/release/record';
import type { EcsService, EcsTask, TaskDefinitionInput } from '../api.ts';
import { logPlaceOf, type LogPlace } from '../diagnosis/log-place.ts';
import { shortName } from '../names.ts';
import type { WatchTools } from '../rollout/watch.ts';
import type { TaskApi } from './api.ts';
import type { OneOffShape } from './judge.ts';
import { LogFollower, type LogPages } from './log-follower.ts';
import { runTaskInput, type OneOffCommand } from './request.ts';
import { startOneOff } from './start.ts';
import { watchOneOff, type OneOffEnd, type OneOffWatched } from './watch.ts';

export interface OneOffOptions {
  readonly api: TaskApi;
  readonly readPages: LogPages;
  /** Whose network, capacity and tags the task gets. */
  readonly service: EcsService;
  readonly definition: Pick<TaskDefinitionInput, 'containerDefinitions'>;
  readonly command: OneOffCommand;
  /** Milliseconds for everything: placing, starting, running. */
  readonly timeLimitMs: number;
  /** Called with each line the command writes, besides its being printed. */
  readonly onLine?: (line: string) => void;
}

export interface OneOffRun {
  readonly end:
    | OneOffEnd
    /** There is no task. */
    | { readonly kind: 'not-started'; readonly error: ActionError }
    /** The job was cancelled meanwhile. */
    | { readonly kind: 'cancelled' };
  readonly task: EcsTask | undefined;
  readonly log: LogPlace | undefined;
  /** What became of a task that this run had to stop: one sentence. */
  readonly stopped: string | undefined;
  readonly durationMs: number;
}

/**
 * Runs a command as a task of its own, to its end, and prints what it writes. A task that has to end before it is done
 * (time limit, cancelled job), or that goes on after its command has ended, is stopped.
 */
export async function runOneOff(options: OneOffOptions, tools: WatchTools): Promise<OneOffRun> {
  const began = tools.clock.elapsed();
  const deadline = began + options.timeLimitMs;
  let task: EcsTask | undefined;
  let log: LogPlace | undefined;
  const finish = (end: OneOffRun['end'], stopped?: string): OneOffRun => ({
    end,
    task,
    log,
    stopped,
    durationMs: Math.round(tools.clock.elapsed() - began),
  });
  try {
    task = await start(options, { deadline }, tools);
    tools.signal?.throwIfAborted();
    const place = placeOf(options, shortName(task.taskArn ?? ''), tools);
    log = place;
    const watched = await watch(options, { task, place, deadline }, tools);
    task = watched.task ?? task;
    return finish(watched.end, await stopIfNeeded(options, watched, task));
  } catch (error) {
    if (tools.signal?.aborted === true) {
      return finish({ kind: 'cancelled' }, task && (await stop(options, task, 'The job was cancelled.')));
    }
    if (error instanceof ActionError && task === undefined) return finish({ kind: 'not-started', error });
    throw error;
  }
}

async function start(
  { api, service, command }: OneOffOptions,
  { deadline }: { readonly deadline: number },
  tools: WatchTools,
): Promise<EcsTask> {
  const serviceTags = service.propagateTags === 'SERVICE' ? await readTags(api, service, tools) : [];
  const task = await startOneOff(
    { api, deadline, inputFor: (clientToken) => runTaskInput(service, command, { serviceTags, clientToken }) },
    tools,
  );
  tools.log.info(`task: ${task.taskArn ?? ''}`);
  return task;
}

/** The tags are for bills and searches: a command is not held up for them. */
async function readTags(api: TaskApi, service: EcsService, { log, signal }: WatchTools): Promise<readonly Tag[]> {
  try {
    return await api.tagsOf(service.serviceArn ?? '');
  } catch (error) {
    signal?.throwIfAborted();
    if (faultKind(error) === 'unknown') throw error;
    log.info(`The task goes without the tags of the service, which could not be read: ${errorMessage(error)}`);
    return [];
  }
}

function placeOf({ definition, command }: OneOffOptions, taskId: string, { log }: WatchTools): LogPlace | undefined {
  const container = definition.containerDefinitions?.find(({ name }) => name === command.container);
  const place = logPlaceOf(container ?? {}, taskId);
  if (typeof place !== 'string') return place;
  log.info(`Its output is not shown here. ${place}`);
  return undefined;
}

function watch(
  { api, readPages, definition, command, onLine }: OneOffOptions,
  run: { readonly task: EcsTask; readonly place: LogPlace | undefined; readonly deadline: number },
  tools: WatchTools,
): Promise<OneOffWatched> {
  const { container, cluster } = command;
  const tell = {
    print: (line: string) => {
      tools.log.info(`${container} | ${line}`);
      onLine?.(line);
    },
    onMissing: (why: string) => {
      tools.log.info(`Its output is not shown here: ${why}`);
    },
  };
  const follower = run.place && new LogFollower(readPages, run.place, tell);
  const { deadline } = run;
  const shape = shapeOf(definition, container);
  return watchOneOff({ api, cluster, taskArn: run.task.taskArn ?? '', shape, deadline, follower }, tools);
}

/** Containers are essential unless they are said not to be (API reference, ContainerDefinition). */
function shapeOf({ containerDefinitions = [] }: OneOffOptions['definition'], container: string): OneOffShape {
  const essential = containerDefinitions.filter((one) => one.essential !== false).map(({ name = '' }) => name);
  return { container, essential: new Set(essential) };
}

/** After its time, and when its command has ended while containers that are not stopped by that go on. */
async function stopIfNeeded(
  options: OneOffOptions,
  { end }: OneOffWatched,
  task: EcsTask,
): Promise<string | undefined> {
  // Its command may be half done: not to see it is no reason to end it.
  if (end.kind === 'lost') return `Task ${shortName(task.taskArn ?? '')} was left alone.`;
  if (end.kind === 'timed-out') return stop(options, task, 'Its command was not done within the time limit.');
  const ending = task.lastStatus === 'STOPPED' || task.desiredStatus === 'STOPPED' || task.stopCode !== undefined;
  return ending ? undefined : stop(options, task, 'Its command has ended.');
}

/** One sentence, whatever comes of it: the outcome is decided already. */
async function stop({ api, command }: OneOffOptions, task: EcsTask, reason: string): Promise<string> {
  const id = shortName(task.taskArn ?? '');
  try {
    await api.stopTask(command.cluster, task.taskArn ?? '', reason);
    return `Task ${id} was told to stop.`;
  } catch (error) {
    return `Task ${id} could not be stopped: ${errorMessage(error)}`;
  }
}
