import type { Members } from './protocol/members.ts';
import type { JsonObject } from './service.ts';

/** `[{ Key, Value }]`, as most services name them. */
export function readTags(input: Members, member = 'Tags'): readonly (readonly [string, string])[] {
  return input.records(member).map((tag) => [tag.requiredText('Key'), tag.text('Value') ?? '']);
}

export function viewTags(tags: ReadonlyMap<string, string>): readonly JsonObject[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
