import {
  amend,
  arrive,
  complete,
  currentOf,
  loseImage,
  register,
  rollBack,
  start,
  tell,
  type History,
} from './history.ts';
import type { Environment } from './environment.ts';
import { resolve } from './inputs.ts';
import type { Event, Writes } from './plan.ts';
import { expected } from './rule.ts';
import { opened } from './told.ts';
import { githubTells } from './weather.ts';

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
      // On GitHub it is of another service.
      const registered = register(history, { ...event.release, told: undefined });
      // Whoever deploys elsewhere has other deployments before.
      return amend(registered, registered.releases.length, (provenAt) => ({
        previous: undefined,
        ...(event.proven ? { provenAt } : {}),
      }));
    }
    case 'verify':
      return written(history, { writes: event.writes, what: 'provenAt' });
    case 'condemn':
      return written(history, { writes: event.writes, what: 'failedAt' });
    case 'day': {
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
    case 'stranger':
      return history;
  }
}

/** How the current release did, in its tags and on GitHub, or in one of the two. */
function written(
  history: History,
  { writes, what }: { readonly writes: Writes; readonly what: 'provenAt' | 'failedAt' },
): History {
  const { current } = history;
  const tagged = writes === 'github' ? history : amend(history, current, (moment) => ({ [what]: moment }));
  return writes === 'tags' ? tagged : tell(tagged, current, what === 'provenAt' ? 'succeededAt' : 'failedAt');
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
  const { environment, token } = inputs;
  const { denied } = wish.weather;
  const github = token && environment !== undefined && githubTells(wish.weather);
  const right = expected({ history, inputs, unsure: new Set(), github, denied });
  if (right.kind !== 'go' || inputs.dryRun) return history;
  const unwritten = denied === 'ECS.TagResource' ? (['failed', 'restored'] as const) : [];
  const gone = rollBack(history, { to: right.to, run: inputs.run, unwritten });
  const there = complete(gone.history, gone.arrived);
  return github ? toldOfRollback(there, { from: history.current, environment }) : there;
}

/** The release left is called a failure on GitHub, and the rollback has a deployment of its own. */
function toldOfRollback(
  history: History,
  { from, environment }: { readonly from: number; readonly environment: Environment },
): History {
  const { sha, provenAt } = currentOf(history);
  const left = history.current < from ? tell(history, from, 'failedAt') : history;
  if (sha === undefined) return left;
  const { moment, current: number } = left;
  const kept = { ...left, told: opened(left.told, { number, sha, environment, at: moment, rollbackOf: from }) };
  return provenAt === undefined ? kept : tell(kept, number, 'succeededAt');
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
