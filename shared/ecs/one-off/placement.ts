import type { PlacementFailure } from './api.ts';

/** What a failure of RunTask means. */
export interface Refusal {
  /** Whether the same request may be taken later. */
  readonly temporary: boolean;
  /** AWS's words and what they mean, without a full stop. */
  readonly text: string;
}

interface Meaning {
  readonly matches: RegExp;
  readonly temporary: boolean;
  readonly means: string;
}

/**
 * Source: Amazon ECS developer guide, "Amazon ECS API failure reasons"; for Fargate, AWS re:Post, "RunTask API … Capacity
 * is unavailable". What no line knows is final: trying again for minutes would only hide it.
 */
const MEANINGS: readonly Meaning[] = [
  {
    matches: /^RESOURCE:(?:CPU|MEMORY)/i,
    temporary: true,
    means: 'no container instance has enough CPU or memory free',
  },
  {
    matches: /^RESOURCE:PORTS/i,
    temporary: true,
    means: 'the host port the task wants is taken on every container instance',
  },
  {
    matches: /^RESOURCE:ENI/i,
    temporary: true,
    means: 'no container instance has a network interface left',
  },
  {
    matches: /^RESOURCE:/i,
    temporary: true,
    means: 'no container instance has enough of a resource free',
  },
  { matches: /^AGENT/i, temporary: true, means: 'the agent of the container instance is not connected' },
  {
    matches: /capacity is unavailable|insufficient capacity/i,
    temporary: true,
    means: 'Fargate has no capacity at the moment; more subnets in other availability zones help',
  },
  {
    matches: /limit on the number of (?:tasks|vcpus)|you can run concurrently/i,
    temporary: true,
    means: "the account's quota is used up; ask AWS for a higher one",
  },
  {
    matches: /EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES/i,
    temporary: true,
    means: 'the capacity provider has no container instance ready',
  },
  {
    matches: /^(?:ATTRIBUTE|LOCATION)|placement constraint/i,
    temporary: false,
    means: 'no container instance has what the task definition, its placement constraints or its network ask for',
  },
  { matches: /^(?:MISSING|INACTIVE)/i, temporary: false, means: 'what the task should run on is not there any more' },
];

export function readRefusal({ reason, detail }: PlacementFailure): Refusal {
  const words = [reason === '' ? 'no reason given' : reason, detail ?? ''].filter((word) => word !== '').join(': ');
  const text = words.replace(/\.$/, '');
  const meaning = MEANINGS.find(({ matches }) => matches.test(reason) || matches.test(detail ?? ''));
  if (meaning === undefined) return { temporary: false, text };
  return { temporary: meaning.temporary, text: `${text} (${meaning.means})` };
}
