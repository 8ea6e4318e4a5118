import { provenTag, readRelease, type Tag, type TaskDefinitionFacts } from './record.ts';

interface ServiceRef {
  readonly cluster: string;
  readonly service: string;
}

/** The part of a service that says what it runs; the SDK's own type fits. */
interface ServiceFacts {
  readonly deployments?:
    readonly { readonly status?: string | undefined; readonly taskDefinition?: string | undefined }[] | undefined;
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

export interface MarkProvenOptions extends ServiceRef {
  /** When the verification passed. */
  readonly at: Date;
  /** Whether a release of this commit is the one that was verified. */
  readonly accepts: (sha: string) => boolean;
}

export type ProvenMark =
  | { readonly kind: 'marked'; readonly taskDefinitionArn: string }
  /** `reason` is a sentence. */
  | { readonly kind: 'not-marked'; readonly reason: string };

/**
 * Marks the release that the service runs, the task definition of its PRIMARY deployment, as proven. A release of
 * another commit than the verified one is left alone: somebody deployed since, or the URL belongs to another service.
 * @throws what the calls of `api` throw
 */
export async function markReleaseProven(api: ReleaseTagApi, options: MarkProvenOptions): Promise<ProvenMark> {
  const { accepts, at, cluster, service } = options;
  const found = await api.describeService({ cluster, service });
  if (found === undefined) return notMarked(`cluster ${cluster} has no service ${service}.`);
  const running = found.deployments?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  if (running === undefined) return notMarked(`service ${service} has no PRIMARY deployment.`);
  const { taskDefinition, tags } = await api.describeTaskDefinition(running);
  const { sha, taskDefinitionArn } = readRelease(taskDefinition, tags);
  if (sha !== undefined && !accepts(sha))
    return notMarked(`service ${service} runs ${running}, a release of commit ${sha}, which is not the verified one.`);
  await api.tagResource(taskDefinitionArn, [provenTag(at)]);
  return { kind: 'marked', taskDefinitionArn };
}

function notMarked(reason: string): ProvenMark {
  return { kind: 'not-marked', reason };
}
