export interface Product {
  readonly id: string;
  readonly cents: number;
}

export const catalog: readonly Product[] = [
  { id: 'espresso', cents: 250 },
  { id: 'filter', cents: 320 },
  { id: 'flat-white', cents: 380 },
];

export const discountPercent = 0;

/** The price of an order in cents, rounded to the customer's favour. */
export function price(ids: readonly string[]): number {
  const full = ids.reduce((sum, id) => sum + cents(id), 0);
  return Math.floor((full * (100 - discountPercent)) / 100);
}

/** What is wrong with the catalog, in words; empty when it can be sold from. */
export function catalogProblems(products: readonly Product[]): readonly string[] {
  return products.filter(({ cents }) => !(cents > 0)).map(({ id }) => `${id} has no price`);
}

function cents(id: string): number {
  const product = catalog.find((candidate) => candidate.id === id);
  if (product === undefined) throw new RangeError(`no product ${id}`);
  return product.cents;
}
