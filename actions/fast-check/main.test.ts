import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#shared/action/clock';
import { CancelledError } from '#shared/action/errors';
import { GIT_TEST_ENV, TestRepository } from '#shared/git/testing/repository';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { main } from './main.ts';

let repository: TestRepository;
let before: string;
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'fast-check-'));
  repository = new TestRepository();
  before = repository.write('src/old.ts', 'old\n').write('README.md', 'hi\n').commit();
  repository.write('src/new $(touch pwned).ts', 'new\n').commit();
});

afterEach(() => {
  repository.remove();
  rmSync(temp, { recursive: true });
});

/** A context with a real repository, real processes and a real clock. */
function context(inputs: Readonly<Record<string, string>>, signal = new AbortController().signal): FakeContext {
  const event = join(temp, 'event.json');
  writeFileSync(event, JSON.stringify({ before, ref: 'refs/heads/main', forced: false }));
  const fake = fakeContext({
    name: 'fast-check',
    signal,
    env: {
      ...GIT_TEST_ENV,
      GITHUB_WORKSPACE: repository.path,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  return Object.assign(fake, { clock: systemClock });
}

const outputsOf = (fake: FakeContext): object => Object.fromEntries(fake.outputs);
const logOf = (fake: FakeContext): string => fake.log.lines.join('\n');

describe('fast-check', () => {
  it('checks what changed, and says so everywhere', async () => {
    const fake = context({
      checks: `[{name: lint, run: "printf '%s|' {files}", glob: '**/*.ts'},
        {name: docs, run: 'echo docs', glob: '**/*.md'},
        {name: audit, run: 'echo audited'}]`,
    });
    await main(fake);
    expect(outputsOf(fake)).toMatchObject({
      result: 'passed',
      reason: expect.stringMatching(/^All 2 checks passed/),
      'failed-checks': '[]',
      'skipped-checks': '["docs"]',
      'cancelled-checks': '[]',
      'changed-files-count': '1',
    });
    const log = logOf(fake);
    expect(log).toContain(`info: scope: 1 changed file since ${before.slice(0, 7)}, the commit before the push`);
    expect(log).toContain('info: src/new $(touch pwned).ts|');
    expect(log).toContain('info: skipped docs: no change matches **/*.md');
    expect(log).toMatch(/info: All 2 checks passed; skipped: docs \(.+ of 1m 30s of budget\)\.$/);
    expect(fake.summary.render()).toContain('## fast-check: passed');
    const report = JSON.parse(readFileSync(fake.outputs.get('report') ?? '', 'utf8')) as object;
    expect(report).toMatchObject({
      action: 'fast-check',
      result: 'passed',
      scope: { kind: 'changed', files: ['src/new $(touch pwned).ts'] },
      checks: [
        { name: 'lint', outcome: 'passed', fileCount: 1, glob: ['**/*.ts'] },
        { name: 'docs', outcome: 'skipped' },
        { name: 'audit', outcome: 'passed', output: ['audited'] },
      ],
    });
  });

  it('stops the rest at the first failure and prints its output last', async () => {
    const fake = context({
      scope: 'all',
      checks: `[{name: slow, run: 'echo begun; sleep 30'},
        {name: lint, run: 'sleep 0.3; echo "src/old.ts:3:7: error: no"; exit 1'}]`,
      'max-parallel': '2',
    });
    const began = performance.now();
    await expect(main(fake)).rejects.toThrow(/^lint failed after .+ \(exit code 1\); not finished: slow\.$/);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(outputsOf(fake)).toMatchObject({
      result: 'failed',
      'failed-checks': '["lint"]',
      'cancelled-checks': '["slow"]',
      'changed-files-count': '',
    });
    expect(logOf(fake)).toContain('error: src/old.ts:3:7 error no');
    expect(fake.log.lines.at(-1)).toBe('info: src/old.ts:3:7: error: no');
    expect(fake.summary.render()).toContain('<details open><summary>lint: exit code 1</summary>');
  });

  it('keeps a private key that a check prints out of the report', async () => {
    const fake = context({
      checks: `[{name: leak, run: 'printf "%s\\n" "-----BEGIN PRIVATE KEY-----" aaaa "-----END PRIVATE KEY-----" rest'}]`,
    });
    await main(fake);
    const report = JSON.parse(readFileSync(fake.outputs.get('report') ?? '', 'utf8')) as object;
    expect(report).toMatchObject({ checks: [{ output: ['***', 'rest'] }] });
  });

  it('stops at the end of the budget', async () => {
    const fake = context({ checks: '[{name: slow, run: sleep 30}]', budget: '1s' });
    await expect(main(fake)).rejects.toThrow(/^The budget was used up, .+ of 1\.0s; not finished: slow\.$/);
    expect(outputsOf(fake)).toMatchObject({ result: 'over-budget', 'cancelled-checks': '["slow"]' });
  });

  it('passes over the budget when that only warns', async () => {
    const fake = context({ checks: '[{name: slow, run: sleep 1.3}]', budget: '1s', 'budget-mode': 'warn' });
    await main(fake);
    expect(outputsOf(fake)).toMatchObject({ result: 'over-budget', 'failed-checks': '[]', 'cancelled-checks': '[]' });
    expect(logOf(fake)).toMatch(/warning: The check passed, but over budget: .+ of 1\.0s\.$/);
  });

  it('passes with a warning when what failed is not required', async () => {
    const fake = context({ checks: '[{name: audit, run: exit 3, required: false}]' });
    await main(fake);
    expect(outputsOf(fake)).toMatchObject({ result: 'passed', 'failed-checks': '[]' });
    expect(logOf(fake)).toContain('warning: audit failed, which is not required: exit code 3');
  });

  it('ends what runs when the job is cancelled, and still reports', async () => {
    const controller = new AbortController();
    const fake = context({ checks: '[{name: slow, run: sleep 30}]' }, controller.signal);
    setTimeout(() => {
      controller.abort(new CancelledError('SIGINT'));
    }, 700);
    await expect(main(fake)).rejects.toThrow(CancelledError);
    expect(outputsOf(fake)).toMatchObject({ result: 'cancelled', 'cancelled-checks': '["slow"]' });
    expect(fake.summary.render()).toContain('The job was cancelled; not finished: slow.');
  });

  it('checks everything, and says why, when nothing can be compared', async () => {
    before = 'c'.repeat(40);
    const fake = context({ checks: `[{name: lint, run: "printf '%s|' {files}", glob: '**/*.ts'}]`, scope: 'changed' });
    await main(fake);
    const log = logOf(fake);
    expect(log).toContain(
      'warning: Changed files were asked for, but everything is checked: the commit before the push',
    );
    expect(log).toContain('info: src/new $(touch pwned).ts|src/old.ts|');
  });

  it('works in a folder that is no repository', async () => {
    rmSync(join(repository.path, '.git'), { recursive: true });
    const fake = context({ checks: `[{name: docs, run: "printf '%s|' {files}", glob: '*.md'}]` });
    await main(fake);
    expect(logOf(fake)).toContain('info: README.md|');
    expect(logOf(fake)).toMatch(/scope: everything, because git cannot say what changed \(fatal: not a git repository/);
  });

  it('works below the root of the repository', async () => {
    const fake = context({
      checks: `[{name: lint, run: 'echo "new \\$(touch pwned).ts:1: no"; printf "%s|" {files}; exit 1'}]`,
      'working-directory': 'src',
    });
    await expect(main(fake)).rejects.toThrow('lint failed');
    expect(logOf(fake)).toContain('new $(touch pwned).ts|');
    expect(logOf(fake)).toContain('error: src/new $(touch pwned).ts:1 error no');
  });
});
