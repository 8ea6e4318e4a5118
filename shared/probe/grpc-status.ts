import type { Condition } from '#shared/http/probe-result';

/** Names of the codes of grpc-status, by number. */
const CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

type Headers = Readonly<Record<string, string>>;

/** The code's name; undefined when there is no grpc-status, or none that is a number. */
export function grpcCodeOf(headers: Headers): string | undefined {
  const text = headers['grpc-status']?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? (CODES[Number(text)] ?? `code ${text}`) : undefined;
}

/** What a Check that did not end with OK says about the service. `service` is empty for the server as a whole. */
export function conditionOfCode(code: string, { headers, service }: { headers: Headers; service: string }): Condition {
  switch (code) {
    case 'UNIMPLEMENTED':
      return { word: code, health: 'hopeless', reason: 'the server has no health service (grpc.health.v1.Health)' };
    case 'UNAUTHENTICATED':
    case 'PERMISSION_DENIED':
      return { word: code, health: 'hopeless', reason: `the server refuses to tell${messageOf(headers)}` };
    case 'NOT_FOUND':
      return { word: code, health: 'unhealthy', reason: `the server knows no service "${service}"` };
    default:
      return { word: code, health: 'unhealthy', reason: `expected SERVING${messageOf(headers)}` };
  }
}

/** `: "all backends are down"`; grpc-message is percent-encoded UTF-8. */
function messageOf({ 'grpc-message': message = '' }: Headers): string {
  return message === '' ? '' : `: "${decoded(message).slice(0, 200)}"`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
