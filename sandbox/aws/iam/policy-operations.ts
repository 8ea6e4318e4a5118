import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { noSuchEntity } from './iam-store.ts';
import type { IamStore, ManagedPolicy } from './iam-store.ts';
import { paged } from './page.ts';
import { parsePolicy } from './policy.ts';

/** Policies that AWS manages are there without being made; of most of them the sandbox does not know the content. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn);
}

export function putRolePolicy(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const document = input.requiredText('PolicyDocument');
  parsePolicy(document);
  role.inlinePolicies.set(input.requiredText('PolicyName'), document);
  return {};
}

export function getRolePolicy(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const name = input.requiredText('PolicyName');
  const document = role.inlinePolicies.get(name);
  if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
}

export function deleteRolePolicy(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const name = input.requiredText('PolicyName');
  if (!role.inlinePolicies.delete(name)) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return {};
}

export function listRolePolicies(store: IamStore, input: Members): JsonObject {
  const names = [...store.role(input.requiredText('RoleName')).inlinePolicies.keys()].sort();
  const { items, more } = paged(names, input);
  return { PolicyNames: items, ...more };
}

export function attachRolePolicy(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const arn = input.requiredText('PolicyArn');
  if (!isAwsManaged(arn) && !store.policies.has(arn)) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
  role.attached.add(arn);
  return {};
}

export function detachRolePolicy(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const arn = input.requiredText('PolicyArn');
  if (!role.attached.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  return {};
}

export function listAttachedRolePolicies(store: IamStore, input: Members): JsonObject {
  const arns = [...store.role(input.requiredText('RoleName')).attached];
  const { items, more } = paged(arns, input);
  const attached = items.map((PolicyArn) => ({
    PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
    PolicyArn,
  }));
  return { AttachedPolicies: attached, ...more };
}

export function createPolicy(store: IamStore, input: Members): JsonObject {
  const name = input.requiredText('PolicyName');
  const path = input.text('Path') ?? '/';
  const document = input.requiredText('PolicyDocument');
  parsePolicy(document);
  const arn = store.arn(`policy${path}${name}`);
  if (store.policies.has(arn)) {
    throw new AwsError(
      'EntityAlreadyExists',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
      409,
    );
  }
  const policy: ManagedPolicy = {
    name,
    path,
    arn,
    id: store.id('ANPA', arn),
    createdAt: store.now(),
    document,
    description: input.text('Description'),
  };
  store.policies.set(arn, policy);
  return { Policy: view(store, policy) };
}

export function getPolicy(store: IamStore, input: Members): JsonObject {
  return { Policy: view(store, managed(store, input)) };
}

export function getPolicyVersion(store: IamStore, input: Members): JsonObject {
  const policy = managed(store, input);
  const version = input.requiredText('VersionId');
  if (version !== 'v1')
    throw noSuchEntity(`Policy ${policy.arn} version ${version} does not exist or is not attachable.`);
  const PolicyVersion = {
    Document: encodeURIComponent(policy.document),
    VersionId: version,
    IsDefaultVersion: true,
    CreateDate: new Date(policy.createdAt).toISOString(),
  };
  return { PolicyVersion };
}

export function deletePolicy(store: IamStore, input: Members): JsonObject {
  const { arn } = managed(store, input);
  if (attachments(store, arn) > 0) {
    throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
  }
  store.policies.delete(arn);
  return {};
}

function managed(store: IamStore, input: Members): ManagedPolicy {
  const arn = input.requiredText('PolicyArn');
  const policy = store.policies.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

function attachments(store: IamStore, arn: string): number {
  return [...store.roles.values()].filter(({ attached }) => attached.has(arn)).length;
}

function view(store: IamStore, policy: ManagedPolicy): JsonObject {
  const at = new Date(policy.createdAt).toISOString();
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments(store, policy.arn),
    IsAttachable: true,
    Description: policy.description,
    CreateDate: at,
    UpdateDate: at,
  };
}
