import { ActionError, errorMessage } from '#shared/action/errors';
import { parseJsonc } from '#shared/text/jsonc';
import { parseYaml } from '#shared/text/yaml';

/**
 * The value of a JSON, JSONC or YAML text. What is no JSON by its name and by its first character is YAML.
 * @param source its path, which names it in errors
 * @throws {ActionError} with line and column
 */
export async function readDocument(text: string, source: string): Promise<unknown> {
  const document = text.replace(/^\uFEFF/, '');
  const isNamedJson = /\.jsonc?$/i.test(source);
  const looksLikeJson = /^\s*(?:[{[]|\/[/*])/.test(document);
  if (!isNamedJson && !looksLikeJson) return readYaml(document, source);
  try {
    return parseJsonc(document);
  } catch (error) {
    // A list or object of YAML may begin like one of JSON. If it is neither, JSON was meant; and what only JSON.parse
    // takes has a member twice.
    if (!isNamedJson && !isJson(document)) {
      const yaml = await parseYaml(document).catch(() => undefined);
      if (yaml !== undefined) return yaml;
    }
    throw new ActionError(`${source} cannot be read as JSON: ${errorMessage(error)}.`, { cause: error });
  }
}

async function readYaml(text: string, source: string): Promise<unknown> {
  try {
    return await parseYaml(text);
  } catch (error) {
    throw new ActionError(`${source} is neither JSON nor YAML: ${errorMessage(error)}`, { cause: error });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
