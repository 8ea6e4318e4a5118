/** An environment as people name it, and as its tag has it: AWS takes no brackets. */
export interface Environment {
  readonly name: string;
  readonly tag: string;
}

export const ENVIRONMENTS: readonly Environment[] = [
  { name: 'production', tag: 'production' },
  { name: 'staging', tag: 'staging' },
  { name: 'live (eu)', tag: 'live -eu-' },
];
