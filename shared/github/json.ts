/** Members of GitHub's answers, whose form is never taken for granted. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

export function idOf(answer: unknown): number | undefined {
  const id = memberOf(answer, 'id');
  return typeof id === 'number' ? id : undefined;
}

export function listOf(answer: unknown): readonly unknown[] {
  return Array.isArray(answer) ? answer : [];
}
