import { protocolOf, type Protocol } from '#shared/probe/protocol';
import { DEFAULT_SETTINGS } from '#shared/verify/default-settings';
import type { TargetSettings } from '#shared/verify/target';
import type { SettingName } from './setting-names.ts';

const HTTP_ONLY: readonly SettingName[] = [
  'method',
  'body',
  'graphql',
  'expect-body',
  'expect-json',
  'follow-redirects',
];
const OF_ANSWERS: readonly SettingName[] = [
  ...HTTP_ONLY,
  'headers',
  'basic-auth',
  'bearer-token',
  'aws-sigv4',
  'expect-status',
  'expect-header',
  'expect-version',
  'version-from',
  'fail-on',
];

/** Settings that a protocol has no use for. */
const UNUSED: Readonly<Record<Protocol, readonly SettingName[]>> = {
  http: [],
  tcp: [...OF_ANSWERS, 'server-name', 'ca', 'client-certificate', 'client-key', 'tls-min-days'],
  tls: OF_ANSWERS,
  websocket: HTTP_ONLY,
  grpc: [...HTTP_ONLY, 'aws-sigv4', 'expect-status'],
};

/** What the inputs say where the user says nothing: the defaults of action.yml. */
const UNSAID: Readonly<Partial<Record<SettingName, string>>> = {
  method: 'GET',
  'expect-status': '200-299',
  'fail-on': '401,403',
  'follow-redirects': 'false',
};

const SWITCHING_PROTOCOLS = { low: 101, high: 101 };
const OK = { low: 200, high: 200 };

/** Why a setting means nothing to a URL, as a sentence; undefined when it is used. */
export function unusedProblem(setting: SettingName, url: URL): string | undefined {
  const unused = UNUSED[protocolOf(url) ?? 'http'].includes(setting);
  return unused ? `means nothing to a ${url.protocol}// URL; leave it out.` : undefined;
}

/** Why an input is used by none of the URLs, when somebody set it. */
export function unusedInputProblem(setting: SettingName, text: string, urls: readonly URL[]): string | undefined {
  if (text === '' || text === UNSAID[setting]) return undefined;
  const problems = urls.map((url) => unusedProblem(setting, url));
  return problems.includes(undefined) ? undefined : problems[0];
}

/**
 * The settings as the URL's protocol uses them: those that inputs give for all URLs and it does not know are as if they
 * were not given. A WebSocket is expected to open (101), and gRPC travels on 200.
 */
export function settingsFor(url: URL, settings: TargetSettings): TargetSettings {
  const { expectations } = settings;
  switch (protocolOf(url)) {
    case 'tcp':
    case 'tls': {
      const { maxLatencyMs } = expectations;
      const tlsMinDays = url.protocol === 'tls:' ? expectations.tlsMinDays : undefined;
      return {
        ...DEFAULT_SETTINGS,
        connection: settings.connection,
        maxP95Ms: settings.maxP95Ms,
        expectations: { ...DEFAULT_SETTINGS.expectations, maxLatencyMs, tlsMinDays },
      };
    }
    case 'websocket': {
      const unsaid = JSON.stringify(expectations.status) === JSON.stringify(DEFAULT_SETTINGS.expectations.status);
      return withoutBodies(settings, unsaid ? [SWITCHING_PROTOCOLS] : expectations.status);
    }
    case 'grpc': {
      const auth = settings.auth?.kind === 'sigv4' ? undefined : settings.auth;
      return { ...withoutBodies(settings, [OK]), auth };
    }
    case 'http':
    case undefined:
      return settings;
  }
}

function withoutBodies(settings: TargetSettings, status: TargetSettings['expectations']['status']): TargetSettings {
  const { body, graphql, maxRedirects, method } = DEFAULT_SETTINGS;
  const expectations = { ...settings.expectations, body: undefined, json: [], status };
  return { ...settings, body, graphql, maxRedirects, method, expectations };
}
