import { expect, it } from '@jest/globals';
import { checkRolloutRoom } from './rollout-room.ts';
import { told } from './testing/fake-preflight.ts';
import { subject, type SubjectOptions } from './testing/subjects.ts';

const STUCK = expect.stringMatching(/^error: .* can neither stop an old task nor start a new one/);

it.each<[desired: number, minimum: number | undefined, maximum: number | undefined, readonly unknown[]]>([
  [1, undefined, undefined, []],
  [1, 100, 100, [STUCK]],
  [1, 100, 150, [STUCK]],
  [1, 50, 100, [STUCK]],
  [1, 0, 100, []],
  [1, 100, 200, []],
  [2, 100, 149, [STUCK]],
  [2, 100, 150, []],
  [2, 51, 100, [STUCK]],
  [2, 50, 100, []],
  [4, 100, 125, []],
  [10, 91, 109, [STUCK]],
  [0, 100, 100, [expect.stringMatching(/^note: The service is to run no task/)]],
])('%s tasks, %s % to %s %', (...[desiredCount, minimumHealthyPercent, maximumPercent, expected]) => {
  const configuration = { minimumHealthyPercent, maximumPercent };
  expect(told(checkRolloutRoom(subject({ desiredCount, configuration })))).toEqual(expected);
});

it('names a percentage that is enough', () => {
  const [finding] = checkRolloutRoom(subject({ desiredCount: 3, configuration: { maximumPercent: 100 } }));
  expect(finding).toMatchObject({
    fix: 'Set maximumPercent of the service to at least 134, or a lower minimumHealthyPercent.',
  });
  expect(checkRolloutRoom(subject({ desiredCount: 3, configuration: { maximumPercent: 134 } }))).toEqual([]);
});

it.each<[string, SubjectOptions]>([
  ['blue/green starts all new tasks beside the old ones', { configuration: { strategy: 'BLUE_GREEN' } }],
  ['where nothing runs there is room', { service: { runningCount: 0 } }],
  ['a daemon stops before it starts', { service: { schedulingStrategy: 'DAEMON' } }],
])('%s', (_, { configuration, ...options }) => {
  const tight = { minimumHealthyPercent: 100, maximumPercent: 100, ...configuration };
  expect(checkRolloutRoom(subject({ ...options, configuration: tight }))).toEqual([]);
});
