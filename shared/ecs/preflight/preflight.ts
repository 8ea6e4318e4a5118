import { checkContainerPorts } from './container-ports.ts';
import { checkDeploymentGroup } from './deployment-group.ts';
import { checkFargateSize } from './fargate-size.ts';
import { toFindings, type Finding } from './finding.ts';
import { checkImage, usedImages, type ImageTools } from './images.ts';
import { checkLogGroup, usedLogGroups } from './log-groups.ts';
import { checkParameters, parameterBatches } from './parameters.ts';
import { checkExecutionRole, checkRole, usedRoles } from './roles.ts';
import { checkRolloutRoom } from './rollout-room.ts';
import { runChecks, type Check, type PreflightTools } from './run-checks.ts';
import { checkReferences, checkSecret, distinctSecrets, usedSecrets } from './secrets.ts';
import { checkCompatibility, checkOtherDeployment } from './service.ts';
import type { Subject } from './subject.ts';
import { checkTargetGroup, usedTargetGroups } from './target-groups.ts';

/** For all checks together, in milliseconds. */
const LIMIT_MS = 15_000;

/**
 * Looks for everything that would make a deployment fail, before anything is written. Nothing is written here either,
 * and no value of a secret is read.
 * @returns everything found at once, errors first
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function runPreflight(subject: Subject, tools: PreflightTools): Promise<readonly Finding[]> {
  return toFindings(await runChecks((asking) => allChecks(subject, asking), LIMIT_MS, tools));
}

function allChecks(subject: Subject, tools: ImageTools): readonly Check[] {
  const secrets = usedSecrets(subject);
  return [
    ...usedImages(subject).map((image) => () => checkImage(image, subject, tools)),
    ...usedRoles(subject).map((role) => () => checkRole(role, subject, tools)),
    ...distinctSecrets(secrets).map((secret) => () => checkSecret(secret, tools)),
    ...parameterBatches(secrets).map((batch) => () => checkParameters(batch, tools)),
    ...usedLogGroups(subject).map((group) => () => checkLogGroup(group, tools)),
    ...usedTargetGroups(subject).map((arn) => () => checkTargetGroup(arn, subject, tools)),
    () => checkExecutionRole(subject),
    () => checkReferences(secrets),
    () => checkContainerPorts(subject),
    () => checkCompatibility(subject),
    () => checkFargateSize(subject),
    () => checkRolloutRoom(subject),
    () => checkOtherDeployment(subject),
    () => checkDeploymentGroup(subject, tools),
  ];
}
