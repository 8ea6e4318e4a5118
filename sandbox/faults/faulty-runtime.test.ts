import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeRuntime } from '#sandbox/aws/ecs/testing/fakes';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import { checkHealth } from '#sandbox/loadbalancer/health-check';
import { FakeClock } from '#sandbox/testing/fake-clock';
import type { ContainerSpec, RunningContainer, TaskRuntime } from '#sandbox/tasks/runtime';
import { withTaskFaults } from './faulty-runtime.ts';
import { httpGates } from './gates.ts';
import type { GateState } from './gates.ts';
import { FakeGates } from './testing/fake-gates.ts';
import { createTaskFaults } from './task-faults.ts';
import type { TaskFault, TaskFaults, TaskMatch } from './task-faults.ts';

interface Setup {
  readonly clock: FakeClock;
  readonly faults: TaskFaults;
  readonly gates: FakeGates;
  readonly sound: FakeRuntime;
  readonly runtime: TaskRuntime;
  readonly lines: string[];
}

function setUp(fault?: TaskFault, match: TaskMatch = {}): Setup {
  const clock = new FakeClock();
  const faults = createTaskFaults(clock);
  const gates = new FakeGates();
  const sound = new FakeRuntime(clock);
  if (fault) faults.order({ match, fault });
  const lines: string[] = [];
  const runtime = withTaskFaults(sound, { faults, clock, gates, log: (line) => lines.push(line) });
  return { clock, faults, gates, sound, runtime, lines };
}

const origin = (taskId: string, taskDefinition = 'app:2') => ({ taskId, taskDefinition, group: 'service:web' });

function start({ runtime, lines }: Setup, taskId = '1'): Promise<RunningContainer> {
  const spec: ContainerSpec = {
    origin: origin(taskId),
    name: 'app',
    image: 'host/app:1',
    environment: {},
    containerPorts: [8080],
    onOutput: (line) => lines.push(line),
  };
  return runtime.start(spec);
}

describe('a task ordered to', () => {
  it('answer nobody fails its own health checks, and passes them once it answers', async () => {
    const setup = setUp({ kind: 'slow-start', ms: 5000 });
    const running = await start(setup);
    expect(await running.execute(['probe'], 1000)).toEqual({ exitCode: 1 });
    expect(setup.sound.executed).toEqual([]);
    await setup.clock.advance(5000);
    expect(await running.execute(['probe'], 1000)).toEqual({ exitCode: 0 });
    expect(setup.sound.executed).toMatchObject([{ command: ['probe'] }]);
  });

  it('crash does so in time, with its last words, and is gone', async () => {
    const setup = setUp({ kind: 'exit', afterMs: 2000, exitCode: 3, lastWords: ['Error: no DB'] });
    const running = await start(setup);
    await setup.clock.advance(1999);
    expect(setup.sound.running.size).toBe(1);
    await setup.clock.advance(1);
    expect(await running.exited).toEqual({ exitCode: 3, outOfMemory: false });
    expect(setup.lines).toEqual(['Error: no DB']);
    expect(setup.sound.running.size).toBe(0);
  });

  it('run out of memory ends as the kernel ends it', async () => {
    const setup = setUp({ kind: 'out-of-memory', afterMs: 0 });
    const running = await start(setup);
    await setup.clock.advance(0);
    expect(await running.exited).toEqual({ exitCode: 137, outOfMemory: true });
  });

  it('crash later keeps its own end when it is stopped before', async () => {
    const setup = setUp({ kind: 'exit', afterMs: 2000, exitCode: 3, lastWords: ['never said'] });
    const running = await start(setup);
    expect(await running.stop(30_000)).toEqual({ exitCode: 143, outOfMemory: false });
    await setup.clock.advance(5000);
    expect(setup.lines).toEqual([]);
    expect(setup.clock.sleeping).toBe(0);
  });

  it('ignore SIGTERM lives until SIGKILL', async () => {
    const setup = setUp({ kind: 'ignores-sigterm' });
    const running = await start(setup);
    const stopped = running.stop(30_000);
    await setup.clock.advance(29_999);
    expect(setup.sound.running.size).toBe(1);
    await setup.clock.advance(1);
    expect(await stopped).toEqual({ exitCode: 137, outOfMemory: false });
    expect(await running.exited).toEqual({ exitCode: 137, outOfMemory: false });
  });

  it.each<[string, TaskFault, readonly [number, GateState][]]>([
    [
      'never be healthy',
      { kind: 'never-healthy', answer: 'unavailable' },
      [
        [0, 'unavailable'],
        [60_000, 'unavailable'],
      ],
    ],
    [
      'never be reached',
      { kind: 'never-healthy', answer: 'reset' },
      [
        [0, 'reset'],
        [60_000, 'reset'],
      ],
    ],
    [
      'start slowly',
      { kind: 'slow-start', ms: 30_000 },
      [
        [29_999, 'unavailable'],
        [1, 'through'],
      ],
    ],
    [
      'flap',
      { kind: 'flapping', periodMs: 10_000 },
      [
        [9999, 'through'],
        [1, 'unavailable'],
        [10_000, 'through'],
      ],
    ],
  ])('%s answers so', async (_name, fault, expected) => {
    const setup = setUp(fault);
    const running = await start(setup);
    const port = running.hostPorts.get(8080) ?? 0;
    const seen: GateState[] = [];
    for (const [wait] of expected) {
      await setup.clock.advance(wait);
      seen.push(setup.gates.state(port));
    }
    expect(seen).toEqual(expected.map(([, state]) => state));
    await running.stop(0);
    expect(setup.gates.size).toBe(0);
  });
});

describe('a pull ordered to', () => {
  const pull = ({ runtime }: Setup) => runtime.pull({ image: 'host/app:1', origin: origin('1') });

  it.each([
    ['missing-tag', /failed to resolve ref host\/app:1: host\/app:1: not found/],
    ['wrong-platform', /does not contain descriptor matching platform 'linux\/amd64'/],
    ['no-auth', /403 Forbidden/],
    ['timeout', /i\/o timeout/],
  ] as const)('fail by %s says so as ECS does', async (why, message) => {
    const setup = setUp({ kind: 'cannot-pull', why });
    await expect(pull(setup)).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringMatching(message),
    });
    expect(setup.sound.pulls).toEqual([]);
  });

  it('be slow takes that long', async () => {
    const setup = setUp({ kind: 'slow-pull', ms: 90_000 });
    const pulled = pull(setup);
    await setup.clock.advance(89_999);
    expect(setup.sound.pulls).toEqual([]);
    await setup.clock.advance(1);
    expect(await pulled).toMatchObject({ digest: expect.stringMatching(/^sha256:/) });
  });

  it('be slow does not hold the end up', async () => {
    const setup = setUp({ kind: 'slow-pull', ms: 90_000 });
    const pulled = pull(setup);
    const refused = expect(pulled).rejects.toThrow('closing');
    await setup.runtime.close();
    await refused;
    expect(setup.clock.sleeping).toBe(0);
  });
});

describe('an order', () => {
  it.each<[TaskMatch, boolean]>([
    [{}, true],
    [{ taskDefinition: 'app' }, true],
    [{ taskDefinition: 'app:2' }, true],
    [{ taskDefinition: 'app:1' }, false],
    [{ taskDefinition: 'ap' }, false],
    [{ group: 'service:web' }, true],
    [{ group: 'service:other' }, false],
    [{ image: '*/app*' }, true],
    [{ image: '*/app*', group: 'service:other' }, false],
  ])('for %j: %p', async (match, hit) => {
    const setup = setUp({ kind: 'never-healthy', answer: 'reset' }, match);
    await start(setup);
    expect(setup.gates.size).toBe(hit ? 1 : 0);
  });

  it('counts tasks, not their pulls and containers', async () => {
    const setup = setUp();
    const placed = setup.faults.order({
      match: {},
      fault: { kind: 'never-healthy', answer: 'reset' },
      when: { first: 2 },
    });
    for (const task of ['1', '2', '3']) {
      await setup.runtime.pull({ image: 'host/app:1', origin: origin(task) });
      await start(setup, task);
      await start(setup, task);
    }
    expect(placed).toMatchObject({ matched: 3, struck: 2 });
    expect(setup.gates.size).toBe(4);
  });

  it('leaves other tasks exactly as they are', async () => {
    const setup = setUp({ kind: 'exit', afterMs: 0, exitCode: 1 }, { taskDefinition: 'other' });
    const running = await start(setup);
    expect([...running.hostPorts.values()]).toEqual([...setup.sound.running.keys()]);
  });
});

describe('a gate', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  it('carries requests through, answers for the container, or resets', async () => {
    const server = createServer((request, response) => {
      response.writeHead(201, { 'x-path': request.url ?? '' });
      request.pipe(response);
    });
    const behind = await listenOnLoopback(server, 0);
    closers.push(() => shutDown(server));
    let state: GateState = 'through';
    const gate = await httpGates.open(behind, () => state);
    closers.push(() => gate.close());
    const ask = () => fetch(`http://127.0.0.1:${gate.port}/a?b`, { method: 'POST', body: 'hello' });
    const answer = await ask();
    expect([answer.status, answer.headers.get('x-path'), await answer.text()]).toEqual([201, '/a?b', 'hello']);
    state = 'unavailable';
    expect((await ask()).status).toBe(503);
    state = 'reset';
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  it('carries checks that close their connection each time', async () => {
    const server = createServer((_request, response) => response.end('ok'));
    const behind = await listenOnLoopback(server, 0);
    closers.push(() => shutDown(server));
    const gate = await httpGates.open(behind, () => 'through');
    closers.push(() => gate.close());
    const settings = { path: '/', matcher: [{ from: 200, to: 200 }] };
    for (let check = 0; check < 4; check += 1) {
      const outcome = await checkHealth({ hostPort: gate.port, settings, timeoutMs: 1000 });
      expect(outcome).toEqual({ kind: 'passed' });
    }
  });

  it('breaks the connection when nothing listens behind it', async () => {
    const gate = await httpGates.open(1, () => 'through');
    closers.push(() => gate.close());
    await expect(fetch(`http://127.0.0.1:${gate.port}/`)).rejects.toThrow('fetch failed');
  });
});
