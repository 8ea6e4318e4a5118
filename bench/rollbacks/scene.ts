import type { Account } from '../rollouts/account.ts';
import { arrive, register, start, type History } from './history.ts';
import type { Live } from './live.ts';
import type { RollbackPlan } from './plan.ts';

/** How a rollback finds a service. */
export interface Found {
  readonly history: History;
  /** The history from which the user names a release. Default: all of it. */
  readonly known?: History;
  /** What may have become of it before the action looks. */
  readonly later?: readonly History[];
  readonly twice?: boolean;
  /** Numbers of the revisions, and ARNs of the deployments, with which somebody has something to do. */
  readonly deployed?: ReadonlySet<number>;
  readonly stopped?: ReadonlySet<string>;
  /** What somebody does while the action runs. */
  readonly meanwhile?: () => Promise<{ readonly deployed: ReadonlySet<number> }>;
}

/** In milliseconds of AWS time: long enough that the action finds it under way. */
const SLOW_PULL_MS = 10 * 60_000;

export async function setScene(
  account: Account,
  live: Live,
  { plan: { scene }, history }: { readonly plan: RollbackPlan; readonly history: History },
): Promise<Found> {
  const slow = (number: number): void => {
    const match = { taskDefinition: live.revision(number) };
    account.sandbox.faults.tasks.order({ match, fault: { kind: 'slow-pull', ms: SLOW_PULL_MS } });
  };
  switch (scene.kind) {
    case 'calm':
      return { history };
    case 'twice':
      return { history, twice: true };
    case 'meanwhile': {
      const registered = register(history, scene.release);
      const number = registered.releases.length;
      const deployed = start(registered, number);
      await live.register(registered);
      const meanwhile = async (): Promise<{ readonly deployed: ReadonlySet<number> }> => {
        await live.pass(scene.afterMs);
        await live.update(number);
        return { deployed: new Set([number]) };
      };
      return { history: registered, known: history, later: [deployed, arrive(deployed)], meanwhile };
    }
    case 'deploying': {
      const registered = register(history, scene.release);
      const number = registered.releases.length;
      await live.register(registered);
      slow(number);
      await live.update(number);
      const deploying = start(registered, number);
      return { history: deploying, later: [arrive(deploying)] };
    }
    case 'going back': {
      const others = history.releases.filter(
        ({ active, image, number }) => active && number !== history.current && !history.gone.has(image),
      );
      const number = others[Math.floor(scene.which * others.length)]?.number;
      if (number === undefined) return { history };
      slow(number);
      await live.update(number);
      const going = start(history, number);
      return { history: going, later: [arrive(going)], deployed: new Set([number]) };
    }
    case 'turning back': {
      const registered = register(history, scene.release);
      const number = registered.releases.length;
      await live.register(registered);
      slow(number);
      await live.update(number);
      const stopped = new Set([await live.stop()]);
      const stopping = start(registered, number, 'stopping');
      const turning = start(stopping, history.current, 'turning-back');
      return { history: turning, later: [arrive(turning), stopping], stopped };
    }
  }
}
