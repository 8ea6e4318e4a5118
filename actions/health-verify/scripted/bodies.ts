import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { response, says, type Bytes } from './plays.ts';
import { NEVER, RIGHT, WRONG, type Script, type Scripts } from './script.ts';

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

/** Bodies: their encoding, text and JSON. */
export const BODIES: Scripts = {
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
  'is JSON with the members of a prototype': {
    ...json('{"__proto__":{"status":"ok"},"constructor":1}'),
    ...WRONG,
    says: /but the answer has no such value$/,
  },
};
