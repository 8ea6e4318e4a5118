import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePairs } from '#sandbox/runner/command-files';
import { inputEnvironment, root } from './project.ts';

export interface BundleRun {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the file of the output `report` holds. */
  readonly report: Readonly<Record<string, unknown>>;
}

/** Runs `node dist/<name>/index.js` standing alone: in an empty folder, with nothing but its inputs and `env`. */
export async function runBundle(
  name: string,
  options: { readonly inputs: Readonly<Record<string, string>>; readonly env?: Readonly<Record<string, string>> },
): Promise<BundleRun> {
  const folder = await mkdtemp(join(tmpdir(), 'cicd-bundle-'));
  const summary = join(folder, 'summary.md');
  const outputFile = join(folder, 'outputs');
  await writeFile(outputFile, '');
  try {
    const child = spawn(process.execPath, [join(root, 'dist', name, 'index.js')], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        RUNNER_TEMP: folder,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: outputFile,
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
    const outputs = Object.fromEntries(parsePairs(await readFile(outputFile, 'utf8')).pairs);
    const { report } = outputs;
    return {
      exitCode,
      lines: output.split('\n').filter((line) => line !== ''),
      summary: await readFile(summary, 'utf8').catch(() => ''),
      outputs,
      report: report === undefined ? {} : (JSON.parse(await readFile(report, 'utf8')) as Record<string, unknown>),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
