import { describe, expect, it } from '@jest/globals';
import { runBundle } from './support/bundle.ts';
import { actionNames, readMetadata } from './support/project.ts';

describe.each(await actionNames())('dist/%s standing alone', (name) => {
  it('names every required input at once, and nothing else goes wrong', async () => {
    const { inputs = {} } = await readMetadata(name);
    const required = Object.entries(inputs)
      .filter(([, input]) => input.required === true)
      .map(([input]) => input);
    const { exitCode, lines } = await runBundle(name, { inputs: {} });
    const errors = lines.filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(1);
    for (const input of required) expect(errors[0]).toContain(input);
    expect(lines.join('\n')).not.toMatch(/Cannot find (?:module|package)|ERR_MODULE/);
    expect(exitCode).toBe(1);
  });
});
