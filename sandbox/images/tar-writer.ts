import { createReadStream } from 'node:fs';

/** One member of an archive. `path` has no leading slash. */
export type TarEntry = {
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** Owner, user and group alike; 0 unless given. */
  readonly owner?: number;
} & (
  | { readonly kind: 'directory' }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes of a file of this machine. `size` is what it had when the entry was made. */
  | { readonly kind: 'file'; readonly source: string; readonly size: number }
);

const BLOCK = 512;
const TYPE = { directory: '5', symlink: '2', text: '0', file: '0' } as const;

/**
 * A tar archive in POSIX ustar form, with pax headers for names that do not fit. The same entries give the same bytes on
 * every machine: no user names, and the epoch for every time.
 * @throws {Error} when a file changed its size meanwhile
 */
export async function* writeTar(entries: Iterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield* headers(entry);
    const size = sizeOf(entry);
    if (entry.kind === 'text') yield Buffer.from(entry.text);
    if (entry.kind === 'file') yield* fileContent(entry.source, size);
    yield padding(size);
  }
  yield Buffer.alloc(2 * BLOCK);
}

async function* fileContent(source: string, size: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  // Without an encoding a ReadStream yields Buffers.
  for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    read += chunk.length;
    yield chunk;
  }
  if (read !== size) throw new Error(`${source} changed while it was packed: ${size} bytes became ${read}`);
}

function* headers(entry: TarEntry): Generator<Uint8Array> {
  const path = entry.kind === 'directory' ? `${entry.path}/` : entry.path;
  const target = entry.kind === 'symlink' ? entry.target : '';
  const place = splitPath(path);
  const records = [
    ...(place === undefined ? [paxRecord('path', path)] : []),
    ...(Buffer.byteLength(target) > 100 ? [paxRecord('linkpath', target)] : []),
  ];
  if (records.length > 0) {
    const body = Buffer.from(records.join(''));
    yield header({ name: 'pax', prefix: '', mode: 0o644, owner: 0, size: body.length, type: 'x', target: '' });
    yield body;
    yield padding(body.length);
  }
  const { name, prefix } = place ?? { name: Buffer.from(path).subarray(0, 100).toString('latin1'), prefix: '' };
  const { mode, owner = 0 } = entry;
  const fitting = Buffer.byteLength(target) > 100 ? '' : target;
  yield header({ name, prefix, mode, owner, size: sizeOf(entry), type: TYPE[entry.kind], target: fitting });
}

interface Header {
  readonly name: string;
  readonly prefix: string;
  readonly mode: number;
  readonly owner: number;
  readonly size: number;
  readonly type: string;
  readonly target: string;
}

function header({ name, prefix, mode, owner, size, type, target }: Header): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const put = (text: string, offset: number): void => {
    block.write(text, offset);
  };
  put(name, 0);
  put(octal(mode, 8), 100);
  put(octal(owner, 8), 108);
  put(octal(owner, 8), 116);
  put(octal(size, 12), 124);
  put(octal(0, 12), 136);
  put(' '.repeat(8), 148);
  put(type, 156);
  put(target, 157);
  put('ustar\x0000', 257);
  put(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** ustar holds a path in two parts, 155 bytes and 100 bytes, cut at a slash. Undefined when that is not possible. */
function splitPath(path: string): { readonly name: string; readonly prefix: string } | undefined {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  for (let cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
    const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
    if (name !== '' && Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return { name, prefix };
  }
  return undefined;
}

/** `<length> key=value\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + 1;
  while (length !== bytes + String(length).length) length = bytes + String(length).length;
  return `${length}${rest}`;
}

function sizeOf(entry: TarEntry): number {
  if (entry.kind === 'file') return entry.size;
  return entry.kind === 'text' ? Buffer.byteLength(entry.text) : 0;
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
