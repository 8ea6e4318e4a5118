import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { RecordingLog } from '#shared/testing/fake-context';
import { LiveLog } from './live-log.ts';

async function quietMinute(heartbeat?: boolean): Promise<readonly string[]> {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const live = new LiveLog({ clock, log, ...(heartbeat === undefined ? {} : { heartbeat }) }, 0);
  for (let looks = 0; looks < 7; looks += 1) {
    live.progress('tasks: 1 starting', 900_000);
    await clock.advance(10_000);
  }
  return log.lines;
}

describe('LiveLog', () => {
  it('gives a sign of life every half a minute in which nothing changes', async () => {
    expect(await quietMinute()).toEqual([
      expect.stringMatching(/^info: \+0ms +tasks: 1 starting$/),
      expect.stringMatching(/^info: \+30\.0s +still waiting, at most until \+15m 00s; tasks: 1 starting$/),
      expect.stringMatching(/^info: \+1m 00s +still waiting/),
    ]);
  });

  it('gives none where somebody else does', async () => {
    expect(await quietMinute(false)).toHaveLength(1);
  });
});
