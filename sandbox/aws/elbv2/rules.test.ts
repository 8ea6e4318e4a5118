import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
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
