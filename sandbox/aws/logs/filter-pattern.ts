import { AwsError } from '../service.ts';

/**
 * A filter pattern of terms: all plain terms must occur, none of those with `-`, and one of those with `?` if there are any
 * and no plain term. Terms are case-sensitive; quotes make a phrase. Patterns over JSON (`{`), columns (`[`) and regular
 * expressions (`%`) are refused.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws {AwsError} InvalidParameterException
 */
export function filterOf(pattern: string): (message: string) => boolean {
  if (/^\s*[{[%]/.test(pattern)) {
    throw new AwsError('InvalidParameterException', 'The sandbox supports filter patterns of terms only.');
  }
  const terms = Array.from(pattern.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g), ([, sign, phrase, word]) => ({
    sign: sign ?? '',
    text: phrase?.replace(/\\(.)/g, '$1') ?? word ?? '',
  }));
  const withSign = (wanted: string): readonly string[] =>
    terms.filter(({ sign }) => sign === wanted).map(({ text }) => text);
  const [all, none, any] = [withSign(''), withSign('-'), withSign('?')];
  return (message) => {
    if (none.some((term) => message.includes(term))) return false;
    // AWS ignores optional terms where plain ones stand beside them.
    if (all.length > 0) return all.every((term) => message.includes(term));
    return any.length === 0 || any.some((term) => message.includes(term));
  };
}
