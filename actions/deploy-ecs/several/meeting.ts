import type { BeforeUpdate, RanBefore } from '../run-before-plan.ts';
import type { RanCommand } from '../run-before.ts';
import type { DeployTools } from '../rollout.ts';
import { atOnce } from '../conclude.ts';
import { revisionName } from '#shared/ecs/names';

/** How the meeting ends. */
export type Opening =
  | { readonly kind: 'free' }
  /** The command of run-before was run for one of them. */
  | { readonly kind: 'command'; readonly leader: string; readonly ran: RanCommand }
  /** Nobody may go on. */
  | { readonly kind: 'blocked'; readonly because: string };

/** Those who have come, by label, and the labels of those who will not. */
export interface Round {
  readonly guests: ReadonlyMap<string, BeforeUpdate>;
  readonly absent: readonly string[];
}

/**
 * Where the services of a step wait for one another between registration and update: none is touched before it is known
 * that all may be.
 */
export class Meeting {
  readonly #seats: ReadonlyMap<string, PromiseWithResolvers<BeforeUpdate | undefined>>;
  readonly #opening: Promise<Opening>;

  /** @param open called once, when each has come or will not */
  constructor(labels: readonly string[], open: (round: Round) => Promise<Opening>) {
    this.#seats = new Map(labels.map((label) => [label, Promise.withResolvers<BeforeUpdate | undefined>()]));
    this.#opening = this.#round().then(open);
    // Whoever has come learns of a failure; where nobody has, there is nobody to tell.
    this.#opening.catch(() => undefined);
  }

  /** @throws the signal's reason when the job is cancelled while it waits */
  async arrive(label: string, asked: BeforeUpdate, tools: DeployTools): Promise<RanBefore> {
    this.#seats.get(label)?.resolve(asked);
    const opening = await (asked.oneOff === undefined ? orAbort(this.#opening, tools.signal) : this.#opening);
    if (opening.kind === 'free') return { passed: true, report: undefined, plan: asked.plan };
    if (opening.kind === 'blocked') tools.signal?.throwIfAborted();
    if (opening.kind === 'blocked') return { passed: false, result: stopped(asked, opening.because) };
    const { leader, ran } = opening;
    const isLeader = leader === label;
    if (!ran.passed) {
      const because = `the command of run-before, which ran for ${leader}, did not pass`;
      return isLeader ? ran : { passed: false, result: stopped(asked, because) };
    }
    const { stillOurs } = await import('../run-before.ts');
    return stillOurs(asked, isLeader ? ran.report : undefined, tools);
  }

  /** Says that a service will not come. Without effect when it has. */
  leave(label: string): void {
    this.#seats.get(label)?.resolve(undefined);
  }

  async #round(): Promise<Round> {
    const seats = await Promise.all(
      [...this.#seats].map(async ([label, seat]) => ({ label, asked: await seat.promise })),
    );
    return {
      guests: new Map(seats.flatMap(({ label, asked }) => (asked === undefined ? [] : [[label, asked] as const]))),
      absent: seats.filter(({ asked }) => asked === undefined).map(({ label }) => label),
    };
  }
}

function stopped({ plan, taskDefinitionArn }: BeforeUpdate, because: string): ReturnType<typeof atOnce> {
  const running = revisionName(plan.current.taskDefinition);
  const reason = `Not begun: ${because}. ${revisionName(taskDefinitionArn)} was not deployed: the service runs ${running} as before.`;
  return { ...atOnce(plan, 'failed', reason), taskDefinitionArn };
}

async function orAbort<T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([awaited, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
