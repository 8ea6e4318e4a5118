import { describe, expect, it } from '@jest/globals';
import { graphqlErrors, graphqlRequest } from './graphql.ts';
import type { Answer } from './probe-result.ts';

describe('the request', () => {
  it('is a POST of the query as JSON', () => {
    expect(graphqlRequest('{ ping }', { authorization: 'Bearer x' })).toEqual({
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        authorization: 'Bearer x',
      },
      body: '{"query":"{ ping }"}',
    });
  });

  it('has the headers that were given for it', () => {
    expect(graphqlRequest('{ ping }', { accept: 'application/json' }).headers).toHaveProperty(
      'accept',
      'application/json',
    );
  });
});

describe('the answer', () => {
  const answer = (body: string): Answer => ({
    kind: 'answered',
    status: 200,
    headers: {},
    body,
    truncated: false,
    ms: 1,
  });

  it.each(['{"data":{"ping":"pong"}}', '{"data":{},"errors":[]}', '{"data":{"a":1},"errors":null}'])(
    'is right: %s',
    (body) => {
      expect(graphqlErrors(answer(body))).toEqual([]);
    },
  );

  it.each([
    ['{"errors":[{"message":"no such field"}],"data":null}', 'the GraphQL answer has errors: no such field'],
    ['{"data":{"a":1},"errors":[{"code":7}]}', 'the GraphQL answer has errors: {"code":7}'],
    ['{"errors":"broken"}', 'the GraphQL answer has errors: "broken"'],
    ['{"data":null}', 'expected a GraphQL answer, but the body has no data'],
    ['null', 'expected a GraphQL answer, but the body has no data'],
    ['[]', 'expected a GraphQL answer, but the body has no data'],
    ['<html>', 'expected a GraphQL answer, but the body is something else'],
    ['', 'expected a GraphQL answer, but the body is empty'],
  ])('is wrong: %s', (body, problem) => {
    expect(graphqlErrors(answer(body))).toEqual([problem]);
  });

  it('is clipped when it complains at length', () => {
    const [problem = ''] = graphqlErrors(answer(JSON.stringify({ errors: [{ message: 'x'.repeat(9_999) }] })));
    expect(problem.length).toBeLessThan(250);
  });
});
