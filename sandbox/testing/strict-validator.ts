import { createValidator } from '#sandbox/aws/models/validator';
import type { Validator } from '#sandbox/aws/validator';

/** For tests: an answer that is not AWS's fails the call, where the sandbox itself prints it and answers. */
export function strictValidator(): Validator {
  const validator = createValidator();
  return {
    checkInput: (call, input) => {
      validator.checkInput(call, input);
    },
    violations: (call, output) => {
      const found = validator.violations(call, output);
      if (found.length > 0) throw new Error(`the answer of ${call.operation} is not AWS's: ${found.join('; ')}`);
      return found;
    },
  };
}
