import type { Auth } from '#shared/http/auth';
import type { ConnectionSettings } from '#shared/http/connection';
import type { Expectations } from '#shared/http/expectations';
import type { StatusRange } from '#shared/http/status-ranges';
import type { VersionSource } from '#shared/http/version';

/** How a URL is asked and what its answer must be. */
export interface TargetSettings {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** A query that is sent instead of `method` and `body`. */
  readonly graphql: string | undefined;
  readonly auth: Auth | undefined;
  readonly connection: ConnectionSettings;
  readonly expectations: Expectations;
  /** Milliseconds for 95 % of the answers in a row that prove it. */
  readonly maxP95Ms: number | undefined;
  readonly expectVersion: string | undefined;
  readonly versionFrom: VersionSource | undefined;
  /** Statuses that no waiting heals. */
  readonly failOn: readonly StatusRange[];
  /** 0: a redirect is an answer like any other. */
  readonly maxRedirects: number;
}

/** One URL under verification. */
export interface Target extends TargetSettings {
  readonly name: string;
  readonly url: URL;
  /** An uncritical target only warns. */
  readonly critical: boolean;
  /** A service that is looked at, in the place of a URL that is asked; `url` only names it then. */
  readonly service?: { readonly cluster: string; readonly service: string };
}

/** `GET https://…`; of protocols that know no method, the URL alone. */
export function requestWords({ method, url }: Pick<Target, 'method' | 'url'>): string {
  return /^https?:$/.test(url.protocol) ? `${method} ${displayUrl(url)}` : displayUrl(url);
}

/** A URL for people: its query and credentials may be secrets and are left out. */
export function displayUrl({ protocol, host, pathname, search }: URL): string {
  return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`;
}
