import { describe, expect, it } from '@jest/globals';
import { summaryBlocks } from './summary.ts';
import { check, output, result } from './testing.ts';

const lint = result('lint|x', {
  outcome: 'failed',
  why: 'exit code 1',
  fileCount: 2,
  output: output(...Array.from({ length: 70 }, (_, i) => `line ${i + 1} </details> \`\`\``)),
});
const audit = result('audit', { check: check('audit', { required: false }), outcome: 'failed', why: 'exit code 3' });

const late = result('late', { outcome: 'over-budget', why: 'stopped', output: output('test 7 of 900') });

function render(): string {
  return summaryBlocks({
    verdict: { result: 'failed', failsStep: true, sentence: 'lint failed @someone.' },
    checks: [result('types', { durationMs: 43_000 }), lint, audit, late],
    budget: { ms: 90_000, mode: 'fail', usedMs: 43_200 },
    scope: '3 changed files since 1a2b3c4',
    findings: [{ level: 'error', message: 'no <b>', rule: 'r', file: 'a|b.ts', line: 3, column: 7, check: 'lint' }],
  }).join('\n\n');
}

describe('summaryBlocks', () => {
  it('puts the cause of a failure first, unfolded, its last lines', () => {
    const text = render();
    expect(text).toMatch(
      /^## fast-check: failed\n\nlint failed @\u2060someone.\n\n<details open><summary>lint\|x: exit code 1/,
    );
    expect(text).toContain('... 10 lines before ...\nline 11 ');
    expect(text).not.toContain('line 10 ');
  });

  it('lists every check, and the time', () => {
    const text = render();
    expect(text).toContain('| lint\\|x | **failed** | 1.0s | 2 | exit code 1 |');
    expect(text).toContain('| audit | **failed** (not required) | 1.0s |  | exit code 3 |');
    expect(text).toContain('Budget: 43.2s of 1m 30s used (48 %). Slowest: types, 43.0s.');
    expect(text).toContain('Scope: 3 changed files since 1a2b3c4');
  });

  it('folds what is not decisive, and escapes what others wrote', () => {
    const text = render();
    expect(text).toContain('<details><summary>audit: exit code 3</summary>');
    expect(text).toContain('(it printed nothing)');
    expect(text).toMatch(/<details><summary>late: stopped<\/summary>\n\n`late`\n\n```text\ntest 7 of 900\n```/);
    expect(text).toContain('| `a\\|b.ts:3:7` | error no \\<b\\> (r) | lint |');
    expect(text).toContain('````text\n'); // the fence is longer than any in the output
  });
});
