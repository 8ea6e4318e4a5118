import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { NEW, OLD } from '#shared/verify/testing';
import { main } from './main.ts';

let folder: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'health-verify-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await new Promise<void>((resolve) => {
    if (server === undefined) resolve();
    else server.close(() => resolve());
    server = undefined;
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/health`; // a TCP server's address
}

function environment(values: Readonly<Record<string, string>>): Record<string, string> {
  const inputs = Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  return { RUNNER_TEMP: folder, ...Object.fromEntries(inputs) };
}

function contextWith(values: Readonly<Record<string, string>>): FakeContext {
  return fakeContext({ name: 'health-verify', env: environment(values) });
}

async function report(context: FakeContext): Promise<unknown> {
  return JSON.parse(await readFile(context.outputs.get('report') ?? '', 'utf8'));
}

describe('a release that answers', () => {
  it('is healthy, and everything says so', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(503).end('starting');
      else response.end(JSON.stringify({ sha: requests === 2 ? OLD : NEW }));
    });
    const context = contextWith({ url, 'expect-version': NEW, 'version-from': 'json:$.sha' });
    await main(context);
    const {
      'p50-ms': p50,
      'p95-ms': p95,
      'last-error': lastError,
      report: path,
      ...outputs
    } = Object.fromEntries(context.outputs);
    expect(outputs).toEqual({
      result: 'healthy',
      reason: `${url} answered as expected 3 times in a row, from version 9c1d2e3.`,
      attempts: '5',
      'observed-version': NEW,
      'versions-seen': JSON.stringify({ [OLD]: 1, [NEW]: 3 }),
      'last-status': '200',
      'duration-ms': '7000',
      'proven-task-definition-arn': '',
      'github-deployment-id': '',
    });
    expect([p50, p95]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
    expect(lastError).toMatch(/^200 in \d+ ms, version 1f3c9aa: expected version 9c1d2e3$/);
    expect(path).toContain(folder);
    expect(context.log.lines.at(-1)).toBe(
      `info: healthy: ${url} answered as expected 3 times in a row, from version 9c1d2e3.`,
    );
    expect(context.summary.render()).toContain('## health-verify: healthy');
    expect(await report(context)).toMatchObject({
      result: 'healthy',
      attempts: 5,
      probes: [
        { round: 1, answer: '503', verdict: 'wrong-answer' },
        { round: 2, answer: '200', version: OLD, verdict: 'other-version' },
        { verdict: 'passed' },
        { verdict: 'passed' },
        { round: 5, atMs: 7_000, verdict: 'passed' },
      ],
    });
  });

  it('may do so beside an uncritical URL that does not', async () => {
    const url = await serve((request, response) => response.writeHead(request.url === '/health' ? 200 : 500).end());
    const urls = JSON.stringify([url, { name: 'page', url: new URL('/page', url), critical: false }]);
    const context = contextWith({ urls });
    await main(context);
    expect(context.outputs.get('result')).toBe('healthy');
    expect(context.outputs.get('last-error')).toBe('');
    expect(context.log.lines.filter((line) => line.startsWith('warning: '))).toEqual([
      expect.stringMatching(/^warning: page \(not critical\): 500 in \d+ ms: expected status 200-299$/),
    ]);
  });
});

describe('a release that does not', () => {
  it('fails the step after outputs, summary and report were written', async () => {
    const url = await serve((_, response) => response.writeHead(401).end());
    const context = contextWith({ url });
    await expect(main(context)).rejects.toMatchObject({
      message: expect.stringMatching(/cannot become healthy by waiting: 401 in \d+ ms: status 401 is in fail-on\.$/),
      hint: expect.stringContaining('Give credentials ('),
    });
    expect([context.outputs.get('result'), context.outputs.get('attempts')]).toEqual(['unhealthy', '1']);
    expect(context.outputs.get('reason')).toMatch(/ cannot become healthy by waiting: /);
    expect(context.summary.render()).toMatch(
      /^## health-verify: unhealthy\n\nhttp:\/\/.* cannot become healthy by waiting/,
    );
    expect(await report(context)).toMatchObject({ result: 'unhealthy', lastFailing: { status: 401 } });
  });

  it('is told apart from one of another version', async () => {
    const url = await serve((_, response) => response.setHeader('x-version', OLD).end());
    const context = contextWith({ url, timeout: '10s', 'expect-version': NEW, 'version-from': 'header:x-version' });
    await expect(main(context)).rejects.toThrow(
      /^The expected version did not answer 3 times in a row within 10\.0s: 200 in \d+ ms, version 1f3c9aa: expected version 9c1d2e3\.$/,
    );
    expect([context.outputs.get('result'), context.outputs.get('observed-version')]).toEqual(['wrong-version', OLD]);
  });
});

it('masks credentials before it sends them', async () => {
  let seen: string | undefined;
  const url = await serve((request, response) => {
    seen = request.headers.authorization;
    response.writeHead(500).end(`you sent ${seen ?? ''} and s3cr3t-password`);
  });
  const masked: string[] = [];
  const context = fakeContext({
    env: environment({
      url: url.replace('//', '//user:s3cr3t-password@'),
      headers: 'X-Api-Key: abcdef',
      timeout: '5s',
    }),
    maskSecret: (secret) => {
      masked.push(secret);
      context.redactor.add(secret);
    },
  });
  await expect(main(context)).rejects.toThrow('500');
  expect(seen).toBe(`Basic ${btoa('user:s3cr3t-password')}`);
  expect(masked).toEqual(['abcdef', 'user:s3cr3t-password', 's3cr3t-password', btoa('user:s3cr3t-password')]);
  const said = [await readFile(context.outputs.get('report') ?? '', 'utf8'), ...context.outputs.values()].join('\n');
  expect(said).not.toMatch(/abcdef|s3cr3t|dXNlcj/);
});

describe('a hostile server', () => {
  it('reaches neither log nor summary nor outputs alive', async () => {
    const body = [
      '::error::owned',
      '  ::set-env name=PATH::/tmp',
      '##[command]rm -rf /',
      '\u001b[2J\u001b]0;title\u0007\u0000\u202e',
      '</details><script>alert(1)</script>',
      '`````',
      '![x](https://evil.test/pixel)',
    ].join('\n');
    const url = await serve((_, response) => {
      response.writeHead(500, { 'x-version': '::error::v|`<b>' }).end(body);
    });
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = files;
    const env = {
      ...environment({
        url,
        timeout: '1s',
        interval: '300ms',
        'expect-version': 'v1',
        'version-from': 'header:x-version',
        'expect-body': 'never',
      }),
      ...files,
    };
    await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
    const { exitCode, stdout } = await run(env);
    expect(exitCode).toBe(1);
    const commands = stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line));
    expect(commands).toHaveLength(2); // the frame's debug line and its one error
    expect(commands[1]).toMatch(/^::error::The expected version did not answer/);
    const summary = await readFile(GITHUB_STEP_SUMMARY, 'utf8');
    for (const text of [stdout, summary, await readFile(GITHUB_OUTPUT, 'utf8')])
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(summary).not.toMatch(/^\s*::|##\[/m);
    expect(summary.split('\n')).toContain('``````text'); // a fence that the body cannot close
    expect(outsideCode(summary)).not.toMatch(/<script|<b>|!\[x\]/);
    expect(await readdir(folder)).toHaveLength(3);
  });

  /** What GitHub would read as Markdown or HTML: not code blocks, not escaped characters, not code spans. */
  function outsideCode(markdown: string): string {
    return markdown
      .replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '')
      .replace(/\\[!-/:-@[-`{-~]/g, '')
      .replace(/(`+)[^`][\s\S]*?\1/g, '');
  }

  async function run(
    env: Record<string, string>,
  ): Promise<{ readonly exitCode: number | null; readonly stdout: string }> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts')], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { exitCode, stdout: Buffer.concat(chunks).toString() };
  }
});
