import { createEcs } from '#sandbox/aws/ecs/ecs';
import { FakeAlarms, FakeLogs, FakeRouting, FakeRuntime } from '#sandbox/aws/ecs/testing/fakes';
import { startAwsServer } from '#sandbox/aws/server';
import { createFaults } from '#sandbox/faults/faults';
import { faultyPlacement } from '#sandbox/faults/faulty-placement';
import { withTaskFaults } from '#sandbox/faults/faulty-runtime';
import { withSecretFaults } from '#sandbox/faults/faulty-secrets';
import { seededRandom } from '#sandbox/faults/selection';
import { FakeGates } from '#sandbox/faults/testing/fake-gates';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { hookFunctions } from '../hook-functions.ts';
import type { Given } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { askEcs } from '../wire-client.ts';
import { ModelTargets } from './model-targets.ts';

const group = (name: string): string =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`;
const balancing = {
  blue: group('blue'),
  green: group('green'),
  rule: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef',
};

/** The real ECS on a clock that stands still until it is moved, with tasks and target groups of the mind. */
export async function modelStage(given: Given): Promise<Stage> {
  const clock = new FakeClock();
  const faults = createFaults(clock);
  const runtime = new FakeRuntime(clock);
  const gates = new FakeGates();
  const alarms = new FakeAlarms();
  const routing = new FakeRouting(clock);
  routing.add(balancing.rule, balancing.blue);
  const problems: string[] = [];
  const log = (line: string): number => problems.push(line);
  const ecs = createEcs({
    clock,
    account: '123456789012',
    region: 'us-east-1',
    runtime: withTaskFaults(runtime, { faults: faults.tasks, clock, gates, log }),
    targetGroups: new ModelTargets([balancing.blue, balancing.green], clock, (port) =>
      runtime.running.has(gates.behind(port)) ? gates.state(port) : undefined,
    ),
    routing,
    alarms,
    logs: new FakeLogs(),
    secrets: withSecretFaults({ read: () => ({ found: true, value: 'secret' }) }, faults.secrets),
    placement: faultyPlacement(faults.capacity),
    staleReadMs: given.staleReadMs,
    unsure: given.unsure,
    lambda: hookFunctions(given.functions),
    random: seededRandom(1),
    log,
  });
  const server = await startAwsServer({ services: [ecs.service], clock, faults: faults.requests });
  return {
    clock,
    faults,
    balancing,
    ask: (operation, input) => askEcs(server.url, operation, input),
    look: async (operation, input) => {
      const run = ecs.service.operations[operation];
      if (!run) throw new Error(`no operation ${operation}`);
      return await run(input, { requestId: 'judge', accessKeyId: undefined });
    },
    setAlarm: (name, state) => {
      alarms.states.set(name, state);
      return Promise.resolve();
    },
    interrupt: (taskArn, how) => {
      if (!ecs.interrupt(taskArn, how)) throw new Error(`${taskArn} does not run`);
    },
    image: (release) => `registry.example/web:${release}`,
    pass: (ms) => clock.advance(ms),
    close: async () => {
      await server.close();
      await ecs.close();
      if (problems.length > 0) throw new Error(`the sandbox complained: ${problems.join('; ')}`);
    },
  };
}
