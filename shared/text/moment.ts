/** `2026-11-21 10:05Z`: a moment to the minute, in UTC. */
export function formatMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}
