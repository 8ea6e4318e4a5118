/** What is wrong with one member of a request. Paths are as AWS writes them: `containerDefinitions.1.member.name`. */
export type Problem = IllTyped | Unsatisfied | Missing | Unknown;

/** The service's parser cannot read it. */
export interface IllTyped {
  readonly kind: 'ill-typed';
  readonly path: string;
  readonly message: string;
}

/** Read, but against the model: an enum, a length, a range or a pattern. */
export interface Unsatisfied {
  readonly kind: 'unsatisfied';
  readonly path: string;
  /** As AWS shows it; undefined for a secret. */
  readonly value: string | undefined;
  readonly constraint: string;
}

export interface Missing {
  readonly kind: 'missing';
  readonly path: string;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly path: string;
  /** The member of the model it resembles most. */
  readonly nearest: string | undefined;
}
