import { describe, expect, it } from '@jest/globals';
import type { EcsTask } from '../api.ts';
import { isFailure, readTaskEnd } from './task-failure.ts';

type Containers = NonNullable<EcsTask['containers']>;
const started = (exitCode: number, reason?: string): Containers => [
  { name: 'web', exitCode, ...(reason && { reason }) },
];
const unstarted = (reason: string): Containers => [{ name: 'web', reason }];

const exited = 'Essential container in task exited';
const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef';

interface Case {
  readonly says: string;
  readonly stopCode?: EcsTask['stopCode'];
  readonly reason: string;
  readonly containers?: Containers;
  readonly healing: 'never' | 'maybe' | 'not-a-failure';
  readonly likely?: RegExp;
  readonly what?: string;
}

/** Reasons as published logs and the ECS developer guide show them. */
const cases: readonly Case[] = [
  {
    says: 'exit 1',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(1),
    healing: 'maybe',
    likely: /last log lines/,
    what: 'container web exited with code 1',
  },
  {
    says: 'exit 0',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(0),
    healing: 'maybe',
    likely: /has to keep running/,
  },
  {
    says: 'exit 126',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(126),
    healing: 'never',
    likely: /may not be executed/,
  },
  {
    says: 'exit 127',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(127),
    healing: 'never',
    likely: /not found in the image/,
  },
  {
    says: 'exit 139',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(139),
    healing: 'maybe',
    likely: /SIGSEGV/,
  },
  {
    says: 'exit 3',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(3),
    healing: 'maybe',
    likely: /program failed/,
  },
  {
    says: 'out of memory',
    stopCode: 'EssentialContainerExited',
    reason: exited,
    containers: started(137, 'OutOfMemoryError: Container killed due to memory usage'),
    healing: 'maybe',
    likely: /more memory than its limit/,
    what: 'container web exited with code 137: OutOfMemoryError: Container killed due to memory usage',
  },
  {
    says: 'a missing tag',
    stopCode: 'TaskFailedToStart',
    reason:
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:2: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:2: not found',
    healing: 'never',
    likely: /not in the registry/,
  },
  {
    says: 'a missing tag told by the container',
    stopCode: 'TaskFailedToStart',
    reason: 'Task failed to start',
    containers: unstarted(
      'CannotPullContainerError: Error response from daemon: manifest for web:2 not found: manifest unknown',
    ),
    healing: 'never',
    likely: /not in the registry/,
    what: 'container web did not start: CannotPullContainerError: Error response from daemon: manifest for web:2 not found: manifest unknown',
  },
  {
    says: 'another platform',
    stopCode: 'TaskFailedToStart',
    reason: "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    healing: 'never',
    likely: /another processor architecture/,
  },
  {
    says: 'no permission to pull',
    stopCode: 'TaskFailedToStart',
    reason: 'CannotPullContainerError: pull access denied: 403 Forbidden',
    healing: 'never',
    likely: /ecr:BatchGetImage/,
  },
  {
    says: 'an unreachable registry',
    stopCode: 'TaskFailedToStart',
    reason: 'CannotPullContainerError: dial tcp 52.94.132.1:443: i/o timeout',
    healing: 'maybe',
    likely: /could not be reached/,
  },
  {
    says: 'a rate limit',
    stopCode: 'TaskFailedToStart',
    reason: 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit',
    healing: 'maybe',
    likely: /rate limit/,
  },
  {
    says: 'a secret that may not be read',
    stopCode: 'TaskFailedToStart',
    reason:
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue',
    healing: 'never',
    likely: /execution role may not read/,
  },
  {
    says: 'a secret that does not exist',
    stopCode: 'TaskFailedToStart',
    reason:
      "ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    healing: 'never',
    likely: /does not exist/,
  },
  {
    says: 'a parameter that does not exist',
    stopCode: 'TaskFailedToStart',
    reason:
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: invalid parameters: /web/token',
    healing: 'never',
    likely: /does not exist/,
  },
  {
    says: 'a parameter that does not exist, in the wording since',
    stopCode: 'TaskFailedToStart',
    reason:
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /web/token',
    healing: 'never',
    likely: /does not exist/,
  },
  {
    says: 'no route to the secrets',
    stopCode: 'TaskFailedToStart',
    reason: 'ResourceInitializationError: unable to pull secrets or registry auth: context deadline exceeded',
    healing: 'maybe',
    likely: /could not reach Secrets Manager/,
  },
  {
    says: 'an entry point that is not in the image',
    stopCode: 'TaskFailedToStart',
    reason: 'Task failed to start',
    containers: unstarted('CannotStartContainerError: exec: "serve": executable file not found in $PATH: unknown'),
    healing: 'never',
    likely: /does not have or may not run/,
  },
  {
    says: 'a slow runtime',
    stopCode: 'TaskFailedToStart',
    reason: 'Task failed to start',
    containers: unstarted('DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s'),
    healing: 'maybe',
    likely: /did not answer in time/,
  },
  {
    says: 'load balancer health checks',
    stopCode: 'ServiceSchedulerInitiated',
    reason: `Task failed ELB health checks in (target-group ${targetGroup})`,
    containers: started(143),
    healing: 'maybe',
    likely: /health check path/,
    what: 'Task failed ELB health checks in target group web',
  },
  {
    says: 'container health checks',
    stopCode: 'ServiceSchedulerInitiated',
    reason: 'Task failed container health checks',
    containers: started(137),
    healing: 'maybe',
    likely: /startPeriod/,
  },
  {
    says: 'an ordinary replacement',
    stopCode: 'ServiceSchedulerInitiated',
    reason: 'Scaling activity initiated by (deployment ecs-svc/1234)',
    containers: started(143),
    healing: 'not-a-failure',
  },
  {
    says: 'somebody',
    stopCode: 'UserInitiated',
    reason: 'Task stopped by user',
    containers: started(143),
    healing: 'not-a-failure',
    likely: /somebody stopped/,
  },
  {
    says: 'Spot',
    stopCode: 'SpotInterruption',
    reason: 'Your Spot Task was interrupted.',
    containers: started(143),
    healing: 'not-a-failure',
    likely: /Spot capacity/,
  },
  {
    says: 'a host that had to go',
    stopCode: 'TerminationNotice',
    reason: 'Host EC2 (instance i-0123456789abcdef0) terminated.',
    healing: 'not-a-failure',
  },
  { says: 'nothing known', reason: '', healing: 'maybe', what: 'the task stopped without a reason' },
];

describe('readTaskEnd', () => {
  it.each(cases)('$says', ({ stopCode, reason, containers = [], healing, likely, what }) => {
    const end = readTaskEnd({
      taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/prod/abc',
      startedBy: 'ecs-svc/1',
      stoppedReason: reason,
      containers,
      ...(stopCode && { stopCode }),
    });
    expect(end).toMatchObject({ taskId: 'abc', deploymentId: 'ecs-svc/1', healing });
    expect(isFailure(end)).toBe(healing !== 'not-a-failure');
    if (likely !== undefined) expect(end.likely).toMatch(likely);
    if (what !== undefined) expect(end.what).toBe(what);
  });

  it.each<[string, Containers, string]>([
    [
      'the one with a reason',
      [
        { name: 'proxy', exitCode: 1 },
        { name: 'web', exitCode: 137, reason: 'OutOfMemoryError: killed' },
      ],
      'web',
    ],
    [
      'the one that failed, not those killed after it',
      [
        { name: 'proxy', exitCode: 137 },
        { name: 'web', exitCode: 2 },
      ],
      'web',
    ],
    [
      'the one that was killed, not the one that ended well',
      [
        { name: 'init', exitCode: 0 },
        { name: 'web', exitCode: 137 },
      ],
      'web',
    ],
  ])('of several containers blames %s', (_, containers, culprit) => {
    expect(readTaskEnd({ stopCode: 'EssentialContainerExited', stoppedReason: exited, containers }).culprit?.name).toBe(
      culprit,
    );
  });
});
