import { readFile } from 'node:fs/promises';
import { ActionError, errorMessage } from '#shared/action/errors';

/** What the webhook payload of the run says, as far as it is used here. */
export interface EventFacts {
  readonly pullRequest: PullRequestFacts | undefined;
  /** Of a push: its last commit. */
  readonly headCommit: { readonly id: string; readonly timestamp: string } | undefined;
  readonly defaultBranch: string | undefined;
}

export interface PullRequestFacts {
  readonly headSha: string;
  /** `owner/name`, undefined when the fork was deleted. */
  readonly headRepository: string | undefined;
}

const NO_EVENT: EventFacts = { pullRequest: undefined, headCommit: undefined, defaultBranch: undefined };

/** GitHub's payload: other members may be absent in any event, and the head repository of a deleted fork is null. */
interface PayloadShape {
  readonly pull_request?: {
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
  };
  readonly head_commit?: { readonly id: string; readonly timestamp: string } | null;
  readonly repository?: { readonly default_branch?: string };
}

/**
 * Reads `GITHUB_EVENT_PATH`. Without a path there is no event: a run outside GitHub.
 * @throws {ActionError} when the file is there but cannot be read
 */
export async function readEvent(path: string | undefined): Promise<EventFacts> {
  if (path === undefined || path === '') return NO_EVENT;
  try {
    return eventFacts(JSON.parse(await readFile(path, 'utf8')) as PayloadShape); // written by the runner
  } catch (error) {
    throw new ActionError(`The event of this run cannot be read from ${path}: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}

export function eventFacts({ pull_request: pull, head_commit: commit, repository }: PayloadShape): EventFacts {
  return {
    pullRequest: pull === undefined ? undefined : { headSha: pull.head.sha, headRepository: pull.head.repo?.full_name },
    headCommit: commit ?? undefined,
    defaultBranch: repository?.default_branch,
  };
}
