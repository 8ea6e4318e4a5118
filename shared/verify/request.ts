import { graphqlRequest } from '#shared/http/graphql';
import type { ProbeRequest } from '#shared/http/probe-request';
import type { Target } from './target.ts';

/** Enough to show, and to see that an answer comes to its end, where nothing is looked for in it. */
const SHOWN_BODY_BYTES = 64 * 1024;

/** What is sent to a target. */
export function requestOf(target: Target, timeoutMs: number): ProbeRequest {
  const { auth, body, connection, graphql, headers, maxRedirects, method, url } = target;
  const asked = graphql === undefined ? { method, headers, body } : graphqlRequest(graphql, headers);
  const limits = { timeoutMs, maxRedirects, ...(looksIntoBody(target) ? {} : { maxBodyBytes: SHOWN_BODY_BYTES }) };
  return { url, ...asked, auth, connection, ...limits };
}

function looksIntoBody({ expectations, graphql, versionFrom }: Target): boolean {
  const { body, json } = expectations;
  const forVersion = versionFrom !== undefined && versionFrom.from !== 'header';
  return body !== undefined || json.length > 0 || graphql !== undefined || forVersion;
}
