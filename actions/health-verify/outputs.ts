import type { ActionContext } from '#shared/action/context';
import { neutraliseLine } from '#shared/text/neutralise';
import { statusWord } from '#shared/http/probe-result';
import { describeAttempt, nameIfSeveral } from '#shared/verify/words';
import type { SummaryFacts } from './summary.ts';

/** Sets the outputs; those with nothing to say are empty texts. What the probed servers wrote is made one safe line. */
export function setOutputs(
  { redactor, setOutput }: Pick<ActionContext, 'redactor' | 'setOutput'>,
  { history, settings, sentence, inside, recorded: { mark, github }, verification }: SummaryFacts,
): void {
  const { lastMiss, lastVersion, versions } = history;
  const { durationMs, lastRound, result } = verification;
  const foreign = (text: string): string => neutraliseLine(redactor.redact(text));
  const seen = Object.fromEntries([...versions].map(([version, count]) => [foreign(version), count]));
  const lastError = lastMiss === undefined ? '' : `${nameIfSeveral(lastMiss, settings)}${describeAttempt(lastMiss)}`;
  setOutput('result', result);
  setOutput('reason', foreign(sentence));
  setOutput('attempts', String(lastRound.number));
  setOutput('observed-version', foreign(lastVersion ?? ''));
  setOutput('versions-seen', JSON.stringify(seen));
  setOutput('last-status', lastStatus(verification));
  const insideError = inside?.passed === false ? `the probe from inside failed: ${inside.reason ?? ''}` : undefined;
  setOutput('last-error', foreign(insideError ?? lastError));
  setOutput('p50-ms', String(history.percentileMs(0.5) ?? ''));
  setOutput('p95-ms', String(history.percentileMs(0.95) ?? ''));
  setOutput('duration-ms', String(Math.round(durationMs)));
  setOutput(
    'proven-task-definition-arn',
    result === 'healthy' && mark?.kind === 'marked' ? mark.taskDefinitionArn : '',
  );
  setOutput('github-deployment-id', github?.kind === 'recorded' ? String(github.id) : '');
}

/** Of the last round: the status of the first critical URL that did not pass, or else of the first one. */
function lastStatus({ lastRound }: SummaryFacts['verification']): string {
  const critical = lastRound.attempts.filter(({ target }) => target.critical);
  const chosen = critical.find(({ verdict }) => verdict.kind !== 'passed') ?? critical[0];
  return chosen?.result.kind === 'answered' ? statusWord(chosen.result) : '';
}
