import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { readTags, viewTags } from '../tags.ts';
import type { IamStore, Role } from './iam-store.ts';
import { paged } from './page.ts';
import { parsePolicy } from './policy.ts';

const SESSION = { min: 3600, max: 43_200 } as const;

export function createRole(store: IamStore, input: Members): JsonObject {
  const name = input.requiredText('RoleName');
  const path = input.text('Path') ?? '/';
  const trustPolicy = input.requiredText('AssumeRolePolicyDocument');
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    const message =
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-';
    throw new AwsError('ValidationError', message);
  }
  if (input.text('PermissionsBoundary') !== undefined) {
    throw new AwsError('ValidationError', 'The sandbox does not support permissions boundaries.');
  }
  parsePolicy(trustPolicy);
  if (store.roles.has(name)) {
    throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
  }
  const arn = store.arn(`role${path}${name}`);
  const role: Role = {
    name,
    path,
    arn,
    id: store.id('AROA', arn),
    createdAt: store.now(),
    tags: new Map(readTags(input)),
    inlinePolicies: new Map(),
    attached: new Set(),
    description: input.text('Description'),
    maxSessionSeconds: input.integer('MaxSessionDuration', SESSION) ?? SESSION.min,
    trustPolicy,
  };
  store.roles.set(name, role);
  return { Role: view(role) };
}

export function getRole(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  return { Role: { ...view(role), MaxSessionDuration: role.maxSessionSeconds, RoleLastUsed: {} } };
}

export function listRoles(store: IamStore, input: Members): JsonObject {
  const prefix = input.text('PathPrefix') ?? '/';
  const found = [...store.roles.values()]
    .filter(({ path }) => path.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, more } = paged(found, input);
  return { Roles: items.map((role) => ({ ...view(role), MaxSessionDuration: role.maxSessionSeconds })), ...more };
}

export function deleteRole(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  if (role.attached.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
  if (role.inlinePolicies.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
  store.roles.delete(role.name);
  return {};
}

export function updateTrust(store: IamStore, input: Members): JsonObject {
  const role = store.role(input.requiredText('RoleName'));
  const document = input.requiredText('PolicyDocument');
  parsePolicy(document);
  role.trustPolicy = document;
  return {};
}

export function tagRole(store: IamStore, input: Members): JsonObject {
  const { tags } = store.role(input.requiredText('RoleName'));
  for (const [key, value] of readTags(input)) tags.set(key, value);
  return {};
}

export function untagRole(store: IamStore, input: Members): JsonObject {
  const { tags } = store.role(input.requiredText('RoleName'));
  for (const key of input.texts('TagKeys')) tags.delete(key);
  return {};
}

export function listRoleTags(store: IamStore, input: Members): JsonObject {
  const { items, more } = paged(viewTags(store.role(input.requiredText('RoleName')).tags), input);
  return { Tags: items, ...more };
}

function view(role: Role): JsonObject {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt).toISOString(),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    Tags: role.tags.size > 0 ? viewTags(role.tags) : undefined,
  };
}

function conflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, 409);
}
