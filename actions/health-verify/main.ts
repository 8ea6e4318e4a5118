import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
import type { Sign } from '#shared/http/auth';
import { secretsOfProxies } from '#shared/http/proxy';
import { probe } from '#shared/probe/probe';
import { announce } from '#shared/verify/announce';
import { History } from '#shared/verify/history';
import { Narrator } from '#shared/verify/narrator';
import { requestOf } from '#shared/verify/request';
import { secretsOf } from '#shared/verify/target-secrets';
import { verify } from '#shared/verify/verify';
import { describeAttempt } from '#shared/verify/words';
import { hintFor } from './hints.ts';
import { readHealthVerifyInputs, type HealthVerifyInputs } from './inputs.ts';
import { setOutputs } from './outputs.ts';
import { ReleaseRecord } from './record/record.ts';
import { reportOf } from './report.ts';
import { sentenceOf } from './sentence.ts';
import type { ServiceLook } from './service/look.ts';
import { thenInside } from './service/probed.ts';
import { renderSummary } from './summary.ts';
import type { WatchSettings } from './watch/settings.ts';

export async function main(context: ActionContext): Promise<void> {
  const inputs = await readHealthVerifyInputs(context);
  maskCredentials(context, inputs);
  if (inputs.watch !== undefined) return watchVersions(context, inputs, inputs.watch);
  announce(context.log, inputs);
  const sign = await signing(context, inputs);
  const history = new History();
  const narrator = new Narrator(context.log, inputs);
  const onRound = narrator.tell.bind(narrator);
  const record = await ReleaseRecord.open(context, inputs);
  const service = await openService(context, inputs);
  const { verification, inside } = await record.during(async () => {
    const outside = await verify(inputs, { ...context, probe, look: service?.look, sign, history, onRound });
    return thenInside(context, inputs, { verification: outside, revision: service?.revision });
  });
  const { result, lastRound } = verification;
  for (const attempt of lastRound.attempts)
    if (!attempt.target.critical && attempt.verdict.kind !== 'passed')
      context.log.warning(`${attempt.target.name} (not critical): ${describeAttempt(attempt)}`);
  for (const { reason, target } of lastRound.slow)
    if (!target.critical) context.log.warning(`${target.name} (not critical): ${reason}`);

  const sentence = sentenceOf(verification, { inputs, lastMiss: history.lastMiss, inside });
  const told = result === 'healthy' || lastRound.progress.tooSlow || inside !== undefined;
  const hint = told ? undefined : hintFor(history.lastMiss);
  const recorded = await record.close({ result, sentence, revision: service?.revision });
  const facts = { settings: inputs, verification, history, sentence, hint, recorded, inside };
  for (const block of renderSummary(facts)) context.summary.add(block);
  setOutputs(context, facts);
  await writeReport(context, reportOf(facts));
  if (result !== 'healthy') throw new ActionError(sentence, hint === undefined ? {} : { hint });
  context.log.info(`healthy: ${sentence}`);
}

/** Who looks at no service loads no AWS code. */
async function openService(context: ActionContext, inputs: HealthVerifyInputs): Promise<ServiceLook | undefined> {
  const check = inputs.serviceCheck;
  if (check === undefined) return undefined;
  const { openServiceLook } = await import('./service/open.ts');
  return openServiceLook(context, inputs.aws, check);
}

/** As with the mark: who signs nothing loads no AWS code. */
async function signing(context: ActionContext, inputs: HealthVerifyInputs): Promise<Sign | undefined> {
  const scopes = inputs.targets.flatMap(({ auth }) => (auth?.kind === 'sigv4' ? [auth] : []));
  if (scopes.length === 0) return undefined;
  const { createSign } = await import('./signing.ts');
  return createSign(context, inputs, scopes);
}

/** Watch mode is loaded by those runs only that watch. */
async function watchVersions(
  context: ActionContext,
  inputs: HealthVerifyInputs,
  settings: WatchSettings,
): Promise<void> {
  const { runWatch } = await import('./watch/run.ts');
  const sign = await signing(context, inputs);
  const request = requestOf(settings.target, inputs.requestTimeoutMs);
  await runWatch(context, settings, (signal) => probe(request, { env: context.env, sign, signal }));
}

function maskCredentials({ env, maskSecret }: ActionContext, { targets }: HealthVerifyInputs): void {
  for (const secret of new Set([...targets.flatMap(secretsOf), ...secretsOfProxies(env)])) maskSecret(secret);
}
