import type { ActionContext } from '#shared/action/context';
import type { StepInputs } from '../inputs.ts';
import { describeEnd, openRecord, releaseOf, stateOf } from '../recorded.ts';
import { isGood } from '../result.ts';
import { servicesOf, type Ready, type ServiceEnd } from './one-service.ts';
import { notBegun, prepareAll, type AllPrepared, type Elapsed } from './prepare-all.ts';
import type { Round } from './meeting.ts';
import { rollOutAll } from './roll-out-all.ts';
import { describeEnds } from './sentence.ts';
import { keepMemorySmall } from './small-memory.ts';
import { tellEnds } from './tell-ends.ts';
import { openSeveral, type SeveralTools } from './tools.ts';
import { worstOf } from './worst.ts';

/**
 * Deploys all services of the step side by side. What stands in the way of one is known before anything is written, and
 * then nothing is written for any; from then on each goes its own way to its own end.
 * @throws {ActionError} when the outcome of one of them fails the step
 */
export async function deploySeveral(context: ActionContext, inputs: StepInputs, started: number): Promise<void> {
  keepMemorySmall();
  const elapsed: Elapsed = () => Math.round(context.clock.elapsed() - started);
  const tools = openSeveral(context, inputs);
  context.log.info(`services: ${inputs.refs.length}`);
  const services = servicesOf(inputs, tools);
  const prepared = await prepareAll(services, inputs.runBefore, elapsed).finally(tools.endPreflight);
  for (const { label, outcome, reason } of prepared.ends) context.log.info(`[${label}] ${outcome}: ${reason}`);
  const record = stepRecord(inputs, tools);
  const ends = await finish(prepared, { ...tools, elapsed, onBegin: record.open });
  const labels = services.map(({ label }) => label);
  const inOrder = ends.toSorted((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label));
  const githubDeployment = await record.close(inOrder);
  await tellEnds(context, inOrder, { githubDeployment, durationMs: elapsed() });
}

async function finish(
  { ready, ends }: AllPrepared,
  tools: Parameters<typeof rollOutAll>[1] & Pick<SeveralTools, 'signal'>,
): Promise<readonly ServiceEnd[]> {
  const stops = ends.some(({ outcome }) => !isGood(outcome));
  // What changes nothing can be told in any case.
  const harmless = stops ? ready.filter(({ step, service }) => step === 'nothing' || service.inputs.dryRun) : ready;
  const left = ready.filter((one) => !harmless.includes(one)).map((one) => notBegun(one, ends, tools.elapsed()));
  return [...ends, ...left, ...(await rollOutAll(harmless, tools))];
}

/** One deployment on GitHub for all services that begin one. */
function stepRecord(inputs: StepInputs, tools: SeveralTools) {
  let record: ReturnType<typeof openRecord> | undefined;
  return {
    open: (begun: readonly Ready[], guests: Round['guests']): void => {
      const [first, ...others] = begun.map(({ service, prepared: { plan } }) =>
        releaseOf(plan, service.ref, guests.get(service.label)?.taskDefinitionArn ?? plan.current.taskDefinition),
      );
      if (first !== undefined) record = openRecord(tools, { inputs, sha: tools.sha, releases: [first, ...others] });
    },
    close: async (ends: readonly ServiceEnd[]): Promise<number | undefined> => {
      const outcome = worstOf(ends.map((end) => end.outcome));
      return (await record)?.close(stateOf(outcome), describeEnd({ outcome, reason: describeEnds(ends) }));
    },
  };
}
