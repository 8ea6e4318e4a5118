import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { RecordingLog } from '#shared/testing/fake-context';
import type { EcsApi } from '../api.ts';
import { awsError, ScriptedEcs, serviceWith } from '../testing/scripted-ecs.ts';
import { beginRollout } from './memory.ts';
import { viewService } from './view.ts';
import { watchRollout } from './watch.ts';

const before = serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]);
const begun = serviceWith([
  ['new', 'PRIMARY', 'IN_PROGRESS', 'web:2'],
  ['old', 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const done = serviceWith([['new', 'PRIMARY', 'COMPLETED', 'web:2']]);
const BUDGET_MS = 60_000;

/** Watches a service that is asked by `describe`, which may let time pass. */
async function watch(describe: (clock: FakeClock) => ReturnType<EcsApi['describeService']>) {
  const clock = new FakeClock({ auto: true });
  const api = new ScriptedEcs({ before: [before] });
  api.describeService = () => describe(clock);
  const memory = beginRollout({ id: 'new', taskDefinition: 'web:2' }, viewService(before), 'deployed');
  const options = { api, ref: { cluster: 'prod', service: 'web' }, memory, budgetMs: BUDGET_MS, failFast: undefined };
  const { ending } = await watchRollout(options, { clock, random: () => 0.5, log: new RecordingLog() });
  return { ending: ending.kind, at: clock.elapsed() };
}

describe('the deadline of a watch', () => {
  it('ends it with a look that begins there', async () => {
    const looks: number[] = [];
    const { ending, at } = await watch((clock) => {
      looks.push(clock.elapsed());
      return Promise.resolve(begun);
    });
    expect({ ending, at }).toEqual({ ending: 'timed-out', at: BUDGET_MS });
    expect(looks.at(-1)).toBe(BUDGET_MS);
  });

  it('is not met by an answer that was on its way when it passed: what it shows is older', async () => {
    const { ending, at } = await watch(async (clock) => {
      const shown = clock.elapsed() < BUDGET_MS ? begun : done;
      await clock.sleep(clock.elapsed() > 50_000 ? 9_000 : 0);
      return shown;
    });
    expect(ending).toBe('deployed');
    expect(at).toBeLessThan(BUDGET_MS + 20_000);
  });

  it('lets ECS be asked a little longer when it does not answer there', async () => {
    const { ending } = await watch((clock) => {
      const now = clock.elapsed();
      if (now < BUDGET_MS - 5_000) return Promise.resolve(begun);
      return now < BUDGET_MS + 4_000
        ? Promise.reject(awsError('ThrottlingException', 'Rate exceeded'))
        : Promise.resolve(done);
    });
    expect(ending).toBe('deployed');
  });

  it('lets it be asked three times when one look takes as long as all that', async () => {
    let late = 0;
    const { ending } = await watch(async (clock) => {
      if (clock.elapsed() < BUDGET_MS) return begun;
      await clock.sleep(30_000);
      late += 1;
      return late < 3 ? Promise.reject(awsError('ThrottlingException', 'Rate exceeded')) : done;
    });
    expect(ending).toBe('deployed');
  });

  it('ends it all the same when no answer comes', async () => {
    const { ending, at } = await watch((clock) =>
      clock.elapsed() < BUDGET_MS - 5_000
        ? Promise.resolve(begun)
        : Promise.reject(awsError('ThrottlingException', 'Rate exceeded')),
    );
    expect(ending).toBe('timed-out');
    expect(at).toBeGreaterThan(BUDGET_MS + 10_000);
    expect(at).toBeLessThan(BUDGET_MS + 20_000);
  });
});
