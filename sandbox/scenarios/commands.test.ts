import { describe, expect, it } from '@jest/globals';
import { listScenarios, playScenario } from './commands.ts';

/** AWS time runs this fast here: a rollback of five minutes takes two seconds. */
const speed = 200;

async function played(name: string): Promise<{ readonly asTold: boolean; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const asTold = await playScenario(name, {
    sandbox: { env: process.env, log: () => undefined },
    speed,
    signal,
    print: (line) => lines.push(line),
  });
  return { asTold, lines };
}

describe('in a whole sandbox, over HTTP, behind its load balancer', () => {
  it.each([
    ['crash-at-start', 'Verdict: rolled-back. In service: A. Service deployment: ROLLBACK_SUCCESSFUL.'],
    ['blue-green-stopped-in-bake', 'Verdict: rolled-back. In service: A. Service deployment: ROLLBACK_SUCCESSFUL.'],
    ['throttled-reads', 'Verdict: deployed. In service: B. Service deployment: SUCCESSFUL.'],
  ])(
    '%s ends as it says',
    async (name, verdict) => {
      const { asTold, lines } = await played(name);
      expect(lines.at(-1)?.trim()).toBe(verdict);
      expect(asTold).toBe(true);
      expect(lines.some((line) => line.includes('(service web) has started 1 tasks'))).toBe(true);
    },
    60_000,
  );
});

describe('a name', () => {
  it('that is no scenario is met with the nearest one', async () => {
    await expect(played('crash-at-strat')).rejects.toThrow('no scenario crash-at-strat (did you mean crash-at-start?)');
  });
});

describe('the list', () => {
  it('tells each with its verdict and its story', async () => {
    const lines: string[] = [];
    await listScenarios((line) => lines.push(line));
    expect(lines).toContainEqual(
      expect.stringMatching(/^superseded \(superseded\)\n {2}Twenty seconds after release B/),
    );
    expect(Math.max(...lines.flatMap((line) => line.split('\n')).map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
