/** Items of a list input: one per line, or separated by commas; trimmed, empty ones dropped. */
export function parseList(text: string): readonly string[] {
  return text
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Lines of a multi-line input, trimmed, empty ones dropped. */
export function parseLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
