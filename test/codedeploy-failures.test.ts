import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PutLifecycleEventHookExecutionStatusCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import { createAlarm, type Alarm } from './support/alarm.ts';
import { codeDeployClients, createCodeDeployService, type CodeDeployClients } from './support/codedeploy-service.ts';
import { CRASH_MESSAGE } from './support/rollout-app.ts';
import { ended, serving, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const CHECK = 'arn:aws:lambda:us-east-1:123456789012:function:check';
const CANARY = { 'codedeploy-deployment-config': 'CodeDeployDefault.ECSCanary10Percent15Minutes' };

let clients: CodeDeployClients;
let alarm: Alarm;
const urls = new Map<string, string>();

/** A hook whose check never passes. */
const lambda: LambdaFunctions = {
  exists: (arn) => arn === CHECK,
  invoke: async (_, event) => {
    // What CodeDeploy gives a hook: CodeDeploy User Guide, "Specify Lambda functions for hooks".
    const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event as {
      readonly DeploymentId: string;
      readonly LifecycleEventHookExecutionId: string;
    };
    const answer = { deploymentId, lifecycleEventHookExecutionId, status: 'Failed' as const };
    await clients.codeDeploy.send(new PutLifecycleEventHookExecutionStatusCommand(answer));
    return {};
  },
};

const stage = setStage({ lambda });

beforeAll(async () => {
  const { rollouts, image } = stage;
  clients = codeDeployClients(rollouts);
  alarm = await createAlarm(rollouts, 'errors');
  const make = async (name: string, alarm?: string): Promise<void> => {
    const options = { name, image, ...(alarm === undefined ? {} : { alarm }) };
    urls.set(name, await createCodeDeployService(rollouts, clients, options));
  };
  await Promise.all([make('crashing'), make('hooked'), make('watched', 'errors'), make('stopped'), make('slow')]);
}, 60_000);

afterAll(() => {
  for (const client of [clients.codeDeploy, clients.elb, alarm]) client.destroy();
});

function deploy(service: string, inputs: Readonly<Record<string, string>> = {}, options?: ActOptions): Promise<Acted> {
  const being = { image: stage.image, 'environment-variables': 'RELEASE=two', 'wait-for-minutes': '5' };
  return stage.rollouts.act('deploy-ecs', { service, ...being, ...inputs }, options);
}

const serves = (service: string): Promise<readonly string[]> => serving(urls.get(service) ?? '');

/** Does something once the canary has its share of the traffic. */
function atCanary(act: (deploymentId: string) => Promise<void> | void): {
  readonly onLine: (line: string) => void;
  readonly done: () => Promise<void>;
} {
  let id = '';
  let acted: Promise<void> | undefined;
  const onLine = (line: string): void => {
    id = /deployment: (d-\w{9})/.exec(line)?.[1] ?? id;
    if (line.includes('10 % of the traffic on the new tasks')) acted ??= Promise.resolve(act(id));
  };
  return { onLine, done: () => acted ?? Promise.reject(new Error('the canary was never seen')) };
}

const stopDeployment =
  (autoRollbackEnabled: boolean) =>
  async (deploymentId: string): Promise<void> => {
    await clients.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled }));
  };

describe('a deployment of CodeDeploy whose tasks fail', () => {
  it('is stopped at the second failed task and rolled back, with the cause', async () => {
    const run = await deploy('crashing', { 'environment-variables': 'MODE=crash' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'rolled-back' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'CreateDeployment', 'StopDeployment']);
    expect(run.outputs['reason']).toBe(
      'crashing:2 failed: container web exited with code 1 (2 tasks). Rolled back: the service runs crashing:1 again.',
    );
    expect(run.outputs['rolled-back-to']).toMatch(/crashing:1$/);
    expect(run.log).toContain(CRASH_MESSAGE);
    expect(await serves('crashing')).toEqual(['one']);
  }, 60_000);

  it('is told from one that fails its health checks', async () => {
    const run = await deploy('crashing', { 'environment-variables': 'MODE=sick', 'failed-task-limit': '1' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'rolled-back' });
    expect(run.outputs['reason']).toMatch(
      /^crashing:3 failed: .*health checks.*\[500\].*the service runs crashing:1 again/i,
    );
  }, 60_000);

  it('is left alone when that is asked for', async () => {
    const run = await deploy('crashing', { 'environment-variables': 'MODE=crash', 'on-failure': 'leave' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'CreateDeployment']);
    expect(run.outputs['reason']).toMatch(/It is left as it is; CodeDeploy goes on trying\.$/);
  }, 60_000);
});

describe('a deployment of CodeDeploy that is not taken', () => {
  it('by a hook is rolled back by CodeDeploy itself, though its group does not say so', async () => {
    const workspace = await mkdtemp(join(stage.rollouts.sandbox.ledger.directory, 'workspace-'));
    const appSpec = [
      'version: 0.0',
      'Resources:',
      '  - TargetService:',
      '      Type: AWS::ECS::Service',
      '      Properties:',
      '        TaskDefinition: <TASK_DEFINITION>',
      '        LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 }',
      'Hooks:',
      `  - BeforeAllowTraffic: ${CHECK}`,
    ];
    await writeFile(join(workspace, 'appspec.yaml'), appSpec.join('\n'));
    const run = await deploy('hooked', { 'codedeploy-appspec': 'appspec.yaml' }, { workspace });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'rolled-back' });
    expect(run.writes).toContain('CreateDeployment');
    expect(run.writes).not.toContain('StopDeployment');
    expect(run.outputs['reason']).toBe(
      'hooked:2 failed: The Lambda function of the lifecycle event BeforeAllowTraffic failed (HOOK_EXECUTION_FAILURE at BeforeAllowTraffic). CodeDeploy rolled back to hooked:1.',
    );
    expect(run.log).toMatch(/BeforeAllowTraffic: Failed: .*CodeDeploy rolls back with deployment d-/s);
    expect(await serves('hooked')).toEqual(['one']);
  }, 60_000);

  it('by an alarm is rolled back, and the alarm is named', async () => {
    const canary = atCanary(() => alarm.set('ALARM'));
    const run = await deploy('watched', CANARY, { onLine: canary.onLine });
    await canary.done();
    await alarm.set('OK');
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'rolled-back' });
    expect(run.outputs['reason']).toMatch(
      /^watched:2 failed: .*Activated alarms: <errors> \(ALARM_ACTIVE at AllowTraffic\)\. CodeDeploy rolled back to watched:1\.$/,
    );
    expect(await serves('watched')).toEqual(['one']);
  }, 60_000);

  it('by somebody who stops it has failed, and it says where the traffic is', async () => {
    const canary = atCanary(stopDeployment(false));
    const run = await deploy('stopped', CANARY, { onLine: canary.onLine });
    await canary.done();
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.outputs['reason']).toBe(
      'stopped:2 failed: The deployment was stopped by a StopDeployment request (MANUAL_STOP at AllowTraffic). It is not taken back: the new tasks have 10 % of the traffic.',
    );
  }, 60_000);

  it('in time goes on', async () => {
    const run = await deploy('slow', { ...CANARY, 'wait-for-minutes': '0.1' });
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'timed-out' });
    expect(run.log).toContain('wait-for-minutes is 0.1, but the strategy alone takes 15');
    expect(run.outputs['reason']).toMatch(
      /^slow:2 was not deployed within 0\.1 minutes; it has not failed by CodeDeploy's count, and deployment d-\w{9} goes on\.$/,
    );
  }, 60_000);

  it('since the job is cancelled is rolled back where that is asked for', async () => {
    const job = new AbortController();
    const canary = atCanary(() => {
      job.abort();
    });
    const inputs = { ...CANARY, 'on-cancel': 'rollback', 'environment-variables': 'RELEASE=three' };
    const run = await deploy('watched', inputs, { onLine: canary.onLine, signal: job.signal });
    expect(run.outputs['outcome']).toBe('cancelled');
    expect(run.outputs['reason']).toBe(
      'The job was cancelled while watched:3 was being deployed. It was stopped, and CodeDeploy rolls it back to watched:1.',
    );
    await delay(500);
    expect(await serves('watched')).toEqual(['one']);
  }, 60_000);
});
