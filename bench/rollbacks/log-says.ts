import type { Acted } from './act.ts';

/** Revisions whose images ECR did not tell of, as the log has them. */
export function unsureOf({ log }: Pick<Acted, 'log'>): ReadonlySet<number> {
  return new Set(
    log.flatMap((line) => /^ {2}\S+:(\d+): Not checked, since .*@sha256:/.exec(line)?.[1] ?? []).map(Number),
  );
}

/** Why GitHub told nothing, as the log has it; undefined where it told, or was not asked. */
export function silenceOf({ log }: Acted): string | undefined {
  return log.flatMap((line) => /GitHub's record could not be asked, because (.*)/.exec(line)?.[1] ?? [])[0];
}
