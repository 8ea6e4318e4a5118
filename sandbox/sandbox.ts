import { homedir } from 'node:os';
import { join } from 'node:path';
import { createAutoScaling, type AutoScaling } from './aws/autoscaling/autoscaling.ts';
import { scalableServices } from './aws/autoscaling/ecs-services.ts';
import { createEcrTokens, ecrPolicy, type EcrTokens } from './aws/ecr/tokens.ts';
import { createCodeDeploy } from './aws/codedeploy/codedeploy.ts';
import { createEcs, type EcsOptions } from './aws/ecs/ecs.ts';
import type { Interruption } from './aws/ecs/tasks/interruptions.ts';
import { createElbv2 } from './aws/elbv2/elbv2.ts';
import type { LambdaFunctions } from './aws/lambda.ts';
import { createValidator } from './aws/models/validator.ts';
import { startAwsServer, type CallRecord } from './aws/server.ts';
import type { CallCount } from './aws/call-counts.ts';
import type { AwsService } from './aws/service.ts';
import { ecsBuckets, TokenBuckets } from './aws/token-buckets.ts';
import { createSurroundings, type Surroundings } from './aws/surroundings.ts';
import { systemClock } from './clock.ts';
import { Closers } from './closers.ts';
import { chooseEngine, type EngineChoice } from './engine/choose.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { faultyPlacement } from './faults/faulty-placement.ts';
import { withTaskFaults } from './faults/faulty-runtime.ts';
import { withSecretFaults } from './faults/faulty-secrets.ts';
import { startGithubOidc, type GithubOidc } from './github/oidc.ts';
import { startGithub, type Github } from './github/rest/server.ts';
import { ensureBaseImage } from './images/base-image.ts';
import { openLedger, sweepLedgers, type Ledger } from './ledger.ts';
import { startLoadBalancer } from './loadbalancer/start.ts';
import { startRegistry, type Registry } from './registry/server.ts';
import { startStatusPage } from './status/server.ts';
import type { TaskRuntime } from './tasks/runtime.ts';
import { startRuntime } from './tasks/start-runtime.ts';

export interface SandboxOptions {
  /** AWS time passes this many times faster. Default 1. */
  readonly speed?: number;
  /** `auto`: the Docker engine at hand, else a private one where that is possible. `none`: no engine. */
  readonly engine?: 'auto' | 'none';
  /**
   * `real`: as containers of the engine, else as processes. `simulated`: nothing is run, something answers in the
   * containers' place; for hundreds of tasks. Default `real`.
   */
  readonly tasks?: 'real' | 'simulated';
  readonly region?: string;
  /** Port of the AWS endpoint. Default: any free one. */
  readonly port?: number;
  /** Where PATH, DOCKER_HOST and the cache folder are taken from. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Sets ECS's own limits on how often it is asked. Default: nobody is throttled. */
  readonly throttle?: boolean;
  /** Shapes of ECS's answers that are not known for certain, stale reads, registrations that take time. Default: the likelier shapes, fresh reads, none. */
  readonly ecs?: Pick<EcsOptions, 'unsure' | 'staleReadMs' | 'registrationMs'>;
  /** The functions that hooks of deployments call, of ECS and of CodeDeploy. Default: there are none. */
  readonly lambda?: LambdaFunctions;
  readonly onCall?: (call: CallRecord) => void;
  /** Progress, for people. */
  readonly log: (line: string) => void;
  /** Gives the start up; what had been started is ended. */
  readonly signal?: AbortSignal;
}

export interface Sandbox {
  /** What to export so that any AWS SDK or CLI works against the sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  readonly endpoint: string;
  /** What the sandbox is doing, live, for a browser. */
  readonly statusPage: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly registry: Registry;
  /** Reference of the base image for Dockerfiles, `localhost:PORT/library/node:24-slim`. */
  readonly baseImage: string;
  readonly engine: EngineChoice;
  readonly runtime: TaskRuntime['kind'];
  readonly oidc: GithubOidc;
  /** GitHub's REST API: `url` is for GITHUB_API_URL, `token` for what asks for a token. It is empty until seeded. */
  readonly github: Github;
  readonly ledger: Ledger;
  /** What goes wrong, by order; orders can be placed and cleared at any time. */
  readonly faults: Faults;
  /** The services around ECS, for orders no API of AWS takes: findings of a scan, secrets that may not be read. */
  readonly surroundings: Surroundings;
  /** Scales services as their policies would. */
  readonly scaler: AutoScaling['scaler'];
  /** What answers at the endpoint. */
  readonly services: readonly AwsService[];
  /** Lets AWS take a running task away. False when there is no such task that runs or is to run. */
  interrupt(taskArn: string, kind: Interruption): boolean;
  calls(): readonly CallRecord[];
  /** How often each operation was called since the start, by `SERVICE.Operation`. */
  callCounts(): ReadonlyMap<string, CallCount>;
  /** Ends everything the sandbox started and removes what it created. */
  close(): Promise<void>;
}

const ACCOUNT = '123456789012';
const CREDENTIALS = { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'sandbox-secret-access-key' };

/** Starts a local AWS on 127.0.0.1, after cleaning up what a killed one left behind. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { env, log } = options;
  await sweepLedgers({ log });
  const ledger = await openLedger();
  const closers = new Closers();
  closers.add('ledger', () => ledger.close());
  try {
    return await assemble(options, {
      ledger,
      closers,
      cache: join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cicd-actions'),
    });
  } catch (error) {
    await closers.close();
    throw error;
  }
}

interface Ground {
  readonly ledger: Ledger;
  readonly closers: Closers;
  /** Folder of what is kept between sandboxes. */
  readonly cache: string;
}

async function assemble(options: SandboxOptions, { ledger, closers, cache }: Ground): Promise<Sandbox> {
  const { speed = 1, region = 'us-east-1', env, log } = options;
  const clock = systemClock(speed);
  const faults = createFaults(clock);
  const tokens = createEcrTokens({ clock });
  const registry = await startRegistry({
    directory: join(ledger.directory, 'registry'),
    policy: ecrPolicy(tokens),
    clock,
    registryId: ACCOUNT,
  });
  closers.add('registry', () => registry.close());
  await ensureBaseImage({ store: registry.store, cacheDirectory: join(cache, 'images') });
  const baseImage = `${registry.host}/library/node:24-slim`;

  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const engine = await chooseEngine({
    wanted: options.engine ?? 'auto',
    ledger,
    env,
    log,
    probeImage: baseImage,
    ...signal,
  });
  if (engine.found) closers.add('engine', () => engine.stop());
  options.signal?.throwIfAborted();
  const soundRuntime = await startRuntime({
    tasks: options.tasks ?? 'real',
    engine,
    ledger,
    registryHost: registry.host,
    log,
    credentials: () => login(tokens),
  });
  const runtime = withTaskFaults(soundRuntime, { faults: faults.tasks, clock, log });
  closers.add('tasks', () => runtime.close());

  const balancer = await startLoadBalancer({ speed });
  closers.add('load balancer', () => balancer.close());
  const elbv2 = createElbv2({ clock, account: ACCOUNT, region, loadBalancer: balancer });
  closers.add('ELBv2', async () => {
    elbv2.close();
    return Promise.resolve();
  });
  const oidc = await startGithubOidc({ clock });
  closers.add('OIDC', () => oidc.close());
  const github = await startGithub({ clock, log });
  closers.add('GitHub', () => github.close());
  const surroundings = createSurroundings({
    clock,
    account: ACCOUNT,
    region,
    registry,
    tokens,
    identityProviders: [{ ...oidc, audiences: ['sts.amazonaws.com'] }],
  });
  const lambda = options.lambda === undefined ? {} : { lambda: options.lambda };
  const ecs = createEcs({
    ...options.ecs,
    ...lambda,
    clock,
    account: ACCOUNT,
    region,
    runtime,
    targetGroups: elbv2.targetGroups,
    routing: elbv2.routing,
    logs: surroundings.logs,
    secrets: withSecretFaults(surroundings.secrets, faults.secrets),
    placement: faultyPlacement(faults.capacity),
    alarms: surroundings.alarms,
    roles: surroundings.roles,
    log,
  });
  closers.add('ECS', () => ecs.close());
  const codeDeploy = createCodeDeploy({
    ...lambda,
    clock,
    taskSets: ecs.taskSets,
    routing: elbv2.routing,
    targetGroupArn: (name) => elbv2.targetGroupArn(name),
    alarms: surroundings.alarms,
    log,
  });
  closers.add('CodeDeploy', () => codeDeploy.close());
  const autoScaling = createAutoScaling({
    clock,
    account: ACCOUNT,
    region,
    services: scalableServices(ecs.service),
  });
  const services = [ecs.service, codeDeploy.service, autoScaling.service, elbv2.service, ...surroundings.services];
  const server = await startAwsServer({
    services,
    clock,
    faults: faults.requests,
    ...(options.throttle ? { buckets: new TokenBuckets(ecsBuckets, clock) } : {}),
    authenticator: surroundings.authenticator,
    validator: createValidator(),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
  });
  closers.add('AWS endpoint', () => server.close());
  const status = await startStatusPage({
    services,
    calls: () => server.callCounts(),
    faults: () => faults.standing(),
    region,
    speed,
  });
  closers.add('status page', () => status.close());
  const environment = {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
  return {
    environment,
    endpoint: server.url,
    statusPage: status.url,
    region,
    credentials: CREDENTIALS,
    registry,
    baseImage,
    engine,
    runtime: runtime.kind,
    oidc,
    github,
    ledger,
    services,
    faults,
    surroundings,
    scaler: autoScaling.scaler,
    interrupt: (taskArn, kind) => ecs.interrupt(taskArn, kind),
    calls: () => server.calls(),
    callCounts: () => server.callCounts(),
    close: () => closers.close(),
  };
}

function login(tokens: EcrTokens): { readonly username: string; readonly password: string } {
  return { username: 'AWS', password: tokens.issue().password };
}
