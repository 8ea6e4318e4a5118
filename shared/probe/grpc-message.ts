/** The two messages of grpc.health.v1, by hand: a text in a field, a number in a field. */

export const SERVING_STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

/** A HealthCheckRequest (`string service = 1`) with the five bytes that come before a message. */
export function healthCheckRequest(service: string): Buffer {
  const text = Buffer.from(service);
  const message = text.length === 0 ? text : Buffer.concat([Buffer.from([0x0a]), varint(text.length), text]);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

export type Unframed =
  | { readonly kind: 'message'; readonly message: Buffer }
  /** More bytes must come. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'wrong'; readonly problem: string };

/** The one message in `bytes`, which holds what came so far; `maxBytes` is for the message. */
export function unframed(bytes: Buffer, maxBytes: number): Unframed {
  if (bytes.length < 5) return { kind: 'incomplete' };
  if (bytes[0] !== 0) return { kind: 'wrong', problem: 'its message is compressed, which was not asked for' };
  const length = bytes.readUInt32BE(1);
  if (length > maxBytes) return { kind: 'wrong', problem: `its message has ${length} bytes, more than ${maxBytes}` };
  if (bytes.length > 5 + length) return { kind: 'wrong', problem: 'it holds more than one message' };
  return bytes.length < 5 + length ? { kind: 'incomplete' } : { kind: 'message', message: bytes.subarray(5) };
}

/**
 * The `ServingStatus status = 1` of a HealthCheckResponse; 0 when it is left out, as proto3 does with 0. Other fields
 * are passed over. Undefined when this is no message of protobuf.
 */
export function servingStatusOf(message: Buffer): number | undefined {
  let status = 0;
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    if (tag === undefined) return undefined;
    const value = readField(message, { at: tag.next, wireType: tag.value % 8 });
    if (value === undefined || value.next > message.length) return undefined;
    if (tag.value === 0x08) status = value.value;
    at = value.next;
  }
  return status;
}

interface Read {
  readonly value: number;
  readonly next: number;
}

/** The value of a field that is a number; of others only where they end. */
function readField(bytes: Buffer, { at, wireType }: { at: number; wireType: number }): Read | undefined {
  switch (wireType) {
    case 0:
      return readVarint(bytes, at);
    case 1:
      return { value: 0, next: at + 8 };
    case 2: {
      const length = readVarint(bytes, at);
      return length && { value: 0, next: length.next + length.value };
    }
    case 5:
      return { value: 0, next: at + 4 };
    default:
      return undefined;
  }
}

/** Seven bits a byte, the lowest first, 64 bits at most. Above 2^53 the value is not exact; no status is that large. */
function readVarint(bytes: Buffer, at: number): Read | undefined {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value += (byte % 0x80) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  return undefined;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
