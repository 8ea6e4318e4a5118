import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateRuleCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  RemoveTagsCommand,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Action, CreateRuleCommandInput, Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Elbv2Bench, forward } from './test-bench.ts';

let bench: Elbv2Bench;

beforeEach(async () => {
  bench = await Elbv2Bench.start();
});

afterEach(() => bench.close());

const path = (...Values: string[]): RuleCondition => ({ Field: 'path-pattern', PathPatternConfig: { Values } });
const says = (MessageBody: string): Action => ({
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody },
});

async function createRule(ListenerArn: string, more: Partial<CreateRuleCommandInput> = {}): Promise<Rule> {
  const { Rules } = await bench.client.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority: 10,
      Conditions: [path('/a*')],
      Actions: [says('a')],
      ...more,
    }),
  );
  return Rules?.[0] ?? {};
}

async function rulesOf(ListenerArn: string): Promise<readonly Rule[]> {
  return (await bench.client.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
}

describe('rules', () => {
  it('are tried by priority, changed, moved and deleted, and every request follows', async () => {
    const { arn, port } = await bench.listener(says('default'));
    const late = await createRule(arn, { Priority: 20, Conditions: [path('/a/*')], Actions: [says('late')] });
    expect(late.RuleArn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule\/app\/front(?:\/[0-9a-f]{16}){3}$/,
    );
    const early = await createRule(arn, { Priority: 10, Actions: [says('early')] });
    const body = async (): Promise<string> => (await bench.call(port, { path: '/a/b' })).body;
    expect(await body()).toBe('early');
    expect((await bench.call(port)).body).toBe('default');
    expect((await rulesOf(arn)).map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['10', false],
      ['20', false],
      ['default', true],
    ]);
    const swapped = [
      { RuleArn: late.RuleArn ?? '', Priority: 10 },
      { RuleArn: early.RuleArn ?? '', Priority: 20 },
    ];
    await bench.client.send(new SetRulePrioritiesCommand({ RulePriorities: swapped }));
    expect(await body()).toBe('late');
    await bench.client.send(new ModifyRuleCommand({ RuleArn: late.RuleArn, Conditions: [path('/other')] }));
    expect(await body()).toBe('early');
    await bench.client.send(new DeleteRuleCommand({ RuleArn: early.RuleArn }));
    expect(await body()).toBe('default');
    await bench.client.send(new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [says('changed')] }));
    expect(await body()).toBe('changed');
  });

  it('look as AWS shows them', async () => {
    const group = await bench.group('blue');
    const { arn } = await bench.listener(forward([group, 3]));
    const Conditions: RuleCondition[] = [
      { Field: 'host-header', Values: ['*.example.com'] },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', Values: ['yes'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
      { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8'] } },
    ];
    const redirect: Action = { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302', Port: '8443' } };
    const { RuleArn, ...rule } = await createRule(arn, { Conditions, Actions: [redirect] });
    expect(rule).toEqual({
      Priority: '10',
      Conditions: [
        { Field: 'host-header', Values: ['*.example.com'], HostHeaderConfig: { Values: ['*.example.com'] } },
        ...Conditions.slice(1),
      ],
      Actions: [
        {
          Type: 'redirect',
          RedirectConfig: {
            StatusCode: 'HTTP_302',
            Protocol: '#{protocol}',
            Host: '#{host}',
            Port: '8443',
            Path: '/#{path}',
            Query: '#{query}',
          },
        },
      ],
      IsDefault: false,
    });
    const { Rules } = await bench.client.send(new DescribeRulesCommand({ RuleArns: [RuleArn ?? ''] }));
    expect(Rules).toEqual([{ RuleArn, ...rule }]);
    expect((await rulesOf(arn)).at(-1)?.Actions).toEqual([
      {
        Type: 'forward',
        TargetGroupArn: group,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: group, Weight: 3 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ]);
  });

  it('answer and redirect by themselves', async () => {
    const { arn, port } = await bench.listener({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } });
    const away: Action = {
      Type: 'redirect',
      RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443' },
    };
    await createRule(arn, { Conditions: [path('/old/*')], Actions: [away] });
    expect(await bench.call(port)).toMatchObject({ status: 404, body: '', headers: { server: 'awselb/2.0' } });
    expect(await bench.call(port, { path: '/old/x?y=z', headers: { host: 'shop.example' } })).toMatchObject({
      status: 301,
      headers: { location: 'https://shop.example:443/old/x?y=z' },
    });
  });

  it.each<{ readonly name: string; readonly input: Partial<CreateRuleCommandInput>; readonly error: string }>([
    { name: 'a priority in use', input: { Priority: 7 }, error: 'PriorityInUseException' },
    { name: 'a priority out of bounds', input: { Priority: 50_001 }, error: 'ValidationError' },
    { name: 'no condition', input: { Conditions: [] }, error: 'ValidationError' },
    { name: 'two paths', input: { Conditions: [path('/a'), path('/b')] }, error: 'ValidationError' },
    { name: 'six values', input: { Conditions: [path('1', '2', '3', '4', '5', '6')] }, error: 'ValidationError' },
    { name: 'six wildcards', input: { Conditions: [path('******')] }, error: 'ValidationError' },
    { name: 'a space in a path', input: { Conditions: [path('/a b')] }, error: 'ValidationError' },
    {
      name: 'a host without a dot',
      input: { Conditions: [{ Field: 'host-header', Values: ['x'] }] },
      error: 'ValidationError',
    },
    {
      name: 'an address that is no block',
      input: { Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/33'] } }] },
      error: 'ValidationError',
    },
    { name: 'an unknown field', input: { Conditions: [{ Field: 'colour', Values: ['x'] }] }, error: 'ValidationError' },
    {
      name: 'a regular expression',
      input: { Conditions: [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/a'] } }] },
      error: 'InvalidConfigurationRequestException',
    },
    { name: 'no action', input: { Actions: [] }, error: 'ValidationError' },
    {
      name: 'a group that is not there',
      input: { Actions: [forward(['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/0', 1])] },
      error: 'TargetGroupNotFoundException',
    },
    {
      name: 'a redirect that loops',
      input: { Actions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }] },
      error: 'InvalidLoadBalancerActionException',
    },
    {
      name: 'a status of no answer',
      input: { Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }] },
      error: 'ValidationError',
    },
    {
      name: 'authentication',
      input: { Actions: [{ Type: 'authenticate-cognito' }] },
      error: 'InvalidConfigurationRequestException',
    },
    { name: 'a tag twice', input: { Tags: [{ Key: 'a' }, { Key: 'a' }] }, error: 'DuplicateTagKeysException' },
  ])('refuse $name, and nothing is made', async ({ input, error }) => {
    const { arn } = await bench.listener(says('default'));
    await createRule(arn, { Priority: 7 });
    await expect(createRule(arn, input)).rejects.toMatchObject({ name: error });
    expect(await rulesOf(arn)).toHaveLength(2);
  });

  it('cannot take the default rule away, nor what is not there', async () => {
    const { arn } = await bench.listener(says('default'));
    const RuleArn = (await rulesOf(arn))[0]?.RuleArn ?? '';
    const RulePriorities = [{ RuleArn, Priority: 1 }];
    const refused = { name: 'OperationNotPermittedException' };
    await expect(bench.client.send(new DeleteRuleCommand({ RuleArn }))).rejects.toMatchObject(refused);
    await expect(bench.client.send(new SetRulePrioritiesCommand({ RulePriorities }))).rejects.toMatchObject(refused);
    const other = RuleArn.replace(/.{4}$/, 'none');
    await expect(bench.client.send(new ModifyRuleCommand({ RuleArn: other }))).rejects.toMatchObject({
      name: 'RuleNotFoundException',
    });
  });

  it('move together or not at all', async () => {
    const { arn } = await bench.listener(says('default'));
    const one = await createRule(arn, { Priority: 1 });
    await createRule(arn, { Priority: 2 });
    const three = await createRule(arn, { Priority: 3 });
    const RulePriorities = [
      { RuleArn: one.RuleArn ?? '', Priority: 9 },
      { RuleArn: three.RuleArn ?? '', Priority: 2 },
    ];
    await expect(bench.client.send(new SetRulePrioritiesCommand({ RulePriorities }))).rejects.toMatchObject({
      name: 'PriorityInUseException',
    });
    expect((await rulesOf(arn)).map(({ Priority }) => Priority)).toEqual(['1', '2', '3', 'default']);
  });
});

describe('weights', () => {
  it('are exact over a round, and new ones hold for the next request on a kept connection', async () => {
    const [blue, green] = [await bench.group('blue', { target: true }), await bench.group('green', { target: true })];
    const { arn, port } = await bench.listener(forward([blue, 90], [green, 10]));
    await bench.untilHealthy(blue, green);
    expect(await bench.counts(port, 100)).toEqual({ blue: 90, green: 10 });
    const connection = Object.values(bench.agent.freeSockets)[0]?.[0];
    expect(connection).toBeDefined();
    await bench.client.send(
      new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [forward([blue, 0], [green, 100])] }),
    );
    expect(await bench.counts(port, 10)).toEqual({ green: 10 });
    expect(Object.values(bench.agent.freeSockets)[0]?.[0]).toBe(connection);
  });

  it('do not go over to another group when one is empty, as in AWS', async () => {
    const [blue, green] = [await bench.group('blue', { target: true }), await bench.group('green')];
    const { port } = await bench.listener(forward([blue, 1], [green, 1]));
    await bench.untilHealthy(blue);
    expect(await bench.counts(port, 4)).toEqual({ blue: 2, '503': 2 });
  });

  it('shift by rule or by listener, for deployments', async () => {
    const [blue, green] = [await bench.group('blue', { target: true }), await bench.group('green', { target: true })];
    const { arn, port } = await bench.listener(forward([blue, 1]));
    const rule = (await createRule(arn, { Actions: [forward([green, 1])] })).RuleArn ?? '';
    const { routing } = bench.elbv2;
    await bench.untilHealthy(blue, green);
    expect([arn, rule, blue].map((one) => routing.exists(one))).toEqual([true, true, false]);
    expect(routing.weights(rule)).toEqual([{ targetGroupArn: green, weight: 1 }]);
    const weights = [
      { targetGroupArn: blue, weight: 25 },
      { targetGroupArn: green, weight: 75 },
    ];
    routing.shift(arn, weights);
    expect(routing.weights(arn)).toEqual(weights);
    expect(await bench.counts(port, 8)).toEqual({ blue: 2, green: 6 });
    const { Listeners } = await bench.client.send(new DescribeListenersCommand({ ListenerArns: [arn] }));
    expect(Listeners?.[0]?.DefaultActions).toMatchObject([forward([blue, 25], [green, 75])]);
    await bench.client.send(new DeleteRuleCommand({ RuleArn: rule }));
    expect(() => {
      routing.shift(rule, weights);
    }).toThrow(expect.objectContaining({ code: 'RuleNotFound' }));
  });

  it('keep a group without weight checked and in use, and let one go that no rule names', async () => {
    const [blue, green] = [await bench.group('blue', { target: true }), await bench.group('green', { target: true })];
    const { arn } = await bench.listener(forward([blue, 1], [green, 0]));
    await bench.untilHealthy(blue, green);
    const remove = new DeleteTargetGroupCommand({ TargetGroupArn: green });
    await expect(bench.client.send(remove)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    bench.elbv2.routing.shift(arn, [{ targetGroupArn: blue, weight: 1 }]);
    const { TargetHealthDescriptions } = await bench.client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: green }),
    );
    expect(TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    await bench.client.send(remove);
  });
});

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
    const { RuleArn = '' } = await createRule(arn, { Tags: [{ Key: 'team', Value: 'web' }] });
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
