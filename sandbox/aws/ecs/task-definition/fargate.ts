import { clientError } from '../errors.ts';

const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** CPU units → memory sizes in MiB that Fargate runs (developer guide, "Task size"). */
const sizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, range(1024, 4096, 1024)],
  [1024, range(2048, 8192, 1024)],
  [2048, range(4096, 16_384, 1024)],
  [4096, range(8192, 30_720, 1024)],
  [8192, range(16_384, 61_440, 4096)],
  [16_384, range(32_768, 122_880, 8192)],
]);

/** `256`, `.25 vCPU` → `256`. */
export function cpuUnits(text: string): string {
  const match = /^(\d*\.?\d+)\s*vcpu$/i.exec(text.trim());
  const units = match ? Number(match[1]) * 1024 : Number(text);
  if (!Number.isInteger(units) || units <= 0) throw clientError(`Invalid 'cpu' setting for task. '${text}'`);
  return String(units);
}

/** `512`, `1 GB` → MiB. */
export function memoryMiB(text: string): string {
  const match = /^(\d*\.?\d+)\s*gb$/i.exec(text.trim());
  const size = match ? Number(match[1]) * 1024 : Number(text);
  if (!Number.isInteger(size) || size <= 0) throw clientError(`Invalid 'memory' setting for task. '${text}'`);
  return String(size);
}

export interface FargateTask {
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly networkMode: string | undefined;
}

/** Whether Fargate could run it, be it asked for or not. */
export function isFargateCompatible({ cpu, memory, networkMode }: Partial<FargateTask>): boolean {
  return networkMode === 'awsvpc' && (sizes.get(Number(cpu))?.includes(Number(memory)) ?? false);
}

/** @throws ClientException when Fargate has no such size or network mode */
export function requireFargate(task: FargateTask): void {
  if (task.networkMode !== 'awsvpc') throw clientError("Fargate only supports network mode 'awsvpc'.");
  if (task.cpu === undefined) throw clientError("Fargate requires that 'cpu' be defined at the task level.");
  if (task.memory === undefined) throw clientError("Fargate requires that 'memory' be defined at the task level.");
  if (!sizes.get(Number(task.cpu))?.includes(Number(task.memory))) {
    throw clientError('No Fargate configuration exists for given values.');
  }
}
