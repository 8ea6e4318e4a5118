import { ActionError, InputError } from '#shared/action/errors';
import { awsFailure, faultKind } from '#shared/aws/faults';
import type { EcsApi, EcsService } from '#shared/ecs/api';
import {
  isCodeDeployFault,
  type CodeDeployApi,
  type CodeDeployConfig,
  type CodeDeployGroup,
  type GroupRef,
} from '#shared/ecs/codedeploy/api';
import { appSpecOf, movesFrom, type AppSpec } from '#shared/ecs/codedeploy/appspec';
import { groupRef, requireGroup } from '#shared/ecs/codedeploy/group';
import { patientCodeDeploy } from '#shared/ecs/codedeploy/patient';
import { paceOf, type DeploymentPace } from '#shared/ecs/codedeploy/traffic';
import type { PlanInputs, PlanTools } from '../plan-tools.ts';
import type { StrategyPlan } from '../strategy.ts';
import type { Wanted } from '../wanted.ts';
import { noteUnusedAppSpec } from './appspec-file.ts';
import { busyWith, type Busy } from './busy.ts';
import { readUnderWay, type UnderWay } from './under-way.ts';

/** How AWS CodeDeploy deploys the service, all read before anything is changed. */
export interface CodeDeployPlan {
  readonly ref: GroupRef;
  readonly group: CodeDeployGroup;
  readonly appSpec: AppSpec;
  /** The service with the container and the port that the AppSpec names. */
  readonly asDeployed: EcsService;
  /** What the AppSpec changes of where the tasks run. */
  readonly moves: readonly string[];
  readonly pace: DeploymentPace;
  /** A deployment of the group that has not ended. */
  readonly underWay: UnderWay | undefined;
  /** Why none can begin; undefined when one can, and when the one under way is what is wanted. */
  readonly busy: Busy | undefined;
  /** The deployment before, whose wait with the old tasks is to be ended first. */
  readonly waitToEnd: string | undefined;
  /** For the log, in sentences. */
  readonly notes: readonly string[];
}

interface Known {
  /** With the settings of its PRIMARY task set. */
  readonly before: EcsService;
  readonly wanted: Wanted;
  /** Of a file; undefined: none was named. */
  readonly appSpec: AppSpec | undefined;
  readonly inputs: PlanInputs;
}

/**
 * Reads the deployment group, how it deploys, and whether it does so at present. Nothing is written.
 * @throws {ActionError} for everything that would make the deployment impossible
 */
export async function planCodeDeploy(
  ecs: EcsApi,
  known: Known,
  tools: PlanTools,
): Promise<{ readonly codeDeploy: CodeDeployPlan; readonly strategy: StrategyPlan }> {
  const { before, inputs } = known;
  const api = patientCodeDeploy(await tools.codeDeploy(), tools);
  const ref = groupRef(inputs.codeDeploy, before);
  const appSpec = known.appSpec ?? appSpecOf(before);
  if (appSpec === undefined) {
    throw new ActionError(
      `Service ${inputs.ref.service} has no load balancer, without which AWS CodeDeploy cannot deploy.`,
    );
  }
  const [group, underWay, unused] = await Promise.all([
    requireGroup(api, ref, before),
    readUnderWay({ ecs, codeDeploy: api }, { ...known, ref }),
    known.appSpec === undefined ? noteUnusedAppSpec(tools.readFile) : [],
  ]);
  const configName = inputs.codeDeploy.config ?? group.deploymentConfigName ?? 'CodeDeployDefault.ECSAllAtOnce';
  const pace = paceOf(configName, { config: await readConfig(api, configName), group });
  const moves = movesFrom(before, appSpec);
  const waits = underWay?.deployment.terminates === true && !underWay.isWanted;
  const waitToEnd = waits && inputs.codeDeploy.endWait === true ? underWay.deployment.id : undefined;
  return {
    codeDeploy: {
      ref,
      group,
      appSpec,
      asDeployed: asDeployed(before, appSpec),
      moves,
      pace,
      underWay,
      busy: waitToEnd === undefined ? underWay && busyWith(underWay, { ref, service: before }) : undefined,
      waitToEnd,
      notes: [
        ...unused,
        ...(moves.length === 0 ? [] : [`The AppSpec changes ${moves.join(', ')}.`]),
        ...(waitToEnd === undefined
          ? []
          : [`Deployment ${waitToEnd} still keeps its old tasks; its wait is ended first.`]),
      ],
    },
    strategy: {
      update: undefined,
      description: pace.description,
      leastMinutes: pace.shiftMinutes + (inputs.waitFor === 'stable' ? pace.keptMinutes : 0),
      lost: [],
    },
  };
}

function asDeployed(service: EcsService, { containerName, containerPort }: AppSpec): EcsService {
  const loadBalancers = (service.loadBalancers ?? []).map((balancer) => ({
    ...balancer,
    containerName,
    containerPort,
  }));
  return { ...service, loadBalancers };
}

/** Undefined when this job may not read it: it is for the log only. */
async function readConfig(api: CodeDeployApi, name: string): Promise<CodeDeployConfig | undefined> {
  try {
    return await api.config(name);
  } catch (error) {
    if (isCodeDeployFault(error, 'DeploymentConfigDoesNotExist')) {
      throw new InputError([
        { input: 'codedeploy-deployment-config', problem: `there is no deployment configuration ${name}.` },
      ]);
    }
    if (faultKind(error) === 'denied') return undefined;
    throw awsFailure(`read deployment configuration ${name}`, error);
  }
}
