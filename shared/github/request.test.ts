import { describe, expect, it } from '@jest/globals';
import type { HttpProbe } from '#shared/http/probe-request';
import { createGithubRequest } from './request.ts';

type Sent = Parameters<HttpProbe>[0];

function client(body: string, env: Readonly<Record<string, string>> = {}) {
  const sent: Sent[] = [];
  const send: HttpProbe = (request) => {
    sent.push(request);
    return Promise.resolve({ kind: 'answered', status: 200, headers: {}, body, truncated: false, ms: 1 });
  };
  const { signal } = new AbortController();
  return { sent, request: createGithubRequest({ env, repository: 'acme/shop', token: 'ghs_x', signal }, send) };
}

describe('a request', () => {
  it('goes to the API of this job, with its token', async () => {
    const { request, sent } = client('{"id":7}', { GITHUB_API_URL: 'https://github.example/api/v3' });
    expect(await request({ method: 'POST', path: '/deployments', body: { ref: 'main' } })).toEqual({ id: 7 });
    expect(sent[0]?.url.href).toBe('https://github.example/api/v3/repos/acme/shop/deployments');
    expect(sent[0]).toMatchObject({
      method: 'POST',
      body: '{"ref":"main"}',
      headers: { authorization: 'Bearer ghs_x', accept: 'application/vnd.github+json' },
    });
  });

  it('goes to github.com where nothing else is said', async () => {
    const { request, sent } = client('[]');
    expect(await request({ method: 'GET', path: '/deployments?sha=1' })).toEqual([]);
    expect(sent[0]?.url.href).toBe('https://api.github.com/repos/acme/shop/deployments?sha=1');
  });

  it('is not taken for answered by what is no JSON', async () => {
    const { request } = client('<html>');
    await expect(request({ method: 'GET', path: '/deployments?sha=1' })).rejects.toThrow(
      'GET /deployments: the answer',
    );
  });
});
