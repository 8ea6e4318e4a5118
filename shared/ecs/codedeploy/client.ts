import {
  BatchGetApplicationsCommand,
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
  type DeploymentStatus,
} from '@aws-sdk/client-codedeploy';
import { endingWith, inChunks, pages } from '#shared/aws/calls';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { isCodeDeployFault, type CodeDeployApi } from './api.ts';

/** The batch operations take no more. API reference, BatchGetApplications and BatchGetDeploymentGroups. */
const A_CALL = 100;
/** API reference, BatchGetDeployments. */
const DEPLOYMENTS_A_CALL = 25;
const SUCCEEDED: DeploymentStatus = 'Succeeded';
const ACTIVE: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

/**
 * AWS CodeDeploy through the SDK. With a `signal`, a call under way ends when it aborts; make one without for what must
 * still be sent after the job was cancelled. Few services are deployed by it: load this module on demand.
 */
export function createCodeDeployApi(config: AwsClientConfig, signal?: AbortSignal): CodeDeployApi {
  const client = new CodeDeployClient(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const call = endingWith(signal);

  return {
    ecsApplications: async (limit) => {
      const names = await pages(Infinity, async (nextToken) => {
        const answer = await call(() => client.send(new ListApplicationsCommand({ nextToken }), options));
        return { items: answer.applications ?? [], nextToken: answer.nextToken };
      });
      const found = await inChunks(names, A_CALL, async (applicationNames) => {
        const answer = await call(() => client.send(new BatchGetApplicationsCommand({ applicationNames }), options));
        return answer.applicationsInfo ?? [];
      });
      return found
        .filter(({ computePlatform }) => computePlatform === 'ECS')
        .flatMap(({ applicationName }) => applicationName ?? [])
        .slice(0, limit);
    },
    groups: async (applicationName) => {
      const names = await pages(Infinity, async (nextToken) => {
        const command = new ListDeploymentGroupsCommand({ applicationName, nextToken });
        const answer = await call(() => client.send(command, options));
        return { items: answer.deploymentGroups ?? [], nextToken: answer.nextToken };
      });
      return inChunks(names, A_CALL, async (deploymentGroupNames) => {
        const command = new BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames });
        return (await call(() => client.send(command, options))).deploymentGroupsInfo ?? [];
      });
    },
    group: async ({ application: applicationName, group: deploymentGroupName }) => {
      const command = new GetDeploymentGroupCommand({ applicationName, deploymentGroupName });
      return present((await call(() => client.send(command, options))).deploymentGroupInfo, 'GetDeploymentGroup');
    },
    config: async (deploymentConfigName) => {
      const command = new GetDeploymentConfigCommand({ deploymentConfigName });
      return present((await call(() => client.send(command, options))).deploymentConfigInfo, 'GetDeploymentConfig');
    },
    activeDeployments: async ({ application: applicationName, group: deploymentGroupName }) => {
      const command = new ListDeploymentsCommand({ applicationName, deploymentGroupName, includeOnlyStatuses: ACTIVE });
      return (await call(() => client.send(command, options))).deployments ?? [];
    },
    succeededDeployments: ({ application: applicationName, group: deploymentGroupName }, limit) =>
      pages(limit, async (nextToken) => {
        const filter = { applicationName, deploymentGroupName, includeOnlyStatuses: [SUCCEEDED], nextToken };
        const answer = await call(() => client.send(new ListDeploymentsCommand(filter), options));
        return { items: answer.deployments ?? [], nextToken: answer.nextToken };
      }).then((ids) => ids.slice(0, limit)),
    deployments: (ids) =>
      inChunks(ids, DEPLOYMENTS_A_CALL, async (deploymentIds) => {
        const command = new BatchGetDeploymentsCommand({ deploymentIds });
        return (await call(() => client.send(command, options))).deploymentsInfo ?? [];
      }),
    appSpec: async (applicationName, sha256) => {
      const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { sha256 } };
      const command = new GetApplicationRevisionCommand({ applicationName, revision });
      try {
        return (await call(() => client.send(command, options))).revision?.appSpecContent?.content;
      } catch (error) {
        if (isCodeDeployFault(error, 'RevisionDoesNotExist')) return undefined;
        throw error;
      }
    },
    deployment: async (deploymentId) => {
      const answer = await call(() => client.send(new GetDeploymentCommand({ deploymentId }), options));
      return present(answer.deploymentInfo, 'GetDeployment');
    },
    target: async (deploymentId, targetId) => {
      const command = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [targetId] });
      try {
        return (await call(() => client.send(command, options))).deploymentTargets?.[0]?.ecsTarget;
      } catch (error) {
        if (isCodeDeployFault(error, 'DeploymentNotStarted')) return undefined;
        if (isCodeDeployFault(error, 'DeploymentTargetDoesNotExist')) return undefined;
        throw error;
      }
    },
    create: async ({
      application,
      group,
      content,
      sha256,
      description,
      config: deploymentConfigName,
      autoRollback,
      heedsAlarms = true,
    }) => {
      const command = new CreateDeploymentCommand({
        applicationName: application,
        deploymentGroupName: group,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } },
        ...(description === undefined ? {} : { description }),
        ...(deploymentConfigName === undefined ? {} : { deploymentConfigName }),
        ...(autoRollback === undefined ? {} : { autoRollbackConfiguration: autoRollback }),
        ...(heedsAlarms ? {} : { overrideAlarmConfiguration: { enabled: false } }),
      });
      return present((await call(() => client.send(command, options))).deploymentId, 'CreateDeployment');
    },
    stopAndRollBack: async (deploymentId) => {
      const command = new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true });
      await call(() => client.send(command, options));
    },
    endWait: async (deploymentId, deploymentWaitType) => {
      const command = new ContinueDeploymentCommand({ deploymentId, deploymentWaitType });
      await call(() => client.send(command, options));
    },
  };
}

function present<T>(value: T | undefined, operation: string): T {
  if (value === undefined) throw new Error(`AWS CodeDeploy answered ${operation} without its result.`);
  return value;
}
