import { toFindings, type Finding } from './finding.ts';
import { findImage, OUTSIDE_ECR, usedImages, type ImageTools } from './images.ts';
import { checkLogGroup, usedLogGroups } from './log-groups.ts';
import { checkParameters, parameterBatches } from './parameters.ts';
import { checkRole, usedRoles } from './roles.ts';
import { runChecks, type Check, type PreflightTools } from './run-checks.ts';
import { checkSecret, distinctSecrets, usedSecrets } from './secrets.ts';
import type { Subject } from './subject.ts';

export interface ReleaseNeeds {
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Images in ECR of which it did not tell whether they are there. */
  readonly uncheckedImages: readonly string[];
}

/** In milliseconds: who goes back is in a hurry. */
const LIMIT_MS = 5_000;

/**
 * Whether everything that a release needs is still there: images, roles, secrets, parameters, log groups. The release
 * has run before, so what it says of itself (ports, sizes, platform) is not looked at again.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function checkReleaseNeeds(subject: Subject, tools: PreflightTools): Promise<ReleaseNeeds> {
  const outcomes = await runChecks((asking) => needChecks(subject, asking), LIMIT_MS, tools);
  const images = new Set(usedImages(subject).map(({ image }) => image));
  return {
    findings: toFindings(outcomes),
    uncheckedImages: outcomes.flatMap((outcome) =>
      outcome.severity === 'unchecked' && outcome.reason !== OUTSIDE_ECR && images.has(outcome.what)
        ? [outcome.what]
        : [],
    ),
  };
}

function needChecks(subject: Subject, tools: ImageTools): readonly Check[] {
  const secrets = usedSecrets(subject);
  return [
    ...usedImages(subject).map((image) => async () => (await findImage(image, tools)).outcomes),
    ...usedRoles(subject).map((role) => () => checkRole(role, subject, tools)),
    ...distinctSecrets(secrets).map((secret) => () => checkSecret(secret, tools)),
    ...parameterBatches(secrets).map((batch) => () => checkParameters(batch, tools)),
    ...usedLogGroups(subject).map((group) => () => checkLogGroup(group, tools)),
  ];
}
