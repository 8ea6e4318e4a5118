import type { LifecycleRule } from './policy.ts';
import { selects, type ImageFacts } from './select.ts';

/** When an image cannot be pulled any more, as far as the lifecycle policy tells. Times are epoch milliseconds. */
export type Fate =
  /** No rule selects it. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'archived' }
  /** ECR acts within 24 hours after it. */
  | { readonly kind: 'dated'; readonly at: number; readonly rule: LifecycleRule }
  | CountedFate
  /** The rule is of a kind that this version does not know. */
  | { readonly kind: 'untold'; readonly rule: LifecycleRule };

/** It depends on what is pushed. */
export interface CountedFate {
  readonly kind: 'counted';
  /** 1 for the image that was pushed last. */
  readonly place: number;
  /** So many more pushes, and it goes; 0: it goes now. */
  readonly pushesLeft: number;
  /** At the rate since it was pushed; undefined when nothing was. */
  readonly expectedAt: number | undefined;
  readonly rule: LifecycleRule;
}

const DAY_MS = 86_400_000;

/**
 * The rule that decides over an image: the first that selects it. ECR user guide, "How lifecycle policies work": an image
 * that matches the tagging requirements of a rule cannot be expired or archived by one of lower priority.
 */
export function decidingRule(rules: readonly LifecycleRule[], image: ImageFacts): LifecycleRule | undefined {
  return rules.find((rule) => selects(rule, image));
}

/** Whether {@link fateOf} has to know the other images of the repository. */
export function isCounting({ countType }: LifecycleRule): boolean {
  return countType === 'imageCountMoreThan';
}

/**
 * What becomes of an image.
 * @param others all images of the repository; needed for a rule that counts
 */
export function fateOf(
  image: ImageFacts,
  {
    rules,
    others,
    now,
  }: { readonly rules: readonly LifecycleRule[]; readonly others: readonly ImageFacts[]; readonly now: number },
): Fate {
  // Bringing it back takes its time, and nobody does it for a rollback by itself.
  if (image.status !== 'ACTIVE') return { kind: 'archived' };
  const rule = decidingRule(rules, image);
  if (rule === undefined) return { kind: 'kept' };
  if (rule.action !== 'expire' && rule.action !== 'transition') return { kind: 'untold', rule };
  if (isCounting(rule)) return counted(image, { rule, others, now });
  const since = beginOf(rule, image);
  return since === undefined || rule.countUnit !== 'days'
    ? { kind: 'untold', rule }
    : { kind: 'dated', at: since + rule.countNumber * DAY_MS, rule };
}

function beginOf({ countType }: LifecycleRule, { pushedAt, pulledAt, activatedAt }: ImageFacts): number | undefined {
  if (countType === 'sinceImagePushed') return pushedAt;
  // Never pulled: the push counts; brought back from the archive and not pulled since: that does.
  if (countType === 'sinceImagePulled') return Math.max(pulledAt ?? pushedAt, activatedAt ?? 0);
  return undefined;
}

/** Images that a rule of higher priority decides over are counted too: rules "can still identify them". */
function counted(
  image: ImageFacts,
  { rule, others, now }: { readonly rule: LifecycleRule; readonly others: readonly ImageFacts[]; readonly now: number },
): CountedFate {
  const newer = others.filter((other) => selects(rule, other) && other.pushedAt > image.pushedAt).length;
  const place = newer + 1;
  const pushesLeft = Math.max(0, rule.countNumber - newer);
  const perPush = Math.max(0, now - image.pushedAt) / newer;
  const rated = newer === 0 ? undefined : now + pushesLeft * perPush;
  const expectedAt = pushesLeft === 0 ? now : rated;
  return { kind: 'counted', place, pushesLeft, expectedAt, rule };
}
