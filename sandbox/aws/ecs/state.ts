import type { Cluster, Service, ServiceDeployment, ServiceRevision, Task } from './model.ts';
import { clusterNotFound, clientError, invalidParameter, serviceNotFound } from './errors.ts';
import { shortName } from './names.ts';
import type { TaskDefinition } from './task-definition/model.ts';
import { stoppedTaskRetention } from './timings.ts';

/** Everything this ECS knows, and how it is looked up. */
export class State {
  readonly clusters = new Map<string, Cluster>();
  /** Family → revisions, lowest first. */
  readonly families = new Map<string, TaskDefinition[]>();
  readonly tasks = new Map<string, Task>();
  readonly revisions = new Map<string, { readonly revision: ServiceRevision; readonly service: Service }>();
  readonly serviceDeployments = new Map<string, { readonly record: ServiceDeployment; readonly service: Service }>();
  readonly #live = new WeakMap<Service, Set<Task>>();

  findCluster(nameOrArn: string | undefined): Cluster | undefined {
    return this.clusters.get(shortName(nameOrArn ?? 'default'));
  }

  /** @throws ClusterNotFoundException */
  cluster(nameOrArn: string | undefined): Cluster {
    const cluster = this.findCluster(nameOrArn);
    if (!cluster) throw clusterNotFound();
    return cluster;
  }

  /** @throws ClusterNotFoundException | ServiceNotFoundException */
  service(cluster: string | undefined, nameOrArn: string | undefined): Service {
    if (!nameOrArn) throw invalidParameter('Service can not be blank.');
    const service = this.cluster(cluster).services.get(shortName(nameOrArn));
    if (!service) throw serviceNotFound();
    return service;
  }

  services(): readonly Service[] {
    return [...this.clusters.values()].flatMap((cluster) => [...cluster.services.values()]);
  }

  /** By ARN, `family:revision`, or `family` for its newest ACTIVE revision. */
  findTaskDefinition(reference: string): TaskDefinition | undefined {
    const [family = '', revision] = shortName(reference).split(':');
    const revisions = this.families.get(family) ?? [];
    const found = revisions.findLast((entry) =>
      revision === undefined ? entry.deregisteredAt === undefined : entry.revision === Number(revision),
    );
    if (!found || this.isDeleted(found)) return undefined;
    return reference.startsWith('arn:') && found.arn !== reference ? undefined : found;
  }

  /** Its deletion was asked for, and nothing runs it any more. */
  isDeleted(definition: TaskDefinition): boolean {
    if (definition.deleteRequestedAt === undefined) return false;
    const runs = [...this.tasks.values()].some(
      (task) => task.definition === definition && task.lastStatus !== 'STOPPED',
    );
    const isWanted = this.services().some(({ deployments }) =>
      deployments.some(({ revision }) => revision.taskDefinition === definition),
    );
    return !runs && !isWanted;
  }

  /**
   * A task definition that tasks can be started from.
   * @throws ClientException when there is none, or it is INACTIVE
   */
  startableTaskDefinition(reference: string | undefined): TaskDefinition {
    if (!reference) throw invalidParameter('taskDefinition can not be blank.');
    const found = this.findTaskDefinition(reference);
    if (!found) throw clientError('Unable to find task definition.');
    if (found.deregisteredAt !== undefined) throw clientError('TaskDefinition is inactive');
    return found;
  }

  findTask(cluster: Cluster, idOrArn: string): Task | undefined {
    const task = this.tasks.get(shortName(idOrArn));
    return task?.cluster === cluster ? task : undefined;
  }

  addTask(task: Task): void {
    this.tasks.set(task.id, task);
    const service = task.owner?.service;
    if (!service) return;
    const own = this.#live.get(service);
    if (own) own.add(task);
    else this.#live.set(service, new Set([task]));
  }

  /** The service's tasks that have not STOPPED: as many as it runs, however many the account has. */
  tasksOf(service: Service): readonly Task[] {
    const own = this.#live.get(service);
    if (!own) return [];
    for (const task of own) {
      if (task.lastStatus === 'STOPPED') own.delete(task);
    }
    return [...own];
  }

  /** Forgets tasks that stopped long ago. */
  prune(now: number): void {
    for (const [id, { stoppedAt }] of this.tasks) {
      if (stoppedAt !== undefined && now - stoppedAt > stoppedTaskRetention) this.tasks.delete(id);
    }
  }

  /** The tags of any resource that has some, by its ARN. */
  tagsOf(arn: string): Map<string, string> | undefined {
    const cluster = this.findCluster(arn);
    if (cluster?.arn === arn) return cluster.tags;
    const service = this.services().find((entry) => entry.arn === arn);
    const task = this.tasks.get(shortName(arn));
    return service?.tags ?? (task?.arn === arn ? task.tags : undefined) ?? this.findTaskDefinition(arn)?.tags;
  }
}
