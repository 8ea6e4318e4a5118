export interface LabelFacts {
  readonly sha: string;
  /** URL of the repository, undefined outside GitHub. */
  readonly source: string | undefined;
  /** RFC 3339 */
  readonly created: string;
  readonly ref: string;
}

/**
 * The labels every image gets (OCI image specification, annotations), and the user's over them. `created` is the
 * commit's time rather than the build's, so that building a commit again gives the same configuration.
 */
export function imageLabels(facts: LabelFacts, own: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { sha, source, created, ref } = facts;
  return new Map([
    ['org.opencontainers.image.created', created],
    ['org.opencontainers.image.revision', sha],
    ...(source === undefined ? [] : [['org.opencontainers.image.source', source] as const]),
    ['org.opencontainers.image.version', /^refs\/tags\/(.+)$/.exec(ref)?.[1] ?? sha],
    ...own,
  ]);
}
