import { describe, expect, it } from '@jest/globals';
import { readInputs, type InputSource } from '#shared/action/inputs';
import { error, note, type Finding } from '#shared/ecs/preflight/finding';
import type { Subject } from '#shared/ecs/preflight/subject';
import { ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';
import { preflight } from './preflight.ts';
import { planTools } from './testing.ts';

const definitions = {
  'web:1': { definition: { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] } },
};
const service = (state: 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' = 'COMPLETED') =>
  serviceWith([['ecs-svc/1', 'PRIMARY', state, 'web:1']], { desiredCount: 3 });

interface Setting {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly before?: ReturnType<typeof service>;
  readonly findings?: readonly Finding[];
}

async function look({ inputs: given = { image: 'web:2' }, before = service(), findings = [] }: Setting = {}) {
  const env = Object.fromEntries(
    Object.entries({ service: 'web', ...given }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const context = fakeContext({ env });
  const source: InputSource = context;
  const inputs = readInputs(source, parseInputs);
  const plan = await makePlan(new ScriptedEcs({ before, definitions }), inputs, planTools(context));
  const subjects: Subject[] = [];
  const result = await preflight(plan, inputs, {
    ...context,
    look: (subject) => {
      subjects.push(subject);
      return Promise.resolve(findings);
    },
  });
  return { ...result, subjects, log: context.log };
}

describe('preflight', () => {
  it('looks at what is to be deployed, with the number of tasks there will be', async () => {
    const { subjects, obstacle, findings, log } = await look({ inputs: { image: 'web:2', 'desired-count': '5' } });
    expect(subjects).toMatchObject([
      { definition: { containerDefinitions: [{ image: 'web:2' }] }, desiredCount: 5, service: { serviceName: 'web' } },
    ]);
    expect([obstacle, findings]).toEqual([undefined, []]);
    expect(log.has('preflight: nothing found')).toBe(true);
  });

  it('looks at the number of tasks there is, and at the configuration the strategy makes', async () => {
    const { subjects } = await look({ inputs: { image: 'web:2' } });
    expect(subjects).toMatchObject([
      { desiredCount: 3, configuration: { deploymentCircuitBreaker: { enable: true } } },
    ]);
  });

  it('lets a deployment with notes begin', async () => {
    const { obstacle, findings, log } = await look({ findings: [note('It is slow.', 'Be patient.')] });
    expect(obstacle).toBeUndefined();
    expect(findings).toHaveLength(1);
    expect(log.has('preflight: 1 note (')).toBe(true);
    expect(log.has('preflight note: It is slow. Be patient.')).toBe(true);
  });

  it('stands in the way of one with errors', async () => {
    const { obstacle, log } = await look({
      findings: [error('No image.', 'Push it.'), error('No role.', 'Make it.'), note('It is slow.')],
    });
    expect(obstacle).toMatchObject({
      outcome: 'failed',
      reason: 'Preflight found 2 problems, and nothing was changed: (1) No image. (2) No role.',
      taskDefinitionArn: undefined,
      deploymentId: undefined,
    });
    expect(log.has('preflight: 2 errors, 1 note (')).toBe(true);
  });

  it.each<[string, number, Setting]>([
    ['nothing differs', 0, { inputs: { image: 'web:1' } }],
    ['the deployment is under way already', 0, { inputs: { image: 'web:1' }, before: service('IN_PROGRESS') }],
    ['the last one failed and is tried again', 1, { inputs: { image: 'web:1' }, before: service('FAILED') }],
    ['only the number of tasks changes', 1, { inputs: { image: 'web:1', 'desired-count': '9' } }],
    ['in a dry run, though nothing differs', 1, { inputs: { image: 'web:1', 'dry-run': 'true' } }],
  ])('%s: looks %d times', async (_, times, setting) => {
    expect((await look(setting)).subjects).toHaveLength(times);
  });
});
