import { parseArn } from '../names.ts';
import { ask, type AskTools } from './ask.ts';
import { error, type Outcome } from './finding.ts';
import { tellReference } from './secret-reference.ts';
import type { UsedSecret } from './secrets.ts';

/** GetParameters takes no more. */
const PARAMETERS_A_CALL = 10;

export interface ParameterBatch {
  readonly region: string;
  /** Name or ARN to what refers to it; at most 10. */
  readonly names: ReadonlyMap<string, readonly UsedSecret[]>;
}

/** All parameters, as many a call as may be. */
export function parameterBatches(used: readonly UsedSecret[]): readonly ParameterBatch[] {
  const parameters = used.flatMap((use) => (use.reference.kind === 'parameter' ? [{ use, ...use.reference }] : []));
  return [...Map.groupBy(parameters, ({ region }) => region)].flatMap(([region, group]) => {
    const byName = [...Map.groupBy(group, ({ name }) => name)];
    return chunks(byName, PARAMETERS_A_CALL).map((chunk) => ({
      region,
      names: new Map(chunk.map(([name, uses]) => [name, uses.map(({ use }) => use)])),
    }));
  });
}

/**
 * Whether the parameters are there. SSM lists those that are not instead of failing, and refuses the whole call when
 * one of them may not be read: then each is asked for by itself.
 */
export async function checkParameters({ region, names }: ParameterBatch, tools: AskTools): Promise<readonly Outcome[]> {
  const uses = [...names.values()].flat();
  const answer = await ask(
    {
      what: uses.map(({ place }) => `the parameter of ${place}`).join(', '),
      permission: 'ssm:GetParameters',
      read: (api) => api.missingParameters(region, [...names.keys()]),
    },
    tools,
  );
  if (answer.kind === 'answer') return answer.value.flatMap((name) => missing(usesOf(names, name), region));
  if (answer.kind === 'missing') return missing(uses, region);
  if (names.size === 1 || answer.why !== 'denied') return [answer.outcome];
  const single = [...names].map((entry) => checkParameters({ region, names: new Map([entry]) }, tools));
  return (await Promise.all(single)).flat();
}

/** SSM gives names back as they were asked for; should it shorten an ARN to the name, that is told as well. */
function usesOf(names: ParameterBatch['names'], name: string): readonly UsedSecret[] {
  const path = name.startsWith('/') ? name : `/${name}`;
  return (
    names.get(name) ?? [...names].flatMap(([key, uses]) => (parseArn(key)?.resource === `parameter${path}` ? uses : []))
  );
}

function missing(uses: readonly UsedSecret[], region: string): readonly Outcome[] {
  return uses.map(({ place, reference }) => {
    const what = tellReference(reference);
    return error(
      `${what.charAt(0).toUpperCase()}${what.slice(1)} (${place}) does not exist in ${region}.`,
      'Create it, or correct the reference.',
    );
  });
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
