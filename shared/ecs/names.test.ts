import { describe, expect, it } from '@jest/globals';
import {
  codeDeployConsoleUrl,
  consoleUrl,
  familyOf,
  isNameOrArn,
  isRevision,
  parseArn,
  revisionName,
  sameRevision,
  shortName,
} from './names.ts';

const arn = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7';

describe('names of ECS resources', () => {
  it.each([
    [arn, 'web:7', 'web'],
    ['arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/my-web_1:12', 'my-web_1:12', 'my-web_1'],
    ['web:7', 'web:7', 'web'],
    ['web', 'web', 'web'],
  ])('%s is %s of %s', (text, name, family) => {
    expect([revisionName(text), familyOf(text)]).toEqual([name, family]);
  });

  it.each([
    [arn, arn, true],
    [arn, 'web:7', true],
    ['web:7', arn, true],
    [arn, 'web:70', false],
    [arn, arn.replace('111122223333', '444455556666'), false],
  ])('%s and %s are one revision: %s', (a, b, same) => {
    expect(sameRevision(a, b)).toBe(same);
  });

  it('reads ARNs of any partition', () => {
    expect(parseArn('arn:aws-us-gov:ecs:us-gov-west-1:111122223333:service/prod/web')).toEqual({
      partition: 'aws-us-gov',
      service: 'ecs',
      region: 'us-gov-west-1',
      account: '111122223333',
      resource: 'service/prod/web',
    });
    expect(parseArn('service/prod/web')).toBeUndefined();
    expect([shortName('arn:aws:ecs:eu-west-1:111122223333:service/prod/web'), shortName('web')]).toEqual([
      'web',
      'web',
    ]);
  });

  it('tells revisions and names from other text', () => {
    expect(
      ['web:7', arn, 'web', 'web:latest', 'arn:aws:ecs:eu-west-1:1:task-definition/web:7'].map(isRevision),
    ).toEqual([true, true, false, false, false]);
    const cluster = 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod';
    expect(['prod', cluster, 'a b', 'a,b', ''].map((text) => isNameOrArn(text, 'cluster'))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isNameOrArn(cluster, 'service')).toBe(false);
  });

  it.each([
    [
      'aws',
      'eu-west-1',
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/deployments?region=eu-west-1',
    ],
    [
      'aws-cn',
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/ecs/v2/clusters/prod/services/web/deployments?region=cn-north-1',
    ],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/ecs/v2/clusters/prod/services/web/deployments?region=us-gov-west-1',
    ],
    ['aws-iso', 'us-iso-east-1', undefined],
  ])('links to the console of %s', (partition, region, url) => {
    expect(consoleUrl(`arn:${partition}:ecs:${region}:111122223333:service/prod/web`)).toBe(url);
  });

  it.each([
    ['aws', 'eu-west-1', 'eu-west-1.console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
  ])('links to deployments of CodeDeploy in the console of %s', (partition, region, host) => {
    const service = `arn:${partition}:ecs:${region}:111122223333:service/prod/web`;
    expect(codeDeployConsoleUrl(service, 'd-ABCDEF123')).toBe(
      `https://${host}/codesuite/codedeploy/deployments/d-ABCDEF123?region=${region}`,
    );
  });

  it('has no link for an ARN of the old form, which does not name the cluster', () => {
    expect(consoleUrl('arn:aws:ecs:eu-west-1:111122223333:service/web')).toBeUndefined();
  });
});
