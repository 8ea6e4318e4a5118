/**
 * Compiles actions/ and shared/, and bundles each action with ncc into dist/<name>/.
 *
 *   node scripts/build.ts [name …]          writes dist/ (all actions, or those named)
 *   node scripts/build.ts --check [name …]  builds aside and compares file lists and bytes with dist/
 *
 * ncc gets JavaScript that TypeScript has compiled file by file: type-checking is `npm run typecheck`, and one compile
 * serves all bundles (ncc's own TypeScript loader would check everything again for each).
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

interface NccOutput {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: Buffer | string }>>;
}
type Ncc = (entry: string, options: Readonly<Record<string, unknown>>) => Promise<NccOutput>;

const root = join(import.meta.dirname, '..');
// Inside the project, where node_modules is found; one for each process, so that two builds can run at once.
const compiled = join(root, 'build', String(process.pid));
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc; // ships no types

const args = process.argv.slice(2);
const check = args.includes('--check');
const named = args.filter((arg) => !arg.startsWith('--'));
const names = named.length > 0 ? named : await actionNames();

await compile();
process.chdir(compiled); // ncc writes paths relative to here into the bundle: they must be the same for every build
const stale: string[] = [];
for (const name of names) {
  const files = await bundle(name);
  const target = join(root, 'dist', name);
  if (check) stale.push(...(await differences(target, files)).map((difference) => `dist/${name}/${difference}`));
  else await replaceFolder(target, files);
  const index = files.get('index.js') ?? Buffer.alloc(0);
  console.log(`${name}: index.js ${index.length.toLocaleString('en')} bytes, ${files.size} files`);
}
await rm(compiled, { recursive: true });
if (stale.length > 0) {
  console.error(`dist/ is not what the sources build to; run npm run build:\n  ${stale.join('\n  ')}`);
  process.exitCode = 1;
}

async function actionNames(): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'actions'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'actions', entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort();
}

/** actions/ and shared/ as JavaScript under build/, with the same subpath imports. */
async function compile(): Promise<void> {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.convertCompilerOptionsFromJson(
    (config.config as { compilerOptions: unknown }).compilerOptions,
    root,
  );
  // Alone, a file does not tell its package's type, and NodeNext would make CommonJS of it.
  const compilerOptions = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  await rm(compiled, { recursive: true, force: true });
  for (const folder of ['actions', 'shared']) {
    for (const file of await sourceFiles(join(root, folder))) {
      const source = await readFile(file, 'utf8');
      const { outputText } = ts.transpileModule(source, { compilerOptions, fileName: file });
      const target = join(compiled, relative(root, file)).replace(/\.ts$/, '.js');
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, outputText);
    }
  }
  await writeFile(
    join(compiled, 'package.json'),
    JSON.stringify({ type: 'module', imports: { '#shared/*': './shared/*.js' } }),
  );
}

async function sourceFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(join('shared', 'testing')))
    .sort();
}

async function bundle(name: string): Promise<ReadonlyMap<string, Buffer>> {
  const { code, assets } = await ncc(join(compiled, 'actions', name, 'index.js'), {
    cache: false,
    license: 'licenses.txt',
    target: 'es2024',
    quiet: true,
  });
  const files = new Map([['index.js', Buffer.from(code)]]);
  for (const [path, { source }] of Object.entries(assets)) files.set(path, Buffer.from(source));
  return files;
}

async function differences(target: string, files: ReadonlyMap<string, Buffer>): Promise<readonly string[]> {
  const present = existsSync(target) ? await readdir(target, { recursive: true }) : [];
  const surplus = present.filter((path) => !files.has(path)).map((path) => `${path} is not built any more`);
  const wrong: string[] = [];
  for (const [path, content] of files) {
    if (!present.includes(path)) wrong.push(`${path} is missing`);
    else if (!content.equals(await readFile(join(target, path)))) wrong.push(`${path} differs`);
  }
  return [...surplus, ...wrong];
}

/** Written aside first, so that an interrupted build leaves no half bundle. */
async function replaceFolder(target: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const aside = `${target}.new`;
  await rm(aside, { recursive: true, force: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(aside, path)), { recursive: true });
    await writeFile(join(aside, path), content);
  }
  await rm(target, { recursive: true, force: true });
  await cp(aside, target, { recursive: true });
  await rm(aside, { recursive: true });
}
