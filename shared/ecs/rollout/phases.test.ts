import { describe, expect, it } from '@jest/globals';
import { serviceDeploymentView } from '../testing/service-deployment-view.ts';
import { serviceWith, type DeploymentLine } from '../testing/scripted-ecs.ts';
import { slowSettings } from './floor.ts';
import { beginRollout } from './memory.ts';
import { asWayBack, joinPhases, mayBeSlowBySettings, notePhase, phaseOf, type Phase } from './phases.ts';
import { timelineMarkdown } from './timeline.ts';
import { viewService, type ServiceView } from './view.ts';

const before = viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]));
const memory = beginRollout({ id: 'new', taskDefinition: 'web:2' }, before, 'deployed');
const ours: DeploymentLine = ['new', 'PRIMARY', 'IN_PROGRESS', 'web:2'];
const old: DeploymentLine = ['old', 'ACTIVE', 'COMPLETED', 'web:1'];

/** With the number of tasks that the old deployment is still to have. */
function view(lines: readonly DeploymentLine[], oldDesired = 1): ServiceView {
  const service = viewService(serviceWith(lines));
  const deployments = service.deployments.map((one) => (one.id === 'old' ? { ...one, desired: oldDesired } : one));
  return { ...service, deployments };
}

describe('phaseOf', () => {
  it.each<[string | undefined, ServiceView]>([
    ['new tasks start', view([['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0 }], old])],
    ['new tasks start', view([['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { pending: 1 }], old])],
    ['new tasks become healthy', view([ours, old])],
    ['old tasks drain', view([ours, old], 0)],
    ['completion', view([ours])],
    [undefined, view([old])],
    [undefined, { ...view([ours, old]), strategy: 'CANARY' }],
  ])('%s', (name, service) => {
    expect(phaseOf({ service }, memory)).toBe(name);
  });

  it('is the stage where there are stages, and the way back on the way back', () => {
    const service = view([ours, old]);
    const shifting = { stage: 'PRODUCTION_TRAFFIC_SHIFT', traffic: { production: 10, test: 100 } };
    const at = (more: Parameters<typeof serviceDeploymentView>[0]) =>
      phaseOf({ service, serviceDeployment: serviceDeploymentView(more) }, memory);
    expect(at({ stage: 'BAKE_TIME' })).toBe('bake time');
    expect(at(shifting)).toBe('production traffic shift 10 %');
    const rollback = { deploymentId: 'old', taskDefinition: 'web:1' };
    expect(phaseOf({ service }, { ...memory, rollback })).toBe('rolling back');
  });
});

const noted = (steps: readonly (readonly [string | undefined, number])[]) =>
  steps.reduce<readonly Phase[]>((phases, [name, at]) => notePhase(phases, name, at), []);

describe('notePhase', () => {
  it('lengthens a phase until another one comes; an answer that tells nothing changes none', () => {
    expect(
      noted([
        [undefined, 0],
        ['a', 1],
        ['a', 3],
        [undefined, 4],
        ['b', 6],
        ['a', 7],
        ['a', 9],
      ]),
    ).toEqual([
      { name: 'a', from: 1, to: 6 },
      { name: 'b', from: 6, to: 7 },
      { name: 'a', from: 7, to: 9 },
    ]);
  });
});

describe('the phases of two watches', () => {
  const first = [{ name: 'a', from: 0, to: 5 }];

  it('are joined where one goes on in the other', () => {
    const second = [
      { name: 'a', from: 7, to: 9 },
      { name: 'b', from: 9, to: 12 },
    ];
    expect(joinPhases(first, second)).toEqual([
      { name: 'a', from: 0, to: 9 },
      { name: 'b', from: 9, to: 12 },
    ]);
    expect(joinPhases(first, second.slice(1))).toEqual([first[0], second[1]]);
    expect(joinPhases([], first)).toEqual(first);
  });

  it('are one phase where the second is the way back', () => {
    expect(asWayBack([...first, { name: 'b', from: 5, to: 8 }])).toEqual([{ name: 'rolling back', from: 0, to: 8 }]);
    expect(asWayBack([])).toEqual([]);
  });
});

const rollout = (health: number, drain: number): readonly Phase[] => [
  { name: 'new tasks start', from: 0, to: 20_000 },
  { name: 'new tasks become healthy', from: 20_000, to: 20_000 + health * 1_000 },
  { name: 'old tasks drain', from: 20_000 + health * 1_000, to: 20_000 + (health + drain) * 1_000 },
];

describe('timelineMarkdown', () => {
  it('draws each phase with its length; a name cannot break out of its line', () => {
    const chart = timelineMarkdown([...rollout(5, 7), { name: 'a:b;#', from: 32_000, to: 33_000 }]);
    expect(chart?.split('\n')).toEqual([
      '```mermaid',
      'gantt',
      '  dateFormat x',
      '  axisFormat %H:%M:%S',
      '  section Rollout',
      '  new tasks start (20.0s) :0, 20000',
      '  new tasks become healthy (5.0s) :20000, 25000',
      '  old tasks drain (7.0s) :25000, 32000',
      '  a b   (1.0s) :32000, 33000',
      '```',
    ]);
  });

  it('draws no bar for what was only just begun', () => {
    const chart = timelineMarkdown([...rollout(5, 7), { name: 'post scale up', from: 32_000, to: 32_000 }]);
    expect(chart).not.toContain('post scale up');
  });

  it('draws nothing of a single phase', () => {
    expect(timelineMarkdown(rollout(1, 1).slice(0, 1))).toBeUndefined();
  });
});

describe('slowSettings', () => {
  const defaults = { name: 'web', interval: 30, healthyThreshold: 5, deregistrationDelay: 300 };
  const quick = { name: 'web', interval: 5, healthyThreshold: 2, deregistrationDelay: 5 };
  const definition = { containerDefinitions: [{ name: 'app' }, { name: 'slow', stopTimeout: 120 }] };

  it.each<[string, readonly Phase[], typeof defaults, readonly RegExp[]]>([
    ['AWS defaults', rollout(155, 302), defaults, [/no sooner than 150 s/, /drains for 300 s/, /slow: .* after 120 s/]],
    ['a drain that ended sooner', rollout(155, 40), defaults, [/no sooner than 150 s/]],
    ['something else took the time', rollout(400, 59), quick, []],
    ['nothing was slow', rollout(5, 5), defaults, []],
  ])('%s', (...[, phases, group, says]) => {
    expect(slowSettings(phases, { groups: [group], definition })).toEqual(
      says.map((words) => expect.stringMatching(words)),
    );
  });

  it('is worth asking for only when something took long', () => {
    expect(mayBeSlowBySettings(rollout(29, 59))).toBe(false);
    expect(mayBeSlowBySettings(rollout(30, 0))).toBe(true);
    expect(mayBeSlowBySettings(rollout(0, 60))).toBe(true);
  });
});
