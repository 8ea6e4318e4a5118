import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { patient } from './patient.ts';
import { ScriptedEcs } from './testing/scripted-ecs.ts';

const ref = { cluster: 'default', service: 'web' };
const service = { serviceName: 'web', status: 'ACTIVE' };
const named = (name: string) => Object.assign(new Error('refused'), { name });

function scripted(...errors: readonly Error[]) {
  const ecs = new ScriptedEcs({ before: [...errors, service] });
  const clock = new FakeClock({ auto: true });
  return { ecs, clock, api: patient(ecs, { clock, random: () => 0.5 }) };
}

describe('a patient reader', () => {
  it('asks again when it was throttled or the answer broke off', async () => {
    const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    // As the SDK names the same.
    const reset = Object.assign(named('TimeoutError'), { code: 'ECONNRESET' });
    const { api, ecs, clock } = scripted(named('ThrottlingException'), broken, reset);
    expect(await api.describeService(ref)).toEqual(service);
    expect(ecs.calls).toHaveLength(4);
    expect(clock.sleeps).toHaveLength(3);
  });

  it('gives an endpoint up that does not answer, and goes on asking one that is busy', async () => {
    const silent = named('TimeoutError');
    const { ecs, clock } = scripted();
    let calls = 0;
    ecs.describeService = async () => {
      calls += 1;
      await clock.sleep(10_000);
      throw silent;
    };
    await expect(patient(ecs, { clock, random: () => 0.5 }).describeService(ref)).rejects.toBe(silent);
    expect(calls).toBe(1);
    const busy = scripted(...Array.from({ length: 7 }, () => named('ThrottlingException')));
    expect(await busy.api.describeService(ref)).toEqual(service);
    expect(busy.clock.elapsed()).toBeGreaterThan(10_000);
  });

  it('does not ask again where it can only be refused', async () => {
    const { api, ecs } = scripted(named('AccessDeniedException'));
    await expect(api.describeService(ref)).rejects.toThrow('refused');
    expect(ecs.calls).toHaveLength(1);
  });

  it('asks once to stop a deployment: a second request would be refused although the first was heard', async () => {
    const { api, ecs } = scripted();
    await expect(api.rollBackServiceDeployment('arn')).rejects.toThrow();
    expect(ecs.calls).toEqual(['stop arn']);
  });
});
