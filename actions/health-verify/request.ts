import { graphqlRequest } from '#shared/http/graphql';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Target } from './target.ts';

const MAX_REDIRECTS = 10;

/** What is sent to a target. */
export function requestOf(target: Target, timeoutMs: number): ProbeRequest {
  const { url, method, headers, body, followRedirects, graphql } = target;
  const asked = graphql === undefined ? { method, headers, body } : graphqlRequest(graphql, headers);
  return { url, ...asked, timeoutMs, maxRedirects: followRedirects ? MAX_REDIRECTS : 0 };
}
