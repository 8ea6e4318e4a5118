import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type Bench } from './testing/client.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
  bench.github.seed('acme/shop').commit({ files: { 'a.txt': 'one\n' } });
});

afterEach(async () => {
  await bench.github.close();
});

describe('who may call', () => {
  it('refuses an unknown token and a revoked one', async () => {
    const token = bench.github.issueToken();
    expect((await bench.call('GET ', { token })).status).toBe(200);
    bench.github.revokeToken(token);
    expect(await bench.call('GET ', { token })).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    });
  });

  it('hides a private repository from those it is not for', async () => {
    const token = bench.github.issueToken({ repositories: ['acme/other'] });
    expect((await bench.call('GET ', { token })).body).toMatchObject({ message: 'Not Found' });
    expect((await bench.call('GET ', { token: null })).status).toBe(404);
    expect((await bench.call('GET /repos/acme/none')).status).toBe(404);
  });

  it('names the permission that is missing', async () => {
    const token = bench.github.issueToken({ permissions: { deployments: 'read' } });
    expect((await bench.call('GET /deployments', { token })).status).toBe(200);
    const refused = await bench.call('POST /deployments', { token, body: { ref: 'main' } });
    expect(refused).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('deployments=write');
    expect((await bench.call('GET /actions/runs', { token })).status).toBe(403);
  });

  it('shows a public repository to all, and lets nobody unknown write', async () => {
    bench.github.seed('acme/open', { private: false, commits: [{ files: { a: '1' } }] });
    expect((await bench.call('GET /repos/acme/open/deployments', { token: null })).status).toBe(200);
    expect(await bench.call('POST /repos/acme/open/deployments', { token: null, body: { ref: 'main' } })).toMatchObject(
      {
        status: 401,
        body: { message: 'Requires authentication' },
      },
    );
  });

  it('takes a token in each of the ways it can be sent', async () => {
    const { token } = bench.github;
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    for (const authorization of [`token ${token}`, `bearer ${token}`, `Basic ${basic}`])
      expect((await bench.call('GET ', { token: null, headers: { authorization } })).status).toBe(200);
  });
});

describe('pages', () => {
  const linksOf = (header: string | null): Record<string, string> =>
    Object.fromEntries(
      [...(header ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url = '', rel = '']) => [rel, url] as const),
    );

  it('links to the pages around, by the number of the repository, as they can be followed', async () => {
    for (let count = 0; count < 5; count++)
      await bench.call('POST /deployments', { body: { ref: 'main', required_contexts: [], environment: `e${count}` } });
    const second = await bench.call('GET /deployments?per_page=2&page=2');
    const links = linksOf(second.headers.get('link'));
    expect(Object.keys(links)).toEqual(['prev', 'next', 'last', 'first']);
    expect(links['next']).toMatch(/\/repositories\/\d+\/deployments\?per_page=2&page=3$/);
    const third = await bench.call(`GET ${links['next'] ?? ''}`);
    expect(third.body).toMatchObject([{ environment: 'e0' }]);
    expect(Object.keys(linksOf(third.headers.get('link')))).toEqual(['prev', 'first']);
    expect((await bench.call('GET /deployments')).headers.get('link')).toBeNull();
    expect((await bench.call('GET /deployments?per_page=2&page=9')).body).toEqual([]);
  });

  it('takes more than 100 for 100', async () => {
    const repository = bench.github.seed('acme/shop');
    for (let count = 0; count < 150; count++) repository.run({});
    const { body } = await bench.call('GET /actions/runs?per_page=500');
    expect((body as { workflow_runs: unknown[] }).workflow_runs).toHaveLength(100);
  });
});

describe('conditional requests', () => {
  it('answers 304 without counting it while nothing has changed', async () => {
    const first = await bench.call('GET /deployments');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const again = await bench.call('GET /deployments', { headers: { 'if-none-match': etag } });
    expect(again).toMatchObject({ status: 304, body: undefined });
    expect(again.headers.get('x-ratelimit-used')).toBe(first.headers.get('x-ratelimit-used'));
    await bench.call('POST /deployments', { body: { ref: 'main', required_contexts: [] } });
    expect((await bench.call('GET /deployments', { headers: { 'if-none-match': etag } })).status).toBe(200);
  });
});

describe('rate limits', () => {
  it('counts by token, refuses at the end, and starts again after an hour', async () => {
    await bench.github.close();
    bench = await openBench({ rateLimit: 2 });
    expect((await bench.call('GET ')).headers.get('x-ratelimit-remaining')).toBe('1');
    await bench.call('GET ');
    const refused = await bench.call('GET ');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      message: expect.stringMatching(/^API rate limit exceeded for installation ID/),
    });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '2',
      'x-ratelimit-resource': 'core',
      'x-ratelimit-reset': String((bench.clock.now() + 3_600_000) / 1000),
    });
    expect((await bench.call('GET /rate_limit')).body).toMatchObject({ rate: { limit: 2, remaining: 0 } });
    expect((await bench.call('GET ', { token: bench.github.issueToken() })).status).toBe(200);
    await bench.clock.advance(3_600_000);
    expect((await bench.call('GET ')).status).toBe(200);
  });
});

describe('faults by order', () => {
  it('strikes the requests it is for, after some and then so many', async () => {
    bench.github.faults.order({
      method: 'GET',
      path: /\/deployments$/,
      after: 1,
      times: 2,
      fault: { kind: 'server-error', status: 502 },
    });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await bench.call('GET /deployments')).status);
    expect(statuses).toEqual([200, 502, 502, 200]);
    expect((await bench.call('GET ')).status).toBe(200);
  });

  it('strikes no more once it is taken back', async () => {
    const fault = { kind: 'server-error', status: 502 } as const;
    const takeBack = bench.github.faults.order({ path: /\/deployments$/, times: Infinity, fault });
    bench.github.faults.order({ path: /\/environments$/, times: Infinity, fault });
    expect((await bench.call('GET /deployments')).status).toBe(502);
    takeBack();
    expect((await bench.call('GET /deployments')).status).toBe(200);
    expect((await bench.call('GET /environments')).status).toBe(502);
  });

  it('names the wait of a secondary limit', async () => {
    bench.github.faults.order({ fault: { kind: 'secondary-limit', status: 429, retryAfterSeconds: 7 } });
    const refused = await bench.call('GET ');
    expect(refused).toMatchObject({
      status: 429,
      body: { message: expect.stringContaining('secondary rate limit') },
    });
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await bench.call('GET ')).status).toBe(200);
  });

  it('leaves no request after a primary limit until its window ends', async () => {
    bench.github.faults.order({ fault: { kind: 'primary-limit', status: 429 } });
    const refused = await bench.call('GET ');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await bench.call('GET ')).status).toBe(403);
  });

  it.each(['reset', 'truncate'] as const)('breaks the connection: %s', async (kind) => {
    bench.github.faults.order({ fault: { kind } });
    await expect(bench.call('GET ')).rejects.toThrow();
    expect((await bench.call('GET ')).status).toBe(200);
  });

  it('answers late, by the clock', async () => {
    bench.github.faults.order({ fault: { kind: 'slow', ms: 5000 } });
    const answer = bench.call('GET ');
    while (bench.clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await bench.clock.advance(5000);
    expect((await answer).status).toBe(200);
  });
});

describe('what every answer has', () => {
  it('carries an id and the version of the API', async () => {
    const { headers } = await bench.call('GET ', { headers: { 'x-github-api-version': '2026-03-10' } });
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{4}:[0-9A-F]{8}:/);
    expect(headers.get('x-github-api-version-selected')).toBe('2026-03-10');
    expect((await bench.call('GET ', { headers: { 'x-github-api-version': '2020-01-01' } })).status).toBe(400);
  });

  it('refuses what is no JSON, and what has no path', async () => {
    const response = await fetch(`${bench.github.url}/repos/acme/shop/deployments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bench.github.token}` },
      body: '{"ref":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Problems parsing JSON' });
    expect((await bench.call('GET /nothing/here')).status).toBe(404);
    expect((await bench.call('GET /deployments/not-a-number')).status).toBe(404);
  });

  it('remembers every call', async () => {
    await bench.call('GET /deployments?per_page=1');
    await bench.call('GET /nothing');
    expect(bench.github.calls()).toEqual([
      { method: 'GET', path: '/repos/acme/shop/deployments?per_page=1', status: 200 },
      { method: 'GET', path: '/repos/acme/shop/nothing', status: 404 },
    ]);
  });
});
