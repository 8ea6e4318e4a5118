import type { SandboxClock } from '../../clock.ts';
import { AwsError } from '../service.ts';
import type { Secret } from './secret.ts';

export interface SecretStoreOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  /** In [0, 1); the suffix of ARNs is made from it. */
  readonly random: () => number;
}

/** The secrets of an account in a region. */
export class SecretStore {
  readonly #secrets = new Map<string, Secret>();
  readonly #options: SecretStoreOptions;

  constructor(options: SecretStoreOptions) {
    this.#options = options;
  }

  now(): number {
    return this.#options.clock.now();
  }

  /** In the order of their creation. Those whose recovery window is over are gone. */
  all(): readonly Secret[] {
    const now = this.now();
    for (const [name, { deletion }] of this.#secrets) if (deletion && deletion.dueAt <= now) this.#secrets.delete(name);
    return [...this.#secrets.values()];
  }

  /** By name, ARN, or ARN without its random suffix. */
  find(id: string): Secret | undefined {
    return this.all().find(({ arn, name }) => id === name || id === arn || id === arn.slice(0, -SUFFIX_LENGTH - 1));
  }

  /** @throws {AwsError} ResourceNotFoundException */
  get(id: string): Secret {
    const found = this.find(id);
    if (!found) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return found;
  }

  /** @throws {AwsError} ResourceNotFoundException; InvalidRequestException for one that is marked for deletion */
  usable(id: string): Secret {
    const found = this.get(id);
    if (!found.deletion) return found;
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  /** @throws {AwsError} ResourceExistsException; InvalidRequestException when one of this name waits for its deletion */
  create(name: string, details: Pick<Secret, 'description' | 'kmsKeyId'>): Secret {
    const known = this.find(name);
    if (known?.deletion) {
      throw new AwsError(
        'InvalidRequestException',
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (known) {
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    }
    const now = this.now();
    const secret: Secret = {
      ...details,
      arn: this.arnOf(name),
      name,
      createdAt: now,
      changedAt: now,
      tags: new Map(),
      versions: new Map(),
      accessedAt: undefined,
      deletion: undefined,
    };
    this.#secrets.set(name, secret);
    return secret;
  }

  remove(secret: Secret): void {
    this.#secrets.delete(secret.name);
  }

  /** A new ARN, with a random suffix: a secret made again under its old name is another one. */
  arnOf(name: string): string {
    const { account, region, random } = this.#options;
    const suffix = Array.from({ length: SUFFIX_LENGTH }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length)));
    return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix.join('')}`;
  }
}

const SUFFIX_LENGTH = 6;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
