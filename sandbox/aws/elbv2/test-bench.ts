import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '#sandbox/loadbalancer/load-balancer';
import { startLoadBalancer } from '#sandbox/loadbalancer/start';
import { startTestTarget } from '#sandbox/loadbalancer/test-target';
import type { TestTarget } from '#sandbox/loadbalancer/test-target';
import { systemClock } from '../../clock.ts';
import { startAwsServer } from '../server.ts';
import { strictValidator } from '#sandbox/testing/strict-validator';
import type { AwsServer } from '../server.ts';
import { createElbv2 } from './elbv2.ts';
import type { Elbv2 } from './elbv2.ts';

const speed = 400;

export interface Listening {
  readonly port: number;
  readonly arn: string;
  readonly loadBalancerArn: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A load balancer with the API in front of it, and AWS's own client of that API, for tests. */
export class Elbv2Bench {
  readonly client: ElasticLoadBalancingV2Client;
  readonly elbv2: Elbv2;
  readonly balancer: LoadBalancer;
  readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #server: AwsServer;
  readonly #targets: TestTarget[] = [];

  private constructor(balancer: LoadBalancer, elbv2: Elbv2, server: AwsServer) {
    this.balancer = balancer;
    this.elbv2 = elbv2;
    this.#server = server;
    this.client = new ElasticLoadBalancingV2Client({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
  }

  static async start(): Promise<Elbv2Bench> {
    const clock = systemClock(speed);
    const balancer = await startLoadBalancer({ speed, limits: { minimumCheckTimeoutMs: 500 } });
    const elbv2 = createElbv2({ clock, account: '123456789012', region: 'us-east-1', loadBalancer: balancer });
    return new Elbv2Bench(
      balancer,
      elbv2,
      await startAwsServer({ services: [elbv2.service], clock, validator: strictValidator() }),
    );
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.agent.destroy();
    this.elbv2.close();
    await Promise.all([this.#server.close(), this.balancer.close(), ...this.#targets.map((target) => target.close())]);
  }

  /** A target group that is checked every 25 ms; its one target, if it has one, answers with the group's name. */
  async group(name: string, { target = false } = {}): Promise<string> {
    const { TargetGroups } = await this.client.send(
      new CreateTargetGroupCommand({
        Name: name,
        Protocol: 'HTTP',
        Port: 8080,
        TargetType: 'ip',
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: 10,
        HealthyThresholdCount: 2,
      }),
    );
    const arn = TargetGroups?.[0]?.TargetGroupArn ?? '';
    if (target) {
      const made = await this.target((_request, response) => response.end(name));
      this.elbv2.targetGroups.register(arn, {
        id: `10.0.0.${this.#targets.length}`,
        port: 8080,
        hostPort: made.hostPort,
      });
    }
    return arn;
  }

  async target(answer: RequestListener): Promise<TestTarget> {
    const target = await startTestTarget(answer);
    this.#targets.push(target);
    return target;
  }

  async listener(action: Action): Promise<Listening> {
    const { LoadBalancers } = await this.client.send(
      new CreateLoadBalancerCommand({ Name: 'front', Subnets: ['subnet-1', 'subnet-2'] }),
    );
    const loadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
    const { Listeners } = await this.client.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'HTTP',
        Port: 0,
        DefaultActions: [action],
      }),
    );
    return { port: Listeners?.[0]?.Port ?? 0, arn: Listeners?.[0]?.ListenerArn ?? '', loadBalancerArn };
  }

  /** Until every target of the groups is healthy. */
  async untilHealthy(...groups: readonly string[]): Promise<void> {
    const deadline = Date.now() + 8000;
    for (const TargetGroupArn of groups) {
      for (;;) {
        const { TargetHealthDescriptions = [] } = await this.client.send(
          new DescribeTargetHealthCommand({ TargetGroupArn }),
        );
        if (TargetHealthDescriptions.every(({ TargetHealth }) => TargetHealth?.State === 'healthy')) break;
        if (Date.now() > deadline) throw new Error(`not healthy: ${JSON.stringify(TargetHealthDescriptions)}`);
        await delay(20);
      }
    }
  }

  /** A request on the one connection this keeps alive. */
  async call(port: number, options: RequestOptions = {}): Promise<Answer> {
    const outgoing = request({ host: '127.0.0.1', port, agent: this.agent, ...options });
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  /** How often each body came in so many requests. */
  async counts(port: number, times: number): Promise<Readonly<Record<string, number>>> {
    const counted: Record<string, number> = {};
    for (let index = 0; index < times; index += 1) {
      const { status, body } = await this.call(port);
      const key = status === 200 ? body : String(status);
      counted[key] = (counted[key] ?? 0) + 1;
    }
    return counted;
  }
}

/** The action that shares the traffic out by weight. */
export function forward(...groups: readonly (readonly [arn: string, weight: number])[]): Action {
  const tuples = groups.map(([TargetGroupArn, Weight]): TargetGroupTuple => ({ TargetGroupArn, Weight }));
  return { Type: 'forward', ForwardConfig: { TargetGroups: tuples } };
}
