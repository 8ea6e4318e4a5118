import type { FinalizeHandler, FinalizeHandlerArguments, MiddlewareStack } from '@smithy/types';
import { isUnanswered } from './faults.ts';

/** Hides an error from the SDK's retry, which looks into names, codes, statuses and causes. */
class LostAnswer extends Error {
  readonly #error: unknown;

  constructor(error: unknown) {
    super('no answer');
    this.#error = error;
  }

  get error(): unknown {
    return this.#error;
  }
}

/**
 * Sends a command that must not be repeated blindly: when its answer is lost, the request may have been carried out, and
 * the caller has to look before it sends again. What AWS refused (throttling, a wrong clock) is tried again by the SDK as
 * ever.
 * @throws what the SDK throws
 */
export async function sendOnce<Input extends object, Output extends object, Answer>(
  command: { readonly middlewareStack: MiddlewareStack<Input, Output> },
  send: () => Promise<Answer>,
): Promise<Answer> {
  command.middlewareStack.addRelativeTo(
    (next: FinalizeHandler<Input, Output>) => async (args: FinalizeHandlerArguments<Input>) => {
      try {
        return await next(args);
      } catch (error) {
        throw isUnanswered(error) ? new LostAnswer(error) : error;
      }
    },
    // Inside the SDK's retry, around everything else of one attempt.
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'sendOnce' },
  );
  try {
    return await send();
  } catch (error) {
    throw error instanceof LostAnswer ? error.error : error;
  }
}
