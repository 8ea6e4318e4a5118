import type { TaskDefinitionInput } from '../api.ts';
import type { ParseOptions } from './parse.ts';

/** As `parseTaskDefinition` of parse.ts, which is loaded when there is a file: most deployments have none. */
export async function parseFile(text: string, options: ParseOptions): Promise<TaskDefinitionInput> {
  const { parseTaskDefinition } = await import('./parse.ts');
  return parseTaskDefinition(text, options);
}
