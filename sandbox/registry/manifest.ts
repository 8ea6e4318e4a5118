import type { Digest } from './digest.ts';
import { isDigest } from './digest.ts';
import { RegistryError } from './errors.ts';

export const MEDIA_TYPES = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

/** Larger manifests are refused, as the OCI specification recommends and ECR does. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly platform?: Platform;
}

interface Common {
  readonly mediaType: string;
  readonly subject?: Digest;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type Manifest =
  | (Common & { readonly kind: 'image'; readonly config: Descriptor; readonly layers: readonly Descriptor[] })
  | (Common & { readonly kind: 'index'; readonly manifests: readonly Descriptor[] });

/**
 * Reads a manifest or an index, in OCI or Docker v2 form.
 * @throws {RegistryError} `MANIFEST_INVALID` when it is neither, or not what `mediaType` says
 */
export function parseManifest(bytes: Uint8Array, mediaType: string): Manifest {
  const fields = parseObject(bytes);
  const stated = fields['mediaType'];
  if (stated !== undefined && stated !== mediaType) {
    throw invalid(`the manifest says it is ${JSON.stringify(stated)} but was sent as ${mediaType}`);
  }
  if (fields['schemaVersion'] !== 2) throw invalid('schemaVersion must be 2');
  const common = { mediaType, ...optionalFields(fields) };
  switch (mediaType) {
    case MEDIA_TYPES.ociManifest:
    case MEDIA_TYPES.dockerManifest: {
      const config = descriptor(fields['config'], 'config');
      return {
        ...common,
        artifactType: common.artifactType ?? config.mediaType,
        kind: 'image',
        config,
        layers: descriptors(fields['layers'], 'layers'),
      };
    }
    case MEDIA_TYPES.ociIndex:
    case MEDIA_TYPES.dockerList:
      return { ...common, kind: 'index', manifests: descriptors(fields['manifests'], 'manifests') };
    default:
      throw invalid(`manifest type ${mediaType || '(none)'} is not supported`);
  }
}

/** The type a manifest states itself, for callers that were given none (PutImage allows that). */
export function statedMediaType(bytes: Uint8Array): string | undefined {
  const stated = parseObject(bytes)['mediaType'];
  return typeof stated === 'string' ? stated : undefined;
}

function optionalFields(fields: Readonly<Record<string, unknown>>): Omit<Common, 'mediaType'> {
  const subject = fields['subject'] === undefined ? undefined : descriptor(fields['subject'], 'subject').digest;
  const artifactType = fields['artifactType'];
  const annotations = fields['annotations'];
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(isRecord(annotations) ? { annotations: onlyText(annotations) } : {}),
  };
}

function onlyText(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function descriptors(value: unknown, where: string): readonly Descriptor[] {
  if (!Array.isArray(value)) throw invalid(`${where} must be a list`);
  return value.map((item, index) => descriptor(item, `${where}[${index}]`));
}

function descriptor(value: unknown, where: string): Descriptor {
  if (!isRecord(value)) throw invalid(`${where} must be a descriptor`);
  const { mediaType, digest, size, platform } = value;
  if (typeof mediaType !== 'string' || mediaType === '') throw invalid(`${where}.mediaType is missing`);
  if (typeof digest !== 'string' || !isDigest(digest)) throw invalid(`${where}.digest is not a sha256 digest`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw invalid(`${where}.size is not a size`);
  const known = readPlatform(platform);
  return { mediaType, digest, size, ...(known ? { platform: known } : {}) };
}

function readPlatform(value: unknown): Platform | undefined {
  if (!isRecord(value)) return undefined;
  const { os, architecture } = value;
  return typeof os === 'string' && typeof architecture === 'string' ? { os, architecture } : undefined;
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw invalid(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value)) throw invalid('a manifest is a JSON object');
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string): RegistryError {
  return new RegistryError('MANIFEST_INVALID', message);
}
