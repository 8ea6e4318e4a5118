import { describe, expect, it } from '@jest/globals';
import type { TaskState } from '../rollout/view.ts';
import { isSteady, planTaskSet } from './plan.ts';
import type { TaskSetView } from './plan.ts';

function view(states: readonly TaskState[], more: Partial<TaskSetView> = {}): TaskSetView {
  return { id: 'set', wanted: 2, launchable: true, tasks: states.map((state, i) => ({ id: `t${i}`, state })), ...more };
}

describe('planTaskSet', () => {
  it.each([
    { name: 'fills up at once', view: view([]), actions: [{ kind: 'start', deployment: 'set', count: 2 }] },
    { name: 'starts nothing while launches are backed off', view: view([], { launchable: false }), actions: [] },
    { name: 'leaves what is whole', view: view(['healthy', 'healthy']), actions: [] },
    {
      name: 'stops first what serves nobody',
      view: view(['healthy', 'starting', 'running'], { wanted: 1 }),
      actions: [{ kind: 'stop', deployment: 'set', tasks: ['t1', 't2'] }],
    },
    { name: 'registers what is due', view: view(['due', 'healthy']), actions: [{ kind: 'register', tasks: ['t0'] }] },
    {
      name: 'deregisters what leaves, and starts no other for it when scaled in',
      view: view(['leaving', 'healthy'], { wanted: 1 }),
      actions: [{ kind: 'deregister', tasks: ['t0'] }],
    },
    {
      name: 'replaces what is unhealthy, a tick before it starts another',
      view: view(['unhealthy', 'healthy']),
      actions: [{ kind: 'replace', task: 't0' }],
    },
  ])('$name', ({ view: seen, actions }) => {
    expect(planTaskSet(seen)).toEqual(actions);
  });
});

describe('isSteady', () => {
  it.each([
    { states: ['healthy', 'healthy'] as const, steady: true },
    { states: ['healthy', 'healthy', 'leaving'] as const, steady: true },
    { states: ['healthy', 'running'] as const, steady: false },
    { states: ['healthy'] as const, steady: false },
    { states: ['healthy', 'healthy', 'healthy'] as const, steady: false },
  ])('$states of two wanted: $steady', ({ states, steady }) => {
    expect(isSteady(view(states))).toBe(steady);
  });
});
