import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import { parseInputs, type Wish } from '../inputs.ts';
import { listLines, listMarkdown } from './list-table.ts';
import { begin, run, type History } from '../testing.ts';

const history: Readonly<Record<number, History>> = {
  1: { sha: '1'.repeat(40), proven: '02', deployed: '01', environment: 'production' },
  2: { sha: '2'.repeat(40), proven: '03', failed: '04', deployed: '03', migrations: true },
  3: { status: 'INACTIVE' },
  12: { sha: 'c'.repeat(40), deployed: '05', actor: 'jane' },
};
const list = () => run({ history, current: 'web:12', inputs: { list: 'true', to: 'fffffff' } });

describe('list', () => {
  it('gives the releases newest first, and changes nothing', async () => {
    const { result, api } = await list();
    expect(result).toMatchObject({ outcome: 'listed' });
    expect(result.to).toBeUndefined();
    expect(result.reason).toBe('3 releases of web can be named with `to:`; nothing was changed.');
    expect(api.writes).toEqual([]);
    expect(result.releases).toMatchObject([
      { number: 12, current: true, state: 'unproven', by: 'jane', deployedAt: new Date('2026-11-05T10:00:00Z') },
      { number: 2, current: false, state: 'bad', failedReason: 'rollback', migrations: true, image: 'web:2' },
      { number: 1, current: false, state: 'proven', sha: '1'.repeat(40), environment: 'production' },
    ]);
  });

  it('is a table in the log and in the summary', async () => {
    const { result } = await list();
    expect(listLines(result.releases ?? [])).toEqual([
      'Number  Commit   State                                               Registered         Deployed           Image   Environment  By    Run',
      '#12     ccccccc  current, unproven                                   2026-11-01 10:00Z  2026-11-05 10:00Z  web:12               jane',
      '#2      2222222  bad since 2026-11-04 10:00Z (rollback), migrations  2026-11-01 10:00Z  2026-11-03 10:00Z  web:2',
      '#1      1111111  proven 2026-11-02 10:00Z                            2026-11-01 10:00Z  2026-11-01 10:00Z  web:1   production',
    ]);
    const run = 'https://github.com/o/r/actions/runs/77';
    const [first] = result.releases ?? [];
    const digest = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:${'d'.repeat(64)}`;
    const markdown = listMarkdown(first === undefined ? [] : [{ ...first, run, image: digest, environment: '<b>' }]);
    expect(markdown.split('\n')[2]).toBe(
      `| **\\#12** | \`ccccccc\` | current, unproven | 2026-11-01 10:00Z | 2026-11-05 10:00Z | \`shop/web@dddddddddddd\` | \\<b\\> | jane | [77](${run}) |`,
    );
  });

  it('does without the times of deployments', async () => {
    const { ended, api, log } = begin({ history, current: 'web:12', inputs: { list: 'true' } });
    api.listServiceDeployments = () => Promise.reject(awsError('AccessDeniedException', 'no'));
    expect((await ended).releases?.map(({ deployedAt }) => deployedAt)).toEqual([undefined, undefined, undefined]);
    expect(log.has('When releases were deployed could not be read: no')).toBe(true);
  });
});

describe('to', () => {
  it.each<[string, Wish]>([
    ['12', { kind: 'number', number: 12 }],
    ['#12', { kind: 'number', number: 12 }],
    ['999999', { kind: 'number', number: 999_999 }],
    ['#1234567', { kind: 'number', number: 1_234_567 }],
    ['1234567', { kind: 'commit', sha: '1234567' }],
    ['ABCDEF0', { kind: 'commit', sha: 'abcdef0' }],
    ['web:12', { kind: 'revision', taskDefinition: 'web:12' }],
  ])('%s', (text, wish) => {
    const env = { INPUT_SERVICE: 'web', INPUT_TO: text };
    expect(readInputs({ env, maskSecret: () => undefined }, parseInputs).to).toEqual(wish);
  });
});
