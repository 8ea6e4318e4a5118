/** Who may do what. The registry asks before every request. */
export interface RegistryPolicy {
  /**
   * Returns when the request may go on.
   * @throws {RegistryError} `UNAUTHORIZED` or `DENIED`
   */
  check(access: Access): void;
}

export interface Access {
  readonly action: 'pull' | 'push';
  /** Undefined for the `/v2/` ping, with which clients find out whether to log in. */
  readonly repository: string | undefined;
  /** From HTTP Basic authentication. */
  readonly credentials: Credentials | undefined;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Reads `Authorization: Basic …`; anything else counts as no credentials. */
export function parseBasic(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The token in a URL that ECR has signed (GetDownloadUrlForLayer); S3 would take it without further credentials. */
export function parseSignedQuery(query: URLSearchParams): Credentials | undefined {
  const password = query.get('X-Amz-Security-Token');
  return password === null ? undefined : { username: 'AWS', password };
}
