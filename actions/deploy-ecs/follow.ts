import { revisionName } from '#shared/ecs/names';
import type { HealthOptions } from '#shared/ecs/rollout/observe-health';
import { joinPhases } from '#shared/ecs/rollout/phases';
import { joinEvents } from '#shared/ecs/rollout/view';
import { primaryOf } from '#shared/ecs/rollout/view';
import { watchRollout, type Watched, type WatchOptions } from '#shared/ecs/rollout/watch';
import { answerPause } from './answer.ts';
import { conclude } from './conclude.ts';
import { paused } from './paused.ts';
import type { DeployResult, Outcome } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';

/** Watches to the end, whatever it is. */
export async function follow(rollout: Rollout, tools: DeployTools): Promise<DeployResult> {
  const { step } = rollout;
  const watched = await watch(rollout, tools);
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
          `All tasks of ${name} (${tasks}) are healthy and have the traffic; Amazon ECS goes on with the rest.`,
        );
      }
      return step === 'scale'
        ? end('unchanged', `The service runs ${name} with ${watched.service?.desired ?? 0} tasks.`)
        : end('deployed', deployedWords(name, watched));
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
    case 'timed-out':
    case 'rolled-back':
    case 'failed':
    case 'doomed': {
      // Diagnosing and going back take much code, which most deployments never need.
      const { unsuccessful } = await import('./unsuccessful.ts');
      return unsuccessful(rollout, { ...watched, ending }, tools);
    }
  }
}

/** Somebody may have begun the next deployment between its end and our look. */
function deployedWords(name: string, { service, memory }: Watched): string {
  const primary = service && primaryOf(service);
  if (primary === undefined || primary.id === memory.deploymentId) return `The service runs ${name}.`;
  return `${name} was deployed. Another deployment, of ${revisionName(primary.taskDefinition)} (${primary.id}), has begun since.`;
}

/** The pause that is met first is answered, where an answer is given; whatever pauses later is for another step. */
async function watch(rollout: Rollout, tools: DeployTools): Promise<Watched> {
  const { inputs, memory, step } = rollout;
  const failFast = step === 'scale' ? undefined : inputs.failFast;
  const options: WatchOptions = {
    api: tools.api,
    ref: inputs.ref,
    memory,
    budgetMs: inputs.waitMs,
    failFast,
    health: healthOf(rollout, tools),
  };
  const first = await watchRollout(options, tools);
  if (first.ending.kind !== 'paused' || inputs.answerPause === undefined) return first;
  const answered = await answerPause(rollout, { pause: first.ending, memory: first.memory }, tools);
  const { ends: knownEnds, startedAt: since } = first;
  const second = await watchRollout({ ...options, memory: answered, knownEnds, since }, tools);
  return {
    ...second,
    phases: joinPhases(first.phases, second.phases),
    events: joinEvents(first.events, second.events),
  };
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

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
