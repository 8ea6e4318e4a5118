/** The house rules, without a dependency: no console.debug, no tabs, no line over 120 characters. */
import { readFile } from 'node:fs/promises';

const rules: readonly (readonly [name: string, broken: RegExp])[] = [
  ['no console.debug', /console\.debug/],
  ['no tabs', /\t/],
  ['at most 120 characters', /^.{121,}$/],
];
let problems = 0;
for (const file of process.argv.slice(2)) {
  const lines = (await readFile(file, 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
    for (const [name, broken] of rules) {
      const column = line.search(broken);
      if (column < 0) continue;
      problems += 1;
      console.log(`${file}:${index + 1}:${column + 1}: error: ${name}`);
    }
  }
}
process.exitCode = problems > 0 ? 1 : 0;
