import { get } from 'node:http';
import type { CheckOutcome } from './health.ts';
import type { HealthCheckSettings } from './messages.ts';

export interface HealthCheck {
  readonly hostPort: number;
  readonly settings: Pick<HealthCheckSettings, 'path' | 'matcher'>;
  /** Milliseconds of the wall clock for the whole check. */
  readonly timeoutMs: number;
}

/** Sends one health check over a connection of its own. Never rejects: every failure is an outcome. */
export function checkHealth({ hostPort, settings, timeoutMs }: HealthCheck): Promise<CheckOutcome> {
  const { promise, resolve } = Promise.withResolvers<CheckOutcome>();
  const request = get({
    host: '127.0.0.1',
    port: hostPort,
    path: settings.path,
    agent: false,
    headers: { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
  });
  const timer = setTimeout(() => {
    resolve({ kind: 'timeout' });
    request.destroy();
  }, timeoutMs);
  request.on('error', () => {
    resolve({ kind: 'error' });
  });
  request.on('response', (response) => {
    const status = response.statusCode ?? 0;
    const passed = settings.matcher.some(({ from, to }) => from <= status && status <= to);
    resolve(passed ? { kind: 'passed' } : { kind: 'mismatch', status });
    response.destroy();
  });
  request.on('close', () => {
    clearTimeout(timer);
  });
  return promise;
}
