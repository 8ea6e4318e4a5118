import { seededRandom } from '#sandbox/faults/selection';
import type { TaskFault } from '#sandbox/faults/task-faults';
import { draw } from '../rollouts/plan.ts';

export type Strategy = 'rolling' | 'blue-green' | 'canary';

/** What health-verify is asked to look at: answers of the URL, what Amazon ECS says, or both. */
export type Evidence = 'url' | 'service' | 'both';

/** What becomes of the update that is verified. */
export type Kind =
  | 'good'
  | 'slow'
  /** Its image takes longer to pull than health-verify waits. */
  | 'too late'
  /** Nobody deploys it: the old version stays. */
  | 'never updated'
  /** Its tasks crash, and the circuit breaker brings the old version back. */
  | 'crashes'
  /** Somebody orders the way back when the new version has begun to answer. */
  | 'taken back'
  /** Old and new answer side by side, until the time is up. */
  | 'mixed'
  /** The load balancer answers 503 for a while in the cut-over. */
  | 'burst'
  | 'flapping'
  /** The new version does not tell which one it is. */
  | 'unnamed';

/** One verification of one update. All of it follows from the seed. Milliseconds are AWS time. */
export interface VerifyPlan {
  readonly seed: number;
  readonly kind: Kind;
  readonly strategy: Strategy;
  readonly desiredCount: number;
  readonly maximumPercent: number;
  readonly evidence: Evidence;
  /** When health-verify starts, after the update; below 0: before it. */
  readonly startsAfterMs: number;
  /** What somebody does, so long after the new version has begun to answer. */
  readonly meanwhileAfterMs: number;
  /** What strikes the tasks of the new version, from the first or the second on. */
  readonly fault: { readonly fault: TaskFault; readonly from: number } | undefined;
  readonly timeoutMs: number;
  readonly stableForMs: number;
  readonly successThreshold: number;
  /** The verdicts that can be right; which of them is, the truth tells. */
  readonly verdicts: readonly string[];
}

const MINUTE = 60_000;
/** Longer than any new version answers that is taken back. */
const STABLE_MS = 3 * MINUTE;
const kinds: readonly (readonly [weight: number, kind: Kind])[] = [
  [26, 'good'],
  [8, 'slow'],
  [8, 'too late'],
  [10, 'never updated'],
  [10, 'crashes'],
  [12, 'taken back'],
  [8, 'mixed'],
  [8, 'burst'],
  [5, 'flapping'],
  [5, 'unnamed'],
];

const timeouts: Readonly<Record<Kind, number>> = {
  good: 10 * MINUTE,
  slow: 12 * MINUTE,
  'too late': 3 * MINUTE,
  'never updated': 2 * MINUTE,
  crashes: 5 * MINUTE,
  'taken back': 9 * MINUTE,
  mixed: 6 * MINUTE,
  burst: 10 * MINUTE,
  flapping: 5 * MINUTE,
  unnamed: 5 * MINUTE,
};

const faults: Readonly<Partial<Record<Kind, TaskFault>>> = {
  slow: { kind: 'slow-pull', ms: 90_000 },
  'too late': { kind: 'slow-pull', ms: 20 * MINUTE },
  crashes: { kind: 'exit', afterMs: 2_000, exitCode: 1 },
  flapping: { kind: 'flapping', periodMs: 15_000 },
};

const verdicts: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  'taken back': ['healthy', 'wrong-version'],
  flapping: ['healthy', 'unhealthy', 'wrong-version'],
};
const HEALS: readonly Kind[] = ['good', 'slow', 'burst'];

export function planVerification(seed: number): VerifyPlan {
  const random = seededRandom(seed);
  // Seeds are neighbours; their first draws would be, too.
  random();
  const kind = draw(kinds, random());
  const strategy: Strategy = draw(strategies(kind), random());
  const held = kind === 'mixed' && strategy === 'rolling';
  const desiredCount = held ? 2 : 1 + Math.floor(random() * 3);
  const evidence = draw(evidences(kind), random());
  const stable = random() < (kind === 'taken back' ? 0.6 : 0.15) && timeouts[kind] > 2 * STABLE_MS;
  const narrow = random() < 0.3;
  const fault = held ? { kind: 'cannot-pull' as const, why: 'missing-tag' as const } : faults[kind];
  return {
    seed,
    kind,
    strategy,
    desiredCount,
    // A single task is replaced only where there is room for a second one.
    maximumPercent: held || (desiredCount > 1 && narrow) ? 150 : 200,
    evidence,
    startsAfterMs: (random() * 3 - 1) * MINUTE,
    meanwhileAfterMs: random() * 40_000,
    fault: fault && { fault, from: held ? 2 : 1 },
    timeoutMs: timeouts[kind],
    stableForMs: stable ? STABLE_MS : 0,
    // The load balancer takes its targets in turn, and begins elsewhere when one comes: fewer answers, each from a new
    // target, would be no proof that no old one is left.
    successThreshold: evidence === 'url' ? Math.max(3, 2 * desiredCount + 1) : 3,
    verdicts: verdicts[kind] ?? (HEALS.includes(kind) ? ['healthy'] : ['wrong-version']),
  };
}

function strategies(kind: Kind): readonly (readonly [number, Strategy])[] {
  // Of blue/green, old and new never answer side by side for long.
  if (kind === 'mixed')
    return [
      [1, 'rolling'],
      [1, 'canary'],
    ];
  return [
    [2, 'rolling'],
    [2, 'blue-green'],
    [1, 'canary'],
  ];
}

/** What answers a request, or names itself in it, is not seen from inside. */
function evidences(kind: Kind): readonly (readonly [number, Evidence])[] {
  if (kind === 'burst' || kind === 'flapping' || kind === 'unnamed') return [[1, 'url']];
  return [
    [6, 'url'],
    [2, 'service'],
    [2, 'both'],
  ];
}
