import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { balanced, makeHarness, targetGroup } from '#sandbox/aws/ecs/testing/harness';
import type { Harness } from '#sandbox/aws/ecs/testing/harness';
import type { AwsService, JsonObject } from '#sandbox/aws/service';
import { startStatusPage } from './server.ts';
import type { StatusPage } from './server.ts';
import type { Snapshot } from './snapshot.ts';

const listener = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/2';

/** Two target groups behind one listener, nine to one. */
function balancing(health: () => JsonObject): AwsService {
  const forward = (weights: readonly (readonly [string, number])[]) => ({
    Type: 'forward',
    ForwardConfig: { TargetGroups: weights.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  });
  const other = targetGroup.replace('/web/', '/green/');
  return {
    name: 'ELASTIC_LOAD_BALANCING_V2',
    protocol: { kind: 'query', version: '2015-12-01', xmlns: '' },
    operations: {
      DescribeLoadBalancers: () => ({ LoadBalancers: [{ LoadBalancerArn: 'lb', LoadBalancerName: 'public' }] }),
      DescribeListeners: () => ({ Listeners: [{ ListenerArn: listener, Port: 8080 }] }),
      DescribeRules: () => ({
        Rules: [
          {
            Priority: 'default',
            Conditions: [],
            Actions: [
              forward([
                [targetGroup, 90],
                [other, 10],
              ]),
            ],
          },
        ],
      }),
      DescribeTargetHealth: health,
    },
  };
}

const healthy = () => ({
  TargetHealthDescriptions: [{ Target: { Id: '10.0.0.4', Port: 8080 }, TargetHealth: { State: 'healthy' } }],
});

describe('the status page', () => {
  let harness: Harness;
  let page: StatusPage;
  let watching: AbortController;

  async function start(health: () => JsonObject = healthy): Promise<void> {
    watching = new AbortController();
    harness = makeHarness();
    const services = [harness.ecs.service, balancing(health)];
    const calls = () => new Map([['ECS.UpdateService', { calls: 1, errors: 0, throttled: 0 }]]);
    const faults = () => [{ about: 'requests', order: '{"fault":{"kind":"throttle"}}', struck: 2 }];
    page = await startStatusPage({ services, calls, faults, region: 'us-east-1', speed: 20, interval: 5 });
    await harness.createService(await harness.register('one'), balanced);
  }

  afterEach(async () => {
    watching.abort();
    await page.close();
    const closed = harness.ecs.close();
    await harness.seconds(600);
    await closed;
  });

  const get = (path: string): Promise<Response> => fetch(new URL(path, page.url), { signal: watching.signal });
  const look = async (): Promise<Snapshot> => JSON.parse(await (await get('snapshot.json')).text()) as Snapshot;

  it('shows a service with its deployments, tasks, targets, weights, events and calls', async () => {
    await start();
    await harness.seconds(200);
    expect(await look()).toMatchObject({
      region: 'us-east-1',
      speed: 20,
      services: [
        {
          cluster: 'default',
          name: 'web',
          taskDefinition: 'app:1',
          desired: 1,
          running: 1,
          deployments: [{ status: 'PRIMARY', running: 1, state: 'COMPLETED' }],
          rollout: { status: 'SUCCESSFUL', revisions: [{ role: 'target' }] },
          tasks: [{ status: 'RUNNING', taskDefinition: 'app:1' }],
          targetGroups: [{ targets: [{ address: '10.0.0.4:8080', state: 'healthy' }] }],
          events: [{ message: '(service web) has reached a steady state.' }, {}, {}, {}],
        },
      ],
      listeners: [
        {
          loadBalancer: 'public',
          port: 8080,
          rules: [{ priority: 'default', weights: [{ weight: 90 }, { targetGroup: 'green', weight: 10 }] }],
        },
      ],
      calls: [{ name: 'ECS.UpdateService', calls: 1, errors: 0 }],
      faults: [{ about: 'requests', struck: 2 }],
    });
  });

  it('shows the task sets of a service that CodeDeploy deploys', async () => {
    await start();
    const { networkConfiguration } = await harness.service();
    await harness.call('CreateService', {
      serviceName: 'other',
      taskDefinition: 'app',
      desiredCount: 1,
      deploymentController: { type: 'CODE_DEPLOY' },
      networkConfiguration,
      ...balanced,
    });
    await harness.seconds(200);
    expect((await look()).services.find(({ name }) => name === 'other')).toMatchObject({
      strategy: 'CODE_DEPLOY',
      taskDefinition: 'app:1',
      deployments: [{ status: 'PRIMARY', running: 1, desired: 1, state: 'STEADY_STATE' }],
      targetGroups: [{}],
    });
  });

  it('says why tasks stopped', async () => {
    await start();
    harness.runtime.behaviours.set('two', { exit: { after: 1000, exitCode: 3, outOfMemory: false } });
    await harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register('two') });
    await harness.seconds(120);
    const [service] = (await look()).services;
    expect(service?.tasks.find(({ status }) => status === 'STOPPED')?.reason).toBe(
      'EssentialContainerExited · Essential container in task exited · app: exit code 3',
    );
  });

  it('goes on when a target group was deleted under a service', async () => {
    await start(() => {
      throw new Error("Target groups 'web' not found");
    });
    expect((await look()).services[0]?.targetGroups[0]?.targets).toEqual([
      { address: '', state: 'gone', why: "Target groups 'web' not found" },
    ]);
  });

  it('sends a look for every change, and nothing twice', async () => {
    await start();
    const stream = (await get('live')).body?.pipeThrough(new TextDecoderStream()) ?? [];
    const seen: Snapshot[] = [];
    const ended = (): boolean => seen.at(-1)?.services[0]?.rollout?.status === 'SUCCESSFUL';
    const passing = (async () => {
      while (!ended()) {
        await harness.seconds(10);
        await delay(10);
      }
    })();
    for await (const part of stream) {
      for (const message of part.split('\n\n').filter(Boolean)) {
        seen.push(JSON.parse(message.replace(/^data: /, '')) as Snapshot);
      }
      if (ended()) break;
    }
    await passing;
    expect(seen.length).toBeGreaterThan(4);
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(seen.length);
  });

  it.each([
    { method: 'GET', path: '/', status: 200, type: 'text/html' },
    { method: 'GET', path: '/page.js', status: 200, type: 'text/javascript' },
    { method: 'GET', path: '/page.css', status: 200, type: 'text/css' },
    { method: 'GET', path: '/../server.ts', status: 404, type: 'text/plain' },
    { method: 'POST', path: '/', status: 405, type: 'text/plain' },
  ])('answers $method $path with $status', async ({ method, path, status, type }) => {
    await start();
    const response = await fetch(page.url.replace(/\/$/, path), { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, `${type}; charset=utf-8`]);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    await response.text();
  });

  it('answers to no other name than its own', async () => {
    await start();
    const answered = Promise.withResolvers<number | undefined>();
    request(page.url, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      answered.resolve(response.statusCode);
    }).end();
    expect(await answered.promise).toBe(403);
  });
});
