import { headerProblem } from './headers.ts';

/** How a request says on whose behalf it is made. */
export type Auth = BasicAuth | { readonly kind: 'bearer'; readonly token: string } | SigV4;

export interface BasicAuth {
  readonly kind: 'basic';
  readonly user: string;
  readonly password: string;
}

/** AWS Signature Version 4, made anew for each request. */
export interface SigV4 {
  readonly kind: 'sigv4';
  /** The name the service signs by, such as `execute-api`. */
  readonly service: string;
  /** Undefined: the region AWS is called in. */
  readonly region: string | undefined;
}

/** What is signed of a request. */
export interface SignableRequest {
  readonly url: URL;
  readonly method: string;
  /** By lower-case name; `host` is among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Gives the headers that sign the request, by lower-case name. */
export type Sign = (auth: SigV4, request: SignableRequest) => Promise<Readonly<Record<string, string>>>;

/** `user:password` (RFC 7617: the first colon splits); undefined when it is not. */
export function parseBasicAuth(text: string): Auth | undefined {
  const split = text.indexOf(':');
  // No control characters may be sent (RFC 7617, 2).
  if (split < 0 || /\p{Cc}/u.test(text)) return undefined;
  return { kind: 'basic', user: text.slice(0, split), password: text.slice(split + 1) };
}

/** The token alone, without `Bearer`; undefined when no header may hold it. */
export function parseBearerToken(text: string): Auth | undefined {
  return /\s/.test(text) || headerProblem('authorization', text) !== undefined
    ? undefined
    : { kind: 'bearer', token: text };
}

/** `service` or `service:region`; undefined when it is neither. */
export function parseSigV4(text: string): Auth | undefined {
  const groups = /^(?<service>[a-z][a-z0-9-]*)(?::(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+))?$/.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { region, service = '' } = groups;
  // Services in a VPC Lattice network go by another name than its own API (VPC Lattice User Guide).
  return { kind: 'sigv4', service: service === 'vpc-lattice' ? 'vpc-lattice-svcs' : service, region };
}

/** The header of credentials that are the same in each request; of a URL's, too. */
export function authorization(url: URL, auth: Auth | undefined): Readonly<Record<string, string>> {
  if (auth?.kind === 'bearer') return { authorization: `Bearer ${auth.token}` };
  if (auth?.kind === 'sigv4' || (auth === undefined && url.username === '' && url.password === '')) return {};
  const { password, user } = auth ?? authOfUrl(url);
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** The credentials in a URL. */
export function authOfUrl({ password, username }: URL): BasicAuth {
  return { kind: 'basic', user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** Everything of `auth` that nobody may see. */
export function secretsOfAuth(auth: Auth): readonly string[] {
  if (auth.kind === 'bearer') return [auth.token];
  if (auth.kind === 'sigv4') return [];
  const pair = `${auth.user}:${auth.password}`;
  return [pair, auth.password, Buffer.from(pair).toString('base64')];
}
