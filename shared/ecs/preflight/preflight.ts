import type { Clock } from '#shared/action/clock';
import type { PreflightApi } from './api.ts';
import { checkContainerPorts } from './container-ports.ts';
import { checkDeploymentGroup } from './deployment-group.ts';
import { checkFargateSize } from './fargate-size.ts';
import { toFindings, type Finding, type Outcome } from './finding.ts';
import { checkImage, usedImages, type ImageTools } from './images.ts';
import { checkLogGroup, usedLogGroups } from './log-groups.ts';
import { checkParameters, parameterBatches } from './parameters.ts';
import { checkExecutionRole, checkRole, usedRoles } from './roles.ts';
import { checkRolloutRoom } from './rollout-room.ts';
import { checkReferences, checkSecret, distinctSecrets, usedSecrets } from './secrets.ts';
import { checkCompatibility, checkOtherDeployment } from './service.ts';
import type { Subject } from './subject.ts';
import { checkTargetGroup, usedTargetGroups } from './target-groups.ts';

export interface PreflightTools {
  /** Makes the API whose calls end when the signal aborts. */
  readonly openApi: (signal: AbortSignal) => PreflightApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Whether AWS is asked at an endpoint of the user's own. */
  readonly ownEndpoint: boolean;
}

/** For all checks together, in milliseconds. What is not known by then is said to be unchecked. */
const LIMIT_MS = 15_000;
/** Checks that ask AWS at a time: the limits of an account are shared by all its jobs. */
const AT_A_TIME = 8;

type Check = () => readonly Outcome[] | Promise<readonly Outcome[]>;

/**
 * Looks for everything that would make a deployment fail, before anything is written. Nothing is written here either,
 * and no value of a secret is read.
 * @returns everything found at once, errors first
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function runPreflight(subject: Subject, tools: PreflightTools): Promise<readonly Finding[]> {
  const { clock, signal, openApi, ownEndpoint, random } = tools;
  const limit = new AbortController();
  const done = new AbortController();
  const ends = AbortSignal.any([limit.signal, ...(signal === undefined ? [] : [signal])]);
  // Rejects when the checks are done before: then there is nothing left to limit.
  clock.sleep(LIMIT_MS, done.signal).then(
    () => limit.abort(),
    () => undefined,
  );
  try {
    const checks = allChecks(subject, { api: openApi(ends), clock, random, signal, limit: ends, ownEndpoint });
    return toFindings(await inTurns(checks, AT_A_TIME));
  } finally {
    done.abort();
    // When one of them ends it all (credentials), the others must not go on asking.
    limit.abort();
  }
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

/** Runs all checks, so many at a time; the outcomes keep their order. */
async function inTurns(checks: readonly Check[], atATime: number): Promise<readonly Outcome[]> {
  const outcomes: (readonly Outcome[])[] = [];
  const queue = checks.entries();
  const worker = async (): Promise<void> => {
    for (const [index, check] of queue) outcomes[index] = await check();
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return outcomes.flat();
}
