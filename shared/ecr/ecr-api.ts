/** What the suite needs of Amazon ECR, and no more. `createEcrApi` in ecr-client.ts calls AWS; tests have their own. */
export interface EcrApi {
  /**
   * A login to the account's registry; ECR's are good for 12 hours.
   * @throws {ActionError}
   */
  authorize(): Promise<RegistryLogin>;
  /**
   * The image behind a tag or digest, undefined when the repository has none.
   * @throws {ActionError} also when the repository does not exist
   */
  findImage(query: ImageQuery): Promise<FoundImage | undefined>;
  /**
   * Lets `tag` name an image that is in the repository already, byte for byte: no pull, and the digest stays. A tag
   * that names it already is left alone.
   * @throws {TagTakenError} when the tag is immutable and names another image
   * @throws {ActionError}
   */
  tagImage(request: TagRequest): Promise<void>;
}

export interface RegistryLogin {
  /** As in image names: a host, with a port where one is needed. */
  readonly registry: string;
  /** URL of the registry. */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  /** Epoch milliseconds, undefined when the registry does not say. */
  readonly expiresAt: number | undefined;
}

export interface EcrRepository {
  readonly repository: string;
  /** Account of the registry; undefined is the caller's own. */
  readonly registryId?: string | undefined;
}

export type ImageQuery = EcrRepository & ({ readonly tag: string } | { readonly digest: string });

export interface FoundImage {
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest exactly as the registry keeps it; the digest is that of these bytes. */
  readonly manifest: string;
}

export interface TagRequest extends EcrRepository {
  readonly tag: string;
  readonly image: FoundImage;
}
