/** Without the full stop, since reasons become part of sentences; undefined when nothing is left. */
export function trimReason(reason: string | undefined): string | undefined {
  const text = reason?.trim().replace(/\.$/, '');
  return text === '' ? undefined : text;
}
