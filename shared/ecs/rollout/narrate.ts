import { revisionName } from '../names.ts';
import type { LiveLog } from './live-log.ts';
import { eventsSince, type RolloutMemory } from './memory.ts';
import type { Look } from './observe.ts';
import { describeHook, describeProgress } from './progress.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';

/** Tells a rollout of Amazon ECS live. */
export class Narrator {
  readonly #live: LiveLog;
  /** Hooks by id, with the status that was told. */
  readonly #hooks = new Map<string, string>();

  constructor(live: LiveLog) {
    this.#live = live;
  }

  /** @param memory after this look; `before` it is what was known until then */
  tell(
    { service, serviceDeployment, health, newEnds }: Look,
    now: { readonly memory: RolloutMemory; readonly before: RolloutMemory; readonly deadline: number },
  ): void {
    if (service === undefined) return;
    this.#live.tellEvents(eventsSince(now.memory, service));
    for (const end of newEnds) this.#live.tellEnd(end);
    this.#tellTurns(now.memory, now.before);
    this.#live.progress(describeProgress(service, now.memory, { serviceDeployment, health }), now.deadline);
    if (serviceDeployment !== undefined) this.#tellHooks(serviceDeployment);
  }

  #tellHooks({ hooks, stage }: ServiceDeploymentView): void {
    for (const hook of hooks) {
      if (this.#hooks.get(hook.id) === hook.status) continue;
      this.#hooks.set(hook.id, hook.status);
      this.#live.print(describeHook(hook, stage));
    }
  }

  #tellTurns({ deploymentId, rollback, rollbackRequested, failure }: RolloutMemory, before: RolloutMemory): void {
    if (deploymentId !== before.deploymentId) {
      const again = `the same revision was sent again; following ${deploymentId} from now on`;
      this.#live.print(before.deploymentId === '' ? `deployment: ${deploymentId}` : again);
    }
    if (rollback === undefined || rollback.deploymentId === before.rollback?.deploymentId) return;
    const target = `${revisionName(rollback.taskDefinition)} (${rollback.deploymentId})`;
    if (rollbackRequested) this.#live.print(`the service goes back to ${target}`);
    else this.#live.print(`Amazon ECS rolls back to ${target}: ${failure ?? 'the deployment was taken back'}`);
  }
}
