import { describe, expect, it } from '@jest/globals';
import { Masks } from './masks.ts';
import { StepLog } from './step-log.ts';

function read(lines: readonly string[], debug = false): { readonly log: StepLog; readonly shown: readonly string[] } {
  const shown: string[] = [];
  const emit = (line: string) => shown.push(line);
  const log = new StepLog({ masks: new Masks(), workspace: '/work/repo', debug, emit });
  for (const line of lines) log.read(line);
  return { log, shown };
}

describe('StepLog', () => {
  it.each<[name: string, lines: readonly string[], shown: readonly string[]]>([
    ['passes text on', ['hello', '', ' :: not a command'], ['hello', '', ' :: not a command']],
    ['passes unknown commands on', ['::unknown::x'], ['::unknown::x']],
    ['shows groups', ['::group::Plan', 'x', '::endgroup::'], ['##[group]Plan', 'x', '##[endgroup]']],
    ['hides debug lines', ['::debug::secret thoughts'], []],
    ['unescapes data', ['::notice::50%25%0Asecond line'], ['##[notice]50%', 'second line']],
    ['masks from then on', ['word', '::add-mask::word', 'a word'], ['word', 'a ***']],
    ['obeys the old form anywhere in a line', ['x ##[add-mask]word', 'a word'], ['a ***']],
    ['obeys the old form in a line that looks like an unknown command', ['::x:: ##[add-mask]word', 'word'], ['***']],
    ['does not obey names with spaces', ['::add mask::word', 'word'], ['::add mask::word', 'word']],
    [
      'stops and resumes commands',
      ['::stop-commands::a-long-token', '::error::not one', '::A-LONG-TOKEN::', '::group::again'],
      ['::stop-commands::***', '::error::not one', '::A-LONG-TOKEN::', '##[group]again'],
    ],
  ])('%s', (_, lines, shown) => {
    expect(read(lines).shown).toEqual(shown);
  });

  it('shows debug lines when asked', () => {
    expect(read(['::debug::why'], true).shown).toEqual(['##[debug]why']);
  });

  it('annotates with place and title', () => {
    const { log, shown } = read([
      '::error file=/work/repo/src/a.ts,line=3,endLine=4,col=5,endColumn=9,title=Bad%2C bad::no%3A %25',
      '::warning file=/elsewhere/b.ts::over there',
    ]);
    expect(log.annotations).toEqual([
      {
        level: 'error',
        message: 'no%3A %',
        title: 'Bad, bad',
        file: 'src/a.ts',
        line: 3,
        endLine: 4,
        column: 5,
        endColumn: 9,
      },
      { level: 'warning', message: 'over there', file: '/elsewhere/b.ts' },
    ]);
    expect(shown).toEqual(['##[error]no%3A %', '##[warning]over there']);
    expect(log.failed).toBe(false);
  });

  it('keeps ten annotations of each level, as GitHub does, and all lines', () => {
    const { log, shown } = read([...Array.from({ length: 12 }, (_, i) => `::error::${i}`), '::notice::n']);
    expect(log.annotations.map(({ message }) => message)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      'n',
    ]);
    expect(shown).toHaveLength(13);
  });

  it('masks annotations', () => {
    expect(read(['::add-mask::word', '::error title=the word::a word']).log.annotations).toEqual([
      { level: 'error', message: 'a ***', title: 'the ***' },
    ]);
  });

  it.each(['::set-output name=a::1', '::save-state name=a::1', '::set-env name=A::1', '::add-path::/x'])(
    'fails the step on %s',
    (line) => {
      const { log } = read([line]);
      expect(log.failed).toBe(true);
      expect(log.annotations[1]?.message).toContain('command is disabled');
    },
  );

  it.each(['', 'error', 'pause-logging'])('refuses the stop token %j', (token) => {
    const { log } = read([`::stop-commands::${token}`]);
    expect(log.failed).toBe(true);
  });

  it('warns of an empty mask', () => {
    expect(read(['::add-mask::']).log.annotations).toMatchObject([{ level: 'warning' }]);
  });
});
