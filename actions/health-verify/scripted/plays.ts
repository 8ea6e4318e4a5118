import type { Socket } from 'node:net';
import type { Play } from './script.ts';

export type Bytes = string | Buffer;

/** A whole answer with its length, as servers send it. */
export function response(
  status: number | string,
  headers: Readonly<Record<string, string>> = {},
  body: Bytes = '',
): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} X\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** Writes and closes. */
export const says =
  (...parts: readonly Bytes[]): Play =>
  (socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  };

/** Writes and keeps the connection open. */
export const holds =
  (...parts: readonly Bytes[]): Play =>
  (socket) => {
    for (const part of parts) socket.write(part);
  };

/** Writes and resets the connection a moment later, so that what was written arrives first. */
export const resets =
  (...parts: readonly Bytes[]): Play =>
  (socket) => {
    for (const part of parts) socket.write(part);
    setTimeout(() => socket.resetAndDestroy(), 20);
  };

/** One byte after the other. */
export const trickles =
  (bytes: Bytes, everyMs: number): Play =>
  (socket) => {
    let sent = 0;
    const buffer = Buffer.from(bytes);
    const timer = setInterval(() => {
      if (sent < buffer.length) socket.write(buffer.subarray(sent, (sent += 1)));
      else {
        clearInterval(timer);
        socket.end();
      }
    }, everyMs);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };

/** Writes `head`, then `chunk` as fast as it is read: `times`, or without end. */
export const floods =
  (head: Bytes, chunk: Bytes, times = Infinity): Play =>
  (socket) => {
    let left = times;
    const more = (): void => {
      while (left > 0 && !socket.destroyed && socket.writable) {
        left -= 1;
        if (!socket.write(chunk)) {
          socket.once('drain', more);
          return;
        }
      }
      if (left <= 0) socket.end();
    };
    socket.write(head);
    more();
  };

export const OK: Play = says(response(200));

/** The pairs in turn: `repeat(3, A, B)` is A, B, A, B, A, B. */
export function repeat(times: number, ...plays: readonly Play[]): readonly Play[] {
  return Array.from({ length: times }, () => plays).flat();
}

/** `HTTP/1.1 200 X` and these lines, without an end of the headers. */
export function head(...lines: readonly string[]): string {
  return ['HTTP/1.1 200 X', ...lines, ''].join('\r\n');
}

export function endOf(socket: Socket): void {
  socket.end();
}
