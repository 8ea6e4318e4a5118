import {
  type PutMetricAlarmCommandInput,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ecr from '@aws-sdk/client-ecr';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';
import type { AwsWalker } from './aws-walker.ts';

/** The services around ECS, one call after the other. */
export async function walkSurroundings(walker: AwsWalker): Promise<void> {
  await walkEcr(walker);
  await walkLogs(walker);
  await walkSecrets(walker);
  await walkParameters(walker);
  await walkAlarms(walker);
}

async function walkEcr(walker: AwsWalker): Promise<void> {
  const client = walker.ecr;
  const repositoryName = 'app';
  const imageIds = [{ imageTag: 'one' }];
  await walker.keep(
    'ecr CreateRepository',
    client.send(new ecr.CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' })),
  );
  await walker.refused('ecr CreateRepository again', client.send(new ecr.CreateRepositoryCommand({ repositoryName })));
  await walker.keep('ecr DescribeRepositories', client.send(new ecr.DescribeRepositoriesCommand({})));
  await walker.refused(
    'ecr DescribeRepositories unknown',
    client.send(new ecr.DescribeRepositoriesCommand({ repositoryNames: ['other'] })),
  );
  await walker.keep('ecr GetAuthorizationToken', client.send(new ecr.GetAuthorizationTokenCommand({})));
  await walker.keep('ecr ListImages', client.send(new ecr.ListImagesCommand({ repositoryName })));
  await walker.keep('ecr BatchGetImage', client.send(new ecr.BatchGetImageCommand({ repositoryName, imageIds })));
  await walker.refused(
    'ecr DescribeImages unknown',
    client.send(new ecr.DescribeImagesCommand({ repositoryName, imageIds })),
  );
}

async function walkLogs(walker: AwsWalker): Promise<void> {
  const client = walker.logs;
  const group = { logGroupName: '/app' };
  const stream = { ...group, logStreamName: 'one' };
  await walker.keep('logs CreateLogGroup', client.send(new logs.CreateLogGroupCommand(group)));
  await walker.refused('logs CreateLogGroup again', client.send(new logs.CreateLogGroupCommand(group)));
  await walker.keep('logs DescribeLogGroups', client.send(new logs.DescribeLogGroupsCommand({})));
  await walker.keep('logs CreateLogStream', client.send(new logs.CreateLogStreamCommand(stream)));
  const logEvents = [{ timestamp: Date.now(), message: 'hello' }];
  await walker.keep('logs PutLogEvents', client.send(new logs.PutLogEventsCommand({ ...stream, logEvents })));
  await walker.keep('logs DescribeLogStreams', client.send(new logs.DescribeLogStreamsCommand(group)));
  await walker.keep('logs GetLogEvents', client.send(new logs.GetLogEventsCommand(stream)));
  await walker.keep('logs FilterLogEvents', client.send(new logs.FilterLogEventsCommand(group)));
  await walker.refused(
    'logs GetLogEvents unknown',
    client.send(new logs.GetLogEventsCommand({ ...group, logStreamName: 'two' })),
  );
}

async function walkSecrets(walker: AwsWalker): Promise<void> {
  const client = walker.secrets;
  const SecretId = 'token';
  await walker.keep(
    'secrets CreateSecret',
    client.send(new secrets.CreateSecretCommand({ Name: SecretId, SecretString: 'a' })),
  );
  await walker.keep('secrets GetSecretValue', client.send(new secrets.GetSecretValueCommand({ SecretId })));
  await walker.keep(
    'secrets PutSecretValue',
    client.send(new secrets.PutSecretValueCommand({ SecretId, SecretString: 'b' })),
  );
  await walker.keep('secrets DescribeSecret', client.send(new secrets.DescribeSecretCommand({ SecretId })));
  await walker.keep('secrets ListSecrets', client.send(new secrets.ListSecretsCommand({})));
  await walker.refused(
    'secrets GetSecretValue unknown',
    client.send(new secrets.GetSecretValueCommand({ SecretId: 'other' })),
  );
  await walker.keep('secrets DeleteSecret', client.send(new secrets.DeleteSecretCommand({ SecretId })));
  await walker.refused('secrets GetSecretValue deleted', client.send(new secrets.GetSecretValueCommand({ SecretId })));
}

async function walkParameters(walker: AwsWalker): Promise<void> {
  const client = walker.ssm;
  const Name = '/app/level';
  await walker.keep(
    'ssm PutParameter',
    client.send(new ssm.PutParameterCommand({ Name, Value: 'info', Type: 'String' })),
  );
  await walker.refused(
    'ssm PutParameter again',
    client.send(new ssm.PutParameterCommand({ Name, Value: 'warn', Type: 'String' })),
  );
  await walker.keep('ssm GetParameter', client.send(new ssm.GetParameterCommand({ Name })));
  await walker.refused('ssm GetParameter unknown', client.send(new ssm.GetParameterCommand({ Name: '/other' })));
  await walker.keep('ssm GetParameters', client.send(new ssm.GetParametersCommand({ Names: [Name, '/other'] })));
  await walker.keep('ssm GetParametersByPath', client.send(new ssm.GetParametersByPathCommand({ Path: '/app' })));
  await walker.keep('ssm DescribeParameters', client.send(new ssm.DescribeParametersCommand({})));
}

async function walkAlarms(walker: AwsWalker): Promise<void> {
  const client = walker.cloudwatch;
  const alarm: PutMetricAlarmCommandInput = {
    AlarmName: 'busy',
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'ServiceName', Value: 'web' }],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
  };
  await walker.keep('cloudwatch PutMetricAlarm', client.send(new PutMetricAlarmCommand(alarm)));
  await walker.keep(
    'cloudwatch SetAlarmState',
    client.send(new SetAlarmStateCommand({ AlarmName: 'busy', StateValue: 'ALARM', StateReason: 'test' })),
  );
  await walker.keep('cloudwatch DescribeAlarms', client.send(new DescribeAlarmsCommand({})));
}
