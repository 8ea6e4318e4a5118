import type { Attempt } from '#shared/verify/history';
import type { Verification } from '#shared/verify/verify';
import { resultSentence, subject, times } from '#shared/verify/words';
import type { HealthVerifyInputs } from './inputs.ts';
import type { InsideRun } from './service/inside.ts';

/** The result in a sentence, with that of the probe from inside, where one was run. */
export function sentenceOf(
  verification: Verification,
  {
    inputs,
    lastMiss,
    inside,
  }: {
    readonly inputs: HealthVerifyInputs;
    readonly lastMiss: Attempt | undefined;
    readonly inside: InsideRun | undefined;
  },
): string {
  if (inside?.passed === false) {
    return `${subject(inputs)} was as expected from outside, but the probe from inside failed ${times(inside.attempts)}: ${inside.reason ?? ''}.`;
  }
  const sentence = resultSentence(verification, { settings: inputs, lastMiss });
  return inside === undefined ? sentence : `${sentence} The probe from inside passed.`;
}
