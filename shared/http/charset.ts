import { StringDecoder } from 'node:string_decoder';
import { TextDecoder } from 'node:util';

/** Turns bytes into text piece by piece; a character that is cut waits for its rest. */
export interface TextReader {
  read(bytes: Buffer): string;
  rest(): string;
}

/** Reads by the charset of the content type, or else as UTF-8, as a charset that nobody knows is read too. */
export function textReader(contentType = ''): TextReader {
  const charset = /;\s*charset="?(?<label>[\w.:-]+)/i.exec(contentType)?.groups?.['label']?.toLowerCase();
  const decoder = charset === undefined || charset === 'utf-8' ? undefined : decoderOf(charset);
  return decoder === undefined ? utf8Reader() : decodingReader(decoder);
}

/** Of UTF-8 and UTF-16; no expectation is about it. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Half the memory of a TextDecoder, whose pieces take two bytes a character. */
function utf8Reader(): TextReader {
  const decoder = new StringDecoder('utf8');
  return { read: (bytes) => decoder.write(bytes), rest: () => decoder.end() };
}

function decodingReader(decoder: TextDecoder): TextReader {
  return { read: (bytes) => decoder.decode(bytes, { stream: true }), rest: () => decoder.decode() };
}

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
