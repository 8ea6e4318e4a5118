const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const FORM = /^(?<amount>\d+(?:\.\d+)?)\s*(?<unit>ms|s|m|h)?$/;

/** Milliseconds of `90s`, `5m`, `1h`, `250ms`; a bare number is seconds. Undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  const groups = FORM.exec(text.trim())?.groups;
  if (!groups) return undefined;
  const unit = (groups['unit'] ?? 's') as keyof typeof UNIT_MS; // the expression admits no other
  return Number(groups['amount']) * UNIT_MS[unit];
}

/** `850ms`, `4.2s`, `1m 05s`, `2h 03m`: two units at most, for people. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
