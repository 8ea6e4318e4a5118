import type { Principal } from '../role-trust.ts';
import { conditionsHold, matchesWildcard } from './evaluate.ts';
import type { Statement } from './policy.ts';

/** Whether a trust policy lets somebody have the role. Denials come first. */
export function trusts(statements: readonly Statement[], principal: Principal): boolean {
  const action = principal.kind === 'federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
  const context = principal.kind === 'federated' ? principal.claims : new Map<string, readonly string[]>();
  const applying = statements.filter(
    (statement) =>
      statement.actions?.kind === 'any' &&
      statement.actions.patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
      names(statement.principals, principal) &&
      conditionsHold(statement.conditions, context),
  );
  return applying.length > 0 && applying.every(({ effect }) => effect === 'Allow');
}

function names(principals: Statement['principals'], principal: Principal): boolean {
  if (principals === undefined) return false;
  if (principals === '*') return true;
  switch (principal.kind) {
    case 'caller':
      return principals['AWS']?.some((named) => isCaller(named, principal.arn)) ?? false;
    case 'service':
      return principals['Service']?.includes(principal.name) ?? false;
    case 'federated':
      return principals['Federated']?.includes(principal.provider) ?? false;
  }
}

/** An account names all in it; a role names each of its sessions. */
function isCaller(named: string, caller: string): boolean {
  if (named === '*' || named === caller) return true;
  const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(named)?.[1];
  if (account !== undefined) return caller.split(':')[4] === account;
  const role = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(named);
  return role !== null && caller.startsWith(`arn:aws:sts::${role[1] ?? ''}:assumed-role/${role[2] ?? ''}/`);
}
