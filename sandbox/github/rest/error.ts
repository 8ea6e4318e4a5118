import type { Json } from './model.ts';

/** A refusal in GitHub's words. The server adds the documentation's address and the status, as GitHub does. */
export class GithubError extends Error {
  readonly status: number;
  readonly errors: readonly Json[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { readonly errors?: readonly Json[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

export function notFound(): GithubError {
  return new GithubError(404, 'Not Found');
}

/** What a request's body does not allow: GitHub answers with a sentence of its schema validator. */
export function invalidRequest(sentence: string): GithubError {
  return new GithubError(422, `Invalid request.\n\n${sentence}`);
}

export interface FieldProblem {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly message?: string;
}

/** What a resource's own rules do not allow. */
export function validationFailed(...problems: readonly FieldProblem[]): GithubError {
  return new GithubError(422, 'Validation Failed', { errors: problems.map((problem) => ({ ...problem })) });
}
