import { isTag, isRegistryHost, parseEcrHost, parseRepository, type RepositoryReference } from '#shared/ecr/repository';
import type { InputReader } from '#shared/action/inputs';
import { readAwsSettings, type AwsSettings } from '#shared/aws/settings';
import { parseQuotedPairs } from './quoted-pairs.ts';
import { lintBuildArgs } from './secret-lint.ts';
import { looksMutable } from './tags.ts';

export interface BuildImageInputs {
  readonly repository: string;
  /** Host of the registry; undefined is the account's own. */
  readonly registry: string | undefined;
  readonly context: string;
  /** Undefined is the Dockerfile of the context. */
  readonly dockerfile: string | undefined;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  /** Undefined is the commit of the event. */
  readonly sha: string | undefined;
  /** Further tags. */
  readonly tags: readonly string[];
  readonly allowMutableTags: boolean;
  readonly push: PushChoice;
  readonly reuse: 'commit' | 'none';
  readonly cache: 'registry' | 'none';
  readonly provenance: boolean;
  readonly sbom: boolean;
  readonly aws: AwsSettings;
}

export type PushChoice = 'auto' | 'true' | 'false';

export const COMMIT_SHA = /^[0-9a-f]{40}$/;
const STAGE = /^[A-Za-z0-9][\w.-]*$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/;
const SECRET_ID = /^[\w.-]+$/;
const URL_LIKE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i;

export function parseInputs(read: InputReader): BuildImageInputs {
  const place = readPlace(read);
  const secrets = readSecrets(read);
  const allowMutableTags = read.boolean('allow-mutable-tags', false);
  return {
    ...place,
    context: readPath(read, 'context') ?? '.',
    dockerfile: readDockerfile(read),
    target: matching(read, 'target', { form: STAGE, expected: 'the name of a stage of the Dockerfile' }),
    platforms: readPlatforms(read),
    buildArgs: readBuildArgs(read, secrets),
    secrets,
    labels: readPairs(read, 'labels'),
    sha: matching(read, 'sha', { form: COMMIT_SHA, expected: 'a full commit SHA: 40 lower case hexadecimal digits' }),
    tags: readTags(read, allowMutableTags),
    allowMutableTags,
    push:
      read.parsed('push', 'auto, true or false', (text) =>
        (['auto', 'true', 'false'] as const).find((choice) => choice === text.toLowerCase()),
      ) ?? 'auto',
    reuse: read.choice('reuse', ['commit', 'none'], 'commit'),
    cache: read.choice('cache', ['registry', 'none'], 'registry'),
    provenance: read.boolean('provenance', false),
    sbom: read.boolean('sbom', false),
  };
}

type Place = Pick<BuildImageInputs, 'repository' | 'registry' | 'aws'>;

/** Repository, registry and region belong together: each may name what another one says too. */
function readPlace(read: InputReader): Place {
  const aws = readAwsSettings(read);
  const text = read.required('repository', 'an ECR repository, such as team/app');
  const reference = text === '' ? undefined : parseRepository(text);
  if (text !== '' && reference === undefined) {
    read.problem(
      'repository',
      `got ${JSON.stringify(text)}; expected the name of an ECR repository (lower case letters, digits and . _ - /) or registry/name, without a tag.`,
    );
  }
  const registry = readRegistry(read, reference);
  const hostRegion = registry === undefined ? undefined : parseEcrHost(registry)?.region;
  if (hostRegion !== undefined && aws.region !== undefined && hostRegion !== aws.region) {
    read.problem(
      'aws-region',
      `got ${aws.region}, but the registry ${registry ?? ''} is in ${hostRegion}; give one of them.`,
    );
  }
  return { repository: reference?.name ?? '', registry, aws: { ...aws, region: aws.region ?? hostRegion } };
}

function readRegistry(read: InputReader, reference: RepositoryReference | undefined): string | undefined {
  const registry = read.parsed(
    'registry',
    'the host of an ECR registry, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    (text) => (isRegistryHost(text) ? text : undefined),
  );
  const ofRepository = reference?.registry;
  if (registry !== undefined && ofRepository !== undefined && registry !== ofRepository) {
    read.problem('registry', `got ${registry}, but repository names ${ofRepository}; give the registry once.`);
  }
  return registry ?? ofRepository;
}

function readDockerfile(read: InputReader): string | undefined {
  const dockerfile = readPath(read, 'dockerfile');
  const file = readPath(read, 'file');
  if (dockerfile !== undefined && file !== undefined && dockerfile !== file) {
    read.problem('file', `is another name for dockerfile, which says ${JSON.stringify(dockerfile)}; give one of them.`);
  }
  return dockerfile ?? file;
}

function readPath(read: InputReader, name: string): string | undefined {
  return read.parsed(name, 'a path in the checkout; URLs cannot be used yet', (text) =>
    URL_LIKE.test(text) ? undefined : text,
  );
}

function readPlatforms(read: InputReader): readonly string[] {
  const platforms = read.list('platforms');
  for (const platform of platforms.filter((text) => !PLATFORM.test(text))) {
    read.problem('platforms', `got ${JSON.stringify(platform)}; expected os/arch, such as linux/amd64 or linux/arm64.`);
  }
  return platforms;
}

function readTags(read: InputReader, allowMutable: boolean): readonly string[] {
  const tags = [...new Set(read.list('tags'))];
  for (const tag of tags) {
    if (!isTag(tag)) {
      read.problem(
        'tags',
        `got ${JSON.stringify(tag)}; expected a tag alone, without repository: up to 128 letters, digits and . _ -`,
      );
    } else if (!allowMutable && looksMutable(tag)) {
      read.problem(
        'tags',
        `${tag} looks like a tag that moves from image to image, so nobody can tell what it deploys; use a version or a number, or set allow-mutable-tags: true.`,
      );
    }
  }
  return tags;
}

function readSecrets(read: InputReader): ReadonlyMap<string, string> {
  const secrets = readPairs(read, 'secrets');
  for (const id of secrets.keys()) {
    if (!SECRET_ID.test(id)) read.problem('secrets', 'has an id with other characters than letters, digits and . _ -');
  }
  return secrets;
}

function readBuildArgs(read: InputReader, secrets: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const buildArgs = readPairs(read, 'build-args');
  for (const { name, why } of lintBuildArgs(buildArgs, secrets.values())) {
    read.problem(
      'build-args',
      `${name} ${why}, and build arguments stay readable in the image; pass it as a line of secrets and use RUN --mount=type=secret,id=${name}.`,
    );
  }
  return buildArgs;
}

function readPairs(read: InputReader, name: string): ReadonlyMap<string, string> {
  const { pairs, problems } = parseQuotedPairs(read.optional(name) ?? '');
  for (const { line, problem } of problems) read.problem(name, `line ${line} ${problem}.`);
  return pairs;
}

function matching(
  read: InputReader,
  name: string,
  { form, expected }: { readonly form: RegExp; readonly expected: string },
): string | undefined {
  return read.parsed(name, expected, (text) => (form.test(text) ? text : undefined));
}
