import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { walkSurroundings } from './aws-walk.ts';
import { AwsWalker } from './aws-walker.ts';
import { walkService } from './ecs-walk.ts';
import { knownDifferences, matches } from './moto-differences.ts';
import { startMoto, type Moto, type Network } from './moto.ts';
import { differences, type Difference } from './shapes.ts';
import { pipTool } from './tools.ts';

/** moto 5.2.4, another imitation of AWS: where it answers the same calls, the forms of the answers agree. */
const tool = await pipTool({ name: 'moto[server]', version: '5.2.4' });
const suite = tool.found ? describe : describe.skip;

suite(`moto${tool.found ? '' : ` (skipped: ${tool.reason})`}`, () => {
  let moto: Moto;
  let sandbox: Sandbox;
  const found: Difference[] = [];
  const steps: string[] = [];

  beforeAll(async () => {
    if (!tool.found) return;
    moto = await startMoto(tool.directory);
    sandbox = await startSandbox({
      speed: 100,
      tasks: 'simulated',
      engine: 'none',
      env: process.env,
      log: () => undefined,
    });
    const network = await moto.network();
    const theirs = await walked(moto.url, network);
    const ours = await walked(sandbox.endpoint, network);
    for (const [step, shape] of ours) {
      steps.push(step);
      found.push(...differences(step, { moto: theirs.get(step) ?? new Set(), sandbox: shape }));
    }
  }, 120_000);

  afterAll(async () => {
    await Promise.all([moto.close(), sandbox.close()]);
  });

  it('was asked the same', () => {
    expect(steps.length).toBeGreaterThan(50);
  });

  it('answers in the same form, but for what is listed with its reason', () => {
    const unlisted = found.filter((difference) => !knownDifferences.some((known) => matches(known, difference)));
    expect(unlisted.map(({ step, line, only }) => `${step}: only ${only} has ${line}`)).toEqual([]);
  });

  it('still differs in all that is listed', () => {
    const settled = knownDifferences.filter((known) => !found.some((difference) => matches(known, difference)));
    expect(settled).toEqual([]);
  });
});

async function walked(endpoint: string, network: Network): Promise<AwsWalker['answers']> {
  const walker = new AwsWalker(endpoint, network);
  try {
    await walkSurroundings(walker);
    await walkService(walker);
  } finally {
    walker.close();
  }
  return walker.answers;
}
