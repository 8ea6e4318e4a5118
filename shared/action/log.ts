import * as core from '@actions/core';
import { neutralise, neutraliseLine } from '#shared/text/neutralise';
import type { Redactor } from '#shared/text/redact';

/** Where an annotation points. Lines and columns count from 1. */
export interface Location {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
}

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
  const place = (at: Location = {}): core.AnnotationProperties => ({
    ...at,
    ...(at.title === undefined ? {} : { title: neutraliseLine(redactor.redact(at.title)) }),
  });
  return {
    debug: (message) => {
      core.debug(clean(message));
    },
    info: (message) => {
      core.info(clean(message));
    },
    notice: (message, at) => {
      core.notice(clean(message), place(at));
    },
    warning: (message, at) => {
      core.warning(clean(message), place(at));
    },
    error: (message, at) => {
      core.error(clean(message), place(at));
    },
    group: (title, body) => core.group(neutraliseLine(redactor.redact(title)), body),
  };
}
