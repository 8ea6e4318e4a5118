/**
 * `*` stands for any characters, also none, `?` for exactly one. Not a regular expression: a long header against five
 * stars would take it minutes.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [index, position] = [0, 0];
  /** Where to go on when what follows the latest star does not fit: the star takes one character more. */
  let retry: { readonly pattern: number; text: number } | undefined;
  while (position < text.length) {
    if (pattern[index] === '*') {
      retry = { pattern: index + 1, text: position };
      index += 1;
    } else if (index < pattern.length && (pattern[index] === '?' || pattern[index] === text[position])) {
      index += 1;
      position += 1;
    } else if (retry) {
      retry.text += 1;
      [index, position] = [retry.pattern, retry.text];
    } else {
      return false;
    }
  }
  while (pattern[index] === '*') index += 1;
  return index === pattern.length;
}
