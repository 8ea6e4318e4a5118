import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '#sandbox/faults/selection';
import { CLUSTER, type Account } from './account.ts';
import { wrong, type Evidence } from './compare.ts';
import { runDeployer } from './deployer.ts';
import type { RolloutPlan } from './plan.ts';

export interface Result {
  readonly plan: RolloutPlan;
  readonly outcome: string;
  /** Undefined when the verdict is right. */
  readonly mistake: string | undefined;
  /** What the deployer told last. */
  readonly log: readonly string[];
  /** What ECS knew when it had spoken. */
  readonly evidence: Evidence;
}

/** How finely an eye is kept on a service, in milliseconds of AWS time. */
const BEAT_MS = 2_000;
const UP_WITHIN_MS = 15 * 60_000;

/** Makes a service, lets deploy-ecs deploy a release to it while all the plan wants goes wrong, and compares. */
export async function performRollout(account: Account, plan: RolloutPlan): Promise<Result> {
  const { seed, inputs } = plan;
  const service = `run-${seed}`;
  const former = await account.register(service, `registry.example/former:${seed}`);
  const other = await account.register(service, `registry.example/other:${seed}`);
  await createService(account, { plan, service, taskDefinition: former });
  const when = Number.isFinite(plan.release.tasks) ? { first: plan.release.tasks } : {};
  for (const fault of plan.release.faults)
    account.sandbox.faults.tasks.order({ match: { group: `service:${service}`, image: '*/ours*' }, fault, when });
  const over = new AbortController();
  const meanwhile = disturb(account, { plan, service, other, over: over.signal });
  const run = await runDeployer({
    inputs: { ...inputs, cluster: CLUSTER, service, image: `registry.example/ours:${seed}`, preflight: 'false' },
    speed: account.speed,
    random: seededRandom(seed),
    temp: account.temp,
  });
  const facts = await account.deployments(service);
  over.abort();
  const deadline = (run.watchedFrom ?? NaN) + (Number(inputs['wait-for-minutes']) * 60_000) / account.speed;
  const evidence: Evidence = { plan, run, facts, former, deadline, disturbed: await meanwhile };
  await account.ecs('DeleteService', { cluster: CLUSTER, service, force: true });
  return { plan, outcome: run.outcome, mistake: wrong(evidence), log: run.log, evidence };
}

/** Makes a service and waits until it is up. */
export async function createService(
  account: Account,
  {
    plan,
    service,
    taskDefinition,
  }: {
    readonly plan: Pick<RolloutPlan, 'breaker' | 'desiredCount' | 'percentages'>;
    readonly service: string;
    readonly taskDefinition: string;
  },
): Promise<void> {
  const { breaker, desiredCount, percentages } = plan;
  await account.ecs('CreateService', {
    cluster: CLUSTER,
    serviceName: service,
    taskDefinition,
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    deploymentConfiguration: { ...percentages, deploymentCircuitBreaker: breaker },
  });
  for (let waited = 0; waited < UP_WITHIN_MS; waited += BEAT_MS) {
    const [first] = await account.deployments(service);
    if (first?.status === 'SUCCESSFUL') return;
    await delay(BEAT_MS / account.speed);
  }
  throw new Error(`${service} did not come up`);
}

/** Does what somebody else does meanwhile. @returns was it in time */
async function disturb(
  account: Account,
  {
    plan,
    service,
    other,
    over,
  }: { readonly plan: RolloutPlan; readonly service: string; readonly other: string; readonly over: AbortSignal },
): Promise<boolean> {
  const { kind, afterMs } = plan.meanwhile;
  if (kind === 'nothing') return false;
  const pass = (ms: number): Promise<boolean> => delay(ms / account.speed, true, { signal: over }).catch(() => false);
  while ((await account.deployments(service)).length < 2) if (!(await pass(BEAT_MS))) return false;
  if (!(await pass(afterMs))) return false;
  const [newest] = await account.deployments(service);
  // Only what is under way can be disturbed.
  if (newest === undefined || !['PENDING', 'IN_PROGRESS'].includes(newest.status)) return false;
  const update = { cluster: CLUSTER, service };
  switch (kind) {
    case 'supersede':
      await account.ecs('UpdateService', { ...update, taskDefinition: other });
      return true;
    case 'send-again':
      await account.ecs('UpdateService', { ...update, forceNewDeployment: true });
      return true;
    case 'scale':
      await account.ecs('UpdateService', { ...update, desiredCount: plan.desiredCount + 1 });
      return true;
    case 'stop':
      await account.ecs('StopServiceDeployment', { serviceDeploymentArn: newest.arn, stopType: 'ROLLBACK' });
      return true;
  }
}
