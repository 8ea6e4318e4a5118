import { diagnose, type Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { diagnosisLines } from '#shared/ecs/diagnosis/render';
import type { DeployResult } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';

/** Why a rollout failed, told in the log and given. */
export async function explain(
  { plan }: Pick<Rollout, 'plan'>,
  { ends, events, reason }: Pick<DeployResult, 'ends' | 'events'> & { readonly reason: string | undefined },
  tools: DeployTools,
): Promise<Diagnosis> {
  const taskDefinition = plan.wanted.definition;
  const diagnosis = await diagnose({ ends, events, taskDefinition, reason }, tools.readLogs);
  tools.signal?.throwIfAborted();
  await tools.log.group('Diagnosis', () => {
    for (const line of diagnosisLines(diagnosis)) tools.log.info(line);
    return Promise.resolve();
  });
  return diagnosis;
}
