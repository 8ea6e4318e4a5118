import { afterEach, describe, expect, it } from '@jest/globals';
import { differences, judge } from './judge.ts';
import type { Ending } from './judge.ts';
import { parseScenario } from './parse.ts';
import { Play } from './play.ts';
import { names } from './stage.ts';
import type { Stage } from './stage.ts';
import { modelStage } from './testing/model-stage.ts';
import { renderMoment } from './timeline.ts';
import type { Moment } from './timeline.ts';

const ending: Ending = {
  verdict: 'rolled-back',
  serves: ['B', 'A'],
  serviceDeployment: 'ROLLBACK_SUCCESSFUL',
  rolloutState: 'COMPLETED',
  lifecycleStage: undefined,
  productionWeight: 0,
  events: ['one', 'two', 'three'].map((text, at) => ({ at, text: `(service web) ${text}.` })),
  stoppedReasons: ['Essential container in task exited'],
  exitCodes: [1, 137],
  refusedReads: [],
  primarySeen: ['A', 'B'],
};

describe('an ending', () => {
  it.each([
    [{}, []],
    [{ serves: ['A', 'B'], exitCodes: [137], events: ['one', 'three'], stoppedReasons: ['Essential'] }, []],
    [{ verdict: 'failed' }, ['verdict: expected "failed", found "rolled-back"']],
    [{ serves: ['A'] }, ['serves: expected ["A"], found ["A","B"]']],
    [{ serves: [] }, ['serves: expected [], found ["A","B"]']],
    [{ events: ['two', 'one'] }, ['events: "one" is missing after 2 of 3 events']],
    [{ events: ['one', 'one'] }, ['events: "one" is missing after 1 of 3 events']],
    [{ exitCodes: [2] }, ['exitCodes: 2 is missing']],
    [{ stoppedReasons: ['OutOfMemory'] }, ['stoppedReasons: "OutOfMemory" is missing']],
    [{ refusedReads: ['X'] }, ['refusedReads: "X" is missing']],
    [{ primarySeen: ['B'] }, ['primarySeen: expected ["B"], found ["A","B"]']],
    [{ lifecycleStage: 'BAKE_TIME' }, ['lifecycleStage: expected "BAKE_TIME", found undefined']],
    [{ productionWeight: 100 }, ['productionWeight: expected 100, found 0']],
  ] as const)('held against %j: %j', (expected, found) => {
    expect(differences({ verdict: 'rolled-back', patienceMs: 0, ...expected }, ending)).toEqual(found);
  });
});

describe('a play with somebody else as deployer', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('waits for the deployment, strikes its tasks, and judges it', async () => {
    const scenario = parseScenario(
      `name: x
story: s
given: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } }
when: [{ deploy: B, tasks: { exit: { after: 1s, code: 9 } } }]
then: { verdict: rolled-back, serves: A, exitCodes: [9] }`,
      'x',
    );
    const model = await modelStage(scenario.given);
    let beats = -Infinity;
    // The stranger deploys on the fifth beat, from a family of its own.
    stage = {
      ...model,
      pass: async (ms) => {
        beats += 1;
        if (beats === 5) await stranger(model);
        await model.pass(ms);
      },
    };
    const moments: Moment[] = [];
    const play = new Play(scenario, stage, { onMoment: (moment) => moments.push(moment) });
    await play.stage();
    beats = 0;
    const cast = await play.follow();
    const end = await judge(stage, cast);
    expect(differences(scenario.then, end)).toEqual([]);
    expect(moments.map(renderMoment)).toEqual(
      expect.arrayContaining([
        '  0:00  * Release A is in service.',
        expect.stringMatching(/^ {2}0:2\d {2}\* Release B is deployed as other:1\.$/),
      ]),
    );
    expect(moments.filter(({ by }) => by === 'ECS').length).toBeGreaterThan(4);
  });
});

async function stranger(stage: Stage): Promise<void> {
  const { services } = await stage.look('DescribeServices', { services: [names.service] });
  expect(services).toHaveLength(1);
  await stage.look('RegisterTaskDefinition', {
    family: 'other',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [{ name: 'app', image: 'registry.example/web:9', portMappings: [{ containerPort: 8080 }] }],
  });
  await stage.ask('UpdateService', { service: names.service, taskDefinition: 'other' });
}
