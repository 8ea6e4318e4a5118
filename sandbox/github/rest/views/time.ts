/** GitHub's timestamps: UTC, whole seconds. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function timestampOrNull(at: number | null): string | null {
  return at === null ? null : timestamp(at);
}
