import type { SandboxClock } from '../../clock.ts';
import { Scans } from './scans.ts';

/** What ECR knows of a repository besides its images. */
export interface RepositoryDetails {
  readonly scans: Scans;
  readonly tags: Map<string, string>;
  scanOnPush: boolean;
  /** JSON, kept as it was put; nothing evaluates it. */
  lifecyclePolicy: string | undefined;
  /** JSON, kept as it was put; nothing evaluates it. */
  accessPolicy: string | undefined;
}

/** One entry a repository, for as long as it lives. */
export class RepositoryDetailsStore {
  readonly #details = new Map<string, RepositoryDetails>();
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  of(repositoryName: string): RepositoryDetails {
    const known = this.#details.get(repositoryName);
    if (known) return known;
    const details: RepositoryDetails = {
      scans: new Scans(this.#clock),
      tags: new Map(),
      scanOnPush: false,
      lifecyclePolicy: undefined,
      accessPolicy: undefined,
    };
    this.#details.set(repositoryName, details);
    return details;
  }

  remove(repositoryName: string): void {
    this.#details.delete(repositoryName);
  }
}
