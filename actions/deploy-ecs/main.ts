import type { ActionContext } from '#shared/action/context';
import { readInputs } from '#shared/action/inputs';
import { parseInputs } from './inputs.ts';
import { carryOut, prepare } from './service.ts';
import { tellEnd } from './tell-end.ts';
import { openTools } from './tools.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  if (inputs.refs.length > 1) {
    // Most steps have one service.
    const { deploySeveral } = await import('./several/main.ts');
    return deploySeveral(context, inputs, started);
  }
  const tools = openTools(context, inputs);
  const deployed = await carryOut(await prepare(inputs, tools), inputs, tools);
  await tellEnd(context, deployed, Math.round(context.clock.elapsed() - started));
}
