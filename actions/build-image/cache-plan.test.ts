import { expect, it } from '@jest/globals';
import { planCache, type CachePlan, type CacheRefs } from './cache-plan.ts';

const MAIN: CacheRefs = { ref: 'refs/heads/main', headRef: '', baseRef: '', defaultBranch: 'main' };

const LONG = `cache-${'x'.repeat(122)}`;

it.each<[string, Partial<CacheRefs>, CachePlan]>([
  ['the default branch', {}, { from: ['cache-main'], to: 'cache-main' }],
  [
    'a branch',
    { ref: 'refs/heads/feature/login#2' },
    { from: ['cache-feature-login-2', 'cache-main'], to: 'cache-feature-login-2' },
  ],
  [
    'a pull request',
    { ref: 'refs/pull/7/merge', headRef: 'fix', baseRef: 'release/1' },
    { from: ['cache-fix', 'cache-release-1', 'cache-main'], to: 'cache-fix' },
  ],
  ['a git tag, whose cache nobody would read', { ref: 'refs/tags/v1' }, { from: ['cache-main'], to: undefined }],
  ['no event', { ref: '', defaultBranch: undefined }, { from: [], to: undefined }],
  ['a long branch', { ref: `refs/heads/${'x'.repeat(200)}` }, { from: [LONG, 'cache-main'], to: LONG }],
])('of %s', (_, refs, plan) => {
  expect(planCache({ ...MAIN, ...refs })).toEqual(plan);
});
