import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface BridgeOptions {
  /** A program that understands `link` and `addr`. */
  readonly ip: string;
  /** Where to begin the search; another one for each sandbox. */
  readonly seed: number;
}

/** An IPv4 network as two unsigned numbers. */
export interface Network {
  readonly address: number;
  readonly mask: number;
}

const mask24 = 0xffffff00;
// Private ranges (RFC 1918) that are rarely in use; each holds 256 networks of 254 addresses.
const ranges: readonly (readonly [number, number])[] = [
  [10, 198],
  [172, 29],
  [192, 168],
];

/**
 * Makes a bridge with a network nobody else on this machine has; several sandboxes may do so at once.
 * @throws Error when no network is free
 */
export async function createBridge(name: string, { ip, seed }: BridgeOptions): Promise<void> {
  await run(ip, ['link', 'add', name, 'type', 'bridge']);
  await run(ip, ['link', 'set', name, 'up']);
  // Each looks in an order of its own, so that two that start together do not keep colliding.
  for (const network of candidates(seed)) {
    if ((await routes()).some((route) => overlaps(route, network))) continue;
    const address = `${format(network.address + 1)}/24`;
    await run(ip, ['addr', 'add', address, 'dev', name]);
    if ((await routes()).filter((route) => overlaps(route, network)).length === 1) return;
    await run(ip, ['addr', 'del', address, 'dev', name]);
  }
  throw new Error('no private IPv4 network is free for the engine');
}

export function candidates(seed: number): readonly Network[] {
  const start = seed % 256;
  // Odd steps reach each of the 256 networks once.
  const step = ((seed >>> 8) % 128) * 2 + 1;
  return ranges.flatMap(([first, second]) =>
    Array.from({ length: 256 }, (_, index) => ({
      address: ((first << 24) | (second << 16) | (((start + index * step) % 256) << 8)) >>> 0,
      mask: mask24 >>> 0,
    })),
  );
}

export function overlaps(a: Network, b: Network): boolean {
  const mask = (a.mask & b.mask) >>> 0;
  return (a.address & mask) >>> 0 === (b.address & mask) >>> 0;
}

/** The routes of `/proc/net/route` but the default ones; addresses are there in the byte order of the machine. */
export function parseRoutes(text: string): readonly Network[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([, destination, , , , , , mask]) =>
      destination === undefined || mask === undefined ? [] : [{ address: unhex(destination), mask: unhex(mask) }],
    )
    .filter(({ mask }) => mask !== 0);
}

function unhex(word: string): number {
  return Buffer.from(word, 'hex').readUInt32LE();
}

function format(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

async function routes(): Promise<readonly Network[]> {
  return parseRoutes(await readFile('/proc/net/route', 'utf8'));
}
