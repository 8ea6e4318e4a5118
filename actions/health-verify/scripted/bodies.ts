import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { floods, head, response, says, type Bytes } from './plays.ts';
import { NEVER, RIGHT, WRONG, type Script, type Scripts } from './script.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
const JSON_OK = { 'expect-json': '$.status == ok' };
const STATUS_OK = '{"status":"ok"}';

const encoded = (encoding: string, body: Bytes): Script => ({
  plays: [says(response(200, { 'content-encoding': encoding }, body))],
  settings: JSON_OK,
  ...RIGHT,
});
const undecodable = (encoding: string, body: Bytes): Script => ({
  ...encoded(encoding, body),
  ...NEVER,
  says: /^the body is not \S+ as its header says/,
});
const typed = (type: string, body: Bytes): Script => ({
  plays: [says(response(200, { 'content-type': type }, body))],
  settings: { 'expect-body': 'grüezi' },
  ...RIGHT,
});
const json = (body: Bytes): Script => ({
  plays: [says(response(200, { 'content-type': 'application/json' }, body))],
  settings: JSON_OK,
  ...RIGHT,
});

const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024));
const DEEP = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;

/** Bodies: their size, encoding, text and JSON. */
export const BODIES: Scripts = {
  'has a body of 100 MB': {
    plays: [floods(head('content-length: 104857600', ''), MEGABYTE, 100)],
    ...RIGHT,
  },
  'has a body without end': { plays: [floods(head(''), MEGABYTE)], ...RIGHT },
  'has chunks without end': {
    plays: [floods(head('transfer-encoding: chunked', ''), `100000\r\n${MEGABYTE.toString()}\r\n`)],
    ...RIGHT,
  },
  'has what is expected after the first megabyte': {
    plays: [floods(head(''), MEGABYTE, 3)],
    settings: { 'expect-body': 'ok' },
    ...WRONG,
    says: /expected the body to match \/ok\/; only its beginning was read$/,
  },
  'unpacks to 100 MB': { ...encoded('gzip', BOMB), settings: {} },
  'unpacks to 100 MB that should be JSON': {
    ...encoded('gzip', BOMB),
    ...WRONG,
    says: /expected a JSON body, but it is too long to be read whole$/,
  },
  'is packed by gzip': encoded('gzip', gzipSync(STATUS_OK)),
  'is packed by brotli': encoded('br', brotliCompressSync(STATUS_OK)),
  'is packed by deflate': encoded('deflate', deflateSync(STATUS_OK)),
  'is packed by deflate without a header': undecodable('deflate', deflateRawSync(STATUS_OK)),
  'is not packed as it says (gzip)': undecodable('gzip', STATUS_OK),
  'is not packed as it says (deflate)': undecodable('deflate', 'zz garbage zz'),
  'is not packed as it says (br)': undecodable('br', STATUS_OK),
  'is not packed as it says (zstd)': undecodable('zstd', STATUS_OK),
  'is packed and cut short': undecodable('gzip', gzipSync(STATUS_OK).subarray(0, 15)),
  'is packed in a way nobody knows': encoded('klingon', STATUS_OK),
  'begins with a byte order mark': json(`\ufeff${STATUS_OK}`),
  'is UTF-16': typed('text/plain; charset=utf-16le', Buffer.from('grüezi', 'utf16le')),
  'is Latin-1': typed('text/plain; charset=iso-8859-1', Buffer.from('gr\u00fcezi', 'latin1')),
  'is UTF-16 and does not say so': {
    ...typed('text/plain', Buffer.from('grüezi', 'utf16le')),
    ...WRONG,
    says: /expected the body to match \/grüezi\/$/,
  },
  'is no valid UTF-8': typed('text/plain', Buffer.concat([Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('grüezi')])),
  'is empty where JSON is expected': { ...json(''), ...WRONG, says: /expected a JSON body, but it is empty$/ },
  'is HTML where JSON is expected': {
    ...json('<html>'),
    ...WRONG,
    says: /expected a JSON body, but it is something else$/,
  },
  'is cut JSON': { ...json('{"status":"ok"'), ...WRONG, says: /it is something else$/ },
  'is JSON nested 400,000 deep': { ...json(DEEP), ...WRONG, says: /but it is nested too deep$/ },
  'is JSON with the members of a prototype': {
    ...json('{"__proto__":{"status":"ok"},"constructor":1}'),
    ...WRONG,
    says: /but the answer has no such value$/,
  },
  'keeps an expression busy': {
    plays: [says(response(200, {}, `${'a'.repeat(60)}!`))],
    settings: { 'expect-body': '/^(?:a+)+$/' },
    rules: { timeout: '4s' },
    result: 'unhealthy',
    attempts: 4,
    says: /looking for it takes too long$/,
  },
};
