import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { readTags } from '../tags.ts';
import type { AlarmSettings } from './alarm-store.ts';

const COMPARISONS = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
] as const;
const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;
const POSITIVE = { min: 1, max: 86_400 } as const;

/**
 * What the alarm watches is checked and kept, though nothing watches it here.
 * @throws {AwsError} ValidationError, InvalidParameterCombination, InvalidParameterValue
 */
export function readSettings(input: Members): AlarmSettings {
  const evaluationPeriods = input.integer('EvaluationPeriods', POSITIVE);
  if (evaluationPeriods === undefined) throw missing('EvaluationPeriods');
  const comparison = input.choice('ComparisonOperator', COMPARISONS);
  if (comparison === undefined) throw missing('ComparisonOperator');
  const datapoints = input.integer('DatapointsToAlarm', POSITIVE);
  if (datapoints !== undefined && datapoints > evaluationPeriods) {
    const message = `DatapointsToAlarm ${datapoints} must be less than or equal to EvaluationPeriods ${evaluationPeriods}`;
    throw new AwsError('ValidationError', message);
  }
  const settings: JsonObject = {
    AlarmDescription: input.text('AlarmDescription'),
    OKActions: input.texts('OKActions'),
    AlarmActions: input.texts('AlarmActions'),
    InsufficientDataActions: input.texts('InsufficientDataActions'),
    ...readMetric(input),
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapoints,
    ComparisonOperator: comparison,
    TreatMissingData: input.choice('TreatMissingData', MISSING_DATA),
    EvaluateLowSampleCountPercentile: input.text('EvaluateLowSampleCountPercentile'),
    ...readThreshold(input),
  };
  return { settings, actionsEnabled: input.flag('ActionsEnabled') ?? true, tags: readTags(input) };
}

/** One metric by its name, or an expression over several. */
function readMetric(input: Members): JsonObject {
  const metrics = input.records('Metrics');
  const name = input.text('MetricName');
  if (metrics.length > 0) {
    if (name === undefined) return { Metrics: metrics.map(readQuery) };
    const message = 'MetricName and Metrics cannot both be specified for an alarm.';
    throw new AwsError('InvalidParameterCombination', message);
  }
  if (name === undefined) throw missing('MetricName');
  const statistic = input.choice('Statistic', STATISTICS);
  const extended = input.text('ExtendedStatistic');
  if ((statistic === undefined) === (extended === undefined)) {
    const message = 'Exactly one of the parameters Statistic and ExtendedStatistic must be specified.';
    throw new AwsError('ValidationError', message);
  }
  const period = input.integer('Period', POSITIVE);
  if (period === undefined) throw missing('Period');
  if (period > 30 && period % 60 !== 0) {
    throw new AwsError('InvalidParameterValue', 'Period must be 10, 30 or a multiple of 60');
  }
  return {
    MetricName: name,
    Namespace: input.requiredText('Namespace'),
    Statistic: statistic,
    ExtendedStatistic: extended,
    Dimensions: readDimensions(input),
    Period: period,
    Unit: input.text('Unit'),
  };
}

/** A metric or an expression, as GetMetricData takes them. */
function readQuery(query: Members): JsonObject {
  const stat = query.record('MetricStat');
  const metric = stat?.record('Metric');
  return {
    Id: query.requiredText('Id'),
    MetricStat: stat && {
      Metric: metric && {
        Namespace: metric.text('Namespace'),
        MetricName: metric.text('MetricName'),
        Dimensions: readDimensions(metric),
      },
      Period: stat.integer('Period', POSITIVE),
      Stat: stat.requiredText('Stat'),
      Unit: stat.text('Unit'),
    },
    Expression: query.text('Expression'),
    Label: query.text('Label'),
    ReturnData: query.flag('ReturnData'),
    Period: query.integer('Period', POSITIVE),
    AccountId: query.text('AccountId'),
  };
}

function readDimensions(metric: Members): readonly JsonObject[] {
  return metric
    .records('Dimensions')
    .map((one) => ({ Name: one.requiredText('Name'), Value: one.requiredText('Value') }));
}

function readThreshold(input: Members): JsonObject {
  const threshold = input.number('Threshold');
  const band = input.text('ThresholdMetricId');
  if (threshold === undefined && band === undefined) throw missing('Threshold');
  return { Threshold: threshold, ThresholdMetricId: band };
}

function missing(member: string): AwsError {
  return new AwsError('ValidationError', `The parameter ${member} is required.`);
}
