import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { wrong, type Evidence } from '../bench/rollouts/compare.ts';
import { planRollout } from '../bench/rollouts/plan.ts';
import { truthOf } from '../bench/rollouts/truth.ts';
import { root } from './support/project.ts';

describe('randomised rollouts', () => {
  it('give no wrong verdict in a slice of 50', async () => {
    const args = ['rollouts', '--runs', '50', '--seed', '1', '--lanes', '50', '--speed', '40'];
    const bench = spawn(process.execPath, [join(root, 'bench', 'main.ts'), ...args], { cwd: root });
    const [told, errors] = await Promise.all([text(bench.stdout), text(bench.stderr)]);
    expect(errors).toBe('');
    expect(told).toMatch(/\n50 rollouts from seed 1 in \d+ s, 0 wrong verdicts\n$/);
    // Each kind of ending was among them.
    for (const verdict of ['deployed', 'rolled-back', 'superseded', 'failed', 'timed-out'])
      expect(told).toMatch(new RegExp(`^${verdict} +\\d`, 'm'));
  }, 120_000);

  it('follow from their seeds', () => {
    expect(planRollout(7)).toEqual(planRollout(7));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(planRollout(seed)))).size).toBe(50);
  });
});

const fact = (revision: number, status: string, more: { triggered?: boolean; finishedAt?: number } = {}) => ({
  arn: `sd-${revision}`,
  taskDefinition: `web:${revision}`,
  status,
  triggered: false,
  createdAt: 0,
  finishedAt: undefined,
  ...more,
});
const former = fact(1, 'SUCCESSFUL');

describe('the truth about a release', () => {
  it.each([
    ['deployed', [fact(3, 'SUCCESSFUL'), former]],
    ['rolled-back', [fact(3, 'ROLLBACK_SUCCESSFUL'), former]],
    ['failed', [fact(3, 'STOPPED', { triggered: true }), former]],
    ['superseded', [fact(2, 'IN_PROGRESS'), fact(3, 'STOPPED'), former]],
    ['superseded', [fact(2, 'IN_PROGRESS'), fact(3, 'STOP_REQUESTED'), former]],
    ['deployed', [fact(3, 'SUCCESSFUL'), fact(3, 'STOPPED'), former]],
    ['undecided', [fact(3, 'IN_PROGRESS'), former]],
    ['none', [former]],
  ])('is %s', (truth, facts) => {
    expect(truthOf(facts, 'web:3')).toBe(truth);
  });
});

describe('a verdict', () => {
  const sound = { name: 'sound', faults: [], tasks: 0, lethal: false };
  const broken = { ...sound, name: 'broken', lethal: true };
  const evidence = (outcome: string, more: Partial<Evidence> = {}, rolledBackTo = 'web:1'): Evidence => ({
    plan: {
      ...planRollout(1),
      release: broken,
      meanwhile: { kind: 'supersede', afterMs: 0 },
      inputs: { 'wait-for-minutes': '2' },
    },
    run: {
      outcome,
      error: '',
      tookMs: 120_000,
      outputs: new Map([
        ['task-definition-arn', 'web:3'],
        ['rolled-back-to', rolledBackTo],
      ]),
    },
    facts: [fact(3, 'IN_PROGRESS'), former],
    former: 'web:1',
    disturbed: true,
    deadline: 1_000,
    ...more,
  });
  const healing = { plan: { ...evidence('').plan, release: sound } };

  it.each<[string, Evidence]>([
    ['deployed that was not', evidence('deployed')],
    ['superseded where nobody came', evidence('superseded')],
    ['rolled-back that was not', evidence('rolled-back')],
    ['rolled-back to elsewhere', evidence('rolled-back', { facts: [fact(3, 'ROLLBACK_SUCCESSFUL'), former] }, 'web:2')],
    [
      'rolled-back of what would have healed',
      evidence('rolled-back', { ...healing, facts: [fact(3, 'ROLLBACK_SUCCESSFUL'), former] }),
    ],
    ['failed where nothing did', evidence('failed', healing)],
    ['failed of what was deployed', evidence('failed', { facts: [fact(3, 'SUCCESSFUL'), former] })],
    [
      'timed-out of what was decided',
      evidence('timed-out', { facts: [fact(3, 'SUCCESSFUL', { finishedAt: 900 }), former] }),
    ],
    ['missing', evidence('')],
  ])('is wrong: %s', (_, facts) => {
    expect(wrong(facts)).toEqual(expect.any(String));
  });

  it.each<[string, Evidence]>([
    ['deployed', evidence('deployed', { facts: [fact(3, 'SUCCESSFUL'), former] })],
    ['superseded', evidence('superseded', { facts: [fact(2, 'IN_PROGRESS'), fact(3, 'STOPPED'), former] })],
    ['rolled-back', evidence('rolled-back', { facts: [fact(3, 'ROLLBACK_SUCCESSFUL'), former] })],
    ['rolled-back by another deployment', evidence('rolled-back', { facts: [former, fact(3, 'STOPPED'), former] })],
    ['failed', evidence('failed')],
    ['timed-out', evidence('timed-out')],
    [
      'timed-out a moment too early',
      evidence('timed-out', { facts: [fact(3, 'SUCCESSFUL', { finishedAt: 1_100 }), former] }),
    ],
  ])('is right: %s', (_, facts) => {
    expect(wrong(facts)).toBeUndefined();
  });
});
