import { AwsError } from '#sandbox/aws/service';
import type { JsonObject } from '#sandbox/aws/service';
import { objects, text } from '../harness.ts';
import { anyConfiguration, images } from './configuration.ts';
import { addressOf } from './snapshot.ts';
import type { World } from './world.ts';

/** Something that a person, or the world, does to the service. */
type Act = (world: World) => Promise<void>;

const anyImage = ({ calm, dice }: World): string => {
  const chosen = dice.pick(['good', 'good', 'good', 'slow', ...keys(images)]);
  return calm && chosen === 'dying' ? 'good' : chosen;
};

function keys(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(record);
}

export const update = async (world: World, more: JsonObject): Promise<void> => {
  await world.harness.call('UpdateService', { service: 'web', ...more });
};

export const newest = ({ now }: World): JsonObject => now.records[0] ?? {};

const acts = {
  deploy: async (world) => {
    const image = anyImage(world);
    world.tell(`deploy ${image}`);
    await update(world, { taskDefinition: await world.register(image) });
  },
  reconfigure: async (world) => {
    const deploymentConfiguration = anyConfiguration(world.dice, world.reach);
    const image = anyImage(world);
    world.tell(`deploy ${image} with ${JSON.stringify(deploymentConfiguration)}`);
    await update(world, { deploymentConfiguration, taskDefinition: await world.register(image) });
  },
  configure: async (world) => {
    const deploymentConfiguration = anyConfiguration(world.dice, world.reach);
    world.tell(`configure ${JSON.stringify(deploymentConfiguration)}`);
    await update(world, { deploymentConfiguration });
  },
  force: async (world) => {
    world.tell('force');
    await update(world, { forceNewDeployment: true });
  },
  scale: async (world) => {
    const desiredCount = world.dice.pick([0, 1, 2, 3, 4]);
    world.tell(`scale ${desiredCount}`);
    await update(world, { desiredCount });
  },
  stop: async (world) => {
    world.tell('stop');
    await world.harness.call('StopServiceDeployment', {
      serviceDeploymentArn: text(newest(world), 'serviceDeploymentArn'),
    });
  },
  go: async (world) => {
    const record = newest(world);
    const [hook] = record['lifecycleHookDetails'] === undefined ? [] : objects(record['lifecycleHookDetails']);
    if (!hook) return;
    const action = world.dice.pick(['CONTINUE', 'CONTINUE', 'ROLLBACK']);
    world.tell(`hook ${action}`);
    const { serviceDeploymentArn } = record;
    await world.harness.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId: hook['hookId'], action });
  },
  alarm: (world) => {
    const state = world.dice.chance(0.3) ? 'ALARM' : 'OK';
    world.tell(`alarm ${state}`);
    world.alarms.states.set('errors', state);
    return Promise.resolve();
  },
  delete: async (world) => {
    world.tell('delete');
    await world.harness.call('DeleteService', { service: 'web', force: true });
  },
  full: (world) => {
    world.full = world.dice.chance(0.5);
    world.tell(world.full ? 'no room' : 'room');
    return Promise.resolve();
  },
  interrupt: (world) => {
    const id = victim(world);
    if (id === undefined) return Promise.resolve();
    world.tell(`interrupt ${id}`);
    world.harness.ecs.interrupt(id, world.dice.pick(['spot', 'retirement', 'infrastructure']));
    return Promise.resolve();
  },
  kill: async (world) => {
    const task = victim(world);
    if (task === undefined) return;
    world.tell(`kill ${task}`);
    await world.harness.call('StopTask', { task });
  },
  sicken: (world) => {
    const id = victim(world);
    const task = world.now.tasks.find((each) => each.id === id);
    if (!task) return Promise.resolve();
    world.tell(`sicken ${task.id}`);
    world.harness.targetGroups.fail(addressOf(task.raw), 'Health checks failed with these codes: [502]');
    return Promise.resolve();
  },
} satisfies Readonly<Record<string, Act>>;

const calmActs = ['deploy', 'deploy', 'deploy', 'reconfigure', 'reconfigure', 'configure', 'force', 'scale'] as const;
const moreCalmActs = ['stop', 'stop', 'go', 'go', 'alarm', 'delete'] as const;
const stormyActs = ['full', 'interrupt', 'kill', 'sicken'] as const;

function victim({ dice, now }: World): string | undefined {
  const wanted = now.tasks.filter((task) => task.wanted);
  return wanted[dice.below(wanted.length)]?.id;
}

/** What ECS may answer to requests at a bad moment. */
const refusals = ['InvalidParameterException', 'ConflictException', 'ServiceNotActiveException'];

/** Does one thing, which may be refused. */
export async function act(world: World): Promise<void> {
  const { calm, dice } = world;
  if (world.status === 'INACTIVE') {
    await create(world);
    return;
  }
  const name = dice.pick([...calmActs, ...moreCalmActs, ...(calm ? [] : stormyActs)]);
  try {
    await acts[name](world);
  } catch (error) {
    if (!(error instanceof AwsError) || !refusals.includes(error.code)) throw error;
    world.tell(`(${error.message})`);
  }
}

export async function create(world: World): Promise<void> {
  const image = anyImage(world);
  const deploymentConfiguration = anyConfiguration(world.dice, world.reach);
  const desiredCount = world.dice.pick([1, 2, 3]);
  world.tell(`create ${image} ${desiredCount} behind ${world.reach}: ${JSON.stringify(deploymentConfiguration)}`);
  await world.create(image, { deploymentConfiguration, desiredCount });
}
