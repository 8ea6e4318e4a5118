import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '#sandbox/faults/selection';
import { objects, object, text } from '#sandbox/scenarios/truth';
import { main } from '../../actions/health-verify/main.ts';
import { runInProcess } from '../in-process.ts';
import { CLUSTER, type Account } from '../rollouts/account.ts';
import { PACE, wrong, type Verified } from './compare.ts';
import type { VerifyPlan } from './plan.ts';
import { setStage, type Stage } from './stage.ts';
import { Witness } from './truth.ts';

export interface Result {
  readonly verified: Verified;
  /** Undefined when the verdict is right. */
  readonly mistake: string | undefined;
}

/** How often the truth is looked at, in milliseconds of AWS time. */
const BEAT_MS = 2_000;
const BURST_MS = 30_000;

interface Scene {
  readonly account: Account;
  readonly plan: VerifyPlan;
  readonly stage: Stage;
  readonly witness: Witness;
  readonly over: AbortSignal;
}

/** Updates a service as the plan wants, lets health-verify look at it, and compares its verdict with the truth. */
export async function performVerification(account: Account, plan: VerifyPlan): Promise<Result> {
  const stage = await setStage(account, plan);
  const { fault } = plan;
  const match = { taskDefinition: stage.new.revision.split('/').at(-1) ?? '' };
  if (fault !== undefined)
    account.sandbox.faults.tasks.order({ match, fault: fault.fault, when: { from: fault.from } });
  const ended = new AbortController();
  const scene = { account, plan, stage, witness: new Witness(account, stage), over: ended.signal };
  await scene.witness.look();
  const others = Promise.all([watch(scene), update(scene)]);
  const verified = await verify(scene);
  ended.abort();
  await others;
  await account.ecs('DeleteService', { cluster: CLUSTER, service: stage.service, force: true });
  return { verified, mistake: wrong(verified) };
}

async function verify({ account, plan, stage, witness, over }: Scene): Promise<Verified> {
  await pass(Math.max(0, plan.startsAfterMs), { account, over });
  const looks: Promise<unknown>[] = [];
  const wokeAt = [Date.now()];
  let spokeAt = NaN;
  const run = await runInProcess({
    name: 'health-verify',
    main,
    inputs: inputsOf(plan, stage),
    speed: account.speed,
    random: seededRandom(plan.seed),
    temp: account.temp,
    onWake: () => {
      wokeAt.push(Date.now());
      looks.push(witness.look());
    },
    onOutput: (name) => {
      if (name !== 'result') return;
      spokeAt = Date.now();
      looks.push(witness.look());
    },
  });
  await Promise.all(looks);
  const sights = witness.sights.filter(({ at }) => !(at > spokeAt)).toSorted((a, b) => a.at - b.at);
  return { plan, run, wokeAt, spokeAt, sights, speed: account.speed };
}

function inputsOf(plan: VerifyPlan, { service, url, new: { sha, revision } }: Stage): Readonly<Record<string, string>> {
  const seconds = (ms: number): string => `${ms / 1000}s`;
  const byUrl = { url, 'expect-version': sha, 'version-from': 'json:$.sha' };
  const byService = { cluster: CLUSTER, service, 'expect-task-definition': revision };
  return {
    ...(plan.evidence === 'service' ? {} : byUrl),
    ...(plan.evidence === 'url' ? {} : byService),
    'success-threshold': String(plan.successThreshold),
    'stable-for': seconds(plan.stableForMs),
    timeout: seconds(plan.timeoutMs),
    interval: seconds(PACE.intervalMs),
    'max-interval': seconds(PACE.maxIntervalMs),
  };
}

async function watch({ account, witness, over }: Scene): Promise<void> {
  while (await pass(BEAT_MS, { account, over })) await witness.look();
}

/** Begins the update, and does what the plan wants to be done when the new version answers. */
async function update(scene: Scene): Promise<void> {
  const { account, plan, stage, witness, over } = scene;
  if (plan.kind === 'never updated') return;
  if (!(await pass(Math.max(0, -plan.startsAfterMs), { account, over }))) return;
  await account.ecs('UpdateService', {
    cluster: CLUSTER,
    service: stage.service,
    taskDefinition: stage.new.revision,
  });
  if (plan.kind !== 'taken back' && plan.kind !== 'burst') return;
  while (!(await witness.look()).serving.has('new')) if (!(await pass(BEAT_MS, { account, over }))) return;
  if (!(await pass(plan.meanwhileAfterMs, { account, over }))) return;
  await (plan.kind === 'burst' ? refuse(scene) : takeBack(scene));
}

/** The load balancer answers 503 by itself for a while. */
async function refuse({ account, stage, over }: Scene): Promise<void> {
  const { Rules } = await account.elb('CreateRule', {
    ListenerArn: stage.listener,
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain' } }],
  });
  await pass(BURST_MS, { account, over });
  await account.elb('DeleteRule', { RuleArn: text(object(objects(Rules)[0]), 'RuleArn') });
}

async function takeBack({ account, stage }: Scene): Promise<void> {
  const [newest] = await account.deployments(stage.service);
  if (newest?.status === 'IN_PROGRESS')
    await account.ecs('StopServiceDeployment', { serviceDeploymentArn: newest.arn, stopType: 'ROLLBACK' });
  // A deployment that is complete is not stopped any more: somebody deploys the old version again.
  else
    await account.ecs('UpdateService', {
      cluster: CLUSTER,
      service: stage.service,
      taskDefinition: stage.old.revision,
    });
}

/** Waits so many milliseconds of AWS time. @returns false when all is over */
function pass(ms: number, { account, over }: Pick<Scene, 'account' | 'over'>): Promise<boolean> {
  return delay(ms / account.speed, true, { signal: over }).catch(() => false);
}
