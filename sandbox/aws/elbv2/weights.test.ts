import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CreateRuleCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Elbv2Bench, forward } from './test-bench.ts';

let bench: Elbv2Bench;

beforeEach(async () => {
  bench = await Elbv2Bench.start();
});

afterEach(() => bench.close());

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
    const rule = await createRule(arn, { Actions: [forward([green, 1])] });
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
