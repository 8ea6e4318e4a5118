import type { Auth, Sign } from './auth.ts';
import type { ConnectionSettings } from './connection.ts';
import type { HttpResult, ProbeResult } from './probe-result.ts';

export interface ProbeOptions {
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** For requests whose `auth` is `sigv4`. */
  readonly sign?: Sign | undefined;
}

/** Asks once. Whatever the server does is a result; throws the signal's reason only. */
export type Probe = (request: ProbeRequest, options: ProbeOptions) => Promise<ProbeResult>;
export type HttpProbe = (request: ProbeRequest, options: ProbeOptions) => Promise<HttpResult>;

export interface ProbeRequest {
  /** Its scheme says what is spoken; credentials in it are sent as Basic authorization, unless `auth` is given. */
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly auth: Auth | undefined;
  readonly connection: ConnectionSettings;
  /** Milliseconds for all of it: look-up, connection, TLS, redirects, headers and the last byte of the body. */
  readonly timeoutMs: number;
  /** 0: a redirect is an answer like any other. */
  readonly maxRedirects: number;
  /** Bytes of the decoded body to read; what follows them is left. Default: 1 MiB. */
  readonly maxBodyBytes?: number;
}
