import { describe, expect, it } from '@jest/globals';
import { awsError, revisionArn } from '#shared/ecs/testing/scripted-ecs';
import type { RecordedDeployment } from '#shared/github/recorded-deployments';
import { begin, imagesWith, run, type History, type Setting } from '../testing.ts';

const shaOf = (digit: number): string => String(digit).repeat(40);

interface Told {
  /** Days of November 2026. */
  readonly created?: string;
  readonly succeeded?: string;
  readonly failed?: string;
  readonly rollbackOf?: number;
  /** The whole ARN. */
  readonly arn?: string;
}

const day = (text: string): Date => new Date(`2026-11-${text}T10:00:00Z`);

/** A deployment of revision `web:N`. */
function told(number: number, { created = '01', succeeded, failed, rollbackOf, arn }: Told = {}): RecordedDeployment {
  return {
    taskDefinition: arn ?? revisionArn(`web:${number}`),
    sha: shaOf(number),
    createdAt: day(created),
    rollbackOf: rollbackOf === undefined ? undefined : revisionArn(`web:${rollbackOf}`),
    succeededAt: succeeded === undefined ? undefined : day(succeeded),
    failedAt: failed === undefined ? undefined : day(failed),
    failedReason: failed === undefined ? undefined : 'It answers 500.',
  };
}

/** Revisions without any tag, of which ECS knows what was deployed. */
const bare: Readonly<Record<number, History>> = {
  1: { deployed: '01' },
  2: { deployed: '02' },
  3: { deployed: '03' },
  4: { deployed: '04' },
};

interface Case extends Pick<Setting, 'history' | 'github' | 'checkRelease'> {
  readonly says: string;
  readonly to: number;
  readonly source: string;
  readonly log?: string;
}

const CASES: readonly Case[] = [
  {
    says: 'is the one proven last there, not the one deployed last',
    history: bare,
    github: [told(4), told(3), told(2, { succeeded: '03' }), told(1, { succeeded: '01' })],
    to: 2,
    source: 'github-record',
    log: "GitHub's record: 4 deployments in production, 2 proven releases to go back to",
  },
  {
    says: 'is not asked where the tags tell of a proven one',
    history: { ...bare, 1: { deployed: '01', proven: '01' } },
    github: [told(3, { succeeded: '03' })],
    to: 1,
    source: 'release-record',
  },
  {
    says: 'passes over the current one',
    history: bare,
    github: [told(4, { succeeded: '04' }), told(3, { succeeded: '03' })],
    to: 3,
    source: 'github-record',
    log: 'web:4: no, it is the current one',
  },
  {
    says: 'passes over one that failed after its success',
    history: bare,
    github: [told(3, { succeeded: '03', failed: '04' }), told(2, { succeeded: '02' })],
    to: 2,
    source: 'github-record',
    log: 'no, it was left 2026-11-04T10:00:00.000Z as bad',
  },
  {
    says: 'takes one that succeeded after its failure',
    history: bare,
    github: [told(3, { succeeded: '05', failed: '04' }), told(2, { succeeded: '02' })],
    to: 3,
    source: 'github-record',
  },
  {
    says: 'knows one that a rollback left, though its own deployment was never told',
    history: bare,
    github: [told(2, { created: '05', succeeded: '05', rollbackOf: 3 }), told(3, { succeeded: '03' })],
    to: 2,
    source: 'github-record',
  },
  {
    says: 'knows one that a rollback left, whose own deployment nobody has recorded',
    history: bare,
    github: [told(2, { created: '05', rollbackOf: 3 })],
    to: 2,
    source: 'service-deployments',
    log: 'web:3 (left as bad 2026-11-05T10:00:00.000Z): no, it was left',
  },
  {
    says: 'holds nothing against one that was left for a newer one',
    history: bare,
    github: [told(4, { created: '06', rollbackOf: 3 }), told(3, { succeeded: '05' }), told(2, { succeeded: '02' })],
    to: 3,
    source: 'github-record',
  },
  {
    says: 'passes over one that the tags call bad since',
    history: { ...bare, 3: { deployed: '03', failed: '06' } },
    github: [told(3, { succeeded: '05' }), told(2, { succeeded: '02' })],
    to: 2,
    source: 'github-record',
  },
  {
    says: 'takes one that it calls proven after the tags called it bad',
    history: { ...bare, 3: { deployed: '03', failed: '04' } },
    github: [told(3, { succeeded: '05' })],
    to: 3,
    source: 'github-record',
  },
  {
    says: 'passes over one whose image is gone',
    history: bare,
    github: [told(3, { succeeded: '03' }), told(2, { succeeded: '02' })],
    checkRelease: imagesWith({ gone: ['web:3'] }),
    to: 2,
    source: 'github-record',
  },
  {
    says: 'passes over one that was deleted',
    history: bare,
    github: [told(9, { succeeded: '09' }), told(2, { succeeded: '02' })],
    to: 2,
    source: 'github-record',
    log: 'web:9: no, it cannot be read any more',
  },
  {
    says: 'passes over releases of another account',
    history: bare,
    github: [told(3, { succeeded: '03', arn: 'arn:aws:ecs:eu-west-1:999999999999:task-definition/web:3' })],
    to: 3,
    source: 'service-deployments',
  },
  {
    says: 'keeps one that failed there from being found as the last one deployed',
    history: bare,
    github: [told(3, { failed: '04' })],
    to: 2,
    source: 'service-deployments',
    log: 'web:3 (commit 3333333, left as bad 2026-11-04T10:00:00.000Z): no, it was left',
  },
];

describe("GitHub's record", () => {
  it.each(CASES)('$says', async ({ history, github = [], checkRelease, to, source, log: line = '' }) => {
    const inputs = { 'dry-run': 'true', environment: 'production' };
    const { result, log } = await run({
      history: Object.fromEntries(
        Object.entries(history).map(([number, one]) => [number, { environment: 'production', ...one }]),
      ),
      github,
      inputs,
      ...(checkRelease === undefined ? {} : { checkRelease }),
    });
    expect({ to: result.to?.taskDefinitionArn, source: result.source }).toEqual({
      to: revisionArn(`web:${to}`),
      source,
    });
    expect(log.has(line)).toBe(true);
  });

  it('gives the commit and the environment of a release without tags', async () => {
    const { result } = await run({
      history: { 2: {}, 4: {} },
      github: [told(2, { succeeded: '02' })],
      inputs: { 'dry-run': 'true', environment: 'production' },
    });
    expect(result.to).toMatchObject({ sha: shaOf(2), environment: 'production', provenAt: day('02') });
  });

  it('lets a proven release be registered again that was deregistered, when there is no other', async () => {
    const { api } = await run({
      history: { 2: { status: 'INACTIVE' }, 4: {} },
      goesTo: 'web:5',
      github: [told(2, { succeeded: '02' })],
      inputs: { environment: 'production' },
    });
    expect(api.writes.slice(0, 2)).toEqual(['register', 'update web:5']);
  });

  it.each<[string, Setting['github'], string]>([
    ['cannot be read', 'GET /deployments: HTTP 502', 'GET /deployments: HTTP 502'],
    ['is nobody asked for', undefined, 'environment and token are not both given'],
  ])('is done without where it %s, which is said', async (_, github, why) => {
    const setting = { history: { 1: { deployed: '01' }, 4: {} }, inputs: { 'dry-run': 'true' } };
    const { result, log, journal } = await run({ ...setting, ...(github === undefined ? {} : { github }) });
    expect(result.source).toBe('service-deployments');
    const said = `GitHub's record could not be asked, because ${why}.`;
    expect(log.has(said)).toBe(true);
    expect(journal.notes).toEqual([said]);
  });

  it('is asked for a commit that no tag names, and only then', async () => {
    const github = [told(2, { succeeded: '02' }), told(1)];
    const inputs = { 'dry-run': 'true', environment: 'production' };
    const setting = { history: { 1: {}, 2: {}, 3: { sha: shaOf(3), environment: 'production' }, 4: {} }, github };
    const found = await run({ ...setting, inputs: { ...inputs, to: '2222222' } });
    expect(found.result).toMatchObject({ source: 'named', to: { taskDefinitionArn: revisionArn('web:2') } });
    expect(found.log.has("commit 2222222: no revision names it, GitHub's record does")).toBe(true);
    const tagged = await run({ ...setting, github: 'not to be asked', inputs: { ...inputs, to: '3333333' } });
    expect(tagged.log.has('not to be asked')).toBe(false);
    await expect(run({ ...setting, inputs: { ...inputs, to: '7777777' } })).rejects.toThrow(
      'No release of web is of commit 7777777',
    );
  });

  it('names an active revision of a commit before a deregistered one', async () => {
    const active = told(2);
    const github = [{ ...told(3, { succeeded: '03' }), sha: shaOf(2) }, active];
    const inputs = { 'dry-run': 'true', environment: 'production', to: '2222222' };
    const { result } = await run({ history: { 2: {}, 3: { status: 'INACTIVE' }, 4: {} }, github, inputs });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:2'));
  });

  it('is in the list', async () => {
    const { result } = await run({
      history: { 2: {}, 3: {}, 4: {} },
      github: [told(3, { failed: '03' }), told(2, { succeeded: '02' })],
      inputs: { list: 'true', environment: 'production' },
    });
    expect(result.releases).toMatchObject([
      { number: 4, state: 'unproven', sha: undefined },
      { number: 3, state: 'bad', sha: shaOf(3), failedReason: 'It answers 500.' },
      { number: 2, state: 'proven', sha: shaOf(2) },
    ]);
  });
});

describe('a family that may not be listed', () => {
  it('is done without, which is said', async () => {
    const { ended, api, journal } = begin({
      history: bare,
      github: [told(2, { succeeded: '02' })],
      inputs: { 'dry-run': 'true', environment: 'production' },
    });
    api.listRevisions = () => Promise.reject(awsError('AccessDeniedException', 'not authorized to perform it'));
    expect(await ended).toMatchObject({ source: 'github-record', to: { sha: shaOf(2) } });
    const said =
      'The release record could not be read. Could not read the revisions of web: not authorized to perform it';
    expect(journal.notes).toEqual([said]);
  });
});
