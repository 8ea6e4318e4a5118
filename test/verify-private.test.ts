import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchGetImageCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { pushImage } from './support/rollout-app.ts';
import { CLUSTER, Rollouts, type Acted, type ActOptions } from './support/rollouts.ts';

const SERVICES = ['rolling', 'shifting', 'stays', 'probed', 'recorded', 'overtaken'] as const;
type ServiceName = (typeof SERVICES)[number];
type Inputs = Readonly<Record<string, string>>;

const SHA = { one: 'a'.repeat(40), two: 'b'.repeat(40) };
let rollouts: Rollouts;
const images = { one: '', two: '' };
const urls = new Map<string, string>();

beforeAll(async () => {
  rollouts = await Rollouts.open();
  for (const name of ['one', 'two'] as const)
    images[name] = (await pushImage(rollouts.sandbox, { repository: 'web', sha: SHA[name] })).image;
  await Promise.all(
    SERVICES.map(async (name) => {
      urls.set(name, await rollouts.createService({ name, image: images.one, twoGroups: name === 'shifting' }));
    }),
  );
}, 60_000);

afterAll(() => rollouts.close(), 30_000);

function deploy(service: ServiceName, inputs: Inputs = {}): Promise<Acted> {
  return rollouts.act('deploy-ecs', { service, image: images.two, ...inputs }, { sha: SHA.two });
}

function verify(service: ServiceName, inputs: Inputs, options: ActOptions = {}): Promise<Acted> {
  const pace = { interval: '100ms', 'max-interval': '200ms', timeout: '15s' };
  return rollouts.act('health-verify', { service, ...pace, ...inputs }, { sha: SHA.two, ...options });
}

const told = ({ exitCode, outputs }: Acted) => ({ exitCode, result: outputs['result'] });
const HEALTHY = { exitCode: 0, result: 'healthy' };

async function tagsOf(taskDefinition: string): Promise<Readonly<Record<string, string>>> {
  const { tags = [] } = await rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }),
  );
  return Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
}

describe('a service without a URL', () => {
  it('is pending while old and new run together, and healthy when the new image runs alone', async () => {
    const deployed = await deploy('rolling', { 'wait-for': 'none' });
    const run = await verify('rolling', { 'expect-image': images.two });
    expect(told(run)).toEqual(HEALTHY);
    expect(run.log).toMatch(/old version \(\d+ of \d+ answers\): .*expected version sha256:/);
    expect(run.log).toContain('new version (3 of 3): 1 of 1 tasks of rolling:2 healthy');
    expect(run.outputs['observed-version']).toBe(images.two.split('@')[1]);
    expect(run.outputs['proven-task-definition-arn']).toBe(deployed.outputs['task-definition-arn']);
    expect(run.writes.filter((name) => name === 'TagResource')).toHaveLength(1);
    expect(run.summary).toContain('ecs://rollouts/rolling');
  }, 30_000);

  it('is healthy as soon as all traffic is shifted, though the old tasks are still kept', async () => {
    const strategy = { strategy: 'blue-green', 'bake-time': '10m' };
    const deployed = await deploy('shifting', { ...strategy, 'wait-for': 'none' });
    const expected = deployed.outputs['task-definition-arn'] ?? '';
    const run = await verify('shifting', { 'expect-task-definition': expected });
    expect(told(run)).toEqual(HEALTHY);
    expect(run.log).toMatch(/old version/);
    expect(run.outputs['observed-version']).toBe('shifting:2');
    const { deployments = [] } = await rollouts.describe('shifting');
    expect(deployments.map(({ status, runningCount }) => [status, runningCount])).toEqual([
      ['PRIMARY', 1],
      ['ACTIVE', 1],
    ]);
  }, 30_000);

  it('is never healthy while the old version stays', async () => {
    const run = await verify('stays', { 'expect-image': images.two, timeout: '2s' });
    expect(told(run)).toEqual({ exitCode: 1, result: 'wrong-version' });
    expect(run.outputs['observed-version']).toBe(images.one.split('@')[1]);
    expect(run.errors[0]).toMatch(
      /^The expected version did not answer 3 times in a row within 2\.0s: 1 of 1 tasks of stays:1 healthy, version sha256:\w{12}: expected version sha256:\w{12}/,
    );
    expect(run.writes).toEqual([]);
  });

  it('runs an image of several platforms when ECR says that it lists what the tasks have pulled', async () => {
    const [name = '', digest = ''] = images.one.split('@');
    const { images: [image] = [] } = await rollouts.ecr.send(
      new BatchGetImageCommand({ repositoryName: 'web', imageIds: [{ imageDigest: digest }] }),
    );
    const { imageManifest = '', imageManifestMediaType: mediaType } = image ?? {};
    const platform = { architecture: 'amd64', os: 'linux' };
    const put = await rollouts.ecr.send(
      new PutImageCommand({
        repositoryName: 'web',
        imageTag: 'index',
        imageManifestMediaType: 'application/vnd.oci.image.index.v1+json',
        imageManifest: JSON.stringify({
          schemaVersion: 2,
          mediaType: 'application/vnd.oci.image.index.v1+json',
          manifests: [{ mediaType, digest, size: Buffer.byteLength(imageManifest), platform }],
        }),
      }),
    );
    const index = put.image?.imageId?.imageDigest ?? '';
    const run = await verify('stays', { 'expect-image': `${name}@${index}` });
    expect(told(run)).toEqual(HEALTHY);
    expect([index === digest, run.outputs['observed-version']]).toEqual([false, index]);
  });

  it('is not looked for where there is none', async () => {
    const run = await verify('stays', { service: 'nowhere', 'expect-image': images.two });
    expect(told(run)).toEqual({ exitCode: 1, result: 'unhealthy' });
    expect(run.errors[0]).toMatch(/^service nowhere cannot become healthy by waiting: .*Service not found/);
  });
});

describe('a probe from inside', () => {
  const PRIMARY = { 'expect-task-definition': 'probed:1' };
  const program = (text: string) => ({ ...PRIMARY, 'probe-command': `node -e "${text}"`, 'probe-attempts': '1' });

  /** Tasks of probes that are to run. */
  async function goingOn(): Promise<number> {
    const { taskArns = [] } = await rollouts.ecs.send(
      new ListTasksCommand({ cluster: CLUSTER, desiredStatus: 'RUNNING' }),
    );
    const { tasks = [] } = await rollouts.ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: taskArns }));
    return tasks.filter(({ group }) => group === 'probe:probed').length;
  }

  it('passes by its exit code, with the settings of the running revision', async () => {
    const run = await verify('probed', program("console.log('asked as ' + process.env.RELEASE)"));
    expect(told(run)).toEqual(HEALTHY);
    expect(run.log).toContain('web | asked as one');
    expect(run.summary).toContain('The probe from inside passed.');
    expect(run.writes).toEqual(['RunTask', 'TagResource']);
  }, 30_000);

  it('fails the verification, marks the release failed and shows what it wrote', async () => {
    const run = await verify('probed', program("console.log('no route to db'); process.exit(7)"));
    expect(told(run)).toEqual({ exitCode: 1, result: 'unhealthy' });
    expect(run.errors).toEqual([
      'service probed was as expected from outside, but the probe from inside failed once: container web exited with code 7.',
    ]);
    expect(run.summary).toContain('no route to db');
    expect((await tagsOf('probed:1'))['cicd:failed']).toMatch(/ unhealthy$/);
  }, 30_000);

  it('is stopped when the job is cancelled', async () => {
    const cancel = new AbortController();
    const onLine = (line: string): void => {
      if (line.includes('web | waiting')) cancel.abort(new Error('cancelled by a user'));
    };
    const hangs = program("console.log('waiting'); setInterval(() => {}, 1000)");
    const run = await verify('probed', hangs, { signal: cancel.signal, onLine });
    expect(run.conclusion).toBe('cancelled');
    expect(run.writes).toEqual(['RunTask', 'StopTask']);
    expect(await goingOn()).toBe(0);
  }, 30_000);
});

describe('the GitHub deployment', () => {
  const seeded = () => {
    const { github } = rollouts.sandbox;
    const commits = [
      { sha: SHA.one, message: 'First' },
      { sha: SHA.two, message: 'Second' },
    ];
    return { github, state: github.seed('example/web', { commits }).state };
  };

  it('becomes a success, a failure, or a warning', async () => {
    const { github, state } = seeded();
    const record = { environment: 'production', token: github.token };
    const states = () => [...state.deployments.values()].map(({ statuses }) => statuses.map((status) => status.state));
    const deployed = await deploy('recorded', record);
    const id = deployed.outputs['github-deployment-id'] ?? '';
    expect(states()).toEqual([['in_progress', 'in_progress']]);

    const found = await verify('recorded', { ...record, 'expect-image': images.two });
    expect(told(found)).toEqual(HEALTHY);
    expect(found.outputs['github-deployment-id']).toBe(id);
    expect(states()).toEqual([['in_progress', 'in_progress', 'success']]);

    const named = { ...record, 'github-deployment-id': id, 'environment-url': 'https://www.test/' };
    const bad = await verify('recorded', { ...named, 'expect-image': images.one, timeout: '1s' });
    expect(told(bad)).toEqual({ exitCode: 1, result: 'wrong-version' });
    const last = [...state.deployments.values()][0]?.statuses.at(-1);
    expect(last).toMatchObject({
      state: 'failure',
      description: expect.stringContaining('The expected version did not'),
    });

    const token = github.issueToken({ permissions: { deployments: 'read' } });
    const unkept = await verify('recorded', { ...named, token, 'expect-image': images.two });
    expect(told(unkept)).toEqual(HEALTHY);
    expect(unkept.outputs['github-deployment-id']).toBe('');
    expect(unkept.log).toContain(
      `The verdict is not in the GitHub deployment of production: POST /deployments/${id}/statuses`,
    );
    expect(unkept.log).not.toContain(token);
  }, 60_000);

  it('is inactive, and nothing is marked, when another release comes during the verification', async () => {
    const { github, state } = seeded();
    const record = { environment: 'production', token: github.token };
    const first = await deploy('overtaken', record);
    let next: Promise<Acted> | undefined;
    const onLine = (line: string): void => {
      if (line.includes('(1 of 20)')) next = deploy('overtaken', { image: images.one, 'wait-for': 'none' });
    };
    const url = urls.get('overtaken') ?? '';
    const long = { 'success-threshold': '20', 'github-deployment-id': first.outputs['github-deployment-id'] ?? '' };
    const run = await verify('overtaken', { ...record, ...long, url }, { onLine });
    expect((await next)?.outputs['outcome']).toBe('started');
    expect(told(run)).toEqual(HEALTHY);
    expect(run.outputs['proven-task-definition-arn']).toBe('');
    expect(run.log).toMatch(/nothing was marked: service overtaken was on \S+:2 and is on \S+:3 now, which was not/);
    for (const revision of ['overtaken:2', 'overtaken:3'])
      expect(await tagsOf(revision)).not.toHaveProperty('cicd:proven');
    expect([...state.deployments.values()].at(-1)?.statuses.at(-1)?.state).toBe('inactive');
  }, 30_000);

  it('is given five seconds', async () => {
    const { github } = seeded();
    github.faults.order({ fault: { kind: 'slow', ms: 2_400_000 }, times: Infinity });
    const before = performance.now();
    const run = await verify('stays', {
      environment: 'production',
      token: github.token,
      'github-deployment-id': '404',
      'expect-image': images.one,
    });
    github.faults.clear();
    expect(told(run)).toEqual(HEALTHY);
    expect(performance.now() - before).toBeLessThan(9_000);
    expect(run.log).toMatch(/not in the GitHub deployment of production: .*within 5/);
  }, 30_000);
});
