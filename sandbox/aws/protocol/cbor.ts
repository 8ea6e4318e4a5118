import { decode, encode, Tagged } from 'cborg';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { queryErrorHeader } from './json.ts';
import { wordTimestamps } from './timestamps.ts';
import type { Wire } from './wire.ts';

/** CBOR's tag for seconds since 1970 (RFC 8949, section 3.4.2). */
const EPOCH_TIME = 1;

const contentType = 'application/cbor';
const headers = { 'smithy-protocol': 'rpc-v2-cbor' };

/**
 * Smithy RPC v2 over CBOR, as CloudWatch speaks it.
 * @param timestamps names of the members whose epoch seconds are sent as CBOR times
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function cborWire(timestamps: ReadonlySet<string>): Wire {
  return {
    success: (_operation, output) => ({
      status: 200,
      contentType,
      headers,
      body: encoded(wordTimestamps(output, timestamps, (seconds) => new Tagged(EPOCH_TIME, seconds))),
    }),
    failure: (error) => ({
      status: error.status,
      contentType,
      headers: { ...headers, ...queryErrorHeader(error) },
      body: encoded({ __type: error.code, message: error.message }),
    }),
  };
}

/**
 * Times come as epoch seconds, as in JSON.
 * @throws {AwsError} SerializationException when the body is no CBOR map
 */
export function decodeCbor(body: Uint8Array): JsonObject {
  if (body.length === 0) return {};
  const value = parse(body);
  if (!isObject(value)) throw new AwsError('SerializationException', 'The request body is not a CBOR map.');
  return value;
}

function parse(body: Uint8Array): unknown {
  try {
    return decode(body, { tags: { [EPOCH_TIME]: (content) => content() } });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AwsError('SerializationException', `Unable to parse the request: ${message}`);
  }
}

/** Members without a value are left out. */
function encoded(value: unknown): Uint8Array {
  return encode(value, { ignoreUndefinedProperties: true });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
