export interface ProbeRequest {
  /** http or https; credentials in it are sent as Basic authorization. */
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds for all of it: look-up, connection, TLS, redirects, headers and the last byte of the body. */
  readonly timeoutMs: number;
  /** 0: a redirect is an answer like any other. */
  readonly maxRedirects: number;
}
