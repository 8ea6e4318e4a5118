import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { findReleaseDeployment } from './find-deployment.ts';
import type { GithubRequest } from './request.ts';

const wanted = {
  environment: 'production',
  sha: 'a'.repeat(40),
  service: { cluster: 'prod', name: 'web' },
  runId: '42',
};
const patience = () => ({ clock: new FakeClock({ auto: true }), random: () => 0.5 });

/** Pages that the statuses of a deployment name, newest first. GitHub's own are of a job, those of the suite of the run. */
const RUN = '/actions/runs/42';
const JOB = '/actions/runs/42/job/1';
const OTHER = '/actions/runs/41/job/1';

/** Finds the release among deployments without a payload. */
function find(deployments: Readonly<Record<number, readonly string[]>>): Promise<number | undefined> {
  const request: GithubRequest = ({ path }) => {
    const [, id = ''] = /^\/deployments\/(\d+)\/statuses/.exec(path) ?? [];
    if (id !== '')
      return Promise.resolve(deployments[Number(id)]?.map((page) => ({ log_url: `https://github.com${page}` })));
    const ids = Object.keys(deployments).map(Number);
    return Promise.resolve(ids.sort((a, b) => b - a).map((each) => ({ id: each, payload: {} })));
  };
  return findReleaseDeployment(request, wanted, patience());
}

describe('the deployment of a release that GitHub made for a job of this run', () => {
  it.each<[string, Readonly<Record<number, readonly string[]>>, number | undefined]>([
    ['is known by the page of the job', { 5: [JOB, JOB], 4: [OTHER] }, 5],
    ['also once deploy-ecs has told something in it', { 5: [RUN, RUN, JOB], 4: [OTHER] }, 5],
    ['is none of another run', { 5: [OTHER], 4: [] }, undefined],
    ['is that of the later attempt, which no step has taken yet', { 5: [JOB], 4: [RUN, JOB] }, 5],
    ['is not guessed among several that steps have taken', { 5: [RUN, JOB], 4: [RUN, JOB] }, undefined],
  ])('%s', async (_, deployments, found) => {
    expect(await find(deployments)).toBe(found);
  });
});
