import type { IncomingHttpHeaders } from 'node:http';

/** What a SigV4 header says about its signer; the signature itself is not verified. */
export interface Signer {
  readonly accessKeyId: string;
  /** `x-amz-security-token`, of temporary credentials. */
  readonly sessionToken: string | undefined;
}

/** Undefined when the request is not signed with AWS Signature Version 4 in its `Authorization` header. */
export function readSigner(headers: IncomingHttpHeaders): Signer | undefined {
  const match = /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/\d{8}\/[^/,\s]+\/[^/,\s]+\/aws4_request/.exec(
    headers.authorization ?? '',
  );
  const accessKeyId = match?.[1];
  if (accessKeyId === undefined) return undefined;
  const token = headers['x-amz-security-token'];
  return { accessKeyId, sessionToken: typeof token === 'string' ? token : undefined };
}
