/**
 * Fills the tables that have a source elsewhere: inputs and outputs in <action>/README.md from <action>/action.yml, the
 * actions in README.md, the scenarios in sandbox/scenarios/README.md from its library, and the operations in
 * sandbox/aws/README.md from what a sandbox answers.
 *
 *   node scripts/docs.ts           writes
 *   node scripts/docs.ts --check   fails when a table is not current
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { coverageTable } from '#sandbox/aws/models/coverage';
import { startSandbox } from '#sandbox/sandbox';
import { loadLibrary } from '#sandbox/scenarios/library';

interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<Record<string, InputMetadata>>;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
}
interface InputMetadata {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale: string[] = [];
const actions: (readonly [name: string, metadata: Metadata])[] = [];

for (const name of (await readdir(join(root, 'actions'))).sort()) {
  const metadata = load(await readFile(join(root, name, 'action.yml'), 'utf8')) as Metadata;
  actions.push([name, metadata]);
  await fill(join(name, 'README.md'), {
    inputs: inputTable(name, metadata.inputs ?? {}),
    outputs: outputTable(name, metadata.outputs ?? {}),
  });
}
await fill('README.md', { actions: actionTable() });
await fill(join('sandbox', 'scenarios', 'README.md'), { scenarios: await scenarioTable() });
await fill(join('sandbox', 'aws', 'README.md'), { operations: await operationTable() });
if (stale.length > 0) {
  console.error(`Not current; run npm run docs: ${stale.join(', ')}`);
  process.exitCode = 1;
}

/** Replaces what stands between `<!-- part -->` and `<!-- /part -->`. */
async function fill(path: string, parts: Readonly<Record<string, string>>): Promise<void> {
  const before = await readFile(join(root, path), 'utf8');
  let after = before;
  for (const [part, table] of Object.entries(parts)) {
    const markers = new RegExp(`(<!-- ${part} -->\n)[\\s\\S]*?(<!-- /${part} -->)`);
    if (!markers.test(after)) throw new Error(`${path} has no <!-- ${part} --> … <!-- /${part} --> markers`);
    after = after.replace(markers, (_, open: string, close: string) => `${open}\n${table}\n\n${close}`);
  }
  if (after === before) return;
  if (check) stale.push(path);
  else await writeFile(join(root, path), after);
}

function inputTable(action: string, inputs: Readonly<Record<string, InputMetadata>>): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    if (!input.description) throw new Error(`${action}: input ${name} has no description`);
    const fallback = input.default === undefined ? '' : code(String(input.default));
    return [code(name), input.required === true ? '**required**' : fallback, input.description];
  });
  return table(['Input', 'Default', 'Meaning'], rows);
}

function outputTable(action: string, outputs: Readonly<Record<string, { readonly description: string }>>): string {
  const rows = Object.entries(outputs).map(([name, output]) => {
    if (!output.description) throw new Error(`${action}: output ${name} has no description`);
    return [code(name), output.description];
  });
  return table(['Output', 'Meaning'], rows);
}

function actionTable(): string {
  return table(
    ['Action', 'What it does'],
    actions.map(([name, { description }]) => [`[${code(name)}](${name}/README.md)`, description]),
  );
}

async function scenarioTable(): Promise<string> {
  const scenarios = [...(await loadLibrary()).values()];
  return table(
    ['Scenario', 'Ends', 'Story'],
    scenarios.map(({ name, story, then }) => [
      `[${code(name)}](library/${name}.yaml)`,
      code(then.verdict),
      story.replace(/\s+/g, ' '),
    ]),
  );
}

async function operationTable(): Promise<string> {
  const sandbox = await startSandbox({
    tasks: 'simulated',
    engine: 'none',
    env: process.env,
    log: (line) => {
      console.error(line);
    },
  });
  try {
    return coverageTable(sandbox.services);
  } finally {
    await sandbox.close();
  }
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell) =>
        cell
          .trim()
          .replace(/\s*\n\s*/g, ' ')
          .replaceAll('|', '\\|'),
      )
      .join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text.trim().replace(/\s*\n\s*/g, ', ')}\``;
}
