import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { startSandbox } from '#sandbox/sandbox';
import type { Sandbox } from '#sandbox/sandbox';
import { findBrowser } from './browser.ts';

const found = findBrowser();
if (!found.found) process.stderr.write(`The status page is not looked at: ${found.reason}\n`);

/** Nothing of the browser's own reaches for the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

(found.found ? describe : describe.skip)('the status page in Chromium', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  let ecs: ECSClient;
  let elb: ElasticLoadBalancingV2Client;
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ tasks: 'simulated', engine: 'none', speed: 60, env: process.env, log: () => {} });
    const { endpoint, region, credentials } = sandbox;
    ecs = new ECSClient({ endpoint, region, credentials });
    elb = new ElasticLoadBalancingV2Client({ endpoint, region, credentials });
    browser = await chromium.launch({ executablePath: found.found ? found.executable : '', args: flags });
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(sandbox.statusPage);
  }, 60_000);

  afterAll(async () => {
    ecs.destroy();
    elb.destroy();
    await browser.close();
    await sandbox.close();
  });

  const see = (text: string | RegExp, within = 'main'): Promise<void> =>
    page.locator(within).getByText(text).first().waitFor({ timeout: 15_000 });

  it('says that there is nothing yet', async () => {
    await see('No service yet.');
    expect(await page.locator('#connection').textContent()).toBe('live');
  });

  it('shows a service as it comes up, without being loaded again', async () => {
    await createService();
    await see('default/web');
    await see('has reached a steady state.');
    await see('SUCCESSFUL');
    expect(await page.getByRole('table', { name: 'Tasks' }).getByText('RUNNING').count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Targets' }).getByText('healthy', { exact: true }).count()).toBe(1);
    await see('web 100 %', '#traffic');
    await see('ECS.CreateService', '#calls');
  });

  it('follows a deployment to its end, and keeps closed what was closed', async () => {
    await page.getByText('Events', { exact: true }).click();
    await ecs.send(new UpdateServiceCommand({ service: 'web', forceNewDeployment: true }));
    await see('IN_PROGRESS');
    await see('Scaling activity initiated by');
    await see('SUCCESSFUL');
    expect(await page.locator('details').getAttribute('open')).toBeNull();
  });

  it("shows other people's words as words", async () => {
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({}));
    const reason = '<img src=x onerror="document.title=1"> was here';
    await ecs.send(new StopTaskCommand({ task: taskArns[0] ?? '', reason }));
    await see(reason);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Sandbox');
  });

  it('has nothing to complain of, and says so when the sandbox is gone', async () => {
    expect(complaints).toEqual([]);
    await sandbox.close();
    await see('the sandbox does not answer; trying again', 'header');
  });

  async function createService(): Promise<void> {
    await ecs.send(new CreateClusterCommand({}));
    const made = await elb.send(new CreateLoadBalancerCommand({ Name: 'public', Subnets: ['subnet-1', 'subnet-2'] }));
    const groups = await elb.send(
      new CreateTargetGroupCommand({
        Name: 'web',
        Protocol: 'HTTP',
        Port: 8080,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 4,
      }),
    );
    const targetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? '';
    await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: made.LoadBalancers?.[0]?.LoadBalancerArn ?? '',
        Protocol: 'HTTP',
        Port: 0,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
      }),
    );
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [{ name: 'app', image: 'shop:1', portMappings: [{ containerPort: 8080 }] }],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({
        serviceName: 'web',
        taskDefinition: 'web',
        desiredCount: 1,
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
      }),
    );
  }
});
