import { parseRepository } from './repository.ts';

/** An image reference, taken apart. */
export interface ImageName {
  /** Host, with a port where one is named; undefined is Docker Hub. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  /** Where it is there, it decides and the tag is only told. */
  readonly digest: string | undefined;
}

// Docker's reference grammar (distribution/reference): a colon behind the last slash begins the tag, @ the digest.
const REFERENCE = /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Reads `[host[:port]/]name[:tag][@digest]`. Undefined when it is no image reference. */
export function parseImageName(image: string): ImageName | undefined {
  const { name, tag, digest } = REFERENCE.exec(image)?.groups ?? {};
  const repository = name === undefined ? undefined : parseRepository(name);
  return repository === undefined
    ? undefined
    : { registry: repository.registry, repository: repository.name, tag, digest };
}
