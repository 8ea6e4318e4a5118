import { expect, it } from '@jest/globals';
import type { Standing, UnderWay } from '#shared/ecs/codedeploy/standing';
import { deploymentLook } from '#shared/ecs/codedeploy/testing';
import { nextStep, type Step } from './next-step.ts';

const OURS = 'd-OURS00000';
const BACK = 'd-BACK00000';

function standing(taskDefinition: string, underWay?: UnderWay): Standing {
  return { service: {}, taskDefinition, underWay };
}

const deploying = (leaves: string, terminates = false): UnderWay => ({
  kind: 'deploying',
  deployment: deploymentLook('InProgress', { terminates }),
  leaves,
});
const turningBack = (leaves: string): UnderWay => ({
  kind: 'turning-back',
  deployment: deploymentLook('InProgress', { id: BACK, takesBack: OURS }),
  leaves,
});

/** From web:4 to web:2. */
const cases: readonly (readonly [string, Standing, Step])[] = [
  ['nothing is under way', standing('web:4'), { kind: 'create' }],
  ['it runs the target', standing('web:2'), { kind: 'there' }],
  [
    'it runs something else since',
    standing('web:5'),
    { kind: 'overtaken', why: 'deployed', by: { taskDefinition: 'web:5', id: '' } },
  ],
  ['a deployment came from the target', standing('web:4', deploying('web:2')), { kind: 'stop', deploymentId: OURS }],
  [
    'it only keeps the tasks of the target',
    standing('web:4', deploying('web:2', true)),
    { kind: 'stop', deploymentId: OURS },
  ],
  [
    'a deployment came from another release',
    standing('web:4', deploying('web:3')),
    { kind: 'clear', how: 'stop', deploymentId: OURS },
  ],
  [
    'it only keeps the tasks of another release',
    standing('web:4', deploying('web:3', true)),
    { kind: 'clear', how: 'end-wait', deploymentId: OURS },
  ],
  [
    'the target is being deployed',
    standing('web:2', deploying('web:4')),
    { kind: 'joined', deploymentId: OURS, takesBack: undefined },
  ],
  [
    'it is being taken back to the target',
    standing('web:2', turningBack('web:4')),
    { kind: 'joined', deploymentId: BACK, takesBack: OURS },
  ],
  [
    'it is being taken back elsewhere',
    standing('web:3', turningBack('web:4')),
    { kind: 'overtaken', why: 'rollback', by: { taskDefinition: 'web:3', id: BACK } },
  ],
  [
    'a rollback that was known of goes on',
    standing('web:4', turningBack('web:5')),
    { kind: 'clear', how: 'wait', deploymentId: BACK },
  ],
  [
    'somebody deploys another release',
    standing('web:5', deploying('web:4')),
    { kind: 'overtaken', why: 'deployed', by: { taskDefinition: 'web:5', id: OURS } },
  ],
];

it.each(cases)('where %s', (_, seen, step) => {
  expect(nextStep(seen, { target: 'web:2', leaving: ['web:4'] })).toEqual(step);
});
