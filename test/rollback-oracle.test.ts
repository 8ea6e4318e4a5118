import { describe, expect, it } from '@jest/globals';
import type { Acted } from '../bench/rollbacks/act.ts';
import { judge, type Evidence, type Judged } from '../bench/rollbacks/compare.ts';
import { ENVIRONMENTS, type Environment } from '../bench/rollbacks/environment.ts';
import {
  amend,
  begin,
  complete,
  register,
  tell,
  type History,
  type Registration,
  type Release,
} from '../bench/rollbacks/history.ts';
import type { Inputs } from '../bench/rollbacks/inputs.ts';
import type { Kept } from '../bench/rollbacks/live-github.ts';
import { expected, type Expected } from '../bench/rollbacks/rule.ts';
import { opened } from '../bench/rollbacks/told.ts';
import { FAIR, type Weather } from '../bench/rollbacks/weather.ts';

const [production, staging] = ENVIRONMENTS as readonly [Environment, Environment];

/** A release whose tags a pipeline has written, and whose deployment is kept on GitHub. */
const usual: Registration = {
  sha: 'a'.repeat(40),
  environment: production.tag,
  migrations: false,
  tagged: true,
  told: production,
};
const untagged: Registration = { ...usual, tagged: false };

/** Deployed one after the other; the last one runs. */
function deployed(...registrations: readonly [Registration, ...Registration[]]): History {
  const [first, ...others] = registrations;
  return others.reduce((history, one, place) => complete(register(history, one), place + 2), begin(first));
}

const change =
  (number: number, what: Partial<Release> | 'provenAt' | 'failedAt') =>
  (history: History): History =>
    amend(history, number, (moment) => (typeof what === 'string' ? { [what]: moment } : what));
const says =
  (number: number, what: 'succeededAt' | 'failedAt') =>
  (history: History): History =>
    tell(history, number, what);
/** A rollback to a revision that only GitHub knows of. */
const wentBack =
  (number: number, rollbackOf: number) =>
  (history: History): History => {
    const at = history.moment + 1;
    const place = { sha: 'a'.repeat(40), environment: production };
    return { ...history, moment: at, told: opened(history.told, { number, rollbackOf, at, ...place }) };
  };

interface Case {
  readonly says: string;
  readonly releases: readonly [Registration, ...Registration[]];
  readonly then: readonly ((history: History) => History)[];
  readonly asks?: Partial<Inputs>;
  /** Default: GitHub tells, and all is allowed. */
  readonly github?: false;
  readonly denied?: Weather['denied'];
  /** Number of the release gone to; undefined: there is none. */
  readonly to: number | undefined;
}

const three = [usual, usual, usual] as const;
const bare = [untagged, untagged, untagged] as const;

const CASES: readonly Case[] = [
  { says: 'GitHub has proven', releases: bare, then: [says(1, 'succeededAt')], to: 1 },
  {
    says: 'ECS deployed last, where GitHub does not tell',
    releases: bare,
    then: [says(1, 'succeededAt')],
    github: false,
    to: 2,
  },
  {
    says: 'the tags have proven, whatever GitHub says',
    releases: three,
    then: [change(1, 'provenAt'), says(2, 'succeededAt')],
    to: 1,
  },
  {
    says: 'GitHub has proven after the tags called it bad',
    releases: three,
    then: [change(2, 'failedAt'), says(2, 'succeededAt')],
    to: 2,
  },
  {
    says: 'neither of the two calls bad since',
    releases: three,
    then: [says(1, 'succeededAt'), says(2, 'succeededAt'), change(2, 'failedAt')],
    to: 1,
  },
  { says: 'GitHub does not call a failure last', releases: bare, then: [says(2, 'failedAt')], to: 1 },
  { says: 'no rollback has left, as GitHub knows alone', releases: bare, then: [wentBack(1, 2)], to: 1 },
  {
    says: 'was left for a newer one',
    releases: bare,
    then: [says(1, 'succeededAt'), wentBack(3, 1)],
    to: 1,
  },
  {
    says: 'is active, before a deregistered one proven later',
    releases: bare,
    then: [says(1, 'succeededAt'), says(2, 'succeededAt'), change(2, { active: false })],
    to: 1,
  },
  {
    says: 'was deregistered, where GitHub has proven it and there is no other',
    releases: [untagged, { ...untagged, told: undefined }, untagged],
    then: [says(1, 'succeededAt'), change(1, { active: false }), change(2, { active: false })],
    to: 1,
  },
  {
    says: 'is none that was deregistered and never proven',
    releases: [usual, usual],
    then: [change(1, { active: false })],
    to: undefined,
  },
  {
    says: 'this service ran, though it names no environment',
    releases: [{ ...usual, told: undefined }, { ...untagged, told: undefined }, usual],
    then: [],
    to: 2,
  },
  {
    says: 'is of the environment, as far as the tags tell',
    releases: [usual, { ...usual, environment: undefined, told: undefined }, usual],
    then: [change(1, 'provenAt'), change(2, 'provenAt')],
    to: 1,
  },
  {
    says: 'is of the environment, though another one was proven on GitHub',
    releases: [untagged, { ...untagged, told: staging }, untagged],
    then: [says(1, 'succeededAt'), says(2, 'succeededAt')],
    to: 1,
  },
  {
    says: 'is not of another environment, though this service ran it',
    releases: [usual, { ...usual, environment: staging.tag, told: staging }, usual],
    then: [],
    to: 1,
  },
  {
    says: 'was completed before, where nothing else may be read',
    releases: three,
    then: [change(1, 'provenAt')],
    asks: { token: false },
    denied: 'ECS.ListServiceDeployments',
    github: false,
    to: 1,
  },
  {
    says: 'GitHub has proven, where the family may not be listed',
    releases: three,
    then: [change(2, 'failedAt'), change(1, 'provenAt'), says(1, 'succeededAt')],
    denied: 'ECS.ListTaskDefinitions',
    to: 1,
  },
];

const asked: Inputs = {
  to: { kind: 'previous' },
  onlyIfCurrent: undefined,
  environment: production,
  token: true,
  allowMigrations: false,
  cooldown: '0',
  dryRun: false,
  run: '9',
};

function historyOf({ releases, then }: Pick<Case, 'releases' | 'then'>): History {
  return then.reduce((history, happens) => happens(history), deployed(...releases));
}

describe('by the rule, the release to go back to is the one that', () => {
  it.each(CASES)('$says', (given) => {
    const { asks, github = true, denied = FAIR.denied, to } = given;
    const knowledge = { history: historyOf(given), inputs: { ...asked, ...asks }, unsure: new Set<number>() };
    const right: Expected = to === undefined ? { kind: 'refuse', why: 'there is none' } : { kind: 'go', to };
    expect(expected({ ...knowledge, github, denied })).toEqual(right);
  });
});

/** From 3 back to 1, which GitHub alone has proven. */
const history = historyOf({ releases: bare, then: [says(1, 'succeededAt')] });
const ASKED = "GitHub's record could not be asked, because GET /deployments: HTTP 502.";
const NOT_KEPT =
  'The GitHub deployment of production is not kept: GET /deployments: HTTP 502. The rollback itself goes on.';
const down: Weather = { badGateways: Infinity, denied: 'nothing' };

interface Forged {
  readonly to?: number;
  readonly source?: string;
  readonly outcome?: string;
  readonly log?: readonly string[];
  readonly weather?: Weather;
  /** What is on GitHub afterwards. */
  readonly keeps?: readonly Kept[];
  readonly inputs?: Partial<Inputs>;
}

const kept = (number: number, states: readonly string[], more: Partial<Kept> = {}): Kept => ({
  id: number,
  number,
  sha: 'a'.repeat(40),
  environment: production.name,
  rollbackOf: undefined,
  states,
  ...more,
});
const before: readonly Kept[] = [
  kept(1, ['in_progress', 'success']),
  kept(2, ['in_progress']),
  kept(3, ['in_progress']),
];
const left = kept(3, ['in_progress', 'failure']);
const wentTo = (number: number, state: string): Kept => kept(number, ['in_progress', state], { id: 4, rollbackOf: 3 });
const asItShould: readonly Kept[] = [...before.slice(0, 2), left, wentTo(1, 'success')];

describe('with GitHub', () => {
  it.each<[string, Forged, Judged['verdict']]>([
    ['a rollback is right that keeps what it did', {}, 'right'],
    ['it is wrong that goes where ECS deployed last', { to: 2, keeps: [...before, wentTo(2, 'in_progress')] }, 'wrong'],
    ['that is right where GitHub is down', { to: 2, keeps: before, log: [ASKED, NOT_KEPT], weather: down }, 'right'],
    ['it is wrong that says GitHub is down, which it is not', { to: 2, keeps: before, log: [ASKED] }, 'wrong'],
    ['it is wrong that is not kept', { keeps: before }, 'wrong'],
    ['it is wrong that is kept twice', { keeps: [...asItShould, { ...wentTo(1, 'success'), id: 5 }] }, 'wrong'],
    ['it is wrong that keeps one to another release', { keeps: [...before, wentTo(2, 'success')] }, 'wrong'],
    [
      'it is wrong that calls another release a failure',
      { keeps: [kept(1, ['in_progress', 'success', 'failure']), ...asItShould.slice(1)] },
      'wrong',
    ],
    [
      'it is wrong that has failed, and is called a success',
      { outcome: 'failed', keeps: [...before.slice(0, 2), left, wentTo(1, 'success')] },
      'wrong',
    ],
    ['it is wrong that a dry run keeps', { outcome: 'dry-run', inputs: { dryRun: true } }, 'wrong'],
  ])('%s', (_, forged, verdict) => {
    expect(judge(evidenceOf(forged)).verdict).toBe(verdict);
  });
});

function evidenceOf(forged: Forged): Evidence {
  const {
    to = 1,
    source = 'github-record',
    outcome = 'rolled-back',
    log = [],
    weather = FAIR,
    keeps = asItShould,
  } = forged;
  const inputs = { ...asked, ...forged.inputs };
  const ran = { from: 3, to, error: 'none', log, tookMs: 0, startedAt: 0, lookedAt: 0, served: true };
  const run: Acted = { outcome, source, ...ran };
  const at = new Date(1).toISOString();
  const revisions = (marks: Readonly<Record<number, string>>) =>
    new Map(
      history.releases.map(({ number, image }) => {
        const key = marks[number];
        return [number, { image: String(image), tags: new Map(key === undefined ? [] : [[key, at]]) }] as const;
      }),
    );
  const begun = inputs.dryRun ? [] : [deploymentTo(to)];
  const marks = inputs.dryRun ? {} : { 3: 'cicd:failed', [to]: 'cicd:restored' };
  return {
    inputs,
    weather,
    histories: [history],
    runs: [run],
    before: { deployments: [], revisions: revisions({}), github: before },
    after: { deployments: begun, revisions: revisions(marks), github: keeps },
    others: { deployed: new Set(), stopped: new Set() },
  };
}

/** 1 and 2 are proven, 3 runs; one job goes to 2, and the other to 1, since ECR does not tell it of 2. */
describe('two jobs whose requests go to two releases', () => {
  const two = historyOf({ releases: three, then: [change(1, 'provenAt'), change(2, 'provenAt')] });
  const unsure = '  web:2: Not checked, since ECR is busy: web@sha256:2.';

  it.each<[string, { readonly log?: string; readonly afterMs?: number }, Judged['verdict']]>([
    ['in the same moment have crossed', {}, 'crossed'],
    ['are wrong where both know the same', { log: '' }, 'wrong'],
    ['are wrong where the later one could see the other', { afterMs: 5_000 }, 'wrong'],
  ])('%s', (_, { log = unsure, afterMs = 200 }, verdict) => {
    const forged = evidenceOf({ to: 2, keeps: before, inputs: { token: false } });
    const [first] = forged.runs as readonly [Acted];
    const second = { ...first, to: 1, log: [log] };
    const deployments = [
      { ...deploymentTo(1), arn: 'sd-2', createdAt: afterMs },
      { ...deploymentTo(2), status: 'STOPPED' },
    ];
    const marked = forged.after.revisions.get(2)?.tags ?? new Map();
    const revisions = new Map(forged.after.revisions).set(1, { image: '1', tags: marked });
    const runs = [{ ...first, outcome: 'superseded' }, second];
    const after = { ...forged.after, deployments, revisions };
    expect(judge({ ...forged, histories: [two], runs, after }).verdict).toBe(verdict);
  });
});

const deploymentTo = (to: number) => ({
  arn: 'sd-1',
  taskDefinition: `web:${to}`,
  status: 'SUCCESSFUL',
  createdAt: 0,
  finishedAt: 1,
  triggered: false,
});
