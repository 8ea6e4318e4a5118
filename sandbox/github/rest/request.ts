import type { IncomingMessage } from 'node:http';
import { readBody } from '#sandbox/aws/protocol/http';
import { isObject, type RequestBody } from './body.ts';
import { GithubError } from './error.ts';
import type { Json } from './model.ts';

const BODY_LIMIT = 10 * 1024 * 1024;

/**
 * GitHub takes JSON whatever content type is named.
 * @throws GithubError 400 for what is no JSON object, 413 for more than 10 MiB
 */
export async function readJson(request: IncomingMessage): Promise<RequestBody> {
  const { bytes, complete } = await readBody(request, BODY_LIMIT);
  const text = bytes.toString('utf8');
  if (!complete) throw new GithubError(413, 'Payload too large');
  if (text.trim() === '') return {};
  let value: Json;
  try {
    // JSON.parse gives JSON.
    value = JSON.parse(text) as Json;
  } catch {
    throw new GithubError(400, 'Problems parsing JSON');
  }
  if (!isObject(value)) throw new GithubError(400, 'Body should be a JSON object');
  return value;
}

/** Versions of the API that can be asked for by name. */
const VERSIONS = ['2022-11-28', '2026-03-10'];
const DEFAULT_VERSION = '2022-11-28';

/** @throws GithubError 400 for a version there is not */
export function apiVersion(request: IncomingMessage): string {
  const asked = request.headers['x-github-api-version'];
  const version = typeof asked === 'string' ? asked : DEFAULT_VERSION;
  if (!VERSIONS.includes(version)) throw new GithubError(400, `${version} is not a supported version.`);
  return version;
}
