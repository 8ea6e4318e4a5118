import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { NEW, target, VERSIONED } from '#shared/verify/testing';
import { inputs as verifyInputs } from '../testing.ts';
import { recordOnGithub, type GithubRecorded, type GithubVerdict } from './github.ts';
import type { GithubRecordInputs } from './inputs.ts';
import { startGithub, type FakeGithub } from './testing.ts';

let github: FakeGithub;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(() => github.close());

const GIVEN: GithubRecordInputs = {
  token: 'secret',
  deploymentId: 7,
  environment: undefined,
  environmentUrl: undefined,
};
const FOUND: GithubRecordInputs = { ...GIVEN, deploymentId: undefined, environment: 'production' };
const release = { cluster: 'prod', service: 'api', taskDefinition: 'api:7', previousTaskDefinition: 'api:6' };
const payload = { schema: 'cicd-actions/deployment/v1', runId: '3', ...release };
const passed: GithubVerdict = { state: 'success', description: 'It answers.' };

async function record(
  asked: GithubRecordInputs,
  { verdict = passed, of = target() } = {},
): Promise<{ readonly recorded: GithubRecorded; readonly context: FakeContext }> {
  const context = fakeContext({ env: github.env });
  const provenService = { cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', service: 'api' };
  const inputs = { ...verifyInputs([of]), provenService };
  return { recorded: await recordOnGithub(context, { inputs, github: asked }, verdict), context };
}

const statuses = (): readonly unknown[] =>
  github.asked.filter(({ call }) => call.startsWith('POST')).map(({ body }) => body);

describe('what it says', () => {
  it('success, with where the release answers and the page of the run', async () => {
    const { recorded } = await record(GIVEN, { of: target({ url: new URL('https://me:pass@api.test/health?key=1') }) });
    expect(recorded).toEqual({ kind: 'recorded', id: 7, state: 'success' });
    expect(statuses()).toEqual([
      {
        state: 'success',
        description: 'It answers.',
        log_url: 'https://github.com/example/web/actions/runs/42',
        environment_url: 'https://api.test',
      },
    ]);
  });

  it('the URL that was given for it', async () => {
    await record({ ...GIVEN, environmentUrl: 'https://www.test/' });
    expect(statuses()).toMatchObject([{ environment_url: 'https://www.test/' }]);
  });

  it('a failure with its reason, of foreign text made harmless, and no URL', async () => {
    const description = `500 in 3 ms: \u001b[2J${'x'.repeat(200)}`;
    const { recorded } = await record(GIVEN, { verdict: { state: 'failure', description } });
    expect(recorded).toMatchObject({ kind: 'recorded', state: 'failure' });
    const [status] = statuses() as readonly { readonly description: string }[];
    expect(status).not.toHaveProperty('environment_url');
    expect(status?.description).toHaveLength(140);
    expect(status?.description).not.toContain('\u001b');
  });
});

describe('which deployment it finds', () => {
  const own = (id: number, more: object) => ({ id, payload: { ...payload, ...more } });
  it.each<[string, readonly unknown[], number | undefined]>([
    ['the newest of the service', [own(9, { service: 'web' }), own(7, {}), own(6, {})], 7],
    ['not one of the same service in another cluster', [own(7, { cluster: 'staging' })], undefined],
    [
      'one of several services',
      [{ id: 7, payload: { schema: payload.schema, services: [{ ...release, service: 'web' }, release] } }],
      7,
    ],
    ['one whose payload is text', [{ id: 7, payload: JSON.stringify(payload) }], 7],
    ['the one GitHub made for the job', [own(9, { service: 'web' }), { id: 7, payload: {} }], 7],
    ['none', [], undefined],
  ])('%s', async (_, listed, id) => {
    github.answers['GET /deployments'] = { status: 200, body: listed };
    github.answers['GET /deployments/7/statuses'] = {
      status: 200,
      body: [{ log_url: 'https://github.com/example/web/actions/runs/42/job/1' }],
    };
    const { recorded, context } = await record(FOUND);
    if (id === undefined) {
      expect(recorded.kind).toBe('not-recorded');
      expect(statuses()).toEqual([]);
      expect(context.log.has(`there is none of service api and commit ${'a'.repeat(40)}`)).toBe(true);
    } else expect(recorded).toMatchObject({ kind: 'recorded', id });
  });

  it('of the commit that had to answer', async () => {
    github.answers['GET /deployments'] = { status: 200, body: [] };
    await record(FOUND, { of: VERSIONED });
    expect(github.asked[0]?.call).toBe(`GET /deployments?environment=production&sha=${NEW}&task=deploy&per_page=50`);
  });
});

it.each<[string, () => void, RegExp]>([
  ['the token may not', () => (github.answers = {}), /HTTP 404: Not Found; the token may not see the repository/],
  [
    'GitHub is down',
    () => (github.answers = { 'POST /deployments/7/statuses': { status: 502, body: {} } }),
    /statuses: HTTP 502/,
  ],
])('warns and goes on when %s', async (_, prepare, words) => {
  prepare();
  const { recorded, context } = await record(GIVEN);
  expect(recorded).toEqual({ kind: 'not-recorded', reason: expect.stringMatching(words) });
  expect(context.log.lines.filter((line) => line.startsWith('warning: '))).toEqual([
    expect.stringMatching(/^warning: The verdict is not in the GitHub deployment 7: .* The verdict itself stands\.$/),
  ]);
});
