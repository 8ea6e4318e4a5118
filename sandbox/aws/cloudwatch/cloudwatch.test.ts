import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  paginateDescribeAlarms,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClientConfig, PutMetricAlarmCommandInput, StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsJson1_0Protocol, AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createCloudWatch } from './cloudwatch.ts';
import type { CloudWatch } from './cloudwatch.ts';

const start = Date.UTC(2026, 10, 1, 12, 30, 0, 500);
let clock: FakeClock;
let cloudwatch: CloudWatch;
let server: AwsServer;
let client: CloudWatchClient;

function connect(protocol: CloudWatchClientConfig['protocol']): CloudWatchClient {
  return new CloudWatchClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    ...(protocol ? { protocol } : {}),
  });
}

beforeEach(async () => {
  clock = new FakeClock({ start });
  cloudwatch = createCloudWatch({ clock, account: '123456789012', region: 'us-east-1' });
  server = await startAwsServer({ services: [cloudwatch.service], clock, validator: strictValidator() });
  client = connect(undefined);
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const metric: Omit<PutMetricAlarmCommandInput, 'AlarmName'> = {
  MetricName: 'HTTPCode_Target_5XX_Count',
  Namespace: 'AWS/ApplicationELB',
  Statistic: 'Sum',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/web/50dc6c495c0c9188' }],
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
};

const put = (AlarmName: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
  client.send(new PutMetricAlarmCommand({ AlarmName, ...metric, ...more }));
const set = (AlarmName: string, StateValue: StateValue) =>
  client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'by the test' }));

describe.each([
  ['JSON 1.0', AwsJson1_0Protocol],
  ['Query', AwsQueryProtocol],
  ['CBOR', SmithyRpcV2CborProtocol],
] as const)('over %s', (_name, protocol) => {
  beforeEach(() => {
    client.destroy();
    client = connect(protocol);
  });

  it('describes an alarm as it was put, with its state and times', async () => {
    await put('errors', {
      AlarmDescription: 'too many errors',
      AlarmActions: ['arn:aws:sns:us-east-1:123456789012:a'],
    });
    await clock.advance(1000);
    await set('errors', 'ALARM');
    const { MetricAlarms, CompositeAlarms } = await client.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toHaveLength(1);
    expect(MetricAlarms?.[0]).toMatchObject({
      ...metric,
      AlarmName: 'errors',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors',
      AlarmDescription: 'too many errors',
      AlarmActions: ['arn:aws:sns:us-east-1:123456789012:a'],
      ActionsEnabled: true,
      StateValue: 'ALARM',
      StateReason: 'by the test',
      AlarmConfigurationUpdatedTimestamp: new Date(start),
      StateUpdatedTimestamp: new Date(start + 1000),
      StateTransitionedTimestamp: new Date(start + 1000),
    });
    expect(CompositeAlarms).toEqual([]);
  });

  it('describes an expression over metrics', async () => {
    const { Period, EvaluationPeriods, Threshold, ComparisonOperator, Namespace, MetricName } = metric;
    const Metrics = [
      {
        Id: 'm',
        MetricStat: { Metric: { Namespace, MetricName, Dimensions: [] }, Period, Stat: 'Sum' },
        ReturnData: false,
      },
      { Id: 'rate', Expression: 'm / 60', ReturnData: true },
    ];
    const input = { AlarmName: 'rate', Metrics, EvaluationPeriods, Threshold, ComparisonOperator };
    await client.send(new PutMetricAlarmCommand(input));
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toMatchObject([{ Metrics }]);
  });

  it('tells what changed between two moments', async () => {
    await put('errors');
    for (const state of ['OK', 'OK', 'ALARM', 'OK'] as const) {
      await clock.advance(1000);
      await set('errors', state);
    }
    const { AlarmHistoryItems } = await client.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: 'errors',
        HistoryItemType: 'StateUpdate',
        StartDate: new Date(start),
        EndDate: new Date(start + 3500),
      }),
    );
    expect(AlarmHistoryItems?.map(({ Timestamp, HistorySummary }) => [Timestamp, HistorySummary])).toEqual([
      [new Date(start + 3000), 'Alarm updated from OK to ALARM'],
      [new Date(start + 1000), 'Alarm updated from INSUFFICIENT_DATA to OK'],
    ]);
  });

  it('names the error for an alarm that is not there', async () => {
    await expect(set('absent', 'OK')).rejects.toMatchObject({
      name: 'ResourceNotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('an alarm', () => {
  it('begins without data, and keeps its state when it is put again', async () => {
    await put('a');
    expect(cloudwatch.alarms.state('a')).toBe('INSUFFICIENT_DATA');
    await set('a', 'OK');
    await put('a', { Threshold: 9 });
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['a'] }));
    expect(MetricAlarms).toMatchObject([{ StateValue: 'OK', Threshold: 9 }]);
  });

  it('is deleted with others or not at all', async () => {
    await put('a');
    const remove = (...AlarmNames: string[]) => client.send(new DeleteAlarmsCommand({ AlarmNames }));
    await expect(remove('a', 'b')).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect(cloudwatch.alarms.state('a')).toBeDefined();
    await remove('a');
    expect(cloudwatch.alarms.state('a')).toBeUndefined();
  });

  it('has its actions switched off and on', async () => {
    await put('a');
    const enabled = async () => (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0]?.ActionsEnabled;
    await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['a'] }));
    expect(await enabled()).toBe(false);
    await client.send(new EnableAlarmActionsCommand({ AlarmNames: ['a'] }));
    expect(await enabled()).toBe(true);
  });

  it('has tags', async () => {
    await put('a', { Tags: [{ Key: 'k', Value: 'v' }] });
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:a';
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'l', Value: 'w' }] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(Tags).toEqual([
      { Key: 'k', Value: 'v' },
      { Key: 'l', Value: 'w' },
    ]);
  });

  it.each<[string, Partial<PutMetricAlarmCommandInput>]>([
    ['no metric', { MetricName: undefined }],
    ['no threshold', { Threshold: undefined }],
    ['two statistics', { ExtendedStatistic: 'p99' }],
    ['more datapoints than periods', { DatapointsToAlarm: 4 }],
    ['a period that is no minute', { Period: 61 }],
    ['a metric and an expression', { Metrics: [{ Id: 'e', Expression: 'm1/m2' }] }],
  ])('with %s is refused', async (_what, more) => {
    await expect(put('a', more)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(cloudwatch.alarms.state('a')).toBeUndefined();
  });
});

describe('DescribeAlarms', () => {
  it.each([
    [{ AlarmNames: ['web-b', 'absent'] }, ['web-b']],
    [{ AlarmNamePrefix: 'web-' }, ['web-a', 'web-b']],
    [{ StateValue: 'ALARM' as const }, ['web-b']],
    [{ ActionPrefix: 'arn:aws:sns' }, ['job']],
    [{ AlarmTypes: ['CompositeAlarm' as const] }, []],
  ])('by %j', async (input, names) => {
    await put('web-a');
    await put('web-b');
    await put('job', { OKActions: ['arn:aws:sns:us-east-1:123456789012:a'] });
    await set('web-b', 'ALARM');
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand(input));
    expect(MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(names);
  });

  it('pages', async () => {
    for (const name of ['c', 'a', 'b']) await put(name);
    const pages = [];
    for await (const { MetricAlarms } of paginateDescribeAlarms({ client, pageSize: 2 }, {}))
      pages.push(MetricAlarms?.map(({ AlarmName }) => AlarmName));
    expect(pages).toEqual([['a', 'b'], ['c']]);
    const made = new DescribeAlarmsCommand({ NextToken: 'made up' });
    await expect(client.send(made)).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });
});
