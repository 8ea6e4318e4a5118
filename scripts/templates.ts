/**
 * Makes the organisation's workflow templates in templates/ from examples/workflows/: for each a `.yml`, with GitHub's
 * placeholder for the default branch, and a `.properties.json`.
 *
 *   npm run templates
 *
 * https://docs.github.com/actions/how-tos/reuse-automations/create-workflow-templates
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { templateFiles } from './template-files.ts';

const root = join(import.meta.dirname, '..');
for (const [path, text] of await templateFiles(root)) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
