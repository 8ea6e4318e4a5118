import type { EcsTask } from '../api.ts';
import type { RunTaskInput, TaskApi } from '../one-off/api.ts';

type Answer = Awaited<ReturnType<TaskApi['runTask']>>;

/** What RunTask answers one after another, and what DescribeTasks shows from then on; the last one again and again. */
export interface TaskScript {
  readonly starts?: readonly (Answer | Error)[];
  readonly looks?: readonly (EcsTask | undefined | Error)[];
  readonly tags?: readonly { readonly key: string; readonly value: string }[] | Error;
  readonly stop?: Error;
}

export const TASK_ARN = 'arn:aws:ecs:eu-west-1:111122223333:task/prod/abc';

/** One-off tasks from a script. Calls are recorded. */
export class ScriptedTask implements TaskApi {
  readonly calls: string[] = [];
  readonly started: RunTaskInput[] = [];
  readonly #script: TaskScript;
  #looks = 0;

  constructor(script: TaskScript) {
    this.#script = script;
  }

  runTask: TaskApi['runTask'] = (input) => {
    const answers = this.#script.starts ?? [{ task: { taskArn: TASK_ARN, lastStatus: 'PROVISIONING' }, failures: [] }];
    const answer = answers[Math.min(this.started.length, answers.length - 1)];
    this.calls.push('run');
    this.started.push(input);
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer ?? { failures: [] });
  };

  describeTask: TaskApi['describeTask'] = () => {
    const looks = this.#script.looks ?? [];
    const look = looks[Math.min(this.#looks, looks.length - 1)];
    this.#looks += 1;
    this.calls.push('describe');
    return look instanceof Error ? Promise.reject(look) : Promise.resolve(look);
  };

  stopTask: TaskApi['stopTask'] = (_cluster, _task, reason) => {
    this.calls.push(`stop: ${reason}`);
    return this.#script.stop === undefined ? Promise.resolve() : Promise.reject(this.#script.stop);
  };

  tagsOf: TaskApi['tagsOf'] = () => {
    const { tags = [] } = this.#script;
    this.calls.push('tags');
    return tags instanceof Error ? Promise.reject(tags) : Promise.resolve(tags);
  };
}

/** A look at the task: its containers by exit code, undefined for one that runs. */
export function taskLook(codes: Readonly<Record<string, number | undefined>>, more: Partial<EcsTask> = {}): EcsTask {
  const containers = Object.entries(codes).map(([name, exitCode]) => ({ name, exitCode }));
  return { taskArn: TASK_ARN, lastStatus: 'RUNNING', desiredStatus: 'RUNNING', containers, ...more };
}

/** The same once an essential container has ended. */
export function taskEnded(codes: Readonly<Record<string, number | undefined>>, more: Partial<EcsTask> = {}): EcsTask {
  return taskLook(codes, {
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  });
}
