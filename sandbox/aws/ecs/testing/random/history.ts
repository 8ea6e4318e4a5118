import { object, text } from '../harness.ts';
import { act, create, newest, update } from './acts.ts';
import { kindConfiguration } from './configuration.ts';
import { Dice } from './dice.ts';
import { World } from './world.ts';

const terminal = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

/** A deployment under way ends by itself, one way or the other, where a circuit breaker watches it and its limits leave room. */
async function endUnaided(world: World): Promise<void> {
  await world.tick();
  const { strategy } = object(newest(world)['deploymentConfiguration']);
  const configuration = object(world.now.service['deploymentConfiguration']);
  const watched = object(configuration['deploymentCircuitBreaker'])['enable'] === true;
  const hasRoom = strategy !== 'ROLLING' || configuration['maximumPercent'] === 200;
  if (!world.calm || world.status !== 'ACTIVE' || !watched || !hasRoom) return;
  world.tell('let it end');
  for (let ticks = 0; !terminal.includes(text(newest(world), 'status')); ticks += 1) {
    if (ticks > threeHours) throw new Error(`its deployment does not end: ${JSON.stringify(newest(world))}`);
    await world.tick();
  }
}

const threeHours = 3 * 360;

/** Lets everything go well from now on: whatever has happened, the service comes to rest, and runs what was deployed last. */
async function comeToRest(world: World): Promise<void> {
  world.tell('mend');
  world.full = false;
  world.alarms.states.set('errors', 'OK');
  world.harness.targetGroups.mend();
  do await world.tick();
  while (world.status === 'DRAINING');
  if (world.status === 'INACTIVE') await create(world);
  const deploymentConfiguration = kindConfiguration(world.dice, world.reach);
  const taskDefinition = await world.register('good');
  world.tell(`deploy good with ${JSON.stringify(deploymentConfiguration)}`);
  await update(world, { deploymentConfiguration, taskDefinition, desiredCount: world.dice.pick([1, 2, 3]) });
  for (let ticks = 0; ticks === 0 || !isAtRest(world); ticks += 1) {
    if (ticks > threeHours) throw new Error(`it does not come to rest: ${JSON.stringify(world.now.deployments)}`);
    await world.tick();
  }
  if (newest(world)['status'] !== 'SUCCESSFUL' || world.now.service['taskDefinition'] !== taskDefinition) {
    throw new Error(`it ends otherwise: ${JSON.stringify(newest(world))}`);
  }
}

function isAtRest({ now }: World): boolean {
  const [only, ...others] = now.deployments;
  const living = now.tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  return (
    others.length === 0 &&
    only?.['rolloutState'] === 'COMPLETED' &&
    living.length === now.service['desiredCount'] &&
    living.every(({ healthy }) => healthy) &&
    text(now.events[0] ?? {}, 'message').endsWith('has reached a steady state.')
  );
}

/**
 * Plays one random history of a service, and looks at it at every tick.
 * @throws Error what did not hold, with the seed and all that had happened
 */
export async function play(seed: number): Promise<void> {
  const world = new World(new Dice(seed));
  try {
    await create(world);
    const length = 4 + world.dice.below(10);
    for (let done = 0; done < length; done += 1) {
      const ticks = world.dice.pick([1, 2, 4, 8, 16, 40]);
      for (let passed = 0; passed < ticks; passed += 1) await world.tick();
      await act(world);
    }
    await endUnaided(world);
    await comeToRest(world);
  } catch (error) {
    const events = world.now.events.map(
      (event) => `${Number(event['createdAt']) % 1_000_000} ${text(event, 'message')}`,
    );
    const story = [`seed ${seed}`, String(error), ...world.story, 'last events:', ...events.slice(0, 12)];
    throw new Error(story.join('\n'), { cause: error });
  } finally {
    await world.harness.ecs.close();
  }
}
