import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { RecordingLog } from '#shared/testing/fake-context';
import { awsError, revisionArn, ScriptedEcs, serviceWith, type Frames, type Script } from '../testing/scripted-ecs.ts';
import { sendUpdate, type Update } from './send-update.ts';
import { viewService } from './view.ts';

const OLD = 'ecs-svc/1000';
const NEW = 'ecs-svc/2000';
const OTHER = 'ecs-svc/3000';

const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const silence = awsError('TimeoutError', 'no answer', 0);
const before = serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']]);
const begun = serviceWith([
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const others = serviceWith([
  [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const replaced = serviceWith([
  [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9'],
  [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
]);
const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

async function send(
  updates: readonly Frames[],
  { input = {}, was = before, ...script }: Partial<Script> & { input?: object; was?: typeof before } = {},
) {
  const api = new ScriptedEcs({ before: was, updates, ...script });
  const clock = new FakeClock({ auto: true });
  const log = new RecordingLog();
  const update: Update = {
    input: { cluster: 'prod', service: 'web', taskDefinition: revisionArn('web:2'), ...input },
    before: viewService(was),
  };
  const sent = await sendUpdate(api, update, { clock, log, random: () => 0 }).catch((error: unknown) => error);
  return { sent, sends: api.updatesSent.length, clock, log };
}

describe('sendUpdate', () => {
  it('gives the answer, and asks nothing else', async () => {
    const { sent, sends, clock } = await send([[begun]]);
    expect([sent, sends, clock.elapsed()]).toEqual([{ kind: 'sent', service: begun }, 1, 0]);
  });

  it.each<[string, Error]>([
    ['the connection broke', reset],
    ['no answer came', silence],
    ['the server failed', awsError('ServerException', 'oops', 500)],
  ])('goes on with an update that has arrived, though %s', async (_, error) => {
    const { sent, sends, log } = await send([[error, begun]]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: begun }, 1]);
    expect(log.has('UpdateService has arrived')).toBe(true);
  });

  it('is not misled by looks that are older than the update', async () => {
    const { sent, sends, clock } = await send([[reset, before, before, before, begun]]);
    expect([sent, sends, clock.elapsed()]).toEqual([{ kind: 'sent', service: begun }, 1, 3_000]);
  });

  it('knows its own deployment behind the one that has replaced it already', async () => {
    const { sent, sends } = await send([[reset, replaced]]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: replaced }, 1]);
  });

  it('tells a second deployment of the same revision from the first', async () => {
    const again = serviceWith([
      [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
      [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
    ]);
    const input = { taskDefinition: revisionArn('web:1'), forceNewDeployment: true };
    expect(await send([[reset, before, again]], { input })).toMatchObject({ sent: { service: again }, sends: 1 });
    const lost = await send([[reset], [again]], { input });
    expect(lost).toMatchObject({ sent: { service: again }, sends: 2 });
  });

  it('does not send over what somebody else has deployed meanwhile', async () => {
    const { sent, sends } = await send([[reset, before, others]]);
    expect(sent).toMatchObject({ kind: 'overtaken', by: { id: OTHER, taskDefinition: revisionArn('web:9') } });
    expect(sends).toBe(1);
  });

  it('sends it again when nothing shows it for some seconds', async () => {
    const { sent, sends, clock, log } = await send([[reset], [begun]]);
    expect([sent, sends, clock.elapsed()]).toEqual([{ kind: 'sent', service: begun }, 2, 5_000]);
    expect(log.has('Sending UpdateService again: the service does not show it')).toBe(true);
  });

  it('sends it again where ECS has taken back what was under way before', async () => {
    const underWay = serviceWith([
      [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:8'],
      [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
    ]);
    const back = serviceWith([
      [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
      [OTHER, 'ACTIVE', 'FAILED', 'web:8'],
    ]);
    expect(await send([[reset, back], [begun]], { was: underWay })).toMatchObject({ sent: { kind: 'sent' }, sends: 2 });
  });

  it('sends the number of tasks again, which twice is the same, but not where somebody deployed', async () => {
    const input = { taskDefinition: undefined, desiredCount: 3 };
    expect(await send([[reset], [before]], { input })).toMatchObject({ sent: { kind: 'sent' }, sends: 2 });
    expect(await send([[reset, others]], { input })).toMatchObject({ sent: { kind: 'overtaken' }, sends: 1 });
  });

  it('looks for nothing where AWS refused, and tries again what was throttled', async () => {
    const throttled = awsError('ThrottlingException', 'Rate exceeded');
    const { sent, sends, log } = await send([[throttled], [throttled], [begun]]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: begun }, 3]);
    expect(log.has('looking')).toBe(false);
    const denied = awsError('AccessDeniedException', 'no');
    expect(await send([[denied]])).toMatchObject({ sent: denied, sends: 1 });
  });

  it('is not sent again over what somebody deployed while it was throttled', async () => {
    const throttled = awsError('ThrottlingException', 'Rate exceeded');
    const { sent, sends } = await send([[throttled, others], [begun]]);
    expect(sent).toMatchObject({ kind: 'overtaken', by: { id: OTHER } });
    expect(sends).toBe(1);
  });

  it('is taken for sent where somebody deployed the same while it was throttled', async () => {
    const { sent, sends, log } = await send([[awsError('ThrottlingException', 'Rate exceeded'), begun], [begun]]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: begun }, 1]);
    expect(log.has('Somebody else has deployed the same revision meanwhile')).toBe(true);
  });

  it('is sent again where what somebody deployed while it was throttled was taken back', async () => {
    const back = serviceWith([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']], {
      events: [{ id: 'back', createdAt: new Date(1), message: `(service web) rolling back to deployment ${OTHER}.` }],
    });
    const { sent, sends } = await send([[awsError('ThrottlingException', 'Rate exceeded'), back], [begun]]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: begun }, 2]);
  });

  it('looks once more before it is sent again, however long that was refused', async () => {
    const throttled = awsError('ThrottlingException', 'Rate exceeded');
    // The answers are old until it has failed and was taken back, to a deployment that nobody has seen before.
    const gone = serviceWith([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']], {
      events: [{ id: 'back', createdAt: new Date(1), message: `(service web) rolling back to deployment ${OTHER}.` }],
    });
    const { sent, sends } = await send([
      [reset, ...times(9, before)],
      [throttled, gone],
    ]);
    expect([sent, sends]).toEqual([{ kind: 'sent', service: gone }, 2]);
  });

  it('gives up after five lost answers', async () => {
    expect(await send(times(9, [silence]))).toMatchObject({ sent: silence, sends: 5 });
  });

  it('does not send again where the service cannot be read: it might have arrived', async () => {
    const { sent, sends } = await send([[reset, awsError('ExpiredTokenException', 'expired')]]);
    expect(sent).toMatchObject({
      message: 'UpdateService was not answered (socket hang up), and whether it has arrived cannot be read: expired',
    });
    expect(sends).toBe(1);
  });
});
