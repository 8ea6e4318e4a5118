import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { ScriptedEcs, serviceWith, type Frames } from '#shared/ecs/testing/scripted-ecs';
import { noLoadBalancers } from '#shared/ecs/testing/load-balancers';
import { fakeContext } from '#shared/testing/fake-context';
import { atOnce } from '../conclude.ts';
import { parseInputs } from '../inputs.ts';
import { makePlan } from '../plan.ts';
import type { RunBeforeReport } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import type { BeforeUpdate } from '../run-before-plan.ts';
import { noCodeDeploy, planTools } from '../testing.ts';
import { Meeting, type Opening, type Round } from './meeting.ts';

const before = serviceWith([['ecs-svc/1', 'PRIMARY', 'COMPLETED', 'web:1']]);
const theirs = serviceWith([['ecs-svc/9', 'PRIMARY', 'IN_PROGRESS', 'web:9']]);
const definitions = {
  'web:1': { definition: { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] } },
};
const report: RunBeforeReport = {
  command: 'npm run migrate',
  container: 'web',
  outcome: 'passed',
  exitCode: 0,
  taskArn: undefined,
  log: undefined,
  durationMs: 1,
};

async function guest({ now = [before], cancel }: { readonly now?: Frames; readonly cancel?: AbortController } = {}) {
  const context = fakeContext({
    env: { INPUT_SERVICE: 'web', INPUT_IMAGE: 'web:2' },
    signal: cancel?.signal ?? new AbortController().signal,
  });
  const inputs = readInputs(context, parseInputs);
  const api = new ScriptedEcs({ before: [before, ...now], definitions });
  const plan = await makePlan(api, inputs, planTools(context));
  const asked: BeforeUpdate = {
    plan,
    ref: inputs.ref,
    oneOff: undefined,
    taskDefinitionArn: 'web:2',
    registered: true,
  };
  const tools: DeployTools = {
    ...context,
    ...noCodeDeploy,
    api,
    apiAfterCancel: api,
    loadBalancers: noLoadBalancers,
    readLogs: () => Promise.resolve([]),
    oneOff: () => Promise.reject(new Error('the meeting itself runs nothing')),
    facts: { sha: undefined, environment: undefined, run: undefined },
  };
  return { asked, tools };
}

function meet(opening: Opening) {
  const rounds: Round[] = [];
  const meeting = new Meeting(['web', 'api'], (round) => {
    rounds.push(round);
    return Promise.resolve(opening);
  });
  return { meeting, rounds };
}

const passed: Opening = { kind: 'command', leader: 'web', ran: { passed: true, report } };

describe('Meeting', () => {
  it('opens when all have come, and lets them go on', async () => {
    const { meeting, rounds } = meet({ kind: 'free' });
    const { asked, tools } = await guest();
    const first = meeting.arrive('web', asked, tools);
    await Promise.resolve();
    expect(rounds).toEqual([]);
    const both = await Promise.all([first, meeting.arrive('api', asked, tools)]);
    expect(both).toMatchObject([{ passed: true }, { passed: true }]);
    expect(rounds.map(({ guests, absent }) => [[...guests.keys()], absent])).toEqual([[['web', 'api'], []]]);
  });

  it('says who will not come; who came and leaves later has come', async () => {
    const { meeting, rounds } = meet({ kind: 'blocked', because: 'the revision of api could not be registered' });
    const { asked, tools } = await guest();
    const came = meeting.arrive('web', asked, tools);
    meeting.leave('web');
    meeting.leave('api');
    expect(await came).toMatchObject({
      passed: false,
      result: {
        outcome: 'failed',
        reason:
          'Not begun: the revision of api could not be registered. web:2 was not deployed: the service runs web:1 as before.',
      },
    });
    expect(rounds.map(({ absent }) => absent)).toEqual([['api']]);
  });

  it('lets all go on when the command has passed, and only the one it ran for reports it', async () => {
    const { meeting } = meet(passed);
    const { asked, tools } = await guest();
    const both = await Promise.all([meeting.arrive('web', asked, tools), meeting.arrive('api', asked, tools)]);
    expect(both).toMatchObject([{ passed: true, report }, { passed: true }]);
    expect(both[1]).toHaveProperty('report', undefined);
  });

  it('leaves alone the service that somebody else has deployed while the command ran', async () => {
    const { meeting } = meet(passed);
    const [web, api] = [await guest(), await guest({ now: [theirs] })];
    const both = await Promise.all([
      meeting.arrive('web', web.asked, web.tools),
      meeting.arrive('api', api.asked, api.tools),
    ]);
    expect(both).toMatchObject([{ passed: true }, { passed: false, result: { outcome: 'superseded' } }]);
  });

  it('stops all when the command has not passed', async () => {
    const { asked, tools } = await guest();
    const result = atOnce(asked.plan, 'failed', 'The command of run-before failed.');
    const { meeting } = meet({ kind: 'command', leader: 'web', ran: { passed: false, result } });
    const both = await Promise.all([meeting.arrive('web', asked, tools), meeting.arrive('api', asked, tools)]);
    expect(both).toMatchObject([
      { passed: false, result },
      {
        passed: false,
        result: { reason: expect.stringMatching(/^Not begun: the command .* ran for web, did not pass/) },
      },
    ]);
  });

  it('holds nobody when the job is cancelled', async () => {
    const { meeting } = meet({ kind: 'free' });
    const cancel = new AbortController();
    const { asked, tools } = await guest({ cancel });
    const waiting = meeting.arrive('web', asked, tools);
    cancel.abort(new CancelledError('SIGINT'));
    await expect(waiting).rejects.toThrow('The job was cancelled');
  });
});
