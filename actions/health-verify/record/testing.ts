import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  /** `POST /deployments/7/statuses`, below the repository. */
  readonly call: string;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** GitHub for the tests of this folder, and what was asked of it. */
export interface FakeGithub {
  readonly asked: Asked[];
  /** By method and path without query; 404 for all else. */
  answers: Record<string, Answer>;
  /** What makes a job's environment of it: run 42 of example/web. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<unknown>;
}

export async function startGithub(): Promise<FakeGithub> {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await text(request);
    const call = `${request.method ?? ''} ${(request.url ?? '').replace('/repos/example/web', '')}`;
    asked.push({ call, body: body === '' ? undefined : JSON.parse(body) });
    return github.answers[call.replace(/\?.*/, '')] ?? { status: 404, body: { message: 'Not Found' } };
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address
  const github: FakeGithub = {
    asked,
    answers: { 'POST /deployments/7/statuses': { status: 201, body: { id: 1 } } },
    env: {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_REPOSITORY: 'example/web',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_RUN_ID: '42',
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return github;
}
