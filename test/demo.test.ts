import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { canStartEngine } from '../sandbox/engine/requirements.ts';
import { root } from './support/project.ts';

/** The whole demo, as a user runs it: it passes its own judgement and tells it by its exit code. */
async function demo(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['demo/main.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exitCode = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { exitCode, output };
}

const requirements = await canStartEngine();
const LIMIT_MS = 240_000;

describe('npm run demo', () => {
  it(
    'holds without a Docker engine',
    async () => {
      const { exitCode, output } = await demo('--no-engine');
      expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
      expect(output).toMatch(/All \d+ expectations hold\./);
    },
    LIMIT_MS,
  );

  const why = requirements.ok ? '' : ` (skipped: ${requirements.reason})`;
  (requirements.ok ? it : it.skip)(
    `holds with a private Docker engine${why}`,
    async () => {
      const { exitCode, output } = await demo();
      expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
      expect(output).toMatch(/All \d+ expectations hold\./);
      expect(output).toMatch(/build-image +reused/);
    },
    LIMIT_MS,
  );
});
