/**
 * What is measured of the bundles and the code:
 *
 * - bundle sizes: bytes of index.js, and of all files
 * - start-up: wall time of a whole process that ends at its first missing input, against `node -e 0`, interleaved;
 *   medians of 15 runs and their ratio, since a shared machine makes single figures worthless
 * - lines of code for each folder, tests apart
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, print } from './table.ts';

const RUNS = 15;
const root = join(import.meta.dirname, '..');
const names = readdirSync(join(root, 'dist')).sort();

export function suite(): number {
  bundles();
  startUp();
  linesOfCode();
  return 0;
}

function bundles(): void {
  console.log('Bundles (bytes)\n');
  print(
    ['action', 'index.js', 'all files', 'chunks'],
    names.map((name) => {
      const files = readdirSync(join(root, 'dist', name)).map((file) => ({
        file,
        bytes: statSync(join(root, 'dist', name, file)).size,
      }));
      const index = files.find(({ file }) => file === 'index.js')?.bytes ?? 0;
      const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
      const chunks = files.filter(({ file }) => /^\d+\.index\.js$/.test(file)).length;
      return [name, index.toLocaleString('en'), all.toLocaleString('en'), String(chunks)];
    }),
  );
}

function startUp(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cicd-bench-'));
  const times = new Map<string, number[]>([
    ['node -e 0', []],
    ...names.map((name) => [name, []] as [string, number[]]),
  ]);
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, measured] of times) {
      const args = name === 'node -e 0' ? ['-e', '0'] : [join(root, 'dist', name, 'index.js')];
      const started = performance.now();
      spawnSync(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } });
      if (run > 0) measured.push(performance.now() - started); // the first one warms the disk cache
    }
  }
  rmSync(folder, { recursive: true });
  const bare = median(times.get('node -e 0') ?? []);
  console.log(`\nStart-up (ms, ${RUNS} runs, Node ${process.versions.node})\n`);
  print(
    ['process', 'min', 'median', 'ratio'],
    [...times].map(([name, measured]) => [
      name,
      Math.min(...measured).toFixed(0),
      median(measured).toFixed(0),
      (median(measured) / bare).toFixed(2),
    ]),
  );
}

function linesOfCode(): void {
  console.log('\nLines of code (not blank)\n');
  const folders = ['actions', 'shared', 'sandbox', 'demo', 'scripts', 'bench', 'test', 'examples'];
  const rows = folders.map((folder) => {
    const count = { code: 0, tests: 0, files: 0 };
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:ts|js|sh)$/.test(entry.name) || entry.parentPath.includes('node_modules')) continue;
      const lines = readFileSync(join(entry.parentPath, entry.name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '').length;
      count.files += 1;
      if (entry.name.includes('.test.')) count.tests += lines;
      else count.code += lines;
    }
    return [folder, String(count.files), String(count.code), String(count.tests)];
  });
  print(['folder', 'files', 'code', 'tests beside it'], rows);
}
