import type { ScalableServices } from '../scalable-services.ts';
import type { AwsService, JsonObject } from '../service.ts';

/** Reads and changes services as any caller of ECS does. */
export function scalableServices(ecs: AwsService): ScalableServices {
  const call = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const run = ecs.operations[operation];
    if (!run) throw new Error(`ECS has no ${operation}`);
    return run(input, { requestId: 'application-autoscaling', accessKeyId: undefined });
  };
  return {
    desiredCount: async ({ cluster, service }) => {
      const { services } = await call('DescribeServices', { cluster, services: [service] });
      // DescribeServices answers a list of services.
      const [found] = services as readonly JsonObject[];
      return found?.['status'] === 'ACTIVE' ? Number(found['desiredCount']) : undefined;
    },
    setDesiredCount: async ({ cluster, service }, desiredCount) => {
      await call('UpdateService', { cluster, service, desiredCount });
    },
  };
}
