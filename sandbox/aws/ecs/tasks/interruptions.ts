import type { StopOrder } from '../model.ts';

/** Why AWS itself ends a task: it takes spot capacity back, retires the host, or the host fails. */
export type Interruption = 'spot' | 'retirement' | 'infrastructure';

/** The stop codes are the SDK's; of the reasons no capture was found (reference, section 3.5). */
export const interruptions: Readonly<Record<Interruption, StopOrder>> = {
  spot: { code: 'SpotInterruption', reason: 'Your Spot Task was interrupted.' },
  retirement: {
    code: 'TerminationNotice',
    reason: 'ECS is performing maintenance on the underlying infrastructure hosting the task.',
  },
  infrastructure: { code: 'InfrastructureHealth', reason: 'The infrastructure hosting the task became unhealthy.' },
};
