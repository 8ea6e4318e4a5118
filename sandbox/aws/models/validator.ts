import type { JsonObject } from '../service.ts';
import type { ModelledCall, Validator } from '../validator.ts';
import { inputProblems } from './check-input.ts';
import { outputViolations } from './check-output.ts';
import { isExtension } from './extensions.ts';
import { loadModel, operationModel } from './model.ts';
import { refusesItself } from './own-words.ts';
import type { Problem } from './problem.ts';
import { jsonReader, queryReader } from './readers.ts';
import { refusal } from './refusal.ts';

export interface ValidatorOptions {
  /** What to do with a member that the model does not know: AWS ignores it, which hides misspellings. Default `refuse`. */
  readonly unknownMembers?: 'refuse' | 'ignore';
}

/** Holds calls against the services' models in this folder. */
export function createValidator({ unknownMembers = 'refuse' }: ValidatorOptions = {}): Validator {
  const heeded = (call: ModelledCall, problem: Problem): boolean => {
    if (problem.kind === 'unknown') return unknownMembers === 'refuse';
    if (problem.kind === 'missing') return !refusesItself(call.service, call.operation, problem.path);
    return !isExtension(call, problem);
  };
  return {
    checkInput: (call, input) => {
      const problems = problemsOf(call, input).filter((problem) => heeded(call, problem));
      const error = refusal(call, problems);
      if (error) throw error;
    },
    violations: (call, output) => {
      const model = loadModel(call.service);
      const shape = operationModel(model, call.operation).output;
      if (shape === undefined) return Object.keys(output).map((name) => `${name} is not in the model`);
      // Services of several protocols answer in seconds, and the protocol words them; those of Query alone in ISO 8601.
      const timestamps = model.protocols.every((protocol) => protocol === 'query') ? 'iso' : 'seconds';
      return outputViolations({ model, timestamps }, shape, output);
    },
  };
}

function problemsOf(call: ModelledCall, input: JsonObject): readonly Problem[] {
  const model = loadModel(call.service);
  const shape = operationModel(model, call.operation).input;
  if (shape !== undefined)
    return inputProblems({ model, reader: call.kind === 'json' ? jsonReader : queryReader }, shape, input);
  return Object.keys(input).map((path) => ({ kind: 'unknown', path, nearest: undefined }));
}
