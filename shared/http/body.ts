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
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of decoded(response) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    if (isDecodingError(error))
      throw new ProbeError(
        'protocol',
        `the body is not ${response.headers['content-encoding'] ?? 'encoded'} as its header says: ${errorMessage(error)}`,
      );
    throw error;
  }
  const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
  return { text: decodeText(bytes, response.headers['content-type']), truncated: size > maxBytes };
}

/** By the charset of the content type, or else as UTF-8; without a byte order mark, which no expectation is about. */
function decodeText(bytes: Buffer, contentType = ''): string {
  const charset = /;\s*charset="?(?<label>[\w.:-]+)/i.exec(contentType)?.groups?.['label'];
  return decoderOf(charset ?? 'utf-8').decode(bytes);
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder(); // a charset that nobody knows
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
