import type { AlarmState } from '../alarms.ts';
import type { JsonObject } from '../service.ts';

export const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const satisfies readonly AlarmState[];

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly tags: Map<string, string>;
  /** What PutMetricAlarm was given, in the words of DescribeAlarms. */
  settings: JsonObject;
  /** Epoch milliseconds, as all times here. */
  configuredAt: number;
  actionsEnabled: boolean;
  state: AlarmState;
  reason: string;
  /** JSON for machines. */
  reasonData: string | undefined;
  stateUpdatedAt: number;
  /** When the state last became another one. */
  transitionedAt: number;
}

export interface HistoryItem {
  readonly alarmName: string;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** Times are epoch seconds; the protocol words them. */
export function viewAlarm(alarm: Alarm): JsonObject {
  return {
    ...alarm.settings,
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt / 1000,
    ActionsEnabled: alarm.actionsEnabled,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: alarm.stateUpdatedAt / 1000,
    StateTransitionedTimestamp: alarm.transitionedAt / 1000,
  };
}

export function viewHistoryItem({ alarmName, at, type, summary, data }: HistoryItem): JsonObject {
  return {
    AlarmName: alarmName,
    AlarmType: 'MetricAlarm',
    Timestamp: at / 1000,
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  };
}
