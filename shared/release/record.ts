/** A tag of an AWS resource. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Keys of the release record: tags on the task definition of each release. */
export const RELEASE_TAGS = {
  sha: 'cicd:sha',
  imageDigest: 'cicd:image-digest',
  environment: 'cicd:environment',
  run: 'cicd:run',
  actor: 'cicd:actor',
  previous: 'cicd:previous',
  migrations: 'cicd:migrations',
  proven: 'cicd:proven',
  failed: 'cicd:failed',
  restored: 'cicd:restored',
} as const;

/** The tag of a release that changes data so that the releases before it cannot run any more. */
export const MIGRATIONS_TAG: Tag = { key: RELEASE_TAGS.migrations, value: 'true' };

/** What was deployed, from which commit and image, and what became of it. */
export interface Release {
  readonly taskDefinitionArn: string;
  readonly sha: string | undefined;
  readonly imageDigest: string | undefined;
  /** Images of all containers, in their order. */
  readonly images: readonly string[];
  readonly environment: string | undefined;
  /** URL or id of the workflow run that registered it. */
  readonly run: string | undefined;
  /** Who released it: the GitHub user who began that run, else the IAM principal that registered it, `role/session`. */
  readonly by: string | undefined;
  /** `family:revision` that the service last completed a deployment of when this one was registered. */
  readonly previous: string | undefined;
  /** Whether it changes data so that the releases before it cannot run any more. */
  readonly migrations: boolean;
  readonly registeredAt: Date | undefined;
  /** When its verification last passed. */
  readonly provenAt: Date | undefined;
  /** When it last failed its verification, or somebody rolled back from it. */
  readonly failedAt: Date | undefined;
  readonly failedReason: string | undefined;
  /** The last rollback to it. */
  readonly restored: Restored | undefined;
}

/** A rollback to a release. */
export interface Restored {
  readonly at: Date;
  /** `family:revision` of the release it was gone back from. */
  readonly from: string;
  /** Id of the workflow run that did it; empty when it was none. */
  readonly runId: string;
}

export interface ReleaseFacts {
  readonly sha: string | undefined;
  readonly imageDigest: string | undefined;
  readonly environment: string | undefined;
  readonly run: string | undefined;
  /** GitHub user who began that run. */
  readonly actor?: string | undefined;
  /** `family:revision` */
  readonly previous?: string | undefined;
  readonly migrations?: boolean | undefined;
}

/** A task definition as far as a release is concerned; the SDK's own type fits. */
export interface TaskDefinitionFacts {
  readonly taskDefinitionArn?: string | undefined;
  readonly registeredAt?: Date | undefined;
  /** ARN of the IAM principal. */
  readonly registeredBy?: string | undefined;
  readonly containerDefinitions?: readonly { readonly image?: string | undefined }[] | undefined;
}

interface LooseTag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** Tags for a new revision; facts that are unknown are left out. */
export function releaseTags(facts: ReleaseFacts): Tag[] {
  const { sha, imageDigest, environment, run, actor, previous, migrations } = RELEASE_TAGS;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [sha, facts.sha],
    [imageDigest, facts.imageDigest],
    [environment, facts.environment],
    [run, facts.run],
    [actor, facts.actor],
    [previous, facts.previous],
    [migrations, facts.migrations === true ? MIGRATIONS_TAG.value : undefined],
  ];
  return pairs.flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [{ key, value: toTagValue(value) }],
  );
}

/** The tag that says the verification of a release passed. */
export function provenTag(at: Date): Tag {
  return { key: RELEASE_TAGS.proven, value: at.toISOString() };
}

/** The tag that says a release was found bad. `reason` is one word, such as `rollback` or `unhealthy`. */
export function failedTag(at: Date, reason: string): Tag {
  return { key: RELEASE_TAGS.failed, value: toTagValue(`${at.toISOString()} ${reason}`) };
}

/** The tag of a release that was gone back to. */
export function restoredTag({ at, from, runId }: Restored): Tag {
  return { key: RELEASE_TAGS.restored, value: toTagValue(`${at.toISOString()} ${from} ${runId}`.trim()) };
}

export function readRelease(taskDefinition: TaskDefinitionFacts, tags: readonly LooseTag[]): Release {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  const get = (key: string): string | undefined => {
    const value = values.get(key);
    return value === '' ? undefined : value;
  };
  const [failedAt, ...reason] = (get(RELEASE_TAGS.failed) ?? '').split(' ');
  return {
    taskDefinitionArn: taskDefinition.taskDefinitionArn ?? '',
    sha: get(RELEASE_TAGS.sha),
    imageDigest: get(RELEASE_TAGS.imageDigest),
    images: (taskDefinition.containerDefinitions ?? []).flatMap(({ image }) => (image === undefined ? [] : [image])),
    environment: get(RELEASE_TAGS.environment),
    run: get(RELEASE_TAGS.run),
    by: get(RELEASE_TAGS.actor) ?? principalOf(taskDefinition.registeredBy),
    previous: get(RELEASE_TAGS.previous),
    migrations: get(RELEASE_TAGS.migrations) === MIGRATIONS_TAG.value,
    registeredAt: taskDefinition.registeredAt,
    provenAt: parseTime(get(RELEASE_TAGS.proven)),
    failedAt: parseTime(failedAt),
    failedReason: reason.length === 0 ? undefined : reason.join(' '),
    restored: readRestored(get(RELEASE_TAGS.restored)),
  };
}

/** Whether a release passed its verification and was not found bad since. Later proof outweighs an earlier failure. */
export function isProven({ provenAt, failedAt }: Pick<Release, 'provenAt' | 'failedAt'>): boolean {
  return provenAt !== undefined && (failedAt === undefined || provenAt > failedAt);
}

/** Whether a tag belongs to the release record or to AWS, and so must not be copied to the next revision. */
export function isRecordTag(key: string): boolean {
  return key.startsWith('cicd:') || key.startsWith('aws:');
}

/** What AWS allows in a tag value: letters, digits, spaces and `_.:/=+-@`, at most 256 characters. */
export function toTagValue(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '-').slice(0, 256);
}

function readRestored(text = ''): Restored | undefined {
  const [time, from = '', runId = ''] = text.split(' ');
  const at = parseTime(time);
  return at && { at, from, runId };
}

/** `deploy/GitHubActions` of an assumed role's ARN, `user/jane`, `root`. */
function principalOf(arn: string | undefined): string | undefined {
  const principal = arn
    ?.split(':')
    .slice(5)
    .join(':')
    .replace(/^assumed-role\//, '');
  return principal === '' ? undefined : principal;
}

function parseTime(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
