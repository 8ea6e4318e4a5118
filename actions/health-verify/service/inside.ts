import type { ActionContext } from '#shared/action/context';
import { InputError } from '#shared/action/errors';
import { awsClientConfig } from '#shared/aws/client-config';
import { awsFailure } from '#shared/aws/faults';
import type { AwsSettings } from '#shared/aws/settings';
import type { EcsApi, EcsService, EcsTaskDefinition, ServiceRef } from '#shared/ecs/api';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLogPages } from '#shared/ecs/diagnosis/lazy-logs';
import type { TaskApi } from '#shared/ecs/one-off/api';
import { createTaskApi } from '#shared/ecs/one-off/client';
import type { LogPages } from '#shared/ecs/one-off/log-follower';
import { startedByRun } from '#shared/ecs/one-off/request';
import { runOneOff, type OneOffRun } from '#shared/ecs/one-off/run';
import { patient } from '#shared/ecs/patient';
import { formatDuration } from '#shared/text/duration';
import { neutraliseLine } from '#shared/text/neutralise';
import type { InsideProbe } from './probe-inputs.ts';

export interface InsideTools extends Pick<ActionContext, 'clock' | 'random' | 'log' | 'signal'> {
  readonly ecs: Pick<EcsApi, 'describeService' | 'describeTaskDefinition'>;
  readonly tasks: TaskApi;
  readonly readPages: LogPages;
  readonly startedBy: string;
}

export interface AskedInside {
  readonly ref: ServiceRef;
  readonly probe: InsideProbe;
  /** ARN of the revision that was verified, of which the task is. */
  readonly revision: string;
}

export interface InsideRun {
  readonly passed: boolean;
  readonly attempts: number;
  /** Of the last attempt: one clause. Undefined when it passed. */
  readonly reason: string | undefined;
  readonly taskArn: string | undefined;
  /** The last lines that the last attempt wrote: foreign text. */
  readonly output: readonly string[];
  readonly durationMs: number;
}

/** Lines kept of an attempt's output. */
const KEPT_LINES = 40;

export function openInside(context: ActionContext, aws: AwsSettings): InsideTools {
  const config = awsClientConfig(context, aws);
  const { run, signal } = context;
  return {
    ...context,
    ecs: patient(createEcsApi(config, signal), context),
    tasks: createTaskApi(config, signal),
    readPages: lazyLogPages(config, signal),
    startedBy: startedByRun(run),
  };
}

/**
 * Runs the command in the network of the service as a task of the verified revision, again while it fails, one at a
 * time. Its exit code decides.
 * @throws {InputError} for a container that is not there, or that has to be named
 * @throws the signal's reason when the job is cancelled; the task is told to stop
 */
export async function probeInside(asked: AskedInside, tools: InsideTools): Promise<InsideRun> {
  const { probe } = asked;
  const { clock, log, signal } = tools;
  const begun = clock.elapsed();
  const { service, definition } = await readScene(asked, tools);
  const container = containerOf(probe, definition);
  for (let attempt = 1; ; attempt += 1) {
    const output: string[] = [];
    const title = `Probe from inside: ${probe.text} in container ${container} (attempt ${attempt} of ${probe.attempts})`;
    const run = await log.group(title, () => runOnce(asked, { service, definition, container, output }, tools));
    if (run.end.kind === 'cancelled') {
      if (run.stopped !== undefined) log.info(run.stopped);
      signal.throwIfAborted();
    }
    const reason = reasonOf(run, probe);
    log.info(reason === undefined ? 'The probe from inside passed.' : `The probe from inside did not pass: ${reason}.`);
    if (reason === undefined || !mayHeal(run) || attempt >= probe.attempts) {
      const durationMs = Math.round(clock.elapsed() - begun);
      const { taskArn } = run.task ?? {};
      return { passed: reason === undefined, attempts: attempt, reason, taskArn, output, durationMs };
    }
  }
}

interface Scene {
  readonly service: EcsService;
  readonly definition: EcsTaskDefinition;
}

async function readScene({ ref, revision }: AskedInside, { ecs, signal }: InsideTools): Promise<Scene> {
  try {
    const [service, described] = await Promise.all([ecs.describeService(ref), ecs.describeTaskDefinition(revision)]);
    if (service === undefined) throw new Error(`there is no service ${ref.service} any more.`);
    return { service, definition: described.taskDefinition };
  } catch (error) {
    signal.throwIfAborted();
    throw awsFailure('prepare the probe from inside', error);
  }
}

function containerOf({ container }: InsideProbe, { containerDefinitions = [] }: EcsTaskDefinition): string {
  const names = containerDefinitions.flatMap(({ name }) => name ?? []);
  const refuse = (problem: string): InputError => new InputError([{ input: 'probe-container', problem }]);
  const [only] = names;
  if (container === undefined) {
    if (only !== undefined && names.length === 1) return only;
    throw refuse(`is needed, since the task definition has several containers: ${names.join(', ')}.`);
  }
  if (!names.includes(container))
    throw refuse(`names ${container}, which the task definition does not have; it has ${names.join(', ')}.`);
  return container;
}

function runOnce(
  { ref, probe, revision }: AskedInside,
  { service, definition, container, output }: Scene & { readonly container: string; readonly output: string[] },
  tools: InsideTools,
): Promise<OneOffRun> {
  const { tasks: api, readPages, startedBy } = tools;
  const { cluster } = ref;
  const { command, timeLimitMs } = probe;
  return runOneOff(
    {
      api,
      readPages,
      service,
      definition: { containerDefinitions: definition.containerDefinitions },
      command: { purpose: 'probe', cluster, taskDefinition: revision, container, command, startedBy },
      timeLimitMs,
      onLine: (line) => {
        output.push(line);
        if (output.length > KEPT_LINES) output.shift();
      },
    },
    tools,
  );
}

/** One clause; undefined when it passed. */
function reasonOf({ end, stopped }: OneOffRun, { timeLimitMs }: InsideProbe): string | undefined {
  switch (end.kind) {
    case 'passed':
    case 'cancelled':
      return undefined;
    case 'failed':
      return neutraliseLine(end.reason);
    case 'timed-out':
      return `it was not done within ${formatDuration(timeLimitMs)} (probe-timeout). ${stopped ?? ''}`.replace(
        /\.? *$/,
        '',
      );
    case 'not-started':
      return `it did not run: ${end.error.message.replace(/\.$/, '')}`;
    case 'lost':
      return `how it ends is not known: ${end.error.message.replace(/\.$/, '')}`;
  }
}

/** What could not be started, or is out of sight, will not be otherwise a minute later. */
function mayHeal({ end }: OneOffRun): boolean {
  return end.kind === 'failed' || end.kind === 'timed-out';
}
