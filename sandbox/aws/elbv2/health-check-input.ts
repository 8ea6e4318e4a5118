import type { StatusRange } from '#sandbox/loadbalancer/messages';
import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import { unsupported } from './refusals.ts';
import type { HealthCheckRecord, Matcher } from './state.ts';

/** AWS's defaults for an HTTP target group. */
export const defaultHealthCheck: HealthCheckRecord = {
  path: '/',
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: { httpCode: '200', ranges: [{ from: 200, to: 200 }] },
};

/**
 * The health check members of CreateTargetGroup and ModifyTargetGroup over what they change.
 * @throws {AwsError} ValidationError outside AWS's bounds, InvalidConfigurationRequest for what the sandbox cannot do
 */
export function readHealthCheck(input: Members, base: HealthCheckRecord): HealthCheckRecord {
  refuseUnsupported(input);
  const httpCode = input.record('Matcher')?.text('HttpCode');
  const settings: HealthCheckRecord = {
    path: readPath(input) ?? base.path,
    intervalSeconds: input.integer('HealthCheckIntervalSeconds', { min: 5, max: 300 }) ?? base.intervalSeconds,
    timeoutSeconds: input.integer('HealthCheckTimeoutSeconds', { min: 2, max: 120 }) ?? base.timeoutSeconds,
    healthyThreshold: input.integer('HealthyThresholdCount', { min: 2, max: 10 }) ?? base.healthyThreshold,
    unhealthyThreshold: input.integer('UnhealthyThresholdCount', { min: 2, max: 10 }) ?? base.unhealthyThreshold,
    matcher: httpCode === undefined ? base.matcher : parseMatcher(httpCode),
  };
  if (settings.timeoutSeconds >= settings.intervalSeconds) {
    throw new AwsError('ValidationError', 'Health check interval must be greater than the timeout.');
  }
  return settings;
}

/**
 * `200`, `200,302` or `200-299`, within 200 to 499.
 * @throws {AwsError} ValidationError
 */
export function parseMatcher(httpCode: string): Matcher {
  const ranges = httpCode.split(',').map((part): StatusRange => {
    const [, from, to] = /^(\d{3})(?:-(\d{3}))?$/.exec(part.trim()) ?? [];
    const range = { from: Number(from), to: Number(to ?? from) };
    if (from === undefined || range.from < 200 || range.to > 499 || range.from > range.to) {
      throw new AwsError('ValidationError', `Health check matcher HTTP code '${httpCode}' must be within '200-499'`);
    }
    return range;
  });
  return { httpCode, ranges };
}

function readPath(input: Members): string | undefined {
  const path = input.text('HealthCheckPath');
  if (path === undefined || /^\/[!-~]{0,1023}$/.test(path)) return path;
  throw new AwsError(
    'ValidationError',
    `Health check path '${path}' must begin with a '/' and hold printable characters only`,
  );
}

function refuseUnsupported(input: Members): void {
  const protocol = input.text('HealthCheckProtocol') ?? 'HTTP';
  const port = input.text('HealthCheckPort') ?? 'traffic-port';
  if (protocol !== 'HTTP') throw unsupported(`HealthCheckProtocol '${protocol}'`);
  if (port !== 'traffic-port') throw unsupported(`HealthCheckPort '${port}'`);
  if (input.flag('HealthCheckEnabled') === false) throw unsupported('HealthCheckEnabled false');
}
