import type { CallRecord } from '#sandbox/aws/server';
import type { Ask } from './ask.ts';
import { lookAtServices } from './ecs-look.ts';
import type { SeenService } from './ecs-look.ts';
import type { CallCount, ServiceState, Snapshot } from './snapshot.ts';
import { lookAtListeners, lookAtTargets } from './traffic-look.ts';

export interface Sight {
  readonly ask: Ask;
  readonly region: string;
  readonly speed: number;
  readonly calls: () => readonly CallRecord[];
}

/** Everything the page shows, read through the sandbox's own operations: the page can show nothing a client could not see. */
export async function lookAround({ ask, region, speed, calls }: Sight): Promise<Snapshot> {
  const [seen, listeners] = await Promise.all([lookAtServices(ask), lookAtListeners(ask)]);
  const services = await Promise.all(seen.map((service) => withTargets(ask, service)));
  return { region, speed, services, listeners, calls: countCalls(calls()) };
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

function countCalls(calls: readonly CallRecord[]): readonly CallCount[] {
  const groups = Map.groupBy(calls, ({ service, operation }) => `${service} ${operation}`);
  return Array.from(groups, ([name, entries]) => ({
    name,
    count: entries.length,
    errors: entries.filter(({ status }) => status >= 400).length,
  })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
