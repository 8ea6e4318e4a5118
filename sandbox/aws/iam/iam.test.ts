import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { CreateRoleCommandInput, SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { sdkConfig } from '#sandbox/testing/sdk-config';
import { startAwsServer } from '../server.ts';
import type { AwsServer } from '../server.ts';
import { createIam } from './iam.ts';
import type { Iam } from './iam.ts';

const start = Date.UTC(2026, 10, 1);
const tasks = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
let iam: Iam;
let server: AwsServer;
let client: IAMClient;

beforeEach(async () => {
  const clock = new FakeClock({ start });
  iam = createIam({ clock, account: '123456789012' });
  server = await startAwsServer({ services: [iam.service], clock, validator: strictValidator() });
  client = new IAMClient(sdkConfig(server.url));
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const create = (RoleName: string, more: Partial<CreateRoleCommandInput> = {}) =>
  client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: tasks, ...more }));

describe('a role', () => {
  it('is described with its trust policy, URL-encoded', async () => {
    const { Role: created } = await create('task', { Path: '/app/', Tags: [{ Key: 'k', Value: 'v' }] });
    const { Role } = await client.send(new GetRoleCommand({ RoleName: 'task' }));
    expect(Role).toMatchObject({
      Path: '/app/',
      RoleName: 'task',
      Arn: 'arn:aws:iam::123456789012:role/app/task',
      CreateDate: new Date(start),
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[0-9A-F]{17}$/);
    expect(Role?.RoleId).toBe(created?.RoleId);
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(tasks);
  });

  it('is listed by path, in pages', async () => {
    for (const name of ['c', 'a', 'b']) await create(name, { Path: '/app/' });
    await create('other');
    const pages = [];
    for await (const { Roles } of paginateListRoles({ client, pageSize: 2 }, { PathPrefix: '/app/' }))
      pages.push(Roles?.map(({ RoleName }) => RoleName));
    expect(pages).toEqual([['a', 'b'], ['c']]);
  });

  it('is not deleted before its policies', async () => {
    await create('task');
    const remove = () => client.send(new DeleteRoleCommand({ RoleName: 'task' }));
    const attached = { RoleName: 'task', PolicyArn: executionPolicy };
    const inline = { RoleName: 'task', PolicyName: 'logs' };
    await client.send(new AttachRolePolicyCommand(attached));
    await client.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: tasks }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await client.send(new DetachRolePolicyCommand(attached));
    await expect(remove()).rejects.toThrow('Cannot delete entity, must delete policies first.');
    await client.send(new DeleteRolePolicyCommand(inline));
    await remove();
    await expect(client.send(new GetRoleCommand({ RoleName: 'task' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name task cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('keeps inline policies, managed policies and tags', async () => {
    await create('task');
    const RoleName = 'task';
    const PolicyDocument = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'read', PolicyDocument }));
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(['read']);
    const policy = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'read' }));
    expect(decodeURIComponent(policy.PolicyDocument ?? '')).toBe(PolicyDocument);
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }));
    const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([{ PolicyName: 'AmazonECSTaskExecutionRolePolicy', PolicyArn: executionPolicy }]);
    await client.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await client.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    expect((await client.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it.each([
    ['of a name that is there', { RoleName: 'task' }, 'EntityAlreadyExistsException'],
    ['whose trust policy is no JSON', { AssumeRolePolicyDocument: '{' }, 'MalformedPolicyDocumentException'],
    ['whose trust policy says nothing', { AssumeRolePolicyDocument: '{}' }, 'MalformedPolicyDocumentException'],
  ])('%s is refused', async (_what, input, name) => {
    await create('task');
    await expect(create('new', input)).rejects.toMatchObject({ name });
  });
});

it('keeps policies of the account, which roles can be given', async () => {
  await create('task');
  const PolicyDocument = document({ Effect: 'Allow', Action: '*', Resource: '*' });
  const { Policy } = await client.send(new CreatePolicyCommand({ PolicyName: 'all', PolicyDocument }));
  const PolicyArn = Policy?.Arn ?? '';
  const attach = (arn: string) => client.send(new AttachRolePolicyCommand({ RoleName: 'task', PolicyArn: arn }));
  await attach(PolicyArn);
  await expect(attach(`${PolicyArn}-absent`)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  expect((await client.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
  const version = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toBe(PolicyDocument);
  const remove = () => client.send(new DeletePolicyCommand({ PolicyArn }));
  await expect(remove()).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await client.send(new DetachRolePolicyCommand({ RoleName: 'task', PolicyArn }));
  await remove();
});

describe('SimulatePrincipalPolicy', () => {
  const PolicySourceArn = 'arn:aws:iam::123456789012:role/ci';
  const service = 'arn:aws:ecs:us-east-1:123456789012:service/main/web';

  async function decide(
    statements: readonly object[],
    input: Partial<SimulatePrincipalPolicyCommandInput> = {},
  ): Promise<readonly (string | undefined)[]> {
    await create('ci');
    const PolicyDocument = document(...statements);
    await client.send(new PutRolePolicyCommand({ RoleName: 'ci', PolicyName: 'deploy', PolicyDocument }));
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: ['ecs:UpdateService'],
      ResourceArns: [service],
      ...input,
    });
    const { EvaluationResults } = await client.send(command);
    return (EvaluationResults ?? []).map(({ EvalDecision }) => EvalDecision);
  }

  const allow = { Effect: 'Allow', Action: 'ecs:*', Resource: '*' };
  const passing = {
    ...allow,
    Action: 'iam:PassRole',
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  };
  const passed = (value: string): Partial<SimulatePrincipalPolicyCommandInput> => ({
    ActionNames: ['iam:PassRole'],
    ContextEntries: [{ ContextKeyName: 'iam:PassedToService', ContextKeyValues: [value], ContextKeyType: 'string' }],
  });

  it.each<[string, { policy: readonly object[]; input?: Partial<SimulatePrincipalPolicyCommandInput> }, string]>([
    ['nothing matches', { policy: [{ ...allow, Action: 's3:*' }] }, 'implicitDeny'],
    ['an action has another case', { policy: [{ ...allow, Action: 'ECS:updateservice' }] }, 'allowed'],
    ['a wildcard covers it', { policy: [{ ...allow, Resource: 'arn:aws:ecs:*:*:service/main/*' }] }, 'allowed'],
    ['a wildcard misses it', { policy: [{ ...allow, Resource: 'arn:aws:ecs:*:*:service/x/*' }] }, 'implicitDeny'],
    ['a denial stands beside', { policy: [allow, { ...allow, Effect: 'Deny', Action: 'ecs:Up*' }] }, 'explicitDeny'],
    ['NotAction leaves it out', { policy: [{ Effect: 'Allow', NotAction: 'ecs:*', Resource: '*' }] }, 'implicitDeny'],
    ['a condition holds', { policy: [passing], input: passed('ecs-tasks.amazonaws.com') }, 'allowed'],
    ['a condition does not hold', { policy: [passing], input: passed('lambda.amazonaws.com') }, 'implicitDeny'],
    ['its key is missing', { policy: [passing], input: { ActionNames: ['iam:PassRole'] } }, 'implicitDeny'],
  ])('when %s', async (_what, { policy, input }, decision) => {
    expect(await decide(policy, input)).toEqual([decision]);
  });

  it('answers for every action and resource', async () => {
    const input = { ActionNames: ['ecs:UpdateService', 'ecs:DeleteService'], ResourceArns: [service, `${service}-b`] };
    const decisions = await decide([{ ...allow, Action: 'ecs:Update*', Resource: service }], input);
    expect(decisions).toEqual(['allowed', 'implicitDeny', 'implicitDeny', 'implicitDeny']);
  });

  it('refuses to guess', async () => {
    const numeric = { ...allow, Condition: { NumericLessThan: { 's3:max-keys': '10' } } };
    await expect(decide([numeric])).rejects.toMatchObject({ name: 'InvalidInputException' });
    await client.send(new DeleteRolePolicyCommand({ RoleName: 'ci', PolicyName: 'deploy' }));
    await client.send(new AttachRolePolicyCommand({ RoleName: 'ci', PolicyArn: executionPolicy }));
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['ecr:BatchGetImage'] });
    await expect(client.send(command)).rejects.toThrow('does not know what');
  });
});

describe('trust', () => {
  const arn = 'arn:aws:iam::123456789012:role/task';
  const ecs = { kind: 'service', name: 'ecs-tasks.amazonaws.com' } as const;

  it('is given by every role as long as nobody made one', async () => {
    expect(iam.trust.admits(arn, ecs)).toBe(true);
    await create('other');
    expect(iam.trust.admits(arn, ecs)).toBe(false);
  });

  it('is what the trust policy says, by ARN and by name', async () => {
    await create('task');
    expect(iam.trust.admits(arn, ecs)).toBe(true);
    expect(iam.trust.admits('task', ecs)).toBe(true);
    expect(iam.trust.admits(arn, { kind: 'service', name: 'lambda.amazonaws.com' })).toBe(false);
    const PolicyDocument = tasks.replace('ecs-tasks', 'lambda');
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'task', PolicyDocument }));
    expect(iam.trust.admits(arn, ecs)).toBe(false);
  });

  it.each([
    ['123456789012', 'arn:aws:iam::123456789012:user/a', true],
    ['arn:aws:iam::123456789012:root', 'arn:aws:sts::123456789012:assumed-role/ci/s', true],
    ['arn:aws:iam::210987654321:root', 'arn:aws:iam::123456789012:user/a', false],
    ['arn:aws:iam::123456789012:user/a', 'arn:aws:iam::123456789012:user/a', true],
    ['arn:aws:iam::123456789012:user/a', 'arn:aws:iam::123456789012:user/b', false],
    ['arn:aws:iam::123456789012:role/x/ci', 'arn:aws:sts::123456789012:assumed-role/ci/s', true],
    ['arn:aws:iam::123456789012:role/ci', 'arn:aws:sts::123456789012:assumed-role/ci2/s', false],
  ])('in %s admits %s: %s', async (AWS, caller, admitted) => {
    const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' };
    await create('task', { AssumeRolePolicyDocument: document(statement) });
    expect(iam.trust.admits(arn, { kind: 'caller', arn: caller })).toBe(admitted);
  });

  it('is denied where a statement denies', async () => {
    const statement = { Principal: { AWS: '*' }, Action: 'sts:*' };
    const both = document({ Effect: 'Allow', ...statement }, { Effect: 'Deny', ...statement });
    await create('task', { AssumeRolePolicyDocument: both });
    expect(iam.trust.admits(arn, { kind: 'caller', arn: 'arn:aws:iam::123456789012:user/a' })).toBe(false);
  });
});
