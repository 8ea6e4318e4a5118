import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, serviceNotFound, unsupported } from '../errors.ts';
import type { Task } from '../model.ts';
import { shortName } from '../names.ts';
import { pageOf } from '../page.ts';
import { integer, list, operation, string, struct } from '../shape.ts';
import { taskView } from '../views/task-view.ts';

const maxDescribed = 100;

const filter = struct({
  cluster: string,
  serviceName: string,
  family: string,
  startedBy: string,
  desiredStatus: string,
  launchType: string,
  containerInstance: string,
  daemonName: string,
  nextToken: string,
  maxResults: integer,
});

export function taskOperations(context: EcsContext): Record<string, Operation> {
  const { state, arns, engine } = context;
  return {
    ListTasks: operation(filter, (input) => {
      if (input.containerInstance !== undefined) throw unsupported('The sandbox has no container instances.');
      if (input.daemonName !== undefined) throw unsupported('The sandbox has no daemons.');
      const cluster = state.cluster(input.cluster);
      const service = input.serviceName === undefined ? undefined : cluster.services.get(shortName(input.serviceName));
      if (input.serviceName !== undefined && !service) throw serviceNotFound();
      // No task ever has the desired status PENDING (API reference, ListTasks).
      const desired = input.desiredStatus ?? 'RUNNING';
      const matches = (task: Task): boolean =>
        task.cluster === cluster &&
        (task.stop ? 'STOPPED' : 'RUNNING') === desired &&
        (!service || task.owner?.service === service) &&
        [undefined, task.definition.spec.family].includes(input.family) &&
        [undefined, task.startedBy].includes(input.startedBy) &&
        [undefined, task.launchType].includes(input.launchType);
      const found = [...state.tasks.values()].filter(matches).map(({ arn }) => arn);
      const { items, nextToken } = pageOf(found, input);
      return { taskArns: items, nextToken };
    }),

    DescribeTasks: operation(struct({ cluster: string, tasks: list(string), include: list(string) }), (input) => {
      const cluster = state.cluster(input.cluster);
      const wanted = input.tasks ?? [];
      if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.');
      if (wanted.length > maxDescribed) throw invalidParameter(`Tasks can have ${maxDescribed} entries at most.`);
      return {
        tasks: wanted.flatMap((id) => {
          const task = state.findTask(cluster, id);
          return task ? [taskView(task, input.include)] : [];
        }),
        failures: wanted
          .filter((id) => !state.findTask(cluster, id))
          .map((id) => ({ arn: arns.of(`task/${cluster.name}/${shortName(id)}`), reason: 'MISSING' })),
      };
    }),

    StopTask: operation(struct({ cluster: string, task: string, reason: string }), (input) => {
      const task = state.findTask(state.cluster(input.cluster), input.task ?? '');
      if (!task) throw invalidParameter('The referenced task was not found.');
      engine.stop(task, { code: 'UserInitiated', reason: input.reason ?? 'Task stopped by user' });
      return { task: taskView(task) };
    }),
  };
}
