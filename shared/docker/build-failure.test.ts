import { describe, expect, it } from '@jest/globals';
import { describeBuildFailure, readBuildFailure } from './build-failure.ts';

// As buildx 0.13.1 printed them.
const COMMAND_FAILED = `#6 [stage-1 1/1] RUN echo "testing" &&     echo "boom" >&2 && exit 3
#6 0.125 testing
#6 0.126 boom
#6 ERROR: process "/bin/sh -c echo \\"testing\\" &&     echo \\"boom\\" >&2 && exit 3" did not complete successfully: exit code: 3
------
 > [stage-1 1/1] RUN echo "testing" &&     echo "boom" >&2 && exit 3:
0.125 testing
0.126 boom
------
Dockerfile:7
--------------------
   6 |     FROM base
   7 | >>> RUN echo "testing" && \\
   8 | >>>     echo "boom" >&2 && exit 3
   9 |     
--------------------
ERROR: failed to solve: process "/bin/sh -c echo \\"testing\\" &&     echo \\"boom\\" >&2 && exit 3" did not complete successfully: exit code: 3`;
const UNKNOWN_INSTRUCTION = `#1 DONE 0.0s
Dockerfile.bad2:2
--------------------
   1 |     FROM scratch
   2 | >>> COPPY nope.txt /x
   3 |     
--------------------
ERROR: failed to solve: dockerfile parse error on line 2: unknown instruction: COPPY (did you mean COPY?)`;
const NO_TARGET = `#1 DONE 0.0s
ERROR: failed to solve: target stage "zzz" could not be found`;

describe('readBuildFailure', () => {
  it('finds the line, the exit code and the last output of a command', () => {
    expect(readBuildFailure(COMMAND_FAILED.split('\n'))).toEqual({
      reason: 'the command failed with exit code 3',
      place: 'Dockerfile:7',
      excerpt: [
        '   6 |     FROM base',
        '   7 | >>> RUN echo "testing" && \\',
        '   8 | >>>     echo "boom" >&2 && exit 3',
      ],
      output: ['testing', 'boom'],
    });
  });

  it('finds the line of an instruction that does not exist', () => {
    expect(readBuildFailure(UNKNOWN_INSTRUCTION.split('\n'))).toMatchObject({
      reason: 'dockerfile parse error on line 2: unknown instruction: COPPY (did you mean COPY?)',
      place: 'Dockerfile.bad2:2',
      output: [],
    });
  });

  it('has only the reason when no line is to blame', () => {
    expect(readBuildFailure(NO_TARGET.split('\n'))).toEqual({
      reason: 'target stage "zzz" could not be found',
      place: undefined,
      excerpt: [],
      output: [],
    });
  });

  it.each([
    ['the last line, when buildx names no error', ['unknown flag: --sbom', ''], 'unknown flag: --sbom'],
    ['that there is none', [], 'buildx gave no reason'],
  ])('gives %s', (_, lines, reason) => {
    expect(readBuildFailure(lines).reason).toBe(reason);
  });

  it('keeps the end of a long output', () => {
    const output = Array.from({ length: 50 }, (_, line) => `1.5 line ${line}`);
    const lines = ['------', ' > [1/1] RUN x:', ...output, '------', 'ERROR: x'];
    expect(readBuildFailure(lines).output).toEqual(Array.from({ length: 20 }, (_, line) => `line ${line + 30}`));
  });
});

it('tells the user where, why, and what was printed last', () => {
  expect(describeBuildFailure(readBuildFailure(COMMAND_FAILED.split('\n')))).toBe(
    [
      'The build failed at Dockerfile:7: the command failed with exit code 3',
      '   6 |     FROM base',
      '   7 | >>> RUN echo "testing" && \\',
      '   8 | >>>     echo "boom" >&2 && exit 3',
      'Its last output:',
      '  testing',
      '  boom',
    ].join('\n'),
  );
});
