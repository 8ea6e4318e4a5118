import type { SecretAnswer, SecretSource } from '../secret-source.ts';
import { versionOf } from '../secretsmanager/secret.ts';
import type { SecretStore } from '../secretsmanager/secret-store.ts';
import { AwsError } from '../service.ts';
import type { ParameterStore } from '../ssm/parameter-store.ts';

export interface ContainerSecretsOptions {
  readonly secrets: SecretStore;
  readonly parameters: ParameterStore;
}

export interface ContainerSecrets extends SecretSource {
  /**
   * What the execution role may not read: the `valueFrom` of a container, or a secret's name or ARN, or a parameter's.
   * Put something in to order that fault.
   */
  readonly denied: Set<string>;
}

/**
 * Reads what a container's `secrets` name, as the agent of ECS does: a secret of Secrets Manager, of it one key of its
 * JSON and one version, or a parameter of SSM, decrypted.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function createContainerSecrets({ secrets, parameters }: ContainerSecretsOptions): ContainerSecrets {
  const denied = new Set<string>();
  const refused = (...names: readonly string[]): boolean => names.some((name) => denied.has(name));
  return {
    denied,
    read: (valueFrom) => {
      if (refused(valueFrom)) return missing('access-denied');
      return missingWhenUnknown(() => {
        const reference = parseSecretReference(valueFrom);
        if (!reference) {
          const { parameter, version } = parameters.find(valueFrom);
          if (refused(parameter.name, parameter.arn)) return missing('access-denied');
          return { found: true, value: version.value };
        }
        const secret = secrets.usable(reference.arn);
        if (refused(secret.name, secret.arn, reference.arn)) return missing('access-denied');
        const { content } = versionOf(secret, reference);
        const text = content.kind === 'text' ? content.data : undefined;
        return pick(text, reference.jsonKey);
      });
    },
  };
}

export interface SecretReference {
  readonly arn: string;
  readonly jsonKey: string | undefined;
  readonly stage: string | undefined;
  readonly versionId: string | undefined;
}

/** `arn:aws:secretsmanager:region:account:secret:name[:json-key:version-stage:version-id]`; undefined for anything else. */
export function parseSecretReference(valueFrom: string): SecretReference | undefined {
  const parts = valueFrom.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'secretsmanager') return undefined;
  const [jsonKey, stage, versionId] = parts.slice(7).map((part) => (part === '' ? undefined : part));
  return { arn: parts.slice(0, 7).join(':'), jsonKey, stage, versionId };
}

function pick(text: string | undefined, key: string | undefined): SecretAnswer {
  if (text === undefined) return missing('no-such-key');
  if (key === undefined) return { found: true, value: text };
  const members = parsed(text);
  if (members === undefined || !Object.hasOwn(members, key)) return missing('no-such-key');
  const value = members[key];
  return { found: true, value: typeof value === 'string' ? value : JSON.stringify(value) };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Both services say by an error that there is no such secret, version or parameter, or that it is being deleted. */
function missingWhenUnknown(read: () => SecretAnswer): SecretAnswer {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return missing('not-found');
    throw error;
  }
}

function missing(why: 'not-found' | 'access-denied' | 'no-such-key'): SecretAnswer {
  return { found: false, why };
}
