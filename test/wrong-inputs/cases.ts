/** Wrong values of one input, and what the one error must say. */
export interface WrongInput {
  readonly value: string;
  readonly says: RegExp;
  /** Other inputs the mistake needs, over the base. */
  readonly and?: Readonly<Record<string, string>>;
}

/** For every input of an action: values that must be refused, or why every text is right. */
export type WrongInputCases = Readonly<Record<string, readonly WrongInput[] | `any text is right: ${string}`>>;
