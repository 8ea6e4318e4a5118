import type { TaskDefinitionInput } from '../api.ts';
import { nearest } from './nearest.ts';

/** What a deployment changes in the task definition it starts from. Absent members change nothing. */
export interface TaskDefinitionPatch {
  /** The container the patches below are for; may be left out where there is only one. */
  readonly containerName?: string | undefined;
  readonly image?: string | undefined;
  /** Container name to image. */
  readonly images?: ReadonlyMap<string, string>;
  readonly environment?: ReadonlyMap<string, string>;
  readonly removeEnvironment?: readonly string[];
  /** Name to `valueFrom`: the ARN of a secret or parameter. */
  readonly secrets?: ReadonlyMap<string, string>;
  readonly dockerLabels?: ReadonlyMap<string, string>;
  readonly command?: readonly string[] | undefined;
  /** Of the task. CPU units, or vCPU as in `1 vCPU`. */
  readonly cpu?: string | undefined;
  /** Of the task. MiB, or GB as in `2 GB`. */
  readonly memory?: string | undefined;
}

export type PatchResult =
  | { readonly ok: true; readonly definition: TaskDefinitionInput }
  | { readonly ok: false; readonly problems: readonly string[] };

type Container = NonNullable<TaskDefinitionInput['containerDefinitions']>[number];

/** `definition` with the patch applied, or everything that makes it impossible. What is not named stays untouched. */
export function patchTaskDefinition(definition: TaskDefinitionInput, patch: TaskDefinitionPatch): PatchResult {
  const containers = definition.containerDefinitions ?? [];
  const problems: string[] = [];
  const images = imagesByContainer(patch, { containers, problems });
  const changesOne = needsContainer(patch);
  const only = changesOne ? resolveContainer(patch, { containers, problems }) : undefined;
  if (problems.length > 0) return { ok: false, problems };
  const patched = containers.map((container) => {
    const image = images.get(container.name ?? '');
    const withImage = image === undefined ? container : { ...container, image };
    return changesOne && container.name === only ? patchContainer(withImage, patch) : withImage;
  });
  return {
    ok: true,
    definition: {
      ...definition,
      ...(patch.cpu === undefined ? {} : { cpu: patch.cpu }),
      ...(patch.memory === undefined ? {} : { memory: patch.memory }),
      containerDefinitions: patched,
    },
  };
}

/** Whether a patch names anything to change. */
export function isEmptyPatch(patch: TaskDefinitionPatch): boolean {
  const taskWide = patch.cpu !== undefined || patch.memory !== undefined;
  return !taskWide && patch.image === undefined && !(patch.images?.size ?? 0) && !needsContainer(patch);
}

function needsContainer(patch: TaskDefinitionPatch): boolean {
  return (
    [patch.environment, patch.secrets, patch.dockerLabels].some((map) => (map?.size ?? 0) > 0) ||
    (patch.removeEnvironment?.length ?? 0) > 0 ||
    patch.command !== undefined
  );
}

interface Search {
  readonly containers: readonly Container[];
  readonly problems: string[];
}

function imagesByContainer(patch: TaskDefinitionPatch, search: Search): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  for (const [name, image] of patch.images ?? []) {
    if (search.containers.some((container) => container.name === name)) images.set(name, image);
    else search.problems.push(`images: ${unknownContainer(name, search.containers)}`);
  }
  if (patch.image === undefined) return images;
  const name = resolveContainer(patch, search);
  if (name === undefined) return images;
  if (images.has(name)) search.problems.push(`image and images both name an image for container ${name}; give one`);
  return images.set(name, patch.image);
}

function resolveContainer(
  { containerName }: TaskDefinitionPatch,
  { containers, problems }: Search,
): string | undefined {
  if (containerName !== undefined) {
    if (containers.some(({ name }) => name === containerName)) return containerName;
    note(problems, `container-name: ${unknownContainer(containerName, containers)}`);
    return undefined;
  }
  if (containers.length === 1) return containers[0]?.name;
  note(problems, `container-name is needed, since the task definition has several containers: ${names(containers)}`);
  return undefined;
}

/** Two patches may meet the same problem; it is said once. */
function note(problems: string[], problem: string): void {
  if (!problems.includes(problem)) problems.push(problem);
}

function unknownContainer(name: string, containers: readonly Container[]): string {
  const known = containers.flatMap((container) => container.name ?? []);
  const meant = nearest(name, known);
  const advice = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `the task definition has no container ${name}; it has ${names(containers)}.${advice}`;
}

function names(containers: readonly Container[]): string {
  return containers.map(({ name = '(without name)' }) => name).join(', ');
}

const NONE: ReadonlyMap<string, string> = new Map();

function patchContainer(container: Container, patch: TaskDefinitionPatch): Container {
  const { environment = NONE, secrets = NONE, dockerLabels = NONE, removeEnvironment = [] } = patch;
  // ECS refuses a name that is both a variable and a secret, so what is set now replaces either.
  const gone = new Set([...removeEnvironment, ...secrets.keys()]);
  const variables = upsert(
    (container.environment ?? []).filter(({ name }) => !gone.has(name ?? '')),
    [...environment].map(([name, value]) => ({ name, value })),
  );
  const references = upsert(
    (container.secrets ?? []).filter(
      ({ name }) => !environment.has(name ?? '') && !removeEnvironment.includes(name ?? ''),
    ),
    [...secrets].map(([name, valueFrom]) => ({ name, valueFrom })),
  );
  return {
    ...container,
    ...replaced('environment', container.environment, variables),
    ...replaced('secrets', container.secrets, references),
    ...(dockerLabels.size === 0
      ? {}
      : { dockerLabels: { ...container.dockerLabels, ...Object.fromEntries(dockerLabels) } }),
    ...(patch.command === undefined ? {} : { command: [...patch.command] }),
  };
}

/** A member that was absent and stays empty is not added. */
function replaced<K extends string, T>(key: K, before: readonly T[] | undefined, after: T[]): Partial<Record<K, T[]>> {
  return before === undefined && after.length === 0 ? {} : ({ [key]: after } as Partial<Record<K, T[]>>); // K is one key
}

/** Changes items in their place, so that a diff shows what changed and nothing else; new ones come last. */
function upsert<T extends { name?: string | undefined }>(items: readonly T[], changes: readonly T[]): T[] {
  const byName = new Map(changes.map((change) => [change.name, change]));
  const kept = items.map((item) => byName.get(item.name) ?? item);
  const known = new Set(items.map(({ name }) => name));
  return [...kept, ...changes.filter(({ name }) => !known.has(name))];
}
