import type { SandboxClock } from '../../clock.ts';
import { AwsError } from '../service.ts';
import { latest } from './parameter.ts';
import type { Parameter, ParameterVersion } from './parameter.ts';

export interface ParameterStoreOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
}

export interface Found {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** `:3`, when a version was asked for. */
  readonly selector: string | undefined;
}

/** Old versions are dropped, as SSM does, beyond this many. */
const MAX_VERSIONS = 100;

/** The parameters of an account in a region. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();
  readonly #options: ParameterStoreOptions;

  constructor(options: ParameterStoreOptions) {
    this.#options = options;
  }

  now(): number {
    return this.#options.clock.now();
  }

  get account(): string {
    return this.#options.account;
  }

  /** Sorted by name. */
  all(): readonly Parameter[] {
    return [...this.#parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  save(name: string, version: ParameterVersion): Parameter {
    const known: Parameter = this.#parameters.get(name) ?? {
      name,
      arn: this.#arn(name),
      tags: new Map(),
      versions: [],
    };
    known.versions.push(version);
    if (known.versions.length > MAX_VERSIONS) known.versions.shift();
    this.#parameters.set(name, known);
    return known;
  }

  remove(name: string): boolean {
    return this.#parameters.delete(name);
  }

  /**
   * By name or ARN, also with `:version` behind it.
   * @throws {AwsError} ParameterNotFound, ParameterVersionNotFound
   */
  find(reference: string): Found {
    const { name, selector } = this.#parse(reference);
    const parameter = this.#parameters.get(name);
    // SSM says no more than that.
    if (!parameter) throw new AwsError('ParameterNotFound', '');
    if (selector === undefined) return { parameter, version: latest(parameter), selector };
    const version = parameter.versions.find((one) => String(one.version) === selector);
    if (version) return { parameter, version, selector: `:${selector}` };
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  }

  #parse(reference: string): { readonly name: string; readonly selector: string | undefined } {
    const { region, account } = this.#options;
    const prefix = `arn:aws:ssm:${region}:${account}:parameter`;
    // The ARN has no slash of its own for names that begin with one.
    const path = reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
    const colon = path.indexOf(':');
    const name = colon === -1 ? path : path.slice(0, colon);
    const known = this.#parameters.has(name) || path === reference ? name : name.replace(/^\//, '');
    return { name: known, selector: colon === -1 ? undefined : path.slice(colon + 1) };
  }

  #arn(name: string): string {
    const { region, account } = this.#options;
    return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }
}
