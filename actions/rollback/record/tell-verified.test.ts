import { afterEach, describe, expect, it } from '@jest/globals';
import { runFacts } from '#shared/action/run-facts';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import { closeServers, http } from '#shared/http/testing';
import { readRelease } from '#shared/release/record';
import { fakeContext } from '#shared/testing/fake-context';
import { History } from '#shared/verify/history';
import { START, type Result } from '#shared/verify/progress';
import { settings, target } from '#shared/verify/testing';
import type { RollbackResult } from '../result.ts';
import { recorded } from './recorded.ts';

afterEach(closeServers);

const ref = { cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', service: 'web' };
const good = readRelease({ taskDefinitionArn: revisionArn('web:3') }, [{ key: 'cicd:sha', value: '1'.repeat(40) }]);
const payload = {
  schema: 'cicd-actions/deployment/v1',
  cluster: 'prod',
  service: 'web',
  previousTaskDefinition: 'web:1',
};
const of = (id: number, revision: string, more: object = {}) => ({
  id,
  payload: { ...payload, taskDefinition: revisionArn(revision), ...more },
});
/** Of the run before, and others beside it. */
const DEPLOYMENTS = [
  of(9, 'web:4'),
  of(8, 'web:3', { service: 'api' }),
  of(7, 'web:3', { rollbackOf: 'web:4' }),
  of(6, 'web:3'),
];

function verified(result: Result): NonNullable<RollbackResult['verified']> {
  const lastRound = { number: 3, attempts: [], progress: START, endedAtMs: 4_000, slow: [], askedMs: undefined };
  return {
    settings: settings([target({ url: new URL('https://me:pass@a.test/health?key=1') })]),
    verification: { result, lastRound, durationMs: 4_000 },
    history: new History(),
    sentence: 'So it ended.',
    mark: undefined,
  };
}

const nothing: RollbackResult = { outcome: 'nothing-to-do', reason: 'It runs web:3 already.', from: good, to: good };

interface Setting {
  readonly ends: RollbackResult;
  /** Of the newest status. */
  readonly state?: string;
  readonly known?: readonly object[];
  /** What GitHub answers to all that writes. */
  readonly status?: number;
  readonly token?: string | undefined;
}

async function run({ ends, state = 'in_progress', known = DEPLOYMENTS, status = 201, token = 'ghs' }: Setting) {
  const asked: string[] = [];
  const told: object[] = [];
  const url = await http((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url: path = '' } = request;
      asked.push(`${method} ${path.replace('/repos/acme/shop', '').replace(/\?.*/, '')}`);
      if (method === 'POST') told.push(JSON.parse(body) as object);
      response.writeHead(method === 'POST' ? status : 200);
      response.end(JSON.stringify(path.includes('/statuses') ? [{ state }] : known));
    });
  });
  const env = { GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '42' };
  const context = fakeContext({ env, run: runFacts(env) });
  const inputs = { environment: 'production', token: token === '' ? undefined : token, ref, reason: undefined };
  const result = await recorded(context, inputs, () => Promise.resolve(ends));
  return { result, asked, told, log: context.log };
}

describe('a release that is verified without a rollback of this step', () => {
  it('closes the deployment of the run before, and makes none', async () => {
    const { result, asked, told } = await run({ ends: { ...nothing, verified: verified('healthy') } });
    expect(result.githubDeployment).toBe(7);
    expect(asked).toEqual(['GET /deployments', 'POST /deployments/7/statuses']);
    expect(told).toMatchObject([{ state: 'success', description: nothing.reason, environment_url: 'https://a.test' }]);
  });

  it.each<{ result: Result; outcome?: RollbackResult['outcome']; state: string; told: readonly string[] }>([
    { result: 'unhealthy', state: 'in_progress', told: ['failure'] },
    { result: 'timed-out', state: 'success', told: ['failure'] },
    { result: 'wrong-version', state: 'error', told: ['failure'] },
    { result: 'wrong-version', state: 'success', told: [] },
    { result: 'wrong-version', outcome: 'superseded', state: 'in_progress', told: ['inactive'] },
  ])('$result, where it was $state: $told', async ({ result: verdict, outcome = 'unhealthy', state, told }) => {
    const ended = await run({ ends: { ...nothing, outcome, verified: verified(verdict) }, state });
    expect(ended.result.githubDeployment).toBe(7);
    expect(ended.told).toMatchObject(told.map((each) => ({ state: each })));
  });

  it('makes none where no run before has made one', async () => {
    const ends = { ...nothing, verified: verified('healthy') };
    const { result, told } = await run({ ends, known: DEPLOYMENTS.slice(0, 2) });
    expect(result).toEqual(ends);
    expect(told).toEqual([]);
  });

  it('stands where GitHub refuses, which is said', async () => {
    const ends = { ...nothing, verified: verified('healthy') };
    const { result, log } = await run({ ends, status: 403 });
    expect(result).toEqual(ends);
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual([
      expect.stringMatching(
        /The verification of web:3 .* is not in its GitHub deployment: .*HTTP 403.* The verdict itself stands\./,
      ),
    ]);
  });

  it.each<[string, Partial<Setting>]>([
    ['nothing was verified', { ends: nothing }],
    ['no token is given', { ends: { ...nothing, verified: verified('healthy') }, token: '' }],
  ])('asks GitHub nothing where %s', async (_, setting) => {
    const { asked } = await run({ ends: nothing, ...setting });
    expect(asked).toEqual([]);
  });
});
