import type { SandboxClock } from '../../clock.ts';
import type { Digest } from '../../registry/digest.ts';
import type { JsonObject } from '../service.ts';

export type Severity = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL' | 'UNDEFINED';

/** A vulnerability, before basic or enhanced scanning words it. */
export interface Finding {
  /** `CVE-2026-0001`. */
  readonly name: string;
  readonly severity: Severity;
  readonly description?: string;
  readonly uri?: string;
  readonly package?: { readonly name: string; readonly version: string; readonly fixedIn?: string };
}

/** What a scan will come to. */
export type ScanResult =
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'failed';
      readonly status: 'FAILED' | 'UNSUPPORTED_IMAGE' | 'SCAN_ELIGIBILITY_EXPIRED' | 'FINDINGS_UNAVAILABLE';
      readonly description: string;
    };

/** A scan is over after this much of AWS time; a real one of a small image takes about as long. */
export const SCAN_MS = 10_000;

export interface Scan {
  readonly type: 'BASIC' | 'ENHANCED';
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** The scans of the images of one repository, and what was ordered to come of them. */
export class Scans {
  readonly #scans = new Map<Digest, Scan>();
  readonly #results = new Map<Digest, ScanResult>();
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  start(digest: Digest, type: Scan['type']): void {
    this.#scans.set(digest, { type, startedAt: this.#clock.now() });
  }

  forget(digest: Digest): void {
    this.#scans.delete(digest);
  }

  of(digest: Digest): Scan | undefined {
    return this.#scans.get(digest);
  }

  /** Orders what the next look at this image's scan finds; nothing at all unless it is told. */
  order(digest: Digest, result: ScanResult): void {
    this.#results.set(digest, result);
  }

  /** Epoch milliseconds. */
  endOf(scan: Scan): number {
    return scan.startedAt + SCAN_MS / this.#clock.speed;
  }

  isOver(scan: Scan): boolean {
    return this.#clock.now() >= this.endOf(scan);
  }

  resultOf(digest: Digest): ScanResult {
    return this.#results.get(digest) ?? { kind: 'findings', findings: [] };
  }

  /** As DescribeImages and DescribeImageScanFindings show it. */
  status(digest: Digest, scan: Scan): JsonObject {
    const enhanced = scan.type === 'ENHANCED';
    if (!this.isOver(scan)) {
      return enhanced
        ? { status: 'PENDING', description: 'Scan is pending.' }
        : { status: 'IN_PROGRESS', description: 'The scan is in progress.' };
    }
    const result = this.resultOf(digest);
    if (result.kind === 'failed') return { status: result.status, description: result.description };
    return enhanced
      ? { status: 'ACTIVE', description: 'Continuous scan is selected for image.' }
      : { status: 'COMPLETE', description: 'The scan was completed successfully.' };
  }

  /** Undefined while there is nothing to tell. */
  found(digest: Digest): { readonly scan: Scan; readonly findings: readonly Finding[] } | undefined {
    const scan = this.of(digest);
    if (!scan || !this.isOver(scan)) return undefined;
    const result = this.resultOf(digest);
    return result.kind === 'findings' ? { scan, findings: result.findings } : undefined;
  }

  /** What DescribeImages and DescribeImageScanFindings have in common. */
  summary(scan: Scan, findings: readonly Finding[]): JsonObject {
    const counts: Record<string, number> = {};
    for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
    const at = this.endOf(scan) / 1000;
    return { imageScanCompletedAt: at, vulnerabilitySourceUpdatedAt: at, findingSeverityCounts: counts };
  }
}
