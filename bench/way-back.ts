/**
 * How long a way back takes beside what ECS itself takes: `npm run bench -- way-back [--pairs 5]`. Nothing is compressed,
 * so it takes about four minutes.
 *
 * In each pair two services of one kind leave the same release at the same moment: one by a step of rollback, the other by
 * the request alone, sent without looking at anything. From the start of the step, or from the request:
 *
 * - serves: until the tasks of the release gone back to are all that is wanted
 * - ends: until the step ends, or ECS says of itself that it is done
 *
 * Exits with 1 when rollback adds more than 3 s to either in any pair, or does not end well.
 */
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { median, print } from './table.ts';
import { WayBackStage, type Kind } from './way-back/stage.ts';

/** Milliseconds. */
const PROMISED_MS = 3_000;
/** So that the processes of one pair start before those of the next. Milliseconds. */
const APART_MS = 1_500;
const KINDS: readonly Kind[] = ['finished', 'under way', 'baking'];

interface Times {
  readonly serves: number;
  readonly ends: number;
}

interface Pair {
  readonly kind: Kind;
  readonly ours: Times;
  readonly alone: Times;
  readonly outcome: string;
}

/** @returns the exit code */
export async function wayBack(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { pairs: { type: 'string', default: '5' } } });
  const plan = Array.from({ length: Number(values.pairs) }, () => KINDS).flat();
  const stage = await WayBackStage.open(1);
  try {
    const pairs = await Promise.all(plan.map((kind, place) => pair(stage, kind, place)));
    print(
      ['seconds (median)', 'pairs', 'ECS serves', 'rollback serves', 'ECS ends', 'rollback ends', 'most added'],
      KINDS.map((kind) =>
        row(
          kind,
          pairs.filter((each) => each.kind === kind),
        ),
      ),
    );
    for (const { kind, outcome } of pairs) if (outcome !== 'rolled-back') console.log(`  ${kind}: ${outcome}`);
    return pairs.every((each) => each.outcome === 'rolled-back' && added(each) <= PROMISED_MS) ? 0 : 1;
  } finally {
    await stage.close();
  }
}

async function pair(stage: WayBackStage, kind: Kind, place: number): Promise<Pair> {
  await delay(place * APART_MS);
  const [name, other] = [`ours-${place}`, `alone-${place}`];
  await Promise.all([stage.prepare(name, kind), stage.prepare(other, kind)]);
  const [{ outcome, ...ours }, alone] = await Promise.all([byRollback(stage, name), byRequest(stage, other, kind)]);
  return { kind, ours, alone, outcome };
}

async function byRollback(stage: WayBackStage, service: string): Promise<Times & { readonly outcome: string }> {
  const started = Date.now();
  const [{ ended, outcome }, serves] = await Promise.all([
    stage.rollBack(service).then(({ outputs }) => ({ ended: Date.now(), outcome: outputs['outcome'] ?? '' })),
    stage.serves(service),
  ]);
  return { serves: serves - started, ends: ended - started, outcome };
}

async function byRequest(stage: WayBackStage, service: string, kind: Kind): Promise<Times> {
  const started = Date.now();
  await stage.requestAlone(service, kind);
  const [serves, ends] = await Promise.all([stage.serves(service), stage.ends(service, kind)]);
  return { serves: serves - started, ends: ends - started };
}

/** The most that rollback adds in a pair. */
function added({ ours, alone }: Pair): number {
  return Math.max(ours.serves - alone.serves, ours.ends - alone.ends);
}

function row(kind: Kind, pairs: readonly Pair[]): readonly string[] {
  const middle = (of: (pair: Pair) => number): string => seconds(median(pairs.map(of)));
  return [
    kind,
    String(pairs.length),
    middle(({ alone }) => alone.serves),
    middle(({ ours }) => ours.serves),
    middle(({ alone }) => alone.ends),
    middle(({ ours }) => ours.ends),
    seconds(Math.max(...pairs.map(added))),
  ];
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(2);
