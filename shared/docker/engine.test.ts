import { describe, expect, it } from '@jest/globals';
import type { DockerCli, DockerRun } from './cli.ts';
import { describeEngine, findEngine } from './engine.ts';

const run = (stdout: string, stderr = '', exitCode = 0): DockerRun => ({
  exitCode,
  ending: 'exited',
  durationMs: 1,
  stdout: stdout.split('\n'),
  stderr: stderr.split('\n'),
});
const info = (version: string, options: { buildx?: string; status?: [string, string][] | null } = {}): string =>
  JSON.stringify({
    ServerVersion: version,
    DriverStatus: options.status ?? null,
    ClientInfo: { Plugins: [{ Name: 'buildx', Version: options.buildx ?? '0.13.1+ds1' }] },
  });
const docker =
  (builder: DockerRun, engine: string): DockerCli =>
  (args) =>
    Promise.resolve(args[0] === 'buildx' ? builder : run(engine));

const DOCKER_DRIVER = run(
  'Name:   default\nDriver: docker\n\nNodes:\nName:             default\nStatus:           running',
);
const CONTAINERD: [string, string][] = [['driver-type', 'io.containerd.snapshotter.v1']];

describe('findEngine', () => {
  it('sees what the containerd image store brings', async () => {
    const engine = await findEngine(docker(DOCKER_DRIVER, info('26.1.5', { status: CONTAINERD })));
    expect(engine).toEqual({ driver: 'docker', version: '26.1.5', buildxVersion: '0.13.1+ds1', fullBuildKit: true });
    expect(describeEngine(engine)).toBe('Docker 26.1.5, buildx 0.13.1+ds1');
  });

  it('sees that it is absent', async () => {
    const engine = await findEngine(
      docker(DOCKER_DRIVER, info('26.1.5', { status: [['Backing Filesystem', 'extfs']] })),
    );
    expect(engine.fullBuildKit).toBe(false);
  });

  it('takes a builder of its own for able', async () => {
    const engine = await findEngine(docker(run('Name: b\nDriver: docker-container'), info('20.10.24')));
    expect(engine).toMatchObject({ driver: 'docker-container', version: undefined, fullBuildKit: true });
    expect(describeEngine(engine)).toBe('builder with driver docker-container, buildx 0.13.1+ds1');
  });

  it.each([
    {
      when: 'no engine answers',
      // buildx exits with 0 here.
      builder: run('Name:   default\nDriver: \nError:  Cannot connect to the Docker daemon at unix:///x.'),
      engine: info(''),
      message: /No Docker engine answers.*Cannot connect to the Docker daemon/,
    },
    {
      when: 'there is no buildx',
      builder: run('', "docker: 'buildx' is not a docker command.", 1),
      engine: info('26.1.5'),
      message: /buildx does not work here.*not a docker command/,
    },
    {
      when: 'buildx is too old',
      builder: DOCKER_DRIVER,
      engine: info('20.10.24', { buildx: 'v0.9.1' }),
      message: /buildx v0.9.1 is too old; 0.10 or newer/,
    },
  ])('says when $when', async ({ builder, engine, message }) => {
    await expect(findEngine(docker(builder, engine))).rejects.toThrow(message);
  });
});
