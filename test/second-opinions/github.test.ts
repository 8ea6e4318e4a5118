import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchRoute } from '#sandbox/github/rest/routes';
import { startGithub, type Github } from '#sandbox/github/rest/server';
import { ROUTES } from '#sandbox/github/rest/table';
import { systemClock } from '#sandbox/clock';
import { describedPath, trimmed, type OpenApi } from './github-openapi.ts';
import { walk, Walker, type Answered } from './github-walk.ts';
import { startPrism } from './prism.ts';
import { npmTool } from './tools.ts';

/** The arbiter: GitHub's own OpenAPI description (@octokit/openapi 23.0.2), held against every answer by prism 5.14.2. */
const prismTool = await npmTool({
  name: '@stoplight/prism-cli',
  version: '5.14.2',
  with: { '@octokit/openapi': '23.0.2' },
});
const suite = prismTool.found ? describe : describe.skip;

suite(`GitHub's own description${prismTool.found ? '' : ` (skipped: ${prismTool.reason})`}`, () => {
  let api: OpenApi;
  let github: Github;
  let walker: Walker;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!prismTool.found) return;
    const file = join(prismTool.directory, 'node_modules/@octokit/openapi/generated/api.github.com.json');
    api = JSON.parse(await readFile(file, 'utf8')) as OpenApi;
    const folder = await mkdtemp(join(tmpdir(), 'github-openapi-'));
    closers.push(() => rm(folder, { recursive: true }));
    const document = join(folder, 'github.json');
    await writeFile(document, JSON.stringify(trimmed(api, ROUTES, ['/rate_limit'])));
    const log = (line: string): void => {
      throw new Error(line);
    };
    github = await startGithub({ clock: systemClock(), log });
    closers.push(() => github.close());
    const prism = await startPrism({ directory: prismTool.directory, document, upstream: github.url });
    closers.push(() => prism.close());
    walker = new Walker(prism.url, github.token);
    await walk(walker, github);
  }, 120_000);

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  it('has every path we answer, and the page of its documentation that refusals name', () => {
    const described = ROUTES.map((route) => {
      const path = describedPath(api, route);
      const url = path === undefined ? undefined : api.paths[path]?.[route.method.toLowerCase()]?.externalDocs?.url;
      return { route: `${route.method} ${route.path}`, docs: url };
    });
    expect(described).toEqual(
      ROUTES.map((route) => ({
        route: `${route.method} ${route.path}`,
        docs: `https://docs.github.com/rest/${OLD_PAGES[route.docs] ?? route.docs}`,
      })),
    );
  });

  it('is not violated by any answer', () => {
    const violations = walker.answers.filter((answer) => isViolation(answer) && !isFollowed(answer));
    expect(violations.map(({ line, body }) => ({ line, body }))).toEqual([]);
  });

  it('was held against every path, and against the refusals', () => {
    const met = new Set(
      github.calls().flatMap(({ method, path }) => {
        const rest = /^\/repos\/acme\/shop([^?]*)/.exec(path)?.[1];
        const match = rest === undefined ? undefined : matchRoute(ROUTES, method, rest);
        return match ? [`${match.route.method} ${match.route.path}`] : [];
      }),
    );
    expect(ROUTES.map((route) => `${route.method} ${route.path}`).filter((route) => !met.has(route))).toEqual([]);
    const statuses = new Set(walker.answers.filter((answer) => !isFollowed(answer)).map(({ status }) => status));
    expect([...statuses].sort()).toEqual([200, 201, 204, 304, 401, 403, 404, 409, 422, 429, 503]);
  });

  it('would be seen to be violated', async () => {
    // The arbiter is awake: it names an answer that is not described, and a request that is not allowed.
    expect(walker.answers.filter(isFollowed).map(isViolation)).toEqual([true]);
    const answer = await walker.ask('POST /deployments', { body: { task: 'deploy' } });
    expect(isViolation(answer)).toBe(true);
  });
});

/** Where the description links to a page as it was once called. */
const OLD_PAGES: Readonly<Record<string, string>> = {
  'checks/runs#create-a-check-run': 'reference/checks#create-a-check-run',
};

/** Prism follows a job log's 302 itself and then finds no 200 described. `sandbox/github` tests that answer. */
function isFollowed({ line }: Answered): boolean {
  return line.endsWith('/logs');
}

/** Prism answers for itself where it finds a violation: with a problem document, not with GitHub's. */
function isViolation({ body }: Answered): boolean {
  const type = (body as { type?: unknown } | undefined)?.type;
  return typeof type === 'string' && type.includes('prism');
}
