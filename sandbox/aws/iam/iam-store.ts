import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import { AwsError } from '../service.ts';

export interface Role {
  readonly name: string;
  /** `/` or `/…/`. */
  readonly path: string;
  readonly arn: string;
  /** `AROA…` */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** Name → document. */
  readonly inlinePolicies: Map<string, string>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  readonly description: string | undefined;
  readonly maxSessionSeconds: number;
  trustPolicy: string;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: number;
  readonly document: string;
  readonly description: string | undefined;
}

export interface IamStoreOptions {
  readonly clock: SandboxClock;
  readonly account: string;
}

/** Roles and the policies the account made itself. */
export class IamStore {
  readonly roles = new Map<string, Role>();
  /** By ARN. */
  readonly policies = new Map<string, ManagedPolicy>();
  readonly #options: IamStoreOptions;

  constructor(options: IamStoreOptions) {
    this.#options = options;
  }

  now(): number {
    return this.#options.clock.now();
  }

  /** `role/name`, `policy/path/name` … */
  arn(resource: string): string {
    return `arn:aws:iam::${this.#options.account}:${resource}`;
  }

  /** An id as IAM makes them; the same role at the same time has the same. */
  id(prefix: 'AROA' | 'ANPA', arn: string): string {
    const hash = createHash('sha256').update(`${arn} ${this.now()}`).digest('hex');
    return prefix + hash.slice(0, 17).toUpperCase();
  }

  /** @throws {AwsError} NoSuchEntity */
  role(name: string): Role {
    const role = this.roles.get(name);
    if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return role;
  }

  /** By ARN, or by the name alone, which ECS takes as well. */
  find(role: string): Role | undefined {
    return this.roles.get(role) ?? [...this.roles.values()].find(({ arn }) => arn === role);
  }
}

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}
