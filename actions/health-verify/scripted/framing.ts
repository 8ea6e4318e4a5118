import { head, holds, says, response } from './plays.ts';
import { NEVER, RIGHT, WRONG, type Script, type Scripts } from './script.ts';

const NOT_HTTP = /^no valid HTTP answer from 127\.0\.0\.1:\d+/;
const CUT = /closed the connection before the answer was complete$/;

const never = (...lines: readonly string[]): Script => ({ plays: [says(...lines)], ...NEVER, says: NOT_HTTP });
const cut = (...lines: readonly string[]): Script => ({ plays: [says(...lines)], ...NEVER, says: CUT });
const right = (...lines: readonly string[]): Script => ({ plays: [says(...lines)], ...RIGHT });

/** HTTP as it should not be, and as it may be. */
export const FRAMING: Scripts = {
  'greets like an SSH server': { ...never('SSH-2.0-OpenSSH_9.6\r\n'), unasked: true },
  'answers before it was asked': { plays: [says(response(200))], unasked: true, ...RIGHT },
  'answers by HTTP/0.9': never('<html>ok</html>'),
  'answers by HTTP/1.0': right('HTTP/1.0 200 OK\r\n\r\n', 'ok'),
  'answers by HTTP/2': never('\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64'),
  'answers by HTTP/3.7': never('HTTP/3.7 200 OK\r\n\r\n'),
  'has no reason phrase': right('HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n'),
  'promises a longer body': cut(head('content-length: 9', ''), 'ab'),
  'sends more than it promised': right(head('content-length: 2', ''), 'ok and more'),
  'answers twice': right(head('content-length: 2', ''), 'ok', 'HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n'),
  'says two lengths': never(head('content-length: 2', 'content-length: 3', ''), 'ok'),
  'says a negative length': never(head('content-length: -2', ''), 'ok'),
  'says a length of thirty digits': never(head(`content-length: ${'9'.repeat(30)}`, ''), 'ok'),
  'says both length and chunks': never(head('content-length: 2', 'transfer-encoding: chunked', ''), '0\r\n\r\n'),
  'sends chunks': right(head('transfer-encoding: chunked', ''), '2\r\nok\r\n0\r\n\r\n'),
  'sends chunks with a trailer': right(head('transfer-encoding: chunked', ''), '2\r\nok\r\n0\r\nx-end: 1\r\n\r\n'),
  'sends a chunk without a size': never(head('transfer-encoding: chunked', ''), 'zz\r\nok\r\n0\r\n\r\n'),
  'sends a chunk of another size': never(head('transfer-encoding: chunked', ''), '1\r\nok\r\n0\r\n\r\n'),
  'sends no last chunk': cut(head('transfer-encoding: chunked', ''), '2\r\nok\r\n'),
  'answers 204 with a body': right('HTTP/1.1 204 No Content\r\n\r\n', 'not empty'),
  'answers 304': {
    ...right('HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n'),
    settings: { 'expect-status': '304' },
  },
  'answers HEAD with a body': { ...right(head('content-length: 2', ''), 'ok'), settings: { method: 'HEAD' } },
  'answers 999': { plays: [says(response(999))], ...WRONG, says: /^999 in \d+ ms: expected status 200-299$/ },
  'answers 000': { plays: [says(response('000'))], ...WRONG, says: /^0 in \d+ ms: expected status 200-299$/ },
  'answers with four digits': never(head().replace('200', '2000'), '\r\n'),
  'answers with a word for a status': never('HTTP/1.1 OK\r\n\r\n'),
  'ends lines by LF only': never('HTTP/1.1 200 OK\ncontent-length: 2\n\nok'),
  'has a NUL in a header': never(head('x-a: a\0b', ''), 'ok'),
  'has bytes above ASCII in a header': {
    plays: [says(Buffer.from(head('x-a: gr\u00fcezi \u00ff', 'content-length: 0', ''), 'latin1'))],
    ...RIGHT,
  },
  'has a space in the name of a header': never(head('x a: 1', ''), 'ok'),
  'has a line without a colon': never(head('nonsense', ''), 'ok'),
  'has a header of a megabyte': never(head(`x-a: ${'a'.repeat(1024 * 1024)}`, '')),
  'says to go on first': right('HTTP/1.1 100 Continue\r\n\r\n', head('content-length: 0', '')),
  'gives fifty hints first': right(
    'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(50),
    head('content-length: 0', ''),
  ),
  'switches to a protocol that nobody asked for': {
    plays: [holds('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')],
    ...NEVER,
    says: /^status 101 switches to another protocol/,
  },
};
