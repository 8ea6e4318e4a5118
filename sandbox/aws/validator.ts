import type { JsonObject } from './service.ts';

/** Holds requests and answers against the services' own models; implemented by sandbox/aws/models. */
export interface Validator {
  /** @throws {AwsError} as the service itself refuses an unknown or ill-typed member, a missing one, a wrong enum */
  checkInput(call: ModelledCall, input: JsonObject): void;
  /** What in the answer the service's model does not allow, one line each: a defect of the sandbox. */
  violations(call: ModelledCall, output: JsonObject): readonly string[];
}

export interface ModelledCall {
  /** {@link AwsService.name}. */
  readonly service: string;
  readonly operation: string;
  /** Whether values came with their types, or as the text of a form. */
  readonly kind: 'json' | 'query';
}
