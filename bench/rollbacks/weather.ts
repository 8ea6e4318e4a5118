/** What does not work while one rollback is made. */
export interface Weather {
  /** So many of its first requests GitHub answers with 502; Infinity: all of them. */
  readonly badGateways: number;
  /** The operation that the role of the job may not call. */
  readonly denied: Denied;
}

export type Denied = 'nothing' | 'ECS.ListTaskDefinitions' | 'ECS.ListServiceDeployments' | 'ECS.TagResource';

export const FAIR: Weather = { badGateways: 0, denied: 'nothing' };

/** Who asks GitHub asks twice again (README: whatever GitHub does, the next place is looked in). */
const ATTEMPTS = 3;

/** Would GitHub tell its record to who asks for it first of all. */
export function githubTells({ badGateways }: Weather): boolean {
  return badGateways < ATTEMPTS;
}
