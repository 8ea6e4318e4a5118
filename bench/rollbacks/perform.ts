import type { Account } from '../rollouts/account.ts';
import { act, repositoryOf, type Acted } from './act.ts';
import { judge, type Evidence, type Judged } from './compare.ts';
import { makeHappen } from './event.ts';
import { begin, complete, currentOf, releaseOf, rollBack, type History } from './history.ts';
import { resolve, type Inputs, type Wish } from './inputs.ts';
import { Live } from './live.ts';
import type { RollbackPlan } from './plan.ts';
import { setScene, type Found } from './scene.ts';
import { look, type Snapshot } from './snapshot.ts';

/** One rollback that was judged. */
export interface Rollback {
  readonly inputs: Inputs;
  readonly judged: Judged;
  readonly evidence: Evidence;
}

export interface Result {
  readonly plan: RollbackPlan;
  /** Those that were part of the history first. */
  readonly rollbacks: readonly Rollback[];
}

/** Longer than a read may be stale after an update. */
const FRESH_MS = 6_000;

/** Lets a history happen to a service, rolls it back while all the plan wants goes wrong, and compares. */
export async function performRollback(account: Account, plan: RollbackPlan): Promise<Result> {
  const service = `run-${plan.seed}`;
  let history = begin(plan.first);
  const live = await Live.create(account, service, currentOf(history));
  seedGithub(account, live, plan);
  const rollbacks: Rollback[] = [];
  for (const event of plan.events) {
    if (event.kind !== 'roll back') {
      history = await makeHappen(live, history, event);
      continue;
    }
    await live.pass(FRESH_MS);
    const rollback = await judged(account, { live, plan, wish: event.wish }, { history });
    rollbacks.push(rollback);
    if (rollback.judged.verdict === 'wrong') return { plan, rollbacks };
    history = await afterwards(live, history, rollback);
  }
  await live.scale(plan.desiredCount);
  const found = await setScene(account, live, { plan, history });
  await live.pass(FRESH_MS);
  rollbacks.push(await judged(account, { live, plan, wish: plan.wish }, found));
  await account.ecs('DeleteService', { cluster: 'rollouts', service, force: true });
  return { plan, rollbacks };
}

function seedGithub(
  { sandbox: { github } }: Account,
  live: Live,
  { first, events, scene, githubDown }: RollbackPlan,
): void {
  const told = [...events, scene].flatMap((one) => ('release' in one ? (one.release.sha ?? []) : []));
  const commits = [...new Set([...(first.sha === undefined ? [] : [first.sha]), ...told])].map((sha) => ({ sha }));
  github.seed(repositoryOf(live), { commits });
  const path = new RegExp(`/repos/${repositoryOf(live)}/`);
  if (githubDown) github.faults.order({ fault: { kind: 'server-error', status: 502 }, path, times: Infinity });
}

interface Setting {
  readonly live: Live;
  readonly plan: RollbackPlan;
  readonly wish: Wish;
}

async function judged(account: Account, { live, plan, wish }: Setting, found: Found): Promise<Rollback> {
  const inputs = resolve(wish, found.known ?? found.history);
  const before = await look(account, live);
  const twice = found.twice === true;
  const [others, ...runs] = await Promise.all([
    found.meanwhile?.(),
    act(account, live, { inputs, seed: plan.seed }),
    ...(twice ? [act(account, live, { inputs, seed: plan.seed + 1 })] : []),
  ]);
  const after = await look(account, live);
  const evidence: Evidence = {
    inputs,
    histories: possible(found, { runs, inputs, after }),
    runs,
    before,
    after,
    others: {
      deployed: new Set([...(found.deployed ?? []), ...(others?.deployed ?? [])]),
      stopped: found.stopped ?? new Set(),
    },
  };
  return { inputs, judged: judge(evidence), evidence };
}

/** What the first look may have shown: the scene as it was set, or what became of it before. */
function possible(
  { history, later = [], twice }: Found,
  { runs, inputs, after }: { readonly runs: readonly Acted[]; readonly inputs: Inputs; readonly after: Snapshot },
): readonly History[] {
  if (twice !== true) return [history, ...later];
  const first = runs.find(({ outcome }) => outcome === 'rolled-back');
  const number = first?.to;
  if (number === undefined || number === history.current) return [history];
  const original = originalOf(history, { number, after });
  const gone = rollBack(history, { to: original, run: inputs.run, arrived: number }).history;
  return [
    history,
    { ...gone, current: number, underWay: { kind: 'deployed', left: history.current } },
    complete(gone, number),
  ];
}

/** The release of which a revision is a copy, or itself. */
function originalOf(
  history: History,
  { number, after }: { readonly number: number; readonly after: Snapshot },
): number {
  if (number <= history.releases.length) return number;
  const image = after.revisions.get(number)?.image;
  return history.releases.find((each) => after.revisions.get(each.number)?.image === image)?.number ?? number;
}

/** The history goes on from what the rollback has really done, which was right; a record it could not write is added. */
async function afterwards(live: Live, history: History, { inputs, evidence }: Rollback): Promise<History> {
  const { runs, after } = evidence;
  const [run] = runs;
  if (run?.outcome !== 'rolled-back' || run.to === undefined || run.to === history.current) return history;
  const to = originalOf(history, { number: run.to, after });
  const gone = rollBack(history, { to, run: inputs.run, arrived: run.to });
  const { restored } = releaseOf(gone.history, run.to);
  const kept = (number: number, tag: string): boolean => after.revisions.get(number)?.tags.has(`cicd:${tag}`) === true;
  if (restored !== undefined && !kept(run.to, 'restored')) await live.restore(run.to, restored);
  return complete(gone.history, gone.arrived);
}
