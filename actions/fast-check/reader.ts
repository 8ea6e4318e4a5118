import { stripVTControlCharacters } from 'node:util';
import type { Format } from './checks.ts';
import { parseEslintJson } from './eslint-json.ts';
import { describeFinding, type Finding } from './finding.ts';
import { githubParser, prettierParser, stylishParser, tscParser, unixParser, type LineParser } from './line-parsers.ts';
import type { OutputCollector } from './output.ts';

type Stream = 'stdout' | 'stderr';

/** Reads what one process prints: keeps it for people, and finds what can be shown at its place. */
export interface OutputReader {
  add(line: string, stream: Stream): void;
  /** To be called once, when the process has ended. */
  findings(): readonly Finding[];
}

/** More than a thousand findings help nobody; a document above 16 MiB is not read. */
const MAX_FINDINGS = 1_000;
const MAX_DOCUMENT_LENGTH = 16 * 1024 * 1024;
/** Longer lines are data, and expressions over them take time. */
const MAX_LINE_LENGTH = 4_096;

const LINE_PARSERS: Readonly<Record<Exclude<Format, 'eslint-json'>, () => readonly LineParser[]>> = {
  unix: () => [unixParser()],
  tsc: () => [tscParser()],
  'eslint-stylish': () => [stylishParser()],
  prettier: () => [prettierParser()],
  github: () => [githubParser()],
  none: () => [],
  auto: () => [stylishParser(), githubParser(), tscParser(), unixParser(), prettierParser()],
};

export function createReader(format: Format, collector: OutputCollector): OutputReader {
  return format === 'eslint-json' ? documentReader(collector) : lineReader(LINE_PARSERS[format](), collector);
}

function lineReader(parsers: readonly LineParser[], collector: OutputCollector): OutputReader {
  const findings: Finding[] = [];
  return {
    add: (line) => {
      collector.add(line);
      if (line.length > MAX_LINE_LENGTH || findings.length >= MAX_FINDINGS) return;
      const text = stripVTControlCharacters(line);
      // Every parser sees every line: one of them remembers the file that an earlier line named.
      const found = parsers.map((parse) => parse(text)).find((finding) => finding !== undefined);
      if (found !== undefined) findings.push(found);
    },
    findings: () => findings,
  };
}

/** A document on standard output is for programs: people are shown what it says. */
function documentReader(collector: OutputCollector): OutputReader {
  let lines: string[] = [];
  let length = 0;
  return {
    add: (line, stream) => {
      if (stream === 'stderr') {
        collector.add(line);
        return;
      }
      length += line.length;
      if (length > MAX_DOCUMENT_LENGTH) lines = [];
      else lines.push(line);
    },
    findings: () => {
      const findings = length > MAX_DOCUMENT_LENGTH ? undefined : parseEslintJson(lines);
      if (findings === undefined && length > 0) {
        for (const line of lines) collector.add(line);
        const what = length > MAX_DOCUMENT_LENGTH ? 'is larger than 16 MiB' : 'is not the JSON of eslint';
        collector.add(`The output ${what}, so nothing was read from it.`);
      }
      for (const finding of findings ?? []) collector.add(describeFinding(finding));
      return (findings ?? []).slice(0, MAX_FINDINGS);
    },
  };
}
