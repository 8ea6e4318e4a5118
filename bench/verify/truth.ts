import { object, objects, strings, text } from '#sandbox/scenarios/truth';
import { CLUSTER, type Account } from '../rollouts/account.ts';
import type { Stage } from './stage.ts';

/** Who answers requests at one moment, by the sandbox's own account: its rules, weights, targets and tasks. */
export interface Sight {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Versions that get traffic. */
  readonly serving: ReadonlySet<'old' | 'new'>;
  /** Does every request reach a healthy target. */
  readonly open: boolean;
}

/** Looks at a stage again and again, and remembers what it saw. */
export class Witness {
  readonly sights: Sight[] = [];
  readonly #account: Account;
  readonly #stage: Stage;
  /** Version of the task at an address; of those that have ended, too: their targets may be there a moment longer. */
  readonly #versions = new Map<string, 'old' | 'new'>();

  constructor(account: Account, stage: Stage) {
    this.#account = account;
    this.#stage = stage;
  }

  async look(): Promise<Sight> {
    const at = Date.now();
    const groups = await this.#groups();
    await this.#learnVersions();
    const serving = new Set<'old' | 'new'>();
    let open = groups.length > 0;
    for (const group of groups) {
      const { healthy, tried } = await this.#targets(group);
      open &&= healthy;
      for (const version of tried) serving.add(version);
    }
    const sight = { at, serving, open };
    this.sights.push(sight);
    return sight;
  }

  /** Target groups that get traffic; none while the first rule answers by itself. */
  async #groups(): Promise<readonly string[]> {
    const { Rules } = await this.#account.elb('DescribeRules', { ListenerArn: this.#stage.listener });
    const rules = objects(Rules);
    const first = rules.find((rule) => rule['Priority'] !== 'default') ?? rules[0];
    const [action] = objects(first?.['Actions']);
    return objects(object(action?.['ForwardConfig'])['TargetGroups'])
      .filter(({ Weight }) => Weight !== 0)
      .map((group) => text(group, 'TargetGroupArn'));
  }

  /** Where none is healthy, all are tried. */
  async #targets(group: string): Promise<{ readonly healthy: boolean; readonly tried: readonly ('old' | 'new')[] }> {
    const { TargetHealthDescriptions } = await this.#account.elb('DescribeTargetHealth', { TargetGroupArn: group });
    const targets = objects(TargetHealthDescriptions).map((entry) => ({
      state: text(object(entry['TargetHealth']), 'State'),
      version: this.#versions.get(text(object(entry['Target']), 'Id')),
    }));
    const healthy = targets.filter(({ state }) => state === 'healthy');
    const tried = healthy.length > 0 ? healthy : targets.filter(({ state }) => state !== 'draining');
    return { healthy: healthy.length > 0, tried: tried.flatMap(({ version }) => version ?? []) };
  }

  async #learnVersions(): Promise<void> {
    const { taskArns } = await this.#account.ecs('ListTasks', { cluster: CLUSTER, serviceName: this.#stage.service });
    const arns = strings(taskArns);
    if (arns.length === 0) return;
    const { tasks } = await this.#account.ecs('DescribeTasks', { cluster: CLUSTER, tasks: arns });
    for (const task of objects(tasks)) {
      const details = objects(task['attachments']).flatMap((attachment) => objects(attachment['details']));
      const address = details.find(({ name }) => name === 'privateIPv4Address')?.['value'];
      if (typeof address === 'string') this.#versions.set(address, this.#versionOf(text(task, 'taskDefinitionArn')));
    }
  }

  #versionOf(revision: string): 'old' | 'new' {
    return revision === this.#stage.new.revision ? 'new' : 'old';
  }
}

export function onlyNew({ serving, open }: Sight): boolean {
  return open && serving.has('new') && !serving.has('old');
}
