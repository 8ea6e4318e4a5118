import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import type { Wire } from './wire.ts';

/** AWS JSON 1.1, as ECS, ECR and CloudWatch Logs speak it. */
export const jsonWire = jsonWireOf('application/x-amz-json-1.1');

const json10 = jsonWireOf('application/x-amz-json-1.0');

/** AWS JSON 1.0, of services that spoke Query before: a header tells clients of then the code they know. */
export const json10Wire: Wire = {
  ...json10,
  failure: (error, requestId) => ({ ...json10.failure(error, requestId), headers: queryErrorHeader(error) }),
};

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function queryErrorHeader(error: AwsError): Readonly<Record<string, string>> {
  return { 'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}` };
}

function jsonWireOf(contentType: string): Wire {
  return {
    success: (_operation, output) => ({ status: 200, contentType, body: JSON.stringify(output) }),
    failure: (error) => ({
      status: error.status,
      contentType,
      body: JSON.stringify({ __type: error.code, message: error.message }),
    }),
  };
}

/** @throws {AwsError} SerializationException when the body is no JSON object */
export function decodeJson(body: string): JsonObject {
  if (body.trim() === '') return {};
  const value = parse(body);
  if (!isObject(value))
    throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
  return value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new AwsError('SerializationException', `Unable to parse the request: ${error.message}`);
    throw error;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
