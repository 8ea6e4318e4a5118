import { InputError } from '#shared/action/errors';
import type { InputReader } from '#shared/action/inputs';
import type { EcsService } from '#shared/ecs/api';
import { applyStrategy, lostBy, strategyOf, type Strategy, type StrategyRequest } from '#shared/ecs/strategy/change';
import { describeStrategy, leastMinutes } from '#shared/ecs/strategy/describe';
import { missingFor } from '#shared/ecs/strategy/requirements';
import { parseDuration } from '#shared/text/duration';

const NAMES: Readonly<Record<string, Strategy>> = {
  rolling: 'ROLLING',
  'blue-green': 'BLUE_GREEN',
  canary: 'CANARY',
  linear: 'LINEAR',
};

/** Which strategies an input belongs to. */
const BELONGS: readonly (readonly [keyof StrategyRequest, input: string, strategies: readonly Strategy[]])[] = [
  ['canaryPercent', 'canary-percent', ['CANARY']],
  ['stepPercent', 'step-percent', ['LINEAR']],
  ['stepBakeMinutes', 'step-bake-time', ['CANARY', 'LINEAR']],
  ['bakeMinutes', 'bake-time', ['BLUE_GREEN', 'CANARY', 'LINEAR']],
  ['earlySuccessPercent', 'early-success-percent', ['ROLLING']],
];

/** The inputs about the strategy. Ranges: API reference, CanaryConfiguration and LinearConfiguration. */
export function readStrategy(read: InputReader): StrategyRequest {
  const request = {
    strategy: read.parsed('strategy', `one of ${Object.keys(NAMES).join(', ')}`, (text) => NAMES[text]),
    canaryPercent: readPercent(read, 'canary-percent', 0.1),
    stepPercent: readPercent(read, 'step-percent', 3),
    stepBakeMinutes: read.parsed('step-bake-time', MINUTES_FORM, wholeMinutes),
    bakeMinutes: read.parsed('bake-time', MINUTES_FORM, wholeMinutes),
    earlySuccessPercent: read.integer('early-success-percent', { min: 0, max: 100 }),
  };
  if (request.strategy !== undefined) {
    for (const { input, problem } of strangers(request, request.strategy)) read.problem(input, problem);
  } else if (request.canaryPercent !== undefined && request.stepPercent !== undefined) {
    read.problem('step-percent', 'cannot be used together with canary-percent; they belong to different strategies.');
  }
  return request;
}

/** How the deployment is to be made, and what is to be said of it. */
export interface StrategyPlan {
  /** To be sent with the update; undefined when the service has it so already. */
  readonly update: EcsService['deploymentConfiguration'];
  /** In words. */
  readonly description: string;
  /** Minutes that the strategy takes whatever the tasks do. */
  readonly leastMinutes: number;
  /** What of the service's configuration gets lost by the change. */
  readonly lost: readonly string[];
}

/**
 * Holds what is asked against the service.
 * @throws {InputError} when the inputs do not fit the service's own strategy, or it lacks what the strategy needs
 */
export function planStrategy(service: EcsService, request: StrategyRequest): StrategyPlan {
  const current = service.deploymentConfiguration;
  const effective = applyStrategy(current, request);
  const { configuration, changes } = effective;
  const asked = Object.values(request).some((value) => value !== undefined);
  const strategy = strategyOf(configuration);
  const wrong = strangers(request, strategy).map(({ input }) => ({
    input,
    problem: `does not belong to ${wordFor(strategy)}, which is the service's own strategy; give strategy as well.`,
  }));
  if (wrong.length > 0) throw new InputError(wrong);
  checkEarlySuccess(request, configuration);
  const missing = asked ? missingFor(service, configuration) : [];
  if (missing.length > 0) {
    const name = service.serviceName ?? 'the service';
    throw new InputError(missing.map((what) => ({ input: 'strategy', problem: `service ${name} ${what}.` })));
  }
  return {
    update: asked && changes ? configuration : undefined,
    description: describeStrategy(configuration),
    leastMinutes: leastMinutes(configuration),
    lost: asked ? lostBy(current, effective) : [],
  };
}

/**
 * ECS refuses an early success below the percent of healthy tasks that it keeps in any case.
 * @throws {InputError}
 */
function checkEarlySuccess(
  { earlySuccessPercent }: StrategyRequest,
  { minimumHealthyPercent = 100 }: NonNullable<EcsService['deploymentConfiguration']>,
): void {
  if (earlySuccessPercent === undefined || earlySuccessPercent === 0) return;
  if (earlySuccessPercent >= minimumHealthyPercent) return;
  const problem = `is ${earlySuccessPercent}, below the service's minimumHealthyPercent of ${minimumHealthyPercent}, which Amazon ECS does not take; give ${minimumHealthyPercent} to 100, or 0 for none.`;
  throw new InputError([{ input: 'early-success-percent', problem }]);
}

function strangers(
  request: StrategyRequest,
  strategy: string,
): readonly { readonly input: string; readonly problem: string }[] {
  return BELONGS.filter(
    ([member, , strategies]) => request[member] !== undefined && !strategies.some((name) => name === strategy),
  ).map(([, input, strategies]) => ({
    input,
    problem: `belongs to strategy ${strategies.map(wordFor).join(' or ')}, not to ${wordFor(strategy)}.`,
  }));
}

function wordFor(strategy: string): string {
  return Object.entries(NAMES).find(([, name]) => name === strategy)?.[0] ?? strategy;
}

const MINUTES_FORM = 'whole minutes such as 5m, from 0 to 1440m';

function wholeMinutes(text: string): number | undefined {
  const minutes = (parseDuration(text) ?? Number.NaN) / 60_000;
  return Number.isInteger(minutes) && minutes <= 1440 ? minutes : undefined;
}

function readPercent(read: InputReader, input: string, least: number): number | undefined {
  const steps = read.list(input).map((text) => percent(text, 0));
  const [first, ...others] = steps.flatMap((step) => step ?? []);
  if (first !== undefined && others.length > 0 && others.length + 1 === steps.length) {
    read.problem(input, noSteps([first, ...others]));
    return undefined;
  }
  const form = `a percent from ${least} to 100 with one decimal at most`;
  return read.parsed(input, form, (text) => percent(text, least));
}

/** Steps of one's own are asked for, as other tools have them. API reference: CanaryConfiguration, LinearConfiguration. */
function noSteps(steps: readonly [number, ...number[]]): string {
  const shifts = steps.at(-1) === 100 ? steps.length : steps.length + 1;
  // A tenth of a percent is the finest ECS takes; rounded up, so that no small step is left at the end.
  const size = Math.max(3, Math.ceil(1_000 / shifts) / 10);
  return [
    `names ${steps.length} steps (${steps.join(', ')}), and Amazon ECS has no list of them: a canary shifts one percentage and then the rest, linear shifts equal steps.`,
    `Give strategy: linear with step-percent: ${size} (${Math.ceil(100 / size)} shifts, step-bake-time apart), or strategy: canary with canary-percent: ${steps[0]}.`,
    'To decide before each shift, give the service a pause hook at PRE_PRODUCTION_TRAFFIC_SHIFT and answer it with answer-pause.',
  ].join(' ');
}

function percent(text: string, least: number): number | undefined {
  const digits = /^(\d+(?:\.\d)?)\s*%?$/.exec(text)?.[1];
  const value = Number(digits ?? Number.NaN);
  return value >= least && value <= 100 ? value : undefined;
}
