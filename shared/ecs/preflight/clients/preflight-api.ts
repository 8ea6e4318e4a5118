import type { AwsClientConfig } from '#shared/aws/client-config';
import type { PreflightApi } from '../api.ts';

export interface PreflightApiOptions {
  readonly config: AwsClientConfig;
  readonly maskSecret: (secret: string) => void;
  /** Ends calls under way. */
  readonly signal: AbortSignal;
}

/** The checks' questions over the SDK. The code of a client is loaded with its first question. */
export function createPreflightApi({ config, maskSecret, signal }: PreflightApiOptions): PreflightApi {
  const images = once(async () => (await import('./images.ts')).createImageReader({ config, maskSecret, signal }));
  const lifecycle = once(async () => (await import('./lifecycle.ts')).createLifecycleReader(config, signal));
  const role = once(async () => (await import('./iam.ts')).createRoleReader(config, signal));
  const secret = once(async () => (await import('./secrets-manager.ts')).createSecretReader(config, signal));
  const parameters = once(async () => (await import('./ssm.ts')).createParameterReader(config, signal));
  const logGroup = once(async () => (await import('./log-groups.ts')).createLogGroupReader(config, signal));
  const targetGroup = once(async () => (await import('./target-groups.ts')).createTargetGroupReader(config, signal));
  return {
    ownRegistry: async () => (await images()).ownRegistry(),
    image: async (query) => (await images()).image(query),
    imageConfig: async (query) => (await images()).imageConfig(query),
    pullThroughPrefixes: async (registry) => (await images()).pullThroughPrefixes(registry),
    lifecyclePolicy: async (place) => (await lifecycle()).lifecyclePolicy(place),
    imageFacts: async (query) => (await lifecycle()).imageFacts(query),
    imagesOf: async (place) => (await lifecycle()).imagesOf(place),
    role: async (name) => (await role())(name),
    secret: async (region, id) => (await secret())(region, id),
    missingParameters: async (region, names) => (await parameters())(region, names),
    hasLogGroup: async (region, name) => (await logGroup())(region, name),
    targetGroup: async (arn) => (await targetGroup())(arn),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
