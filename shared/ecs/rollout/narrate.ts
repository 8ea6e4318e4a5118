import type { ActionContext } from '#shared/action/context';
import { formatDuration } from '#shared/text/duration';
import { isFailure, type TaskEnd } from '../diagnosis/task-failure.ts';
import { revisionName } from '../names.ts';
import { eventsSince, type RolloutMemory } from './memory.ts';
import type { Look } from './observe.ts';
import { describeEvent, describeHook, describeProgress } from './progress.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';
import type { EventView, ServiceView } from './view.ts';

const HEARTBEAT_MS = 30_000;

/** Tells a rollout live: one line for each thing that happened, and a sign of life when nothing does. */
export class Narrator {
  readonly #clock: ActionContext['clock'];
  readonly #log: ActionContext['log'];
  /** What the times in the log count from; the clock's `elapsed`. */
  readonly #origin: number;
  #events: readonly EventView[] = [];
  #progress = '';
  /** Likely causes that were told: many tasks share one. */
  readonly #causes = new Set<string>();
  /** Hooks by id, with the status that was told. */
  readonly #hooks = new Map<string, string>();
  readonly #heartbeat: boolean;
  #printedAt: number;

  constructor(
    { clock, log, heartbeat = true }: Pick<ActionContext, 'clock' | 'log'> & { readonly heartbeat?: boolean },
    origin: number,
  ) {
    this.#heartbeat = heartbeat;
    this.#clock = clock;
    this.#log = log;
    this.#origin = origin;
    this.#printedAt = clock.elapsed();
  }

  /** Events told so far, oldest first. */
  get events(): readonly EventView[] {
    return this.#events;
  }

  print(line: string): void {
    this.#printedAt = this.#clock.elapsed();
    this.#log.info(`${this.#time(this.#printedAt).padEnd(8)}  ${line}`);
  }

  /** @param memory after this look; `before` it is what was known until then */
  tell(
    { service, serviceDeployment, health, newEnds }: Look,
    now: { readonly memory: RolloutMemory; readonly before: RolloutMemory; readonly deadline: number },
  ): void {
    if (service === undefined) return;
    this.#tellEvents(service, now.memory);
    for (const end of newEnds) this.tellEnd(end);
    this.#tellTurns(now.memory, now.before);
    const progress = describeProgress(service, now.memory, { serviceDeployment, health });
    if (progress !== this.#progress) this.print(progress);
    else if (this.#heartbeat && this.#clock.elapsed() - this.#printedAt >= HEARTBEAT_MS) {
      this.print(`still waiting, at most until ${this.#time(now.deadline)}; ${progress}`);
    }
    this.#progress = progress;
    if (serviceDeployment !== undefined) this.#tellHooks(serviceDeployment);
  }

  tellEnd(end: TaskEnd): void {
    this.print(`task ${end.taskId} ${isFailure(end) ? 'failed' : 'ended'}: ${end.what}`);
    if (end.likely === undefined || !isFailure(end) || this.#causes.has(end.likely)) return;
    this.#causes.add(end.likely);
    this.print(`  likely cause: ${end.likely}`);
  }

  #tellHooks({ hooks, stage }: ServiceDeploymentView): void {
    for (const hook of hooks) {
      if (this.#hooks.get(hook.id) === hook.status) continue;
      this.#hooks.set(hook.id, hook.status);
      this.print(describeHook(hook, stage));
    }
  }

  #tellEvents(service: ServiceView, memory: RolloutMemory): void {
    const known = new Set(this.#events.map(({ id }) => id));
    const fresh = eventsSince(memory, service).filter(({ id }) => !known.has(id));
    this.#events = [...this.#events, ...fresh];
    for (const { message } of fresh) this.print(`ECS: ${describeEvent(message)}`);
  }

  #tellTurns({ deploymentId, rollback, rollbackRequested, failure }: RolloutMemory, before: RolloutMemory): void {
    if (deploymentId !== before.deploymentId) {
      const again = `the same revision was sent again; following ${deploymentId} from now on`;
      this.print(before.deploymentId === '' ? `deployment: ${deploymentId}` : again);
    }
    if (rollback === undefined || rollback.deploymentId === before.rollback?.deploymentId) return;
    const target = `${revisionName(rollback.taskDefinition)} (${rollback.deploymentId})`;
    if (rollbackRequested) this.print(`the service goes back to ${target}`);
    else this.print(`Amazon ECS rolls back to ${target}: ${failure ?? 'the deployment was taken back'}`);
  }

  #time(elapsed: number): string {
    return `+${formatDuration(elapsed - this.#origin)}`;
  }
}
