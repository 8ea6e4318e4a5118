import { expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';
import { preflight } from './preflight.ts';
import { planTools } from './testing.ts';

const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const before = serviceWith([['ecs-svc/1000', 'PRIMARY', 'COMPLETED', 'web:1']]);

async function look(signal: AbortSignal, answer: () => Promise<never>) {
  const context = fakeContext({ signal });
  const env = { INPUT_SERVICE: 'web', INPUT_IMAGE: 'web:2' };
  const inputs = readInputs({ env, maskSecret: context.maskSecret }, parseInputs);
  const api = new ScriptedEcs({ before, definitions: { 'web:1': { definition } } });
  const plan = await makePlan(api, inputs, planTools(context));
  return preflight(plan, inputs, { ...context, look: answer });
}

it('says of a cancelled job that the service is as it was', async () => {
  const job = new AbortController();
  const looked = look(job.signal, () => {
    const why = new CancelledError('SIGINT');
    job.abort(why);
    return Promise.reject(why);
  });
  const reason = 'The job was cancelled before the service was changed: it runs web:1 as before.';
  expect(await looked).toMatchObject({ findings: undefined, obstacle: { outcome: 'cancelled', reason } });
});

it('passes on what ends the step otherwise', async () => {
  const failing = look(new AbortController().signal, () => Promise.reject(new Error('expired')));
  await expect(failing).rejects.toThrow('expired');
});
