import type { ChildProcess } from 'node:child_process';
import type { LoadBalancer } from './load-balancer.ts';
import type {
  Ask,
  BalancerTarget,
  FromBalancer,
  GroupSettings,
  HealthReport,
  LoadBalancerStats,
  Tell,
  ToBalancer,
} from './messages.ts';
import type { Routing } from './routing.ts';

/** Wall-clock milliseconds until a process that does not end by itself is killed. */
const CLOSE_GRACE_MS = 2000;
/** Characters of the process's stderr that are kept to explain its end. */
const STDERR_KEPT = 4096;

/** The load balancer process could not do what was asked. */
export class BalancerRefusal extends Error {
  override readonly name = 'BalancerRefusal';
  /** Of the operating system, where it is the one that refused: `EADDRINUSE`, `EACCES` … */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The parent's end of the channel to the load balancer process. */
export class ProcessHandle implements LoadBalancer {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #exited = Promise.withResolvers<undefined>();
  readonly #questions = new Map<number, PromiseWithResolvers<number | LoadBalancerStats | undefined>>();
  readonly #listeners = new Set<(report: HealthReport) => void>();
  /** The number of each target's latest registration, by group and target. */
  readonly #registrations = new Map<string, number>();
  #sequence = 0;
  #stderr = '';
  #closing = false;
  #ended: string | undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
    });
    // Only main.ts is at the other end.
    child.on('message', (message) => {
      this.#receive(message as FromBalancer);
    });
    child.on('error', (error) => {
      this.#end(error.message);
    });
    // Not 'close': Node does not emit it for a child whose channel was closed by disconnect().
    child.on('exit', (exitCode, signal) => {
      const reason = signal ?? `exit code ${exitCode ?? 'unknown'}`;
      const end = (): void => {
        this.#end(`${reason} ${this.#stderr}`.trim());
      };
      if (child.stderr?.closed === false) child.stderr.once('close', end);
      else end();
    });
  }

  ready(): Promise<undefined> {
    return this.#ready.promise;
  }

  configure(settings: GroupSettings): void {
    this.#tell({ kind: 'configure', settings });
  }

  removeGroup(groupId: string): void {
    this.#tell({ kind: 'remove-group', groupId });
  }

  register(groupId: string, target: BalancerTarget): void {
    const registration = ++this.#sequence;
    this.#registrations.set(registrationKey(groupId, target.targetId), registration);
    this.#tell({ kind: 'register', groupId, target, registration });
  }

  deregister(groupId: string, targetId: string): void {
    this.#tell({ kind: 'deregister', groupId, targetId });
  }

  async listen(port: number, routing: Routing): Promise<number> {
    // The answer to this question is the port (balancer.ts).
    return (await this.#ask({ kind: 'listen', port, routing })) as number;
  }

  route(port: number, routing: Routing): void {
    this.#tell({ kind: 'route', port, routing });
  }

  async unlisten(port: number): Promise<void> {
    await this.#ask({ kind: 'unlisten', port });
  }

  async stats(): Promise<LoadBalancerStats> {
    // The answer to this question are the counters (balancer.ts).
    return (await this.#ask({ kind: 'stats' })) as LoadBalancerStats;
  }

  resetStats(): void {
    this.#tell({ kind: 'reset-stats' });
  }

  onHealth(listener: (report: HealthReport) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#child.connected) this.#child.disconnect();
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), CLOSE_GRACE_MS);
    await this.#exited.promise;
    clearTimeout(kill);
  }

  #tell(tell: Tell): void {
    if (this.#closing) return;
    this.#send({ kind: 'tell', tell });
  }

  #ask(ask: Ask): Promise<number | LoadBalancerStats | undefined> {
    const id = ++this.#sequence;
    const question = Promise.withResolvers<number | LoadBalancerStats | undefined>();
    this.#questions.set(id, question);
    try {
      this.#send({ kind: 'ask', id, ask });
    } catch (error) {
      this.#questions.delete(id);
      throw error;
    }
    return question.promise;
  }

  #send(message: ToBalancer): void {
    if (this.#closing || !this.#child.connected) {
      const reason = this.#closing ? 'it was closed' : (this.#ended ?? 'its channel is closed');
      throw new BalancerRefusal(`the load balancer process has ended: ${reason}`);
    }
    this.#child.send(message);
  }

  #receive(message: FromBalancer): void {
    switch (message.kind) {
      case 'ready':
        this.#ready.resolve(undefined);
        return;
      case 'answer':
        this.#questions.get(message.id)?.resolve(message.value);
        this.#questions.delete(message.id);
        return;
      case 'refusal':
        this.#questions.get(message.id)?.reject(new BalancerRefusal(message.message, message.code));
        this.#questions.delete(message.id);
        return;
      case 'health':
        this.#reported(message.report);
        return;
    }
  }

  /** A report about an earlier registration of a target says nothing about the present one. */
  #reported(report: HealthReport): void {
    const key = registrationKey(report.groupId, report.targetId);
    if (this.#registrations.get(key) !== report.registration) return;
    if (report.health.state === 'gone') this.#registrations.delete(key);
    for (const listener of this.#listeners) listener(report);
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    const error = new BalancerRefusal(`the load balancer process has ended: ${this.#ended}`);
    this.#ready.reject(error);
    for (const question of this.#questions.values()) question.reject(error);
    this.#questions.clear();
    this.#exited.resolve(undefined);
  }
}

function registrationKey(groupId: string, targetId: string): string {
  return JSON.stringify([groupId, targetId]);
}
