import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fakeContext } from '#shared/testing/fake-context';
import { ActionError, CancelledError, InputError } from './errors.ts';
import { tellFailure, type EndOutputs } from './failure.ts';
import { runFacts } from './run-facts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cicd-failure-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const all: EndOutputs = { verdict: 'outcome', also: ['reason', 'duration-ms'] };

async function tell(error: Error, { outputs = all, told = [] as readonly string[], temp = folder } = {}) {
  const controller = new AbortController();
  if (error instanceof CancelledError) controller.abort(error);
  const context = fakeContext({ signal: controller.signal, run: runFacts({ RUNNER_TEMP: temp }) });
  context.maskSecret('hunter22');
  const message = await tellFailure(context, outputs, { error, durationMs: 1200, told: new Set(told) });
  const { report, ...rest } = Object.fromEntries(context.outputs);
  const text = report === undefined ? undefined : await readFile(report, 'utf8');
  const { log, summary } = context;
  return { message, outputs: rest, text, report: JSON.parse(text ?? '{}') as object, log, summary: summary.render() };
}

describe('a failure without a verdict', () => {
  it('is told by the outputs, the report and the summary', async () => {
    const told = await tell(new ActionError('There is no service web.', { hint: 'Check the names.' }));
    expect(told.message).toBe('There is no service web.');
    expect(told.outputs).toEqual({ outcome: 'failed', reason: 'There is no service web.', 'duration-ms': '1200' });
    expect(told.report).toMatchObject({
      action: 'test',
      outcome: 'failed',
      reason: 'There is no service web.',
      hint: 'Check the names.',
      durationMs: 1200,
    });
    expect(told.summary).toContain('## test: failed');
    expect(told.log.has('info: Check the names.')).toBe(true);
  });

  it('sets the outputs that the action has, by its names', async () => {
    const { outputs, report } = await tell(new Error('x'), { outputs: { verdict: 'result', also: [] } });
    expect(outputs).toEqual({ result: 'failed' });
    expect(report).toMatchObject({ result: 'failed', reason: 'x' });
  });

  it('is cancelled where the job was', async () => {
    const { outputs, summary } = await tell(new CancelledError('SIGINT'));
    expect(outputs).toMatchObject({ outcome: 'cancelled', reason: 'The job was cancelled (SIGINT).' });
    expect(summary).toContain('## test: cancelled');
  });

  it('names every wrong input in the report', async () => {
    const issues = [
      { input: 'image', problem: 'is empty.' },
      { input: 'cpu', problem: 'got "x".' },
    ];
    expect((await tell(new InputError(issues))).report).toMatchObject({ inputs: issues });
  });

  it('leaves standing what the action has told by itself', async () => {
    const { outputs, text } = await tell(new ActionError('x'), { told: ['outcome', 'reason', 'report'] });
    expect(outputs).toEqual({ 'duration-ms': '1200' });
    expect(text).toBeUndefined();
  });

  it('tells no secret', async () => {
    const { message, outputs, text, summary } = await tell(new Error('bad password hunter22'));
    expect(`${message}${JSON.stringify(outputs)}${text ?? ''}${summary}`).not.toContain('hunter22');
  });

  it('is told although its report cannot be written', async () => {
    const { message, outputs, log } = await tell(new Error('x'), { temp: '/dev/null/nowhere' });
    expect([message, outputs['outcome']]).toEqual(['x', 'failed']);
    expect(log.has('warning: The report could not be written')).toBe(true);
  });
});
