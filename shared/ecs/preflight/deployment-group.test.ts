import { expect, it } from '@jest/globals';
import type { CodeDeployGroup } from '../codedeploy/api.ts';
import { checkDeploymentGroup } from './deployment-group.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const listener = (balancer: string): string => `${ELB}listener/app/${balancer}/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const pairOf = (names: readonly string[], listenerArns: readonly string[]) => ({
  loadBalancerInfo: {
    targetGroupPairInfoList: [
      { targetGroups: names.map((name) => ({ name })), prodTrafficRoute: { listenerArns: [...listenerArns] } },
    ],
  },
});
const fine: CodeDeployGroup = {
  applicationName: 'shop',
  deploymentGroupName: 'production',
  ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
  deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  blueGreenDeploymentConfiguration: {},
  ...pairOf(['web', 'web-2'], [listener('web')]),
};

it.each<[string, Partial<CodeDeployGroup>, readonly unknown[]]>([
  ['that fits', {}, []],
  [
    'of another service',
    { ecsServices: [{ clusterName: 'prod', serviceName: 'api' }] },
    ['error: Deployment group production of application shop deploys api in cluster prod, not web in cluster prod.'],
  ],
  ['of no service', { ecsServices: [] }, [expect.stringContaining('deploys no service of Amazon ECS, not web')]],
  [
    'that is not blue/green',
    { blueGreenDeploymentConfiguration: undefined },
    [expect.stringContaining('is not set up for blue/green deployments')],
  ],
  ['without target groups', pairOf([], []), [expect.stringContaining('has no pair of target groups')]],
  [
    'with other target groups',
    pairOf(['a', 'b'], [listener('web')]),
    [expect.stringMatching(/serves through target group web, and .* has a and b\.$/)],
  ],
  [
    "with another load balancer's listener",
    pairOf(['web', 'web-2'], [listener('api')]),
    [expect.stringMatching(/belongs to load balancer api, and target group web to web\.$/)],
  ],
])('tells of a deployment group %s', async (_, more, findings) => {
  const loadBalancers = [
    { targetGroupArn: `${ELB}targetgroup/web/0123456789abcdef`, containerName: 'web', containerPort: 8080 },
  ];
  const facts = { targetType: 'ip', interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 };
  const targetGroup = () =>
    Promise.resolve({ ...facts, loadBalancers: [`${ELB}loadbalancer/app/web/50dc6c495c0c9188`] });
  const deploymentGroup = { ...fine, ...more };
  const checked = { ...subject({ service: { loadBalancers } }), deploymentGroup };
  expect(told(await checkDeploymentGroup(checked, fakeTools({ targetGroup })))).toEqual(findings);
});

it('has nothing to tell where ECS deploys', async () => {
  expect(await checkDeploymentGroup(subject(), fakeTools())).toEqual([]);
});
