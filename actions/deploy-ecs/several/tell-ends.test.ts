import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { runFacts } from '#shared/action/run-facts';
import { SUMMARY_LIMIT_BYTES } from '#shared/action/summary';
import { revisionArn, ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { atOnce } from '../conclude.ts';
import { parseInputs } from '../inputs.ts';
import { makePlan } from '../plan.ts';
import { outputsOf } from '../outputs.ts';
import type { DeployResult } from '../result.ts';
import { planTools } from '../testing.ts';
import type { ServiceEnd } from './one-service.ts';
import { tellEnds } from './tell-ends.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const definitions = {
  'web:1': { definition: { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] } },
};

async function step(label: string, result: Partial<DeployResult> & Pick<DeployResult, 'outcome'>): Promise<ServiceEnd> {
  const context = fakeContext({ env: { INPUT_SERVICE: label, INPUT_IMAGE: 'web:2' } });
  const inputs = readInputs(context, parseInputs);
  const before = serviceWith([['ecs-svc/1', 'PRIMARY', 'COMPLETED', 'web:1']], { serviceName: label });
  const plan = await makePlan(new ScriptedEcs({ before, definitions }), inputs, planTools(context));
  const { reason = `${label} ended.` } = result;
  const whole = { ...atOnce(plan, result.outcome, reason), taskDefinitionArn: revisionArn('web:2'), ...result };
  const { outcome, hint } = whole;
  const deployed = { plan, commits: undefined, result: whole };
  return { label, ref: inputs.ref, outcome, reason, hint, deployed, durationMs: 65_000 };
}

const unplanned = (label: string): ServiceEnd => ({
  label,
  ref: { cluster: 'prod', service: label },
  outcome: 'failed',
  reason: `There is no service ${label} in cluster prod.`,
  hint: 'Check the names.',
  deployed: undefined,
  durationMs: 100,
});

async function tell(ends: readonly ServiceEnd[]) {
  const temp = await mkdtemp(join(tmpdir(), 'cicd-ends-'));
  folders.push(temp);
  const env = { RUNNER_TEMP: temp };
  const context = fakeContext({ env, run: runFacts(env) });
  const told = tellEnds(context, ends, { githubDeployment: 7, durationMs: 66_000 });
  const error = await told.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { outputs, log } = context;
  const report = JSON.parse(await readFile(outputs.get('report') ?? '', 'utf8')) as object;
  return { outputs, log, report, error, summary: context.summary.render(Infinity) };
}

describe('tellEnds', () => {
  it('gives the value all share, nothing where they differ, and each its own', async () => {
    const web = await step('web', { outcome: 'deployed', deploymentId: 'ecs-svc/2' });
    const api = await step('api', { outcome: 'deployed', deploymentId: 'ecs-svc/3' });
    const { outputs, report, error } = await tell([web, api]);
    expect(error).toBeUndefined();
    expect(Object.fromEntries(outputs)).toMatchObject({
      outcome: 'deployed',
      reason: 'All 2 services are deployed.',
      'task-definition-arn': revisionArn('web:2'),
      'previous-task-definition-arn': revisionArn('web:1'),
      'deployment-id': '',
      'rolled-back-to': '',
      'github-deployment-id': '7',
      'duration-ms': '66000',
    });
    expect(JSON.parse(outputs.get('services') ?? '')).toEqual({
      web: outputsOf({
        ...web,
        taskDefinitionArn: revisionArn('web:2'),
        previousTaskDefinitionArn: revisionArn('web:1'),
        deploymentId: 'ecs-svc/2',
      }),
      api: expect.objectContaining({ outcome: 'deployed', 'deployment-id': 'ecs-svc/3', reason: 'api ended.' }),
    });
    expect(report).toMatchObject({ outcome: 'deployed', services: { web: { outcome: 'deployed' }, api: {} } });
  });

  it('fails with the reasons of those that failed, and links every service', async () => {
    const ends = [
      await step('web', { outcome: 'deployed' }),
      await step('api', {
        outcome: 'rolled-back',
        reason: 'web:2 failed: it crashed.',
        rolledBackTo: revisionArn('web:1'),
      }),
      unplanned('ghost'),
    ];
    const { outputs, error, summary } = await tell(ends);
    expect(outputs.get('outcome')).toBe('failed');
    expect(outputs.get('rolled-back-to')).toBe('');
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({
      message: [
        'Of 3 services 1 failed (ghost), 1 was rolled back (api) and 1 is deployed.',
        '  api: web:2 failed: it crashed.',
        '  ghost: There is no service ghost in cluster prod.',
      ].join('\n'),
      hint: 'Check the names.',
    });
    const rows = summary
      .split('\n')
      .filter((line) => /^\| .*`(?:web|api|ghost)`.* \| (?:deployed|rolled-back|failed) \|/.test(line));
    expect(rows.map((row) => row.replaceAll(/\]\([^)]*\)/g, ']()'))).toEqual([
      '| `ghost` | failed |  |  | 100ms |',
      '| [`api`]() | rolled-back | `web:1` | `web:1` | 1m 05s |',
      '| [`web`]() | deployed | `web:1` | `web:2` | 1m 05s |',
    ]);
    expect(summary).toContain('### `api`: rolled-back');
    expect(summary).not.toContain('### `web`');
    expect(summary).toContain('<details><summary>web: deployed</summary>');
  });

  it('has one notice for each that waits to be answered', async () => {
    const paused = await step('web', { outcome: 'paused', reason: 'It waits.', hint: 'aws ecs continue\nOr again.' });
    const { log, error } = await tell([paused, await step('api', { outcome: 'deployed' })]);
    expect(error).toBeUndefined();
    expect(log.lines).toEqual([
      'notice: [web] It waits.',
      'info: [web] aws ecs continue',
      'info: [web] Or again.',
      'info: outcome: paused',
      'info: Of 2 services 1 is paused (web) and 1 is deployed.',
    ]);
  });

  it('stays within what GitHub shows, and says what is left out', async () => {
    const lines = Array.from({ length: 50 }, (_, place) => `${place} ${'x'.repeat(200)}`);
    const failure = { taskIds: ['t'], what: 'it crashed', stoppedReason: 'it crashed', likely: undefined };
    const diagnosis = {
      failures: [{ ...failure, logLines: lines, logNote: undefined }],
      troubles: [],
      verdict: undefined,
    };
    const events = lines.map((message, place) => ({ id: String(place), message }));
    const failed = await step('web', { outcome: 'failed', diagnosis, events });
    const ends = Array.from({ length: 100 }, (_, place) => ({ ...failed, label: `service-${place}` }));
    const { summary } = await tell(ends);
    expect(Buffer.byteLength(summary)).toBeLessThan(SUMMARY_LIMIT_BYTES);
    expect(summary.match(/^\| .*`service-\d+`/gm)).toHaveLength(100);
    expect(summary.match(/There is no room for more here/g)).toHaveLength(2);
    expect(summary.match(/^### /gm)?.length).toBeGreaterThan(20);
  });
});
