import { expect, it } from '@jest/globals';
import { fakeContext } from '#shared/testing/fake-context';
import { judge } from '#shared/verify/verdict';
import { createServiceLook } from './look.ts';
import { serviceTarget } from './target.ts';
import { apisOf, check, GROUP, OTHER_GROUP, service, SHIFTING, target, task, type Scene } from './testing.ts';

const leaving = task(1, 1, { lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
const registered = { [GROUP]: [target(1), target(3), target(4)] };

async function verdict(scene: Scene) {
  const calls: string[] = [];
  const tools = { ...fakeContext(), platformsOf: () => Promise.resolve([]) };
  const result = await createServiceLook(check(), { ...tools, open: () => apisOf(scene, calls) }).look(10_000);
  return { ...judge(serviceTarget(check()), result), asked: calls.includes('stopped-tasks') };
}

it('counts an old task that was told to stop while its target is in service', async () => {
  expect(await verdict({ stopped: [leaving], targets: registered })).toEqual({
    kind: 'other-version',
    version: 'web:1',
    reasons: ['expected version web:2'],
    asked: true,
  });
});

it.each<[string, boolean, Scene]>([
  [
    'whose target drains',
    false,
    { stopped: [leaving], targets: { [GROUP]: [target(1, 'draining'), target(3), target(4)] } },
  ],
  ['that has stopped', true, { stopped: [{ ...leaving, lastStatus: 'STOPPED' }], targets: registered }],
  ['without a target', true, { stopped: [task(1, 9, { lastStatus: 'DEACTIVATING' })], targets: registered }],
  [
    'of the new revision, scaled in',
    true,
    { stopped: [task(2, 1, { lastStatus: 'DEACTIVATING' })], targets: registered },
  ],
  [
    'that gets no traffic any more',
    false,
    {
      service: service(SHIFTING),
      shifted: 100,
      tasks: [task(1, 2), task(2, 3), task(2, 4)],
      stopped: [leaving],
      targets: { [GROUP]: [target(1), target(2)], [OTHER_GROUP]: [target(3), target(4)] },
    },
  ],
])('does not count a task %s', async (_, asked, scene) => {
  expect(await verdict(scene)).toEqual({ kind: 'passed', version: 'web:2', reasons: [], asked });
});
