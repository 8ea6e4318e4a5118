/**
 * Every scenario of the sandbox's library deployed by the bundle of deploy-ecs: `npm run bench -- scenarios
 * [--only NAME,NAME] [--speed 60] [--lanes 4]`. Exits with 1 when a verdict, an exit code, an output or a named cause is
 * wrong. The deployer lives at the speed of the sandbox (compressed-time.ts).
 */
import { parseArgs } from 'node:util';
import { loadLibrary } from '#sandbox/scenarios/library';
import { casesOf, failFastCases, pending, type Case } from './scenarios/cases.ts';
import { inLanes } from './scenarios/pool.ts';
import { perform } from './scenarios/perform.ts';
import { mistakes } from './scenarios/verdict.ts';

/** @returns the exit code */
export async function scenarios(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      speed: { type: 'string', default: '60' },
      lanes: { type: 'string', default: '4' },
    },
  });
  const [speed, lanes] = [Number(values.speed), Number(values.lanes)];
  if (!(speed > 0 && lanes >= 1)) throw new Error('--speed and --lanes: expected numbers above 0');
  const library = await loadLibrary();
  const only = values.only?.split(',');
  const chosen = [...casesOf(library), ...failFastCases].filter(({ scenario }) => only?.includes(scenario) ?? true);
  const results = inLanes(chosen, lanes, async (one) => {
    const scenario = library.get(one.scenario);
    if (scenario === undefined) throw new Error(`there is no scenario ${one.scenario}`);
    return mistakes(one, await perform({ scenario, inputs: one.inputs, speed, env: process.env }));
  });
  let wrong = 0;
  for (const [place, result] of results.entries()) wrong += tell(chosen[place], await result);
  for (const [name, why] of Object.entries(pending)) console.log(`pending  ${name}: ${why}`);
  console.log(`\n${chosen.length} cases, ${wrong} wrong, ${Object.keys(pending).length} pending`);
  return wrong === 0 ? 0 : 1;
}

function tell(one: Case | undefined, found: readonly string[]): number {
  if (one === undefined) return 0;
  const mode = one.asTold ? 'ECS decides' : 'by default';
  console.log(`${found.length === 0 ? 'right  ' : 'WRONG  '}  ${one.scenario} (${mode}): ${one.outcome}`);
  for (const mistake of found) console.log(`           ${mistake}`);
  return found.length === 0 ? 0 : 1;
}
