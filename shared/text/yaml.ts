/**
 * The value of a JSON or YAML 1.2 text. The YAML parser is loaded only when the text is not JSON: most task
 * definitions are, and it would add a tenth to every bundle's start-up.
 * @throws {SyntaxError} with the line and column when it is neither
 */
export async function parseYaml(text: string): Promise<unknown> {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { load, YAMLException } = await import('js-yaml');
    try {
      return load(text);
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      throw new SyntaxError(error.message, { cause: error });
    }
  }
}
