import { Members } from '../protocol/members.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import type { RoleTrust } from '../role-trust.ts';
import { IamStore } from './iam-store.ts';
import type { IamStoreOptions } from './iam-store.ts';
import {
  attachRolePolicy,
  createPolicy,
  deletePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getPolicy,
  getPolicyVersion,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
} from './policy-operations.ts';
import { parsePolicy } from './policy.ts';
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  listRoleTags,
  tagRole,
  untagRole,
  updateTrust,
} from './role-operations.ts';
import { simulatePrincipalPolicy } from './simulate.ts';
import { trusts } from './trust.ts';

export interface Iam {
  readonly service: AwsService;
  readonly trust: RoleTrust;
}

/** The roles of AWS IAM and their policies, in memory. No other service asks whether a policy allows a call. */
export function createIam(options: IamStoreOptions): Iam {
  const store = new IamStore(options);
  const on = (run: (store: IamStore, input: Members) => JsonObject): Operation => {
    return (input) => run(store, new Members(input, 'ValidationError'));
  };
  const service: AwsService = {
    name: 'IAM',
    protocol: { kind: 'query', version: '2010-05-08', xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    operations: {
      CreateRole: on(createRole),
      GetRole: on(getRole),
      ListRoles: on(listRoles),
      DeleteRole: on(deleteRole),
      UpdateAssumeRolePolicy: on(updateTrust),
      TagRole: on(tagRole),
      UntagRole: on(untagRole),
      ListRoleTags: on(listRoleTags),
      PutRolePolicy: on(putRolePolicy),
      GetRolePolicy: on(getRolePolicy),
      DeleteRolePolicy: on(deleteRolePolicy),
      ListRolePolicies: on(listRolePolicies),
      AttachRolePolicy: on(attachRolePolicy),
      DetachRolePolicy: on(detachRolePolicy),
      ListAttachedRolePolicies: on(listAttachedRolePolicies),
      CreatePolicy: on(createPolicy),
      GetPolicy: on(getPolicy),
      GetPolicyVersion: on(getPolicyVersion),
      DeletePolicy: on(deletePolicy),
      SimulatePrincipalPolicy: on(simulatePrincipalPolicy),
    },
  };
  return { service, trust: trustOf(store) };
}

/** As long as nobody made a role, every role is there and trusts everybody: a trial needs no IAM. */
function trustOf(store: IamStore): RoleTrust {
  return {
    admits: (roleArn, principal) => {
      if (store.roles.size === 0) return true;
      const role = store.find(roleArn);
      return role !== undefined && trusts(parsePolicy(role.trustPolicy), principal);
    },
    maxSessionSeconds: (roleArn) => store.find(roleArn)?.maxSessionSeconds,
  };
}
