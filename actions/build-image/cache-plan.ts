export interface CacheRefs {
  /** `refs/heads/…`, `refs/tags/…` or `refs/pull/…` */
  readonly ref: string;
  /** Of a pull request: the branch it comes from and the one it goes to; else empty. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly defaultBranch: string | undefined;
}

export interface CachePlan {
  /** Tags that may hold a cache, the nearest first. */
  readonly from: readonly string[];
  /** Tag the cache is written to, undefined where nobody would read it: builds of a git tag. */
  readonly to: string | undefined;
}

/** Layers are taken from the branch's last build, then from the branch it came from and the default branch. */
export function planCache({ ref, headRef, baseRef, defaultBranch = '' }: CacheRefs): CachePlan {
  const branch = headRef === '' ? (/^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? '') : headRef;
  const from = [branch, baseRef, defaultBranch].filter((name) => name !== '').map(cacheTag);
  return { from: [...new Set(from)], to: branch === '' ? undefined : cacheTag(branch) };
}

/** `feature/login` and `feature-login` share a cache: it is only a cache. */
function cacheTag(branch: string): string {
  return `cache-${branch.replace(/[^\w.-]/g, '-')}`.slice(0, 128);
}
