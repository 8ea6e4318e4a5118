import type { Expectation } from './account.ts';
import { CRASH_MESSAGE, type Release } from './releases.ts';
import type { Shipped, StepName } from './ship.ts';

export interface Seen {
  readonly release: Release;
  readonly shipped: Shipped;
  /** What the load balancer answered after the release: the commit that serves. */
  readonly servingSha: string;
  readonly sha: string;
  /** The commit that served before this release, undefined for the first. */
  readonly previousSha: string | undefined;
  /** Whether an image could be built here. */
  readonly builds: boolean;
}

const SECONDS_LIMIT = { failFast: 30, unchanged: 15 };

/** What must hold of one release, by its ending. */
export function expectations(seen: Seen): readonly Expectation[] {
  const all = [...common(seen), ...ENDINGS[seen.release.ending](seen)];
  return all.map((expectation) => ({ ...expectation, what: `${seen.release.name}: ${expectation.what}` }));
}

const ENDINGS: Readonly<Record<Release['ending'], (seen: Seen) => readonly Expectation[]>> = {
  proven: (seen) => [
    outcome(seen, 'deploy-ecs', 'deployed'),
    outcome(seen, 'health-verify', 'healthy'),
    serves(seen, 'the new version', seen.sha),
  ],
  kept: (seen) => {
    const log = seen.shipped.get('deploy-ecs')?.run?.log.join('\n') ?? '';
    const seconds = seen.shipped.get('deploy-ecs')?.row.seconds ?? Infinity;
    return [
      outcome(seen, 'deploy-ecs', 'rolled-back'),
      {
        what: 'the deployment fails the job',
        holds: seen.shipped.get('deploy-ecs')?.run?.exitCode === 1,
        seen: 'exit code 0',
      },
      { what: `the log shows the cause, "${CRASH_MESSAGE}"`, holds: log.includes(CRASH_MESSAGE), seen: 'it does not' },
      {
        what: `it fails within ${SECONDS_LIMIT.failFast} s`,
        holds: seconds <= SECONDS_LIMIT.failFast,
        seen: `${seconds.toFixed(1)} s`,
      },
      serves(seen, 'the version before', seen.previousSha),
    ];
  },
  'rolled-back': (seen) => [
    outcome(seen, 'deploy-ecs', 'deployed'),
    outcome(seen, 'health-verify', 'unhealthy', 'timed-out'),
    outcome(seen, 'rollback', 'rolled-back'),
    verified(seen),
    serves(seen, 'the version before', seen.previousSha),
  ],
  unchanged: (seen) => {
    const seconds = [...seen.shipped.values()].reduce((sum, { row }) => sum + row.seconds, 0);
    return [
      ...(seen.builds ? [outcome(seen, 'build-image', 'reused')] : []),
      outcome(seen, 'deploy-ecs', 'unchanged'),
      outcome(seen, 'health-verify', 'healthy'),
      {
        what: `all of it within ${SECONDS_LIMIT.unchanged} s`,
        holds: seconds <= SECONDS_LIMIT.unchanged,
        seen: `${seconds.toFixed(1)} s`,
      },
      serves(seen, 'the same version', seen.sha),
    ];
  },
};

function common({ release, shipped, builds }: Seen): readonly Expectation[] {
  const rows = [...shipped.values()].map(({ row }) => row);
  const served = rows.reduce((sum, row) => sum + row.served, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const checks = shipped.get('fast-check')?.row.outcome ?? 'missing';
  const built = shipped.get('build-image')?.row.outcome ?? 'missing';
  return [
    { what: 'the checks pass', holds: checks === 'passed', seen: checks },
    ...(builds && release.ending !== 'unchanged'
      ? [{ what: 'the image is built', holds: built === 'built', seen: built }]
      : []),
    {
      what: 'requests were served, and none failed',
      holds: served > 0 && failed === 0,
      seen: `${served} served, ${failed} failed`,
    },
  ];
}

function outcome({ shipped }: Seen, step: StepName, ...expected: readonly string[]): Expectation {
  const seen = shipped.get(step)?.row.outcome ?? 'it did not run';
  return { what: `${step} ends as ${expected.join(' or ')}`, holds: expected.includes(seen), seen };
}

function verified({ shipped }: Seen): Expectation {
  const seen = shipped.get('rollback')?.run?.outputs['verification'] ?? 'nothing';
  return { what: 'rollback proves the version before again', holds: seen === 'healthy', seen };
}

function serves({ servingSha }: Seen, what: string, sha: string | undefined): Expectation {
  return { what: `${what} serves`, holds: sha !== undefined && servingSha === sha, seen: servingSha };
}
