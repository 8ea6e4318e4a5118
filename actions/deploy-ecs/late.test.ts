import { describe, expect, it } from '@jest/globals';
import type { Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { lateReason } from './late.ts';

const arn = (revision: number) => `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${revision}`;
const nothing: Diagnosis = { verdict: undefined, failures: [], troubles: [] };
const crash: Diagnosis = {
  verdict: undefined,
  failures: [
    {
      what: 'container web exited with code 1',
      stoppedReason: 'Essential container in task exited',
      likely: undefined,
      taskIds: ['a', 'b', 'c'],
      logLines: [],
      logNote: undefined,
    },
  ],
  troubles: [],
};
const stuck: Diagnosis = {
  verdict: undefined,
  failures: [],
  troubles: ['(service web) was unable to stop or start tasks because of the deployment configuration.'],
};
const underWay = { failure: undefined, rollback: undefined };
const goingBack = {
  failure: 'tasks failed to start',
  rollback: { deploymentId: 'ecs-svc/1', taskDefinition: arn(1) },
};
const late =
  "web:2 was not deployed within 15 minutes; it has not failed by Amazon ECS's count, and the deployment goes on.";

describe('why a rollout is late', () => {
  it.each([
    ['nothing is known of it', { memory: underWay, diagnosis: nothing }, late],
    [
      'its tasks fail again and again',
      { memory: underWay, diagnosis: crash },
      `${late} What stands in its way: container web exited with code 1 (3 tasks).`,
    ],
    [
      'an event says what it waits for',
      { memory: underWay, diagnosis: stuck },
      `${late} What stands in its way: was unable to stop or start tasks because of the deployment configuration.`,
    ],
    [
      'it failed, and its rollback is late',
      { memory: goingBack, diagnosis: crash },
      'web:2 failed: container web exited with code 1 (3 tasks). The rollback to web:1 was not completed within 15 minutes; it goes on.',
    ],
    [
      'its rollback is late, and only ECS knows why it failed',
      { memory: goingBack, diagnosis: nothing },
      'web:2 failed: tasks failed to start. The rollback to web:1 was not completed within 15 minutes; it goes on.',
    ],
  ])('%s', (_, seen, reason) => {
    expect(lateReason(arn(2), 900_000, seen)).toBe(reason);
  });
});
