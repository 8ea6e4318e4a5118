import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { evaluate } from './evaluate.ts';
import type { IamStore, Role } from './iam-store.ts';
import { noSuchEntity } from './iam-store.ts';
import { paged } from './page.ts';
import { parsePolicy } from './policy.ts';
import type { Statement } from './policy.ts';

interface Sourced extends Statement {
  readonly source: { readonly SourcePolicyId: string; readonly SourcePolicyType: string };
}

/**
 * SimulatePrincipalPolicy for a role, by its inline policies and the managed ones the account made: no resource
 * policies, boundaries or organisation's policies.
 * @throws {AwsError} NoSuchEntity, InvalidInput
 */
export function simulatePrincipalPolicy(store: IamStore, input: Members): JsonObject {
  const arn = input.requiredText('PolicySourceArn');
  const role = store.find(arn);
  if (!role) throw noSuchEntity(`The role with name ${arn.slice(arn.lastIndexOf('/') + 1)} cannot be found.`);
  const actions = input.texts('ActionNames');
  if (actions.length === 0) throw new AwsError('InvalidInput', 'The parameter ActionNames is required.');
  for (const member of ['PermissionsBoundaryPolicyInputList', 'ResourcePolicy']) {
    if (input.has(member)) throw new AwsError('InvalidInput', `The sandbox does not support ${member}.`);
  }
  const resources = input.texts('ResourceArns');
  const context = contextOf(input);
  const statements = [
    ...statementsOf(store, role),
    ...input
      .texts('PolicyInputList')
      .flatMap((document, index) => sourced(document, `PolicyInputList.${index + 1}`, 'none')),
  ];
  const results = actions.flatMap((action) =>
    (resources.length > 0 ? resources : ['*']).map((resource): JsonObject => {
      const { decision, matched } = evaluate(statements, { action, resource, context });
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decision,
        MatchedStatements: matched.map(({ source }) => source),
        MissingContextValues: [],
      };
    }),
  );
  const { items, more } = paged(results, input);
  return { EvaluationResults: items, ...more };
}

function statementsOf(store: IamStore, role: Role): readonly Sourced[] {
  const inline = [...role.inlinePolicies].flatMap(([name, document]) =>
    sourced(document, `role_${role.name}_${name}`, 'role'),
  );
  const managed = [...role.attached].flatMap((arn) => {
    const policy = store.policies.get(arn);
    if (policy) return sourced(policy.document, policy.name, 'user-managed');
    throw new AwsError(
      'InvalidInput',
      `The sandbox does not know what ${arn} allows: detach it, or put its content inline.`,
    );
  });
  return [...inline, ...managed];
}

function sourced(document: string, id: string, type: 'role' | 'user-managed' | 'none'): readonly Sourced[] {
  const source = { SourcePolicyId: id, SourcePolicyType: type };
  return parsePolicy(document).map((statement) => ({ ...statement, source }));
}

function contextOf(input: Members): ReadonlyMap<string, readonly string[]> {
  const entries = input.records('ContextEntries');
  return new Map(
    entries.map((entry) => [entry.requiredText('ContextKeyName').toLowerCase(), entry.texts('ContextKeyValues')]),
  );
}
