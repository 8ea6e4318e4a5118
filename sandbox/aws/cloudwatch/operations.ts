import { pageOf } from '../paging.ts';
import type { Page } from '../paging.ts';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { readTags, viewTags } from '../tags.ts';
import type { AlarmStore } from './alarm-store.ts';
import { STATES, viewAlarm, viewHistoryItem } from './alarm.ts';
import type { Alarm } from './alarm.ts';
import { readSettings } from './put-metric-alarm.ts';

const PAGE = { min: 1, max: 100 } as const;

export function putMetricAlarm(store: AlarmStore, input: Members): JsonObject {
  store.put(input.requiredText('AlarmName'), readSettings(input));
  return {};
}

export function describeAlarms(store: AlarmStore, input: Members): JsonObject {
  const names = input.texts('AlarmNames');
  const prefix = input.text('AlarmNamePrefix');
  if (names.length > 0 && prefix !== undefined) {
    throw new AwsError('ValidationError', 'AlarmNamePrefix and AlarmNames cannot both be specified.');
  }
  for (const member of ['ChildrenOfAlarmName', 'ParentsOfAlarmName']) {
    if (input.text(member) !== undefined) {
      throw new AwsError('ValidationError', `The sandbox has no composite alarms: ${member} is not supported.`);
    }
  }
  const state = input.choice('StateValue', STATES);
  const actionPrefix = input.text('ActionPrefix');
  const types = input.texts('AlarmTypes');
  const found = types.length > 0 && !types.includes('MetricAlarm') ? [] : store.all();
  const { items, nextToken } = paged(
    found.filter(
      (alarm) =>
        (names.length === 0 || names.includes(alarm.name)) &&
        alarm.name.startsWith(prefix ?? '') &&
        (state === undefined || alarm.state === state) &&
        (actionPrefix === undefined || actionsOf(alarm).some((action) => action.startsWith(actionPrefix))),
    ),
    input,
  );
  return { MetricAlarms: items.map(viewAlarm), CompositeAlarms: [], NextToken: nextToken };
}

function actionsOf({ settings }: Alarm): readonly string[] {
  return ['OKActions', 'AlarmActions', 'InsufficientDataActions']
    .flatMap((member) => settings[member])
    .filter((action) => typeof action === 'string');
}

export function setAlarmState(store: AlarmStore, input: Members): JsonObject {
  const name = input.requiredText('AlarmName');
  const state = input.choice('StateValue', STATES);
  if (state === undefined) throw new AwsError('ValidationError', 'The parameter StateValue is required.');
  const reasonData = input.text('StateReasonData');
  if (reasonData !== undefined && !isJson(reasonData)) {
    throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON');
  }
  store.setState(name, { state, reason: input.requiredText('StateReason'), reasonData });
  return {};
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

export function deleteAlarms(store: AlarmStore, input: Members): JsonObject {
  store.remove(input.texts('AlarmNames'));
  return {};
}

/** Names that are not there change nothing. */
export function switchActions(store: AlarmStore, input: Members, enabled: boolean): JsonObject {
  for (const name of input.texts('AlarmNames')) {
    const alarm = store.get(name);
    if (alarm) alarm.actionsEnabled = enabled;
  }
  return {};
}

export function describeAlarmHistory(store: AlarmStore, input: Members): JsonObject {
  const name = input.text('AlarmName');
  const type = input.choice('HistoryItemType', ['ConfigurationUpdate', 'StateUpdate', 'Action'] as const);
  const order = input.choice('ScanBy', ['TimestampDescending', 'TimestampAscending'] as const);
  const from = input.time('StartDate') ?? 0;
  const to = input.time('EndDate') ?? Number.POSITIVE_INFINITY;
  const found = store.history.filter(
    ({ alarmName, type: own, at }) =>
      (name === undefined || alarmName === name) && (type === undefined || own === type) && from <= at && at <= to,
  );
  const { items, nextToken } = paged(order === 'TimestampAscending' ? found : found.toReversed(), input);
  return { AlarmHistoryItems: items.map(viewHistoryItem), NextToken: nextToken };
}

function paged<T>(all: readonly T[], input: Members): Page<T> {
  return pageOf(all, {
    size: input.integer('MaxRecords', PAGE) ?? PAGE.max,
    token: input.text('NextToken'),
    invalidToken: 'InvalidNextToken',
  });
}

export function tagAlarm(store: AlarmStore, input: Members): JsonObject {
  const { tags } = byArn(store, input);
  for (const [key, value] of readTags(input)) tags.set(key, value);
  return {};
}

export function untagAlarm(store: AlarmStore, input: Members): JsonObject {
  const { tags } = byArn(store, input);
  for (const key of input.texts('TagKeys')) tags.delete(key);
  return {};
}

export function listTags(store: AlarmStore, input: Members): JsonObject {
  return { Tags: viewTags(byArn(store, input).tags) };
}

function byArn(store: AlarmStore, input: Members): Alarm {
  const arn = input.requiredText('ResourceARN');
  const alarm = store.all().find((candidate) => candidate.arn === arn);
  if (!alarm) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, 404);
  return alarm;
}
