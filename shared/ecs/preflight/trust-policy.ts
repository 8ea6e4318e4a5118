/** Who assumes the roles of tasks, in every partition; the form of China is taken as well. */
const ECS_TASKS = /^ecs-tasks\.amazonaws\.com(?:\.cn)?$/;

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Whether a trust policy lets Amazon ECS give the role to tasks of `account`. Of its conditions aws:SourceAccount is
 * weighed (developer guide, "Confused deputy prevention"); any other counts as met, since it cannot be told from here.
 * A denial counts only without conditions. What names principals or actions by exclusion counts as admitting.
 */
export function admitsEcsTasks(policy: string, account: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] }; // IAM has checked it
  const about = many(Statement).filter((statement) => namesAssumeRole(statement) && namesEcsTasks(statement));
  const denied = about.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
  return !denied && about.some((statement) => statement.Effect === 'Allow' && isOfAccount(statement, account));
}

function namesAssumeRole({ Action }: Statement): boolean {
  if (Action === undefined) return true; // NotAction
  return many(Action).some((action) => /^(?:\*|sts:\*|sts:assume\*|sts:assumerole\*?)$/i.test(action));
}

function namesEcsTasks({ Principal }: Statement): boolean {
  if (Principal === undefined || Principal === '*') return true; // undefined: NotPrincipal
  if (typeof Principal === 'string') return false;
  return many(Principal.Service ?? []).some((service) => ECS_TASKS.test(service));
}

function isOfAccount({ Condition = {} }: Statement, account: string): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, values]) =>
        key.toLowerCase() !== 'aws:sourceaccount' ||
        !/^String(?:Equals|Like)/i.test(operator) ||
        many(values).some((value) => value === account || value.includes('*')),
    ),
  );
}

function many<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T]; // isArray does not narrow readonly arrays
}
