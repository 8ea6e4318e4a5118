import type { LifecycleRule } from './policy.ts';

/** What a lifecycle policy goes by. Times are epoch milliseconds. */
export interface ImageFacts {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: number;
  /** Recorded about once a day; undefined when it was never pulled. */
  readonly pulledAt: number | undefined;
  /** When it was last brought back from the archive. */
  readonly activatedAt: number | undefined;
  /** `ACTIVE`, `ARCHIVED`, `ACTIVATING`. */
  readonly status: string;
}

/** Whether a rule is about an image by its tags and its storage class. */
export function selects(rule: LifecycleRule, { tags, status }: ImageFacts): boolean {
  const isArchived = status === 'ARCHIVED';
  if ((rule.storageClass === 'archive') !== isArchived) return false;
  switch (rule.tagStatus) {
    case 'any':
      return true;
    case 'untagged':
      return tags.length === 0;
    case 'tagged':
      // Each pattern must match some tag: several patterns select fewer images, not more.
      return rule.tagPatterns.every((pattern) => tags.some((tag) => fits(tag, pattern)));
    default:
      return false;
  }
}

/** `*` stands for any characters, and is the only wildcard. Without a regular expression: a pattern is foreign text. */
function fits(tag: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return tag === pattern;
  if (!tag.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = tag.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return tag.length - last.length >= from && tag.endsWith(last);
}
