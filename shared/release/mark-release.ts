import { failedTag, provenTag, readRelease, type Tag, type TaskDefinitionFacts } from './record.ts';

interface ServiceRef {
  readonly cluster: string;
  readonly service: string;
}

interface RunsRevision {
  readonly status?: string | undefined;
  readonly taskDefinition?: string | undefined;
}

/** The part of a service that says what it runs; the SDK's own type fits. */
export interface ServiceFacts {
  readonly deployments?: readonly RunsRevision[] | undefined;
  /** Of services that CodeDeploy or another controller deploys. */
  readonly taskSets?: readonly RunsRevision[] | undefined;
}

/** The calls of Amazon ECS that marking a release takes. */
export interface ReleaseTagApi {
  /** Undefined when there is no such service. */
  describeService(ref: ServiceRef): Promise<ServiceFacts | undefined>;
  /** With its tags. */
  describeTaskDefinition(
    taskDefinition: string,
  ): Promise<{ readonly taskDefinition: TaskDefinitionFacts; readonly tags: readonly Tag[] }>;
  tagResource(arn: string, tags: readonly Tag[]): Promise<void>;
}

export interface MarkOptions extends ServiceRef {
  /** Proven, or failed with a reason of one word. */
  readonly as: 'proven' | { readonly failed: string };
  /** When the verification ended. */
  readonly at: Date;
  /** ARN of the revision that was verified. */
  readonly verified: string;
  /** Whether a release of this commit is the one that was verified. */
  readonly accepts: (sha: string) => boolean;
}

export type ReleaseMark =
  | { readonly kind: 'marked'; readonly taskDefinitionArn: string }
  /** `reason` is a sentence. */
  | { readonly kind: 'not-marked'; readonly reason: string }
  /** The service runs another release than the verified one: somebody deployed, or ECS rolled back, meanwhile. */
  | { readonly kind: 'superseded'; readonly reason: string };

/**
 * Marks the release that was verified, if it still is the one that the service runs: what runs now was not verified. A
 * release of another commit than the verified one is left alone: the URL belongs to another service.
 * @throws what the calls of `api` throw
 */
export async function markRelease(api: ReleaseTagApi, options: MarkOptions): Promise<ReleaseMark> {
  const { accepts, as, at, service, verified } = options;
  const running = await runningRevision(api, options);
  if (typeof running !== 'string') return { kind: 'not-marked', reason: running.problem };
  if (running !== verified) return supersededBy(running, { service, verified });
  const { taskDefinition, tags } = await api.describeTaskDefinition(running);
  const { sha, taskDefinitionArn } = readRelease(taskDefinition, tags);
  if (sha !== undefined && !accepts(sha)) {
    const reason = `service ${service} runs ${running}, a release of commit ${sha}, which is not the verified one.`;
    return { kind: 'not-marked', reason };
  }
  await api.tagResource(taskDefinitionArn, [as === 'proven' ? provenTag(at) : failedTag(at, as.failed)]);
  return { kind: 'marked', taskDefinitionArn };
}

/** What is said of a verification during which another release came. */
export function supersededBy(
  running: string,
  { service, verified }: Pick<MarkOptions, 'service' | 'verified'>,
): Extract<ReleaseMark, { kind: 'superseded' }> {
  const reason = `service ${service} was on ${verified} and is on ${running} now, which was not verified.`;
  return { kind: 'superseded', reason };
}

/**
 * ARN of the task definition of the service's PRIMARY deployment, or of its PRIMARY task set.
 * @throws what describeService throws
 */
export async function runningRevision(
  api: Pick<ReleaseTagApi, 'describeService'>,
  { cluster, service }: ServiceRef,
): Promise<string | { readonly problem: string }> {
  const found = await api.describeService({ cluster, service });
  if (found === undefined) return { problem: `cluster ${cluster} has no service ${service}.` };
  const lines = [...(found.deployments ?? []), ...(found.taskSets ?? [])];
  const running = lines.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  return running ?? { problem: `service ${service} has no PRIMARY deployment.` };
}
