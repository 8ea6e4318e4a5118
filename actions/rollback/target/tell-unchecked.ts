import type { SearchTools } from './search.ts';

/** Says what could not be looked at, in a sentence, also in the summary: a rollback goes on without it. */
export function tellUnchecked(sentence: string, { log, journal }: Pick<SearchTools, 'log' | 'journal'>): void {
  log.info(sentence);
  journal?.note(sentence);
}
