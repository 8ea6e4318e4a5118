import { isRecordTag, type Tag } from '#shared/release/record';
import type { EcsService } from '../api.ts';
import type { RunTaskInput } from './api.ts';

/** What is to run, and who asks. */
export interface OneOffCommand {
  /** The task's group says what it is for: `run-before:web`. */
  readonly purpose: 'run-before' | 'probe';
  readonly cluster: string;
  /** ARN of the revision. */
  readonly taskDefinition: string;
  readonly container: string;
  /** Replaces the container's command; its entry point stays. */
  readonly command: readonly string[];
  /** At most 36 of letters, digits, hyphens, slashes and underscores. */
  readonly startedBy: string;
}

/** What a task started by a workflow run carries as `startedBy`: the run and its attempt. */
export function startedByRun({ runId, runAttempt }: { readonly runId: string; readonly runAttempt: string }): string {
  // Longer values than 36 characters are younger than some of what reads them.
  return (runId === '' ? 'cicd-actions' : `cicd-run/${runId}/${runAttempt}`).replace(/[^\w/-]/g, '-').slice(0, 36);
}

/** Characters of all overrides together, JSON included. Source: API reference, RunTask, `overrides`. */
const MAX_OVERRIDES = 8_192;

/** Whether RunTask takes a command of this length. */
export function fitsOverrides(container: string, command: readonly string[]): boolean {
  return JSON.stringify(overridesOf({ container, command })).length <= MAX_OVERRIDES;
}

/**
 * The RunTask of a one-off task that runs where, and as, the tasks of `service` do: its network, capacity, platform,
 * placement, volumes and tags.
 * @param serviceTags of the service; counted only where its tasks get them
 */
export function runTaskInput(
  service: EcsService,
  command: OneOffCommand,
  more: { readonly serviceTags: readonly Tag[]; readonly clientToken: string },
): RunTaskInput {
  const { cluster, purpose, taskDefinition, startedBy } = command;
  return {
    cluster,
    taskDefinition,
    startedBy,
    count: 1,
    group: `${purpose}:${service.serviceName ?? ''}`,
    clientToken: more.clientToken,
    overrides: overridesOf(command),
    ...capacityOf(service),
    ...placementOf(service),
    ...tagsOf(service, more.serviceTags),
  };
}

function overridesOf({ container, command }: Pick<OneOffCommand, 'container' | 'command'>) {
  return { containerOverrides: [{ name: container, command: [...command] }] };
}

/** RunTask refuses a launch type beside a capacity provider strategy. */
function capacityOf(service: EcsService): Partial<RunTaskInput> {
  const { capacityProviderStrategy = [], launchType, platformVersion } = service;
  return {
    ...(capacityProviderStrategy.length > 0
      ? { capacityProviderStrategy }
      : launchType === undefined
        ? {}
        : { launchType }),
    ...(platformVersion === undefined || platformVersion === '' ? {} : { platformVersion }),
  };
}

function placementOf(service: EcsService): Partial<RunTaskInput> {
  const { networkConfiguration, placementConstraints = [], placementStrategy = [], deployments = [] } = service;
  const volumes = deployments.find(({ status }) => status === 'PRIMARY')?.volumeConfigurations ?? [];
  return {
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
    ...(placementConstraints.length === 0 ? {} : { placementConstraints }),
    ...(placementStrategy.length === 0 ? {} : { placementStrategy }),
    ...(volumes.length === 0 ? {} : { volumeConfigurations: volumes }),
  };
}

/** A service's tasks may get its own tags; RunTask knows the task definition's only, so those are named. */
function tagsOf(service: EcsService, serviceTags: readonly Tag[]): Partial<RunTaskInput> {
  const own = service.propagateTags === 'SERVICE' ? serviceTags.filter(({ key }) => !isRecordTag(key)) : [];
  return {
    ...(service.propagateTags === 'TASK_DEFINITION' ? { propagateTags: 'TASK_DEFINITION' as const } : {}),
    ...(own.length === 0 ? {} : { tags: [...own] }),
    ...(service.enableECSManagedTags === true ? { enableECSManagedTags: true } : {}),
  };
}
