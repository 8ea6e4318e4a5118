import type { Environment } from './environment.ts';

/** A deployment of the service that GitHub keeps, and what it was called last. Times are moments of the history. */
export interface Told {
  /** Place among those of the history. */
  readonly id: number;
  /** Number of the revision deployed. */
  readonly number: number;
  readonly sha: string;
  readonly environment: Environment;
  readonly at: number;
  /** Number of the revision it goes back from, as its payload has it. */
  readonly rollbackOf: number | undefined;
  readonly succeededAt: number | undefined;
  readonly failedAt: number | undefined;
}

/** A new deployment, about which nothing was said yet. */
export function opened(
  told: readonly Told[],
  deployment: Pick<Told, 'number' | 'sha' | 'environment' | 'at' | 'rollbackOf'>,
): readonly Told[] {
  return [...told, { ...deployment, id: told.length, succeededAt: undefined, failedAt: undefined }];
}

/** The one that is told how a release did: the newest of its revision. */
export function newestOf(told: readonly Told[], number: number): Told | undefined {
  return told.findLast((each) => each.number === number);
}

export function changed(told: readonly Told[], id: number, change: Partial<Told>): readonly Told[] {
  return told.map((each) => (each.id === id ? { ...each, ...change } : each));
}
