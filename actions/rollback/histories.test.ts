import { expect, it } from '@jest/globals';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import type { TargetSource } from './target/source.ts';
import { begin, imagesWith, type History } from './testing.ts';

interface Case {
  readonly says: string;
  readonly history: Readonly<Record<number, History>>;
  /** Number of the revision the service runs. */
  readonly from: number;
  /** Number of the right one, or why there is none. */
  readonly to: number | RegExp;
  readonly source?: TargetSource;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Numbers of the revisions whose images are gone from the registry. */
  readonly gone?: readonly number[];
  /** Numbers of those whose images could not be checked. */
  readonly unchecked?: readonly number[];
  /** What the log says, besides. */
  readonly log?: readonly string[];
}

const production = { environment: 'production' };
const staging = { environment: 'staging' };
const shaOf = (digit: string): string => digit.repeat(40);

const CASES: readonly Case[] = [
  {
    says: 'the one before was proven',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: {} },
    from: 3,
    to: 2,
    source: 'release-record',
  },
  {
    says: 'the one before was never proven',
    history: { 1: { proven: '01' }, 2: {}, 3: {} },
    from: 3,
    to: 1,
    log: ['web:2: no, it was never proven'],
  },
  {
    says: 'the current one was proven, too',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: { proven: '03' } },
    from: 3,
    to: 2,
    log: ['web:3: no, it is the current one'],
  },
  {
    says: 'the previous was bad, too',
    history: { 1: { proven: '01' }, 2: { proven: '02', failed: '03' }, 3: {} },
    from: 3,
    to: 1,
    log: ['web:2: no, it was left 2026-11-03T10:00:00.000Z as bad'],
  },
  {
    says: 'two releases in a row were bad',
    history: { 1: { proven: '01' }, 2: { failed: '02' }, 3: { proven: '03', failed: '04' }, 4: {} },
    from: 4,
    to: 1,
  },
  {
    says: 'undone twice, it goes further back',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: { proven: '03', failed: '04' } },
    from: 2,
    to: 1,
  },
  {
    says: 'undone three times, it goes back further still',
    history: { 1: { proven: '01' }, 2: { proven: '02', failed: '05' }, 3: { failed: '04' }, 4: { proven: '03' } },
    from: 4,
    to: 1,
  },
  {
    says: 'undone to the very first, there is none left',
    history: { 1: { proven: '01' }, 2: { proven: '02', failed: '03' }, 3: { failed: '04' } },
    from: 1,
    to: /There is no release of web to go back to/,
  },
  {
    says: 'one was proven again after a rollback to it',
    history: { 1: { proven: '05' }, 2: { proven: '02' }, 3: { failed: '04' }, 4: {} },
    from: 4,
    to: 1,
  },
  {
    says: 'one that was left as bad was proven again',
    history: { 1: { proven: '01' }, 2: { failed: '02', proven: '03' }, 3: {} },
    from: 3,
    to: 2,
  },
  {
    says: 'a proof is older than the failure (a stale tag)',
    history: { 1: { proven: '01' }, 2: { proven: '02', failed: '02' }, 3: {} },
    from: 3,
    to: 1,
  },
  {
    says: 'by hand somebody went back behind a proven one, and that is proven since',
    history: { 1: { proven: '06', deployed: '05' }, 2: { proven: '03', deployed: '02' }, 3: { registered: '07' } },
    from: 3,
    to: 1,
  },
  {
    says: 'nothing is proven, and ECS knows what was deployed',
    history: { 1: { deployed: '01' }, 2: { deployed: '02' }, 3: { deployed: '03' } },
    from: 3,
    to: 2,
    source: 'service-deployments',
  },
  {
    says: 'a revision was registered for a pull request and never deployed',
    history: { 1: { deployed: '01' }, 2: {}, 3: { deployed: '03' } },
    from: 3,
    to: 1,
    source: 'service-deployments',
  },
  {
    says: 'what was deployed last was left as bad',
    history: { 1: { deployed: '01' }, 2: { deployed: '02', failed: '03' }, 3: { deployed: '04' } },
    from: 3,
    to: 1,
    source: 'service-deployments',
  },
  {
    says: 'the current one is the only one deployed',
    history: { 1: { deployed: '01' }, 2: {} },
    from: 1,
    to: /There is no release of web to go back to/,
  },
  {
    says: 'ECS has forgotten the deployments, and the record names what was there before',
    history: { 1: {}, 2: {}, 3: { previous: 'web:1' } },
    from: 3,
    to: 1,
    source: 'before-deployment',
  },
  {
    says: 'what was there before was left as bad',
    history: { 1: { failed: '02' }, 2: {}, 3: { previous: 'web:1' } },
    from: 3,
    to: /There is no release of web to go back to/,
    log: ['before the current release was registered: web:1', 'no, it was left'],
  },
  {
    says: 'what was there before is gone altogether',
    history: { 2: {}, 3: { previous: 'web:1' } },
    from: 3,
    to: /There is no release of web to go back to/,
    log: ['web:1: no, it cannot be read any more'],
  },
  {
    says: 'the image of the last proven one expired',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: {} },
    from: 3,
    to: 1,
    gone: [2],
    log: ['web:2 (proven 2026-11-02T10:00:00.000Z): no, Image web:2 does not exist.'],
  },
  {
    says: 'all proven images expired, and one that ECS deployed is there',
    history: { 1: { deployed: '01' }, 2: { proven: '02', deployed: '02' }, 3: { deployed: '03' } },
    from: 3,
    to: 1,
    gone: [2],
    source: 'service-deployments',
  },
  {
    says: 'no image is there any more',
    history: { 1: { proven: '01', deployed: '01' }, 2: { proven: '02', deployed: '02' }, 3: {} },
    from: 3,
    to: /There is no release of web to go back to/,
    gone: [1, 2],
  },
  {
    says: 'the image of the last proven one could not be checked, and that of an older one is there',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: {} },
    from: 3,
    to: 1,
    unchecked: [2],
    log: ['perhaps, whether web:2 is still there could not be checked'],
  },
  {
    says: 'no image could be checked',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: {} },
    from: 3,
    to: 2,
    unchecked: [1, 2],
    log: ['yes, though its image was not checked'],
  },
  {
    says: 'one image could not be checked, and that of the older one is gone',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: {} },
    from: 3,
    to: 2,
    unchecked: [2],
    gone: [1],
  },
  {
    says: 'environments take turns in a family, as the current release says of itself',
    history: { 1: { proven: '01', ...production }, 2: { proven: '03', ...staging }, 3: production },
    from: 3,
    to: 1,
    log: ['web:2: no, it is of staging, not of production'],
  },
  {
    says: 'the environment is named, and the current release names none',
    history: { 1: { proven: '01', ...production }, 2: { proven: '03' }, 3: {} },
    from: 3,
    to: 1,
    inputs: production,
    log: ['web:2: no, it is of no environment, not of production'],
  },
  {
    says: 'the environment is named, and what this service ran before names none',
    history: { 1: { deployed: '01' }, 2: { proven: '02' }, 3: { deployed: '03', ...production } },
    from: 3,
    to: 1,
    source: 'service-deployments',
    inputs: production,
    log: ['web:2: no, it is of no environment, not of production'],
  },
  {
    says: 'the environment is named, and ECS has forgotten the release without one that ran before',
    history: { 1: {}, 2: {}, 3: { previous: 'web:1', ...production } },
    from: 3,
    to: 1,
    source: 'before-deployment',
    inputs: production,
  },
  {
    says: 'the environment is named, and what this service ran before says it is of another',
    history: { 1: { deployed: '01', ...staging }, 2: { deployed: '02', ...production } },
    from: 2,
    to: /There is no release of web to go back to/,
    inputs: production,
  },
  {
    says: 'a release without environment is proven later than one of the right one, which nobody named',
    history: { 1: { proven: '01', ...production }, 2: { proven: '02' }, 3: production },
    from: 3,
    to: 2,
  },
  {
    says: 'another environment is all there is',
    history: { 1: { proven: '01', deployed: '01', ...staging }, 2: production },
    from: 2,
    to: /There is no release of web to go back to/,
  },
  {
    says: 'branches interleave their numbers',
    history: { 1: { proven: '01' }, 2: { failed: '02' }, 3: {}, 5: { proven: '04' }, 8: {}, 9: {} },
    from: 9,
    to: 5,
  },
  {
    says: 'the current one is older than one that is proven: somebody pinned it',
    history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: { proven: '03' } },
    from: 1,
    to: 3,
  },
  {
    says: 'the last proven one was deregistered, and an older one is active',
    history: { 1: { proven: '01' }, 2: { proven: '02', status: 'INACTIVE' }, 3: {} },
    from: 3,
    to: 1,
  },
  {
    says: 'every release before was deregistered, and the last of them is proven',
    history: {
      1: { proven: '01', deployed: '01', status: 'INACTIVE' },
      2: { proven: '02', deployed: '02', status: 'INACTIVE' },
      3: { deployed: '03' },
    },
    from: 3,
    to: 2,
    source: 'service-deployments',
  },
  {
    says: 'every release before was deregistered, and none is proven',
    history: { 1: { deployed: '01', status: 'INACTIVE' }, 2: { deployed: '02' } },
    from: 2,
    to: /There is no release of web to go back to/,
    log: ['web:1: no, it is INACTIVE and was never proven'],
  },
  {
    says: 'the one that was completed before was deregistered, and is not proven',
    history: { 1: { deployed: '01', status: 'INACTIVE' }, 2: { previous: 'web:1' } },
    from: 2,
    to: /There is no release of web to go back to/,
    log: ['web:1: no, it is INACTIVE and was never proven'],
  },
  {
    says: 'ECS knows of no deployment, and the one that was completed before was deregistered, but is proven',
    history: { 1: { proven: '01', status: 'INACTIVE' }, 2: { previous: 'web:1' } },
    from: 2,
    to: 1,
    source: 'before-deployment',
  },
  {
    says: 'the current release has migrations',
    history: { 1: { proven: '01' }, 2: { migrations: true } },
    from: 2,
    to: /^web:2 changed data so that releases before it cannot run any more, and web:1 is before it. Nothing was changed.$/,
  },
  {
    says: 'a release between has migrations, though it failed',
    history: { 1: { proven: '01' }, 2: { migrations: true, failed: '02' }, 3: {} },
    from: 3,
    to: /^web:2 changed data .* web:1 is before it/,
  },
  {
    says: 'a deregistered release between has migrations',
    history: { 1: { proven: '01' }, 2: { migrations: true, status: 'INACTIVE' }, 3: {} },
    from: 3,
    to: /^web:2 changed data/,
  },
  {
    says: 'the release with migrations is the one to go back to',
    history: { 1: { proven: '01' }, 2: { migrations: true, proven: '02' }, 3: {} },
    from: 3,
    to: 2,
  },
  {
    says: 'a release between has migrations, of another environment',
    history: { 1: { proven: '01', ...production }, 2: { migrations: true, ...staging }, 3: production },
    from: 3,
    to: 1,
  },
  {
    says: 'a release with migrations is crossed on purpose',
    history: { 1: { proven: '01' }, 2: { migrations: true } },
    from: 2,
    to: 1,
    inputs: { 'allow-migrations': 'true' },
  },
  {
    says: 'going forward crosses no migrations',
    history: { 1: { migrations: true }, 2: { migrations: true } },
    from: 1,
    to: 2,
    inputs: { to: '#2' },
  },
  {
    says: 'a commit is named that only a deregistered revision is of',
    history: { 1: { sha: shaOf('a'), status: 'INACTIVE' }, 2: { sha: shaOf('b') } },
    from: 2,
    to: 1,
    inputs: { to: 'aaaaaaa' },
    source: 'named',
  },
  {
    says: 'a commit is named that was deployed to another environment only',
    history: { 1: { sha: shaOf('a'), ...staging }, 2: { sha: shaOf('b'), ...production } },
    from: 2,
    to: /^No release of web is of commit aaaaaaa of environment production\.$/,
    inputs: { to: 'aaaaaaa' },
  },
  {
    says: 'a release is named whose image is gone',
    history: { 1: { proven: '01' }, 2: {} },
    from: 2,
    to: /^web:1 cannot run any more, and nothing was changed: Image web:1 does not exist\.$/,
    inputs: { to: '1' },
    gone: [1],
  },
  {
    says: 'a release is named whose image is gone, and nothing is to be looked at',
    history: { 1: { proven: '01' }, 2: {} },
    from: 2,
    to: 1,
    inputs: { to: '1', preflight: 'false' },
    gone: [1],
  },
];

const imageOf = (number: number): string => `web:${number}`;

it.each(CASES)('$says', async ({ history, from, to, source, inputs = {}, gone = [], unchecked = [], log = [] }) => {
  const images = imagesWith({ gone: gone.map(imageOf), unchecked: unchecked.map(imageOf) });
  const {
    ended,
    api,
    log: said,
  } = begin({
    history,
    current: `web:${from}`,
    inputs: { 'dry-run': 'true', ...inputs },
    checkRelease: images,
  });
  if (typeof to === 'number') {
    const result = await ended;
    expect(result.to?.taskDefinitionArn).toBe(revisionArn(`web:${to}`));
    if (source !== undefined) expect(result.source).toBe(source);
  } else {
    await expect(ended).rejects.toThrow(to);
  }
  expect(api.writes).toEqual([]);
  for (const line of log) expect(said.lines.join('\n')).toContain(line);
});
