import { DEFAULT_CONNECTION } from '#shared/http/connection';
import type { TargetSettings } from './target.ts';

/** How a URL is asked of which nothing else is said. */
export const DEFAULT_SETTINGS: TargetSettings = {
  method: 'GET',
  headers: {},
  body: undefined,
  graphql: undefined,
  auth: undefined,
  connection: DEFAULT_CONNECTION,
  expectations: {
    status: [{ low: 200, high: 299 }],
    body: undefined,
    headers: [],
    json: [],
    maxLatencyMs: undefined,
    tlsMinDays: undefined,
  },
  maxP95Ms: undefined,
  expectVersion: undefined,
  versionFrom: undefined,
  failOn: [
    { low: 401, high: 401 },
    { low: 403, high: 403 },
  ],
  maxRedirects: 0,
};
