import { seededRandom } from '#sandbox/faults/selection';
import type { TaskFault } from '#sandbox/faults/task-faults';

/** What one rollout meets. All of it follows from the seed. */
export interface RolloutPlan {
  readonly seed: number;
  readonly desiredCount: number;
  readonly breaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly percentages: { readonly minimumHealthyPercent: number; readonly maximumPercent: number };
  /** What strikes the tasks of the release, and how many of them. */
  readonly release: Release;
  /** What somebody else does meanwhile, so many milliseconds of AWS time after the deployment began. */
  readonly meanwhile: Meanwhile;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Release {
  readonly name: string;
  readonly faults: readonly TaskFault[];
  /** Tasks that are struck; Infinity is every one. */
  readonly tasks: number;
  /** Can it never get up. `unstable`: it may live just long enough to count as deployed. */
  readonly lethal: boolean | 'unstable';
}

export interface Meanwhile {
  readonly kind: 'nothing' | 'supersede' | 'send-again' | 'scale' | 'stop';
  readonly afterMs: number;
}

const crash: TaskFault = { kind: 'exit', afterMs: 2_000, exitCode: 1, lastWords: ['Error: no database'] };
const lateCrash: TaskFault = { kind: 'exit', afterMs: 20_000, exitCode: 3 };

const releases: readonly (readonly [weight: number, release: Release])[] = [
  [45, { name: 'sound', faults: [], tasks: 0, lethal: false }],
  [8, { name: 'pulls slowly', faults: [{ kind: 'slow-pull', ms: 90_000 }], tasks: Infinity, lethal: false }],
  [8, { name: 'crashes once', faults: [crash], tasks: 1, lethal: false }],
  [12, { name: 'crashes at start', faults: [crash], tasks: Infinity, lethal: true }],
  [5, { name: 'crashes after 20 s', faults: [lateCrash], tasks: Infinity, lethal: 'unstable' }],
  [
    8,
    { name: 'has no such tag', faults: [{ kind: 'cannot-pull', why: 'missing-tag' }], tasks: Infinity, lethal: true },
  ],
  [4, { name: 'cannot be reached once', faults: [{ kind: 'cannot-pull', why: 'timeout' }], tasks: 1, lethal: false }],
  [5, { name: 'is out of memory', faults: [{ kind: 'out-of-memory', afterMs: 5_000 }], tasks: Infinity, lethal: true }],
  [5, { name: 'is never healthy', faults: [{ kind: 'failing-health-check' }], tasks: Infinity, lethal: true }],
];

const meanwhiles: readonly (readonly [weight: number, kind: Meanwhile['kind']])[] = [
  [60, 'nothing'],
  [15, 'supersede'],
  [6, 'send-again'],
  [11, 'scale'],
  [8, 'stop'],
];

export function planRollout(seed: number): RolloutPlan {
  const random = seededRandom(seed);
  // Seeds are neighbours; their first draws would be, too.
  random();
  const chance = (share: number): boolean => random() < share;
  const enable = chance(0.7);
  return {
    seed,
    desiredCount: 1 + Math.floor(random() * 3),
    breaker: { enable, rollback: enable && chance(0.7) },
    percentages: chance(0.8)
      ? { minimumHealthyPercent: 100, maximumPercent: 200 }
      : { minimumHealthyPercent: 0, maximumPercent: 100 },
    release: draw(releases, random()),
    meanwhile: { kind: draw(meanwhiles, random()), afterMs: 5_000 + random() * 115_000 },
    inputs: {
      'fail-fast': String(chance(0.5)),
      'on-failure': chance(0.7) ? 'rollback' : 'leave',
      'wait-for': chance(0.8) ? 'deployed' : 'stable',
      'wait-for-minutes': chance(0.85) ? '20' : '2',
    },
  };
}

export function draw<Value>(weighted: readonly (readonly [number, Value])[], at: number): Value {
  let left = at * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new RangeError(`nothing is drawn at ${at}`);
}
