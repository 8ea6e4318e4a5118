import { setTimeout as delay } from 'node:timers/promises';
import type { TaskFault } from '#sandbox/faults/task-faults';
import { objects, strings } from '#sandbox/scenarios/truth';
import { Account, CLUSTER } from '../rollouts/account.ts';
import { runDeployer, type Deployed } from '../rollouts/deployer.ts';
import { createService } from '../rollouts/perform.ts';
import type { RolloutPlan } from '../rollouts/plan.ts';

export interface Lag {
  /** Milliseconds of the wall clock, one a job. */
  readonly lags: readonly number[];
  /** Calls that were throttled. */
  readonly throttled: number;
  readonly wrong: readonly string[];
}

const STARTED_WITHIN_MS = 10_000;

const quiet: Pick<RolloutPlan, 'desiredCount' | 'breaker' | 'percentages'> = {
  desiredCount: 1,
  breaker: { enable: true, rollback: true },
  percentages: { minimumHealthyPercent: 100, maximumPercent: 200 },
};

/** Sound releases, so many jobs within ten seconds. */
export async function crowd({ jobs, throttle }: { readonly jobs: number; readonly throttle: boolean }): Promise<Lag> {
  return inAccount(throttle, async (account) => {
    const services = Array.from({ length: jobs }, (_, place) => `job-${place}`);
    await Promise.all(services.map((service) => prepare(account, service)));
    const found = await Promise.all(
      services.map(async (service, place) => {
        await delay((place / jobs) * STARTED_WITHIN_MS);
        const run = await deploy(account, service);
        const [newest] = await account.deployments(service);
        return { run, lag: run.spokeAt - (newest?.finishedAt ?? NaN) };
      }),
    );
    return {
      lags: found.map(({ lag }) => lag),
      throttled: throttledCalls(account),
      wrong: found.filter(({ run }) => run.outcome !== 'deployed').map(({ run }) => `${run.outcome} ${run.error}`),
    };
  });
}

const EACH = 5;

const troubles: readonly { readonly name: string; readonly fault: TaskFault | 'missing-secret' }[] = [
  { name: 'crash at start', fault: { kind: 'exit', afterMs: 2_000, exitCode: 1 } },
  { name: 'missing tag', fault: { kind: 'cannot-pull', why: 'missing-tag' } },
  { name: 'failing health check', fault: { kind: 'failing-health-check' } },
  { name: 'missing secret', fault: 'missing-secret' },
];

/** Releases that cannot get up, five jobs of each kind. */
export async function failures(): Promise<readonly { readonly name: string; readonly lags: Lag }[]> {
  return inAccount(false, async (account) =>
    Promise.all(troubles.map(async ({ name, fault }, kind) => ({ name, lags: await failing(account, fault, kind) }))),
  );
}

async function failing(account: Account, fault: TaskFault | 'missing-secret', kind: number): Promise<Lag> {
  const found = await Promise.all(
    Array.from({ length: EACH }, async (_, place) => {
      const service = `trouble-${kind}-${place}`;
      await prepare(account, service);
      if (fault !== 'missing-secret') {
        const match = { group: `service:${service}`, image: '*/ours*' };
        account.sandbox.faults.tasks.order({ match, fault, when: {} });
      }
      const secrets = { secrets: 'API_KEY=arn:aws:secretsmanager:us-east-1:123456789012:secret:never-made-abcdef' };
      const run = await deploy(account, service, fault === 'missing-secret' ? secrets : {});
      return { run, lag: run.gaveUpAt === undefined ? NaN : run.gaveUpAt - (await decisiveEnd(account, service, run)) };
    }),
  );
  return {
    lags: found.map(({ lag }) => lag),
    throttled: throttledCalls(account),
    wrong: found.filter(({ run }) => run.outcome !== 'rolled-back').map(({ run }) => `${run.outcome} ${run.error}`),
  };
}

/** Epoch milliseconds at which the last task that ended before the release was given up had ended. */
async function decisiveEnd(account: Account, service: string, { gaveUpAt = NaN, outputs }: Deployed): Promise<number> {
  const listed = await account.ecs('ListTasks', { cluster: CLUSTER, serviceName: service, desiredStatus: 'STOPPED' });
  const arns = strings(listed['taskArns']);
  if (arns.length === 0) throw new Error(`no task of ${service} ended`);
  const { tasks } = await account.ecs('DescribeTasks', { cluster: CLUSTER, tasks: arns });
  const ends = objects(tasks)
    .filter((task) => task['taskDefinitionArn'] === outputs.get('task-definition-arn'))
    .map((task) => Number(task['stoppingAt'] ?? task['stoppedAt']) * 1000)
    .filter((end) => end <= gaveUpAt);
  return Math.max(...ends);
}

async function prepare(account: Account, service: string): Promise<void> {
  const taskDefinition = await account.register(service, 'registry.example/former:1');
  await createService(account, { plan: quiet, service, taskDefinition });
}

function deploy(account: Account, service: string, more: Readonly<Record<string, string>> = {}): Promise<Deployed> {
  return runDeployer({
    inputs: { ...more, cluster: CLUSTER, service, image: 'registry.example/ours:1', preflight: 'false' },
    speed: account.speed,
    random: Math.random,
    temp: account.temp,
  });
}

async function inAccount<Result>(throttle: boolean, measure: (account: Account) => Promise<Result>): Promise<Result> {
  const account = await Account.open({ speed: 1, staleReadMs: 0, throttle });
  // The SDK inside deploy-ecs finds the sandbox as it finds AWS.
  Object.assign(process.env, account.sandbox.environment);
  try {
    return await measure(account);
  } finally {
    await account.close();
  }
}

function throttledCalls({ sandbox }: Account): number {
  return [...sandbox.callCounts().values()].reduce((sum, { throttled }) => sum + throttled, 0);
}
