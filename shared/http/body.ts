import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { errorMessage, isError } from '#shared/action/errors';
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

/**
 * Reads the body up to `maxBytes` of its decoded form, so neither a huge body nor a small one that unpacks to a huge
 * one fills the memory. What follows is not read.
 * @throws {ProbeError} when the body is not what its content-encoding says
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Body> {
  let read: Buffer;
  try {
    read = await beginningOf(decoded(response), maxBytes);
  } catch (error) {
    if (isDecodingError(error))
      throw new ProbeError(
        'protocol',
        `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${errorMessage(error)}`,
      );
    throw error;
  }
  const bytes = read.subarray(0, maxBytes);
  return { text: decodeText(bytes, response.headers['content-type']), truncated: read.length > maxBytes };
}

/** At least one byte more than `maxBytes`, when there are more. Asynchronous iteration takes a tenth of a request longer. */
function beginningOf(stream: Readable, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      stream.destroy();
      resolve(Buffer.concat(chunks));
    });
    let ended = false;
    stream.once('end', () => {
      ended = true;
      resolve(Buffer.concat(chunks));
    });
    // Stays: an error may follow the end.
    stream.on('error', reject);
    stream.once('close', () => {
      if (!ended) reject(Object.assign(new Error('closed too early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
    });
  });
}

const UTF_8 = new TextDecoder();

/** By the charset of the content type, or else as UTF-8; without a byte order mark, which no expectation is about. */
function decodeText(bytes: Buffer, contentType = ''): string {
  if (!/charset/i.test(contentType)) return UTF_8.decode(bytes);
  const charset = /;\s*charset="?(?<label>[\w.:-]+)/i.exec(contentType)?.groups?.['label'];
  return decoderOf(charset).decode(bytes);
}

function decoderOf(charset: string | undefined): TextDecoder {
  try {
    return charset === undefined ? UTF_8 : new TextDecoder(charset);
  } catch {
    return UTF_8; // a charset that nobody knows
  }
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
