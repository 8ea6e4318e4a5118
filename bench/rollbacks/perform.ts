import type { Account } from '../rollouts/account.ts';
import { act, type Acted } from './act.ts';
import { judge, type Evidence, type Judged } from './compare.ts';
import { makeHappen } from './event.ts';
import { begin, complete, rollBack, type History } from './history.ts';
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
  const live = await Live.create(account, service, { history, shas: shasOf(plan) });
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
    history = afterwards(live, history, rollback);
  }
  await live.scale(plan.desiredCount);
  const found = await setScene(account, live, { plan, history });
  await live.pass(FRESH_MS);
  rollbacks.push(await judged(account, { live, plan, wish: plan.wish }, found));
  await account.ecs('DeleteService', { cluster: 'rollouts', service, force: true });
  return { plan, rollbacks };
}

function shasOf({ first, events, scene }: RollbackPlan): ReadonlySet<string> {
  const releases = [first, ...[...events, scene].flatMap((one) => ('release' in one ? one.release : []))];
  return new Set(releases.flatMap(({ sha }) => sha ?? []));
}

interface Setting {
  readonly live: Live;
  readonly plan: RollbackPlan;
  readonly wish: Wish;
}

async function judged(account: Account, { live, plan, wish }: Setting, found: Found): Promise<Rollback> {
  const inputs = resolve(wish, found.known ?? found.history);
  const over = await live.github.weather(wish.weather);
  const before = await look(account, live);
  const twice = found.twice === true;
  const [others, ...runs] = await Promise.all([
    found.meanwhile?.(),
    act(account, live, { inputs, seed: plan.seed }),
    ...(twice ? [act(account, live, { inputs, seed: plan.seed + 1 })] : []),
  ]);
  over();
  const after = await look(account, live);
  const evidence: Evidence = {
    inputs,
    weather: wish.weather,
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
  const begun = runs.filter(({ to }) => to !== undefined);
  const first = begun.find(({ outcome }) => outcome === 'rolled-back') ?? begun[0];
  const number = first?.to;
  if (number === undefined || number === history.current) return [history];
  const original = originalOf(history, { number, after });
  const gone = rollBack(history, { to: original, run: inputs.run, arrived: number, newest: newestIn(after) }).history;
  return [
    history,
    { ...gone, current: number, underWay: { kind: 'deployed', left: history.current } },
    complete(gone, number),
  ];
}

function newestIn({ revisions }: Snapshot): number {
  return Math.max(...revisions.keys());
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

/** The history goes on from what the rollback has really done, which was right, and from what it could write down. */
function afterwards(live: Live, history: History, { inputs, evidence }: Rollback): History {
  const { runs, before, after } = evidence;
  const [run] = runs;
  if (run?.outcome !== 'rolled-back' || run.to === undefined || run.to === history.current) return history;
  const to = originalOf(history, { number: run.to, after });
  const tag = ({ revisions }: Snapshot, key: string, number = history.current): string | undefined =>
    revisions.get(number)?.tags.get(key);
  const unwritten = [
    ...(tag(after, 'cicd:failed') === tag(before, 'cicd:failed') ? (['failed'] as const) : []),
    ...(tag(after, 'cicd:restored', run.to) === tag(before, 'cicd:restored', to) ? (['restored'] as const) : []),
  ];
  const gone = rollBack(history, { to, run: inputs.run, arrived: run.to, newest: newestIn(after), unwritten });
  const there = complete(gone.history, gone.arrived);
  return live.github.adopt(there, { before: before.github, after: after.github });
}
