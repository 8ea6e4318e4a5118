import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeCodeDeploy } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

let box: Harness;
beforeEach(async () => {
  box = await makeCodeDeploy();
});
afterEach(() => box.close());

describe('tags', () => {
  const arn = (resource: string): string => `arn:aws:codedeploy:us-east-1:123456789012:${resource}`;

  it.each(['application:app', 'deploymentgroup:app/prod'])('of %s are put, listed, taken away', async (resource) => {
    const ResourceArn = arn(resource);
    await box.call('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'a' }, { Key: 'stage' }] });
    expect(await box.call('ListTagsForResource', { ResourceArn })).toEqual({
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'stage', Value: '' },
      ],
    });
    await box.call('UntagResource', { ResourceArn, TagKeys: ['team'] });
    expect(await box.call('ListTagsForResource', { ResourceArn })).toEqual({ Tags: [{ Key: 'stage', Value: '' }] });
  });

  it('can be given when an application is made', async () => {
    const Tags = [{ Key: 'team', Value: 'a' }];
    await box.call('CreateApplication', { applicationName: 'other', computePlatform: 'ECS', tags: Tags });
    expect(await box.call('ListTagsForResource', { ResourceArn: arn('application:other') })).toEqual({ Tags });
  });

  it.each([
    ['app', 'InvalidArnException'],
    [arn('application:none'), 'ApplicationDoesNotExistException'],
    [arn('deploymentgroup:app/none'), 'DeploymentGroupDoesNotExistException'],
  ])('of %s are refused: %s', async (ResourceArn, code) => {
    await expect(box.call('ListTagsForResource', { ResourceArn })).rejects.toMatchObject({ code });
  });
});
