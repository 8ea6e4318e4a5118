import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import { names } from './stage.ts';
import type { Stage } from './stage.ts';

/** What ECS itself knows of the service at one moment. */
export interface Truth {
  readonly service: JsonObject | undefined;
  /** Newest first. */
  readonly serviceDeployments: readonly JsonObject[];
}

export async function lookAtService(stage: Stage): Promise<Truth> {
  const { services } = await stage.look('DescribeServices', { cluster: names.cluster, services: [names.service] });
  const [service] = objects(services);
  if (!service || service['status'] === 'INACTIVE') return { service, serviceDeployments: [] };
  const input = { cluster: names.cluster, service: names.service };
  const { serviceDeployments } = await stage.look('ListServiceDeployments', input);
  const arns = objects(serviceDeployments).map((entry) => text(entry, 'serviceDeploymentArn'));
  if (arns.length === 0) return { service, serviceDeployments: [] };
  const described = await stage.look('DescribeServiceDeployments', { serviceDeploymentArns: arns.slice(0, 20) });
  const byAge = objects(described['serviceDeployments']).toSorted(
    (a, b) => number(b, 'createdAt') - number(a, 'createdAt'),
  );
  return { service, serviceDeployments: byAge };
}

/** All tasks of the service ECS still knows. */
export async function lookAtTasks(stage: Stage): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED']) {
    let nextToken: JsonValue;
    do {
      const page = nextToken === undefined ? {} : { nextToken };
      const listed = await stage.look('ListTasks', { cluster: names.cluster, desiredStatus, ...page });
      const tasks = strings(listed['taskArns']);
      if (tasks.length > 0)
        found.push(...objects((await stage.look('DescribeTasks', { cluster: names.cluster, tasks }))['tasks']));
      nextToken = listed['nextToken'];
    } while (nextToken !== undefined);
  }
  return found.filter((task) => task['group'] === `service:${names.service}`);
}

const terminal: ReadonlySet<JsonValue> = new Set(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']);

/** Is there nothing left that ECS would do by itself. */
export function isSettled({ service, serviceDeployments }: Truth): boolean {
  if (!service || service['status'] === 'INACTIVE') return true;
  return service['status'] === 'ACTIVE' && serviceDeployments.every(({ status }) => terminal.has(status));
}

export function objects(value: JsonValue): readonly JsonObject[] {
  return list(value).map((entry) => {
    if (typeof entry !== 'object' || entry === null || isList(entry))
      throw new Error(`no object: ${JSON.stringify(entry)}`);
    return entry;
  });
}

export function strings(value: JsonValue): readonly string[] {
  return list(value).map((entry) => {
    if (typeof entry !== 'string') throw new Error(`no text: ${JSON.stringify(entry)}`);
    return entry;
  });
}

export function object(value: JsonValue): JsonObject {
  return value === undefined || value === null ? {} : (objects([value])[0] ?? {});
}

export function text(entry: JsonObject, member: string): string {
  return strings([entry[member]])[0] ?? '';
}

export function number(entry: JsonObject, member: string): number {
  const value = entry[member];
  if (typeof value !== 'number') throw new Error(`no number ${member}: ${JSON.stringify(value)}`);
  return value;
}

function list(value: JsonValue): readonly JsonValue[] {
  if (value === undefined) return [];
  if (!isList(value)) throw new Error(`no list: ${JSON.stringify(value)}`);
  return value;
}

// Array.isArray does not narrow a readonly array.
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
