/** The commits between two releases, for people. */
export interface ShippedCommits {
  /** Undefined: what ran before has no release record. */
  readonly from: string | undefined;
  readonly to: string;
  /** The page that shows them. Undefined outside GitHub. */
  readonly url: string | undefined;
}

const SHA = /^[0-9a-f]{40}$/;

/**
 * What a deployment ships. Undefined when the commit is not known or the same as before.
 * @param repositoryUrl page of the repository, such as `https://github.com/example/web`
 */
export function shippedCommits(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  repositoryUrl: string | undefined,
): ShippedCommits | undefined {
  if (to === undefined || !SHA.test(to) || to === from) return undefined;
  const known = from !== undefined && SHA.test(from) ? from : undefined;
  const page = known === undefined ? `commit/${to}` : `compare/${known}...${to}`;
  return { from: known, to, url: repositoryUrl === undefined ? undefined : `${repositoryUrl}/${page}` };
}

/** `1a2b3c4...5d6e7f8`, as GitHub writes it. */
export function shortCommits({ from, to }: ShippedCommits): string {
  return [...(from === undefined ? [] : [from]), to].map((sha) => sha.slice(0, 7)).join('...');
}
