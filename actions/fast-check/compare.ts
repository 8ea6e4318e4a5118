import { readFile } from 'node:fs/promises';
import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import { findBase } from '#shared/git/base';
import { comparisonFor, type EventPayload } from '#shared/git/comparison';
import { changedSince, folderPrefix } from '#shared/git/files';
import { GitError, type Git } from '#shared/git/git';
import type { Comparison } from './selection.ts';

/**
 * Compares the checkout with what its event came from. Whatever hinders that is an answer too: the caller then checks
 * everything and says why.
 */
export async function compare(
  git: Git,
  options: { readonly context: ActionContext; readonly base: string | undefined },
): Promise<Comparison> {
  const { context, base } = options;
  try {
    const prefix = await folderPrefix(git);
    const payload = await readPayload(context.run.eventPath);
    const found = await findBase(git, comparisonFor({ name: context.run.eventName, payload, base }));
    if (found.kind === 'not-found') return { prefix, result: { kind: 'not-compared', why: found.why } };
    const changes = await changedSince(git, found.commit);
    return { prefix, result: { kind: 'compared', changes, since: `${found.commit.slice(0, 7)}, ${found.what}` } };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log.debug(error.message);
    return { prefix: '', result: { kind: 'not-compared', why: `git cannot say what changed (${firstLine(error)})` } };
  }
}

async function readPayload(path: string | undefined): Promise<EventPayload> {
  if (path === undefined || path === '') return {};
  try {
    return JSON.parse(await readFile(path, 'utf8')) as EventPayload; // GitHub's form; every field read is optional
  } catch (error) {
    throw new ActionError(`The event in GITHUB_EVENT_PATH cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}

function firstLine(error: GitError): string {
  return error.stderr.trim().split('\n', 1).join('') || error.message;
}
