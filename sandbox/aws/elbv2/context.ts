import type { SandboxClock } from '../../clock.ts';
import type { Routes } from './routes.ts';
import type { Elbv2State } from './state.ts';
import type { TargetRegistry } from './target-registry.ts';

/** What the operations share. */
export interface Elbv2Context {
  readonly clock: SandboxClock;
  readonly state: Elbv2State;
  readonly targets: TargetRegistry;
  readonly routes: Routes;
  /** The account's default VPC. */
  readonly vpcId: string;
  /** A new ARN: `resource` with an id of its own behind it. */
  readonly arn: (resource: string) => string;
}
