import { protocolOf, type Protocol } from '#shared/probe/protocol';
import { isSecure } from '#shared/http/address';
import { addressesOf, type ResolveRule } from '#shared/http/resolve';
import type { Target } from '#shared/verify/target';
import type { SettingName } from './setting-names.ts';

export interface TargetProblem {
  readonly setting: SettingName;
  readonly problem: string;
}

const AUTH_SETTINGS = { basic: 'basic-auth', bearer: 'bearer-token', sigv4: 'aws-sigv4' } as const;

/** What only a whole target shows to be wrong: settings that contradict its URL or one another. */
export function problemsOf(target: Target): readonly TargetProblem[] {
  const { auth, expectations, headers, maxRedirects, url } = target;
  const ways = [
    ...(auth === undefined ? [] : [AUTH_SETTINGS[auth.kind]]),
    ...(headers['authorization'] === undefined ? [] : ['an Authorization header']),
    ...(url.username === '' && url.password === '' ? [] : ['credentials in the URL']),
  ];
  const setting = auth === undefined ? 'headers' : AUTH_SETTINGS[auth.kind];
  const problems: TargetProblem[] = [];
  if (ways.length > 1)
    problems.push({ setting, problem: `two ways to authorise a request: ${ways.join(' and ')}; give one of them.` });
  if (expectations.tlsMinDays !== undefined && !isSecure(url) && maxRedirects === 0)
    problems.push({
      setting: 'tls-min-days',
      problem: `needs a URL with a certificate; this one is ${url.protocol}//.`,
    });
  return [...problems, ...protocolProblems(target)];
}

const OWN_HEADERS: Readonly<Partial<Record<Protocol, RegExp>>> = {
  websocket: /^sec-websocket-(?!protocol$)/,
  grpc: /^(?:grpc-|content-type$)/,
};

/** What the protocol of the URL does not let one say. */
function protocolProblems({ headers, url, versionFrom }: Target): readonly TargetProblem[] {
  const protocol = protocolOf(url) ?? 'http';
  const own = OWN_HEADERS[protocol];
  const problems = Object.keys(headers)
    .filter((name) => own?.test(name) === true)
    .map((name) => ({
      setting: 'headers' as const,
      problem: `${name} cannot be set: ${url.protocol}// sets it itself.`,
    }));
  if (protocol === 'http' || versionFrom === undefined || versionFrom.from === 'header') return problems;
  const problem = `expected header:name for a ${url.protocol}// URL, whose answer has no body.`;
  return [...problems, { setting: 'version-from', problem }];
}

/** Rules of `resolve` that change nothing, as a misspelt one would; a redirect may lead to any host. */
export function unusedRules(targets: readonly Target[]): readonly ResolveRule[] {
  if (targets.some(({ maxRedirects }) => maxRedirects > 0)) return [];
  const rules = new Set(targets.flatMap(({ connection }) => connection.resolve));
  return [...rules].filter((rule) => !targets.some(({ url }) => addressesOf(url, [rule]).length > 0));
}
