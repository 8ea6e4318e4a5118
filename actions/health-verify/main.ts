import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
import type { Sign } from '#shared/http/auth';
import { secretsOfProxies } from '#shared/http/proxy';
import { probe } from '#shared/probe/probe';
import { formatDuration } from '#shared/text/duration';
import { History } from './history.ts';
import { readHealthVerifyInputs, type HealthVerifyInputs } from './inputs.ts';
import { Narrator } from './narrator.ts';
import { setOutputs } from './outputs.ts';
import { ReleaseRecord } from './record/record.ts';
import { reportOf } from './report.ts';
import { requestOf } from './request.ts';
import type { ServiceLook } from './service/look.ts';
import { thenInside } from './service/probed.ts';
import { renderSummary } from './summary.ts';
import { secretsOf } from './target-secrets.ts';
import { displayUrl, requestWords } from './target.ts';
import { verify } from './verify.ts';
import type { WatchSettings } from './watch/settings.ts';
import { describeAttempt, hintFor, resultSentence } from './words.ts';

export async function main(context: ActionContext): Promise<void> {
  const inputs = await readHealthVerifyInputs(context);
  maskCredentials(context, inputs);
  if (inputs.watch !== undefined) return watchVersions(context, inputs, inputs.watch);
  announce(context, inputs);
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

  const sentence = resultSentence(verification, { inputs, lastMiss: history.lastMiss, inside });
  const told = result === 'healthy' || lastRound.progress.tooSlow || inside !== undefined;
  const hint = told ? undefined : hintFor(history.lastMiss);
  const recorded = await record.close({ result, sentence, revision: service?.revision });
  const facts = { inputs, verification, history, sentence, hint, recorded, inside };
  for (const block of renderSummary(facts)) context.summary.add(block);
  setOutputs(context, facts);
  await writeReport(context, reportOf(facts));
  if (result !== 'healthy') throw new ActionError(sentence, hint === undefined ? {} : { hint });
  context.log.info(`healthy: ${sentence}`);
}

/** Who looks at no service loads no AWS code. */
async function openService(context: ActionContext, inputs: HealthVerifyInputs): Promise<ServiceLook | undefined> {
  const check = inputs.targets.find(({ service }) => service !== undefined)?.service;
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

function announce({ log }: ActionContext, { targets, rules, requestTimeoutMs }: HealthVerifyInputs): void {
  for (const target of targets) {
    const { critical, expectVersion, name, url, versionFrom } = target;
    const version = expectVersion === undefined || versionFrom === undefined ? '' : `, version ${expectVersion}`;
    const shown = displayUrl(url);
    const remark = `${name === shown ? '' : `, named ${name}`}${critical ? '' : ', not critical'}`;
    log.info(`Verifying ${requestWords(target)}${version}${remark}`);
  }
  if (rules.initialDelayMs > 0) log.info(`first probe after ${formatDuration(rules.initialDelayMs)}`);
  const stable = rules.stableForMs === 0 ? '' : `, then stable for ${formatDuration(rules.stableForMs)}`;
  log.info(
    `success: ${rules.successThreshold} in a row${stable}; time limit: ${formatDuration(rules.timeoutMs)}, ` +
      `${formatDuration(requestTimeoutMs)} for a request`,
  );
}
