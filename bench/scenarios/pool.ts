/** Does the work of every item, so many at a time, in their order; each result is there as soon as its item is done. */
export function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
): readonly Promise<Result>[] {
  const results = items.map(() => Promise.withResolvers<Result>());
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) {
      const [item, result] = [items[place], results[place]];
      // Both lists are as long as each other, and the place is within.
      if (item === undefined || result === undefined) return;
      await work(item).then(result.resolve, result.reject);
    }
  };
  for (let each = 0; each < lanes; each += 1) void lane();
  return results.map(({ promise }) => promise);
}
