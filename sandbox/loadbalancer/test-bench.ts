import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage, RequestListener, RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { startLoadBalancer } from './start.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { GroupSettings, HealthReport } from './messages.ts';
import { forwardTo } from './routing.ts';
import { startTestTarget } from './test-target.ts';
import type { TestTarget } from './test-target.ts';

export const group: GroupSettings = {
  groupId: 'g',
  deregistrationDelayMs: 300_000,
  healthCheck: {
    path: '/health',
    intervalMs: 10_000,
    timeoutMs: 5000,
    healthyThreshold: 2,
    unhealthyThreshold: 2,
    matcher: [{ from: 200, to: 299 }],
  },
};

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A load balancer with one listener and one group, and the targets behind it, for tests. */
export class Bench {
  readonly balancer: LoadBalancer;
  readonly port: number;
  readonly agent = new Agent({ keepAlive: true });
  readonly reports: HealthReport[] = [];
  readonly #targets = new Set<TestTarget>();

  private constructor(balancer: LoadBalancer, port: number) {
    this.balancer = balancer;
    this.port = port;
    balancer.onHealth((report) => this.reports.push(report));
  }

  /** A health check every 50 ms, the deregistration delay of 300 s in 1.5 s. */
  static async start(): Promise<Bench> {
    const balancer = await startLoadBalancer({
      speed: 200,
      limits: { minimumCheckTimeoutMs: 200, idleTimeoutMs: 400 },
    });
    balancer.configure(group);
    return new Bench(balancer, await balancer.listen(0, forwardTo('g')));
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await Promise.all([this.balancer.close(), ...Array.from(this.#targets, (target) => target.close())]);
  }

  async addTarget(targetId: string, listener: RequestListener = says(targetId)): Promise<TestTarget> {
    const target = await startTestTarget(listener);
    this.#targets.add(target);
    this.balancer.register('g', { targetId, hostPort: target.hostPort });
    return target;
  }

  async closeTarget(target: TestTarget): Promise<void> {
    this.#targets.delete(target);
    await target.close();
  }

  states(targetId: string): readonly string[] {
    return this.reports.filter((report) => report.targetId === targetId).map(({ health }) => health.state);
  }

  /** Waits until each target named has the state beside its name. */
  async until(wanted: Readonly<Record<string, string>>): Promise<void> {
    const deadline = Date.now() + 8000;
    const missing = (): boolean =>
      Object.entries(wanted).some(([targetId, state]) => this.states(targetId).at(-1) !== state);
    while (missing()) {
      if (Date.now() > deadline) throw new Error(`gave up waiting; reports: ${JSON.stringify(this.reports)}`);
      await delay(10);
    }
  }

  open(options: RequestOptions = {}): ReturnType<typeof request> {
    return request({ host: '127.0.0.1', port: this.port, agent: this.agent, ...options });
  }

  async call({ body, ...options }: RequestOptions & { readonly body?: string } = {}): Promise<Answer> {
    const outgoing = this.open(options);
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: await text(response) };
  }
}

function says(body: string): RequestListener {
  return (_request, response) => response.end(body);
}
