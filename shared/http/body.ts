import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { errorMessage, isError } from '#shared/action/errors';
import { textReader, withoutByteOrderMark, type TextReader } from './charset.ts';
import { ProbeError } from './probe-failure.ts';

export interface Body {
  readonly text: string;
  readonly truncated: boolean;
}

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  zstd: createZstdDecompress,
} as const;

/** Node makes an object of every chunk: a megabyte of chunks of one byte would take hundreds. */
const MAX_PIECES = 8_192;

/**
 * Reads the body up to `maxBytes` of its decoded form, so neither a huge body nor a small one that unpacks to a huge
 * one fills the memory. What follows is not read.
 * @throws {ProbeError} when the body is not what its content-encoding says
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Body> {
  const reader = textReader(response.headers['content-type']);
  try {
    return await beginningOf(decoded(response), { reader, maxBytes });
  } catch (error) {
    if (isDecodingError(error))
      throw new ProbeError(
        'protocol',
        `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${errorMessage(error)}`,
      );
    throw error;
  }
}

/** Asynchronous iteration takes a tenth of a request longer. */
function beginningOf(
  stream: Readable,
  { reader, maxBytes }: { readonly reader: TextReader; readonly maxBytes: number },
): Promise<Body> {
  return new Promise((resolve, reject) => {
    let text = '';
    let size = 0;
    let pieces = 0;
    let ended = false;
    const end = (truncated: boolean): void => resolve({ text: withoutByteOrderMark(text + reader.rest()), truncated });
    stream.on('data', (chunk: Buffer) => {
      // Piece by piece: bytes that are kept until the end fill a memory that is rarely swept.
      text += reader.read(chunk.subarray(0, maxBytes - size));
      size += chunk.length;
      pieces += 1;
      if (size <= maxBytes && pieces <= MAX_PIECES) return;
      stream.removeAllListeners('data').destroy();
      end(true);
    });
    stream.once('end', () => {
      ended = true;
      end(false);
    });
    // Stays: an error may follow the end.
    stream.on('error', reject);
    stream.once('close', () => {
      if (!ended) reject(Object.assign(new Error('closed too early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
    });
  });
}

function decoded(response: IncomingMessage): Readable {
  if (hasNoBody(response)) return response;
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(DECODERS, encoding)) return response;
  const decoder = DECODERS[encoding as keyof typeof DECODERS](); // a key of it, as just seen
  // An error of either stream ends the other and reaches the reader of the decoder.
  return pipeline(response, decoder, () => undefined);
}

/** Such an answer may still say how its body would be encoded, and no decoder takes nothing (RFC 9110, 6.4.1). */
function hasNoBody({ req, statusCode }: IncomingMessage & { readonly req?: { readonly method: string } }): boolean {
  return req?.method === 'HEAD' || statusCode === 204 || statusCode === 304;
}

/** zlib's own codes: Z_DATA_ERROR, Z_BUF_ERROR, ERR_BROTLI_…, ERR__ERROR_FORMAT (Brotli), ZSTD_error_…. */
function isDecodingError(error: unknown): boolean {
  const code = isError(error) && 'code' in error ? String(error.code) : '';
  return /^(?:Z_|ZSTD_|ERR__|ERR_BROTLI|ERR_ZSTD)/.test(code);
}
