import { describe, expect, it } from '@jest/globals';
import { awsError, serviceWith, type Script } from '#shared/ecs/testing/scripted-ecs';
import { back, begun, done, run, updates } from './testing.ts';

describe('when ECS cannot be read', () => {
  it('tolerates throttling, faults and resets', async () => {
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const frames = [
      begun,
      awsError('ThrottlingException', 'Rate exceeded'),
      awsError('ServerException', 'oops', 500),
      reset,
      done,
    ];
    const { result, log } = await run(updates(frames));
    expect(result.outcome).toBe('deployed');
    expect(log.lines.filter((line) => line.includes('did not answer'))).toHaveLength(1);
  });

  it.each([
    ['AccessDeniedException', 'User is not authorized to perform: ecs:DescribeServices'],
    ['ExpiredTokenException', 'The security token included in the request is expired'],
    ['ClusterNotFoundException', 'Cluster not found.'],
  ])('ends at once for %s', async (name, message) => {
    const { result, clock, api } = await run(updates([begun, awsError(name, message)]));
    expect(result.outcome).toBe('failed');
    expect(result.reason).toContain(message);
    expect(clock.elapsed()).toBeLessThan(3_000);
    expect(api.writes).toEqual(['register', 'update web:2']);
  });

  it.each([
    ['INACTIVE', serviceWith([], { status: 'INACTIVE' })],
    ['gone', undefined],
  ])('ends at once for a service that is %s', async (_, frame) => {
    const { result, api } = await run(updates([begun, frame]));
    expect(result.outcome).toBe('failed');
    expect(api.writes).toEqual(['register', 'update web:2']);
  });
});

it('says what AWS refused, and begins nothing', async () => {
  const denied = awsError('AccessDeniedException', 'is not authorized to perform: iam:PassRole on resource: x');
  await expect(run(updates([denied]))).rejects.toThrow(
    'Could not update service web to web:2: is not authorized to perform: iam:PassRole',
  );
});

it.each<[string, Partial<Script>, RegExp]>([
  ['is not there', { before: [undefined] }, /There is no service web in cluster default/],
  ['is deleted', { before: serviceWith([], { status: 'DRAINING' }) }, /is DRAINING/],
  [
    'belongs to a controller of its own',
    { before: serviceWith(back, { deploymentController: { type: 'EXTERNAL' } }) },
    /deployed by EXTERNAL; this action supports the deployment controller ECS or CODE_DEPLOY only/,
  ],
  ['is an Express service', { before: serviceWith(back, { resourceManagementType: 'ECS' }) }, /Express service/],
])('refuses a service that %s, before anything is written', async (_, script, message) => {
  await expect(run({ script })).rejects.toThrow(message);
});
