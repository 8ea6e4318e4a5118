import type { RevertMethod } from '#shared/ecs/rollout/revert';

/** What was sent: `create-deployment` of AWS CodeDeploy, `stop-deployment` of either service. */
export type Method = RevertMethod | 'create-deployment';
