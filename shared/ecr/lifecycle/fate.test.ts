import { describe, expect, it } from '@jest/globals';
import { fateOf, type Fate } from './fate.ts';
import { parseLifecyclePolicy } from './policy.ts';
import type { ImageFacts } from './select.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const ago = (days: number): number => NOW - days * DAY;

interface Selection {
  readonly tagStatus?: 'tagged' | 'untagged' | 'any';
  readonly tagPatternList?: readonly string[];
  readonly tagPrefixList?: readonly string[];
  readonly storageClass?: string;
  readonly countType?: string;
  readonly countUnit?: string;
  readonly countNumber?: number;
}

function rule(rulePriority: number, selection: Selection, action: object = { type: 'expire' }): object {
  return { rulePriority, selection: { tagStatus: 'any', ...selection }, action };
}

const pushed = (days: number): Selection => ({ countType: 'sinceImagePushed', countUnit: 'days', countNumber: days });
const pulled = (days: number): Selection => ({ countType: 'sinceImagePulled', countUnit: 'days', countNumber: days });
const more = (count: number): Selection => ({ countType: 'imageCountMoreThan', countNumber: count });
const ARCHIVE = { type: 'transition', targetStorageClass: 'archive' };

function image(days: number, tags: readonly string[] = ['v1'], facts: Partial<ImageFacts> = {}): ImageFacts {
  const times = { pushedAt: ago(days), pulledAt: undefined, activatedAt: undefined };
  return { digest: `sha256:${days}-${tags.join()}`, tags, ...times, status: 'ACTIVE', ...facts };
}

function fate(rules: readonly object[], of: ImageFacts, others: readonly ImageFacts[] = []): Fate {
  const parsed = parseLifecyclePolicy(JSON.stringify({ rules })) ?? [];
  expect(parsed).toHaveLength(rules.length);
  return fateOf(of, { rules: parsed, others: [of, ...others], now: NOW });
}

/** `rule 1 in 4 days`, `rule 1, place 3, 2 left`, `kept`. */
function told(result: Fate): string {
  if (result.kind === 'dated') return `rule ${result.rule.priority} in ${(result.at - NOW) / DAY} days`;
  if (result.kind === 'counted')
    return `rule ${result.rule.priority}, place ${result.place}, ${result.pushesLeft} left`;
  return result.kind;
}

describe('age', () => {
  it.each<readonly [string, readonly object[], ImageFacts, string]>([
    ['since it was pushed', [rule(1, pushed(30))], image(26), 'rule 1 in 4 days'],
    ['over', [rule(1, pushed(30))], image(31), 'rule 1 in -1 days'],
    [
      'since it was pulled',
      [rule(1, pulled(30), ARCHIVE)],
      image(90, ['v1'], { pulledAt: ago(10) }),
      'rule 1 in 20 days',
    ],
    ['since the push of one never pulled', [rule(1, pulled(30), ARCHIVE)], image(29), 'rule 1 in 1 days'],
    [
      'since it came back from the archive',
      [rule(1, pulled(30), ARCHIVE)],
      image(90, ['v1'], { pulledAt: ago(80), activatedAt: ago(5) }),
      'rule 1 in 25 days',
    ],
    ['in a unit nobody knows yet', [rule(1, { ...pushed(30), countUnit: 'hours' })], image(1), 'untold'],
    ['of a kind nobody knows yet', [rule(1, { ...pushed(30), countType: 'sinceMoon' })], image(1), 'untold'],
    ['with an action nobody knows yet', [rule(1, pushed(30), { type: 'freeze' })], image(1), 'untold'],
  ])('%s', (...[, rules, of, expected]) => {
    expect(told(fate(rules, of))).toBe(expected);
  });
});

describe('which images a rule selects', () => {
  const tagged = (list: Selection): object => rule(1, { ...pushed(1), tagStatus: 'tagged', ...list });
  it.each<readonly [string, object, readonly string[], boolean]>([
    ['any, tagged', rule(1, pushed(1)), ['v1'], true],
    ['any, untagged', rule(1, pushed(1)), [], true],
    ['untagged, tagged', rule(1, { ...pushed(1), tagStatus: 'untagged' }), ['v1'], false],
    ['untagged, untagged', rule(1, { ...pushed(1), tagStatus: 'untagged' }), [], true],
    ['a prefix', tagged({ tagPrefixList: ['prod'] }), ['prod1'], true],
    ['a prefix, in the middle', tagged({ tagPrefixList: ['prod'] }), ['x-prod1'], false],
    ['two prefixes, one of them there', tagged({ tagPrefixList: ['alpha', 'beta'] }), ['alpha-1'], false],
    ['two prefixes, both there', tagged({ tagPrefixList: ['alpha', 'beta'] }), ['beta-1', 'alpha-1'], true],
    ['a pattern', tagged({ tagPatternList: ['*prod*1'] }), ['a-prod-01'], true],
    ['a pattern that ends otherwise', tagged({ tagPatternList: ['*prod*1'] }), ['a-prod-02'], false],
    ['a pattern whose ends would overlap', tagged({ tagPatternList: ['aba*aba'] }), ['abaaba'], true],
    ['a pattern whose ends do overlap', tagged({ tagPatternList: ['aba*aba'] }), ['ababa'], false],
    ['a pattern without a wildcard', tagged({ tagPatternList: ['prod'] }), ['prod1'], false],
    ['a pattern with a dot, which is a dot', tagged({ tagPatternList: ['v1.*'] }), ['v12'], false],
    ['all patterns of two', tagged({ tagPatternList: ['v*', '*-prod'] }), ['v1-prod'], true],
    ['archived ones', rule(1, { ...pushed(1), storageClass: 'archive' }), ['v1'], false],
  ])('%s', (...[, only, tags, selected]) => {
    expect(fate([only], image(0, tags)).kind).toBe(selected ? 'dated' : 'kept');
  });
});

describe('count', () => {
  const days = (...ages: readonly number[]): readonly ImageFacts[] => ages.map((age) => image(age));

  it('says how many pushes are left, and when they are made at the rate since it was pushed', () => {
    const result = fate([rule(1, more(5))], image(8), days(1, 2, 3, 4, 20));
    expect(result).toMatchObject({ kind: 'counted', place: 5, pushesLeft: 1, expectedAt: NOW + 2 * DAY });
  });

  it.each<readonly [string, number, readonly ImageFacts[], string, number | undefined]>([
    ['is over beyond it', 2, days(1, 2), 'rule 1, place 3, 0 left', NOW],
    ['is not over at it', 3, days(1, 2), 'rule 1, place 3, 1 left', NOW + 5 * DAY],
    ['has no rate while nothing newer is there', 3, days(20, 30), 'rule 1, place 1, 3 left', undefined],
    ['leaves archived images out', 2, [image(1, ['v2'], { status: 'ARCHIVED' })], 'rule 1, place 1, 2 left', undefined],
  ])('%s', (...[, count, others, expected, expectedAt]) => {
    const result = fate([rule(1, more(count))], image(10), others);
    expect(told(result)).toBe(expected);
    expect(result).toMatchObject({ expectedAt });
  });

  it('is of the images that the rule selects', () => {
    const rules = [rule(1, { ...more(2), tagStatus: 'tagged', tagPatternList: ['prod*'] })];
    const others = [image(1, ['dev-9']), image(2, []), image(3, ['prod-3']), image(4, ['x', 'prod-2'])];
    expect(told(fate(rules, image(5, ['prod-1']), others))).toBe('rule 1, place 3, 0 left');
  });
});

/** User guide, "Examples of lifecycle policies", filtering on multiple rules: the same images, two orders of rules. */
describe('several rules', () => {
  const a = image(10, ['beta-1', 'prod-1']);
  const b = image(9, ['beta-2', 'prod-2']);
  const c = image(8, ['beta-3']);
  const all = [a, b, c];
  const prod = (priority: number): object =>
    rule(priority, { ...more(1), tagStatus: 'tagged', tagPatternList: ['prod*'] });
  const beta = (priority: number): object =>
    rule(priority, { ...more(1), tagStatus: 'tagged', tagPatternList: ['beta*'] });

  it('are asked by priority, and what one has selected no later one takes', () => {
    const rules = [beta(2), prod(1)];
    expect(all.map((of) => told(fate(rules, of, all)))).toEqual([
      'rule 1, place 2, 0 left',
      'rule 1, place 1, 1 left',
      'rule 2, place 1, 1 left',
    ]);
  });

  it('take more in the other order', () => {
    const rules = [beta(1), prod(2)];
    expect(all.map((of) => told(fate(rules, of, all)))).toEqual([
      'rule 1, place 3, 0 left',
      'rule 1, place 2, 0 left',
      'rule 1, place 1, 1 left',
    ]);
  });

  it('keep what a rule of high priority keeps', () => {
    const keep = rule(1, { ...more(1000), tagStatus: 'tagged', tagPatternList: ['keep-*'] });
    expect(told(fate([keep, rule(2, pushed(14))], image(60, ['v1', 'keep-1'])))).toBe('rule 1, place 1, 1000 left');
  });
});

it('is archived, whatever the rules say', () => {
  expect(fate([], image(1, ['v1'], { status: 'ARCHIVED' })).kind).toBe('archived');
  expect(fate([], image(1)).kind).toBe('kept');
});

describe('a policy that cannot be read', () => {
  it.each(['', '[]', '{"rules":{}}', '{"rules":[{"rulePriority":1}]}'])('is told: %s', (text) => {
    expect(parseLifecyclePolicy(text)).toBeUndefined();
  });
});
