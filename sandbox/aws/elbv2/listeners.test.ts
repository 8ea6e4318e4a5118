import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateRuleCommand,
  DeleteLoadBalancerCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Action, CreateRuleCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Elbv2Bench, forward } from './test-bench.ts';

let bench: Elbv2Bench;

beforeEach(async () => {
  bench = await Elbv2Bench.start();
});

afterEach(() => bench.close());

const says = (MessageBody: string): Action => ({
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody },
});

async function createRule(ListenerArn: string, more: Partial<CreateRuleCommandInput>): Promise<string> {
  const { Rules } = await bench.client.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/a*'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      ...more,
    }),
  );
  return Rules?.[0]?.RuleArn ?? '';
}

describe('listeners', () => {
  it('are several, change their port, and are listed in pages', async () => {
    const { arn, port, loadBalancerArn } = await bench.listener(says('one'));
    await bench.client.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'HTTP',
        Port: 0,
        DefaultActions: [says('two')],
      }),
    );
    const list = (Marker?: string) =>
      bench.client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn, PageSize: 1, Marker }));
    const first = await list();
    const second = await list(first.NextMarker);
    expect([first.Listeners?.length, second.Listeners?.length, second.NextMarker]).toEqual([1, 1, undefined]);
    expect((await bench.call(second.Listeners?.[0]?.Port ?? 0)).body).toBe('two');
    await expect(list('nonsense')).rejects.toMatchObject({ name: 'ValidationError' });
    const moved = await bench.client.send(new ModifyListenerCommand({ ListenerArn: arn, Port: 0 }));
    expect(moved.Listeners?.[0]?.Port).not.toBe(port);
    expect((await bench.call(moved.Listeners?.[0]?.Port ?? 0)).body).toBe('one');
    await expect(bench.call(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('tags and attributes', () => {
  it('keep tags given at creation and later, until they are removed', async () => {
    const { arn } = await bench.listener(says('default'));
    const RuleArn = await createRule(arn, { Tags: [{ Key: 'team', Value: 'web' }] });
    const ResourceArns = [arn, RuleArn];
    const tags = async (): Promise<unknown> =>
      (await bench.client.send(new DescribeTagsCommand({ ResourceArns }))).TagDescriptions?.map(({ Tags }) => Tags);
    expect(await tags()).toEqual([[], [{ Key: 'team', Value: 'web' }]]);
    await bench.client.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: 'stage', Value: 'prod' }] }));
    await bench.client.send(new RemoveTagsCommand({ ResourceArns: [RuleArn], TagKeys: ['team'] }));
    const stage = [{ Key: 'stage', Value: 'prod' }];
    expect(await tags()).toEqual([stage, stage]);
    await expect(
      bench.client.send(new DescribeTagsCommand({ ResourceArns: [arn.replace(/.{4}$/, 'none')] })),
    ).rejects.toMatchObject({ name: 'ListenerNotFoundException' });
  });

  it('protect a load balancer from deletion', async () => {
    const { loadBalancerArn: LoadBalancerArn } = await bench.listener(says('default'));
    const protect = (Value: string) =>
      bench.client.send(
        new ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn,
          Attributes: [{ Key: 'deletion_protection.enabled', Value }],
        }),
      );
    await protect('true');
    const { Attributes } = await bench.client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    expect(Attributes).toEqual(
      expect.arrayContaining([
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'idle_timeout.timeout_seconds', Value: '60' },
      ]),
    );
    const remove = new DeleteLoadBalancerCommand({ LoadBalancerArn });
    await expect(bench.client.send(remove)).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
    await protect('false');
    await bench.client.send(remove);
  });

  it.each([
    { Key: 'stickiness.enabled', Value: 'true', error: 'InvalidConfigurationRequestException' },
    { Key: 'slow_start.duration_seconds', Value: '60', error: 'InvalidConfigurationRequestException' },
    { Key: 'deregistration_delay.timeout_seconds', Value: '3601', error: 'ValidationError' },
    { Key: 'no.such.key', Value: '1', error: 'ValidationError' },
  ])('refuse $Key $Value', async ({ Key, Value, error }) => {
    const TargetGroupArn = await bench.group('blue');
    const modify = new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] });
    await expect(bench.client.send(modify)).rejects.toMatchObject({ name: error });
  });

  it('show the attributes of a listener, and refuse to change its headers', async () => {
    const { arn: ListenerArn } = await bench.listener(says('default'));
    const { Attributes } = await bench.client.send(new DescribeListenerAttributesCommand({ ListenerArn }));
    expect(Attributes).toEqual([{ Key: 'routing.http.response.server.enabled', Value: 'true' }]);
    const Key = 'routing.http.response.x_frame_options.header_value';
    const modify = new ModifyListenerAttributesCommand({ ListenerArn, Attributes: [{ Key, Value: 'DENY' }] });
    await expect(bench.client.send(modify)).rejects.toMatchObject({ name: 'InvalidConfigurationRequestException' });
  });

  it('tell which load balancer a group is behind', async () => {
    const [blue, green] = [await bench.group('blue'), await bench.group('green')];
    const { loadBalancerArn: LoadBalancerArn } = await bench.listener(forward([blue, 1]));
    const { TargetGroups } = await bench.client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
    expect(TargetGroups).toMatchObject([{ TargetGroupArn: blue, LoadBalancerArns: [LoadBalancerArn] }]);
    const all = await bench.client.send(new DescribeTargetGroupsCommand({ PageSize: 1 }));
    const rest = await bench.client.send(new DescribeTargetGroupsCommand({ Marker: all.NextMarker }));
    expect(rest.TargetGroups).toMatchObject([{ TargetGroupArn: green, LoadBalancerArns: [] }]);
  });
});
