import type { CodeDeployApi, CodeDeployGroup, GroupRef } from '#shared/ecs/codedeploy/api';
import type { CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import type { Standing } from '#shared/ecs/codedeploy/standing';
import type { Method } from '../method.ts';

/** The deployment group of a service, and how it stood at the first look. */
export interface CodeDeployScene {
  /** Asks again when AWS is busy. */
  readonly api: CodeDeployApi;
  readonly ref: GroupRef;
  readonly group: CodeDeployGroup;
  readonly standing: Standing;
  readonly region: string;
  /** Looks at the service and its deployments anew. */
  readonly look: () => Promise<Standing>;
}

/** A way back that was begun, by this step or another. */
export interface Begun {
  readonly method: Extract<Method, 'stop-deployment' | 'create-deployment'>;
  readonly memory: CodeDeployMemory;
  /** By another, who keeps a record of it as well. */
  readonly joined?: boolean;
}
