import type { CodeDeployGroup } from '../codedeploy/api.ts';
import { servesService } from '../codedeploy/find-group.ts';
import { shortName } from '../names.ts';
import { ask, type AskTools } from './ask.ts';
import { error, type Outcome } from './finding.ts';
import type { Subject } from './subject.ts';
import { targetGroupName } from './target-groups.ts';

/** Whether the group through which AWS CodeDeploy deploys fits the service. */
export async function checkDeploymentGroup(subject: Subject, tools: AskTools): Promise<readonly Outcome[]> {
  const { deploymentGroup: group, service } = subject;
  if (group === undefined) return [];
  const name = `Deployment group ${group.deploymentGroupName ?? ''} of application ${group.applicationName ?? ''}`;
  if (!servesService(group, service)) {
    const served = (group.ecsServices ?? []).map(
      ({ serviceName = '', clusterName = '' }) => `${shortName(serviceName)} in cluster ${shortName(clusterName)}`,
    );
    return [
      error(
        `${name} deploys ${served.length === 0 ? 'no service of Amazon ECS' : served.join(', ')}, not ${service.serviceName ?? ''} in cluster ${shortName(service.clusterArn ?? '')}.`,
        'Give codedeploy-application and codedeploy-deployment-group of this service.',
      ),
    ];
  }
  return [...checkStyle(name, group), ...(await checkRoutes(name, { group, subject }, tools))];
}

/** CodeDeploy deploys to Amazon ECS blue/green only. CodeDeploy User Guide, "Working with deployment groups". */
function checkStyle(
  name: string,
  { deploymentStyle: style, blueGreenDeploymentConfiguration }: CodeDeployGroup,
): readonly Outcome[] {
  const isBlueGreen =
    style?.deploymentType === 'BLUE_GREEN' &&
    style.deploymentOption === 'WITH_TRAFFIC_CONTROL' &&
    blueGreenDeploymentConfiguration !== undefined;
  if (isBlueGreen) return [];
  return [
    error(
      `${name} is not set up for blue/green deployments.`,
      'Set its deployment type to BLUE_GREEN with WITH_TRAFFIC_CONTROL, and give it a blue/green configuration.',
    ),
  ];
}

/** The target group that serves must be one of the pair, behind the load balancer of the production listener. */
async function checkRoutes(
  name: string,
  { group, subject }: { readonly group: CodeDeployGroup; readonly subject: Subject },
  tools: AskTools,
): Promise<readonly Outcome[]> {
  const [pair] = group.loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const [listener] = pair?.prodTrafficRoute?.listenerArns ?? [];
  const names = (pair?.targetGroups ?? []).flatMap((target) => target.name ?? []);
  if (listener === undefined || names.length !== 2) {
    return [
      error(
        `${name} has no pair of target groups with a production listener.`,
        'Give it two target groups and the listener that serves production.',
      ),
    ];
  }
  const arn = subject.service.loadBalancers?.[0]?.targetGroupArn;
  if (arn === undefined) return [];
  const serving = targetGroupName(arn);
  if (!names.includes(serving)) {
    return [
      error(
        `The service serves through target group ${serving}, and ${name} has ${names.join(' and ')}.`,
        'Give the deployment group the target group that serves as one of its pair.',
      ),
    ];
  }
  const permission = 'elasticloadbalancing:DescribeTargetGroups';
  const found = await ask({ what: `target group ${serving}`, permission, read: (api) => api.targetGroup(arn) }, tools);
  if (found.kind !== 'answer') return found.kind === 'unknown' ? [found.outcome] : [];
  const { loadBalancers } = found.value;
  const balancer = loadBalancerOf(listener);
  if (loadBalancers.length === 0 || loadBalancers.includes(balancer)) return [];
  return [
    error(
      `The production listener of ${name} belongs to load balancer ${shortBalancer(balancer)}, and target group ${serving} to ${loadBalancers.map(shortBalancer).join(', ')}.`,
      'Give the deployment group the listener behind which the service serves.',
    ),
  ];
}

/** The ARN of a listener has that of its load balancer in it: `listener/app/NAME/ID/…` and `loadbalancer/app/NAME/ID`. */
function loadBalancerOf(listenerArn: string): string {
  return listenerArn.replace(/:listener\/((?:[^/]+\/){2}[^/]+)\/.*$/, ':loadbalancer/$1');
}

/** `web` of `arn:…:loadbalancer/app/web/0123456789abcdef`. */
function shortBalancer(arn: string): string {
  return arn.split('/').at(-2) ?? arn;
}
