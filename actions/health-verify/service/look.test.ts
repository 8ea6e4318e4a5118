import { describe, expect, it } from '@jest/globals';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import type { Answer, ProbeResult } from '#shared/http/probe-result';
import { judge } from '#shared/verify/verdict';
import type { ServiceCheck } from './inputs.ts';
import { createServiceLook, type ServiceLook } from './look.ts';
import { serviceTarget } from './target.ts';
import {
  apisOf,
  check,
  D1,
  D2,
  GROUP,
  OTHER_GROUP,
  revision,
  ROLLING,
  service,
  SHIFTING,
  target,
  task,
  type Scene,
} from './testing.ts';

interface Looked {
  readonly context?: FakeContext;
  readonly platforms?: readonly string[];
  readonly calls?: string[];
}

/** Looks once at each scene; the last one is repeated. */
function looker(
  of: ServiceCheck,
  scenes: readonly Scene[],
  { context = fakeContext(), ...more }: Looked = {},
): ServiceLook {
  let looks = 0;
  return createServiceLook(of, {
    ...context,
    open: () => apisOf(scenes[Math.min(looks++, scenes.length - 1)] ?? {}, more.calls),
    platformsOf: () => Promise.resolve(more.platforms ?? []),
  });
}

async function verdict(of: ServiceCheck, scene: Scene, platforms: readonly string[] = []) {
  const result = await looker(of, [scene], { platforms }).look(10_000);
  const { kind, reasons, version } = judge(serviceTarget(of), result);
  return { kind, version, reasons: reasons.join('; ') };
}

const word = (result: ProbeResult): string => ((result as Answer).status as { readonly word: string }).word;

const passed = (version: string) => ({ kind: 'passed', version, reasons: '' });
const byImage = (more: Partial<ServiceCheck> = {}): ServiceCheck =>
  check({ taskDefinition: undefined, image: { digest: D2, name: undefined }, ...more });
const old = { [GROUP]: [target(1), target(2)] };

describe('a task definition that is expected', () => {
  it.each<[string, Scene]>([
    ['runs in all tasks', {}],
    ['is named by its ARN', {}],
    ['while other targets drain', { targets: { [GROUP]: [target(1, 'draining'), target(3), target(4)] } }],
    ['without a load balancer', { service: service({ loadBalancers: [] }), targets: {} }],
    [
      'behind the other group, with all traffic, while the old tasks are kept',
      {
        service: service(SHIFTING),
        shifted: 100,
        tasks: [task(1, 1), task(1, 2), task(2, 3), task(2, 4)],
        targets: { ...old, [OTHER_GROUP]: [target(3), target(4)] },
      },
    ],
    [
      'in the PRIMARY task set',
      {
        service: service({
          deployments: [],
          taskSets: [
            { status: 'ACTIVE', taskDefinition: revision(1), computedDesiredCount: 2 },
            {
              status: 'PRIMARY',
              taskDefinition: revision(2),
              computedDesiredCount: 2,
              loadBalancers: [{ targetGroupArn: GROUP, containerPort: 8080 }],
            },
          ],
        }),
        tasks: [task(1, 1), task(2, 3), task(2, 4)],
      },
    ],
    [
      'on instances that share their address',
      {
        tasks: [task(2, 3, { attachments: [] }), task(2, 4, { attachments: [] })],
        targets: {
          [GROUP]: [
            { id: 'i-1', port: 32_768, state: 'healthy' },
            { id: 'i-2', port: 32_769, state: 'healthy' },
            { id: 'i-1', port: 32_770, state: 'draining' },
          ],
        },
      },
    ],
  ])('is healthy: %s', async (name, scene) => {
    const taskDefinition = name.includes('ARN') ? revision(2) : 'web:2';
    expect(await verdict(check({ taskDefinition }), scene)).toEqual(passed('web:2'));
  });

  it.each<[string, Scene, RegExp]>([
    [
      'the service stays on the old one',
      {
        service: service({ deployments: [{ status: 'PRIMARY', taskDefinition: revision(1), desiredCount: 2 }] }),
        tasks: [task(1, 1), task(1, 2)],
        targets: old,
      },
      /^expected version web:2$/,
    ],
    [
      'old tasks run beside new ones',
      { service: service(ROLLING), tasks: [task(1, 1), task(2, 3), task(2, 4)] },
      /web:2/,
    ],
    [
      'the old tasks have part of the traffic',
      {
        service: service(SHIFTING),
        shifted: 50,
        tasks: [task(1, 1), task(2, 3), task(2, 4)],
        targets: { ...old, [OTHER_GROUP]: [target(3), target(4)] },
      },
      /web:2/,
    ],
    [
      'a strategy without groups to shift between has not ended',
      {
        service: service({ ...ROLLING, currentServiceDeployment: 'arn:sd' }),
        shifted: 100,
        tasks: [task(1, 1), task(2, 3), task(2, 4)],
      },
      /web:2/,
    ],
  ])('is pending as the old version when %s', async (_, scene, reason) => {
    expect(await verdict(check(), scene)).toEqual({
      kind: 'other-version',
      version: 'web:1',
      reasons: expect.stringMatching(reason),
    });
  });

  it.each<[string, Scene, string]>([
    ['a task is missing', { tasks: [task(2, 3)] }, '1 of 2 tasks not started'],
    [
      'a task starts',
      { tasks: [task(2, 3), task(2, 4, { lastStatus: 'PENDING' })] },
      'task task4 (10.0.0.4) is PENDING',
    ],
    [
      'a container is not healthy',
      {
        hasHealthCheck: true,
        tasks: [task(2, 3, { healthStatus: 'HEALTHY' }), task(2, 4, { healthStatus: 'UNHEALTHY' })],
      },
      'task task4 (10.0.0.4) is UNHEALTHY to its health check',
    ],
    [
      'a target is not healthy',
      { targets: { [GROUP]: [target(3), target(4, 'initial')] } },
      'target 10.0.0.4:8080 is initial',
    ],
    [
      'a target drains',
      { targets: { [GROUP]: [target(3), target(4, 'draining')] } },
      'target 10.0.0.4:8080 is draining',
    ],
    ['a target is missing', { targets: { [GROUP]: [target(3)] } }, 'target 10.0.0.4:8080 is not registered'],
    [
      'one of two load balancers does not know the tasks',
      {
        service: service({
          loadBalancers: [
            { targetGroupArn: GROUP, containerPort: 8080 },
            { targetGroupArn: OTHER_GROUP, containerPort: 9090 },
          ],
        }),
      },
      'target 10.0.0.3:9090 is not registered; target 10.0.0.4:9090 is not registered',
    ],
    [
      'a target of an instance is not healthy',
      {
        tasks: [task(2, 3, { attachments: [] }), task(2, 4, { attachments: [] })],
        targets: { [GROUP]: [{ id: 'i-1', port: 1, state: 'unhealthy' }] },
      },
      'target i-1:1 is unhealthy',
    ],
    [
      'nothing is to run',
      {
        service: service({ deployments: [{ status: 'PRIMARY', taskDefinition: revision(2), desiredCount: 0 }] }),
        tasks: [],
        targets: {},
      },
      'the service is to run no task (desired count 0)',
    ],
    [
      'many tasks have not started',
      {
        service: service({ deployments: [{ status: 'PRIMARY', taskDefinition: revision(2), desiredCount: 9 }] }),
        tasks: [3, 4, 5, 6, 7].map((host) => task(2, host, { lastStatus: 'PROVISIONING' })),
      },
      '4 of 9 tasks not started; task task3 (10.0.0.3) is PROVISIONING; task task4 (10.0.0.4) is PROVISIONING; 3 more',
    ],
  ])('is not healthy when %s', async (_, scene, reasons) => {
    expect(await verdict(check(), scene)).toMatchObject({ kind: 'wrong-answer', reasons });
  });

  it.each<[string, Scene, string]>([
    ['there is no service', { service: undefined, tasks: [] }, 'there is no service web in cluster prod'],
    [
      'it was deleted',
      { service: service({ status: 'INACTIVE', deployments: [] }) },
      'there is no service web in cluster prod',
    ],
    [
      'it is being deleted',
      { service: service({ status: 'DRAINING' }) },
      'service web in cluster prod is being deleted',
    ],
  ])('is hopeless when %s', async (_, scene, reasons) => {
    expect(await verdict(check(), scene)).toMatchObject({ kind: 'hopeless', reasons });
  });
});

describe('an image that is expected', () => {
  const tagged = (digest: string): Scene => ({ tasks: [task(2, 3, { digest }), task(2, 4, { digest })] });
  const inTask = (containers: NonNullable<ReturnType<typeof task>['containers']>): Scene => ({
    tasks: [task(2, 3, { containers }), task(2, 4, { containers })],
  });
  const name = { registry: 'registry.test', repository: 'team/web', tag: undefined, digest: D2 };

  it.each<[string, Scene, readonly string[]]>([
    ['runs by its tag', tagged(D2), []],
    ['is an index, and the tasks tell the manifest of their platform', tagged(D1), [D1]],
    [
      'is named by its digest, which no other image has',
      inTask([{ name: 'web', image: `registry.test/team/web@${D2}`, imageDigest: D1 }]),
      [],
    ],
    [
      'runs beside a sidecar',
      inTask([
        { name: 'proxy', image: 'proxy:1', imageDigest: D1 },
        { name: 'web', image: 'registry.test/team/web:1', imageDigest: D2 },
      ]),
      [],
    ],
  ])('is healthy: %s', async (_, scene, platforms) => {
    expect(await verdict(byImage(), scene, platforms)).toEqual(passed(D2));
  });

  it('is pending while another one runs, of which the digest is told', async () => {
    const scene = inTask([
      { name: 'proxy', image: 'proxy:1', imageDigest: `sha256:${'3'.repeat(64)}` },
      { name: 'web', image: 'registry.test/team/web:1', imageDigest: D1 },
    ]);
    expect(await verdict(byImage({ image: { digest: D2, name } }), scene)).toEqual({
      kind: 'other-version',
      version: D1,
      reasons: 'expected version sha256:222222222222',
    });
  });

  it('is pending while one task of many runs another', async () => {
    const scene = { tasks: [task(2, 3), task(2, 4, { digest: D1 })] };
    expect(await verdict(byImage(), scene)).toMatchObject({ kind: 'other-version', version: D1 });
  });

  it('is pending while an older revision runs the same image', async () => {
    const scene = { service: service(ROLLING), tasks: [task(1, 1, { digest: D2 }), task(2, 3), task(2, 4)] };
    expect(await verdict(byImage(), scene)).toEqual({
      kind: 'wrong-answer',
      version: D2,
      reasons: '1 task of web:1 still there, beside web:2',
    });
  });

  it('is not known before the image was pulled', async () => {
    const scene = inTask([{ name: 'web', image: 'registry.test/team/web:1' }]);
    expect((await verdict(byImage(), scene)).kind).toBe('wrong-answer');
  });

  it('has to run in the task definition that is expected too', async () => {
    expect(await verdict(byImage({ taskDefinition: 'web:2' }), tagged(D1))).toEqual({
      kind: 'wrong-answer',
      version: 'web:2',
      reasons: `task task3 (10.0.0.3) runs image ${D1}; task task4 (10.0.0.4) runs image ${D1}`,
    });
  });
});

it('asks AWS four times a look with one target group, and once more while traffic is shifted', async () => {
  const calls: string[] = [];
  const shifting = { service: service(SHIFTING), shifted: 100, tasks: [task(1, 1), task(2, 3), task(2, 4)] };
  const look = looker(check(), [{}, {}, shifting], { calls });
  await look.look(10_000);
  expect(calls).toEqual(['service', 'tasks', 'task-definition', 'targets']);
  await look.look(10_000);
  expect(calls.slice(4)).toEqual(['service', 'tasks', 'targets']);
  await look.look(10_000);
  expect(calls.slice(7)).toEqual(['service', 'tasks', 'service-deployment', 'targets', 'targets']);
});

it('does not count looks at one revision for another, though both are right', async () => {
  const onOne = service({ deployments: [{ status: 'PRIMARY', taskDefinition: revision(1), desiredCount: 2 }] });
  const same = { service: onOne, tasks: [task(1, 3, { digest: D2 }), task(1, 4, { digest: D2 })] };
  const look = looker(byImage(), [same, {}, {}]);
  const verdicts = [];
  for (let round = 0; round < 3; round += 1)
    verdicts.push(judge(serviceTarget(byImage()), await look.look(10_000)).reasons.join());
  expect(verdicts).toEqual(['', 'the service came from web:1 to web:2', '']);
  expect(look.revision).toBe(revision(2));
});

describe('when AWS does not answer', () => {
  const busy = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

  it('asks again within the same look, and says so once', async () => {
    const context = fakeContext();
    const result = await looker(check(), [{ service: busy }, { service: busy }, {}], { context }).look(59_999.5);
    expect(word(result)).toBe('2 of 2 tasks of web:2 healthy');
    expect(context.log.lines).toEqual(['info: AWS did not answer, asking again: Rate exceeded']);
  });

  it('gives up at the limit', async () => {
    const context = fakeContext();
    const result = await looker(check(), [{ service: busy }], { context }).look(20_000);
    expect(result).toMatchObject({ kind: 'failed', message: 'AWS did not answer within 20.0s: Rate exceeded' });
    expect(context.clock.elapsed()).toBeGreaterThanOrEqual(20_000);
    expect(context.clock.elapsed()).toBeLessThan(31_000);
  });

  it('is hopeless without the permission, and says which', async () => {
    const denied = Object.assign(new Error('not authorized to perform: ecs:DescribeServices'), {
      name: 'AccessDeniedException',
    });
    const result = await looker(check(), [{ service: denied }]).look(20_000);
    expect(judge(serviceTarget(check()), result)).toMatchObject({
      kind: 'hopeless',
      reasons: [expect.stringMatching(/Could not look at service web: not authorized.*Add the permission/)],
    });
  });

  it('ends with the job', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    const context = fakeContext({ signal: controller.signal });
    await expect(looker(check(), [{ service: busy }], { context }).look(20_000)).rejects.toThrow('cancelled');
  });
});
