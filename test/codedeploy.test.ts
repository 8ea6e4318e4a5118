import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  codeDeployClients,
  createCodeDeployService,
  type CodeDeployClients,
  type CodeDeployServiceOptions,
} from './support/codedeploy-service.ts';
import { serving, told, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const SERVICES: Readonly<Record<string, Omit<CodeDeployServiceOptions, 'name' | 'image'>>> = {
  plain: {},
  canary: { keepsOld: 60 },
  held: { waitsReady: 60 },
  named: { application: 'shop', group: 'shop-production' },
};
const BUSY =
  /^Deployment (d-\w{9}) of canary:2 is under way \(InProgress\), and deployment group DgpECS-rollouts-canary has one at a time; nothing was changed\.$/;

let clients: CodeDeployClients;
const urls = new Map<string, string>();

const stage = setStage({ services: { rolling: {} } });

beforeAll(async () => {
  const { rollouts, image } = stage;
  clients = codeDeployClients(rollouts);
  await Promise.all(
    Object.entries(SERVICES).map(async ([name, options]) =>
      urls.set(name, await createCodeDeployService(rollouts, clients, { name, image, ...options })),
    ),
  );
}, 60_000);

afterAll(() => {
  clients.codeDeploy.destroy();
  clients.elb.destroy();
});

function deploy(service: string, inputs: Readonly<Record<string, string>> = {}, options?: ActOptions): Promise<Acted> {
  const being = { image: stage.image, 'environment-variables': 'RELEASE=two', 'wait-for-minutes': '5' };
  return stage.rollouts.act('deploy-ecs', { service, ...being, ...inputs }, options);
}

const DEPLOYED = { exitCode: 0, outcome: 'deployed', errors: [] };
const serves = (service: string): Promise<readonly string[]> => serving(urls.get(service) ?? '');

describe('a service that CodeDeploy deploys', () => {
  it('is deployed, without an AppSpec file', async () => {
    const run = await deploy('plain');
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'CreateDeployment']);
    expect(run.outputs).toMatchObject({
      'deployment-id': expect.stringMatching(/^d-\w{9}$/),
      'codedeploy-deployment-id': run.outputs['deployment-id'],
      'service-deployment-arn': '',
      'task-definition-arn': expect.stringMatching(/plain:2$/),
      'previous-task-definition-arn': expect.stringMatching(/plain:1$/),
    });
    expect(run.log).toContain('strategy: AWS CodeDeploy, CodeDeployDefault.ECSAllAtOnce (all traffic at once)');
    expect(run.log).toMatch(/Install: Succeeded.*AllowTraffic: Succeeded.*100 % of the traffic on the new tasks/s);
    expect(run.summary).toContain('us-east-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-');
    expect(await serves('plain')).toEqual(['two']);
  }, 30_000);

  it('is left as it is where nothing differs', async () => {
    const run = await deploy('plain');
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'unchanged', errors: [] });
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('is deployed once more when that is forced', async () => {
    const run = await deploy('plain', { 'force-new-deployment': 'true', 'wait-for': 'stable' });
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.writes).toEqual(['CreateDeployment']);
  }, 30_000);

  it('is scaled without a deployment', async () => {
    const run = await deploy('plain', { 'desired-count': '2' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'unchanged', errors: [] });
    expect(run.writes).toEqual(['UpdateService']);
    expect(run.outputs['reason']).toBe('The service runs plain:2 with 2 tasks.');
  }, 30_000);

  it('takes no strategy of ECS', async () => {
    const run = await deploy('plain', { strategy: 'canary', 'canary-percent': '10' });
    expect(run.errors[0]).toMatch(
      /strategy: service plain is deployed by AWS CodeDeploy.*canary-percent: .*give codedeploy-deployment-config instead/s,
    );
    expect(run.writes).toEqual([]);
  });
});

describe('a service that ECS deploys', () => {
  it('takes no input of CodeDeploy', async () => {
    const inputs = { 'codedeploy-application': 'shop', 'codedeploy-deployment-config': 'mine' };
    const run = await deploy('rolling', inputs);
    expect(run.errors[0]).toMatch(
      /codedeploy-application: service rolling is deployed by Amazon ECS itself.*codedeploy-deployment-config: /s,
    );
    expect(run.writes).toEqual([]);
  });
});

describe('a canary of CodeDeploy', () => {
  const config = { 'codedeploy-deployment-config': 'CodeDeployDefault.ECSCanary10Percent5Minutes' };

  it('is deployed when all traffic has moved, and says how long it can be taken back', async () => {
    const run = await deploy('canary', config);
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.log).toContain(
      '(10 % of the traffic first and the rest after 5 minutes), then the old tasks are kept for 60 minutes',
    );
    expect(run.log).toMatch(/10 % of the traffic on the new tasks.*100 % of the traffic on the new tasks/s);
    expect(run.summary).toMatch(/```mermaid\ngantt\n.*Install \(.*AllowTraffic \(/s);
    expect(run.outputs['reason']).toBe(
      'The service runs canary:2, which has all the traffic. CodeDeploy keeps the old tasks for 60 minutes after that and then ends them; until then the deployment can be stopped and rolled back.',
    );
  }, 60_000);

  it('is found again by the same inputs, and nothing is sent', async () => {
    const run = await deploy('canary', config);
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.log).toContain('A deployment of canary:2 is under way already; none is begun.');
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('lets no other deployment begin, and says what can be done', async () => {
    const run = await deploy('canary', { 'environment-variables': 'RELEASE=three' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: [expect.any(String)] });
    expect(run.outputs['reason']).toMatch(BUSY);
    const [, id = ''] = BUSY.exec(run.outputs['reason'] ?? '') ?? [];
    expect(run.log).toContain(
      `aws deploy continue-deployment --region us-east-1 --deployment-id ${id} --deployment-wait-type TERMINATION_WAIT`,
    );
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('makes way for another one when its wait is to be ended', async () => {
    const inputs = { 'environment-variables': 'RELEASE=three', 'codedeploy-end-termination-wait': 'true' };
    const run = await deploy('canary', inputs);
    expect(told(run)).toEqual(DEPLOYED);
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'ContinueDeployment', 'CreateDeployment']);
    expect(await serves('canary')).toEqual(['three']);
  }, 30_000);
});

describe('a deployment that is Ready', () => {
  it('passes as paused, and is followed to its end once it is continued', async () => {
    const run = await deploy('held');
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'paused', errors: [] });
    const id = run.outputs['codedeploy-deployment-id'] ?? '';
    const command = `aws deploy continue-deployment --region us-east-1 --deployment-id ${id} --deployment-wait-type READY_WAIT`;
    expect(run.log).toContain(`To go on: ${command}`);
    expect(run.summary).toContain(command);
    expect(run.outputs['reason']).toMatch(/^held:2 is not deployed yet\. Deployment d-\w{9} is Ready: .*\(until 20/);
    expect(await serves('held')).toEqual(['one']);

    const answered = await deploy('held', { 'answer-pause': 'continue' });
    expect(told(answered)).toEqual(DEPLOYED);
    expect(answered.writes).toEqual(['ContinueDeployment']);
    expect(answered.outputs['codedeploy-deployment-id']).toBe(id);
    expect(await serves('held')).toEqual(['two']);
  }, 60_000);

  it('is rolled back when it is answered so', async () => {
    const release = { 'environment-variables': 'RELEASE=three' };
    const run = await deploy('held', release);
    expect(run.outputs['outcome']).toBe('paused');
    const answered = await deploy('held', { ...release, 'answer-pause': 'rollback' });
    expect(told(answered)).toMatchObject({ exitCode: 1, outcome: 'rolled-back' });
    expect(answered.writes).toEqual(['StopDeployment']);
    expect(answered.outputs['reason']).toBe(
      'held:3 failed: its pause was answered with rollback. CodeDeploy rolled back to held:2.',
    );
    expect(await serves('held')).toEqual(['two']);
  }, 60_000);
});

describe('a deployment group of another name', () => {
  it('is named by the error, and deploys when it is given', async () => {
    const run = await deploy('named');
    expect(run.errors[0]).toMatch(
      /codedeploy-application: there is no application AppECS-rollouts-named \(where deployment group DgpECS-rollouts-named was looked for\)\. Service named is deployed by another one: give codedeploy-application: shop and codedeploy-deployment-group: shop-production\./,
    );
    expect(run.writes).toEqual([]);
    const given = { 'codedeploy-application': 'shop', 'codedeploy-deployment-group': 'shop-production' };
    expect(told(await deploy('named', given))).toEqual(DEPLOYED);
  }, 60_000);

  it('is refused where it deploys another service', async () => {
    const given = { 'codedeploy-application': 'shop', 'codedeploy-deployment-group': 'shop-production' };
    const run = await deploy('plain', { ...given, 'environment-variables': 'RELEASE=three' });
    expect(run.outputs['reason']).toBe(
      'Preflight found a problem, and nothing was changed: Deployment group shop-production of application shop deploys named in cluster rollouts, not plain in cluster rollouts.',
    );
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('is not looked for with a deployment configuration that is not there', async () => {
    const run = await deploy('plain', {
      'codedeploy-deployment-config': 'Mine',
      'environment-variables': 'RELEASE=four',
    });
    expect(run.errors[0]).toContain('codedeploy-deployment-config: there is no deployment configuration Mine.');
    expect(run.writes).toEqual([]);
  }, 30_000);
});

describe('an AppSpec file', () => {
  it('is refused before AWS is called when it has no load balancer', async () => {
    const workspace = await mkdtemp(join(stage.rollouts.sandbox.ledger.directory, 'workspace-'));
    const resources = 'Resources:\n  - web:\n      Type: AWS::ECS::Service\n      Properties: {}\n';
    await writeFile(join(workspace, 'appspec.yaml'), `version: 0.0\n${resources}`);
    const run = await deploy('plain', { 'codedeploy-appspec': 'appspec.yaml' }, { workspace });
    expect(run.errors[0]).toContain(
      'codedeploy-appspec: "appspec.yaml" needs LoadBalancerInfo with ContainerName and ContainerPort.',
    );
  }, 30_000);
});
