import type { JsonObject } from '#sandbox/aws/service';
import { alternateGroup, productionRule, shiftable, testRule } from '../blue-green.ts';
import { FakeAlarms } from '../fakes.ts';
import { balanced, makeHarness, targetGroup, text } from '../harness.ts';
import type { Harness } from '../harness.ts';
import { containerOf, images } from './configuration.ts';
import type { Reach } from './configuration.ts';
import { Dice } from './dice.ts';
import { violations } from './invariants.ts';
import { takeSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

const loadBalancers: Readonly<Record<Reach, JsonObject>> = {
  nothing: {},
  'a load balancer': balanced,
  'a shifted load balancer': shiftable,
};

/** One service with its surroundings, watched at every look of the scheduler. */
export class World {
  readonly harness: Harness;
  readonly alarms = new FakeAlarms();
  readonly dice: Dice;
  readonly reach: Reach;
  /** Nothing but deployments happens: so requests find a healthy target all the time, once they did. */
  readonly calm: boolean;
  /** What has happened, one line each. */
  readonly story: string[] = [];
  full = false;
  now!: Snapshot;
  #served = false;
  readonly #ended = new Map<string, JsonObject>();

  constructor(dice: Dice) {
    this.dice = dice;
    this.reach = dice.pick(['nothing', 'a load balancer', 'a shifted load balancer', 'a shifted load balancer']);
    this.calm = dice.chance(0.4);
    const refusal = { reason: 'Capacity is unavailable at this time.', failure: 'Capacity' };
    const identifiers = new Dice(dice.below(1_000_000));
    this.harness = makeHarness({
      alarms: this.alarms,
      random: () => identifiers.next(),
      placement: { refusal: () => (this.full ? refusal : undefined) },
      unsure: { rollbackDeploymentId: dice.pick(['former', 'former', 'new']) },
    });
    const { routing, runtime, targetGroups } = this.harness;
    targetGroups.add(alternateGroup);
    routing.add(productionRule, targetGroup);
    routing.add(testRule, targetGroup);
    for (const [image, behaviour] of Object.entries(images)) runtime.behaviours.set(image, behaviour);
  }

  async create(image: string, more: JsonObject): Promise<void> {
    const taskDefinition = await this.register(image);
    await this.harness.createService(taskDefinition, { ...loadBalancers[this.reach], ...more });
    this.#served = false;
    await this.#look();
  }

  register(image: string): Promise<string> {
    return this.harness.register(image, containerOf(image, this.reach));
  }

  /** Lets the scheduler look, and looks at what it has done. */
  async tick(): Promise<void> {
    await this.harness.seconds(10);
    await this.#look();
  }

  async #look(): Promise<void> {
    const before = this.story.length > 0 ? this.now : undefined;
    this.now = await takeSnapshot(this.harness, this.#ended);
    const wrong = [...violations({ before, now: this.now }), ...this.#unserved()];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }

  #unserved(): readonly string[] {
    const { service } = this.now;
    if (service['status'] !== 'ACTIVE' || service['desiredCount'] === 0) this.#served = false;
    const serves = isServed(this.now, this.reach);
    if (this.calm && this.#served && !serves) {
      const { healthyTargets, weights } = this.now;
      return [`nobody serves any more: ${JSON.stringify({ weights, healthyTargets: [...healthyTargets] })}`];
    }
    this.#served ||= serves && this.now.tasks.some(({ healthy }) => healthy);
    return [];
  }

  tell(line: string): void {
    const seconds = Math.round(this.harness.clock.now() / 1000) % 1_000_000;
    this.story.push(`${seconds} ${line}`);
  }

  get status(): string {
    return text(this.now.service, 'status');
  }
}

function isServed(now: Snapshot, reach: Reach): boolean {
  if (reach === 'nothing') return now.tasks.some(({ healthy }) => healthy);
  const used =
    reach === 'a load balancer'
      ? [targetGroup]
      : now.weights.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn);
  return used.every((arn) => (now.healthyTargets.get(arn) ?? 0) > 0);
}
