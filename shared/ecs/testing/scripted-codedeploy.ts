import type {
  CodeDeployApi,
  CodeDeployDeployment,
  CodeDeployGroup,
  CodeDeployTarget,
  GroupRef,
  NewDeployment,
} from '../codedeploy/api.ts';

export interface CodeDeployScript {
  /** By application: its groups. */
  readonly applications: Readonly<Record<string, readonly CodeDeployGroup[]>>;
  /** By deployment: what GetDeployment answers, one after another; the last one again and again. */
  readonly deployments?: Readonly<Record<string, readonly (CodeDeployDeployment | Error)[]>>;
  /** Ids of deployments that succeeded, newest first. */
  readonly succeeded?: readonly string[];
  /** By SHA-256: AppSpec files that were deployed. */
  readonly appSpecs?: Readonly<Record<string, string>>;
  readonly target?: CodeDeployTarget;
  /** What CreateDeployment answers, in order: an id, or an error. */
  readonly creates?: readonly (string | Error)[];
  /** By look: ids of the deployments under way; the last ones again and again. */
  readonly active?: readonly (readonly string[])[];
}

/** CodeDeploy from a script: only answers in the order a test gives them. Calls are recorded. */
export class ScriptedCodeDeploy implements CodeDeployApi {
  readonly calls: string[] = [];
  readonly created: NewDeployment[] = [];
  readonly #script: CodeDeployScript;
  readonly #looks = new Map<string, number>();

  constructor(script: CodeDeployScript) {
    this.#script = script;
  }

  /** Calls that change something. */
  get writes(): readonly string[] {
    return this.calls.filter((call) => /^(?:create|stop|end) /.test(call));
  }

  ecsApplications: CodeDeployApi['ecsApplications'] = (limit) => {
    this.calls.push('applications');
    return Promise.resolve(Object.keys(this.#script.applications).slice(0, limit));
  };

  groups: CodeDeployApi['groups'] = (application) => Promise.resolve(this.#script.applications[application] ?? []);

  group: CodeDeployApi['group'] = ({ application, group }: GroupRef) => {
    this.calls.push(`group ${group}`);
    const groups = this.#script.applications[application];
    if (groups === undefined) return Promise.reject(fault('ApplicationDoesNotExist', 'No application found'));
    const found = groups.find(({ deploymentGroupName }) => deploymentGroupName === group);
    return found === undefined
      ? Promise.reject(fault('DeploymentGroupDoesNotExist', 'No Deployment Group found'))
      : Promise.resolve(found);
  };

  config: CodeDeployApi['config'] = () => Promise.resolve({ trafficRoutingConfig: { type: 'AllAtOnce' } });

  activeDeployments: CodeDeployApi['activeDeployments'] = () =>
    Promise.resolve(this.#next('active', this.#script.active ?? [[]]) ?? []);

  deployment: CodeDeployApi['deployment'] = (id) => {
    const found = this.#next(id, this.#script.deployments?.[id] ?? []);
    if (found instanceof Error) return Promise.reject(found);
    return found === undefined
      ? Promise.reject(unknownDeployment(id))
      : Promise.resolve({ deploymentId: id, ...found });
  };

  succeededDeployments: CodeDeployApi['succeededDeployments'] = (_, limit) =>
    Promise.resolve((this.#script.succeeded ?? []).slice(0, limit));

  deployments: CodeDeployApi['deployments'] = (ids) => Promise.all(ids.map((id) => this.deployment(id)));

  appSpec: CodeDeployApi['appSpec'] = (_, sha256) => Promise.resolve(this.#script.appSpecs?.[sha256]);

  target: CodeDeployApi['target'] = () => Promise.resolve(this.#script.target);

  create: CodeDeployApi['create'] = (deployment) => {
    const answer = this.#script.creates?.[this.created.length] ?? new Error('no such deployment in the script');
    this.calls.push(`create ${deployment.group}`);
    this.created.push(deployment);
    return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
  };

  stopAndRollBack: CodeDeployApi['stopAndRollBack'] = (id) => {
    this.calls.push(`stop ${id}`);
    return Promise.resolve();
  };

  endWait: CodeDeployApi['endWait'] = (id, wait) => {
    this.calls.push(`end ${wait} ${id}`);
    return Promise.resolve();
  };

  #next<T>(what: string, answers: readonly T[]): T | undefined {
    const look = this.#looks.get(what) ?? 0;
    this.#looks.set(what, look + 1);
    return answers[Math.min(look, answers.length - 1)];
  }
}

export function unknownDeployment(id: string): Error {
  return fault('DeploymentDoesNotExist', `The deployment ${id} could not be found`);
}

/** An error as the SDK throws it. */
export function fault(name: string, message: string): Error {
  return Object.assign(new Error(message), { name: `${name}Exception`, $metadata: { httpStatusCode: 400 } });
}
