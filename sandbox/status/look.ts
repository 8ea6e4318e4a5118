import type { CallCount } from '#sandbox/aws/call-counts';
import type { Ask } from './ask.ts';
import { lookAtServices } from './ecs-look.ts';
import type { SeenService } from './ecs-look.ts';
import type { FaultState, ServiceState, Snapshot } from './snapshot.ts';
import { lookAtListeners, lookAtTargets } from './traffic-look.ts';

export interface Sight {
  readonly ask: Ask;
  readonly region: string;
  readonly speed: number;
  /** By `SERVICE.Operation`. */
  readonly calls: () => ReadonlyMap<string, CallCount>;
  readonly faults: () => readonly FaultState[];
}

/** Everything the page shows, read through the sandbox's own operations: the page can show nothing a client could not see. */
export async function lookAround({ ask, region, speed, calls, faults }: Sight): Promise<Snapshot> {
  const [seen, listeners] = await Promise.all([lookAtServices(ask), lookAtListeners(ask)]);
  const services = await Promise.all(seen.map((service) => withTargets(ask, service)));
  const counts = Array.from(calls(), ([name, count]) => ({ name, ...count }));
  return { region, speed, services, listeners, calls: counts, faults: faults() };
}

async function withTargets(ask: Ask, { state, targetGroupArns }: SeenService): Promise<ServiceState> {
  const looks = targetGroupArns.map(async (arn) => {
    try {
      return await lookAtTargets(ask, arn);
    } catch (error) {
      // A target group may be deleted under a service: ECS shows that in its events, and the page goes on.
      return {
        name: arn,
        targets: [{ address: '', state: 'gone', why: error instanceof Error ? error.message : String(error) }],
      };
    }
  });
  return { ...state, targetGroups: await Promise.all(looks) };
}
