import type { Release } from '#shared/release/record';
import { describeRelease } from './candidates.ts';
import type { SearchTools } from './search.ts';

/**
 * Tells why a release is not gone back to.
 * @param why a clause, or whole sentences
 */
export function passOver(release: Release, why: string, { log, journal }: Pick<SearchTools, 'log' | 'journal'>): void {
  log.info(`  ${describeRelease(release)}: no, ${why}`);
  journal?.passOver(release, why);
}
