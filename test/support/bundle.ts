import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputEnvironment, root } from './project.ts';

export interface BundleRun {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly summary: string;
}

/** Runs `node dist/<name>/index.js` standing alone: in an empty folder, with nothing but its inputs and `env`. */
export async function runBundle(
  name: string,
  options: { readonly inputs: Readonly<Record<string, string>>; readonly env?: Readonly<Record<string, string>> },
): Promise<BundleRun> {
  const folder = await mkdtemp(join(tmpdir(), 'cicd-bundle-'));
  const summary = join(folder, 'summary.md');
  try {
    const child = spawn(process.execPath, [join(root, 'dist', name, 'index.js')], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        RUNNER_TEMP: folder,
        GITHUB_STEP_SUMMARY: summary,
        ...options.env,
        ...inputEnvironment(options.inputs),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const exitCode = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    return {
      exitCode,
      lines: output.split('\n').filter((line) => line !== ''),
      summary: await readFile(summary, 'utf8').catch(() => ''),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
