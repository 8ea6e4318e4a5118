import { errorMessage } from '#shared/action/errors';
import { InputReader, readInputs, type InputSource } from '#shared/action/inputs';
import { readAwsSettings, type AwsSettings } from '#shared/aws/settings';
import { isNameOrArn } from '#shared/ecs/names';
import { formatDuration } from '#shared/text/duration';
import { parseYaml } from '#shared/text/yaml';
import { ANSWERS_FOR_P95 } from '#shared/verify/streak-latencies';
import type { Rules, VerifySettings } from '#shared/verify/settings';
import { DEFAULT_SETTINGS } from '#shared/verify/default-settings';
import type { Target, TargetSettings } from '#shared/verify/target';
import { readUrl } from '#shared/verify/target-url';
import { readServiceCheck, type ServiceCheck } from './service/inputs.ts';
import { serviceTarget } from './service/target.ts';
import { readGithubRecord, type GithubRecordInputs } from './record/inputs.ts';
import { unusedInputProblem } from './target/protocol-settings.ts';
import { SETTING_NAMES, type SettingName } from './target/setting-names.ts';
import { problemsOf, unusedRules } from './target/problems.ts';
import { readSettings } from './target/settings.ts';
import { parseTargets, singleTarget } from './target/parse-targets.ts';
import { readWatch, type WatchSettings } from './watch/settings.ts';

// As ECS names the cluster of who names none; the other actions have it in action.yml.
const DEFAULT_CLUSTER = 'default';

export interface EcsService {
  readonly cluster: string;
  readonly service: string;
}

export interface HealthVerifyInputs extends VerifySettings {
  /** What must run in the service among the targets. Undefined: there is none. */
  readonly serviceCheck: ServiceCheck | undefined;
  /** Then versions are compared for a while, and `rules` do not apply. */
  readonly watch: WatchSettings | undefined;
  /** Its running release is marked proven when the verification passes, failed when it does not. */
  readonly provenService: EcsService | undefined;
  /** Undefined: no GitHub deployment is kept. */
  readonly github: GithubRecordInputs | undefined;
  readonly aws: AwsSettings;
}

/** The value of `urls`, or why its text is no YAML. */
export type UrlsDocument = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads the inputs. The YAML of `urls` is parsed first, because its parser is loaded only when it is needed.
 * @throws {InputError} with every problem
 */
export async function readHealthVerifyInputs(source: InputSource): Promise<HealthVerifyInputs> {
  const urls = await parseUrlsDocument(new InputReader(source).block('urls') ?? '[]');
  return readInputs(source, (read) => parseInputs(read, urls));
}

async function parseUrlsDocument(text: string): Promise<UrlsDocument> {
  try {
    return { value: await parseYaml(text) };
  } catch (error) {
    // What follows the first line quotes the text, which may hold secrets.
    return { problem: errorMessage(error).split('\n')[0] ?? '' };
  }
}

export function parseInputs(read: InputReader, urls: UrlsDocument = { value: [] }): HealthVerifyInputs {
  const settings = readSettings(
    {
      text: (name) => (isSecret(name, read.optional(name)) ? read.secret(name) : read.optional(name)),
      problem: (name, problem) => {
        read.problem(name, problem);
      },
    },
    DEFAULT_SETTINGS,
  );
  const service = readService(read);
  const hasUrls = read.optional('url') !== undefined || read.block('urls') !== undefined;
  const check = readServiceCheck(read, { service, hasUrls });
  const ofUrls = hasUrls || check === undefined ? readTargets(read, settings, urls) : [];
  checkVersionSource(read, ofUrls);
  if (hasUrls) checkUsed(read, ofUrls);
  for (const { host, address } of unusedRules(ofUrls))
    read.problem('resolve', `has a line for ${host} (${address}), but no URL leads there; check its host and port.`);
  const targets = check === undefined ? ofUrls : [...ofUrls, serviceTarget(check)];
  const requestTimeoutMs = read.duration('request-timeout', '5s', { min: 100, max: 300_000 });
  return {
    targets,
    rules: readRules(read, targets),
    requestTimeoutMs,
    serviceCheck: check,
    watch: readWatch(read, { targets: ofUrls, requestTimeoutMs }),
    provenService: service,
    github: readGithubRecord(read),
    aws: readAwsSettings(read),
  };
}

function readTargets(read: InputReader, settings: TargetSettings, urls: UrlsDocument): readonly Target[] {
  const url = read.optional('url');
  const list = read.block('urls');
  if (url !== undefined && list !== undefined) read.problem('url', 'was given together with urls; give one of them.');
  if (url === undefined && list === undefined)
    read.problem(
      'url',
      'is required and was empty; give the URL to verify, or several in urls, or expect-image with cluster and service.',
    );
  if (list !== undefined) {
    if ('value' in urls) return parseTargets(urls.value, settings, (problem) => read.problem('urls', problem));
    read.problem('urls', `is not valid YAML: ${urls.problem}.`);
    return [];
  }
  if (url === undefined) return [];
  const parsed = readUrl(url);
  if ('problem' in parsed) {
    read.problem('url', parsed.problem);
    return [];
  }
  const target = singleTarget(parsed.url, settings);
  for (const { setting, problem } of problemsOf(target)) read.problem(setting, problem);
  return [target];
}

/** A key may be given as a path, which is no secret. */
function isSecret(name: SettingName, text = ''): boolean {
  return name === 'basic-auth' || name === 'bearer-token' || (name === 'client-key' && text.includes('-----BEGIN '));
}

/** An expectation that no URL has a use for would prove nothing. */
function checkUsed(read: InputReader, targets: readonly Target[]): void {
  if (targets.length === 0) return;
  const urls = targets.map(({ url }) => url);
  for (const name of SETTING_NAMES) {
    const problem = unusedInputProblem(name, read.optional(name) ?? '', urls);
    if (problem !== undefined) read.problem(name, problem);
  }
}

/** A version that nobody looks for would prove nothing. */
function checkVersionSource(read: InputReader, targets: readonly Target[]): void {
  const expecting = targets.filter(({ critical, expectVersion }) => critical && expectVersion !== undefined);
  if (expecting.length > 0 && !expecting.some(({ versionFrom }) => versionFrom !== undefined))
    read.problem(
      'version-from',
      'is required with expect-version: say where the answer names its version, json:$.path, header:name, meta:name or body:/regex/.',
    );
}

function readRules(read: InputReader, targets: readonly Target[]): Rules {
  const initialDelayMs = read.duration('initial-delay', '0s', { max: 21_600_000 });
  const threshold = read.integer('success-threshold', { min: 1, max: 100 }) ?? 3;
  const forP95 = targets.some(({ critical, maxP95Ms }) => critical && maxP95Ms !== undefined) ? ANSWERS_FOR_P95 : 1;
  const successThreshold = Math.max(threshold, forP95);
  const stableForMs = read.duration('stable-for', '0s', { max: 21_600_000 });
  const timeoutMs = read.duration('timeout', '5m', { min: 1_000, max: 21_600_000 });
  const intervalMs = read.duration('interval', '2s', { min: 100, max: 300_000 });
  const maxIntervalMs = Math.max(intervalMs, read.duration('max-interval', '20s', { min: 100, max: 300_000 }));
  const needed = initialDelayMs + (successThreshold - 1) * intervalMs + stableForMs;
  if (needed > timeoutMs)
    read.problem(
      'timeout',
      `is too short: ${initialDelayMs === 0 ? '' : `initial-delay ${formatDuration(initialDelayMs)}, `}` +
        `success-threshold ${successThreshold}${threshold < forP95 ? ' (for max-p95)' : ''}, interval ${formatDuration(intervalMs)} and stable-for ` +
        `${formatDuration(stableForMs)} take at least ${formatDuration(needed)}, the timeout is ${formatDuration(timeoutMs)}.`,
    );
  return { initialDelayMs, successThreshold, stableForMs, timeoutMs, intervalMs, maxIntervalMs };
}

function readService(read: InputReader): EcsService | undefined {
  const name = (kind: 'cluster' | 'service'): string | undefined =>
    read.parsed(kind, `the name or ARN of a ${kind}`, (text) => (isNameOrArn(text, kind) ? text : undefined));
  const cluster = name('cluster');
  const service = name('service');
  if (cluster !== undefined && read.optional('service') === undefined)
    read.problem('service', 'is required with cluster: it is the release of a service that is marked proven.');
  return service === undefined ? undefined : { cluster: cluster ?? DEFAULT_CLUSTER, service };
}
