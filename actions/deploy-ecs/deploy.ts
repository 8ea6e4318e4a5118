import { diagnose, type Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { causeOf, diagnosisLines } from '#shared/ecs/diagnosis/render';
import { revisionName } from '#shared/ecs/names';
import { beginRollout } from '#shared/ecs/rollout/memory';
import type { HealthOptions } from '#shared/ecs/rollout/observe-health';
import { watchRollout, type Watched } from '#shared/ecs/rollout/watch';
import { awaited, nextStep, register, update, type Step } from './begin.ts';
import { atOnce, conclude, describeStep } from './conclude.ts';
import type { DeployInputs } from './inputs.ts';
import { lateReason } from './late.ts';
import { paused } from './paused.ts';
import type { Plan } from './plan.ts';
import type { DeployResult, Outcome } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import { describeRunBefore, planRunBefore, type BeforeUpdate, type OneOffPlan } from './run-before-plan.ts';
import type { RanBefore } from './run-before.ts';
import { takeBack, takeBackAfterCancel } from './take-back.ts';

/**
 * Makes the service run what the plan wants, waits until it does, and when it cannot, says why and goes back.
 * @throws {ActionError} when AWS refuses a request, so that nothing was begun
 */
export async function deploy(plan: Plan, inputs: DeployInputs, tools: DeployTools): Promise<DeployResult> {
  const step = nextStep(plan, inputs);
  const oneOff = planRunBefore(inputs, plan, step);
  if (inputs.dryRun) return atOnce(plan, 'dry-run', `${describeStep(step, plan)}${describeRunBefore(oneOff)}`);
  if (step === 'nothing')
    return atOnce(
      plan,
      'unchanged',
      `The service runs ${revisionName(plan.current.taskDefinition)} already, and nothing differs; ${plan.view.running} of ${plan.view.desired} tasks run.`,
    );
  const rollout = await begin(step, { plan, inputs, oneOff }, tools);
  if ('outcome' in rollout) return rollout;
  tools.log.info(`deployment: ${rollout.memory.deploymentId}`);
  try {
    if (inputs.waitFor === 'none') {
      return conclude(rollout, {
        outcome: 'started',
        reason: `${revisionName(rollout.taskDefinitionArn)} is being deployed; this step does not wait for it.`,
      });
    }
    return await follow(rollout, tools);
  } catch (error) {
    if (tools.signal?.aborted !== true) throw error;
    return conclude(rollout, { outcome: 'cancelled', reason: await takeBackAfterCancel(rollout, tools) });
  }
}

/** Begins what is wanted. The result instead, when the command that runs before it did not pass. */
async function begin(
  step: Exclude<Step, 'nothing'>,
  { plan, inputs, oneOff }: Pick<Rollout, 'plan' | 'inputs'> & { readonly oneOff: OneOffPlan | undefined },
  tools: DeployTools,
): Promise<Rollout | DeployResult> {
  const { current, view, wanted, same } = plan;
  if (step === 'follow') {
    tools.log.info(`A deployment of ${revisionName(current.taskDefinition)} is under way already; nothing is sent.`);
    const memory = beginRollout(current, view, awaited(inputs));
    return { plan, inputs, memory, taskDefinitionArn: current.taskDefinition, step };
  }
  let taskDefinitionArn = wanted.kind === 'existing' ? wanted.taskDefinitionArn : current.taskDefinition;
  const registers = wanted.kind === 'new' && !same;
  if (registers) {
    taskDefinitionArn = await register(tools.api, { definition: wanted.definition, facts: tools.facts }, tools);
    tools.log.info(`registered: ${revisionName(taskDefinitionArn)}`);
  }
  if (step !== 'scale') tools.onBegin?.(taskDefinitionArn);
  const before =
    oneOff && (await prepare({ plan, ref: inputs.ref, oneOff, taskDefinitionArn, registered: registers }, tools));
  if (before?.passed === false) return before.result;
  const now = before?.plan ?? plan;
  const memory = await update(tools.api, { plan: now, inputs, taskDefinitionArn, step }, tools);
  return { plan: now, inputs, memory, taskDefinitionArn, step, runBefore: before?.report };
}

/** What runs before most deployments is nothing, so the code for it is loaded on demand. */
async function prepare(asked: BeforeUpdate, tools: DeployTools): Promise<RanBefore> {
  const { runBefore } = await import('./run-before.ts');
  return runBefore(asked, tools);
}

/** What tells whether the tasks are healthy, for who waits for that. */
function healthOf({ plan }: Rollout, { loadBalancers }: DeployTools): HealthOptions {
  const containers = plan.wanted.definition.containerDefinitions ?? [];
  const hasHealthCheck = containers.some(
    ({ essential, healthCheck }) =>
      essential !== false && healthCheck !== undefined && healthCheck.command?.[0] !== 'NONE',
  );
  return { loadBalancers, hasHealthCheck };
}

/** Watches to the end, whatever it is. */
async function follow(rollout: Rollout, tools: DeployTools): Promise<DeployResult> {
  const { inputs, memory, step } = rollout;
  const failFast = step === 'scale' ? undefined : inputs.failFast;
  const watched = await watchRollout(
    { api: tools.api, ref: inputs.ref, memory, budgetMs: inputs.waitMs, failFast, health: healthOf(rollout, tools) },
    tools,
  );
  const { ending } = watched;
  const name = revisionName(rollout.taskDefinitionArn);
  const end = (outcome: Outcome, reason: string, more: Partial<DeployResult> = {}): DeployResult =>
    conclude(rollout, { outcome, reason, watched, ...more });
  switch (ending.kind) {
    case 'deployed':
      if (ending.early === true) {
        const tasks = watched.service?.desired ?? 0;
        return end(
          'deployed',
          `The ${tasks} tasks of ${name} are healthy and have the traffic; Amazon ECS goes on with the rest.`,
        );
      }
      return step === 'scale'
        ? end('unchanged', `The service runs ${name} with ${watched.service?.desired ?? 0} tasks.`)
        : end('deployed', `The service runs ${name}.`);
    case 'superseded': {
      const by = `${revisionName(ending.by.taskDefinition)} (${ending.by.id})`;
      return end(
        'superseded',
        `Another deployment, of ${by}, took the place of ${name} before it was completed. It is left alone.`,
      );
    }
    case 'gone':
      return end('failed', `${capitalise(ending.reason)}.`);
    case 'lost':
      return end('failed', `${ending.error.message}. How the deployment of ${name} ends is not known.`, {
        hint: ending.error.hint,
      });
    case 'paused':
      return paused(rollout, watched, ending);
    case 'timed-out': {
      const diagnosis = await explain(rollout, watched, tools);
      const seen = { memory: watched.memory, diagnosis };
      return end('timed-out', lateReason(rollout.taskDefinitionArn, inputs.waitMs, seen), {
        diagnosis,
        hint: 'Raise wait-for-minutes, or look for what takes so long: image size, health check interval and threshold, deregistration delay.',
      });
    }
    case 'rolled-back': {
      const diagnosis = await explain(rollout, watched, tools);
      const reason = `${name} failed (${causeOf(diagnosis, ending.reason)}), and Amazon ECS rolled back to ${revisionName(ending.to)}.`;
      return end('rolled-back', reason, { diagnosis, rolledBackTo: ending.to });
    }
    case 'failed':
    case 'doomed':
      return await failed(rollout, { ...watched, ending }, tools);
  }
}

async function failed(
  rollout: Rollout,
  watched: Watched & {
    readonly ending: { readonly kind: 'failed' | 'doomed'; readonly reason: string; readonly stands?: boolean };
  },
  tools: DeployTools,
): Promise<DeployResult> {
  const { ending } = watched;
  const name = revisionName(rollout.taskDefinitionArn);
  // Going back is asked for first: every second the old tasks would have to wait for the diagnosis is one too many.
  const mayGoBack = rollout.inputs.onFailure === 'rollback' && ending.stands !== false;
  const goneBack = mayGoBack ? await takeBack(rollout, { watched, reason: ending.reason }, tools) : undefined;
  const diagnosis = await explain(rollout, watched, tools);
  const cause = causeOf(diagnosis, ending.reason);
  const after = goneBack === undefined ? leftAlone(ending) : await goneBack.wait();
  return conclude(rollout, {
    outcome: after.restored === undefined ? 'failed' : 'rolled-back',
    reason: `${name} failed (${cause})${after.sentence}`,
    rolledBackTo: after.restored,
    diagnosis,
    watched,
  });
}

function leftAlone({ kind, stands }: { readonly kind: string; readonly stands?: boolean }): {
  readonly restored?: undefined;
  readonly sentence: string;
} {
  if (stands === false) return { sentence: '.' };
  return {
    sentence: kind === 'doomed' ? '. It is left as it is; Amazon ECS goes on trying.' : '. It is left as it is.',
  };
}

async function explain(rollout: Rollout, { ends, events }: Watched, tools: DeployTools): Promise<Diagnosis> {
  const taskDefinition = rollout.plan.wanted.definition;
  const diagnosis = await diagnose({ ends, events, taskDefinition }, tools.readLogs);
  tools.signal?.throwIfAborted();
  await tools.log.group('Diagnosis', () => {
    for (const line of diagnosisLines(diagnosis)) tools.log.info(line);
    return Promise.resolve();
  });
  return diagnosis;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
