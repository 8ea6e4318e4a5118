import { describe, expect, it } from '@jest/globals';
import { hint } from './fields.ts';
import { parseScenario } from './parse.ts';

const minimal = (more = ''): string =>
  `name: x\nstory: It goes.\nwhen:\n  - deploy: B\nthen: { verdict: deployed }\n${more}`;
const parse = (yaml: string) => parseScenario(yaml, 'x.yaml');
const stepOf = (step: string) =>
  parse(`name: x\nstory: s\nwhen:\n  - deploy: B\n  - ${step}\nthen: { verdict: deployed }`).when[1];

describe('a scenario', () => {
  it('needs little', () => {
    expect(parse(minimal())).toEqual({
      name: 'x',
      story: 'It goes.',
      given: {
        desiredCount: 1,
        loadBalancer: 'rolling',
        running: true,
        deploymentConfiguration: {},
        service: {},
        container: {},
        alarms: [],
        functions: new Map(),
        staleReadMs: 0,
        unsure: {},
      },
      when: [{ kind: 'deploy', release: 'B', faults: [], when: {}, update: {} }],
      then: { verdict: 'deployed', patienceMs: 3_600_000 },
    });
  });

  it('says everything it can say', () => {
    const { given, then } = parse(`
name: x
story: s
given:
  desiredCount: 3
  loadBalancer: blue-green
  running: false
  deploymentConfiguration: { strategy: CANARY }
  service: { healthCheckGracePeriodSeconds: 5 }
  container: { stopTimeout: 2 }
  alarms: errors
  functions: { check: FAILED }
  staleReads: 2.5s
  unsure: { rollbackDeploymentId: new }
when: [{ deploy: B }]
then:
  verdict: paused
  serves: [A, B]
  serviceDeployment: IN_PROGRESS
  rolloutState: IN_PROGRESS
  lifecycleStage: BAKE_TIME
  productionWeight: 10
  events: [one, two]
  stoppedReasons: three
  exitCodes: 1
  refusedReads: [X]
  primarySeen: [A]
  patience: 2h
`);
    expect(given).toMatchObject({
      desiredCount: 3,
      loadBalancer: 'blue-green',
      running: false,
      alarms: ['errors'],
      functions: new Map([['check', 'FAILED']]),
      staleReadMs: 2500,
    });
    expect(then).toEqual({
      verdict: 'paused',
      serves: ['A', 'B'],
      serviceDeployment: 'IN_PROGRESS',
      rolloutState: 'IN_PROGRESS',
      lifecycleStage: 'BAKE_TIME',
      productionWeight: 10,
      events: ['one', 'two'],
      stoppedReasons: ['three'],
      exitCodes: [1],
      refusedReads: ['X'],
      primarySeen: ['A'],
      patienceMs: 7_200_000,
    });
  });

  it.each<[string, unknown]>([
    ['wait: 90s', { kind: 'wait', ms: 90_000 }],
    ['update: { desiredCount: 2 }', { kind: 'update', input: { desiredCount: 2 } }],
    [
      'waitUntil: { stage: BAKE_TIME }',
      { kind: 'wait-until', what: { kind: 'stage', stage: 'BAKE_TIME' }, limitMs: 1_800_000 },
    ],
    ['waitUntil: { paused: true }', { kind: 'wait-until', what: { kind: 'paused' }, limitMs: 1_800_000 }],
    ['stop: rollback', { kind: 'stop' }],
    ['continue: ROLLBACK', { kind: 'continue', action: 'ROLLBACK' }],
    ['alarm: errors', { kind: 'alarm', name: 'errors', state: 'ALARM' }],
    ['delete: service', { kind: 'delete-service' }],
    ['interrupt: retirement', { kind: 'interrupt', how: 'retirement' }],
    [
      '{ requests: "ECS.*", fault: { slow: 2s }, only: { every: 3, after: 1m } }',
      {
        kind: 'request-fault',
        operation: 'ECS.*',
        fault: { kind: 'slow', ms: 2000, time: 'aws' },
        when: { every: 3, afterMs: 60_000 },
      },
    ],
    ['{ requests: "*", fault: { clockSkew: 10m } }', { fault: { kind: 'clock-skew', ms: 600_000 } }],
    ['{ requests: "*", fault: html-error }', { fault: { kind: 'server-error', shape: 'html' } }],
    ['{ secret: "*", fault: access-denied }', { kind: 'secret-fault', fault: { why: 'access-denied' } }],
    ['{ capacity: none, only: { for: 5m } }', { kind: 'capacity-fault', when: { forMs: 300_000 } }],
    [
      '{ deploy: C, with: { forceNewDeployment: true }, only: { first: 2 }, tasks: { exit: { code: 3, after: 1s, lastWords: [a] }, slowPull: 1m, ignoresSigterm: true } }',
      {
        kind: 'deploy',
        release: 'C',
        update: { forceNewDeployment: true },
        when: { first: 2 },
        faults: [
          { kind: 'exit', exitCode: 3, afterMs: 1000, lastWords: ['a'] },
          { kind: 'slow-pull', ms: 60_000 },
          { kind: 'ignores-sigterm' },
        ],
      },
    ],
  ])('may do %s', (step, expected) => {
    expect(stepOf(step)).toMatchObject(expected as object);
  });

  it.each([
    ['name: [', /x\.yaml: .*/],
    ['[]', /x\.yaml: expected a mapping, got \[\]/],
    [minimal('givn: {}'), /x\.yaml: unknown key "givn"; known are .* \(did you mean given\?\)/],
    [minimal('given: { desiredCount: two }'), /x\.yaml\.given\.desiredCount: expected a number, got "two"/],
    [minimal('given: { loadBalancer: rollng }'), /expected none, rolling, blue-green \(did you mean rolling\?\)/],
    [minimal('given: { staleReads: 10 }'), /staleReads: expected a duration like .*, got 10/],
    [minimal('given: { running: yes }'), /running: expected true or false/],
    ['story: s\nwhen: [{deploy: B}]\nthen: {verdict: deployed}', /x\.yaml: name is missing/],
    ['name: X y\nstory: s\nwhen: [{deploy: B}]\nthen: {verdict: deployed}', /name: expected lower-case words/],
    ['name: x\nstory: s\nwhen: [{wait: 1s}]\nthen: {verdict: deployed}', /nothing is deployed/],
    ['name: x\nstory: s\nwhen: [{deploy: B}]\nthen: {}', /x\.yaml\.then: verdict is missing/],
    [
      'name: x\nstory: s\nwhen: [{deploi: B}]\nthen: {verdict: deployed}',
      /when\[0\]: unknown step "deploi".*did you mean deploy/,
    ],
    [
      'name: x\nstory: s\nwhen: [{deploy: B, taks: {}}]\nthen: {verdict: deployed}',
      /unknown key "taks".*did you mean tasks/,
    ],
    [
      'name: x\nstory: s\nwhen: [{deploy: B, tasks: {exit: {after: 1s}}}]\nthen: {verdict: deployed}',
      /exit: code is missing/,
    ],
    ['name: x\nstory: s\nwhen: [{deploy: B, only: {frist: 1}}]\nthen: {verdict: deployed}', /did you mean first/],
    [
      'name: x\nstory: s\nwhen: [{deploy: B}, {waitUntil: {}}]\nthen: {verdict: deployed}',
      /expected stage, status, event, running or paused/,
    ],
    ['name: x\nstory: s\nwhen: [{deploy: B}, {requests: "*"}]\nthen: {verdict: deployed}', /fault is missing/],
  ])('is refused: %s', (yaml, message) => {
    expect(() => parse(yaml)).toThrow(message);
  });
});

describe('a hint', () => {
  it.each([
    ['verdcit', ' (did you mean verdict?)'],
    ['Serves', ' (did you mean serves?)'],
    ['something', ''],
  ])('for %s: %j', (word, expected) => {
    expect(hint(word, ['verdict', 'serves', 'events'])).toBe(expected);
  });
});
