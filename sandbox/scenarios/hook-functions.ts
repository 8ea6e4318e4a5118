import type { LambdaFunctions } from '#sandbox/aws/lambda';

/** What the function of a lifecycle hook says when it is asked. */
export type HookStatus = 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS';

/** Functions by name that always say the same, for the hooks of a scenario. */
export function hookFunctions(answers: ReadonlyMap<string, HookStatus>): LambdaFunctions {
  const answerOf = (arn: string): HookStatus | undefined => answers.get(arn.split(':').at(-1) ?? '');
  return {
    exists: (arn) => answerOf(arn) !== undefined,
    invoke: (arn) => {
      const hookStatus = answerOf(arn);
      if (hookStatus === undefined) return Promise.reject(new Error(`no function ${arn}`));
      return Promise.resolve({ hookStatus });
    },
  };
}
