import type { ActionContext } from '#shared/action/context';
import type { Revision } from '#shared/ecs/revisions';
import { toTagValue } from '#shared/release/record';
import type { RollbackInputs } from '../inputs.ts';
import type { GithubReader, GithubRecord } from './github-told.ts';
import type { Search, SearchTools } from './search.ts';
import { tellUnchecked } from './tell-unchecked.ts';

type ReaderContext = Pick<ActionContext, 'clock' | 'random' | 'env' | 'run'>;

/** Undefined where no environment and token are given. Loaded on demand: few rollbacks need it. */
export function githubReader(
  context: ReaderContext,
  { environment, token }: Pick<RollbackInputs, 'environment' | 'token'>,
): GithubReader | undefined {
  if (environment === undefined || token === undefined) return undefined;
  return async (wanted) => {
    const { readGithubRecord } = await import('./read-github.ts');
    return readGithubRecord(context, { ...wanted, environment, token });
  };
}

/** Undefined when GitHub was not or could not be asked, which is said. */
export async function askGithub(
  { ref, from, sha }: Pick<Search, 'ref' | 'from'> & { readonly sha?: string },
  { readGithub, ...tools }: Pick<SearchTools, 'readGithub' | 'log' | 'journal'>,
): Promise<GithubRecord | undefined> {
  const read: Awaited<ReturnType<GithubReader>> =
    readGithub === undefined
      ? { why: 'environment and token are not both given' }
      : await readGithub({ ref, current: from.taskDefinitionArn, sha });
  if (!('why' in read)) return read;
  tellUnchecked(`GitHub's record could not be asked, because ${read.why}.`, tools);
  return undefined;
}

/** A revision with what both records say of its release: of two times the later one. */
export function informed(revision: Revision, record: GithubRecord | undefined): Revision {
  const { release } = revision;
  const told = record?.releases.get(release.taskDefinitionArn);
  if (record === undefined || told === undefined) return revision;
  const sha = release.sha ?? told.sha;
  const environment = release.environment ?? toTagValue(record.environment);
  const provenAt = isLater(told.provenAt, release.provenAt) ? told.provenAt : release.provenAt;
  const failed = isLater(told.failedAt, release.failedAt) ? told : release;
  const { failedAt, failedReason } = failed;
  return { ...revision, release: { ...release, sha, environment, provenAt, failedAt, failedReason } };
}

function isLater(a: Date | undefined, b: Date | undefined): boolean {
  return a !== undefined && (b === undefined || a > b);
}
