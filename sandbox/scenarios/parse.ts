import { CORE_SCHEMA, load } from 'js-yaml';
import type { JsonValue } from '#sandbox/aws/service';
import { Fields, ScenarioError } from './fields.ts';
import type { HookStatus } from './hook-functions.ts';
import { parseStep } from './parse-step.ts';
import { verdicts } from './scenario.ts';
import type { Expectation, Given, Scenario } from './scenario.ts';

const HOUR = 3_600_000;

/**
 * Reads one scenario file.
 * @param source for messages: the file's name
 * @throws ScenarioError naming the place and what was expected there
 */
export function parseScenario(yaml: string, source: string): Scenario {
  const fields = new Fields(loaded(yaml, source), source);
  const scenario: Scenario = {
    name: fields.requiredText('name'),
    story: fields.requiredText('story').trim(),
    given: parseGiven(fields.fields('given') ?? new Fields({}, fields.at('given'))),
    when: (fields.list('when') ?? []).map((step, index) => parseStep(step, `${fields.at('when')}[${index}]`)),
    then: parseThen(new Fields(fields.raw('then'), fields.at('then'))),
  };
  fields.end();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(scenario.name)) throw fields.wrong('name', 'lower-case words joined by hyphens');
  if (!scenario.when.some(({ kind }) => kind === 'deploy'))
    throw new ScenarioError(`${source}.when: nothing is deployed`);
  return scenario;
}

function loaded(yaml: string, source: string): JsonValue {
  try {
    // The core schema knows JSON's types only: what comes out is a JsonValue.
    return load(yaml, { schema: CORE_SCHEMA }) as JsonValue;
  } catch (error) {
    throw new ScenarioError(`${source}: ${String((error as { message?: unknown }).message)}`, { cause: error });
  }
}

function parseGiven(fields: Fields): Given {
  const given: Given = {
    desiredCount: fields.number('desiredCount') ?? 1,
    loadBalancer: fields.oneOf('loadBalancer', ['none', 'rolling', 'blue-green']) ?? 'rolling',
    running: fields.flag('running') ?? true,
    deploymentConfiguration: fields.json('deploymentConfiguration') ?? {},
    service: fields.json('service') ?? {},
    container: fields.json('container') ?? {},
    alarms: fields.texts('alarms') ?? [],
    functions: parseFunctions(fields.fields('functions')),
    staleReadMs: fields.duration('staleReads') ?? 0,
    unsure: fields.json('unsure') ?? {},
  };
  fields.end();
  return given;
}

function parseFunctions(fields: Fields | undefined): ReadonlyMap<string, HookStatus> {
  if (!fields) return new Map();
  return new Map(
    fields.keys().map((name) => [name, fields.oneOf(name, ['SUCCEEDED', 'FAILED', 'IN_PROGRESS']) ?? 'SUCCEEDED']),
  );
}

function parseThen(fields: Fields): Expectation {
  const verdict = fields.oneOf('verdict', verdicts);
  if (verdict === undefined) throw new ScenarioError(`${fields.path}: verdict is missing`);
  const optional = {
    serves: fields.texts('serves'),
    serviceDeployment: fields.text('serviceDeployment'),
    rolloutState: fields.text('rolloutState'),
    lifecycleStage: fields.text('lifecycleStage'),
    productionWeight: fields.number('productionWeight'),
    events: fields.texts('events'),
    stoppedReasons: fields.texts('stoppedReasons'),
    exitCodes: fields.numbers('exitCodes'),
    refusedReads: fields.texts('refusedReads'),
    primarySeen: fields.texts('primarySeen'),
  };
  const patienceMs = fields.duration('patience') ?? HOUR;
  fields.end();
  return { verdict, patienceMs, ...present(optional) };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined. */
function present<T extends object>(value: T): Present<T> {
  // Object.entries forgets which value belongs to which key.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Present<T>;
}
