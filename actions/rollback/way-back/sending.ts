import { awsFailure } from '#shared/aws/faults';
import { revisionName } from '#shared/ecs/names';
import type { RollbackTools, Scene } from '../scene.ts';

/** Says what was asked of AWS when it refuses; and, for a job that was cancelled meanwhile, what is not known. */
export async function sending<T>(
  { inputs, target }: Scene,
  { signal, log }: RollbackTools,
  call: () => Promise<T>,
): Promise<T> {
  const name = revisionName(target.release.taskDefinitionArn);
  try {
    return await call();
  } catch (error) {
    if (signal?.aborted === true) {
      log.warning(
        `The job was cancelled while the rollback to ${name} was asked for; whether it has begun is not known.`,
      );
    }
    signal?.throwIfAborted();
    throw awsFailure(`take service ${inputs.ref.service} back to ${name}`, error);
  }
}
