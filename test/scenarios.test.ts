import { describe, expect, it } from '@jest/globals';
import { loadLibrary } from '#sandbox/scenarios/library';
import { casesOf, failFastCases, pending, type Case } from '../bench/scenarios/cases.ts';
import { inLanes } from '../bench/scenarios/pool.ts';
import { perform, type Performance } from '../bench/scenarios/perform.ts';
import { mistakes } from '../bench/scenarios/verdict.ts';

const library = await loadLibrary();
const all = casesOf(library);

/** The quick ones of every kind; `npm run bench -- scenarios` deploys them all. */
const ecsDecides = [
  'broken-answers',
  'credentials-expire',
  'crash-at-start',
  'first-deployment-fails',
  'hook-fails',
  'lost-answer',
  'nothing-to-do',
  'pause-refused',
  'rollback-under-new-id',
  'sent-again',
  'service-deleted-meanwhile',
  'stale-reads',
  'superseded',
];
const byDefault = [
  'crash-at-start',
  'missing-tag',
  'one-bad-task',
  'secret-missing',
  'stuck-percentages',
  'wrong-port',
];
const slice = [
  ...all.filter(({ scenario }) => ecsDecides.includes(scenario)),
  ...failFastCases.filter(({ scenario }) => byDefault.includes(scenario)),
];

const performed = inLanes(slice, 4, ({ scenario, inputs }) => play(scenario, inputs));
const rows = slice.map((one, place) => ({
  title: `${one.scenario}, ${one.asTold ? 'ECS alone decides' : 'with the defaults'}: ${one.outcome}`,
  one,
  run: performed[place],
}));

function play(name: string, inputs: Case['inputs']): Promise<Performance> {
  const scenario = library.get(name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  return perform({ scenario, inputs, speed: 60, env: process.env });
}

describe('the bundle of deploy-ecs in the scenarios of the sandbox', () => {
  it.each(rows)(
    '$title',
    async ({ one, run }) => {
      expect(run).toBeDefined();
      if (run !== undefined) expect(mistakes(one, await run)).toEqual([]);
    },
    90_000,
  );
});

describe('the cases', () => {
  it('are of every scenario, deployed or pending with a reason', () => {
    const covered = [...new Set(all.map(({ scenario }) => scenario)), ...Object.keys(pending)].sort();
    expect(covered).toEqual([...library.keys()].sort());
    expect(failFastCases.map(({ scenario }) => library.has(scenario))).not.toContain(false);
    expect(slice).toHaveLength(ecsDecides.length + byDefault.length);
  });

  it('say why where another outcome is right than the verdict of the scenario', () => {
    const unexplained = [...all, ...failFastCases].filter(({ scenario, outcome, because }) => {
      const told = library.get(scenario)?.then.verdict;
      return outcome !== told && because === undefined;
    });
    expect(unexplained).toEqual([]);
  });

  it('name the cause of everything that does not pass', () => {
    const silent = [...all, ...failFastCases].filter(
      ({ outcome, says }) => !['deployed', 'unchanged', 'paused'].includes(outcome) && says === undefined,
    );
    expect(silent).toEqual([]);
  });
});

describe('a mistake', () => {
  const one: Case = { scenario: 'any', inputs: {}, outcome: 'rolled-back', says: /code 1/, asTold: true };
  const right = {
    exitCode: 1,
    outputs: { outcome: 'rolled-back', reason: 'exited with code 1', 'rolled-back-to': 'arn/web:1' },
    errors: ['exited with code 1'],
    summary: '## deploy-ecs: rolled-back',
    log: '',
    ending: { serves: ['A'] } as unknown as NonNullable<Performance['ending']>, // Nothing else of it is looked at.
    differences: [],
    writes: [],
  } satisfies Performance;

  it.each<[string, Partial<Performance>, RegExp]>([
    [
      'another outcome',
      { outputs: { ...right.outputs, outcome: 'deployed' } },
      /outcome deployed instead of rolled-back/,
    ],
    ['a step that passes', { exitCode: 0 }, /exit code 0/],
    ['a second error', { errors: [...right.errors, 'more'] }, /2 errors/],
    ['another cause', { errors: ['a task failed'] }, /the cause, \/code 1\/, is not told/],
    ['a summary of something else', { summary: '## deploy-ecs: failed' }, /the summary/],
    ['another ending of the play', { differences: ['serves: expected A'] }, /ECS did otherwise/],
    ['a rollback that nobody serves', { ending: undefined }, /rolled back, but nothing serves/],
    ['a rollback to nowhere', { outputs: { ...right.outputs, 'rolled-back-to': '' } }, /rolled-back-to is/],
  ])('is %s', (_, change, words) => {
    expect(mistakes(one, right)).toEqual([]);
    expect(mistakes(one, { ...right, ...change }).join('\n')).toMatch(words);
  });
});
