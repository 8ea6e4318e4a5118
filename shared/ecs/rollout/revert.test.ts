import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { RecordingLog } from '#shared/testing/fake-context';
import { revisionArn, ScriptedEcs, serviceWith, type Script } from '../testing/scripted-ecs.ts';
import { revertService } from './revert.ts';

const OLD = 'ecs-svc/1000';
const NEW = 'ecs-svc/2000';
const OTHER = 'ecs-svc/3000';

const underWay = {
  ...serviceWith([
    [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
    [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
  ]),
  currentServiceDeployment: 'sd-2',
};
const others = serviceWith([[OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9']]);
const back = serviceWith([[OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:1']]);
const stoppable = {
  serviceDeployments: [
    {
      serviceDeploymentArn: 'sd-2',
      status: 'IN_PROGRESS' as const,
      sourceServiceRevisions: [{ arn: 'rev-1' }],
      targetServiceRevision: { arn: 'rev-2' },
    },
  ],
  serviceRevisions: [
    { serviceRevisionArn: 'rev-1', taskDefinition: revisionArn('web:1') },
    { serviceRevisionArn: 'rev-2', taskDefinition: revisionArn('web:2') },
  ],
};

const options = {
  ref: { cluster: 'prod', service: 'web' },
  target: revisionArn('web:1'),
  leaving: revisionArn('web:2'),
};
const tools = () => ({ clock: new FakeClock({ auto: true }), log: new RecordingLog(), random: () => 0 });

async function revert(script: Script) {
  const api = new ScriptedEcs(script);
  return { reverted: await revertService(api, options, tools()), writes: api.writes };
}

const byOthers = { method: 'none', by: { id: OTHER, taskDefinition: revisionArn('web:9') } };

describe('revertService', () => {
  it('stops what can be stopped', async () => {
    const { reverted, writes } = await revert({ before: underWay, stop: [back], ...stoppable });
    expect([reverted, writes]).toEqual([{ method: 'stop-deployment' }, ['stop sd-2']]);
  });

  it('updates the service where nothing can be stopped', async () => {
    const { reverted, writes } = await revert({ before: underWay, updates: [[back]] });
    expect([reverted, writes]).toEqual([{ method: 'update-service', service: back }, ['update web:1']]);
  });

  it('leaves alone what somebody else has deployed since', async () => {
    const { reverted, writes } = await revert({ before: others, updates: [[back]] });
    expect(reverted).toMatchObject(byOthers);
    expect(writes).toEqual([]);
  });

  it('leaves it alone too where it shows only once stopping was refused', async () => {
    const { reverted, writes } = await revert({ before: [underWay, others], updates: [[back]], ...stoppable });
    expect(reverted).toMatchObject(byOthers);
    expect(writes).toEqual(['stop sd-2']);
  });

  it('does not send its update over it either, when the answer was lost', async () => {
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const { reverted, writes } = await revert({ before: underWay, updates: [[reset, others], [back]] });
    expect(reverted).toMatchObject(byOthers);
    expect(writes).toEqual(['update web:1']);
  });

  it('does not ask for a second rollback when the answer to the first was lost', async () => {
    const api = new ScriptedEcs({ before: underWay, updates: [[back]], stop: [underWay], ...stoppable });
    const stop = api.rollBackServiceDeployment;
    api.rollBackServiceDeployment = async (arn) => {
      await stop(arn);
      api.describeServiceDeployments = () =>
        Promise.resolve(
          stoppable.serviceDeployments.map((entry) => ({ ...entry, status: 'ROLLBACK_REQUESTED' as const })),
        );
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    const reverted = await revertService(api, options, tools());
    expect([reverted, api.writes]).toEqual([{ method: 'stop-deployment', joined: true }, ['stop sd-2']]);
  });

  it('sends nothing where the service runs the revision by then', async () => {
    const { reverted, writes } = await revert({ before: back, updates: [[back]] });
    expect([reverted, writes]).toEqual([{ method: 'update-service', service: back, joined: true }, []]);
  });

  it('stops a blue/green deployment that bakes, whatever the list of deployments calls it', async () => {
    const baking = {
      ...serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']]),
      deploymentConfiguration: { strategy: 'BLUE_GREEN' as const },
      currentServiceDeployment: 'sd-2',
    };
    const { reverted, writes } = await revert({ before: baking, stop: [back], ...stoppable });
    expect([reverted, writes]).toEqual([{ method: 'stop-deployment' }, ['stop sd-2']]);
  });

  it('does not ask again for one that is known to have ended', async () => {
    const blueGreen = {
      ...serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']]),
      deploymentConfiguration: { strategy: 'BLUE_GREEN' as const },
    };
    const known = new ScriptedEcs({ before: { ...blueGreen, currentServiceDeployment: 'sd-2' }, updates: [[back]] });
    await revertService(known, { ...options, over: ['sd-2'] }, tools());
    expect(known.calls).toEqual(['describe-service', 'update web:1']);
    const newer = new ScriptedEcs({ before: { ...blueGreen, currentServiceDeployment: 'sd-3' }, updates: [[back]] });
    await revertService(newer, { ...options, over: ['sd-2'] }, tools());
    expect(newer.calls).toEqual(['describe-service', 'describe-service-deployments', 'update web:1']);
  });

  it('stops at once what was seen just now, and looks first when that was long ago', async () => {
    const first = new ScriptedEcs({ before: underWay, stop: [back], ...stoppable });
    await revertService(first, { ...options, seen: { arn: 'sd-2', at: 0 } }, tools());
    expect(first.calls).toEqual(['stop sd-2']);
    const late = { ...tools(), clock: new FakeClock({ auto: true }) };
    await late.clock.sleep(2_001);
    const second = new ScriptedEcs({ before: underWay, stop: [back], ...stoppable });
    await revertService(second, { ...options, seen: { arn: 'sd-2', at: 0 } }, late);
    expect(second.calls.slice(-1)).toEqual(['stop sd-2']);
    expect(second.calls).toContain('describe-service-deployments');
  });

  it('updates the service once when what was seen just now cannot be stopped', async () => {
    const api = new ScriptedEcs({ before: underWay, updates: [[back]], ...stoppable });
    const reverted = await revertService(api, { ...options, seen: { arn: 'sd-2', at: 0 } }, tools());
    expect([reverted.method, api.writes]).toEqual(['update-service', ['stop sd-2', 'update web:1']]);
  });

  it('says when there is no deployment left', async () => {
    await expect(revert({ before: serviceWith([], { status: 'INACTIVE' }) })).rejects.toThrow(
      'service web has no deployment any more',
    );
  });
});
