import { neutralise, neutraliseLine } from '#shared/text/neutralise';
import type { Redactor } from '#shared/text/redact';
import { annotate, debug, group, printLine, type AnnotationLevel, type Location } from './workflow-commands.ts';

/**
 * The only way to the workflow log. Whatever is given is redacted and neutralised on its way, so no caller can forget:
 * a line printed here is never a workflow command and never holds a known secret.
 */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  /** Annotations. GitHub shows ten of a level for each step; the log line stays in any case. */
  notice(message: string, at?: Location): void;
  warning(message: string, at?: Location): void;
  error(message: string, at?: Location): void;
  /** Folds what `body` prints under `title`; closed however `body` ends. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

export function createRunnerLog(redactor: Redactor): Log {
  const clean = (text: string): string => neutralise(redactor.redact(text));
  const annotation =
    (level: AnnotationLevel) =>
    (message: string, at: Location = {}): void => {
      const title = at.title === undefined ? {} : { title: neutraliseLine(redactor.redact(at.title)) };
      annotate(level, clean(message), { ...at, ...title });
    };
  return {
    debug: (message) => {
      debug(clean(message));
    },
    info: (message) => {
      printLine(clean(message));
    },
    notice: annotation('notice'),
    warning: annotation('warning'),
    error: annotation('error'),
    group: (title, body) => group(neutraliseLine(redactor.redact(title)), body),
  };
}
