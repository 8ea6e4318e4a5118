import { answerJson } from './expectations.ts';
import type { ProbeRequest } from './probe-request.ts';
import type { Answer } from './probe-result.ts';

const MESSAGE_LENGTH = 200;

/** A query as the GraphQL-over-HTTP specification sends it; `headers` by lower-case name come before its own. */
export function graphqlRequest(
  query: string,
  headers: ProbeRequest['headers'],
): Pick<ProbeRequest, 'method' | 'headers' | 'body'> {
  return {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ query }),
  };
}

/** Why the answer is not that of a query that succeeded wholly, as phrases; none when it is. */
export function graphqlErrors(answer: Answer): readonly string[] {
  const json = answerJson(answer);
  if (!json.valid) return [`expected a GraphQL answer, but the body is ${json.what}`];
  const { data, errors } = Object(json.value) as { readonly data?: unknown; readonly errors?: unknown }; // of anything
  if (errors !== undefined && errors !== null && !(Array.isArray(errors) && errors.length === 0))
    return [`the GraphQL answer has errors: ${messageOf(errors)}`];
  return data === undefined || data === null ? ['expected a GraphQL answer, but the body has no data'] : [];
}

function messageOf(errors: unknown): string {
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  const message = (Object(first) as { readonly message?: unknown }).message;
  const text = typeof message === 'string' ? message : JSON.stringify(first);
  return text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH - 3)}...` : text;
}
