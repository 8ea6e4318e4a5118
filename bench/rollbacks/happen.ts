import { amend, arrive, complete, currentOf, loseImage, register, rollBack, start, type History } from './history.ts';
import { resolve } from './inputs.ts';
import type { Event } from './plan.ts';
import { expected } from './rule.ts';

/** What an event does to the history where every rollback is right. */
export function happen(history: History, event: Event): History {
  switch (event.kind) {
    case 'deploy': {
      const registered = register(history, event.release);
      return complete(registered, registered.releases.length);
    }
    case 'deploy and stop': {
      const { current } = history;
      const registered = register(history, event.release);
      return arrive(start(start(registered, registered.releases.length), current, 'turning-back'));
    }
    case 'elsewhere': {
      const registered = register(history, event.release);
      // Whoever deploys elsewhere has other deployments before.
      return amend(registered, registered.releases.length, (provenAt) => ({
        previous: undefined,
        ...(event.proven ? { provenAt } : {}),
      }));
    }
    case 'verify':
      return amend(history, history.current, (provenAt) => ({ provenAt }));
    case 'condemn':
      return amend(history, history.current, (failedAt) => ({ failedAt }));
    case 'hour': {
      const { restored } = currentOf(history);
      return restored === undefined
        ? history
        : amend(history, history.current, () => ({ restored: { ...restored, longAgo: true } }));
    }
    case 'roll back':
      return afterRollback(history, event);
    case 'by hand': {
      const number = otherActive(history, event.which);
      return number === undefined ? history : complete(history, number);
    }
    case 'lose image':
      return loseImage(history, chosen(history, event.which));
    case 'deregister': {
      const number = otherActive(history, event.which);
      return number === undefined ? history : amend(history, number, () => ({ active: false }));
    }
    case 'lose tags':
      return amend(history, chosen(history, event.which), () => NO_RECORD);
  }
}

const NO_RECORD = {
  sha: undefined,
  environment: undefined,
  migrations: false,
  previous: undefined,
  provenAt: undefined,
  failedAt: undefined,
  restored: undefined,
};

export function afterRollback(history: History, { wish }: Extract<Event, { readonly kind: 'roll back' }>): History {
  const inputs = resolve(wish, history);
  const right = expected({ history, inputs, unsure: new Set() });
  if (right.kind !== 'go' || inputs.dryRun) return history;
  const gone = rollBack(history, { to: right.to, run: inputs.run });
  return complete(gone.history, gone.arrived);
}

/** Number of a release. */
export function chosen({ releases }: History, which: number): number {
  return 1 + Math.floor(which * releases.length);
}

/** Number of a revision that can be deployed besides the current one; undefined where there is none. */
export function otherActive(history: History, which: number): number | undefined {
  const others = history.releases.filter(({ active, number }) => active && number !== history.current);
  return others[Math.floor(which * others.length)]?.number;
}
