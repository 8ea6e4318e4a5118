import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '#shared/ecs/api';
import { error } from '#shared/ecs/preflight/finding';
import type { ReleaseCheck } from '#shared/ecs/preflight/lazy-preflight';
import { crashedTask, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { begin, CURRENT, goes, NEXT, runs, type History } from '../testing.ts';

const HISTORY: Readonly<Record<number, History>> = { 1: { proven: '01' }, 4: {} };
/** The clock of the context stands at 2026-01-01T00:00:00Z. */
const HOUR_MS = 60 * 60_000;
const NOW = Date.UTC(2026, 0, 1);

/** The service runs web:4, which was deployed so many hours ago. */
function running({ hoursAgo = 1, tasks = 1 }: { readonly hoursAgo?: number; readonly tasks?: number }): EcsService {
  const service = serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', 'web:4', { running: tasks }]]);
  const createdAt = new Date(NOW - hoursAgo * HOUR_MS);
  return { ...service, deployments: service.deployments?.map((each) => ({ ...each, createdAt })) ?? [] };
}

/** What is looked at, in turn; what a release shares with tasks that run is not all there. */
function looking(): { readonly looks: string[]; readonly checkRelease: ReleaseCheck } {
  const looks: string[] = [];
  return {
    looks,
    checkRelease: (_, { part } = {}) => {
      looks.push(part?.which ?? 'everything');
      const findings = part?.which === 'shared' ? [error('Secret key does not exist.', 'Create it.')] : [];
      return Promise.resolve({ findings, uncheckedImages: [] });
    },
  };
}

describe('what a release needs is looked at before the request', () => {
  it.each<{
    readonly says: string;
    readonly service: EcsService;
    readonly inputs?: Record<string, string>;
    readonly told?: string;
  }>([
    { says: 'no task of the current one runs', service: running({ tasks: 0 }), told: 'no task of web:4 runs' },
    { says: 'its tasks were started long ago', service: running({ hoursAgo: 25 }) },
    { says: 'it is not known when they were', service: runs('web:4') },
    { says: 'nothing but that is wanted', service: running({}), inputs: { 'dry-run': 'true' } },
  ])('all of it, when $says', async ({ service, inputs = {}, told = '' }) => {
    const { looks, checkRelease } = looking();
    const script = { before: service };
    const { ended, log } = begin({ history: HISTORY, goesTo: 'web:1', script, inputs, checkRelease });
    await ended;
    expect(looks).toEqual(['everything']);
    expect(log.has(told)).toBe(true);
  });

  it('but for what it shares with tasks that run, which is looked at beside the wait', async () => {
    const { looks, checkRelease } = looking();
    const { ended, log } = begin({ history: HISTORY, goesTo: 'web:1', script: { before: running({}) }, checkRelease });
    expect(await ended).toMatchObject({ outcome: 'rolled-back' });
    expect(looks).toEqual(['own', 'shared']);
    expect(log.lines).toContain('warning: No new task of web:1 can start: Secret key does not exist.');
  });

  it('and said to be missing where the way back fails, since that may be why', async () => {
    const [starting = runs('web:1')] = goes('web:1');
    const again = { ...starting, events: [{ id: '1', message: '(service web) has started 1 tasks: (task t2).' }] };
    const tasks = ['t1', 't2'].map((id) => ({ fromFrame: 0, task: crashedTask(id, NEXT, 1) }));
    const script = { before: running({}), updates: [[starting, again]], tasks };
    const { ended } = begin({ history: HISTORY, script, checkRelease: looking().checkRelease });
    expect(await ended).toMatchObject({
      outcome: 'failed',
      hint: 'No new task of web:1 can start: Secret key does not exist.',
    });
  });

  it('and not waited for where the way back succeeds before the answers', async () => {
    const ends: unknown[] = [];
    const checkRelease: ReleaseCheck = (_, { part, signal } = {}) => {
      if (part?.which !== 'shared') return Promise.resolve({ findings: [], uncheckedImages: [] });
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        ends.push('aborted');
        reject(signal.reason as Error);
      });
      return promise;
    };
    const { ended, log } = begin({ history: HISTORY, goesTo: 'web:1', script: { before: running({}) }, checkRelease });
    expect(await ended).toMatchObject({ outcome: 'rolled-back' });
    expect(ends).toEqual(['aborted']);
    expect(log.has('could not be looked at')).toBe(false);
  });

  it('and its refusal stops nothing', async () => {
    const checkRelease: ReleaseCheck = (_, { part } = {}) =>
      part?.which === 'shared'
        ? Promise.reject(new Error('The credentials have expired.'))
        : Promise.resolve({ findings: [], uncheckedImages: [] });
    const { ended, log } = begin({ history: HISTORY, goesTo: 'web:1', script: { before: running({}) }, checkRelease });
    expect(await ended).toMatchObject({ outcome: 'rolled-back' });
    expect(log.has('could not be looked at: The credentials have expired.')).toBe(true);
  });
});
