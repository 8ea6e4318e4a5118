import type { ActionContext } from '#shared/action/context';
import { shortName } from '#shared/ecs/names';
import { setDeploymentStatus, type DeploymentState } from '#shared/github/deployments';
import { findReleaseDeployment } from '#shared/github/find-deployment';
import { inBudget } from '#shared/github/in-budget';
import type { Patience } from '#shared/github/patiently';
import type { GithubRequest } from '#shared/github/request';
import { neutraliseLine } from '#shared/text/neutralise';
import type { HealthVerifyInputs } from '../inputs.ts';
import type { GithubRecordInputs } from './inputs.ts';

export type GithubRecorded =
  | { readonly kind: 'recorded'; readonly id: number; readonly state: DeploymentState }
  /** `reason` is a clause. */
  | { readonly kind: 'not-recorded'; readonly reason: string };

export interface GithubVerdict {
  readonly state: DeploymentState;
  readonly description: string;
}

type RecordContext = Pick<ActionContext, 'clock' | 'random' | 'env' | 'log' | 'redactor' | 'run'>;

/**
 * Says in the GitHub deployment of the release how its verification ended. It never decides over the verdict: what
 * prevents it is a warning, after five seconds at most. Older deployments of the environment are made inactive by
 * GitHub itself (GitHub docs, "Create a deployment status", `auto_inactive`), but for those of production.
 */
export async function recordOnGithub(
  context: RecordContext,
  { inputs, github }: { readonly inputs: HealthVerifyInputs; readonly github: GithubRecordInputs },
  verdict: GithubVerdict,
): Promise<GithubRecorded> {
  const written = await inBudget({ ...context, token: github.token }, async (request, patience) => {
    const id = github.deploymentId ?? (await find(context, { inputs, github }, { request, patience }));
    if (id === undefined) return undefined;
    const { redactor, run } = context;
    const { state } = verdict;
    const description = redactor.redact(neutraliseLine(verdict.description));
    const url = state === 'success' ? (github.environmentUrl ?? originOf(inputs)) : undefined;
    const status = { state, description, logUrl: run.runUrl, environmentUrl: url && redactor.redact(url) };
    await setDeploymentStatus(request, { id, status }, patience);
    return id;
  });
  const { environment } = github;
  const of = environment === undefined ? `${github.deploymentId ?? ''}` : `of ${environment}`;
  if (!written.done) return notRecorded(context, of, written.why);
  if (written.value === undefined) {
    const { service } = inputs.provenService ?? {};
    const whose = service === undefined ? '' : `service ${shortName(service)} and `;
    return notRecorded(context, of, `there is none of ${whose}commit ${commitOf(context, inputs)}`);
  }
  const id = written.value;
  context.log.info(`GitHub deployment: ${id}, ${verdict.state}`);
  return { kind: 'recorded', id, state: verdict.state };
}

function find(
  context: RecordContext,
  { inputs, github }: { readonly inputs: HealthVerifyInputs; readonly github: GithubRecordInputs },
  { request, patience }: { readonly request: GithubRequest; readonly patience: Patience },
): Promise<number | undefined> {
  const { environment = '' } = github;
  const { provenService: ref } = inputs;
  const service = ref && { cluster: shortName(ref.cluster), name: shortName(ref.service) };
  const sha = commitOf(context, inputs);
  return findReleaseDeployment(request, { environment, sha, service, runId: context.run.runId }, patience);
}

/** The commit that had to answer, where it was named in full; else that of the event. */
function commitOf({ run }: Pick<RecordContext, 'run'>, { targets }: HealthVerifyInputs): string {
  const expected = targets.flatMap(({ critical, expectVersion }) => (critical ? (expectVersion ?? []) : []));
  return expected.find((version) => /^[0-9a-f]{40}$/i.test(version))?.toLowerCase() ?? run.sha;
}

/** Without path, query and credentials, which may be nobody's business. */
function originOf({ targets }: HealthVerifyInputs): string | undefined {
  return targets.find(({ url }) => /^https?:$/.test(url.protocol))?.url.origin;
}

function notRecorded({ log }: Pick<RecordContext, 'log'>, of: string, reason: string): GithubRecorded {
  log.warning(`The verdict is not in the GitHub deployment ${of}: ${reason}. The verdict itself stands.`);
  return { kind: 'not-recorded', reason };
}
