import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { object } from '#sandbox/aws/ecs/testing/harness';
import { appSpec, groupInput, makeCodeDeploy, prod, revisionOf } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

let box: Harness;
beforeEach(async () => {
  box = await makeCodeDeploy();
});
afterEach(() => box.close());

const app = { applicationName: 'app' };
const one = { ...app, deploymentGroupName: 'prod' };

describe('applications', () => {
  it('are made, listed, renamed, deleted', async () => {
    await box.call('CreateApplication', { applicationName: 'other', computePlatform: 'ECS' });
    expect(await box.call('ListApplications')).toEqual({ applications: ['app', 'other'], nextToken: undefined });
    await box.call('UpdateApplication', { applicationName: 'other', newApplicationName: 'third' });
    const { applicationsInfo } = await box.call('BatchGetApplications', { applicationNames: ['app', 'third'] });
    expect(applicationsInfo).toMatchObject([
      { applicationName: 'app', computePlatform: 'ECS' },
      { applicationName: 'third', computePlatform: 'ECS' },
    ]);
    await box.call('DeleteApplication', { applicationName: 'third' });
    await expect(box.call('GetApplication', { applicationName: 'third' })).rejects.toMatchObject({
      code: 'ApplicationDoesNotExistException',
      message: 'No application found for name: third',
    });
  });

  it.each<[JsonObject, string]>([
    [{ applicationName: 'app', computePlatform: 'ECS' }, 'ApplicationAlreadyExistsException'],
    [{ applicationName: 'a b', computePlatform: 'ECS' }, 'InvalidApplicationNameException'],
    [{ computePlatform: 'ECS' }, 'ApplicationNameRequiredException'],
    [{ applicationName: 'fn', computePlatform: 'Lambda' }, 'UnsupportedFeatureException'],
  ])('%j is refused: %s', async (input, code) => {
    await expect(box.call('CreateApplication', input)).rejects.toMatchObject({ code });
  });
});

describe('deployment groups', () => {
  it('answer what they were given, and the defaults', async () => {
    const { deploymentGroupInfo } = await box.call('GetDeploymentGroup', one);
    const { serviceRoleArn, loadBalancerInfo, ecsServices, blueGreenDeploymentConfiguration } = groupInput();
    expect(deploymentGroupInfo).toMatchObject({
      ...one,
      serviceRoleArn,
      loadBalancerInfo,
      ecsServices,
      blueGreenDeploymentConfiguration,
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      autoRollbackConfiguration: { enabled: false, events: [] },
      alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] },
      computePlatform: 'ECS',
    });
  });

  it('keep what an update does not name', async () => {
    const before = object((await box.call('GetDeploymentGroup', one))['deploymentGroupInfo']);
    await box.call('UpdateDeploymentGroup', {
      ...app,
      currentDeploymentGroupName: 'prod',
      newDeploymentGroupName: 'live',
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent15Minutes',
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
    });
    expect(await box.call('ListDeploymentGroups', app)).toMatchObject({ deploymentGroups: ['live'] });
    const answer = await box.call('BatchGetDeploymentGroups', { ...app, deploymentGroupNames: ['live', 'prod'] });
    expect(answer).toEqual({
      deploymentGroupsInfo: [
        {
          ...before,
          deploymentGroupName: 'live',
          deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent15Minutes',
          autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
        },
      ],
      errorMessage: 'No Deployment Group found for name: prod',
    });
    await box.call('DeleteDeploymentGroup', { ...app, deploymentGroupName: 'live' });
    expect(await box.call('ListDeploymentGroups', app)).toMatchObject({ deploymentGroups: [] });
  });

  const pair = { targetGroups: [{ name: 'web' }, { name: 'web-green' }], prodTrafficRoute: { listenerArns: [prod] } };
  const pairs = (change: JsonObject): JsonObject => ({
    loadBalancerInfo: { targetGroupPairInfoList: [{ ...pair, ...change }] },
  });
  const waits = (change: JsonObject): JsonObject => ({ blueGreenDeploymentConfiguration: change });
  it.each<[string, JsonObject, string]>([
    ['the same name', {}, 'DeploymentGroupAlreadyExistsException'],
    ['no role', { serviceRoleArn: null }, 'RoleRequiredException'],
    ['no ARN of a role', { serviceRoleArn: 'me' }, 'InvalidRoleException'],
    ['another style', { deploymentStyle: { deploymentType: 'IN_PLACE' } }, 'InvalidDeploymentStyleException'],
    ['no service', { ecsServices: [] }, 'InvalidECSServiceException'],
    [
      'an unknown service',
      { ecsServices: [{ serviceName: 'none', clusterName: 'default' }] },
      'InvalidECSServiceException',
    ],
    ['one target group', pairs({ targetGroups: [{ name: 'web' }] }), 'InvalidTargetGroupPairException'],
    ['no listener', pairs({ prodTrafficRoute: {} }), 'InvalidTargetGroupPairException'],
    ['one listener for both', pairs({ testTrafficRoute: { listenerArns: [prod] } }), 'InvalidTargetGroupPairException'],
    ['an unknown configuration', { deploymentConfigName: 'none' }, 'DeploymentConfigDoesNotExistException'],
    ['alarms without a name', { alarmConfiguration: { enabled: true } }, 'InvalidAlarmConfigException'],
    ['rollback on nothing', { autoRollbackConfiguration: { enabled: true } }, 'InvalidAutoRollbackConfigException'],
    [
      'a wait that ends by itself',
      waits({ deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 5 } }),
      'InvalidBlueGreenDeploymentConfigurationException',
    ],
    [
      'a wait of three days',
      waits({ terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: 4320 } }),
      'InvalidBlueGreenDeploymentConfigurationException',
    ],
    [
      'a kept original',
      waits({ terminateBlueInstancesOnDeploymentSuccess: { action: 'KEEP_ALIVE' } }),
      'UnsupportedFeatureException',
    ],
    ['a second group of a service', { deploymentGroupName: 'second' }, 'ECSServiceMappingLimitExceededException'],
  ])('are not made with %s', async (name, change, code) => {
    const other = name === 'the same name' ? {} : { deploymentGroupName: 'other' };
    const create = box.call('CreateDeploymentGroup', { ...groupInput(), ...other, ...change });
    await expect(create).rejects.toMatchObject({ code });
  });

  it('are not made for a service that ECS deploys', async () => {
    const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
    const service = { serviceName: 'own', taskDefinition: 'app', desiredCount: 0, networkConfiguration: network };
    await box.ecs.call('CreateService', service);
    const ecsServices = [{ serviceName: 'own', clusterName: 'default' }];
    const create = box.call('CreateDeploymentGroup', { ...groupInput(), deploymentGroupName: 'own', ecsServices });
    await expect(create).rejects.toMatchObject({
      code: 'InvalidECSServiceException',
      message: "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    });
  });
});

describe('deployment configurations', () => {
  it('can be made beside the predefined ones, and not be deleted while a group uses them', async () => {
    const trafficRoutingConfig = {
      type: 'TimeBasedLinear',
      timeBasedLinear: { linearPercentage: 25, linearInterval: 2 },
    };
    const name = { deploymentConfigName: 'Quarters' };
    await box.call('CreateDeploymentConfig', { ...name, computePlatform: 'ECS', trafficRoutingConfig });
    expect(await box.call('GetDeploymentConfig', name)).toMatchObject({
      deploymentConfigInfo: { ...name, computePlatform: 'ECS', trafficRoutingConfig },
    });
    await box.call('UpdateDeploymentGroup', { ...app, currentDeploymentGroupName: 'prod', ...name });
    const remove = box.call('DeleteDeploymentConfig', name);
    await expect(remove).rejects.toMatchObject({ code: 'DeploymentConfigInUseException' });
    await box.call('DeleteDeploymentGroup', one);
    await box.call('DeleteDeploymentConfig', name);
    const { deploymentConfigsList } = await box.call('ListDeploymentConfigs');
    expect(deploymentConfigsList).toEqual([
      'CodeDeployDefault.ECSAllAtOnce',
      'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
      'CodeDeployDefault.ECSLinear10PercentEvery3Minutes',
      'CodeDeployDefault.ECSCanary10Percent5Minutes',
      'CodeDeployDefault.ECSCanary10Percent15Minutes',
    ]);
  });

  it.each<[JsonObject, string]>([
    [{ deploymentConfigName: 'CodeDeployDefault.Mine' }, 'InvalidDeploymentConfigNameException'],
    [{ computePlatform: 'Lambda' }, 'UnsupportedFeatureException'],
    [{ trafficRoutingConfig: { type: 'TimeBasedCanary' } }, 'InvalidTrafficRoutingConfigurationException'],
    [{ trafficRoutingConfig: { type: 'Random' } }, 'InvalidTrafficRoutingConfigurationException'],
  ])('%j is refused: %s', async (change, code) => {
    const create = box.call('CreateDeploymentConfig', {
      deploymentConfigName: 'own',
      computePlatform: 'ECS',
      ...change,
    });
    await expect(create).rejects.toMatchObject({ code });
  });
});

describe('deployments', () => {
  it('are one at a time in a group', async () => {
    const id = await box.deploy();
    await expect(box.deploy()).rejects.toMatchObject({
      code: 'DeploymentLimitExceededException',
      message: `The Deployment Group 'prod' already has an active Deployment '${id}'`,
    });
    await expect(box.call('DeleteDeploymentGroup', one)).rejects.toMatchObject({ code: 'InvalidOperationException' });
  });

  it('are listed newest first, by status', async () => {
    const first = await box.deploy();
    await box.reaches(first, 'Succeeded', 900);
    const second = await box.deploy();
    expect(await box.call('ListDeployments', one)).toMatchObject({ deployments: [second, first] });
    const succeeded = { ...one, includeOnlyStatuses: ['Succeeded'] };
    expect(await box.call('ListDeployments', succeeded)).toMatchObject({ deployments: [first] });
    const { deploymentsInfo } = await box.call('BatchGetDeployments', { deploymentIds: [first, second] });
    expect(deploymentsInfo).toMatchObject([{ status: 'Succeeded' }, { status: 'Created', previousRevision: {} }]);
  });

  it('keep the content of their revision for GetApplicationRevision only', async () => {
    const content = appSpec();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const id = await box.deploy({ revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } } });
    expect((await box.deployment(id))['revision']).toEqual({
      revisionType: 'AppSpecContent',
      appSpecContent: { sha256 },
    });
    const asked = { ...app, revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256 } } };
    expect(await box.call('GetApplicationRevision', asked)).toMatchObject({
      revision: { appSpecContent: { content, sha256 } },
    });
  });

  it.each<[string, JsonObject, string]>([
    ['without revision', { revision: null }, 'RevisionRequiredException'],
    [
      'from S3',
      { revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k' } } },
      'UnsupportedFeatureException',
    ],
    [
      'of another hash',
      { revision: { revisionType: 'AppSpecContent', appSpecContent: { content: appSpec(), sha256: '0' } } },
      'InvalidRevisionException',
    ],
    ['of nonsense', { revision: revisionOf('nonsense') }, 'InvalidRevisionException'],
    ['by an unknown configuration', { deploymentConfigName: 'none' }, 'DeploymentConfigDoesNotExistException'],
    ['of an unknown group', { deploymentGroupName: 'none' }, 'DeploymentGroupDoesNotExistException'],
  ])('are not made %s', async (_, change, code) => {
    await expect(box.deploy(change)).rejects.toMatchObject({ code });
    expect(await box.call('ListDeployments', one)).toMatchObject({ deployments: [] });
  });

  it('have one target, once they have started', async () => {
    const id = await box.deploy();
    const early = box.call('ListDeploymentTargets', { deploymentId: id });
    await expect(early).rejects.toMatchObject({ code: 'DeploymentNotStartedException' });
    await box.reaches(id, 'InProgress');
    const list = (status: string): Promise<JsonObject> =>
      box.call('ListDeploymentTargets', { deploymentId: id, targetFilters: { TargetStatus: [status] } });
    expect(await list('InProgress')).toEqual({ targetIds: ['default:web'] });
    expect(await list('Failed')).toEqual({ targetIds: [] });
    expect(await box.call('BatchGetDeploymentTargets', { deploymentId: id, targetIds: ['default:web'] })).toMatchObject(
      {
        deploymentTargets: [{ deploymentTargetType: 'ECSTarget', ecsTarget: { deploymentId: id } }],
      },
    );
    const other = box.call('GetDeploymentTarget', { deploymentId: id, targetId: 'default:other' });
    await expect(other).rejects.toMatchObject({ code: 'DeploymentTargetDoesNotExistException' });
  });

  it.each(['GetDeployment', 'StopDeployment', 'ContinueDeployment', 'GetDeploymentTarget'])(
    'that do not exist are told so by %s',
    async (name) => {
      const call = box.call(name, { deploymentId: 'd-AAAAAAAAA' });
      await expect(call).rejects.toMatchObject({ code: 'DeploymentDoesNotExistException' });
      await expect(box.call(name, { deploymentId: 'x' })).rejects.toMatchObject({
        code: 'InvalidDeploymentIdException',
      });
      await expect(box.call(name)).rejects.toMatchObject({ code: 'DeploymentIdRequiredException' });
    },
  );
});
