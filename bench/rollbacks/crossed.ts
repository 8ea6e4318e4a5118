import type { Acted } from './act.ts';
import type { Evidence } from './compare.ts';
import { unsureOf } from './log-says.ts';

/** So close to one another are requests that cross: reads are stale after the first, and the second is sent again. Milliseconds. */
const CROSSING_MS = 1_500;

/** ECS takes no update on a condition, so that two requests to different releases may cross; to the same one it is one. */
export function haveCrossed({ runs, before, after }: Evidence): boolean {
  const [one, other] = runs;
  if (one === undefined || other === undefined || one.from !== other.from) return false;
  const known = new Set(before.deployments.map(({ arn }) => arn));
  const times = after.deployments.filter(({ arn }) => !known.has(arn)).map(({ createdAt }) => createdAt);
  const image = ({ to = 0 }: Acted): string | undefined => after.revisions.get(to)?.image;
  if (image(one) === image(other) || !toldDifferently(one, other)) return false;
  return Math.max(...times) - Math.min(...times) < CROSSING_MS;
}

function toldDifferently(one: Acted, other: Acted): boolean {
  const [unsure, others] = [unsureOf(one), unsureOf(other)];
  return unsure.size !== others.size || [...unsure].some((number) => !others.has(number));
}
