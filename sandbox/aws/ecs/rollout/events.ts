import type { EcsContext } from '../context.ts';
import type { Service } from '../model.ts';
import { elapsed } from '../time.ts';
import { timings } from '../timings.ts';

const keptEvents = 100;

/** Tells a service event, `(service S) …`. Two events never have the same time, so they keep their order when sorted. */
export function tell(context: EcsContext, service: Service, message: string): void {
  tellRaw(context, service, `(service ${service.name}) ${message}`);
}

/** Tells something that may hold for long only once in six hours. */
export function tellOnce(context: EcsContext, service: Service, message: string): void {
  const text = `(service ${service.name}) ${message}`;
  const recent = service.events.some(
    (event) => event.message === text && elapsed(context.clock, event.createdAt) < timings.repeatEvent,
  );
  if (!recent) tellRaw(context, service, text);
}

/** Tells what happens to one task set: `(service S, taskSet ecs-svc/N) …`. */
export function tellAboutTaskSet(
  context: EcsContext,
  service: Service,
  event: { readonly id: string; readonly what: string },
): void {
  tellRaw(context, service, `(service ${service.name}, taskSet ${event.id}) ${event.what}`);
}

/** Names the deployment as task set also where ECS is the controller. */
export function tellDraining(
  context: EcsContext,
  service: Service,
  drained: { deployment: string; count: number },
): void {
  const what = `has begun draining connections on ${drained.count} tasks.`;
  tellAboutTaskSet(context, service, { id: drained.deployment, what });
}

function tellRaw({ clock, ids }: EcsContext, service: Service, message: string): void {
  const last = service.events[0]?.createdAt ?? 0;
  const event = { id: ids.uuid(), createdAt: Math.max(clock.now(), last + 1), message };
  service.events = [event, ...service.events].slice(0, keptEvents);
}
