import { revisionName } from '#shared/ecs/names';
import { checkAnswer } from '../answer.ts';
import { nextStep } from '../begin.ts';
import { atOnce } from '../conclude.ts';
import type { RunBeforeInputs } from '../run-before-inputs.ts';
import { planRunBefore } from '../run-before-plan.ts';
import { prepare } from '../service.ts';
import { endOf, failedEnd, type OneService, type Ready, type ServiceEnd } from './one-service.ts';
import { someOf } from './sentence.ts';

export interface AllPrepared {
  readonly ready: readonly Ready[];
  /** Of services in whose way something stands. */
  readonly ends: readonly ServiceEnd[];
}

/** Milliseconds since the step began. */
export type Elapsed = () => number;

/** Plans and checks all services side by side, and tells everything that stands in the way of any. Nothing is written. */
export async function prepareAll(
  services: readonly OneService[],
  runBefore: RunBeforeInputs | undefined,
  elapsed: Elapsed,
): Promise<AllPrepared> {
  const found = await Promise.all(services.map((service) => prepareOne(service, elapsed)));
  const ready = found.flatMap((one) => ('prepared' in one ? [one] : []));
  const ends = found.flatMap((one) => ('prepared' in one ? [] : [one]));
  return withCommand({ ready, ends }, runBefore, elapsed);
}

async function prepareOne(service: OneService, elapsed: Elapsed): Promise<Ready | ServiceEnd> {
  const { inputs, tools } = service;
  try {
    const prepared = await tools.log.group('Plan', () => prepare(inputs, tools));
    const step = nextStep(prepared.plan, inputs);
    checkAnswer(inputs, step, prepared.plan);
    if (prepared.obstacle === undefined) return { service, prepared, step };
    const { plan, commits, obstacle, findings } = prepared;
    return endOf(service, { plan, commits, result: { ...obstacle, findings } }, elapsed());
  } catch (error) {
    return failedEnd(service, error, { at: elapsed() });
  }
}

/** The command of run-before goes with the first service whose tasks are replaced, in its network. */
function withCommand(
  { ready, ends }: AllPrepared,
  runBefore: RunBeforeInputs | undefined,
  elapsed: Elapsed,
): AllPrepared {
  const leader = ready.find(({ step }) => step === 'update' || step === 'redeploy');
  if (runBefore === undefined || leader === undefined) return { ready, ends };
  const { service, prepared, step } = leader;
  const led: Ready = { ...leader, service: { ...service, inputs: { ...service.inputs, runBefore } } };
  try {
    planRunBefore(led.service.inputs, prepared.plan, step);
    return { ready: ready.map((one) => (one === leader ? led : one)), ends };
  } catch (error) {
    return {
      ready: ready.filter((one) => one !== leader),
      ends: [...ends, failedEnd(service, error, { prepared, at: elapsed() })],
    };
  }
}

/** The end of a service that is left alone, since something stands in the way of another. */
export function notBegun({ service, prepared, step }: Ready, others: readonly ServiceEnd[], at: number): ServiceEnd {
  const { plan, commits, findings } = prepared;
  const running = revisionName(plan.current.taskDefinition);
  const cancelled = others.some(({ outcome }) => outcome === 'cancelled');
  const why = cancelled
    ? 'the job was cancelled'
    : `something stands in the way of ${someOf(others.map(({ label }) => label))}`;
  const stays =
    step === 'follow'
      ? `The deployment of ${running} that is under way goes on.`
      : `The service runs ${running} as before.`;
  const result = atOnce(plan, cancelled ? 'cancelled' : 'failed', `Not begun: ${why}. ${stays}`);
  return endOf(service, { plan, commits, result: { ...result, findings } }, at);
}
