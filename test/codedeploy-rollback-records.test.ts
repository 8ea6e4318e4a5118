import { ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeededRepository } from '#sandbox/github/rest/store';
import { codeDeployClients, createCodeDeployService, type CodeDeployClients } from './support/codedeploy-service.ts';
import { pushImage } from './support/rollout-app.ts';
import { CLUSTER, serving, told, type Acted, type ActOptions } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** Commits of the releases. */
const SHA = { good: '1'.repeat(40), lying: '2'.repeat(40) } as const;
type Release = keyof typeof SHA;
const SERVICES = ['finished', 'kept', 'shared'] as const;
type ServiceName = (typeof SERVICES)[number];
type Inputs = Readonly<Record<string, string>>;

const ENVIRONMENT: Readonly<Record<Release, string>> = { good: 'RELEASE=good', lying: 'RELEASE=lying\nFAIL_EVERY=1' };

let clients: CodeDeployClients;
let repository: SeededRepository;
const images = new Map<string, string>();
const urls = new Map<string, string>();

const stage = setStage();

beforeAll(async () => {
  const { rollouts, image } = stage;
  const { sandbox } = rollouts;
  clients = codeDeployClients(rollouts);
  const commits = Object.values(SHA).map((sha) => ({ sha, message: sha }));
  repository = sandbox.github.seed('example/web', { commits });
  for (const sha of Object.values(SHA)) {
    images.set(sha, (await pushImage(sandbox, { repository: 'web', sha })).image);
  }
  await Promise.all(
    SERVICES.map(async (name) => {
      const options = { name, image, ...(name === 'kept' ? { keepsOld: 60 } : {}) };
      urls.set(name, await createCodeDeployService(rollouts, clients, options));
      for (const release of ['good', 'lying'] as const) {
        expect((await ship(name, release)).outputs['outcome']).toBe('deployed');
      }
    }),
  );
}, 120_000);

afterAll(() => {
  clients.codeDeploy.destroy();
  clients.elb.destroy();
});

const record = (): Inputs => ({ environment: 'production', token: stage.rollouts.sandbox.github.token });

function ship(service: ServiceName, release: Release): Promise<Acted> {
  const being = { image: images.get(SHA[release]) ?? '', 'environment-variables': ENVIRONMENT[release] };
  const inputs = { service, 'wait-for-minutes': '5', 'codedeploy-end-termination-wait': 'true', ...being, ...record() };
  return stage.rollouts.act('deploy-ecs', inputs, { sha: SHA[release] });
}

function rollBack(service: ServiceName, options: ActOptions = {}): Promise<Acted> {
  const verify = {
    'verify-url': urls.get(service) ?? '',
    'verify-version-from': 'json:$.sha',
    'verify-timeout': '20s',
  };
  const inputs = { service, to: SHA.good, reason: 'It lies.', 'wait-for-minutes': '5', ...verify, ...record() };
  return stage.rollouts.act('rollback', inputs, options);
}

/** The GitHub deployments of a service, oldest first: what each deployed, and its newest status. */
function deploymentsOf(service: ServiceName) {
  return [...repository.state.deployments.values()]
    .filter(({ payload }) => typeof payload === 'object' && payload['service'] === service)
    .map(({ id, sha, description, statuses }) => ({ id: String(id), sha, description, last: statuses.at(-1)?.state }));
}

const BACK = { exitCode: 0, outcome: 'rolled-back', errors: [] };
const LEFT = { sha: SHA.lying, last: 'failure' };
const backIn = (run: Acted) => ({
  id: run.outputs['github-deployment-id'],
  sha: SHA.good,
  description: 'rollback to 1111111 (was 2222222): It lies.',
  last: 'success',
});

describe('a rollback by AWS CodeDeploy, with verify-url', () => {
  it.each([
    { service: 'finished', method: 'create-deployment', sends: 'CreateDeployment' },
    { service: 'kept', method: 'stop-deployment', sends: 'StopDeployment' },
  ] as const)(
    'by $method is verified, proven and recorded',
    async ({ service, method, sends }) => {
      const run = await rollBack(service);
      expect(told(run)).toEqual(BACK);
      expect(run.outputs).toMatchObject({ method, 'to-sha': SHA.good, verification: 'healthy' });
      expect(run.outputs['reason']).toMatch(/Verified: .* 3 times in a row, from version 1111111\.$/);
      expect(run.writes).toEqual([sends, 'TagResource', 'TagResource', 'TagResource']);
      expect(run.log).toMatch(new RegExp(`^Marked proven: ${service}:2$`, 'm'));
      expect(deploymentsOf(service)).toMatchObject([{ sha: SHA.good }, LEFT, backIn(run)]);
      expect(await serving(urls.get(service) ?? '')).toEqual(['good']);
    },
    60_000,
  );

  it('that runs again only verifies, and tells the same GitHub deployment', async () => {
    const before = deploymentsOf('finished').length;
    const run = await rollBack('finished', { runId: '5' });
    expect(told(run)).toEqual({ ...BACK, outcome: 'nothing-to-do' });
    expect(run.writes).toEqual(['TagResource']);
    expect(deploymentsOf('finished')).toHaveLength(before);
    expect(deploymentsOf('finished').at(-1)).toMatchObject(backIn(run));
  }, 30_000);

  it('that two jobs begin at once is made once, verified by both, and kept as one GitHub deployment', async () => {
    const runs = await Promise.all(['11', '12'].map((runId) => rollBack('shared', { runId })));
    for (const run of runs) {
      expect(told(run)).toEqual(BACK);
      expect(run.outputs['verification']).toBe('healthy');
    }
    const [first, second] = runs;
    const group = {
      applicationName: `AppECS-${CLUSTER}-shared`,
      deploymentGroupName: `DgpECS-${CLUSTER}-shared`,
    };
    const { deployments } = await clients.codeDeploy.send(new ListDeploymentsCommand(group));
    expect(deployments).toHaveLength(3);
    expect(first?.outputs['github-deployment-id']).toBe(second?.outputs['github-deployment-id']);
    expect(deploymentsOf('shared')).toMatchObject([{ sha: SHA.good }, LEFT, first && backIn(first)]);
    expect(await serving(urls.get('shared') ?? '')).toEqual(['good']);
  }, 60_000);
});
