import type { Standing } from '#shared/ecs/codedeploy/standing';
import { sameRevision } from '#shared/ecs/names';

/** What is to be done for a service as it stands now. */
export type Step =
  /** Stopping the deployment under way leads to the target. */
  | { readonly kind: 'stop'; readonly deploymentId: string }
  /** Nothing is under way. */
  | { readonly kind: 'create' }
  /** The service is on its way to the target already, by this deployment. */
  | { readonly kind: 'joined'; readonly deploymentId: string; readonly takesBack: string | undefined }
  | { readonly kind: 'there' }
  /** A group has one deployment at a time, and the one under way has to end first. */
  | { readonly kind: 'clear'; readonly how: 'stop' | 'end-wait' | 'wait'; readonly deploymentId: string }
  /** Somebody else acted meanwhile, and knows better than who chose the target before. */
  | {
      readonly kind: 'overtaken';
      readonly why: 'deployed' | 'rollback';
      readonly by: { readonly taskDefinition: string | undefined; readonly id: string };
    };

export interface Wanted {
  /** ARN of the revision to go back to. */
  readonly target: string;
  /** Revisions that the service may run now: the one to leave. */
  readonly leaving: readonly string[];
}

/** How to go back, decided on one look. Pure. */
export function nextStep({ taskDefinition, underWay }: Standing, { target, leaving }: Wanted): Step {
  const runs = (arn: string): boolean => taskDefinition !== undefined && sameRevision(arn, taskDefinition);
  const { deployment } = underWay ?? {};
  const by = { taskDefinition, id: deployment?.id ?? '' };
  if (underWay === undefined || deployment === undefined) {
    if (runs(target)) return { kind: 'there' };
    return leaving.some(runs) ? { kind: 'create' } : { kind: 'overtaken', why: 'deployed', by };
  }
  const { id: deploymentId, takesBack } = deployment;
  if (runs(target)) return { kind: 'joined', deploymentId, takesBack };
  if (!leaving.some(runs)) {
    return { kind: 'overtaken', why: underWay.kind === 'turning-back' ? 'rollback' : 'deployed', by };
  }
  if (underWay.kind === 'turning-back') return { kind: 'clear', how: 'wait', deploymentId };
  if (underWay.leaves !== undefined && sameRevision(underWay.leaves, target)) return { kind: 'stop', deploymentId };
  // Its tasks serve until the target's do; what was before them nobody wants to go back to.
  return { kind: 'clear', how: deployment.terminates ? 'end-wait' : 'stop', deploymentId };
}
