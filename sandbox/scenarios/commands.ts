import { startSandbox } from '#sandbox/sandbox';
import type { Sandbox, SandboxOptions } from '#sandbox/sandbox';
import { PlayError } from './director.ts';
import { hint, ScenarioError } from './fields.ts';
import { hookFunctions } from './hook-functions.ts';
import { differences, judge } from './judge.ts';
import { loadLibrary } from './library.ts';
import { Play } from './play.ts';
import type { Cast } from './play.ts';
import { sandboxStage } from './sandbox-stage.ts';
import type { SandboxStage } from './sandbox-stage.ts';
import type { Scenario } from './scenario.ts';
import { names, serviceOf, taskDefinitionOf } from './stage.ts';
import { renderMoment } from './timeline.ts';

/** What the commands around scenarios need of the program. */
export interface CommandOptions {
  readonly sandbox: Omit<SandboxOptions, 'engine' | 'tasks' | 'ecs' | 'lambda' | 'speed'>;
  readonly speed: number;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Name, verdict and story of every scenario. */
export async function listScenarios(print: (line: string) => void): Promise<void> {
  for (const { name, story, then } of (await loadLibrary()).values())
    print(`${name} (${then.verdict})\n${wrapped(story)}\n`);
}

/**
 * Plays a scenario in a sandbox of its own and prints what happens.
 * @returns did it end as it says
 */
export async function playScenario(name: string, options: CommandOptions): Promise<boolean> {
  const scenario = await findScenario(name);
  const { print, signal } = options;
  print(`${scenario.name}\n${wrapped(scenario.story)}\n`);
  return onStage(scenario, options, async ({ stage }) => {
    const play = new Play(scenario, stage, { signal, onMoment: (moment) => print(renderMoment(moment)) });
    await play.stage();
    return tellEnd(scenario, stage, { cast: await play.run(), print });
  });
}

/**
 * Stages a scenario for somebody else's deployer, waits for it, plays everybody else's part and says what the verdict is.
 * @returns did it end as the scenario says
 */
export async function offerScenario(name: string, options: CommandOptions): Promise<boolean> {
  const scenario = await findScenario(name);
  const { print, signal } = options;
  print(`${scenario.name}\n${wrapped(scenario.story)}\n`);
  return onStage(scenario, options, async ({ sandbox, stage }) => {
    const play = new Play(scenario, stage, { signal, onMoment: (moment) => print(renderMoment(moment)) });
    await play.stage();
    for (const line of invitation(scenario, sandbox, stage)) print(line);
    const asTold = await tellEnd(scenario, stage, { cast: await play.follow(), print });
    print('The sandbox stays for whoever still asks; Ctrl-C ends it.');
    await aborted(signal);
    return asTold;
  });
}

interface Scene {
  readonly sandbox: Sandbox;
  readonly stage: SandboxStage;
}

async function onStage(
  { given }: Scenario,
  { sandbox: options, speed, print }: CommandOptions,
  perform: (scene: Scene) => Promise<boolean>,
): Promise<boolean> {
  const sandbox = await startSandbox({
    ...options,
    speed,
    engine: 'none',
    tasks: 'simulated',
    ecs: { staleReadMs: given.staleReadMs, unsure: given.unsure },
    lambda: hookFunctions(given.functions),
  });
  try {
    return await perform({ sandbox, stage: await sandboxStage(sandbox, speed, given) });
  } catch (error) {
    if (!(error instanceof PlayError)) throw error;
    print(`The play broke off: ${error.message}`);
    return false;
  } finally {
    await sandbox.close();
  }
}

async function tellEnd(
  { then }: Scenario,
  stage: SandboxStage,
  { cast, print }: { readonly cast: Cast; readonly print: (line: string) => void },
): Promise<boolean> {
  const ending = await judge(stage, cast);
  const serves = ending.serves.length === 0 ? 'nothing' : ending.serves.join(' and ');
  print(
    `\nVerdict: ${ending.verdict}. In service: ${serves}. Service deployment: ${ending.serviceDeployment ?? 'none'}.`,
  );
  const wrong = differences(then, ending);
  for (const difference of wrong) print(`Not as the scenario says: ${difference}`);
  return wrong.length === 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

function invitation(scenario: Scenario, sandbox: Sandbox, stage: SandboxStage): readonly string[] {
  const deploy = scenario.when.find(({ kind }) => kind === 'deploy');
  const release = deploy?.kind === 'deploy' ? deploy.release : 'B';
  const { given } = scenario;
  const definition = JSON.stringify(taskDefinitionOf(stage, given, release));
  const create = JSON.stringify(serviceOf(stage, given, names.family));
  return [
    '',
    `The stage is set: cluster default, service web, behind ${stage.url}, watched at ${sandbox.statusPage}`,
    `Deploy release ${release} with whatever you use, for example:`,
    '',
    ...Object.entries(sandbox.environment).map(([key, value]) => `  export ${key}=${value}`),
    ...(given.running && release === 'A'
      ? []
      : [`  aws ecs register-task-definition --cli-input-json '${definition}'`]),
    given.running
      ? '  aws ecs update-service --service web --task-definition web'
      : `  aws ecs create-service --cli-input-json '${create}'`,
    '',
    `The verdict a deployer should come to: ${scenario.then.verdict}.`,
    '',
  ];
}

async function findScenario(name: string): Promise<Scenario> {
  const library = await loadLibrary();
  const scenario = library.get(name);
  if (!scenario) throw new ScenarioError(`there is no scenario ${name}${hint(name, [...library.keys()])}`);
  return scenario;
}

/** Indented by two, at most 100 columns. */
function wrapped(story: string): string {
  const lines: string[] = [];
  for (const word of story.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length > 98) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
