import type { ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import type { Tag } from '#shared/release/record';
import type { EcsApi, EcsService, EcsTask, EcsTaskDefinition, ServiceUpdate, TaskDefinitionInput } from '../api.ts';

/** What DescribeServices shows, one after another; the last one again and again. An Error is thrown. */
export type Frames = readonly (EcsService | undefined | Error)[];

export interface Script {
  /** What it shows before anything is sent to it. */
  readonly before: EcsService | Frames;
  /**
   * By UpdateService, in order: what the service shows from then on. The first frame is also the call's answer; an Error
   * with frames after it is an answer that got lost.
   */
  readonly updates?: readonly Frames[];
  /** What it shows after StopServiceDeployment; undefined: the call is refused. */
  readonly stop?: Frames;
  /** What it shows after ContinueServiceDeployment; undefined: the call is refused. */
  readonly answer?: Frames;
  /** Stopped tasks, known from the frame of that number on (after the last update). */
  readonly tasks?: readonly { readonly fromFrame: number; readonly task: EcsTask }[];
  readonly runningTasks?: readonly EcsTask[];
  /** EC2 instances by container instance. */
  readonly instances?: Readonly<Record<string, string>>;
  readonly definitions?: Readonly<
    Record<string, { readonly definition: EcsTaskDefinition; readonly tags?: readonly Tag[] }>
  >;
  readonly serviceDeployments?: readonly ServiceDeployment[];
  readonly serviceRevisions?: readonly ServiceRevision[];
}

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/';

/** ECS from a script: no scheduler of its own, only answers in the order a test gives them. Calls are recorded. */
export class ScriptedEcs implements EcsApi {
  readonly calls: string[] = [];
  readonly updatesSent: ServiceUpdate[] = [];
  readonly registered: TaskDefinitionInput[] = [];
  readonly tagged: (readonly [string, readonly Tag[]])[] = [];
  readonly #script: Script;
  #frames: Frames;
  #next = 0;

  constructor(script: Script) {
    this.#script = script;
    const { before } = script;
    this.#frames = isFrames(before) ? before : [before];
  }

  /** Calls that change something. */
  get writes(): readonly string[] {
    return this.calls.filter((call) => /^(?:register|update |stop |answer |tag )/.test(call));
  }

  describeService: EcsApi['describeService'] = () => {
    this.calls.push('describe-service');
    const frame = this.#frames[Math.min(this.#next, this.#frames.length - 1)];
    this.#next += 1;
    return frame instanceof Error ? Promise.reject(frame) : Promise.resolve(frame);
  };

  describeServices: EcsApi['describeServices'] = async (cluster, services) => {
    const found = await Promise.all(services.map((service) => this.describeService({ cluster, service })));
    return found.filter((service) => service !== undefined);
  };

  describeTaskDefinition: EcsApi['describeTaskDefinition'] = (name) => {
    this.calls.push(`describe-task-definition ${name.replace(ARN, '')}`);
    const found = Object.entries(this.#script.definitions ?? {}).find(
      ([key]) => name === key || name === `${ARN}${key}`,
    );
    if (found === undefined) return Promise.reject(clientException('Unable to describe task definition.'));
    const [key, { definition, tags = [] }] = found;
    return Promise.resolve({
      taskDefinition: { taskDefinitionArn: `${ARN}${key}`, status: 'ACTIVE', ...definition },
      tags,
    });
  };

  listRevisions: EcsApi['listRevisions'] = (family, limit, status = 'ACTIVE') => {
    this.calls.push(status === 'ACTIVE' ? 'list-revisions' : `list-revisions ${status}`);
    const names = Object.entries(this.#script.definitions ?? {})
      .filter(([name, { definition }]) => name.startsWith(`${family}:`) && (definition.status ?? 'ACTIVE') === status)
      .map(([name]) => name)
      .sort((a, b) => Number(b.split(':')[1]) - Number(a.split(':')[1]));
    return Promise.resolve(names.slice(0, limit).map((name) => `${ARN}${name}`));
  };

  registerTaskDefinition: EcsApi['registerTaskDefinition'] = (input) => {
    this.calls.push('register');
    this.registered.push(input);
    const { family, containerDefinitions } = input;
    const numbers = Object.keys(this.#script.definitions ?? {})
      .filter((name) => name.startsWith(`${family ?? ''}:`))
      .map((name) => Number(name.split(':')[1]));
    const revision = `${family ?? ''}:${Math.max(1, ...numbers) + this.registered.length}`;
    return Promise.resolve({ family, containerDefinitions, taskDefinitionArn: `${ARN}${revision}` });
  };

  updateService: EcsApi['updateService'] = (input) => {
    const frames = this.#script.updates?.[this.updatesSent.length];
    this.calls.push(`update ${input.taskDefinition?.replace(ARN, '') ?? 'nothing'}`);
    this.updatesSent.push(input);
    const first = frames?.[0];
    if (frames === undefined || first === undefined)
      return Promise.reject(clientException('no such update in the script'));
    if (first instanceof Error) {
      if (frames.length > 1) this.#play(frames.slice(1));
      return Promise.reject(first);
    }
    this.#play(frames);
    return Promise.resolve(first);
  };

  runningTasks: EcsApi['runningTasks'] = () => {
    this.calls.push('running-tasks');
    return Promise.resolve(this.#script.runningTasks ?? []);
  };

  ec2Instances: EcsApi['ec2Instances'] = (_cluster, arns) => {
    this.calls.push(`ec2-instances ${arns.join()}`);
    return Promise.resolve(new Map(Object.entries(this.#script.instances ?? {}).filter(([arn]) => arns.includes(arn))));
  };

  stoppedTasks: EcsApi['stoppedTasks'] = () => {
    this.calls.push('stopped-tasks');
    return Promise.resolve(
      (this.#script.tasks ?? []).filter(({ fromFrame }) => this.#next > fromFrame).map(({ task }) => task),
    );
  };

  listServiceDeployments: EcsApi['listServiceDeployments'] = (_ref, status) => {
    this.calls.push(`list-service-deployments ${status.join()}`);
    const all: readonly ServiceDeploymentBrief[] = this.#script.serviceDeployments ?? [];
    return Promise.resolve(
      all.filter((deployment) => deployment.status !== undefined && status.includes(deployment.status)),
    );
  };

  describeServiceDeployments: EcsApi['describeServiceDeployments'] = (arns) => {
    this.calls.push('describe-service-deployments');
    const all = this.#script.serviceDeployments ?? [];
    return Promise.resolve(all.filter(({ serviceDeploymentArn }) => arns.includes(serviceDeploymentArn ?? '')));
  };

  describeServiceRevisions: EcsApi['describeServiceRevisions'] = (arns) => {
    this.calls.push('describe-service-revisions');
    const all = this.#script.serviceRevisions ?? [];
    return Promise.resolve(all.filter(({ serviceRevisionArn }) => arns.includes(serviceRevisionArn ?? '')));
  };

  rollBackServiceDeployment: EcsApi['rollBackServiceDeployment'] = (arn) => {
    this.calls.push(`stop ${arn}`);
    if (this.#script.stop === undefined) return Promise.reject(clientException('The deployment cannot be stopped.'));
    this.#play(this.#script.stop);
    return Promise.resolve();
  };

  continueServiceDeployment: EcsApi['continueServiceDeployment'] = (arn, { hookId, action }) => {
    this.calls.push(`answer ${hookId} ${action}`);
    if (this.#script.answer === undefined) return Promise.reject(clientException(`${arn} awaits no action.`));
    this.#play(this.#script.answer);
    return Promise.resolve();
  };

  tagResource: EcsApi['tagResource'] = (arn, tags) => {
    this.calls.push(`tag ${arn.replace(ARN, '')}`);
    this.tagged.push([arn, tags]);
    return Promise.resolve();
  };

  #play(frames: Frames): void {
    this.#frames = frames;
    this.#next = 0;
  }
}

function isFrames(before: EcsService | Frames): before is Frames {
  return Array.isArray(before);
}

/** An error as the SDK throws it. */
export function awsError(name: string, message: string, status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

function clientException(message: string): Error {
  return awsError('ClientException', message);
}

export const revisionArn = (name: string): string => `${ARN}${name}`;

export type DeploymentLine = readonly [
  id: string,
  status: string,
  rolloutState: 'COMPLETED' | 'IN_PROGRESS' | 'FAILED',
  revision: string,
  counts?: { readonly running?: number; readonly pending?: number; readonly failed?: number; readonly reason?: string },
];

/** A service with these deployments, as DescribeServices shows it. Events are given newest last. */
export function serviceWith(
  lines: readonly DeploymentLine[],
  more: Partial<EcsService> & { readonly told?: readonly string[] } = {},
): EcsService {
  const { told = [], ...overrides } = more;
  const deployments = lines.map(([id, status, rolloutState, revision, counts = {}]) => ({
    id,
    status,
    rolloutState,
    rolloutStateReason: counts.reason,
    taskDefinition: revisionArn(revision),
    desiredCount: 1,
    runningCount: counts.running ?? 1,
    pendingCount: counts.pending ?? 0,
    failedTasks: counts.failed ?? 0,
  }));
  const sum = (of: 'runningCount' | 'pendingCount'): number => deployments.reduce((total, line) => total + line[of], 0);
  return {
    serviceName: 'web',
    serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web',
    clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod',
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: sum('runningCount'),
    pendingCount: sum('pendingCount'),
    deployments,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    events: told.map((message) => ({ id: message, message })).reverse(),
    ...overrides,
  };
}

/** A task of a deployment that ended because its container exited. */
export function crashedTask(id: string, deploymentId: string, exitCode: number): EcsTask {
  return {
    taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/prod/${id}`,
    startedBy: deploymentId,
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode }],
  };
}
