import { describe, expect, it } from '@jest/globals';
import { differences, judge } from './judge.ts';
import { loadLibrary } from './library.ts';
import { Play } from './play.ts';
import { modelStage } from './testing/model-stage.ts';

const library = await loadLibrary();

describe('the library', () => {
  it('is a library', () => {
    expect(library.size).toBeGreaterThanOrEqual(28);
    expect(new Set([...library.values()].map(({ then }) => then.verdict)).size).toBe(7);
  });

  it.each([...library.values()])('$name ends as it says', async (scenario) => {
    const stage = await modelStage(scenario.given);
    try {
      const play = new Play(scenario, stage);
      await play.stage();
      const ending = await judge(stage, await play.run());
      expect({ problems: differences(scenario.then, ending), ending }).toMatchObject({ problems: [] });
    } finally {
      await stage.close();
    }
  });
});
