import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import { FakeClock } from '#shared/testing/fake-clock';
import type { PreflightApi } from './api.ts';
import { runPreflight } from './preflight.ts';
import { fakeApi } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const manifest = JSON.stringify({ manifests: [{ platform: { os: 'linux', architecture: 'amd64' } }] });
const found = { digest: `sha256:${'d'.repeat(64)}`, mediaType: 'any', manifest };

/** A deployment of so many images, and nothing else to ask AWS for. */
const images = (count: number) =>
  subject({
    containers: Array.from({ length: count }, (_, index) => ({ name: `c${index}`, image: `${HOST}/web:${index}` })),
    service: { launchType: 'EC2' }, // Fargate would want an execution role
  });

interface Setting {
  readonly answers: Partial<PreflightApi> | ((ends: AbortSignal) => Partial<PreflightApi>);
  readonly clock?: FakeClock;
  readonly signal?: AbortSignal;
}

function run(of: ReturnType<typeof subject>, { answers, clock = new FakeClock(), signal }: Setting) {
  const openApi = (ends: AbortSignal) => fakeApi(typeof answers === 'function' ? answers(ends) : answers);
  return runPreflight(of, { openApi, clock, random: () => 0, signal, ownEndpoint: false });
}

/** A read that goes on until it is ended. */
const endless = (ends: AbortSignal) => () =>
  new Promise<never>((_, reject) => {
    ends.addEventListener('abort', () => reject(ends.reason as Error));
  });

describe('preflight', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await run(images(1), { answers: { image: () => Promise.resolve(found) } })).toEqual([]);
  });

  it('tells errors first, then notes, then one note for all that was not checked for one reason', async () => {
    const containers = [
      { name: 'a', image: 'one:1' },
      { name: 'b', image: 'two' },
    ];
    const findings = await run(subject({ containers, task: { memory: '1' } }), { answers: {} });
    expect(findings.map(({ severity, problem }) => `${severity}: ${problem}`)).toEqual([
      'error: Fargate has no tasks of 256 CPU units with 1 MiB.',
      expect.stringMatching(/^note: Image two \(container b\) is named by the tag latest/),
      'note: Not checked, since only private registries of Amazon ECR can be asked: one:1, two.',
    ]);
  });

  it('asks eight things at a time', async () => {
    let under = 0;
    let most = 0;
    const image = async () => {
      most = Math.max(most, (under += 1));
      await new Promise(setImmediate);
      under -= 1;
      return found;
    };
    expect(await run(images(20), { answers: { image } })).toEqual([]);
    expect(most).toBe(8);
  });

  it('asks again when it is throttled', async () => {
    let calls = 0;
    const image = () => {
      calls += 1;
      return calls < 3 ? Promise.reject(awsError('ThrottlingException', 'Rate exceeded')) : Promise.resolve(found);
    };
    const clock = new FakeClock();
    const running = run(images(1), { answers: { image }, clock });
    for (let second = 0; second < 5; second += 1) await clock.advance(1_000);
    expect(await running).toEqual([]);
    expect(calls).toBe(3);
  });

  it('says what AWS answered when it fails otherwise', async () => {
    const image = () => Promise.reject(awsError('InvalidParameterException', 'not like this'));
    expect(await run(images(1), { answers: { image } })).toEqual([
      { severity: 'note', problem: `Not checked, since AWS answered "not like this": ${HOST}/web:0.` },
    ]);
  });

  it('has 15 seconds for all of it', async () => {
    const clock = new FakeClock();
    const answers = (ends: AbortSignal) => ({ image: endless(ends) });
    const running = run(images(9), { answers, clock });
    await clock.advance(15_000);
    expect(await running).toEqual([
      {
        severity: 'note',
        problem: expect.stringMatching(/^Not checked, since the time for all checks was over: .*web:0, .*web:8\.$/),
      },
    ]);
  });

  it('stops the step when the credentials are no good', async () => {
    const image = () => Promise.reject(awsError('ExpiredTokenException', 'The security token is expired'));
    await expect(run(images(1), { answers: { image } })).rejects.toMatchObject({
      message: expect.stringContaining('The security token is expired'),
      hint: expect.stringContaining('credentials'),
    });
  });

  it('ends the other checks when one stops the step', async () => {
    let asked = 0;
    const ended: string[] = [];
    const answers = (ends: AbortSignal) => ({
      image: () => {
        asked += 1;
        if (asked === 8) return Promise.reject(awsError('ExpiredTokenException', 'The security token is expired'));
        ends.addEventListener('abort', () => ended.push('ended'));
        return endless(ends)();
      },
    });
    await expect(run(images(20), { answers })).rejects.toThrow('expired');
    await new Promise(setImmediate);
    expect([asked, ended.length]).toEqual([8, 7]);
  });

  it('ends with the job', async () => {
    const job = new AbortController();
    const answers = (ends: AbortSignal) => ({ image: endless(ends) });
    const running = run(images(1), { answers, signal: job.signal });
    job.abort(new CancelledError('SIGINT'));
    await expect(running).rejects.toThrow('cancelled');
  });
});
