import { toFindings, type Finding } from './finding.ts';
import { findImage, OUTSIDE_ECR, usedImages, type ImageTools } from './images.ts';
import { checkLogGroup, usedLogGroups, type UsedLogGroup } from './log-groups.ts';
import { checkParameters, parameterBatches } from './parameters.ts';
import { checkRole, usedRoles } from './roles.ts';
import { runChecks, type Check, type PreflightTools } from './run-checks.ts';
import type { SecretReference } from './secret-reference.ts';
import { checkSecret, distinctSecrets, usedSecrets } from './secrets.ts';
import type { Subject } from './subject.ts';
import type { TaskDefinitionInput } from '../api.ts';

export interface ReleaseNeeds {
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Images in ECR of which it did not tell whether they are there. */
  readonly uncheckedImages: readonly string[];
}

/** A part of what a release needs: `own` it does not share with what runs, or what it does. */
export interface NeedsPart {
  readonly which: 'own' | 'shared';
  /** The task definition of tasks that run, and so have found what they need. */
  readonly running: TaskDefinitionInput;
}

export interface NeedsOptions {
  /** Default: all of it. */
  readonly part?: NeedsPart | undefined;
  /** Ends the checks, besides the job's own. */
  readonly signal?: AbortSignal | undefined;
}

/** In milliseconds: who goes back is in a hurry. */
const LIMIT_MS = 5_000;

/**
 * Whether everything that a release needs is still there: images, roles, secrets, parameters, log groups. The release
 * has run before, so what it says of itself (ports, sizes, platform) is not looked at again.
 * @throws {ActionError} when the credentials are not valid, or the job was cancelled
 */
export async function checkReleaseNeeds(
  subject: Subject,
  tools: PreflightTools,
  { part, signal }: NeedsOptions = {},
): Promise<ReleaseNeeds> {
  const signals = [tools.signal, signal].flatMap((each) => each ?? []);
  const checks = needChecks(subject, isOf(subject, part));
  const outcomes = await runChecks(checks, LIMIT_MS, { ...tools, signal: AbortSignal.any(signals) });
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

function needChecks(subject: Subject, isWanted: (need: string) => boolean): (tools: ImageTools) => readonly Check[] {
  const secrets = usedSecrets(subject).filter(({ reference }) => isWanted(secretNeed(reference)));
  const images = usedImages(subject).filter(({ image }) => isWanted(imageNeed(image)));
  const roles = usedRoles(subject).filter(({ role }) => isWanted(roleNeed(role)));
  const groups = usedLogGroups(subject).filter((group) => isWanted(logGroupNeed(group)));
  return (tools) => [
    ...images.map((image) => async () => (await findImage(image, tools)).outcomes),
    ...roles.map((role) => () => checkRole(role, subject, tools)),
    ...distinctSecrets(secrets).map((secret) => () => checkSecret(secret, tools)),
    ...parameterBatches(secrets).map((batch) => () => checkParameters(batch, tools)),
    ...groups.map((group) => () => checkLogGroup(group, tools)),
  ];
}

function isOf(subject: Subject, part: NeedsPart | undefined): (need: string) => boolean {
  if (part === undefined) return () => true;
  const running = needsOf({ ...subject, definition: part.running });
  return (need) => running.has(need) === (part.which === 'shared');
}

/** Everything a task definition needs, each under a name by which that of two can be compared. */
function needsOf(subject: Subject): ReadonlySet<string> {
  return new Set([
    ...usedImages(subject).map(({ image }) => imageNeed(image)),
    ...usedRoles(subject).map(({ role }) => roleNeed(role)),
    ...usedSecrets(subject).map(({ reference }) => secretNeed(reference)),
    ...usedLogGroups(subject).map(logGroupNeed),
  ]);
}

const imageNeed = (image: string): string => `image ${image}`;
const roleNeed = (role: string): string => `role ${role}`;
const logGroupNeed = ({ region, group }: Pick<UsedLogGroup, 'region' | 'group'>): string =>
  `log group ${region} ${group}`;

/** A version by itself: that another one is there tells nothing of it. Keys are in the value, which is never read. */
function secretNeed(reference: SecretReference): string {
  return `secret ${JSON.stringify({ ...reference, jsonKey: undefined })}`;
}
