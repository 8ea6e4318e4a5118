import { createHash } from 'node:crypto';
import { seededRandom } from '#sandbox/faults/selection';
import { draw } from '../rollouts/plan.ts';
import type { Registration } from './history.ts';
import { ENVIRONMENTS, type Environment } from './environment.ts';
import type { Wish } from './inputs.ts';
import { FAIR, type Weather } from './weather.ts';

/** Where a pipeline writes how a release did: it may lack the permission to tag, or GitHub may be down. */
export type Writes = 'both' | 'tags' | 'github';

/** A deployment on GitHub that is none of the service's, though much about it is the same. */
export type Stranger = 'another service' | 'another region' | 'a job';

/** One thing that happens to a service before the rollback. `which` chooses among the releases there are, from 0 to 1. */
export type Event =
  | { readonly kind: 'deploy'; readonly release: Registration }
  /** The deployment is stopped with rollback before it is completed. */
  | { readonly kind: 'deploy and stop'; readonly release: Registration }
  /** Registered in the same family for something else, and proven there or not. */
  | { readonly kind: 'elsewhere'; readonly release: Registration; readonly proven: boolean }
  /** The current release passes its verification, or fails it. */
  | { readonly kind: 'verify'; readonly writes: Writes }
  | { readonly kind: 'condemn'; readonly writes: Writes }
  /** A day goes by since the last rollback. */
  | { readonly kind: 'day' }
  | { readonly kind: 'roll back'; readonly wish: Wish }
  /** Somebody deploys an existing revision by hand. */
  | { readonly kind: 'by hand'; readonly which: number }
  | { readonly kind: 'lose image'; readonly which: number }
  | { readonly kind: 'deregister'; readonly which: number }
  | { readonly kind: 'lose tags'; readonly which: number }
  /** A deployment with a success on GitHub, as it were of that revision. */
  | { readonly kind: 'stranger'; readonly which: number; readonly who: Stranger; readonly environment: Environment };

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
}

type Random = () => number;

const kinds: readonly (readonly [weight: number, kind: Event['kind']])[] = [
  [40, 'deploy'],
  [4, 'deploy and stop'],
  [6, 'elsewhere'],
  [10, 'verify'],
  [8, 'condemn'],
  [3, 'day'],
  [11, 'roll back'],
  [5, 'by hand'],
  [5, 'lose image'],
  [5, 'deregister'],
  [5, 'lose tags'],
  [6, 'stranger'],
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
  /** What its tags name. */
  readonly environment: Environment | undefined;
  /** Where its GitHub deployments are. */
  readonly place: Environment;
  /** Does it keep GitHub deployments, and may it tag what it has verified. */
  readonly onGithub: boolean;
  readonly mayTag: boolean;
  readonly random: Random;
  readonly seed: number;
  readonly shas: string[];
}

export function planRollback(seed: number): RollbackPlan {
  const random = seededRandom(seed);
  // Seeds are neighbours; their first draws would be, too.
  random();
  const environment = oneOf(random, [...ENVIRONMENTS, undefined]);
  const place = environment ?? oneOf(random, ENVIRONMENTS);
  const ways = { onGithub: random() < 0.8, mayTag: random() < 0.5 };
  const team: Team = { environment, place, ...ways, random, seed, shas: [] };
  const first = registration(team);
  const length = 2 + Math.floor(random() * 9);
  const events = Array.from({ length }, () => eventsOf(draw(kinds, random()), team)).flat();
  const scene = sceneOf(draw(scenes, random()), team);
  return {
    seed,
    desiredCount: 1 + Math.floor(random() * 2),
    first,
    events: [verdict('verify', team), ...events],
    scene,
    wish: wishFor(scene, team),
  };
}

/** Most releases are verified when they are deployed. */
function eventsOf(kind: Event['kind'], team: Team): readonly Event[] {
  const first = event(kind, team);
  return kind === 'deploy' && team.random() < 0.55 ? [first, verdict('verify', team)] : [first];
}

function verdict<Kind extends 'verify' | 'condemn'>(
  kind: Kind,
  { mayTag, random }: Team,
): { readonly kind: Kind; readonly writes: Writes } {
  const chance = random();
  return { kind, writes: !mayTag || chance < 0.06 ? 'github' : chance < 0.14 ? 'tags' : 'both' };
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
      return verdict(kind, team);
    case 'day':
      return { kind };
    case 'stranger':
      return { kind, which: random(), who: oneOf(random, STRANGERS), environment: team.place };
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

const STRANGERS: readonly Stranger[] = ['another service', 'another region', 'a job'];

function registration({ environment, place, onGithub, random, seed, shas }: Team): Registration {
  const stray = random() < 0.12 ? oneOf(random, ENVIRONMENTS) : undefined;
  const chance = random();
  const known = shas[Math.floor(random() * shas.length)];
  const fresh = createHash('sha1').update(`${seed} ${shas.length}`).digest('hex');
  const alike = known === undefined ? fresh : `${known.slice(0, 7)}${fresh.slice(7)}`;
  const sha = chance < 0.1 ? (known ?? fresh) : chance < 0.2 ? alike : fresh;
  shas.push(sha);
  return {
    sha: random() < 0.95 ? sha : undefined,
    environment: (stray ?? environment)?.tag,
    migrations: random() < 0.08,
    tagged: random() < 0.9,
    told: onGithub && random() < 0.88 ? (stray ?? place) : undefined,
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

const denials: readonly (readonly [weight: number, denied: Weather['denied']])[] = [
  [82, 'nothing'],
  [7, 'ECS.ListTaskDefinitions'],
  [5, 'ECS.ListServiceDeployments'],
  [6, 'ECS.TagResource'],
];

function weather(random: Random): Weather {
  const chance = random();
  const badGateways = chance < 0.6 ? 0 : chance < 0.8 ? 1 + Math.floor(random() * 6) : Infinity;
  return { badGateways, denied: draw(denials, random()) };
}

function wish({ place, onGithub, mayTag, random }: Team): Wish {
  // Where GitHub alone has the record, it is asked for it.
  const onlyThere = onGithub && !mayTag;
  const named = random() < (onlyThere ? 0.8 : 0.5) ? place : undefined;
  return {
    to: draw(wanted, random()),
    which: random(),
    onlyIfCurrent: random() < 0.65 ? 'none' : random() < 0.8 ? 'current' : 'other',
    environment: random() < 0.05 ? oneOf(random, ENVIRONMENTS) : named,
    token: random() < (onlyThere ? 0.95 : 0.7),
    allowMigrations: random() < 0.25,
    cooldown: random() < 0.75 ? '0' : '24h',
    dryRun: random() < 0.07,
    run: String(1 + Math.floor(random() * 3)),
    weather: weather(random),
  };
}

function wishFor(scene: Scene, team: Team): Wish {
  const drawn = wish(team);
  if (scene.kind === 'calm') return drawn;
  // What is under way is known by the deployments, and who does it by the tags.
  const allowed = { ...drawn, weather: { ...drawn.weather, denied: FAIR.denied } };
  // Whoever starts it twice wants to go back once; without either of these, the later one could go back once more.
  if (scene.kind !== 'twice') return allowed;
  return { ...allowed, dryRun: false, ...(drawn.onlyIfCurrent === 'current' ? {} : { cooldown: '24h' }) };
}

function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  return draw(
    values.map((value) => [1, value] as const),
    random(),
  );
}
