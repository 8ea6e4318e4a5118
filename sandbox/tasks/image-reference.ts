import type { Digest } from '../registry/digest.ts';
import { isDigest } from '../registry/digest.ts';
import { isRepositoryName } from '../registry/store.ts';

/** An image as a task definition names it, taken apart. */
export interface ImageReference {
  /** `host:port` of the registry; Docker Hub for short names. */
  readonly host: string;
  /** Repository. */
  readonly name: string;
  /** `latest` when neither tag nor digest is given. */
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
}

/** Undefined when the text is no image reference. */
export function parseImageReference(image: string): ImageReference | undefined {
  const match =
    /^(?:(?<host>[^/@]*[.:][^/@]*|localhost)\/)?(?<name>[^:@]+)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>\S+))?$/.exec(
      image,
    );
  const { host, name, tag, digest } = match?.groups ?? {};
  if (name === undefined || !isRepositoryName(name) || (digest !== undefined && !isDigest(digest))) return undefined;
  const short = host === undefined && !name.includes('/');
  return {
    host: host ?? 'docker.io',
    name: short ? `library/${name}` : name,
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
    digest,
  };
}
