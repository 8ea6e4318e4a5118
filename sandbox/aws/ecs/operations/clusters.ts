import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { clusterContains, invalidParameter } from '../errors.ts';
import type { Cluster } from '../model.ts';
import { shortName } from '../names.ts';
import { pageOf } from '../page.ts';
import { anything, integer, list, operation, string, struct } from '../shape.ts';
import { tags } from '../task-definition/shape.ts';
import { tagsView } from '../views/task-definition-view.ts';
import { tagMap } from './tags.ts';

export function clusterOperations(context: EcsContext): Record<string, Operation> {
  const { state, arns } = context;
  return {
    CreateCluster: operation(struct({ clusterName: string, settings: anything, tags }), (input) => {
      const name = input.clusterName ?? 'default';
      if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalidParameter('Invalid cluster name.');
      const cluster = state.clusters.get(name) ?? {
        name,
        arn: arns.of(`cluster/${name}`),
        settings: input.settings ?? [],
        tags: tagMap(input.tags),
        services: new Map(),
      };
      state.clusters.set(name, cluster);
      return { cluster: clusterView(context, cluster, ['TAGS', 'SETTINGS']) };
    }),

    DescribeClusters: operation(struct({ clusters: list(string), include: list(string) }), (input) => {
      const wanted = input.clusters?.length ? input.clusters : ['default'];
      return {
        clusters: wanted.flatMap((name) => {
          const cluster = state.findCluster(name);
          return cluster ? [clusterView(context, cluster, input.include ?? [])] : [];
        }),
        failures: wanted
          .filter((name) => !state.findCluster(name))
          .map((name) => ({ arn: arns.of(`cluster/${shortName(name)}`), reason: 'MISSING' })),
      };
    }),

    ListClusters: operation(struct({ nextToken: string, maxResults: integer }), (input) => {
      const { items, nextToken } = pageOf(
        [...state.clusters.values()].map(({ arn }) => arn),
        input,
      );
      return { clusterArns: items, nextToken };
    }),

    DeleteCluster: operation(struct({ cluster: string }), (input) => {
      const cluster = state.cluster(input.cluster);
      const inUse = [...cluster.services.values()].some(({ status }) => status !== 'INACTIVE');
      if (inUse) throw clusterContains('Services', 'The Cluster cannot be deleted while Services are active.');
      if ([...state.tasks.values()].some((task) => task.cluster === cluster && task.lastStatus !== 'STOPPED')) {
        throw clusterContains('Tasks', 'The Cluster cannot be deleted while Tasks are active.');
      }
      state.clusters.delete(cluster.name);
      return { cluster: { ...clusterView(context, cluster, []), status: 'INACTIVE' } };
    }),
  };
}

function clusterView({ state }: EcsContext, cluster: Cluster, include: readonly string[]): JsonObject {
  const tasks = [...state.tasks.values()].filter((task) => task.cluster === cluster && !task.stop);
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING').length;
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: running,
    pendingTasksCount: tasks.length - running,
    activeServicesCount: [...cluster.services.values()].filter(({ status }) => status === 'ACTIVE').length,
    statistics: [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    tags: include.includes('TAGS') ? tagsView(cluster.tags) : [],
  };
}
