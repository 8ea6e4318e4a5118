import { ask, type AskTools } from './ask.ts';
import { error, type Outcome } from './finding.ts';
import { containersOf, placeOf, type Subject } from './subject.ts';

export interface UsedLogGroup {
  readonly region: string;
  readonly group: string;
  readonly containers: readonly string[];
}

/** Log groups that must be there before a container starts: those the driver may create itself are left out. */
export function usedLogGroups(subject: Subject): readonly UsedLogGroup[] {
  const home = placeOf(subject).region;
  const uses = containersOf(subject).flatMap(({ name = '', logConfiguration: { logDriver, options = {} } = {} }) => {
    const { 'awslogs-group': group, 'awslogs-region': region = home, 'awslogs-create-group': create } = options;
    if (logDriver !== 'awslogs' || group === undefined || create?.toLowerCase() === 'true') return [];
    return [{ name, group, region }];
  });
  return [...Map.groupBy(uses, ({ group, region }) => `${region} ${group}`).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [{ region: first.region, group: first.group, containers: same.map(({ name }) => name) }];
  });
}

export async function checkLogGroup(
  { region, group, containers }: UsedLogGroup,
  tools: AskTools,
): Promise<readonly Outcome[]> {
  const found = await ask(
    { what: `log group ${group}`, permission: 'logs:DescribeLogGroups', read: (api) => api.hasLogGroup(region, group) },
    tools,
  );
  if (found.kind === 'unknown') return [found.outcome];
  if (found.kind === 'answer' && found.value) return [];
  return [
    error(
      `Log group ${group} (container ${containers.join(', ')}) does not exist in ${region}.`,
      'Create it, or set the log option awslogs-create-group to "true" and allow the execution role logs:CreateLogGroup.',
    ),
  ];
}
