import { CreateDeploymentCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { CreateServiceCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAlarm, type Alarm } from './support/alarm.ts';
import {
  codeDeployClients,
  createCodeDeployService,
  type CodeDeployClients,
  type CodeDeployServiceOptions,
} from './support/codedeploy-service.ts';
import { CLUSTER, serving, told, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

type Inputs = Readonly<Record<string, string>>;

const SERVICES: Readonly<Record<string, Omit<CodeDeployServiceOptions, 'name' | 'image'>>> = {
  finished: { alarm: 'errors' },
  unproven: {},
  canary: {},
  kept: { keepsOld: 60 },
  held: { waitsReady: 60 },
  raced: {},
  bad: {},
};
const CANARY = { 'codedeploy-deployment-config': 'CodeDeployDefault.ECSCanary10Percent15Minutes' };

let clients: CodeDeployClients;
let alarm: Alarm;
const urls = new Map<string, string>();

const stage = setStage({ services: { rolling: {} } });

beforeAll(async () => {
  const { rollouts, image } = stage;
  clients = codeDeployClients(rollouts);
  alarm = await createAlarm(rollouts, 'errors');
  await Promise.all(
    Object.entries(SERVICES).map(async ([name, options]) => {
      urls.set(name, await createCodeDeployService(rollouts, clients, { name, image, ...options }));
      if (name !== 'unproven') await prove(`${name}:1`);
    }),
  );
}, 60_000);

afterAll(() => {
  for (const client of [clients.codeDeploy, clients.elb, alarm]) client.destroy();
});

/** What health-verify does with a release that answers rightly. */
async function prove(revision: string): Promise<void> {
  const resourceArn = `arn:aws:ecs:us-east-1:123456789012:task-definition/${revision}`;
  const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
  await stage.rollouts.ecs.send(new TagResourceCommand({ resourceArn, tags }));
}

function deploy(service: string, inputs: Inputs, options?: ActOptions): Promise<Acted> {
  return stage.rollouts.act('deploy-ecs', { service, image: stage.image, 'wait-for-minutes': '5', ...inputs }, options);
}

const release = (name: string): Inputs => ({ 'environment-variables': `RELEASE=${name}` });

function rollBack(service: string, inputs: Inputs = {}, options?: ActOptions): Promise<Acted> {
  return stage.rollouts.act('rollback', { service, 'wait-for-minutes': '5', ...inputs }, options);
}

const passed = (outcome: string) => ({ exitCode: 0, outcome, errors: [] });
const serves = (service: string): Promise<readonly string[]> => serving(urls.get(service) ?? '');
/** What a rollback that begins with `first` sends: it marks the release left, and the one gone back to. */
const sent = (...first: readonly string[]) => [...first, 'TagResource', 'TagResource'];

/** Something that is done when a line of the log says so, once. */
function when(words: string | RegExp, act: (line: string) => Promise<unknown>) {
  let acted: Promise<unknown> | undefined;
  const onLine = (line: string): void => {
    if (line.search(words) >= 0) acted ??= act(line);
  };
  return { onLine, done: () => acted ?? Promise.reject(new Error(`the log never said ${String(words)}`)) };
}

describe('a finished deployment of CodeDeploy', () => {
  it('is gone back from by another one, all at once, whatever alarms the release left has raised', async () => {
    expect((await deploy('finished', release('two'))).outputs['outcome']).toBe('deployed');
    await alarm.set('ALARM');
    const planned = await rollBack('finished', { 'dry-run': 'true' });
    expect(told(planned)).toEqual(passed('dry-run'));
    expect(planned.outputs['reason']).toMatch(
      /from finished:2 .*back to finished:1, by a deployment of AWS CodeDeploy\.$/,
    );
    const run = await rollBack('finished', { 'only-if-current': 'finished:2', reason: 'errors' });
    await alarm.set('OK');
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.outputs).toMatchObject({ method: 'create-deployment', source: 'release-record' });
    expect(run.outputs['to']).toMatch(/finished:1$/);
    expect(run.outputs['reason']).toBe('The service runs finished:1 again.');
    expect(run.writes).toEqual(sent('CreateDeployment'));
    expect(run.log).toContain('alarms that do not stop the way back: errors');
    expect(run.log).toMatch(/deployment: d-\w{9}.*AllowTraffic: Succeeded/s);
    expect(await serves('finished')).toEqual(['one']);
  }, 60_000);

  it('is not gone back from twice', async () => {
    const late = await rollBack('finished', { 'only-if-current': 'finished:2' });
    expect(told(late)).toEqual(passed('nothing-to-do'));
    const again = await rollBack('finished');
    expect(told(again)).toEqual(passed('nothing-to-do'));
    expect(again.outputs['reason']).toMatch(/^This workflow run has rolled back already/);
    expect([...late.writes, ...again.writes]).toEqual([]);
  }, 60_000);

  it('is found among those CodeDeploy knows, where no release was ever proven', async () => {
    for (const name of ['two', 'three']) {
      expect((await deploy('unproven', release(name))).outputs['outcome']).toBe('deployed');
    }
    const run = await rollBack('unproven');
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.outputs['source']).toBe('service-deployments');
    expect(await serves('unproven')).toEqual(['two']);
    const listed = await rollBack('unproven', { list: 'true' });
    expect(JSON.parse(listed.outputs['releases'] ?? '')).toMatchObject([
      { number: 3, current: false, state: 'bad', deployedAt: expect.any(String) },
      { number: 2, current: true, deployedAt: expect.any(String) },
      { number: 1, current: false },
    ]);
  }, 60_000);
});

describe('a deployment of CodeDeploy that is under way', () => {
  it('with some of the traffic is stopped and rolled back', async () => {
    const canary = when('10 % of the traffic on the new tasks', () => rollBack('canary'));
    const deployed = await deploy('canary', { ...release('two'), ...CANARY }, { onLine: canary.onLine });
    const run = (await canary.done()) as Acted;
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.outputs['method']).toBe('stop-deployment');
    expect(run.outputs['from']).toMatch(/canary:2$/);
    expect(run.outputs['to']).toMatch(/canary:1$/);
    expect(run.writes).toEqual(sent('StopDeployment'));
    expect(deployed.outputs['outcome']).toBe('rolled-back');
    expect(await serves('canary')).toEqual(['one']);
  }, 60_000);

  it('and waits to be continued is stopped and rolled back', async () => {
    expect((await deploy('held', release('two'))).outputs['outcome']).toBe('paused');
    const run = await rollBack('held', { 'only-if-current': 'held:2' });
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.writes).toEqual(sent('StopDeployment'));
    expect(await serves('held')).toEqual(['one']);
  }, 60_000);

  it('and only keeps its old tasks is taken back to them at once', async () => {
    expect((await deploy('kept', release('two'))).outputs['outcome']).toBe('deployed');
    expect(await serves('kept')).toEqual(['two']);
    const run = await rollBack('kept');
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.outputs['method']).toBe('stop-deployment');
    expect(await serves('kept')).toEqual(['one']);
  }, 60_000);

  it('and came from another release makes way first', async () => {
    await prove('kept:2');
    expect((await deploy('kept', release('three'))).outputs['outcome']).toBe('deployed');
    const run = await rollBack('kept', { to: '2' });
    expect(told(run)).toEqual(passed('rolled-back'));
    expect(run.writes).toEqual(sent('ContinueDeployment', 'CreateDeployment'));
    expect(run.log).toMatch(
      /has one deployment at a time: the wait of d-\w{9} with the tasks before it is ended first/,
    );
    expect(await serves('kept')).toEqual(['two']);
  }, 60_000);
});

describe('a way back of CodeDeploy', () => {
  it('that somebody stops for another deployment is superseded', async () => {
    expect((await deploy('raced', release('two'))).outputs['outcome']).toBe('deployed');
    const theirs = when(/deployment: d-\w{9}/, async (line) => {
      const [, deploymentId = ''] = /(d-\w{9})/.exec(line) ?? [];
      await clients.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false }));
      await deployByHand('raced');
    });
    const run = await rollBack('raced', {}, { onLine: theirs.onLine });
    await theirs.done();
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'superseded', errors: [expect.any(String)] });
    expect(run.outputs['reason']).toMatch(
      /^Another deployment, d-\w{9}, took the place of the rollback to raced:1\. It is left alone\.$/,
    );
  }, 60_000);

  it('whose tasks fail is told with the cause', async () => {
    const inputs = { 'environment-variables': 'MODE=crash', 'on-failure': 'leave', 'wait-for': 'none' };
    const crashing = await deploy('bad', inputs);
    expect(crashing.outputs['outcome']).toBe('started');
    expect(told(await rollBack('bad'))).toEqual(passed('rolled-back'));
    const run = await rollBack('bad', { to: '2' });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'failed', errors: [expect.any(String)] });
    expect(run.outputs['reason']).toBe('The rollback to bad:2 failed: container web exited with code 1 (2 tasks).');
    expect(run.log).toMatch(/aws deploy stop-deployment --region us-east-1 --deployment-id d-\w{9} --auto-rollback/);
    expect(await serves('bad')).toEqual(['one']);
  }, 60_000);
});

describe('the inputs about CodeDeploy', () => {
  it('are refused for a service that ECS deploys', async () => {
    const run = await rollBack('rolling', { 'codedeploy-application': 'shop' });
    expect(run.errors[0]).toMatch(/codedeploy-application: service rolling is deployed by Amazon ECS itself/);
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('are refused where the group deploys another service, or is not there', async () => {
    const names = (service: string) => ({
      'codedeploy-application': `AppECS-${CLUSTER}-${service}`,
      'codedeploy-deployment-group': `DgpECS-${CLUSTER}-${service}`,
    });
    const other = await rollBack('finished', names('kept'));
    expect(other.errors[0]).toMatch(
      /codedeploy-deployment-group: DgpECS-rollouts-kept of application AppECS-rollouts-kept deploys kept, not finished/,
    );
    const none = await rollBack('finished', names('nobody'));
    expect(none.errors[0]).toMatch(/there is no application AppECS-rollouts-nobody.*deployed by another one: give/s);
    expect([...other.writes, ...none.writes]).toEqual([]);
  }, 30_000);

  it('help no service of an external controller', async () => {
    const service = { cluster: CLUSTER, serviceName: 'external', desiredCount: 1 };
    await stage.rollouts.ecs.send(new CreateServiceCommand({ ...service, deploymentController: { type: 'EXTERNAL' } }));
    const run = await rollBack('external');
    expect(run.errors[0]).toMatch(
      /Service external is deployed by EXTERNAL; this action supports .* ECS or CODE_DEPLOY/,
    );
  }, 30_000);
});

/** Deploys revision 2 of a service as somebody else would. */
async function deployByHand(service: string): Promise<void> {
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: `arn:aws:ecs:us-east-1:123456789012:task-definition/${service}:2`,
            LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
          },
        },
      },
    ],
  });
  await clients.codeDeploy.send(
    new CreateDeploymentCommand({
      applicationName: `AppECS-${CLUSTER}-${service}`,
      deploymentGroupName: `DgpECS-${CLUSTER}-${service}`,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  );
}
