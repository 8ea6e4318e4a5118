import { readInputs } from '#shared/action/inputs';
import { runFacts } from '#shared/action/run-facts';
import type { ExpiryCheck, ReleaseCheck } from '#shared/ecs/preflight/lazy-preflight';
import { error } from '#shared/ecs/preflight/finding';
import { ScriptedCodeDeploy, type CodeDeployScript } from '#shared/ecs/testing/scripted-codedeploy';
import { revisionArn, ScriptedEcs, serviceWith, type Script } from '#shared/ecs/testing/scripted-ecs';
import type { RecordedDeployment } from '#shared/github/recorded-deployments';
import { fakeContext } from '#shared/testing/fake-context';
import { parseInputs } from './inputs.ts';
import { Journal } from './journal.ts';
import { rollBack } from './roll-back.ts';
import { toRecord } from './target/read-github.ts';

export const CURRENT = 'ecs-svc/4000';
export const NEXT = 'ecs-svc/5000';

export interface History {
  readonly sha?: string;
  readonly actor?: string;
  readonly proven?: string;
  readonly failed?: string;
  readonly environment?: string;
  readonly status?: 'ACTIVE' | 'INACTIVE';
  /** Default: before everything else, in the order of the numbers. */
  readonly registered?: string;
  /** When a deployment of it to the service was completed; it took a minute. */
  readonly deployed?: string;
  readonly previous?: string;
  readonly migrations?: true;
  /** The whole tag. */
  readonly restored?: string;
}

const day = (text: string): string => `2026-11-${text}T10:00:00.000Z`;

/** Revisions of family web by number, with their release records. Times are days of November 2026. */
export function definitionsOf(history: Readonly<Record<number, History>>): NonNullable<Script['definitions']> {
  return Object.fromEntries(
    Object.entries(history).map(([revision, { status = 'ACTIVE', registered, ...told }]) => {
      const { sha, actor, proven, failed, environment, previous, migrations, restored } = told;
      const tags = [
        { key: 'cicd:sha', value: sha },
        { key: 'cicd:actor', value: actor },
        { key: 'cicd:proven', value: proven && day(proven) },
        { key: 'cicd:failed', value: failed && `${day(failed)} rollback` },
        { key: 'cicd:environment', value: environment },
        { key: 'cicd:previous', value: previous },
        { key: 'cicd:migrations', value: migrations && 'true' },
        { key: 'cicd:restored', value: restored },
      ].flatMap(({ key, value }) => (value === undefined ? [] : [{ key, value }]));
      const definition = {
        family: 'web',
        status,
        registeredAt: new Date(Date.parse(day(registered ?? '01')) + Number(revision) * 1_000),
        containerDefinitions: [{ name: 'web', image: `web:${revision}` }],
      };
      return [`web:${revision}`, { definition, tags }];
    }),
  );
}

/** What ListServiceDeployments and DescribeServiceRevisions tell of the same history. */
function deploymentsOf(
  history: Readonly<Record<number, History>>,
): Pick<Script, 'serviceDeployments' | 'serviceRevisions'> {
  const deployed = Object.entries(history).flatMap(([revision, told]) =>
    told.deployed === undefined ? [] : [{ revision, at: Date.parse(day(told.deployed)) }],
  );
  return {
    serviceDeployments: deployed.map(({ revision, at }) => ({
      serviceDeploymentArn: `sd-${revision}`,
      status: 'SUCCESSFUL',
      createdAt: new Date(at - 60_000),
      finishedAt: new Date(at),
      targetServiceRevisionArn: `rev-${revision}`,
    })),
    serviceRevisions: deployed.map(({ revision }) => ({
      serviceRevisionArn: `rev-${revision}`,
      taskDefinition: revisionArn(`web:${revision}`),
    })),
  };
}

export const runs = (revision: string) => serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', revision]]);
export const goes = (revision: string) => [
  serviceWith([
    [NEXT, 'PRIMARY', 'IN_PROGRESS', revision, { running: 0, pending: 1 }],
    [CURRENT, 'ACTIVE', 'COMPLETED', 'web:4'],
  ]),
  serviceWith([[NEXT, 'PRIMARY', 'COMPLETED', revision]]),
];

/** All that a release needs is there. */
export const nothingMissing: ReleaseCheck = () => Promise.resolve({ findings: [], uncheckedImages: [] });

/** Some images are gone, and of some it is not known. */
export function imagesWith({
  gone = [],
  unchecked = [],
}: {
  readonly gone?: readonly string[];
  readonly unchecked?: readonly string[];
}): ReleaseCheck {
  return ({ definition }) => {
    const images = (definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
    const findings = images
      .filter((image) => gone.includes(image))
      .map((image) => error(`Image ${image} does not exist.`, 'Push it.'));
    return Promise.resolve({ findings, uncheckedImages: images.filter((image) => unchecked.includes(image)) });
  };
}

export interface Setting {
  readonly history: Readonly<Record<number, History>>;
  readonly current?: string;
  readonly goesTo?: string;
  readonly script?: Partial<Script>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly checkRelease?: ReleaseCheck;
  /** Default: nobody wants to know. */
  readonly checkExpiry?: ExpiryCheck;
  /** AWS CodeDeploy; without it the rollback must not open it. */
  readonly codeDeploy?: CodeDeployScript;
  /** What GitHub's record has of environment production, newest first, or why it cannot be read. Default: nobody asks. */
  readonly github?: readonly RecordedDeployment[] | string;
  /** Of the workflow run. */
  readonly runId?: string;
}

/** A rollback that was begun; `ended` may reject. */
export function begin(setting: Setting) {
  const {
    history,
    current = 'web:4',
    goesTo,
    script = {},
    inputs = {},
    checkRelease,
    checkExpiry,
    runId,
    github,
  } = setting;
  const codeDeploy = setting.codeDeploy && new ScriptedCodeDeploy(setting.codeDeploy);
  const context = fakeContext(runId === undefined ? {} : { run: runFacts({ GITHUB_RUN_ID: runId }) });
  const env = Object.fromEntries(
    Object.entries({ service: 'web', ...inputs }).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
  );
  const api = new ScriptedEcs({
    before: runs(current),
    definitions: definitionsOf(history),
    ...deploymentsOf(history),
    ...(goesTo === undefined ? {} : { updates: [goes(goesTo)] }),
    ...script,
  });
  const journal = new Journal();
  const parsed = readInputs({ env, maskSecret: context.maskSecret }, parseInputs);
  const ended = rollBack(parsed, {
    ...context,
    api,
    codeDeploy: () => (codeDeploy === undefined ? unopened() : Promise.resolve(codeDeploy)),
    readLogs: () => Promise.resolve(['boom']),
    checkRelease: parsed.preflight ? (checkRelease ?? nothingMissing) : undefined,
    checkExpiry,
    journal,
    ...(github === undefined
      ? {}
      : {
          readGithub: ({ current, sha = '' }) =>
            Promise.resolve(
              typeof github === 'string'
                ? { why: github }
                : toRecord(
                    github.filter((each) => each.sha.startsWith(sha)),
                    { environment: 'production', current },
                  ),
            ),
        }),
  });
  return { ended, api, codeDeploy, log: context.log, clock: context.clock, journal };
}

/** ECS itself deploys the service: the code of CodeDeploy is not to be loaded. */
export function unopened(): Promise<never> {
  return Promise.reject(new Error('CodeDeploy was opened for a service that ECS deploys'));
}

export async function run(setting: Setting) {
  const { ended, ...rest } = begin(setting);
  return { result: await ended, ...rest };
}
