import type { ServiceDeployment } from '../model.ts';

/** Its status will not change any more. */
export function isFinished({ status }: ServiceDeployment): boolean {
  return ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(status);
}
