import type { Log } from '#shared/action/log';
import { formatDuration } from '#shared/text/duration';
import type { VerifySettings } from './settings.ts';
import { displayUrl, requestWords } from './target.ts';

/** Says what will be verified, and by which rules. */
export function announce(log: Pick<Log, 'info'>, { targets, rules, requestTimeoutMs }: VerifySettings): void {
  for (const target of targets) {
    const { critical, expectVersion, name, url, versionFrom } = target;
    const version = expectVersion === undefined || versionFrom === undefined ? '' : `, version ${expectVersion}`;
    const shown = displayUrl(url);
    const remark = `${name === shown ? '' : `, named ${name}`}${critical ? '' : ', not critical'}`;
    log.info(`Verifying ${requestWords(target)}${version}${remark}`);
  }
  if (rules.initialDelayMs > 0) log.info(`first probe after ${formatDuration(rules.initialDelayMs)}`);
  const stable = rules.stableForMs === 0 ? '' : `, then stable for ${formatDuration(rules.stableForMs)}`;
  log.info(
    `success: ${rules.successThreshold} in a row${stable}; time limit: ${formatDuration(rules.timeoutMs)}, ` +
      `${formatDuration(requestTimeoutMs)} for a request`,
  );
}
