import type { Alarms, AlarmState } from '#sandbox/aws/alarms';
import type { LogSink } from '#sandbox/aws/log-sink';
import type { Target, TargetGroups, TargetHealth } from '#sandbox/aws/target-groups';
import { AwsError } from '#sandbox/aws/service';
import type { TargetWeight, TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import type {
  ContainerExit,
  ContainerSpec,
  Execution,
  PulledImage,
  PullRequest,
  RunningContainer,
  TaskRuntime,
} from '#sandbox/tasks/runtime';
import { ContainerError } from '#sandbox/tasks/runtime';

/** How containers of an image behave; what is not named runs for ever and obeys SIGTERM. */
export interface ImageBehaviour {
  /** The pull is refused with this message. */
  readonly pullError?: string;
  readonly startError?: string;
  /** Its ports can not be reached. */
  readonly unpublished?: boolean;
  /** Ends by itself, this many milliseconds of AWS time after its start. */
  readonly exit?: ContainerExit & { readonly after: number };
  /** What its health checks find; default healthy. */
  readonly health?: 'healthy' | 'unhealthy';
  /** What programs run inside it end with, the last one repeated; default 0. */
  readonly executions?: readonly Execution[];
}

export class FakeRuntime implements TaskRuntime {
  readonly kind = 'processes';
  readonly behaviours = new Map<string, ImageBehaviour>();
  readonly pulls: string[] = [];
  readonly started: ContainerSpec[] = [];
  readonly graces: number[] = [];
  readonly executed: { readonly command: readonly string[]; readonly limitMs: number; readonly at: number }[] = [];
  /** Containers that run now, by host port. */
  readonly running = new Map<number, ContainerSpec>();
  readonly #clock: SandboxClock;
  #ports = 40_000;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  pull({ image }: PullRequest): Promise<PulledImage> {
    this.pulls.push(image);
    const { pullError } = this.#behaviour(image);
    if (pullError !== undefined) return Promise.reject(new ContainerError('CannotPullContainerError', pullError));
    return Promise.resolve({ digest: `sha256:${Buffer.from(plain(image)).toString('hex').padEnd(64, '0')}` });
  }

  start(spec: ContainerSpec): Promise<RunningContainer> {
    this.started.push(spec);
    const { executions = [{ exitCode: 0 }], exit, startError, unpublished } = this.#behaviour(spec.image);
    let executed = 0;
    if (startError !== undefined) return Promise.reject(new ContainerError('CannotStartContainerError', startError));
    const hostPort = this.#ports++;
    this.running.set(hostPort, spec);
    const ended = Promise.withResolvers<ContainerExit>();
    const end = (how: ContainerExit): void => {
      this.running.delete(hostPort);
      ended.resolve(how);
    };
    if (exit) {
      const { after, ...how } = exit;
      void this.#clock.sleep(after).then(() => {
        end(how);
      });
    }
    return Promise.resolve({
      hostPorts: new Map(unpublished ? [] : spec.containerPorts.map((port) => [port, hostPort])),
      exited: ended.promise,
      execute: (command, limitMs) => {
        this.executed.push({ command, limitMs, at: this.#clock.now() });
        const execution = executions[Math.min(executed++, executions.length - 1)];
        return Promise.resolve(execution ?? { exitCode: 0 });
      },
      stop: (grace) => {
        this.graces.push(grace);
        end({ exitCode: 143, outOfMemory: false });
        return ended.promise;
      },
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  healthOf(hostPort: number): 'healthy' | 'unhealthy' {
    const spec = this.running.get(hostPort);
    return spec ? (this.#behaviour(spec.image).health ?? 'healthy') : 'unhealthy';
  }

  #behaviour(image: string): ImageBehaviour {
    return this.behaviours.get(plain(image)) ?? {};
  }
}

/** Pinned references behave like the repository's only image. */
function plain(image: string): string {
  return image.replace(/[:@].*$/, '');
}

export interface FakeTimes {
  /** Registered → first verdict, in milliseconds of AWS time. */
  readonly verdict: number;
  readonly drain: number;
}

/** Target groups whose targets become what the container behind them is, after a while. */
export class FakeTargetGroups implements TargetGroups {
  readonly #entries = new Map<string, { target: Target; at: number; draining: number | undefined }[]>();
  readonly #forced = new Map<string, string>();
  readonly #clock: SandboxClock;
  readonly #runtime: FakeRuntime;
  readonly #times: FakeTimes;

  constructor(clock: SandboxClock, runtime: FakeRuntime, times: FakeTimes) {
    this.#clock = clock;
    this.#runtime = runtime;
    this.#times = times;
  }

  add(arn: string): string {
    this.#entries.set(arn, []);
    return arn;
  }

  delete(arn: string): void {
    this.#entries.delete(arn);
  }

  exists(arn: string): boolean {
    return this.#entries.has(arn);
  }

  register(arn: string, target: Target): void {
    const entries = this.#entries.get(arn);
    if (!entries) throw new Error(`no target group ${arn}`);
    entries.push({ target, at: this.#clock.now(), draining: undefined });
  }

  deregister(arn: string, target: Target): void {
    for (const entry of this.#entries.get(arn) ?? []) {
      if (entry.target.id === target.id) entry.draining ??= this.#clock.now();
    }
  }

  /** From now on this target fails its checks with `description`. */
  fail(address: string, description: string): void {
    this.#forced.set(address, description);
  }

  /** No target is made to fail any more. */
  mend(): void {
    this.#forced.clear();
  }

  health(arn: string): readonly TargetHealth[] {
    const passed = (since: number): number => (this.#clock.now() - since) * this.#clock.speed;
    return (this.#entries.get(arn) ?? []).flatMap(({ target, at, draining }): readonly TargetHealth[] => {
      if (draining !== undefined) return passed(draining) < this.#times.drain ? [{ target, state: 'draining' }] : [];
      const description = this.#forced.get(target.id);
      if (description !== undefined) return [{ target, state: 'unhealthy', description }];
      return [
        { target, state: passed(at) < this.#times.verdict ? 'initial' : this.#runtime.healthOf(target.hostPort) },
      ];
    });
  }
}

export interface Shift {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly rule: string;
  /** Weights by the last word of the target group's ARN. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Listener rules that forward as they are told, and remember it. */
export class FakeRouting implements TrafficRouting {
  readonly shifts: Shift[] = [];
  readonly #rules = new Map<string, readonly TargetWeight[]>();
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  add(arn: string, targetGroupArn: string): void {
    this.#rules.set(arn, [{ targetGroupArn, weight: 1 }]);
  }

  delete(arn: string): void {
    this.#rules.delete(arn);
  }

  exists(arn: string): boolean {
    return this.#rules.has(arn);
  }

  weights(arn: string): readonly TargetWeight[] {
    return this.#rules.get(arn) ?? [];
  }

  shift(rule: string, weights: readonly TargetWeight[]): void {
    if (!this.#rules.has(rule)) throw new AwsError('RuleNotFound', `Rule '${rule}' not found`);
    this.#rules.set(rule, weights);
    const short = weights.map(
      ({ targetGroupArn, weight }) => [targetGroupArn.split('/').at(-2) ?? '', weight] as const,
    );
    this.shifts.push({ at: this.#clock.now(), rule, weights: Object.fromEntries(short) });
  }
}

export class FakeAlarms implements Alarms {
  readonly states = new Map<string, AlarmState>();

  state(name: string): AlarmState | undefined {
    return this.states.get(name);
  }
}

export class FakeLogs implements LogSink {
  readonly groups = new Set<string>();
  readonly lines: string[] = [];

  open(group: string, _stream: string, options?: { readonly create?: boolean }): boolean {
    if (options?.create) this.groups.add(group);
    return this.groups.has(group);
  }

  write(group: string, stream: string, line: string): void {
    this.lines.push(`${group} ${stream} ${line}`);
  }
}
