import { createServer } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ALL } from '../actions/health-verify/scripted/all.ts';
import type { Script, Scripts } from '../actions/health-verify/scripted/script.ts';
import { openScript } from '../actions/health-verify/scripted/server.ts';
import { closeServers, http, listen } from '../shared/http/testing.ts';
import { runBundle, type BundleRun } from './support/bundle.ts';

const TIMEOUT_MS = 2_000;
const REQUEST_TIMEOUT_MS = 1_000;
/** For Node to start, to write the summary, and on a machine that has other work. */
const SLACK_MS = 1_500;
const MAX_MEMORY_KB = 100_000;

// The most memory that was resident since the program began: the kernel's own count, which no exec inherits.
const TELL_MEMORY = `
  import { readFileSync, writeSync } from 'node:fs';
  process.on('exit', () => writeSync(2, readFileSync('/proc/self/status', 'utf8').match(/VmHWM.*/)[0] + '\\n'));`;

interface Run extends BundleRun {
  readonly ms: number;
  readonly memoryKb: number;
}

/** Verifies all of the scripts' servers at once, beside one that never is there, so that it goes on to its end. */
async function verifyAll(scripts: readonly (readonly [string, Script])[]): Promise<Run> {
  const entries = await Promise.all(
    scripts.map(async ([name, script]) => ({
      name,
      url: await openScript(script),
      critical: false,
      ...script.settings,
    })),
  );
  const started = performance.now();
  const run = await runBundle('health-verify', {
    inputs: {
      urls: JSON.stringify([{ name: 'never there', url: 'http://127.0.0.1:1/' }, ...entries]),
      timeout: `${TIMEOUT_MS}ms`,
      'request-timeout': `${REQUEST_TIMEOUT_MS}ms`,
      interval: '300ms',
    },
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_MEMORY)}` },
  });
  const memoryKb = Number(/VmHWM:\s*(?<kb>\d+) kB/.exec(run.lines.join('\n'))?.groups?.['kb']);
  return { ...run, ms: performance.now() - started, memoryKb };
}

function checkRun({ exitCode, lines, memoryKb, ms, summary }: Run): void {
  expect(exitCode).toBe(1);
  expect(memoryKb).toBeLessThan(MAX_MEMORY_KB);
  expect(ms).toBeGreaterThan(TIMEOUT_MS);
  expect(ms).toBeLessThan(TIMEOUT_MS + REQUEST_TIMEOUT_MS + SLACK_MS);
  // Masks name the secrets to the runner, by their very purpose.
  const said = lines.filter(
    (line) => !line.startsWith('::add-mask::Bearer s3cr3t') && line !== '::add-mask::s3cr3t-of-the-test',
  );
  const commands = said.filter((line) => /^\s*::|##\[/.test(line));
  expect(commands.filter((line) => !/^::(?:error|warning|debug)::/.test(line))).toEqual([]);
  expect(commands.filter((line) => line.startsWith('::error::'))).toHaveLength(1);
  const text = [...said, summary].join('\n');
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).not.toContain('s3cr3t');
  expect(summary).not.toMatch(/^\s*::|##\[/m);
}

afterEach(closeServers);

const { floods = {}, ...light } = ALL;

describe('all servers of a subject at once stay within time and memory', () => {
  it.each(Object.entries(light))('%s', async (_, scripts: Scripts) =>
    checkRun(await verifyAll(Object.entries(scripts))),
  );
});

describe('a server stays within time and memory that', () => {
  it.each(Object.entries(floods))('%s', async (name, script) => checkRun(await verifyAll([[name, script]])));
});

describe('a healthy service', () => {
  // Measured by the wall clock, on a machine that may have other work at that moment.
  jest.retryTimes(2);

  it('is told 4 s after its first healthy answer, with three successes 2 s apart', async () => {
    const healthyAt: number[] = [];
    let requests = 0;
    const url = await http((_, response) => {
      requests += 1;
      if (requests > 2) healthyAt.push(performance.now());
      response.writeHead(requests > 2 ? 200 : 503).end();
    });
    const { exitCode } = await runBundle('health-verify', {
      inputs: { url, 'success-threshold': '3', interval: '2s', 'max-interval': '2s' },
    });
    const tookMs = performance.now() - (healthyAt[0] ?? Number.NaN);
    expect([exitCode, healthyAt.length]).toEqual([0, 3]);
    expect(Math.abs(tookMs - 4_000)).toBeLessThan(200);
  });

  it('tells its way in words', async () => {
    const version = ['1f3c9aa', '1f3c9aa', '9c1d2e3'];
    let requests = 0;
    const port = await listen(
      createServer((_, response) => {
        response.setHeader('x-version', version[Math.min(requests, 2)] ?? '').end();
        requests += 1;
      }),
    );
    const { lines } = await runBundle('health-verify', {
      inputs: {
        url: `http://127.0.0.1:${port}/`,
        'expect-version': '9c1d2e3',
        'version-from': 'header:x-version',
        interval: '100ms',
      },
    });
    expect(lines.map((line) => line.split(':')[0]).filter((word) => /version|healthy/.test(word ?? ''))).toEqual([
      'old version (1 of 1 answers)',
      'new version (1 of 3)',
      'new version (2 of 3)',
      'new version (3 of 3)',
      'healthy',
    ]);
  });
});
