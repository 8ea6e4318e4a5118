import { graphqlRequest } from '#shared/http/graphql';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Target } from './target.ts';

/** What is sent to a target. */
export function requestOf(target: Target, timeoutMs: number): ProbeRequest {
  const { auth, body, connection, graphql, headers, maxRedirects, method, url } = target;
  const asked = graphql === undefined ? { method, headers, body } : graphqlRequest(graphql, headers);
  return { url, ...asked, auth, connection, timeoutMs, maxRedirects };
}
