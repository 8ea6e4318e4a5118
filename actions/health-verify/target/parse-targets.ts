import { readUrl } from '#shared/verify/target-url';
import { displayUrl, type Target, type TargetSettings } from '#shared/verify/target';
import { settingsFor, unusedProblem } from './protocol-settings.ts';
import { SETTING_NAMES } from './setting-names.ts';
import { problemsOf } from './problems.ts';
import { readSettings } from './settings.ts';

/** More than this is a monitoring system's work. */
const MAX_TARGETS = 50;
const ENTRY_NAMES: readonly string[] = ['name', 'url', 'critical', ...SETTING_NAMES];
const EXPECTED = 'a YAML list of URLs, or of entries with url and optional name, critical and own expectations';

type Complain = (problem: string) => void;

export function singleTarget(url: URL, settings: TargetSettings): Target {
  return { ...settingsFor(url, settings), name: displayUrl(url), url, critical: true };
}

/** The targets of the `urls` document; settings that an entry does not give are those of `base`. */
export function parseTargets(document: unknown, base: TargetSettings, complain: Complain): readonly Target[] {
  if (!Array.isArray(document) || document.length === 0) {
    complain(`expected ${EXPECTED}.`);
    return [];
  }
  if (document.length > MAX_TARGETS) complain(`has ${document.length} entries; at most ${MAX_TARGETS} are verified.`);
  const targets = document.flatMap((entry: unknown, index) => parseEntry(entry, base, inEntry(index, complain)) ?? []);
  if (targets.length > 0 && !targets.some(({ critical }) => critical))
    complain('has no critical entry, so nothing could fail; leave critical out of one at least.');
  const twice = targets.find(({ name }, index) => targets.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined)
    complain(`has two entries named ${JSON.stringify(twice.name)}; give each a name of its own.`);
  return targets;
}

function inEntry(index: number, complain: Complain): Complain {
  return (problem) => {
    complain(`entry ${index + 1}: ${problem}`);
  };
}

function parseEntry(entry: unknown, base: TargetSettings, complain: Complain): Target | undefined {
  if (typeof entry === 'string') return parseEntry({ url: entry }, base, complain);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    complain(`expected a URL, or a mapping with url.`);
    return undefined;
  }
  const texts = entryTexts(entry, complain);
  const read = readUrl(texts.get('url') ?? '');
  if ('problem' in read) complain(`url ${read.problem}`);
  const critical = texts.get('critical') ?? 'true';
  if (!['true', 'false'].includes(critical)) complain('critical is neither true nor false.');
  const settings = readSettings(
    {
      text: (name) => texts.get(name),
      problem: (name, problem) => {
        complain(`${name}: ${problem}`);
      },
    },
    base,
  );
  if ('problem' in read) return undefined;
  const { url } = read;
  for (const name of SETTING_NAMES) {
    const unused = (texts.get(name) ?? '') === '' ? undefined : unusedProblem(name, url);
    if (unused !== undefined) complain(`${name}: ${unused}`);
  }
  const target = {
    ...settingsFor(url, settings),
    name: texts.get('name') ?? displayUrl(url),
    url,
    critical: critical !== 'false',
  };
  for (const { setting, problem } of problemsOf(target)) complain(`${setting}: ${problem}`);
  return target;
}

/** The entry's values as the texts that the inputs of the same names would hold. */
function entryTexts(entry: object, complain: Complain): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(entry) as [string, unknown][]) {
    if (!ENTRY_NAMES.includes(name)) {
      complain(`has ${JSON.stringify(name)}, which is none of ${ENTRY_NAMES.join(', ')}.`);
      continue;
    }
    const text = valueText(value);
    if (text === undefined) complain(`${name} is nested too deep.`);
    else texts.set(name, text);
  }
  return texts;
}

function valueText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const lines = Array.isArray(value)
    ? value.map(scalarText)
    : Object.entries(value).map(([name, item]) => {
        const text = scalarText(item);
        return text === undefined ? undefined : `${name}: ${text}`;
      });
  return lines.includes(undefined) ? undefined : lines.join('\n');
}

function scalarText(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
