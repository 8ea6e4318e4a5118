import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import type { Rollouts } from './rollouts.ts';

/** An alarm of CloudWatch whose state the test says. */
export interface Alarm {
  set(state: StateValue): Promise<void>;
  destroy(): void;
}

/** Makes an alarm over a load balancer's errors, in state OK. */
export async function createAlarm({ sandbox }: Rollouts, name: string): Promise<Alarm> {
  const { endpoint, region, credentials } = sandbox;
  const client = new CloudWatchClient({ endpoint, region, credentials });
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  const set = async (StateValue: StateValue): Promise<void> => {
    await client.send(new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason: 'by the test' }));
  };
  await set('OK');
  return { set, destroy: () => client.destroy() };
}
