import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import type { EcsApi } from './api.ts';
import { batched, type BatchedOptions } from './batched.ts';
import { awsError, ScriptedEcs, serviceWith } from './testing/scripted-ecs.ts';

/** An ECS with these services, whose calls are noted. */
function ecs(existing: readonly string[], more: Partial<EcsApi> = {}, options: Partial<BatchedOptions> = {}) {
  const clock = new FakeClock();
  const calls: string[] = [];
  const api = Object.assign<EcsApi, Partial<EcsApi>>(new ScriptedEcs({ before: [] }), {
    describeServices: (cluster, services) => {
      calls.push(`${cluster}: ${services.join(' ')}`);
      const found = services.map((name) => name.split('/').at(-1) ?? '').filter((name) => existing.includes(name));
      return Promise.resolve(found.toReversed().map((serviceName) => serviceWith([], { serviceName })));
    },
    ...more,
  });
  return { api: batched(api, { clock, windowMs: 100, ...options }), calls, clock };
}

const ask = (api: EcsApi, service: string, cluster = 'prod') => api.describeService({ cluster, service });

describe('batched', () => {
  it('asks in one call for each cluster what is asked within a moment', async () => {
    const { api, calls, clock } = ecs(['web', 'api', 'jobs']);
    const answers = Promise.all([ask(api, 'web'), ask(api, 'jobs', 'other'), ask(api, 'api')]);
    await clock.advance(99);
    expect(calls).toEqual([]);
    await clock.advance(1);
    expect((await answers).map((service) => service?.serviceName)).toEqual(['web', 'jobs', 'api']);
    expect(calls).toEqual(['prod: web api', 'other: jobs']);
  });

  it('asks for ten at most, no more often than its share allows, in the order they came', async () => {
    const names = Array.from({ length: 33 }, (_, place) => `s${place}`);
    const { api, calls, clock } = ecs(names, {}, { budget: { burst: 2, perSecond: 4 } });
    const answers = Promise.all(names.map((name) => ask(api, name)));
    const sizes = () => calls.map((call) => call.split(' ').length - 1);
    await clock.advance(100);
    expect(sizes()).toEqual([10, 10]);
    await clock.advance(150);
    expect(sizes()).toEqual([10, 10, 10]);
    await clock.advance(250);
    expect(sizes()).toEqual([10, 10, 10, 3]);
    expect((await answers).map((service) => service?.serviceName)).toEqual(names);
  });

  it('asks once for what two ask for, and again for the next who asks', async () => {
    const { api, calls, clock } = ecs(['web']);
    const both = Promise.all([ask(api, 'web'), ask(api, 'web')]);
    await clock.advance(100);
    const [one, other] = await both;
    expect(one).toBe(other);
    const later = ask(api, 'web');
    await clock.advance(100);
    await later;
    expect(calls).toEqual(['prod: web', 'prod: web']);
  });

  it('gives undefined for the service that is missing, and the others their own', async () => {
    const { api, clock } = ecs(['web']);
    const arn = 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web';
    const answers = Promise.all([ask(api, 'gone'), ask(api, arn)]);
    await clock.advance(100);
    expect(await answers).toMatchObject([undefined, { serviceName: 'web' }]);
  });

  it('fails for all of a batch when the call fails, and not for the next', async () => {
    let fails = true;
    const { api, clock } = ecs(['web', 'api'], {
      describeServices: () => {
        const now = fails;
        fails = false;
        return now
          ? Promise.reject(awsError('ThrottlingException', 'Rate exceeded'))
          : Promise.resolve([serviceWith([], { serviceName: 'web' })]);
      },
    });
    const answers = Promise.allSettled([ask(api, 'web'), ask(api, 'api')]);
    await clock.advance(100);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = ask(api, 'web');
    await clock.advance(100);
    expect(await next).toMatchObject({ serviceName: 'web' });
  });

  it('gathers no longer when the job is cancelled', async () => {
    const cancel = new AbortController();
    const { api, calls } = ecs(['web'], {}, { signal: cancel.signal });
    const answer = ask(api, 'web');
    cancel.abort(new Error('cancelled'));
    expect(await answer).toMatchObject({ serviceName: 'web' });
    expect(calls).toEqual(['prod: web']);
  });

  it('gathers service deployments too, and gives each who asks its own', async () => {
    const asked: (readonly string[])[] = [];
    const { api, clock } = ecs([], {
      describeServiceDeployments: (arns) => {
        asked.push(arns);
        return Promise.resolve(
          arns.filter((arn) => arn !== 'gone').map((serviceDeploymentArn) => ({ serviceDeploymentArn })),
        );
      },
    });
    const answers = Promise.all([['a', 'b'], ['gone'], ['c']].map((arns) => api.describeServiceDeployments(arns)));
    await clock.advance(100);
    expect(await answers).toEqual([
      [{ serviceDeploymentArn: 'a' }, { serviceDeploymentArn: 'b' }],
      [],
      [{ serviceDeploymentArn: 'c' }],
    ]);
    expect(asked).toEqual([['a', 'b', 'gone', 'c']]);
  });
});
