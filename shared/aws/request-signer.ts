import { createHash, createHmac } from 'node:crypto';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SignatureV4 } from '@smithy/signature-v4';
import type {
  AwsCredentialIdentity,
  ChecksumConstructor,
  HttpRequest,
  QueryParameterBag,
  SourceData,
} from '@smithy/types';
import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import { awsClientConfig } from './client-config.ts';
import type { AwsSettings } from './settings.ts';

/** A request of this suite's own to a service that asks for AWS Signature Version 4. */
export interface RequestToSign {
  readonly url: URL;
  readonly method: string;
  /** By lower-case name; `host` is among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The headers that sign a request made now, by lower-case name. */
export type RequestSigner = (
  scope: { readonly service: string; readonly region: string | undefined },
  request: RequestToSign,
) => Promise<Readonly<Record<string, string>>>;

export interface Identity {
  readonly credentials: () => Promise<AwsCredentialIdentity>;
  /** For requests that name none. */
  readonly region: () => Promise<string>;
}

/**
 * A signer with the identity every AWS client of the suite has: the default chain's, or that of role-to-assume.
 * @throws {ActionError} when there are no credentials, or no region although one is needed
 */
export async function createRequestSigner(
  context: Pick<ActionContext, 'env' | 'name' | 'clock' | 'idToken' | 'maskSecret'>,
  settings: AwsSettings,
  { needsRegion }: { readonly needsRegion: boolean },
): Promise<RequestSigner> {
  // The SDK keeps its chain inside its clients.
  const { config } = new ECSClient(awsClientConfig(context, settings));
  try {
    if (needsRegion) await config.region();
  } catch (error) {
    throw new ActionError(
      'There is no region to sign requests for: name it in aws-sigv4 (service:region) or aws-region.',
      {
        cause: error,
      },
    );
  }
  try {
    await config.credentials();
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError(`There are no AWS credentials to sign requests with: ${errorMessage(error)}`, {
      hint: 'Give role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before.',
      cause: error,
    });
  }
  return requestSigner({ credentials: config.credentials, region: config.region }, context.clock);
}

export function requestSigner({ credentials, region }: Identity, clock: { readonly now: () => number }): RequestSigner {
  return async (scope, request) => {
    const signer = new SignatureV4({
      service: scope.service,
      region: scope.region ?? region,
      credentials,
      sha256: Sha256,
      // Only S3 takes the path as it is (IAM User Guide, "Create a signed AWS API request").
      uriEscapePath: scope.service !== 's3',
    });
    const { headers } = await signer.sign(toSign(scope.service, request), { signingDate: new Date(clock.now()) });
    return headers;
  };
}

/** Signs what AWS asks for and nothing that a proxy may change: host, content-type and AWS's own headers. */
function toSign(service: string, { body, headers, method, url }: RequestToSign): HttpRequest {
  const signed = Object.entries(headers).filter(([name]) => /^(?:host|content-type|x-amz-.*)$/.test(name));
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: queryOf(url),
    headers: {
      ...Object.fromEntries(signed),
      // VPC Lattice does not sign bodies (VPC Lattice User Guide, "SIGv4 authenticated requests").
      ...(service === 'vpc-lattice-svcs' ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}),
    },
    ...(body === undefined ? {} : { body }),
  };
}

function queryOf({ searchParams }: URL): QueryParameterBag {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(searchParams.keys())) query[name] = searchParams.getAll(name);
  return query;
}

interface Digest {
  readonly update: (data: Uint8Array | string) => unknown;
  readonly digest: () => Uint8Array;
}

/** SHA-256 as the signer wants it: with a secret, its HMAC. */
class Sha256 implements InstanceType<ChecksumConstructor> {
  readonly #secret: SourceData | undefined;
  #hash: Digest;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = this.#fresh();
  }

  update(chunk: SourceData): void {
    this.#hash.update(bytes(chunk));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#fresh();
  }

  #fresh(): Digest {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(this.#secret));
  }
}

function bytes(data: SourceData): Uint8Array | string {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
