import { describe, expect, it } from '@jest/globals';
import type { Format } from './checks.ts';
import type { Finding } from './finding.ts';
import { OutputCollector, outputLines } from './output.ts';
import { createReader } from './reader.ts';

function read(format: Format, ...lines: readonly string[]): readonly Finding[] {
  const reader = createReader(format, new OutputCollector());
  for (const line of lines) reader.add(line, 'stdout');
  return reader.findings();
}

const at = (file: string, line: number, column?: number): object => ({
  file,
  line,
  ...(column === undefined ? {} : { column }),
});

describe('createReader', () => {
  it.each<[string, Format, string, object]>([
    [
      'gcc',
      'unix',
      "a.c:3:5: error: 'x' undeclared",
      { ...at('a.c', 3, 5), level: 'error', message: "'x' undeclared" },
    ],
    ['gcc', 'unix', 'a.c:3:5: fatal error: no header', { level: 'error', message: 'no header' }],
    [
      'shellcheck -f gcc',
      'unix',
      'a.sh:3:5: note: quote this [SC2086]',
      { level: 'notice', message: 'quote this [SC2086]' },
    ],
    [
      'flake8, ruff',
      'unix',
      './a b.py:1:1: F401 unused',
      { ...at('./a b.py', 1, 1), level: 'error', message: 'F401 unused' },
    ],
    ['mypy', 'unix', 'a.py:3: error: bad type  [arg-type]', { ...at('a.py', 3), message: 'bad type  [arg-type]' }],
    [
      'yamllint',
      'unix',
      'a.yml:1:1: [warning] no start (document-start)',
      { level: 'warning', message: 'no start (document-start)' },
    ],
    ['go vet', 'unix', 'a.go:7:2: unreachable code', { ...at('a.go', 7, 2), level: 'error' }],
    [
      'eslint -f unix',
      'unix',
      "/w/a.js:1:7: 'x' is unused. [Warning/no-unused-vars]",
      { ...at('/w/a.js', 1, 7), level: 'warning', message: "'x' is unused.", rule: 'no-unused-vars' },
    ],
    ['a whole file at line 0', 'unix', 'a.py:0:0: C0114 no docstring', { file: 'a.py', message: 'C0114 no docstring' }],
    [
      'tsc',
      'tsc',
      "src/a (1).ts(3,7): error TS2322: Type 'a' is wrong.",
      { ...at('src/a (1).ts', 3, 7), rule: 'TS2322', message: "Type 'a' is wrong." },
    ],
    ['tsc --pretty', 'tsc', 'src/a.ts:3:7 - error TS2322: Bad.', { ...at('src/a.ts', 3, 7), rule: 'TS2322' }],
    [
      'coloured tsc',
      'tsc',
      '\u001b[96msrc/a.ts\u001b[0m:\u001b[93m3\u001b[0m:7 - \u001b[91merror\u001b[0m TS2322: Bad.',
      at('src/a.ts', 3, 7),
    ],
    ['prettier', 'prettier', '[warn] src/a b.ts', { file: 'src/a b.ts', level: 'error' }],
    [
      'prettier',
      'prettier',
      '[error] a.ts: SyntaxError: Unexpected. (3:5)',
      { ...at('a.ts', 3, 5), message: 'SyntaxError: Unexpected.' },
    ],
    [
      'a workflow command',
      'github',
      '::warning title=x%2Cy,file=a.ts,line=3,col=7,endLine=4::one%0Atwo %25',
      { ...at('a.ts', 3, 7), level: 'warning', rule: 'x,y', message: 'one\ntwo %' },
    ],
    ['a workflow command without place', 'github', '::error::broken', { level: 'error', message: 'broken' }],
    ['anything it knows', 'auto', 'a.c:3:5: error: no', at('a.c', 3, 5)],
    ['anything it knows', 'auto', 'a.ts(3,5): error TS1: no', at('a.ts', 3, 5)],
    ['anything it knows', 'auto', '::error file=a.ts,line=3::no', at('a.ts', 3)],
  ])('reads %s (%s)', (...[, format, line, expected]) => {
    const findings = read(format, line);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject(expected);
  });

  it.each<[Format, string]>([
    ['unix', 'http://localhost:3000: listening'],
    ['unix', '    at f (a.js:3:5)'],
    ['unix', 'all good'],
    ['tsc', 'Found 3 errors in 2 files.'],
    ['eslint-stylish', '  3:5  error  a file was never named'],
    ['github', '::set-output name=x::y'],
    ['none', 'a.c:3:5: error: no'],
    ['unix', `a.c:3:5: error: ${'x'.repeat(5_000)}`],
  ])('finds nothing as %s in %s', (format, line) => {
    expect(read(format, line)).toEqual([]);
  });

  it('reads the stylish form, as auto too', () => {
    const lines = [
      '',
      '/w/src/a.js',
      "  1:7   error    'x' is unused.  Or is it?  no-unused-vars",
      '  2:1   warning  Parsing was slow',
      '',
      '/w/src/b.js',
      '  9:10  error    no  semi',
      '',
      '✖ 3 problems (2 errors, 1 warning)',
    ];
    for (const format of ['eslint-stylish', 'auto'] as const)
      expect(read(format, ...lines)).toEqual([
        {
          level: 'error',
          message: "'x' is unused.  Or is it?",
          rule: 'no-unused-vars',
          file: '/w/src/a.js',
          line: 1,
          column: 7,
        },
        { level: 'warning', message: 'Parsing was slow', file: '/w/src/a.js', line: 2, column: 1 },
        { level: 'error', message: 'no', rule: 'semi', file: '/w/src/b.js', line: 9, column: 10 },
      ]);
  });

  it('stops at a thousand findings', () => {
    expect(read('unix', ...Array.from({ length: 1_500 }, (_, i) => `a.c:${i + 1}: error: no`))).toHaveLength(1_000);
  });
});

describe('the JSON of eslint', () => {
  const document = JSON.stringify([
    {
      filePath: '/w/a.js',
      source: 'x'.repeat(200),
      messages: [
        { ruleId: 'semi', severity: 2, message: 'Missing semicolon.', line: 3, column: 7 },
        { ruleId: null, severity: 1, message: 'File ignored.' },
      ],
    },
    { filePath: '/w/b.js', messages: [] },
  ]);
  const findings = [
    { level: 'error', message: 'Missing semicolon.', rule: 'semi', file: '/w/a.js', line: 3, column: 7 },
    { level: 'warning', message: 'File ignored.', file: '/w/a.js' },
  ];

  function readDocument(stdout: readonly string[], stderr: readonly string[] = []) {
    const collector = new OutputCollector();
    const reader = createReader('eslint-json', collector);
    for (const line of stdout) reader.add(line, 'stdout');
    for (const line of stderr) reader.add(line, 'stderr');
    return { findings: reader.findings(), shown: outputLines(collector.output) };
  }

  it.each([
    ['in one line', [document]],
    ['in parts of a line', [document.slice(0, 100), document.slice(100)]],
    ['over several lines', JSON.stringify(JSON.parse(document), null, 2).split('\n')],
    ['after what npm prints', ['', '> app@1.0.0 lint', '> eslint -f json', '', document]],
  ])('is read %s', (_, lines) => {
    expect(readDocument(lines).findings).toEqual(findings);
  });

  it('is shown to people as what it says', () => {
    expect(readDocument([document], ['a warning']).shown).toEqual([
      'a warning',
      '/w/a.js:3:7 error Missing semicolon. (semi)',
      '/w/a.js warning File ignored.',
    ]);
  });

  it.each([['[1, 2'], ['Oops, no config']])('shows %s as it is when it is none', (line) => {
    expect(readDocument([line])).toEqual({
      findings: [],
      shown: [line, 'The output is not the JSON of eslint, so nothing was read from it.'],
    });
  });

  it('has nothing to say of an empty output', () => {
    expect(readDocument([])).toEqual({ findings: [], shown: [] });
  });
});
