import type { TaskDefinition } from './model.ts';

export const taskDefinitionStatuses = ['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'] as const;
export type TaskDefinitionStatus = (typeof taskDefinitionStatuses)[number];

export function statusOf({ deleteRequestedAt, deregisteredAt }: TaskDefinition): TaskDefinitionStatus {
  if (deleteRequestedAt !== undefined) return 'DELETE_IN_PROGRESS';
  return deregisteredAt === undefined ? 'ACTIVE' : 'INACTIVE';
}
