import { describe, expect, it } from '@jest/globals';
import { neutralise, neutraliseLine } from './neutralise.ts';

describe('neutralise', () => {
  it.each([
    ['a workflow command', '::error::boom', ': :error::boom'],
    ['a command behind white space', ' \t::set-output name=x::y', ' \t: :set-output name=x::y'],
    ['a command on a later line', 'fine\n::add-mask::x', 'fine\n: :add-mask::x'],
    ['a command behind a lone carriage return', 'fine\r::stop-commands::x', 'fine\n: :stop-commands::x'],
    ['a command behind an escape sequence', '\u001b[2K::error::x', ': :error::x'],
    ['an old-style command in the middle', 'see ##[error]x', 'see ## [error]x'],
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a terminal title', '\u001b]0;title\u0007text', 'text'],
    ['NUL, backspace and C1 controls', 'a\u0000b\u0008c\u009bd', 'abcd'],
    ['text direction overrides', 'user\u202e nimda', 'user nimda'],
    ['colons inside a line', 'std::vector', 'std::vector'],
    ['plain text with tabs', 'a\tb\nc', 'a\tb\nc'],
  ])('handles %s', (_, text, expected) => {
    expect(neutralise(text)).toBe(expected);
  });

  it('leaves nothing that the runner would read as a command, however it is nested', () => {
    const hostile = '\u001b[1m:\u001b[0m:error::x\n##\u0000[error]y\n:\u0007:warning::z';
    expect(neutralise(hostile)).not.toMatch(/^\s*::|##\[/m);
  });

  it.each([
    ['empty lines', '\n'],
    ['line separators', '\u2028'],
  ])('finds a command behind many %s, in time that grows with their number only', (_, gap) => {
    const many = gap.repeat(200_000);
    const started = performance.now();
    expect(neutralise(`${many}::error::x`)).toBe(`${many}: :error::x`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('neutraliseLine', () => {
  it('folds line ends into spaces', () => {
    expect(neutraliseLine('  one\r\n  two\n')).toBe('one two');
  });

  it('takes time that grows with the length of the text only', () => {
    const started = performance.now();
    expect(neutraliseLine(`a${' '.repeat(200_000)}b`)).toHaveLength(200_002);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
