import { createHash } from 'node:crypto';
import { seededRandom } from '#sandbox/faults/selection';
import { draw } from '../rollouts/plan.ts';
import type { Registration } from './history.ts';
import { ENVIRONMENTS, type Environment, type Wish } from './inputs.ts';

/** One thing that happens to a service before the rollback. `which` chooses among the releases there are, from 0 to 1. */
export type Event =
  | { readonly kind: 'deploy'; readonly release: Registration }
  /** The deployment is stopped with rollback before it is completed. */
  | { readonly kind: 'deploy and stop'; readonly release: Registration }
  /** Registered in the same family for something else, and proven there or not. */
  | { readonly kind: 'elsewhere'; readonly release: Registration; readonly proven: boolean }
  /** The current release passes its verification, or fails it. */
  | { readonly kind: 'verify' }
  | { readonly kind: 'condemn' }
  /** An hour goes by since the last rollback. */
  | { readonly kind: 'hour' }
  | { readonly kind: 'roll back'; readonly wish: Wish }
  /** Somebody deploys an existing revision by hand. */
  | { readonly kind: 'by hand'; readonly which: number }
  | { readonly kind: 'lose image'; readonly which: number }
  | { readonly kind: 'deregister'; readonly which: number }
  | { readonly kind: 'lose tags'; readonly which: number };

/** How the service is found by the rollback that is judged, and what happens meanwhile. */
export type Scene =
  | { readonly kind: 'calm' }
  /** The same rollback is started twice at once. */
  | { readonly kind: 'twice' }
  /** Somebody deploys a new release so many milliseconds of AWS time after the rollback was started. */
  | { readonly kind: 'meanwhile'; readonly release: Registration; readonly afterMs: number }
  /** A new release is being deployed, and takes long. */
  | { readonly kind: 'deploying'; readonly release: Registration }
  /** Somebody is going back by hand. */
  | { readonly kind: 'going back'; readonly which: number }
  /** Somebody has stopped the deployment of a new release, and ECS is going back. */
  | { readonly kind: 'turning back'; readonly release: Registration };

/** One service, all that happened to it, and the rollback that is judged. All of it follows from the seed. */
export interface RollbackPlan {
  readonly seed: number;
  readonly desiredCount: number;
  readonly first: Registration;
  readonly events: readonly Event[];
  readonly scene: Scene;
  readonly wish: Wish;
  /** Does GitHub answer 502 to everything. */
  readonly githubDown: boolean;
}

type Random = () => number;

const kinds: readonly (readonly [weight: number, kind: Event['kind']])[] = [
  [40, 'deploy'],
  [4, 'deploy and stop'],
  [6, 'elsewhere'],
  [10, 'verify'],
  [8, 'condemn'],
  [3, 'hour'],
  [9, 'roll back'],
  [5, 'by hand'],
  [5, 'lose image'],
  [4, 'deregister'],
  [3, 'lose tags'],
];

const scenes: readonly (readonly [weight: number, kind: Scene['kind']])[] = [
  [48, 'calm'],
  [12, 'twice'],
  [14, 'meanwhile'],
  [12, 'deploying'],
  [8, 'going back'],
  [6, 'turning back'],
];

/** What the releases of a service are like. */
interface Team {
  readonly environment: Environment | undefined;
  readonly random: Random;
  readonly seed: number;
  readonly shas: string[];
}

export function planRollback(seed: number): RollbackPlan {
  const random = seededRandom(seed);
  // Seeds are neighbours; their first draws would be, too.
  random();
  const team: Team = { environment: oneOf(random, [...ENVIRONMENTS, undefined]), random, seed, shas: [] };
  const first = registration(team);
  const length = 2 + Math.floor(random() * 9);
  const events = Array.from({ length }, () => eventsOf(draw(kinds, random()), team)).flat();
  const scene = sceneOf(draw(scenes, random()), team);
  return {
    seed,
    desiredCount: 1 + Math.floor(random() * 2),
    first,
    events: [{ kind: 'verify' }, ...events],
    scene,
    wish: wishFor(scene, team),
    githubDown: random() < 0.6,
  };
}

/** Most releases are verified when they are deployed. */
function eventsOf(kind: Event['kind'], team: Team): readonly Event[] {
  const first = event(kind, team);
  return kind === 'deploy' && team.random() < 0.55 ? [first, { kind: 'verify' }] : [first];
}

function event(kind: Event['kind'], team: Team): Event {
  const { random } = team;
  switch (kind) {
    case 'deploy':
    case 'deploy and stop':
      return { kind, release: registration(team) };
    case 'elsewhere':
      return {
        kind,
        release: registration({ ...team, environment: oneOf(random, ENVIRONMENTS) }),
        proven: random() < 0.5,
      };
    case 'roll back':
      return { kind, wish: wish(team) };
    case 'verify':
    case 'condemn':
    case 'hour':
      return { kind };
    default:
      return { kind, which: random() };
  }
}

function sceneOf(kind: Scene['kind'], team: Team): Scene {
  switch (kind) {
    case 'calm':
    case 'twice':
      return { kind };
    case 'meanwhile':
      return { kind, release: registration(team), afterMs: team.random() * 200_000 };
    case 'deploying':
    case 'turning back':
      return { kind, release: registration(team) };
    case 'going back':
      return { kind, which: team.random() };
  }
}

function registration({ environment, random, seed, shas }: Team): Registration {
  const stray = random() < 0.12 ? oneOf(random, ENVIRONMENTS) : environment;
  const chance = random();
  const known = shas[Math.floor(random() * shas.length)];
  const fresh = createHash('sha1').update(`${seed} ${shas.length}`).digest('hex');
  const alike = known === undefined ? fresh : `${known.slice(0, 7)}${fresh.slice(7)}`;
  const sha = chance < 0.1 ? (known ?? fresh) : chance < 0.2 ? alike : fresh;
  shas.push(sha);
  return {
    sha: random() < 0.95 ? sha : undefined,
    environment: stray?.tag,
    migrations: random() < 0.08,
    tagged: random() < 0.93,
  };
}

const wanted: readonly (readonly [weight: number, to: Wish['to']])[] = [
  [64, 'previous'],
  [8, 'full commit'],
  [8, 'short commit'],
  [1, 'strange commit'],
  [6, 'number'],
  [5, '#number'],
  [7, 'revision'],
  [1, 'strange revision'],
];

function wish({ environment, random }: Team): Wish {
  const named = random() < 0.25 ? (environment ?? oneOf(random, ENVIRONMENTS)) : undefined;
  return {
    to: draw(wanted, random()),
    which: random(),
    onlyIfCurrent: random() < 0.65 ? 'none' : random() < 0.8 ? 'current' : 'other',
    environment: random() < 0.05 ? oneOf(random, ENVIRONMENTS) : named,
    token: random() < 0.6,
    allowMigrations: random() < 0.25,
    cooldown: random() < 0.75 ? '0' : '24h',
    dryRun: random() < 0.07,
    run: String(1 + Math.floor(random() * 3)),
  };
}

function wishFor(scene: Scene, team: Team): Wish {
  const drawn = wish(team);
  // Whoever starts it twice wants to go back once; without either of these, the later one could go back once more.
  if (scene.kind !== 'twice') return drawn;
  return { ...drawn, dryRun: false, ...(drawn.onlyIfCurrent === 'current' ? {} : { cooldown: '24h' }) };
}

function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  return draw(
    values.map((value) => [1, value] as const),
    random(),
  );
}
