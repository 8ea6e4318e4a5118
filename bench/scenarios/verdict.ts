import type { Case } from './cases.ts';
import type { Performance } from './perform.ts';

const passes: ReadonlySet<Case['outcome']> = new Set(['deployed', 'unchanged', 'paused']);

/** What deploy-ecs got wrong in a case, a line each; none when all is right. */
export function mistakes({ says, asTold, or, ...one }: Case, run: Performance): readonly string[] {
  // Before there is a plan there is no task definition to tell of.
  const refused = run.outputs['outcome'] === 'failed' && run.outputs['task-definition-arn'] === undefined;
  const found = refused ? 'refused' : (run.outputs['outcome'] ?? 'none');
  const outcome = found === or ? or : one.outcome;
  const [error = ''] = run.errors;
  const passed = passes.has(outcome);
  return [
    ...(found === outcome ? [] : [`outcome ${found} instead of ${outcome}: ${run.outputs['reason'] ?? error}`]),
    ...(run.exitCode === (passed ? 0 : 1) ? [] : [`exit code ${String(run.exitCode)} for ${outcome}`]),
    ...(run.errors.length === (passed ? 0 : 1) ? [] : [`${run.errors.length} errors: ${run.errors.join('; ')}`]),
    ...(passed || says?.test(error) === true ? [] : [`the cause, ${String(says)}, is not told: ${error}`]),
    ...(run.outputs['reason'] === error || passed ? [] : ['output reason is not the error']),
    ...(run.summary.includes(`deploy-ecs: ${found === 'refused' ? 'failed' : found}`) || found === 'refused'
      ? []
      : ['the summary does not name the outcome']),
    ...(asTold ? run.differences.map((difference) => `ECS did otherwise than told: ${difference}`) : []),
    ...serving(outcome, run),
  ];
}

/** What is said to run has to run. */
function serving(outcome: Case['outcome'], { ending, outputs }: Performance): readonly string[] {
  if (outcome !== 'rolled-back') return [];
  return [
    ...(ending?.serves.join() === 'A' ? [] : [`rolled back, but ${ending?.serves.join(' and ') ?? 'nothing'} serves`]),
    ...(/:1$/.test(outputs['rolled-back-to'] ?? '')
      ? []
      : [`rolled-back-to is ${outputs['rolled-back-to'] ?? 'empty'}`]),
  ];
}
