import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Format } from './checks.ts';
import type { Finding } from './finding.ts';

/** A path as a tool printed it → from the root of the workspace with `/`; undefined when no file is there. */
export type Locate = (path: string) => string | undefined;

export function createLocator(folders: {
  readonly workspace: string;
  readonly directory: string;
  readonly isFile?: (path: string) => boolean;
}): Locate {
  const { workspace, directory, isFile = isFileOnDisk } = folders;
  return (path) => {
    const file = resolve(directory, path);
    const inside = relative(workspace, file);
    if (inside.startsWith('..') || isAbsolute(inside) || !isFile(file)) return undefined;
    return inside.split(sep).join('/');
  };
}

/**
 * Gives findings the place GitHub knows. Where the form of an output was guessed, a finding in a file that does not
 * exist was no finding; where the user named the form, the message stays and only its place is lost.
 */
export function placeFindings(findings: readonly Finding[], format: Format, locate: Locate): readonly Finding[] {
  return findings.flatMap((finding) => {
    if (finding.file === undefined) return [finding];
    const file = locate(finding.file);
    if (file !== undefined) return [{ ...finding, file }];
    if (format === 'auto' || format === 'prettier') return [];
    const { level, message, rule } = finding;
    return [{ level, message: `${finding.file}: ${message}`, ...(rule === undefined ? {} : { rule }) }];
  });
}

function isFileOnDisk(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // any text may look like a path: one too long for a file name, or with a zero byte in it
  }
}
