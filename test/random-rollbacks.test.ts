import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { Acted } from '../bench/rollbacks/act.ts';
import { judge, type Evidence, type Judged } from '../bench/rollbacks/compare.ts';
import { currentOf, type History } from '../bench/rollbacks/history.ts';
import type { Inputs } from '../bench/rollbacks/inputs.ts';
import {
  historyOf,
  previousByRule,
  rateOf,
  revisionMinusOne,
  whateverRanBefore,
  type Chooser,
} from '../bench/rollbacks/naive.ts';
import { planRollback } from '../bench/rollbacks/plan.ts';
import type { Snapshot } from '../bench/rollbacks/snapshot.ts';
import { FAIR } from '../bench/rollbacks/weather.ts';
import { root } from './support/project.ts';

const RUNS = 16;

describe('randomised rollbacks', () => {
  it(`are right in a slice of ${RUNS} histories`, async () => {
    const args = ['rollbacks', '--runs', String(RUNS), '--seed', '1', '--lanes', String(RUNS)];
    const bench = spawn(process.execPath, [join(root, 'bench', 'main.ts'), ...args], { cwd: root });
    const [told, errors] = await Promise.all([text(bench.stdout), text(bench.stderr)]);
    expect(errors).toBe('');
    expect(told).toMatch(new RegExp(`\n${RUNS} histories from seed 1, \\d+ rollbacks, in \\d+ s, 0 wrong\n$`));
    // They are not all of one kind.
    for (const kind of ['go', 'nothing', 'refuse, there is none'])
      expect(told).toMatch(new RegExp(`^right: ${kind} +\\d`, 'm'));
  }, 150_000);

  it('follow from their seeds', () => {
    expect(planRollback(7)).toEqual(planRollback(7));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(planRollback(seed)))).size).toBe(50);
  });
});

const plans = Array.from({ length: 300 }, (_, seed) => planRollback(seed));
const histories = plans.map(historyOf);

describe('other choices than the rule', () => {
  it.each<[string, Chooser]>([
    ['the revision minus one', revisionMinusOne],
    ['whatever ran before', whateverRanBefore],
  ])('would often be wrong: %s', (_, choose) => {
    const { some, other, none, one } = rateOf(choose, plans);
    expect(other / some).toBeGreaterThan(0.3);
    expect(one / none).toBeGreaterThan(0.5);
  });

  it.each<[string, Chooser]>([
    ['the revision minus one', revisionMinusOne],
    ['whatever ran before', whateverRanBefore],
  ])('are found wrong wherever they differ: %s', (_, choose) => {
    for (const history of histories) {
      const to = choose(history);
      if (to === undefined) continue;
      expect(verdict(history, { to })).toBe(to === previousByRule(history) ? 'right' : 'wrong');
    }
  });
});

describe('a rollback is wrong', () => {
  const history = histories.find(
    (each) => previousByRule(each) !== undefined && each.releases.every((one) => one.active),
  );
  if (history === undefined) throw new Error('no such history');
  const to = previousByRule(history) ?? 0;

  it.each<[string, Case]>([
    ['that says it is there and is not', { to, served: false }],
    ['that was begun twice', { to, requests: 2 }],
    ['that does not mark what it left', { to, marked: false }],
    ['that does nothing', { to: undefined, outcome: 'nothing-to-do' }],
    ['that gives up', { to: undefined, outcome: 'failed', requests: 0 }],
    ['that says somebody else deployed', { to, outcome: 'superseded' }],
    ['that marks another release', { to, alsoMarked: otherThan(history, to) }],
    ['of which a dry run changes the service', { to, outcome: 'dry-run', dryRun: true }],
  ])('%s', (_, given) => {
    expect(verdict(history, given)).toBe('wrong');
  });
});

interface Case {
  readonly to: number | undefined;
  readonly outcome?: string;
  readonly served?: boolean;
  readonly requests?: number;
  readonly marked?: boolean;
  readonly alsoMarked?: number;
  readonly dryRun?: boolean;
}

/** What is said of a rollback to the previous release by who begins so many deployments. */
function verdict(history: History, given: Case): Judged['verdict'] {
  const { to, outcome = 'rolled-back', served = true, requests = 1, marked = true, dryRun = false } = given;
  const from = currentOf(history).number;
  const inputs: Inputs = {
    to: { kind: 'previous' },
    onlyIfCurrent: undefined,
    environment: undefined,
    token: false,
    allowMigrations: false,
    cooldown: '0',
    dryRun,
    run: '9',
  };
  const run: Acted = {
    outcome,
    source: '',
    from,
    to,
    error: 'none',
    log: [],
    tookMs: 0,
    startedAt: 0,
    lookedAt: 0,
    served,
  };
  const before = snapshotOf(history);
  const at = new Date(1).toISOString();
  const written: readonly (readonly [number | undefined, string])[] = [
    ...(marked && (to ?? 0) < from ? [[from, 'cicd:failed'] as const] : []),
    [to, 'cicd:restored'],
    [given.alsoMarked, 'cicd:failed'],
  ];
  // What is deregistered is gone to as a copy.
  const target = to === undefined ? undefined : history.releases[to - 1];
  const copy = target?.active === false && !dryRun ? history.releases.length + 1 : undefined;
  const revisions = new Map(before.revisions);
  if (copy !== undefined && target !== undefined)
    revisions.set(copy, { image: String(target.image), tags: new Map([['cicd:restored', at]]) });
  for (const [number, key] of written) {
    const known = number === undefined || (number === to && copy !== undefined) ? undefined : revisions.get(number);
    if (known !== undefined && number !== undefined)
      revisions.set(number, { ...known, tags: new Map([...known.tags, [key, at]]) });
  }
  const evidence: Evidence = {
    inputs,
    weather: FAIR,
    histories: [history],
    runs: [{ ...run, to: copy ?? to }],
    before,
    after: {
      revisions,
      github: [],
      deployments: Array.from({ length: requests }, (_, place) => deployment(copy ?? to ?? 0, place)),
    },
    others: { deployed: new Set(), stopped: new Set() },
  };
  return judge(evidence).verdict;
}

function snapshotOf({ releases }: History): Snapshot {
  const revisions = releases.map(({ number, image }) => [number, { image: String(image), tags: new Map() }] as const);
  return { deployments: [], revisions: new Map(revisions), github: [] };
}

const deployment = (to: number, place: number) => ({
  arn: `sd-${place}`,
  taskDefinition: `web:${to}`,
  status: 'SUCCESSFUL',
  createdAt: 0,
  finishedAt: 1,
  triggered: false,
});

function otherThan(history: History, to: number): number {
  return history.releases.find(({ number }) => number !== to && number !== history.current)?.number ?? 1;
}
