import type { TaskDefinitionInput } from '../api.ts';
import { nearest } from './nearest.ts';
import { changesContainer, patchContainer } from './patch-container.ts';
import type { Container, TaskDefinitionPatch } from './patch-model.ts';

export type PatchResult =
  | {
      readonly ok: true;
      readonly definition: TaskDefinitionInput;
      /** What happened besides what was asked for, in sentences. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * `definition` with the patch applied, or everything that makes it impossible. What is not named stays untouched, and
 * the same patch once more changes nothing.
 */
export function patchTaskDefinition(definition: TaskDefinitionInput, patch: TaskDefinitionPatch): PatchResult {
  const containers = definition.containerDefinitions ?? [];
  const findings = { notes: [] as string[], problems: [] as string[] };
  const search = { containers, problems: findings.problems };
  const images = imagesByContainer(patch, search);
  const changesOne = changesContainer(patch);
  const only = changesOne ? resolveContainer(patch, search) : undefined;
  if (findings.problems.length > 0) return { ok: false, problems: findings.problems };
  const patched = containers.map((container) => {
    const image = images.get(container.name ?? '');
    const withImage = image === undefined ? container : { ...container, image };
    return changesOne && container.name === only ? patchContainer(withImage, patch, findings) : withImage;
  });
  findings.problems.push(...patched.flatMap(clashes));
  if (findings.problems.length > 0) return { ok: false, problems: findings.problems };
  return {
    ok: true,
    definition: {
      ...definition,
      ...(definition.containerDefinitions === undefined ? {} : { containerDefinitions: patched }),
      ...taskWide(definition, patch),
    },
    notes: findings.notes,
  };
}

/** Whether a patch names anything to change. */
export function isEmptyPatch(patch: TaskDefinitionPatch): boolean {
  const ofTask = Object.keys(taskWide({}, patch)).length > 0;
  return !ofTask && patch.image === undefined && !(patch.images?.size ?? 0) && !changesContainer(patch);
}

function taskWide(
  definition: Pick<Partial<TaskDefinitionInput>, 'runtimePlatform'>,
  patch: TaskDefinitionPatch,
): Partial<TaskDefinitionInput> {
  const { cpu, memory, executionRoleArn, taskRoleArn, architecture } = patch;
  return {
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    ...(architecture === undefined
      ? {}
      : { runtimePlatform: { ...definition.runtimePlatform, cpuArchitecture: architecture } }),
  };
}

/** Names that are a variable and a secret of one container. ECS registers no such revision. */
function clashes({ name: owner = '', environment = [], secrets = [] }: Container): readonly string[] {
  const variables = new Set(environment.map(({ name }) => name));
  const both = secrets.flatMap(({ name = '' }) => (variables.has(name) ? [name] : []));
  return both.map(
    (name) => `container ${owner} has ${name} both as an environment variable and as a secret; remove one`,
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
