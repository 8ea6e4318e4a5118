import type { Github } from '#sandbox/github/rest/server';

export interface Answered {
  readonly line: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Asking {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client that goes through the arbiter and remembers every answer. */
export class Walker {
  readonly answers: Answered[] = [];
  readonly #base: string;
  readonly #token: string;

  constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  /** @param line a method and a path in the repository acme/shop, or a whole path that starts with `//` */
  async ask(line: string, { body, token = this.#token, headers = {} }: Asking = {}): Promise<Answered> {
    const [method = '', path = ''] = line.split(' ');
    const response = await fetch(`${this.#base}${path.startsWith('//') ? path.slice(1) : `/repos/acme/shop${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { line, status: response.status, headers: response.headers, body: parsed(text) };
    this.answers.push(answer);
    return answer;
  }

  /** The id of what was created. */
  async create(line: string, body: unknown): Promise<number> {
    const answer = await this.ask(line, { body });
    return (answer.body as { id: number }).id;
  }
}

function parsed(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}

/** What the walk finds in place. */
export function seedForWalk(github: Github): { readonly sha: string; readonly run: number; readonly job: number } {
  const repository = github.seed('acme/shop', {
    description: 'A shop',
    environments: [{ name: 'gated', waitTimerMinutes: 5 }],
  });
  repository.commit({
    message: 'First',
    files: { 'src/a.ts': 'one\n', 'gone.txt': 'x\n', 'old.txt': 'y\n' },
    tags: ['v1'],
  });
  const { sha } = repository.commit({
    files: { 'src/a.ts': 'two\n', 'gone.txt': null, 'old.txt': null, 'new.txt': 'y\n' },
    author: { name: 'Ada', email: 'ada@example.com', login: 'ada' },
  });
  repository.commit({
    branch: 'topic',
    message: 'Topic',
    files: { 'b.txt': '1\n' },
    author: { name: 'N', email: 'n@x.org' },
  });
  repository.pull({ head: 'topic', body: 'Please.' });
  const run = repository.run({
    name: 'Ship',
    attempts: [
      {
        conclusion: 'failure',
        jobs: [
          { name: 'build', conclusion: 'success' },
          { name: 'ship', conclusion: 'failure' },
        ],
      },
      {
        keeps: ['build'],
        jobs: [
          {
            name: 'ship',
            conclusion: 'cancelled',
            steps: [{ name: 'Set up job', conclusion: 'success', startedAt: 0, completedAt: 1000 }, { name: 'Deploy' }],
            annotations: [{ message: 'It failed.', path: 'src/a.ts', startLine: 1 }],
            log: 'It failed.\n',
          },
        ],
      },
    ],
  });
  return { sha, run: run.id, job: run.attempts[1]?.jobs[1] ?? 0 };
}

/** Every route once at least, and the refusals a client meets. */
export async function walk(walker: Walker, github: Github): Promise<void> {
  const { sha, run, job } = seedForWalk(github);
  await walker.ask('GET //rate_limit');
  const repository = await walker.ask('GET ');
  await walker.ask('GET ', { headers: { 'if-none-match': repository.headers.get('etag') ?? '' } });
  await walkDeployments(walker, sha);
  await walkActions(walker, { run, job });
  await walkChecks(walker, sha);
  await walkCommits(walker, sha);
  await walkPulls(walker);
  await walkRefusals(walker, github);
}

async function walkDeployments(walker: Walker, sha: string): Promise<void> {
  const create = (body: object): Promise<number> =>
    walker.create('POST /deployments', { required_contexts: [], ...body });
  const id = await create({ ref: sha, environment: 'staging', payload: { release: 1 }, description: 'Release 1' });
  await create({ ref: 'main', payload: 'text', auto_merge: false });
  const log_url = 'https://github.com/acme/shop/actions/runs/1/job/2';
  const environment_url = 'https://shop.example.com';
  const status = await walker.create(`POST /deployments/${id}/statuses`, {
    state: 'in_progress',
    log_url,
    environment_url,
    description: 'verifying 2/3',
  });
  await walker.create(`POST /deployments/${id}/statuses`, { state: 'success', log_url, environment_url });
  await walker.ask(`GET /deployments/${id}/statuses`);
  await walker.ask(`GET /deployments/${id}/statuses/${status}`);
  await walker.ask(`GET /deployments/${id}`);
  await walker.ask('GET /deployments?environment=staging&task=deploy&per_page=1');
  await walker.ask('GET /environments');
  await walker.ask('GET /environments/gated');
  await create({ ref: 'main', environment: 'staging' });
  await walker.ask(`DELETE /deployments/${id}`);
  await walker.create(`POST /deployments/${id}/statuses`, { state: 'inactive', log_url, environment_url });
  await walker.ask(`DELETE /deployments/${id}`);
  await walker.ask('POST /deployments', { body: { ref: 'main' } });
  await walker.ask('POST /deployments', { body: { ref: 'nowhere' } });
}

async function walkActions(
  walker: Walker,
  { run, job }: { readonly run: number; readonly job: number },
): Promise<void> {
  await walker.ask('GET /actions/runs?branch=main&event=push&status=in_progress&per_page=100');
  await walker.ask('GET /actions/workflows/ship.yml/runs?created=2020-01-01T00:00:00Z');
  await walker.ask(`GET /actions/runs/${run}`);
  await walker.ask(`GET /actions/runs/${run}/attempts/1`);
  await walker.ask(`GET /actions/runs/${run}/jobs?filter=all`);
  await walker.ask(`GET /actions/runs/${run}/attempts/2/jobs?per_page=1`);
  await walker.ask(`GET /actions/jobs/${job}`);
  await walker.ask(`GET /actions/jobs/${job}/logs`);
}

async function walkChecks(walker: Walker, sha: string): Promise<void> {
  const annotation = { path: 'src/a.ts', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'odd' };
  const output = { title: 'Lint', summary: 'One finding', annotations: [annotation] };
  const id = await walker.create('POST /check-runs', { name: 'lint', head_sha: sha, status: 'in_progress', output });
  await walker.ask(`PATCH /check-runs/${id}`, { body: { status: 'completed', conclusion: 'neutral' } });
  await walker.ask(`GET /check-runs/${id}`);
  await walker.ask(`GET /check-runs/${id}/annotations`);
  await walker.ask('GET /commits/main/check-runs');
  await walker.ask(`POST /statuses/${sha}`, {
    body: { state: 'success', context: 'ci', target_url: 'https://ci.example.com/1' },
  });
  await walker.ask('GET /commits/main/statuses');
  await walker.ask('GET /commits/main/status');
}

async function walkCommits(walker: Walker, sha: string): Promise<void> {
  await walker.ask('GET /compare/v1...topic');
  await walker.ask('GET /compare/topic...v1?per_page=1');
  await walker.ask('GET /compare/main...nowhere');
  await walker.ask('GET /commits?sha=topic&per_page=1');
  await walker.ask(`GET /commits/${sha}`);
  await walker.ask('GET /commits/nowhere');
  await walker.ask('GET /contents/new.txt?ref=main');
  await walker.ask('GET /git/ref/heads%2Fmain');
  await walker.ask('GET /git/matching-refs/tags');
  await walker.ask('POST /git/refs', { body: { ref: 'refs/tags/v2', sha } });
  await walker.ask('POST /git/refs', { body: { ref: 'refs/tags/v2', sha } });
  await walker.ask('PATCH /git/refs/tags%2Fv2', { body: { sha, force: true } });
  await walker.ask('DELETE /git/refs/tags%2Fv2');
}

async function walkPulls(walker: Walker): Promise<void> {
  const topic = ((await walker.ask('GET /commits/topic')).body as { sha: string }).sha;
  await walker.ask('GET /pulls?state=all');
  await walker.ask('GET /pulls/1');
  await walker.ask('GET /pulls/1/files');
  await walker.ask(`GET /commits/${topic}/pulls`);
  const id = await walker.create('POST /issues/1/comments', { body: 'Deployed.' });
  await walker.ask('GET /issues/1/comments');
  await walker.ask(`PATCH /issues/comments/${id}`, { body: { body: 'Verified.' } });
  await walker.ask(`GET /issues/comments/${id}`);
  await walker.ask(`DELETE /issues/comments/${id}`);
}

async function walkRefusals(walker: Walker, github: Github): Promise<void> {
  await walker.ask('GET ', { token: 'nobody' });
  await walker.ask('GET //repos/acme/none');
  const token = github.issueToken({ permissions: { contents: 'read' } });
  await walker.ask('GET /deployments', { token });
  await walker.ask('POST /deployments', { token, body: { ref: 'main' } });
  await walker.ask('GET /deployments/1');
  github.faults.order({ fault: { kind: 'secondary-limit', retryAfterSeconds: 1 } });
  await walker.ask('GET /deployments');
  github.faults.order({ fault: { kind: 'primary-limit', status: 429 } });
  await walker.ask('GET ', { token });
  github.faults.order({ fault: { kind: 'server-error', status: 503 } });
  await walker.ask('GET /compare/v1...topic');
}
