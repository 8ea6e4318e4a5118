import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createEcsApi } from './client.ts';

type Answer = (operation: string, input: Readonly<Record<string, unknown>>) => object | undefined;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An ECS that answers what a test says; undefined never answers. */
async function ecsThat(answer: Answer, signal?: AbortSignal) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      asked.push(operation);
      const result = answer(operation, JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
      if (result === undefined) return;
      response.writeHead('__type' in result ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(result));
    });
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: () => Promise.resolve({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' }),
    requestHandler: new NodeHttpHandler(),
    customUserAgent: [] as [string, string][],
    maxAttempts: 1,
  };
  return { api: createEcsApi(config, signal), asked };
}

const ref = { cluster: 'prod', service: 'web' };

describe('createEcsApi', () => {
  it('takes MISSING for undefined, and rejects for a missing cluster', async () => {
    const failures = [{ arn: 'arn', reason: 'MISSING' }];
    const { api } = await ecsThat((_, { cluster }) =>
      cluster === 'prod'
        ? { services: [], failures }
        : { __type: 'ClusterNotFoundException', message: 'Cluster not found.' },
    );
    expect(await api.describeService(ref)).toBeUndefined();
    await expect(api.describeService({ ...ref, cluster: 'other' })).rejects.toThrow('Cluster not found.');
  });

  it('reads revisions page by page, up to the limit', async () => {
    const { api, asked } = await ecsThat((_, { nextToken, maxResults }) => {
      const start = Number(nextToken ?? 0);
      const taskDefinitionArns = Array.from(
        { length: Number(maxResults) },
        (_item, index) => `web:${500 - start - index}`,
      );
      return { taskDefinitionArns, nextToken: String(start + Number(maxResults)) };
    });
    const arns = await api.listRevisions('web', 150);
    expect([arns.length, arns[0], arns[149], asked.length]).toEqual([150, 'web:500', 'web:351', 2]);
  });

  it('describes stopped tasks a hundred at a time, and none without a call', async () => {
    const sizes: number[] = [];
    const { api, asked } = await ecsThat((operation, { nextToken, tasks, serviceName }) => {
      if (operation === 'ListTasks') {
        if (serviceName === 'idle') return { taskArns: [] };
        const half = (page: number) =>
          Array.from({ length: page }, (_item, index) => `task/${String(nextToken)}/${index}`);
        return nextToken === undefined ? { taskArns: half(100), nextToken: 'two' } : { taskArns: half(20) };
      }
      sizes.push((tasks as string[]).length);
      return { tasks: (tasks as string[]).map((taskArn) => ({ taskArn })) };
    });
    expect(await api.stoppedTasks(ref)).toHaveLength(120);
    expect(sizes).toEqual([100, 20]);
    asked.length = 0;
    expect(await api.stoppedTasks({ ...ref, service: 'idle' })).toEqual([]);
    expect(asked).toEqual(['ListTasks']);
  });

  it('gives the EC2 instances of container instances, a hundred at a time', async () => {
    const sizes: number[] = [];
    const { api } = await ecsThat((_, input) => {
      const arns = input['containerInstances'] as readonly string[];
      sizes.push(arns.length);
      return {
        containerInstances: arns.map((arn) => ({
          containerInstanceArn: arn,
          // One outside of EC2 has none.
          ...(arn === 'ci-7' ? {} : { ec2InstanceId: `i-${arn}` }),
        })),
      };
    });
    const instances = await api.ec2Instances(
      'prod',
      Array.from({ length: 120 }, (_item, index) => `ci-${index}`),
    );
    expect(sizes).toEqual([100, 20]);
    expect([instances.size, instances.get('ci-0'), instances.get('ci-7')]).toEqual([119, 'i-ci-0', undefined]);
  });

  it('rejects with the reason of the signal as soon as it aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('The job was cancelled');
    const { api } = await ecsThat(() => undefined, controller.signal);
    const pending = api.describeService(ref);
    setTimeout(() => {
      controller.abort(reason);
    }, 50);
    await expect(pending).rejects.toBe(reason);
    await expect(api.updateService(ref)).rejects.toBe(reason);
  });

  it('sends and reads members of a task definition that the SDK does not know', async () => {
    const sent: unknown[] = [];
    const later = { family: 'web', later: { a: 1 }, containerDefinitions: [{ name: 'web', new: '' }] };
    const { api } = await ecsThat((_, input) => {
      sent.push(input);
      return { taskDefinition: { ...later, revision: 3, registeredAt: 1.5 }, tags: [{ key: 'team', value: '' }] };
    });
    await api.registerTaskDefinition(later);
    expect(sent).toEqual([later]);
    const { taskDefinition, tags, verbatim } = await api.describeTaskDefinition('web');
    const known = {
      family: 'web',
      containerDefinitions: [{ name: 'web' }],
      revision: 3,
      registeredAt: new Date(1_500),
    };
    expect(taskDefinition).toEqual(known);
    expect(tags).toEqual([{ key: 'team', value: '' }]);
    expect(verbatim).toEqual({
      definition: { ...known, ...later },
      unknown: ['later', 'containerDefinitions[].new'],
    });
  });

  it('says nothing of members where the SDK knows them all', async () => {
    const { api } = await ecsThat(() => ({
      taskDefinition: { family: 'web', containerDefinitions: [{ name: 'web' }] },
    }));
    expect((await api.describeTaskDefinition('web')).verbatim).toBeUndefined();
  });

  it('stops a service deployment with rollback', async () => {
    let sent: object = {};
    const { api } = await ecsThat((_, input) => {
      sent = input;
      return { serviceDeploymentArn: 'sd' };
    });
    await api.rollBackServiceDeployment('sd');
    expect(sent).toEqual({ serviceDeploymentArn: 'sd', stopType: 'ROLLBACK' });
  });
});
