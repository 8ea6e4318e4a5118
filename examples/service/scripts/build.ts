/** Strips the types: dist/ holds the JavaScript that the image runs. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
await mkdir(join(root, 'dist'), { recursive: true });
for (const file of await readdir(join(root, 'src'))) {
  const source = await readFile(join(root, 'src', file), 'utf8');
  const code = stripTypeScriptTypes(source).replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'");
  await writeFile(join(root, 'dist', file.replace(/\.ts$/, '.js')), code);
}
