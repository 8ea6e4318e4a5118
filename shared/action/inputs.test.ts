import { describe, expect, it } from '@jest/globals';
import { InputError } from './errors.ts';
import { InputReader, readInputs } from './inputs.ts';

function reader(inputs: Record<string, string>, masked: string[] = []): InputReader {
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  return new InputReader({ env, maskSecret: (secret) => void masked.push(secret) });
}

const problems = (read: InputReader): readonly string[] =>
  read.issues.map(({ input, problem }) => `${input}: ${problem}`);

describe('InputReader', () => {
  it('treats an empty input as unset', () => {
    const read = reader({ a: '  ', b: ' x ' });
    expect([read.optional('a'), read.optional('b'), read.optional('c'), read.text('a', 'y')]).toEqual([
      undefined,
      'x',
      undefined,
      'y',
    ]);
  });

  it('keeps the indentation of a block', () => {
    const read = reader({ a: '\n  - x\n  - y\n\n', b: ' \n ' });
    expect([read.block('a'), read.block('b')]).toEqual(['  - x\n  - y', undefined]);
  });

  it('says what a required input should hold', () => {
    const read = reader({ service: '' });
    expect(read.required('service', 'the name of an ECS service')).toBe('');
    expect(problems(read)).toEqual(['service: is required and was empty; give the name of an ECS service.']);
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
  ])('reads the boolean %s', (text, value) => {
    const read = reader({ flag: text });
    expect(read.boolean('flag', !value)).toBe(value);
    expect(read.issues).toEqual([]);
  });

  it.each(['yes', '1', 'on', 'truee'])('refuses the boolean %s', (text) => {
    const read = reader({ flag: text });
    read.boolean('flag', true);
    expect(problems(read)).toEqual([`flag: got "${text}"; expected true or false.`]);
  });

  it.each([
    ['3', 3],
    ['-1', undefined],
    ['11', undefined],
    ['2.5', undefined],
    ['3 tasks', undefined],
    ['0x3', undefined],
  ])('reads the whole number %s', (text, value) => {
    const read = reader({ n: text });
    const result = read.integer('n', { min: 0, max: 10 });
    if (value === undefined)
      expect(problems(read)).toEqual([`n: got "${text}"; expected a whole number from 0 to 10.`]);
    else expect([result, read.issues]).toEqual([value, []]);
  });

  it.each([
    ['0.5', 0.5],
    ['15', 15],
    ['.5', 0.5],
    ['1e3', undefined],
    ['Infinity', undefined],
    ['0', undefined],
  ])('reads the number %s', (text, value) => {
    const read = reader({ n: text });
    const result = read.number('n', { min: 0.01 });
    if (value === undefined) expect(problems(read)).toEqual([`n: got "${text}"; expected a number from 0.01.`]);
    else expect([result, read.issues]).toEqual([value, []]);
  });

  it('reads durations, their default and their bounds', () => {
    const read = reader({ a: '5m', b: 'soon', c: '1s' });
    expect([read.duration('a', '1s'), read.duration('unset', '90s')]).toEqual([300_000, 90_000]);
    read.duration('b', '1s');
    read.duration('c', '1s', { min: 2_000, max: 60_000 });
    expect(problems(read)).toEqual([
      'b: got "soon"; expected a duration such as 90s, 5m or 1h.',
      'c: got "1s"; expected a duration such as 90s, 5m or 1h, at least 2.0s, at most 1m 00s.',
    ]);
  });

  it('names the choices', () => {
    const read = reader({ mode: 'maybe' });
    expect(read.choice('mode', ['fail', 'warn'], 'fail')).toBe('fail');
    expect(problems(read)).toEqual(['mode: got "maybe"; expected one of fail, warn.']);
  });

  it('splits lists at commas and lines, and pairs at the first equals sign', () => {
    const read = reader({ list: 'a, b\n\n c ', pairs: 'A=1\nURL = http://x?a=b,c\nEMPTY=' });
    expect(read.list('list')).toEqual(['a', 'b', 'c']);
    expect([...read.pairs('pairs')]).toEqual([
      ['A', '1'],
      ['URL', 'http://x?a=b,c'],
      ['EMPTY', ''],
    ]);
    expect(read.issues).toEqual([]);
  });

  it('refuses pairs without a name and names given twice', () => {
    const read = reader({ pairs: 'A=1\n=2\nnoequals\nA=3' });
    read.pairs('pairs');
    expect(problems(read)).toEqual([
      'pairs: has a line without a name before "=": "=2"; write NAME=value.',
      'pairs: has a line without a name before "=": "noequals"; write NAME=value.',
      'pairs: names "A" twice; give each name once.',
    ]);
  });

  it('masks secrets as they are read', () => {
    const masked: string[] = [];
    expect(reader({ token: 'ghs_x' }, masked).secret('token')).toBe('ghs_x');
    expect(masked).toEqual(['ghs_x']);
  });

  it('refuses what a parser of its own does not accept, and cuts long values', () => {
    const read = reader({ when: 'x'.repeat(100) });
    expect(read.parsed<Date>('when', 'a date', () => undefined)).toBeUndefined();
    expect(problems(read)).toEqual([`when: got "${'x'.repeat(77)}..."; expected a date.`]);
  });
});

describe('readInputs', () => {
  const source = { env: { INPUT_A: 'x' }, maskSecret: () => undefined };

  it('returns what parse made', () => {
    expect(readInputs(source, (read) => ({ a: read.text('a', '') }))).toEqual({ a: 'x' });
  });

  it('throws every problem at once', () => {
    const parse = (read: InputReader): void => {
      read.integer('a');
      read.required('b', 'a name');
    };
    expect(() => {
      readInputs(source, parse);
    }).toThrow(InputError);
    expect(() => {
      readInputs(source, parse);
    }).toThrow(
      '2 inputs cannot be used:\n  a: got "x"; expected a whole number.\n  b: is required and was empty; give a name.',
    );
  });
});
