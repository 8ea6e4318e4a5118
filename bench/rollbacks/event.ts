import { chosen, happen, otherActive } from './happen.ts';
import { currentOf, releaseOf, type History } from './history.ts';
import type { Live } from './live.ts';
import type { Event } from './plan.ts';
import { newestOf } from './told.ts';

type Done = Exclude<Event, { readonly kind: 'roll back' }>;

/** Lets an event happen to a service that is as the history has it; gives the history with it. */
export async function makeHappen(live: Live, history: History, event: Done): Promise<History> {
  const after = happen(history, event);
  if (after.releases.length > history.releases.length) await live.register(after);
  // What comes after another thing is written down later than it.
  await live.pass(100);
  await act(live, { history, after }, event);
  await live.pass(100);
  return after;
}

async function act(
  live: Live,
  { history, after }: { readonly history: History; readonly after: History },
  event: Done,
): Promise<void> {
  const { current } = history;
  switch (event.kind) {
    case 'deploy':
      return live.deploy(after.current);
    case 'deploy and stop':
      await live.update(after.releases.length);
      await live.stop();
      return live.settle(current);
    case 'elsewhere': {
      const { sha, told: environment } = event.release;
      const { length: number } = after.releases;
      if (event.proven && sha !== undefined && environment !== undefined)
        await live.stranger('another service', { number, sha, environment });
      return event.proven ? live.prove(number) : undefined;
    }
    case 'verify':
      if (event.writes !== 'tags') await live.github.tell(history, current, 'success');
      return event.writes === 'github' ? undefined : live.prove(current);
    case 'condemn':
      if (event.writes !== 'tags') await live.github.tell(history, current, 'failure');
      return event.writes === 'github' ? undefined : live.condemn(current);
    case 'day': {
      const { restored } = currentOf(after);
      return restored === undefined ? undefined : live.restore(current, restored);
    }
    case 'by hand':
      return after.current === current ? undefined : live.deploy(after.current);
    case 'lose image': {
      const { image } = releaseOf(history, chosen(history, event.which));
      return history.gone.has(image) ? undefined : live.loseImage(image);
    }
    case 'deregister': {
      const number = otherActive(history, event.which);
      return number === undefined ? undefined : live.deregister(number);
    }
    case 'lose tags':
      return live.loseTags(chosen(history, event.which));
    case 'stranger': {
      const number = chosen(history, event.which);
      const { sha = newestOf(history.told, number)?.sha } = releaseOf(history, number);
      const { who, environment } = event;
      return sha === undefined ? undefined : live.stranger(who, { number, sha, environment });
    }
  }
}
