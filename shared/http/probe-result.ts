import type { CertificateFacts } from './certificate.ts';

/**
 * Why there was no complete answer.
 * - `unknown-host`: there is no address of the host's name
 * - `dns`: the look-up itself failed, which says nothing about the name
 * - `refused`, `unreachable`: nothing listens, or no way leads there
 * - `reset`: the connection closed before the answer was complete
 * - `timeout`: the answer was not complete in time
 * - `certificate`: one that has expired, is for another host, or of an authority that is not trusted
 * - `tls`: no secure connection for another reason
 * - `plain-http`: HTTPS was asked for where plain HTTP is spoken; waiting does not help
 * - `redirect`: more redirects than allowed, or one that leads nowhere
 * - `proxy`: the proxy of the environment cannot be reached, or does not let the request through
 * - `credentials`: the request could not be signed
 * - `protocol`: what came was not HTTP, or its body could not be decoded
 */
export type FailureKind =
  | 'unknown-host'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'timeout'
  | 'certificate'
  | 'tls'
  | 'plain-http'
  | 'redirect'
  | 'proxy'
  | 'credentials'
  | 'protocol';

/** What an answer says, without the time it took. Everything in it was written by the probed server: foreign text. */
export interface Told<Status> {
  readonly kind: 'answered';
  readonly status: Status;
  /** By lower-case name; several of one name joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded from its content encoding and from UTF-8. */
  readonly body: string;
  /** The body was longer than the limit and its end was not read. */
  readonly truncated: boolean;
  /** Of the server that answered; absent when it did so unencrypted. */
  readonly certificate?: CertificateFacts;
}

export interface AnswerOf<Status> extends Told<Status> {
  /** Milliseconds from the first look-up to the last byte, redirects included. */
  readonly ms: number;
}

/** A complete answer. */
export type Answer = AnswerOf<number | Condition>;

export interface Failure {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  /** What happened, to be read after "GET https://… :". No full stop. */
  readonly message: string;
  readonly ms: number;
}

export type ProbeResult = Answer | Failure;

/** What a protocol without HTTP's statuses says in their place, judged by the rules of that protocol. */
export type Condition = { readonly word: string } & (
  | { readonly health: 'healthy' }
  /** `reason` is to be read after the word: "NOT_SERVING in 4 ms: expected SERVING". No full stop. */
  | { readonly health: 'unhealthy' | 'hopeless'; readonly reason: string }
);

export type HttpAnswer = AnswerOf<number>;
export type HttpResult = HttpAnswer | Failure;

/** HTTP's status; undefined of an answer that has none. */
export function httpStatus({ status }: Pick<Answer, 'status'>): number | undefined {
  return typeof status === 'number' ? status : undefined;
}

/** `200`, `connected`, `SERVING`. */
export function statusWord({ status }: Pick<Answer, 'status'>): string {
  return typeof status === 'number' ? String(status) : status.word;
}
