import { createHash, randomBytes } from 'node:crypto';

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const NORMAL_CLOSURE = 1000;

/** A value of Sec-WebSocket-Key, new for each connection. */
export function newKey(): string {
  return randomBytes(16).toString('base64');
}

/** The Sec-WebSocket-Accept that proves that the server read `key` (RFC 6455, section 4.2.2). */
export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}

type Headers = Readonly<Record<string, string | undefined>>;

/** Why an answer of status 101 opens no WebSocket (RFC 6455, section 4.1); undefined when it does. */
export function handshakeProblem(
  answer: Headers,
  { key, offered }: { key: string; offered: Headers },
): string | undefined {
  const accept = answer['sec-websocket-accept'];
  const protocol = answer['sec-websocket-protocol'];
  if (!/(?:^|,)\s*upgrade\s*(?:,|$)/i.test(answer['connection'] ?? '')) return 'it has no "Connection: Upgrade"';
  if (answer['upgrade']?.toLowerCase() !== 'websocket') return `it upgrades to ${quoted(answer['upgrade'])}`;
  if (accept?.trim() !== acceptOf(key))
    return `its Sec-WebSocket-Accept is ${quoted(accept)}, which is not made from the key that was sent`;
  if (answer['sec-websocket-extensions'] !== undefined)
    return `it chose the extension ${quoted(answer['sec-websocket-extensions'])}, and none was offered`;
  const protocols = (offered['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (protocol !== undefined && !protocols.includes(protocol))
    return `it chose the subprotocol ${quoted(protocol)}, which was not offered`;
  return undefined;
}

/** A Close frame with status 1000, masked as a client's must be (RFC 6455, sections 5.3 and 5.5.1). */
export function closeFrame(): Buffer {
  const mask = randomBytes(4);
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(NORMAL_CLOSURE);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x88, 0x80 | payload.length]), mask, masked]);
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'nothing' : `"${text.slice(0, 80)}"`;
}
