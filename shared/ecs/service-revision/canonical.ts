/**
 * One text for what means one setting: without members that hold nothing, and with lists in an order of their own, since
 * ECS answers these (subnets, security groups, providers …) in any. Empty for what holds nothing.
 */
export function canonical(value: unknown): string {
  const held = kept(value);
  return held === undefined ? '' : JSON.stringify(held);
}

/** Undefined for what holds nothing. */
function kept(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(kept).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items.sort(byText);
  }
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const held = kept(member);
    return held === undefined ? [] : [[name, held] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
