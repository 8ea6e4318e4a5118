import { afterEach, describe, expect, it } from '@jest/globals';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { RequestFault } from '#sandbox/faults/requests';
import { CLUSTER, ended, type ActOptions, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

const SERVICES = { arrived: {}, forced: {}, lost: {}, overtaken: {} };

const stage = setStage({ services: SERVICES });

afterEach(() => {
  stage.rollouts.sandbox.faults.clear();
});

/** Deploys, with the answer to the first UpdateService lost. */
function deploy(
  service: keyof typeof SERVICES,
  effect: 'none' | 'done',
  { inputs = {}, ...options }: ActOptions & { readonly inputs?: Readonly<Record<string, string>> } = {},
): Promise<Acted> {
  const fault: RequestFault = { kind: 'reset', effect };
  stage.rollouts.sandbox.faults.requests.order({
    match: { operation: 'ECS.UpdateService' },
    fault,
    when: { first: 1 },
  });
  return stage.rollouts.act(
    'deploy-ecs',
    { service, image: stage.image, 'wait-for-minutes': '0.5', ...inputs },
    options,
  );
}

const RELEASE_TWO = { 'environment-variables': 'RELEASE=two' };
const deploymentIds = async (service: string) =>
  (await stage.rollouts.describe(service)).deployments?.map(({ id }) => id) ?? [];

describe('an UpdateService whose answer is lost', () => {
  it('is not sent again when it has arrived', async () => {
    const run = await deploy('arrived', 'done', { inputs: RELEASE_TWO });
    expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(run.log).toContain('UpdateService has arrived');
  });

  it('begins one deployment only, though it is forced', async () => {
    const run = await deploy('forced', 'done', { inputs: { image: '', 'force-new-deployment': 'true' } });
    expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
    expect(run.writes).toEqual(['UpdateService']);
    expect(await deploymentIds('forced')).toEqual([run.outputs['deployment-id']]);
  });

  it('is sent again when it has not arrived', async () => {
    const run = await deploy('lost', 'none', { inputs: RELEASE_TWO });
    expect(ended(run)).toEqual({ exitCode: 0, outcome: 'deployed' });
    expect(run.writes).toEqual(['RegisterTaskDefinition', 'UpdateService', 'UpdateService']);
  });

  it('does not replace what somebody else deploys meanwhile', async () => {
    let stranger: Promise<unknown> = Promise.resolve();
    const run = await deploy('overtaken', 'none', {
      inputs: RELEASE_TWO,
      onLine: (line) => {
        if (!line.includes('UpdateService was not answered')) return;
        const theirs = { cluster: CLUSTER, service: 'overtaken', taskDefinition: 'arrived:1' };
        stranger = stage.rollouts.ecs.send(new UpdateServiceCommand(theirs));
      },
    });
    await stranger;
    expect(ended(run)).toEqual({ exitCode: 1, outcome: 'superseded' });
    expect(run.outputs['reason']).toMatch(/^Another deployment, of arrived:1 \(ecs-svc\/\d+\), was begun/);
    expect(await stage.rollouts.wanted('overtaken')).toBe('arrived:1');
  });
});
