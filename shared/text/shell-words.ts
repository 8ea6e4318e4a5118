const BLANK = /\s/;

/**
 * Words as a POSIX shell splits them: blanks separate, single quotes keep everything, double quotes keep all but
 * `\"`, `\\`, `\$` and `` \` ``, a backslash keeps the next character. Nothing is expanded: `$HOME` stays `$HOME`.
 * Undefined when a quote is not closed or a backslash ends the text.
 */
export function splitShellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (quote === "'") {
      if (character === "'") quote = '';
      else word = (word ?? '') + character;
    } else if (character === '\\') {
      if (next === '') return undefined;
      // In double quotes a backslash before any other character stands for itself.
      const keepsBackslash = quote === '"' && !['"', '\\', '$', '`'].includes(next);
      word = (word ?? '') + (keepsBackslash ? `\\${next}` : next);
      index += 1;
    } else if (quote === '"') {
      if (character === '"') quote = '';
      else word = (word ?? '') + character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (BLANK.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
