import type { CountedFate, Fate } from '#shared/ecr/lifecycle/fate';
import type { LifecycleRule } from '#shared/ecr/lifecycle/policy';

export interface FateWords {
  /** What is about to happen, when it is. */
  readonly warning?: string;
  readonly fix?: string;
  /** What is known, when nothing is about to happen; undefined when there is nothing to say. */
  readonly told?: string;
}

const DAY_MS = 86_400_000;
/** A rollback may be needed that long after the last deployment: a week with a holiday. */
const SOON_MS = 7 * DAY_MS;
/** So few pushes are made in a day. */
const FEW_PUSHES = 2;

/** What becomes of an image, in a sentence. */
export function fateWords(image: string, fate: Fate, now: number): FateWords {
  switch (fate.kind) {
    case 'kept':
      return {};
    case 'archived':
      return {
        warning: `Image ${image} is archived in ECR and cannot be pulled.`,
        fix: 'Bring it back: aws ecr update-image-storage-class with the target storage class STANDARD.',
      };
    case 'untold':
      return {
        told: `When image ${image} expires is not known: rule ${fate.rule.priority} of the lifecycle policy is of a kind this version does not know (${fate.rule.countType}).`,
      };
    case 'dated': {
      const goes = `${verb(fate.rule)} by rule ${fate.rule.priority} of the lifecycle policy`;
      if (fate.at <= now) return { warning: `Image ${image} is ${goes} within 24 hours.`, fix: fix(fate.rule) };
      const when = `Image ${image} is ${goes} on ${new Date(fate.at).toISOString().slice(0, 10)}`;
      return fate.at - now > SOON_MS
        ? { told: `${when}.` }
        : { warning: `${when}, ${daysUntil(fate.at, now)}.`, fix: fix(fate.rule) };
    }
    case 'counted':
      return countedWords(image, fate, now);
  }
}

function countedWords(image: string, fate: CountedFate, now: number): FateWords {
  const { place, pushesLeft, expectedAt, rule } = fate;
  const by = `rule ${rule.priority} of the lifecycle policy, which keeps ${rule.countNumber}`;
  if (pushesLeft === 0)
    return {
      warning: `Image ${image} is ${verb(rule)} within 24 hours by ${by}: it is number ${place}.`,
      fix: fix(rule),
    };
  const pushes = pushesLeft === 1 ? '1 more push' : `${pushesLeft} more pushes`;
  const rate = expectedAt === undefined ? '' : `; at the rate since it was pushed, ${daysUntil(expectedAt, now)}`;
  const sentence = `Image ${image} is ${verb(rule)} after ${pushes}, by ${by}${rate}.`;
  const isSoon = pushesLeft <= FEW_PUSHES || (expectedAt !== undefined && expectedAt - now <= SOON_MS);
  return isSoon ? { warning: sentence, fix: fix(rule) } : { told: sentence };
}

function verb({ action }: LifecycleRule): string {
  return action === 'transition' ? 'archived' : 'deleted';
}

function daysUntil(at: number, now: number): string {
  const days = Math.round((at - now) / DAY_MS);
  if (days <= 0) return 'within a day';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

function fix({ priority }: LifecycleRule): string {
  return `Let it have a tag that a rule before rule ${priority} keeps, such as keep-* (the README of rollback has one), or let rule ${priority} keep more.`;
}
