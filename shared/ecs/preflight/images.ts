import { parseImageName, type ImageName } from '#shared/ecr/image-name';
import { parseEcrHost } from '#shared/ecr/repository';
import type { RegionalImage } from './api.ts';
import { ask, type AskTools } from './ask.ts';
import { error, note, unchecked, type Outcome, type Unchecked } from './finding.ts';
import {
  configPlatform,
  manifestPlatforms,
  platformName,
  runsOn,
  wantedPlatform,
  type Platform,
} from './image-platform.ts';
import { containersOf, type Subject } from './subject.ts';

export interface UsedImage {
  readonly image: string;
  /** Names of the containers that run it. */
  readonly containers: readonly string[];
}

/** Each image once, with the containers that run it. */
export function usedImages(subject: Subject): readonly UsedImage[] {
  const byImage = Map.groupBy(containersOf(subject), ({ image = '' }) => image);
  return [...byImage].map(([image, containers]) => ({ image, containers: containers.map(({ name = '' }) => name) }));
}

export interface ImageTools extends AskTools {
  /**
   * Whether AWS is asked at an endpoint of the user's own. Then the name of a registry does not tell whether it is
   * ECR's, but ECR itself does.
   */
  readonly ownEndpoint: boolean;
}

/** Whether the image can be pulled, and runs on the platform of the tasks. */
export async function checkImage(used: UsedImage, subject: Subject, tools: ImageTools): Promise<readonly Outcome[]> {
  const { outcomes, found } = await findImage(used, tools);
  return found === undefined ? outcomes : [...outcomes, ...(await checkPlatform(used, { ...found, subject }, tools))];
}

/** Why an image of another registry is not looked for. */
export const OUTSIDE_ECR = 'only private registries of Amazon ECR can be asked';

interface Found {
  readonly outcomes: readonly Outcome[];
  /** Undefined when it is not there, or that is not known. */
  readonly found?: Pick<FoundManifest, 'query' | 'manifest'>;
}

/** Whether the image can be pulled. */
export async function findImage(used: UsedImage, tools: ImageTools): Promise<Found> {
  const name = parseImageName(used.image);
  if (name === undefined) {
    const fix = 'Write registry/name:tag or registry/name@sha256:….';
    return { outcomes: [error(`${titled(used)} is no image reference.`, fix)] };
  }
  const tagNotes = mutableTag(used, name);
  const query = ecrImage(name, tools);
  if (query === undefined) return { outcomes: [...tagNotes, unchecked(used.image, OUTSIDE_ECR)] };
  const whyNotAsked = async (): Promise<Unchecked | undefined> =>
    query.registryId === undefined ? await whyNotOwn(used.image, name, tools) : undefined;
  // What ECR has by its digest is the image, whatever its registry is called.
  const isSure = name.digest !== undefined;
  const doubt = isSure ? undefined : await whyNotAsked();
  if (doubt !== undefined) return { outcomes: [...tagNotes, doubt] };
  const found = await ask(
    { what: used.image, permission: 'ecr:BatchGetImage', read: (api) => api.image(query) },
    tools,
  );
  if (found.kind === 'answer' && found.value !== undefined)
    return { outcomes: tagNotes, found: { query, manifest: found.value.manifest } };
  const elsewhere = isSure ? await whyNotAsked() : undefined;
  if (elsewhere !== undefined) return { outcomes: [...tagNotes, elsewhere] };
  if (found.kind === 'unknown') return { outcomes: [...tagNotes, found.outcome] };
  const of = found.kind === 'missing' ? 'repository' : 'image';
  return { outcomes: [await absent(used, { query, of }, tools)] };
}

function titled({ image, containers }: UsedImage): string {
  return `Image ${image} (${containers.length > 1 ? 'containers' : 'container'} ${containers.join(', ')})`;
}

function mutableTag(used: UsedImage, { tag = 'latest', digest }: ImageName): readonly Outcome[] {
  if (digest !== undefined || tag !== 'latest') return [];
  return [
    note(
      `${titled(used)} is named by the tag latest, which does not tell what runs and cannot be rolled back to.`,
      'Deploy by digest, as the output image of build-image does, or by a tag that never moves.',
    ),
  ];
}

/** Undefined when the image is not in a private registry of ECR. At an endpoint of the user's own it may be there. */
export function ecrImage(
  { registry, repository, tag = 'latest', digest }: ImageName,
  { ownEndpoint }: ImageTools,
): RegionalImage | undefined {
  if (registry === undefined) return undefined;
  const host = parseEcrHost(registry);
  const id = digest === undefined ? { tag } : { digest };
  if (host !== undefined) return { region: host.region, registryId: host.accountId, repository, ...id };
  return ownEndpoint ? { region: undefined, registryId: undefined, repository, ...id } : undefined;
}

/** Undefined where the image is in this account's registry; else that it is not, or that ECR did not tell. */
async function whyNotOwn(image: string, { registry }: ImageName, tools: ImageTools): Promise<Unchecked | undefined> {
  const own = await ask(
    { what: image, permission: 'ecr:GetAuthorizationToken', read: (api) => api.ownRegistry() },
    tools,
  );
  if (own.kind === 'unknown') return own.outcome;
  return own.kind === 'answer' && own.value === registry ? undefined : unchecked(image, OUTSIDE_ECR);
}

interface Absence {
  readonly query: RegionalImage;
  readonly of: 'repository' | 'image';
}

/** ECR user guide, "Sync an upstream registry": behind a cache rule, a repository is filled at the first pull. */
async function absent(used: UsedImage, { query, of }: Absence, tools: ImageTools): Promise<Outcome> {
  const rules = await ask(
    {
      what: used.image,
      permission: 'ecr:DescribePullThroughCacheRules',
      read: (api) => api.pullThroughPrefixes(query),
    },
    tools,
  );
  const { repository } = query;
  if (rules.kind === 'answer' && rules.value.some((prefix) => prefix === 'ROOT' || repository.startsWith(`${prefix}/`)))
    return note(`${titled(used)} is not in the registry yet; a pull through cache rule fetches it at the first pull.`);
  const place =
    query.registryId === undefined ? 'this registry' : `account ${query.registryId} in ${query.region ?? ''}`;
  const cache =
    rules.kind === 'unknown' && rules.why === 'denied'
      ? ' If a pull through cache rule is to fetch it, grant ecr:DescribePullThroughCacheRules or set preflight: false.'
      : '';
  return of === 'repository'
    ? error(
        `${titled(used)} does not exist: there is no repository ${repository} in ${place}.`,
        `Check the name, the account and the region of the image.${cache}`,
      )
    : error(
        `${titled(used)} does not exist: repository ${repository} has no ${'tag' in query ? `tag ${query.tag}` : query.digest}.`,
        `Push the image first, or name one that is there.${cache}`,
      );
}

interface FoundManifest {
  readonly query: RegionalImage;
  readonly manifest: string;
  readonly subject: Subject;
}

async function checkPlatform(
  used: UsedImage,
  { query, manifest, subject }: FoundManifest,
  tools: ImageTools,
): Promise<readonly Outcome[]> {
  const wanted = wantedPlatform(subject);
  const told = manifestPlatforms(manifest);
  if (wanted === undefined || told.kind === 'untold') return [];
  if (told.kind === 'listed') return compare(used, told.platforms, wanted);
  const config = await ask(
    {
      what: `the platform of ${used.image}`,
      permission: 'ecr:GetDownloadUrlForLayer',
      read: (api) => api.imageConfig({ ...query, digest: told.digest }),
    },
    tools,
  );
  if (config.kind === 'unknown') return [config.outcome];
  const platform = config.kind === 'missing' ? undefined : configPlatform(config.value);
  return platform === undefined ? [] : compare(used, [platform], wanted);
}

function compare(used: UsedImage, platforms: readonly Platform[], wanted: Platform): readonly Outcome[] {
  if (platforms.some((platform) => runsOn(platform, wanted))) return [];
  const has = [...new Set(platforms.map(platformName))].join(', ');
  const needs = platformName(wanted);
  return [
    error(
      `${titled(used)} is built for ${has}, and the tasks run on ${needs}.`,
      `Build it for ${needs} (build-image: platforms: ${needs}), or set runtimePlatform in the task definition.`,
    ),
  ];
}
