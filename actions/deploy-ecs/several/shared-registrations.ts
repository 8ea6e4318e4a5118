import { errorMessage } from '#shared/action/errors';
import type { ActionContext } from '#shared/action/context';
import { withRetry } from '#shared/aws/retry';
import type { EcsApi, TaskDefinitionInput } from '#shared/ecs/api';
import { sameTaskDefinition } from '#shared/ecs/task-definition/canonical';

type Registered = ReturnType<EcsApi['registerTaskDefinition']>;

/**
 * The same calls, with one revision for all services whose definitions mean the same. Different ones are registered one
 * after another: an account may register one a second, so side by side they would only use up each other's patience.
 */
export function sharingRegistrations(
  api: EcsApi,
  tools: Pick<ActionContext, 'clock' | 'random' | 'signal' | 'log'>,
): EcsApi {
  let known: readonly { readonly input: TaskDefinitionInput; readonly registered: Registered }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const register = (input: TaskDefinitionInput): Registered =>
    withRetry(() => api.registerTaskDefinition(input), {
      ...tools,
      onRetry: (error) => {
        tools.log.info(`Registering ${input.family ?? ''} again: ${errorMessage(error)}`);
      },
    });

  return {
    ...api,
    registerTaskDefinition: (input) => {
      const same = known.find((other) => meansTheSame(other.input, input));
      if (same !== undefined) return same.registered;
      const registered = last.then(() => register(input));
      last = registered.catch(() => undefined);
      known = [...known, { input, registered }];
      // Whoever asks again after a failure must get another try.
      registered.catch(() => {
        known = known.filter((other) => other.registered !== registered);
      });
      return registered;
    },
  };
}

/** Either may leave out tags that the other has, so it is asked both ways. */
function meansTheSame(a: TaskDefinitionInput, b: TaskDefinitionInput): boolean {
  return a.family === b.family && sameTaskDefinition(a, b) && sameTaskDefinition(b, a);
}
