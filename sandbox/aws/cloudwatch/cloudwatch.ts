import { Members } from '../protocol/members.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import { AlarmStore } from './alarm-store.ts';
import type { AlarmStoreOptions } from './alarm-store.ts';
import {
  deleteAlarms,
  describeAlarmHistory,
  describeAlarms,
  listTags,
  putMetricAlarm,
  setAlarmState,
  switchActions,
  tagAlarm,
  untagAlarm,
} from './operations.ts';

export interface CloudWatch {
  readonly service: AwsService;
  /** What deployments watch. */
  readonly alarms: AlarmStore;
}

/** The alarms of Amazon CloudWatch, without metrics: SetAlarmState is what moves them. No composite alarms. */
export function createCloudWatch(options: AlarmStoreOptions): CloudWatch {
  const alarms = new AlarmStore(options);
  const on = (run: (store: AlarmStore, input: Members) => JsonObject): Operation => {
    return (input) => run(alarms, new Members(input, 'ValidationError'));
  };
  const service: AwsService = {
    name: 'CLOUDWATCH',
    protocol: {
      kind: 'many',
      targetPrefix: 'GraniteServiceVersion20100801',
      version: '2010-08-01',
      xmlns: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      timestamps: new Set([
        'AlarmConfigurationUpdatedTimestamp',
        'StateTransitionedTimestamp',
        'StateUpdatedTimestamp',
        'Timestamp',
      ]),
    },
    operations: {
      PutMetricAlarm: on(putMetricAlarm),
      DescribeAlarms: on(describeAlarms),
      DescribeAlarmHistory: on(describeAlarmHistory),
      SetAlarmState: on(setAlarmState),
      DeleteAlarms: on(deleteAlarms),
      EnableAlarmActions: on((store, input) => switchActions(store, input, true)),
      DisableAlarmActions: on((store, input) => switchActions(store, input, false)),
      TagResource: on(tagAlarm),
      UntagResource: on(untagAlarm),
      ListTagsForResource: on(listTags),
    },
  };
  return { service, alarms };
}
