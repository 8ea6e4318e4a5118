import type { Finding } from './finding.ts';

/**
 * The findings of `eslint --format=json`, undefined when the lines hold no such document. Lines before it are passed
 * over: `npm run` prints two. The document may be one line cut into parts; a line end means nothing in JSON.
 */
export function parseEslintJson(lines: readonly string[]): readonly Finding[] | undefined {
  const start = lines.findIndex((line) => line.startsWith('['));
  if (start < 0) return undefined;
  try {
    const results = JSON.parse(lines.slice(start).join('')) as unknown;
    return Array.isArray(results) ? results.flatMap(findingsOfFile) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function findingsOfFile(result: unknown): readonly Finding[] {
  if (!isRecord(result) || !Array.isArray(result['messages'])) return [];
  const file = result['filePath'];
  return result['messages'].filter(isRecord).map((message) => ({
    level: message['severity'] === 1 ? 'warning' : 'error',
    message: typeof message['message'] === 'string' ? message['message'] : 'no message',
    ...(typeof message['ruleId'] === 'string' ? { rule: message['ruleId'] } : {}),
    ...(typeof file === 'string' ? { file } : {}),
    ...(isPosition(message['line']) ? { line: message['line'] } : {}),
    ...(isPosition(message['column']) ? { column: message['column'] } : {}),
  }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
