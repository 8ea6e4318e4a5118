import { patchLogs } from './patch-logs.ts';
import type { Container, Findings, TaskDefinitionPatch } from './patch-model.ts';

const NONE: ReadonlyMap<string, string> = new Map();

/** Whether a patch names anything of one container, besides its image. */
export function changesContainer(patch: TaskDefinitionPatch): boolean {
  const maps = [patch.environment, patch.secrets, patch.dockerLabels, patch.logOptions];
  const lists = [patch.removeEnvironment, patch.environmentFiles];
  return (
    maps.some((map) => (map?.size ?? 0) > 0) ||
    lists.some((list) => (list?.length ?? 0) > 0) ||
    patch.command !== undefined ||
    patch.logDriver !== undefined
  );
}

/** `container` with the patch applied; members it does not name stay as they are. */
export function patchContainer(container: Container, patch: TaskDefinitionPatch, findings: Findings): Container {
  const { dockerLabels = NONE, environmentFiles = [] } = patch;
  return {
    ...container,
    ...patchVariables(container, patch, findings),
    ...(environmentFiles.length === 0
      ? {}
      : { environmentFiles: environmentFiles.map((value) => ({ value, type: 's3' as const })) }),
    ...(dockerLabels.size === 0
      ? {}
      : { dockerLabels: { ...container.dockerLabels, ...Object.fromEntries(dockerLabels) } }),
    ...(patch.command === undefined ? {} : { command: [...patch.command] }),
    ...patchLogs(container, patch, findings),
  };
}

/** ECS refuses a name that is both a variable and a secret, so what is set now takes the place of either. */
function patchVariables(
  container: Container,
  patch: TaskDefinitionPatch,
  { notes }: Findings,
): Pick<Container, 'environment' | 'secrets'> {
  const { environment = NONE, secrets = NONE, removeEnvironment = [] } = patch;
  const { name: owner = '' } = container;
  const gone = (names: ReadonlyMap<string, string>, was: string, becomes: string) => {
    return (item: { readonly name?: string | undefined }): boolean => {
      const name = item.name ?? '';
      if (removeEnvironment.includes(name)) return true;
      if (names.has(name)) notes.push(`${name} of container ${owner} was ${was} and becomes ${becomes}.`);
      return names.has(name);
    };
  };
  const isGoneVariable = gone(secrets, 'an environment variable', 'a secret');
  const isGoneSecret = gone(environment, 'a secret', 'an environment variable');
  const variables = upsert(
    (container.environment ?? []).filter((item) => !isGoneVariable(item)),
    [...environment].map(([name, value]) => ({ name, value })),
  );
  const references = upsert(
    (container.secrets ?? []).filter((item) => !isGoneSecret(item)),
    [...secrets].map(([name, valueFrom]) => ({ name, valueFrom })),
  );
  return {
    ...replaced('environment', container.environment, variables),
    ...replaced('secrets', container.secrets, references),
  };
}

/** A member that was absent and stays empty is not added. */
function replaced<K extends string, T>(key: K, before: readonly T[] | undefined, after: T[]): Partial<Record<K, T[]>> {
  return before === undefined && after.length === 0 ? {} : ({ [key]: after } as Partial<Record<K, T[]>>); // K is one key
}

/**
 * Changes items in their place, so that a diff shows what changed and nothing else; new ones come last. A name that
 * stood there several times stands there once.
 */
function upsert<T extends { name?: string | undefined }>(items: readonly T[], changes: readonly T[]): T[] {
  const waiting = new Map(changes.map((change) => [change.name, change]));
  const kept = items.flatMap((item) => {
    const change = waiting.get(item.name);
    if (change !== undefined) {
      waiting.delete(item.name);
      return [change];
    }
    return changes.some(({ name }) => name === item.name) ? [] : [item];
  });
  return [...kept, ...waiting.values()];
}
