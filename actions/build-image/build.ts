import { join } from 'node:path';
import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import type { Environment } from '#shared/action/inputs';
import { withRetry } from '#shared/aws/retry';
import type { BuildRequest } from '#shared/docker/build-command';
import { BuildError, runBuild, type BuildResult } from '#shared/docker/build';
import type { DockerCli } from '#shared/docker/cli';
import { describeEngine, findEngine, type Engine } from '#shared/docker/engine';
import { userDockerDirectory, writePrivateConfig, type DockerLogin } from '#shared/docker/private-config';
import type { PushFault } from '#shared/docker/push-fault';
import { formatDuration } from '#shared/text/duration';
import type { CachePlan } from './cache-plan.ts';
import { readCheckout } from './commit.ts';
import type { EventFacts } from './event.ts';
import type { BuildImageInputs } from './inputs.ts';
import { imageLabels } from './labels.ts';
import type { Build } from './result.ts';
import { locateSources, withPrivateFolder, writeSecretFiles } from './sources.ts';

/** Makes the docker program with these environment variables over the process's own. */
export type DockerMaker = (env: Environment) => DockerCli;

export interface BuildJob {
  readonly context: ActionContext;
  readonly makeDocker: DockerMaker;
  readonly inputs: BuildImageInputs;
  readonly event: EventFacts;
  readonly sha: string;
  /** `registry/name:tag`, or `name:tag` for an image that is not pushed. */
  readonly imageName: string;
  /** Undefined when the image is not pushed. */
  readonly push: PushOptions | undefined;
}

export interface PushOptions {
  /** The login to push with; a new one when the registry did not take the last. */
  readonly login: (renew: boolean) => Promise<DockerLogin>;
  /** The cache's tags that exist, of those planned, and the one to write. */
  readonly findCache: () => Promise<CachePlan>;
  /** Makes an image name of a tag. */
  readonly nameOf: (tag: string) => string;
  /**
   * What it means that a build with a push failed for good: the result after all, when the registry has the image.
   * @throws {ActionError} the failure for the user otherwise
   */
  readonly settle: (error: BuildError) => Promise<BuildResult>;
}

const PUSH_ATTEMPTS = 4;
const PUSH_RETRY_BASE_MS = 1_000;
const RETRIED: ReadonlySet<PushFault> = new Set(['login', 'throttled', 'transient']);

/**
 * Builds the image, and pushes it under one tag.
 * @throws {ActionError} a {@link BuildError} when the build or the push fails
 */
export async function build(job: BuildJob): Promise<Pick<BuildResult, 'digest'> & Build> {
  const { context, inputs, push } = job;
  const sources = locateSources(inputs, context.run.workspace);
  const engine = await findEngine(job.makeDocker({}));
  context.log.info(`engine: ${describeEngine(engine)}`);
  requireAbilities(engine, inputs);
  if (push !== undefined) warnOfEmptySecrets(job);
  const cache = await chooseCache(engine, job);
  context.log.info(`cache: ${cache.description}`);
  const labels = await labelsOf(job, sources.context);
  return withPrivateFolder(context.run.temp, async (folder) => {
    const request: BuildRequest = {
      ...sources,
      target: inputs.target,
      platforms: inputs.platforms,
      buildArgs: inputs.buildArgs,
      secretFiles: await writeSecretFiles(folder, inputs.secrets),
      labels,
      imageName: job.imageName,
      destination: push === undefined ? localDestination(inputs) : 'registry',
      cacheFrom: cache.from,
      cacheTo: cache.to,
      provenance: inputs.provenance,
      sbom: inputs.sbom,
      metadataFile: join(folder, 'metadata.json'),
    };
    const { digest, steps, cacheError, attempts } = await buildWithRetry(job, { folder, request });
    if (cacheError !== undefined) warnOfCache(context, cacheError);
    const outcome = cacheError === undefined ? cache.description : 'could not be written';
    return { digest, steps, attempts, engine: describeEngine(engine), cache: outcome };
  });
}

/** The store of an engine without containerd takes one platform only. */
export function localDestination({ platforms }: Pick<BuildImageInputs, 'platforms'>): 'engine' | 'nowhere' {
  return platforms.length > 1 ? 'nowhere' : 'engine';
}

async function buildWithRetry(
  { context, makeDocker, push }: BuildJob,
  { folder, request }: { readonly folder: string; readonly request: BuildRequest },
): Promise<BuildResult & { readonly attempts: number }> {
  const { log, clock, random, signal, env } = context;
  const userDirectory = userDockerDirectory(env) ?? folder;
  let attempts = 0;
  let lastFault: PushFault | undefined;
  const attempt = async (): Promise<BuildResult> => {
    attempts += 1;
    const login = await push?.login(lastFault === 'login');
    const directory = join(folder, `docker-${attempts}`);
    const docker = makeDocker(await writePrivateConfig({ directory, userDirectory, login, env }));
    const title = attempts === 1 ? 'Build' : `Build, try ${attempts} of ${PUSH_ATTEMPTS}`;
    return log.group(title, () => runBuild({ docker, request, onLine: (line) => log.info(line) }));
  };
  const outcome = withRetry(attempt, {
    clock,
    random,
    signal,
    attempts: PUSH_ATTEMPTS,
    baseMs: PUSH_RETRY_BASE_MS,
    retryable: (error) => error instanceof BuildError && RETRIED.has(error.fault),
    onRetry: (error, waitMs) => {
      if (!(error instanceof BuildError)) return;
      lastFault = error.fault;
      log.info(`${error.message}\nTrying again in ${formatDuration(waitMs)}; what is built already is kept.`);
    },
  });
  const result = await outcome.catch((error: unknown) => {
    if (push !== undefined && error instanceof BuildError) return push.settle(error);
    throw error;
  });
  return { ...result, attempts };
}

function warnOfCache({ log }: ActionContext, error: string): void {
  log.warning(`The layer cache could not be written, which makes the next build slower: ${error}`);
  log.info('Where tags are immutable, exclude cache-* in the settings of the repository, or set cache: none.');
}

/** A secret that is not set is an empty text to GitHub. Forks have none, so their builds are not warned. */
function warnOfEmptySecrets({ context, inputs }: BuildJob): void {
  const empty = [...inputs.secrets].filter(([, value]) => value === '').map(([id]) => id);
  if (empty.length > 0)
    context.log.warning(`The build gets an empty value for ${empty.join(', ')}: is the secret set?`);
}

function requireAbilities(engine: Engine, { platforms, provenance, sbom }: BuildImageInputs): void {
  if (engine.fullBuildKit) return;
  const wanted = [platforms.length > 1 && 'several platforms', provenance && 'provenance', sbom && 'sbom'];
  const missing = wanted.filter((what) => what !== false);
  if (missing.length === 0) return;
  throw new ActionError(`${describeEngine(engine)} cannot build with ${missing.join(' and ')}.`, {
    hint: 'Run docker/setup-buildx-action before this step, or use the containerd image store, the default of new installations since Docker 29.',
  });
}

interface ChosenCache {
  readonly from: readonly string[];
  readonly to: string | undefined;
  readonly description: string;
}

async function chooseCache(engine: Engine, { inputs, push }: BuildJob): Promise<ChosenCache> {
  const none = (why: string): ChosenCache => ({ from: [], to: undefined, description: `none (${why})` });
  if (inputs.cache === 'none') return none('cache is none');
  if (push === undefined) return none('without a push there is no login to the registry');
  if (!engine.fullBuildKit) {
    return none('this engine cannot export one; docker/setup-buildx-action or the containerd image store can');
  }
  const { from, to } = await push.findCache();
  const read = from.length === 0 ? 'nothing to read yet' : `read from ${from.join(', ')}`;
  const description = `${read}, ${to === undefined ? 'not written' : `written to ${to}`}`;
  return { from: from.map(push.nameOf), to: to === undefined ? undefined : push.nameOf(to), description };
}

async function labelsOf(
  { context, inputs, event, sha, push }: BuildJob,
  directory: string,
): Promise<ReadonlyMap<string, string>> {
  const { env, run, log, signal, clock } = context;
  const checkout = await readCheckout({ directory, sha, env, signal, debug: (message) => log.debug(message) });
  if (push !== undefined && checkout.head !== undefined && checkout.head !== sha) {
    log.warning(
      `The checkout is at ${checkout.head}, but the image is tagged as ${sha}: it will not hold what its tag says.`,
    );
    if (event.pullRequest !== undefined) {
      log.info(
        'GitHub checks out a merge commit for a pull request; give actions/checkout `ref: ${{ github.event.pull_request.head.sha }}`.',
      );
    }
  }
  const pushed = event.headCommit?.id === sha ? event.headCommit.timestamp : undefined;
  const created = checkout.committedAt ?? pushed ?? new Date(clock.now()).toISOString();
  const source =
    run.repository === '' ? undefined : `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${run.repository}`;
  return imageLabels({ sha, source, created, ref: run.ref }, inputs.labels);
}
