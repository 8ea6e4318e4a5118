import type { Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import type { SettingDifference } from '#shared/ecs/service-revision/differences';
import type { EventView } from '#shared/ecs/rollout/view';
import type { Release } from '#shared/release/record';
import type { ListedRelease } from './list/listed-release.ts';
import type { Method } from './method.ts';
import type { TargetSource } from './target/source.ts';
import type { ReleaseVerification } from './verification/verify-release.ts';

export type Outcome =
  | 'rolled-back'
  | 'nothing-to-do'
  | 'dry-run'
  | 'listed'
  | 'failed'
  /** It serves again, and its verification fails. */
  | 'unhealthy'
  | 'superseded'
  | 'timed-out'
  | 'paused'
  | 'cancelled';

/** With these the step passes: the service runs what was asked for, or nothing else was asked for. */
export const PASSING: ReadonlySet<Outcome> = new Set<Outcome>(['rolled-back', 'nothing-to-do', 'dry-run', 'listed']);

export interface RollbackResult {
  readonly outcome: Outcome;
  /** One sentence, for people. */
  readonly reason: string;
  readonly hint?: string | undefined;
  /** The release left, or still running. */
  readonly from: Release;
  readonly to?: Release | undefined;
  /** With the outcome `listed`: newest first. */
  readonly releases?: readonly ListedRelease[] | undefined;
  readonly method?: Method | undefined;
  readonly source?: TargetSource | undefined;
  /** Settings of the service that go back too, as they were when the result was planned. */
  readonly restored?: readonly SettingDifference[] | undefined;
  readonly diagnosis?: Diagnosis | undefined;
  readonly events?: readonly EventView[] | undefined;
  /** Undefined where none was asked for, or there was nothing to verify. */
  readonly verified?: ReleaseVerification | undefined;
  /** Id of the rollback's GitHub deployment. */
  readonly githubDeployment?: number | undefined;
}

/** What a rollback that has begun goes from and to. */
export interface Going {
  readonly from: Release;
  readonly to: Release;
  /** Somebody else has begun it, and keeps a record of it as well. */
  readonly joined?: boolean | undefined;
}

/** The image of a release: the one its digest names, else the first container's. */
export function imageOf({ images, imageDigest }: Release): string | undefined {
  return images.find((image) => imageDigest !== undefined && image.endsWith(`@${imageDigest}`)) ?? images[0];
}
