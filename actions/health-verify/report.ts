import { seenOf } from '#shared/verify/seen';
import type { SummaryFacts } from './summary.ts';

/** All that was seen, as JSON. */
export function reportOf(facts: SummaryFacts): object {
  const { hint, inside, recorded, sentence, verification } = facts;
  const { mark: proven, github: githubDeployment } = recorded;
  return { result: verification.result, sentence, hint, inside, proven, githubDeployment, ...seenOf(facts) };
}
