import { error, note, type Outcome } from './finding.ts';
import { isOnFargate, type Subject } from './subject.ts';

const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** CPU units to sizes of memory in MiB (developer guide, "Task CPU and memory" of task definitions for Fargate). */
const SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, range(1024, 4096, 1024)],
  [1024, range(2048, 8192, 1024)],
  [2048, range(4096, 16_384, 1024)],
  [4096, range(8192, 30_720, 1024)],
  [8192, range(16_384, 61_440, 4096)],
  [16_384, range(32_768, 122_880, 8192)],
]);

/** Whether Fargate has tasks of this size. */
export function checkFargateSize(subject: Subject): readonly Outcome[] {
  const { definition } = subject;
  if (!isOnFargate(subject)) return [];
  const cpu = amount(definition.cpu, { unit: 'vcpu', factor: 1024 });
  const memory = amount(definition.memory, { unit: 'gb', factor: 1024 });
  const missing = [...(cpu === undefined ? ['cpu'] : []), ...(memory === undefined ? ['memory'] : [])];
  if (cpu === undefined || memory === undefined) {
    return [
      error(
        `Fargate needs the size of the task, and the task definition names no usable ${missing.join(' and no ')}.`,
        'Set cpu and memory of the task, such as 256 and 512.',
      ),
    ];
  }
  const sizes = SIZES.get(cpu);
  if (sizes?.includes(memory)) return [];
  const size = `${cpu} CPU units with ${memory} MiB`;
  // Larger tasks may come: what is not in the table above is left to ECS to refuse.
  if (cpu > 16_384) return [note(`Whether Fargate has tasks of ${size} is not known here.`)];
  if (sizes === undefined) {
    return [error(`Fargate has no tasks of ${cpu} CPU units.`, `Choose cpu from ${[...SIZES.keys()].join(', ')}.`)];
  }
  return [error(`Fargate has no tasks of ${size}.`, `With cpu ${cpu}, choose memory from ${choices(sizes)}.`)];
}

function choices(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  return sizes.length <= 3 ? sizes.join(', ') : `${first} to ${sizes.at(-1) ?? 0} in steps of ${second - first}`;
}

/** `256`, `.25 vCPU`, `0.5 GB`. */
function amount(
  text: string | undefined,
  { unit, factor }: { readonly unit: string; readonly factor: number },
): number | undefined {
  const match = /^(?<count>\d*\.?\d+)\s*(?<unit>[a-z]*)$/i.exec(text?.trim() ?? '')?.groups;
  if (match === undefined) return undefined;
  const named = (match['unit'] ?? '').toLowerCase();
  if (named !== '' && named !== unit) return undefined;
  const value = Number(match['count']) * (named === '' ? 1 : factor);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
