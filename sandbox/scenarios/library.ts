import { readdir, readFile } from 'node:fs/promises';
import { parseScenario } from './parse.ts';
import type { Scenario } from './scenario.ts';

const folder = new URL('library/', import.meta.url);

/**
 * Every scenario of the library, by name.
 * @throws ScenarioError when one cannot be read, or is not named as its file is
 */
export async function loadLibrary(): Promise<ReadonlyMap<string, Scenario>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).toSorted();
  const entries = await Promise.all(
    files.map(async (file) => {
      const scenario = parseScenario(await readFile(new URL(file, folder), 'utf8'), file);
      if (`${scenario.name}.yaml` !== file) throw new Error(`${file}: its scenario is named ${scenario.name}`);
      return [scenario.name, scenario] as const;
    }),
  );
  return new Map(entries);
}
