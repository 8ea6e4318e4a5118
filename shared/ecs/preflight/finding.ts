/** Something the checks before a deployment found. */
export interface Finding {
  /** `error`: the deployment would fail, so nothing is written. `note`: worth knowing, and no reason to stop. */
  readonly severity: 'error' | 'note';
  /** One sentence. */
  readonly problem: string;
  /** What to do about it, in one sentence. */
  readonly fix?: string;
}

/** Something that could not be looked at. Several for one reason become one note. */
export interface Unchecked {
  readonly severity: 'unchecked';
  readonly what: string;
  /** Completes "Not checked, since …". */
  readonly reason: string;
}

export type Outcome = Finding | Unchecked;

export function error(problem: string, fix: string): Finding {
  return { severity: 'error', problem, fix };
}

export function note(problem: string, fix?: string): Finding {
  return { severity: 'note', problem, ...(fix === undefined ? {} : { fix }) };
}

export function unchecked(what: string, reason: string): Unchecked {
  return { severity: 'unchecked', what, reason };
}

/** Errors first, then notes, each once (both target groups of a pair are alike), then one note for each reason something was not checked. */
export function toFindings(outcomes: readonly Outcome[]): readonly Finding[] {
  const found = outcomes.filter((outcome) => outcome.severity !== 'unchecked');
  const findings = [...new Map(found.map((finding) => [finding.problem, finding])).values()];
  const skipped = outcomes.filter((outcome) => outcome.severity === 'unchecked');
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  return [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'note'),
    ...[...byReason].map(([reason, group]) =>
      note(`Not checked, since ${reason}: ${[...new Set(group.map(({ what }) => what))].join(', ')}.`),
    ),
  ];
}
