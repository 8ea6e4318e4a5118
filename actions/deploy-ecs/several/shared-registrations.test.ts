import { describe, expect, it } from '@jest/globals';
import type { EcsApi, TaskDefinitionInput } from '#shared/ecs/api';
import { awsError, ScriptedEcs } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { sharingRegistrations } from './shared-registrations.ts';

const definition = (family: string, image = 'web:2'): TaskDefinitionInput => ({
  family,
  containerDefinitions: [{ name: 'web', image }],
});

function account(faults: readonly (Error | undefined)[] = []) {
  const context = fakeContext();
  const begun: string[] = [];
  let underWay = 0;
  let most = 0;
  const api = Object.assign<EcsApi, Partial<EcsApi>>(new ScriptedEcs({ before: [] }), {
    registerTaskDefinition: async ({ family = '' }) => {
      begun.push(family);
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      const fault = faults[begun.length - 1];
      if (fault !== undefined) throw fault;
      return { taskDefinitionArn: `${family}:${begun.length}` };
    },
  });
  return { api: sharingRegistrations(api, context), begun, mostAtATime: () => most, log: context.log };
}

describe('sharingRegistrations', () => {
  it('registers once what means the same', async () => {
    const { api, begun } = account();
    const [one, other] = await Promise.all([
      api.registerTaskDefinition(definition('web')),
      api.registerTaskDefinition({
        ...definition('web'),
        containerDefinitions: [{ name: 'web', image: 'web:2', essential: true }],
      }),
    ]);
    expect(one.taskDefinitionArn).toBe(other.taskDefinitionArn);
    expect(begun).toEqual(['web']);
  });

  it('registers apart what differs, one after another', async () => {
    const { api, begun, mostAtATime } = account();
    await Promise.all([
      api.registerTaskDefinition(definition('web')),
      api.registerTaskDefinition(definition('api')),
      api.registerTaskDefinition(definition('web', 'web:3')),
      api.registerTaskDefinition({ ...definition('web'), tags: [{ key: 'team', value: 'a' }] }),
    ]);
    expect(begun).toEqual(['web', 'api', 'web', 'web']);
    expect(mostAtATime()).toBe(1);
  });

  it('has patience for each that is throttled, and says so', async () => {
    const busy = awsError('ThrottlingException', 'Rate exceeded');
    const { api, begun, log } = account([busy, busy, busy, undefined]);
    await Promise.all([api.registerTaskDefinition(definition('web')), api.registerTaskDefinition(definition('api'))]);
    expect(begun).toEqual(['web', 'web', 'web', 'web', 'api']);
    expect(log.has('Registering web again: Rate exceeded')).toBe(true);
  });

  it('fails for all who share it, and tries again for who asks again', async () => {
    const { api, begun } = account([awsError('ClientException', 'No such role')]);
    const both = await Promise.allSettled([
      api.registerTaskDefinition(definition('web')),
      api.registerTaskDefinition(definition('web')),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await api.registerTaskDefinition(definition('web'))).toMatchObject({ taskDefinitionArn: 'web:2' });
    expect(begun).toEqual(['web', 'web']);
  });
});
