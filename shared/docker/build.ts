import { readFile } from 'node:fs/promises';
import { ActionError } from '#shared/action/errors';
import { buildCommand, type BuildRequest } from './build-command.ts';
import { describeBuildFailure, readBuildFailure } from './build-failure.ts';
import { readImageDigest } from './build-metadata.ts';
import { createProgressReader, type BuildStep } from './build-progress.ts';
import type { DockerCli } from './cli.ts';
import { pushFault, type PushFault } from './push-fault.ts';

export interface BuildResult {
  /** Of the pushed image; undefined when the engine does not tell it. */
  readonly digest: string | undefined;
  readonly steps: readonly BuildStep[];
  /** Why the cache could not be written, which fails no build. */
  readonly cacheError: string | undefined;
}

/** A build or its push failed. */
export class BuildError extends ActionError {
  override readonly name = 'BuildError';
  readonly fault: PushFault;
  readonly steps: readonly BuildStep[];
  /** Of the image, when it was built and only the push failed. */
  readonly digest: string | undefined;

  constructor(
    message: string,
    options: { readonly fault: PushFault; readonly steps: readonly BuildStep[]; readonly digest: string | undefined },
  ) {
    super(message);
    this.fault = options.fault;
    this.steps = options.steps;
    this.digest = options.digest;
  }

  override get facts(): object {
    return { steps: this.steps };
  }
}

/**
 * Builds, and pushes where the request says so.
 * @param options.onLine gets every line of the build's progress
 * @throws {BuildError}
 */
export async function runBuild(options: {
  readonly docker: DockerCli;
  readonly request: BuildRequest;
  readonly onLine: (line: string) => void;
}): Promise<BuildResult> {
  const { docker, request, onLine } = options;
  const progress = createProgressReader();
  const { exitCode, stderr } = await docker(buildCommand(request), (line) => {
    progress.add(line);
    onLine(line);
  });
  const { steps, cacheError } = progress;
  if (exitCode !== 0) {
    const failure = readBuildFailure(stderr);
    const fault = pushFault(failure.reason);
    throw new BuildError(describeBuildFailure(failure), { fault, steps, digest: progress.exportedDigest });
  }
  return { digest: readImageDigest(await readFile(request.metadataFile, 'utf8')), steps, cacheError };
}
