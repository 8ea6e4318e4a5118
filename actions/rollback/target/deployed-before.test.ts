import { describe, expect, it } from '@jest/globals';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import { begin, run, runs } from '../testing.ts';

/** The service runs web:2, whose deployment began on a day of November 2026. */
function since(day: string) {
  const createdAt = new Date(`2026-11-${day}T10:00:00Z`);
  const service = runs('web:2');
  return { before: { ...service, deployments: service.deployments?.map((each) => ({ ...each, createdAt })) ?? [] } };
}

const inputs = { 'dry-run': 'true' };

describe('the release deployed last', () => {
  it('is none that somebody has deployed since the service was looked at', async () => {
    const history = { 1: { deployed: '01' }, 2: {}, 3: { deployed: '05' } };
    const { result } = await run({ history, current: 'web:2', script: since('03'), inputs });
    expect(result).toMatchObject({ source: 'service-deployments', to: { taskDefinitionArn: revisionArn('web:1') } });
  });

  it('is not found where that is the only other one', async () => {
    const history = { 2: {}, 3: { deployed: '05' } };
    const { ended } = begin({ history, current: 'web:2', script: since('03'), inputs });
    await expect(ended).rejects.toThrow('There is no release of web to go back to');
  });

  it('is the newer one where that was deployed before the current one: somebody pinned an older one', async () => {
    const history = { 1: { deployed: '01' }, 2: {}, 3: { deployed: '05' } };
    const { result } = await run({ history, current: 'web:2', script: since('07'), inputs });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:3'));
  });
});
