/** What buildx writes to `--metadata-file`, as far as it is used. */
interface MetadataShape {
  readonly 'containerimage.digest'?: unknown;
  readonly 'containerimage.config.digest'?: unknown;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The digest of the pushed image. Undefined when there is none, and when it is that of the configuration, which
 * engines without the containerd store give for an image they only loaded: no registry knows it.
 * @throws {SyntaxError} when the text is not JSON
 */
export function readImageDigest(metadata: string): string | undefined {
  const { 'containerimage.digest': digest, 'containerimage.config.digest': config } = JSON.parse(
    metadata,
  ) as MetadataShape; // buildx writes an object; the members are checked below
  return typeof digest === 'string' && DIGEST.test(digest) && digest !== config ? digest : undefined;
}
