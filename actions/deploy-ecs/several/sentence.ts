import { isGood, type Outcome } from '../result.ts';
import { WORST_FIRST } from './worst.ts';

interface Named {
  readonly label: string;
  readonly outcome: Outcome;
}

/** More names than this nobody reads in a sentence; the output `services` has all. */
const NAMES = 10;

/** How all services ended, in one sentence that counts them and names those that somebody has to look at. */
export function describeEnds(ends: readonly Named[]): string {
  const groups = Map.groupBy(ends, ({ outcome }) => outcome);
  const parts = WORST_FIRST.flatMap((outcome) => {
    const group = groups.get(outcome);
    return group === undefined ? [] : [{ outcome, count: group.length, names: namesOf(outcome, group) }];
  });
  const [only, ...others] = parts;
  if (only === undefined) return 'There is no service.';
  if (others.length === 0) return `All ${ends.length} services ${became(only.outcome, ends.length)}${only.names}.`;
  const told = parts.map(({ outcome, count, names }) => `${count} ${became(outcome, count)}${names}`);
  return `Of ${ends.length} services ${listed(told)}.`;
}

/** Where a step stands: `12 of 100 services are deployed, 3 failed, 85 under way`. */
export function describeStand(outcomes: readonly Outcome[], total: number): string {
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  const others = WORST_FIRST.filter((outcome) => outcome !== 'deployed' && count(outcome) > 0);
  const deployed = count('deployed');
  return [
    `${deployed} of ${total} services ${deployed === 1 ? 'is' : 'are'} deployed`,
    ...others.map((outcome) => `${count(outcome)} ${outcome}`),
    `${total - outcomes.length} under way`,
  ].join(', ');
}

/** The first names, and how many more there are. */
export function someOf(labels: readonly string[], most = NAMES): string {
  const rest = labels.length - most;
  return rest > 0 ? `${labels.slice(0, most).join(', ')} and ${rest} more` : listed(labels);
}

function namesOf(outcome: Outcome, group: readonly Named[]): string {
  if (isGood(outcome) && outcome !== 'paused') return '';
  const labels = group.map(({ label }) => label);
  const rest = labels.length - NAMES;
  return ` (${labels.slice(0, NAMES).join(', ')}${rest > 0 ? `, and ${rest} more` : ''})`;
}

function became(outcome: Outcome, count: number): string {
  const [is, was] = count === 1 ? ['is', 'was'] : ['are', 'were'];
  switch (outcome) {
    case 'failed':
      return 'failed';
    case 'timed-out':
      return 'timed out';
    case 'cancelled':
      return `${was} cancelled`;
    case 'rolled-back':
      return `${was} rolled back`;
    case 'superseded':
      return `${was} superseded`;
    case 'paused':
      return `${is} paused`;
    case 'started':
      return `${is} being deployed`;
    case 'deployed':
      return `${is} deployed`;
    case 'dry-run':
      return `${was} looked at in a dry run`;
    case 'unchanged':
      return `${is} unchanged`;
  }
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
