import { integer, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded } from '#sandbox/aws/ecs/shape';
import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import { codeDeployError, noConfig, unsupported } from './errors.ts';
import type { DeploymentConfig, TrafficRoutingConfig } from './model.ts';
import { pageOf } from './page.ts';

export const allAtOnce = 'CodeDeployDefault.ECSAllAtOnce';

/** CodeDeploy user guide, "Predefined deployment configurations for an Amazon ECS compute platform". */
const predefined: Readonly<Record<string, TrafficRoutingConfig>> = {
  [allAtOnce]: { type: 'AllAtOnce' },
  'CodeDeployDefault.ECSLinear10PercentEvery1Minutes': { type: 'TimeBasedLinear', percentage: 10, minutes: 1 },
  'CodeDeployDefault.ECSLinear10PercentEvery3Minutes': { type: 'TimeBasedLinear', percentage: 10, minutes: 3 },
  'CodeDeployDefault.ECSCanary10Percent5Minutes': { type: 'TimeBasedCanary', percentage: 10, minutes: 5 },
  'CodeDeployDefault.ECSCanary10Percent15Minutes': { type: 'TimeBasedCanary', percentage: 10, minutes: 15 },
};

export function predefinedConfigs(id: () => string, createdAt: number): readonly DeploymentConfig[] {
  return Object.entries(predefined).map(([name, routing]) => ({ id: id(), name, createdAt, routing, builtIn: true }));
}

const routingShape = struct({
  type: string,
  timeBasedCanary: struct({ canaryPercentage: integer, canaryInterval: integer }),
  timeBasedLinear: struct({ linearPercentage: integer, linearInterval: integer }),
});

const createInput = struct({
  deploymentConfigName: string,
  computePlatform: string,
  trafficRoutingConfig: routingShape,
});

export function configOperations(context: CodeDeployContext): Record<string, Operation> {
  const { state } = context;
  return {
    CreateDeploymentConfig: operation(createInput, (input) => {
      const name = input.deploymentConfigName;
      if (!name)
        throw codeDeployError('DeploymentConfigNameRequired', 'The deployment configuration name was not specified.');
      if (!/^[\w+=,.@-]{1,100}$/.test(name) || name.startsWith('CodeDeployDefault.')) {
        throw codeDeployError('InvalidDeploymentConfigName', `Invalid deployment configuration name: ${name}`);
      }
      if (input.computePlatform !== 'ECS') throw unsupported('The sandbox has the compute platform ECS only.');
      if (state.configs.has(name)) {
        throw codeDeployError('DeploymentConfigAlreadyExists', `Deployment Configuration ${name} already exists.`);
      }
      const routing = readRouting(input.trafficRoutingConfig ?? { type: 'AllAtOnce' });
      const config = { id: context.uuid(), name, createdAt: context.clock.now(), routing, builtIn: false };
      state.configs.set(name, config);
      return { deploymentConfigId: config.id };
    }),

    GetDeploymentConfig: operation(struct({ deploymentConfigName: string }), (input) => ({
      deploymentConfigInfo: configView(state.config(input.deploymentConfigName ?? '')),
    })),

    ListDeploymentConfigs: operation(struct({ nextToken: string }), (input) => {
      const { items, nextToken } = pageOf([...state.configs.keys()], input.nextToken);
      return { deploymentConfigsList: items, nextToken };
    }),

    DeleteDeploymentConfig: operation(struct({ deploymentConfigName: string }), (input) => {
      const config = state.configs.get(input.deploymentConfigName ?? '');
      if (!config) throw noConfig(input.deploymentConfigName ?? '');
      if (config.builtIn)
        throw codeDeployError('InvalidOperation', 'Predefined deployment configurations can not be deleted.');
      if (state.groups().some(({ settings }) => settings.configName === config.name)) {
        throw codeDeployError('DeploymentConfigInUse', `Deployment Configuration ${config.name} is in use.`);
      }
      state.configs.delete(config.name);
      return {};
    }),
  };
}

/** @throws InvalidTrafficRoutingConfigurationException */
function readRouting(input: Decoded<typeof routingShape>): TrafficRoutingConfig {
  const { type, timeBasedCanary: canary, timeBasedLinear: linear } = input;
  if (type === 'AllAtOnce') return { type };
  if (type === 'TimeBasedCanary') {
    return { type, ...checked(canary?.canaryPercentage, canary?.canaryInterval) };
  }
  if (type === 'TimeBasedLinear') {
    return { type, ...checked(linear?.linearPercentage, linear?.linearInterval) };
  }
  throw invalidRouting(`Invalid traffic routing type: ${type ?? 'none'}`);
}

function checked(percentage = 0, minutes = 0): { readonly percentage: number; readonly minutes: number } {
  if (percentage < 1 || percentage > 99) throw invalidRouting('The percentage must be between 1 and 99.');
  if (minutes < 1 || minutes > 2880) throw invalidRouting('The interval must be between 1 and 2880 minutes.');
  return { percentage, minutes };
}

const invalidRouting = (message: string): Error => codeDeployError('InvalidTrafficRoutingConfiguration', message);

function configView({ id, name, createdAt, routing }: DeploymentConfig): JsonObject {
  return {
    deploymentConfigId: id,
    deploymentConfigName: name,
    createTime: createdAt / 1000,
    computePlatform: 'ECS',
    trafficRoutingConfig: routingView(routing),
  };
}

function routingView(routing: TrafficRoutingConfig): JsonObject {
  switch (routing.type) {
    case 'AllAtOnce':
      return { type: routing.type };
    case 'TimeBasedCanary':
      return {
        type: routing.type,
        timeBasedCanary: { canaryPercentage: routing.percentage, canaryInterval: routing.minutes },
      };
    case 'TimeBasedLinear':
      return {
        type: routing.type,
        timeBasedLinear: { linearPercentage: routing.percentage, linearInterval: routing.minutes },
      };
  }
}
