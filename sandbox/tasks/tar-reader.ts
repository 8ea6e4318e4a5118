/** One member of an archive, as it is written there. */
export interface TarMember {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';
  /** Permission bits. */
  readonly mode: number;
  /** Of a link. */
  readonly target: string;
  readonly size: number;
}

const BLOCK = 512;
const KINDS: Readonly<Record<string, TarMember['kind']>> = {
  '': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'directory',
};

/**
 * Reads an archive (ustar, with pax and GNU names), one member after the other. `onMember` reads the content whole or not at all.
 * @throws {Error} when the archive is cut off or its header sums are wrong
 */
export async function readTar(
  source: AsyncIterable<Uint8Array>,
  onMember: (member: TarMember, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const bytes = new ByteReader(source);
  let extended: Extended = {};
  for (;;) {
    const block = await bytes.read(BLOCK);
    // Two blocks of zeros end an archive; some writers leave them away.
    if (block === undefined || block.every((byte) => byte === 0)) break;
    const { type, ...member } = parseHeader(block);
    const padding = (BLOCK - (member.size % BLOCK)) % BLOCK;
    if (type === 'x' || type === 'L' || type === 'K') {
      extended = { ...extended, ...readExtended(type, await bytes.require(member.size)) };
      await bytes.require(padding);
      continue;
    }
    const content = bytes.take(extended.size ?? member.size);
    const size = extended.size ?? member.size;
    await onMember({ ...member, ...extended, size, kind: KINDS[type] ?? 'other' }, content);
    while ((await content.next()).done !== true);
    await bytes.require((BLOCK - (size % BLOCK)) % BLOCK);
    extended = {};
  }
  await bytes.drain();
}

interface Extended {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
}

function parseHeader(block: Buffer): Omit<TarMember, 'kind'> & { readonly type: string } {
  const text = (start: number, length: number): string => {
    const field = block.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString('utf8');
  };
  const number = (start: number, length: number): number => {
    // GNU tar writes numbers that do not fit in octal as binary, marked by the top bit.
    if (((block[start] ?? 0) & 0x80) !== 0) return Number(block.readBigUInt64BE(start + length - 8));
    return parseInt(text(start, length).trim() || '0', 8);
  };
  const blank = Buffer.concat([block.subarray(0, 148), Buffer.alloc(8, ' '), block.subarray(156)]);
  if (blank.reduce((sum, byte) => sum + byte, 0) !== number(148, 8)) throw new Error('tar header with a wrong sum');
  const prefix = text(257, 5) === 'ustar' && block[262] === 0 ? text(345, 155) : '';
  return {
    path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    mode: number(100, 8) & 0o7777,
    size: number(124, 12),
    type: text(156, 1),
    target: text(157, 100),
  };
}

function readExtended(type: 'x' | 'L' | 'K', content: Buffer): Extended {
  if (type !== 'x') {
    const text = content.toString('utf8').replace(/\0.*$/s, '');
    return type === 'L' ? { path: text } : { target: text };
  }
  const records = paxRecords(content);
  const [path, target, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
  return {
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

/** `<length> key=value\n`, where the length counts bytes, its own too. */
function paxRecords(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let start = 0; start < content.length;) {
    const space = content.indexOf(' ', start);
    const length = parseInt(content.subarray(start, space).toString('latin1'), 10);
    if (!(length > 0)) throw new Error('pax header that cannot be read');
    const record = content.subarray(space + 1, start + length - 1).toString('utf8');
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    start += length;
  }
  return records;
}

/** Takes exact numbers of bytes from a stream of chunks. */
class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Undefined at the end of the stream. */
  async read(count: number): Promise<Buffer | undefined> {
    const first = await this.#next(count);
    if (first === undefined) return undefined;
    return first.length === count ? first : Buffer.concat([first, await this.require(count - first.length)]);
  }

  async require(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.take(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  async *take(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      const part = await this.#next(left);
      if (part === undefined) throw new Error('tar archive that is cut off');
      left -= part.length;
      yield part;
    }
  }

  /** Reads what is left, so that whoever feeds this stream can end. */
  async drain(): Promise<void> {
    while ((await this.#next(1 << 20)) !== undefined);
  }

  async #next(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const chunk = await this.#chunks.next();
      if (chunk.done === true) return undefined;
      this.#rest = Buffer.from(chunk.value.buffer, chunk.value.byteOffset, chunk.value.byteLength);
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }
}
