/** What the HTTP front needs to know of one AWS service. */
export interface AwsService {
  /** Endpoint name as in `AWS_ENDPOINT_URL_<NAME>`, for the call counter. */
  readonly name: string;
  readonly protocol: JsonProtocol | QueryProtocol | ManyProtocols;
  /** Operations by name, as AWS spells them. Input is the decoded request, not yet validated. */
  readonly operations: Readonly<Record<string, Operation>>;
}

/** AWS JSON 1.1: `x-amz-target: <targetPrefix>.<Operation>`; timestamps are epoch seconds. */
export interface JsonProtocol {
  readonly kind: 'json';
  readonly targetPrefix: string;
}

/** AWS Query: form fields `Action`, `Version`; answers in XML under `xmlns`. */
export interface QueryProtocol {
  readonly kind: 'query';
  readonly version: string;
  readonly xmlns: string;
}

/**
 * A service that left Query behind and answers all of them: CBOR over HTTP (Smithy RPC v2), AWS JSON 1.0 and Query.
 * Operations answer timestamps as epoch seconds; each protocol words them in its own way.
 */
export interface ManyProtocols {
  readonly kind: 'many';
  readonly targetPrefix: string;
  readonly version: string;
  readonly xmlns: string;
  /** Names of the members that are timestamps, wherever they stand. */
  readonly timestamps: ReadonlySet<string>;
}

export type Operation = (input: JsonObject, request: RequestContext) => JsonObject | Promise<JsonObject>;

export interface RequestContext {
  readonly requestId: string;
  /** The access key id of the signature, undefined for unsigned calls (AssumeRoleWithWebIdentity). */
  readonly accessKeyId: string | undefined;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject | undefined;
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

/** An error as AWS answers it: HTTP 400 (or `status`) with `__type` and `message`. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
