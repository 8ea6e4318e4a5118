import { ActionError, describeCauses, errorMessage } from '#shared/action/errors';
import type { ServiceRef } from '#shared/ecs/api';
import { serviceLabels } from '#shared/ecs/service-inputs';
import type { Step } from '../begin.ts';
import { atOnce } from '../conclude.ts';
import type { DeployInputs, StepInputs } from '../inputs.ts';
import type { Outcome } from '../result.ts';
import type { Deployed, Prepared } from '../service.ts';
import type { StepTools } from '../tools.ts';
import { serviceLog, SharedLog } from './service-log.ts';
import type { SeveralTools } from './tools.ts';

/** One service of the step. Its inputs are those of a step of its own, but for what the step does once for all. */
export interface OneService {
  /** Tells it apart from the others. */
  readonly label: string;
  readonly ref: ServiceRef;
  readonly inputs: DeployInputs;
  readonly tools: StepTools;
}

/** A service with nothing in its way. */
export interface Ready {
  readonly service: OneService;
  readonly prepared: Prepared;
  readonly step: Step;
}

/** What became of a service of the step. */
export interface ServiceEnd {
  readonly label: string;
  readonly ref: ServiceRef;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly hint?: string | undefined;
  /** Undefined when not even its plan could be made. */
  readonly deployed: Deployed | undefined;
  /** Milliseconds since the step began. */
  readonly durationMs: number;
}

/** Takes the step apart. The record on GitHub and the command of run-before are the step's own. */
export function servicesOf(inputs: StepInputs, tools: SeveralTools): readonly OneService[] {
  const labels = serviceLabels(inputs.refs);
  const shared = new SharedLog(tools.log);
  return inputs.refs.map((ref, place) => {
    const label = labels[place] ?? ref.service;
    const log = serviceLog(shared, label);
    return {
      label,
      ref,
      inputs: { ...inputs, ref, token: undefined, runBefore: undefined },
      tools: { ...tools, log, deploy: { ...tools.deploy, log } },
    };
  });
}

/** The end of a service, by what became of it. */
export function endOf({ label, ref }: OneService, deployed: Deployed, durationMs: number): ServiceEnd {
  const { outcome, reason, hint } = deployed.result;
  return { label, ref, outcome, reason, hint, deployed, durationMs };
}

/**
 * The end of a service for which something was thrown before anything was done to it.
 * @param prepared undefined when not even its plan could be made
 */
export function failedEnd(
  service: OneService,
  error: unknown,
  { prepared, at }: { readonly prepared?: Prepared; readonly at: number },
): ServiceEnd {
  const { label, ref, tools } = service;
  tools.log.debug(describeCauses(error));
  const outcome = tools.signal.aborted ? 'cancelled' : 'failed';
  const reason = errorMessage(error);
  const hint = error instanceof ActionError ? error.hint : undefined;
  if (prepared === undefined) return { label, ref, outcome, reason, hint, deployed: undefined, durationMs: at };
  const { plan, commits, findings } = prepared;
  return endOf(service, { plan, commits, result: { ...atOnce(plan, outcome, reason), hint, findings } }, at);
}
