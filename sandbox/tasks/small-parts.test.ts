import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { demultiplex } from './demultiplex.ts';
import { parseImageReference } from './image-reference.ts';
import { splitLines } from './lines.ts';
import { createPortPool } from './ports.ts';
import { pullError, readEngineMessage } from './pull-errors.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('image references', () => {
  it.each([
    ['node', { host: 'docker.io', name: 'library/node', tag: 'latest' }],
    ['team/app:v1', { host: 'docker.io', name: 'team/app', tag: 'v1' }],
    ['localhost:5000/app', { host: 'localhost:5000', name: 'app', tag: 'latest' }],
    ['localhost:5000/team/app:v1', { host: 'localhost:5000', name: 'team/app', tag: 'v1' }],
    [`localhost/app@${digest}`, { host: 'localhost', name: 'app', tag: undefined, digest }],
    [`r.example.com/app:v1@${digest}`, { host: 'r.example.com', name: 'app', tag: 'v1', digest }],
  ])('%s', (image, expected) => {
    expect(parseImageReference(image)).toEqual({ digest: undefined, ...expected });
  });

  it.each(['', 'Upper/Case', 'app:', 'app@sha256:short', 'app:v1:v2', 'a b', 'host:5000/'])('not %p', (image) => {
    expect(parseImageReference(image)).toBeUndefined();
  });
});

describe('engine messages, in the words of ECS', () => {
  const image = 'localhost:5000/app:v1';
  const retried = 'pull image manifest has been retried 1 time(s):';
  it.each([
    [
      `failed to resolve reference "${image}": ${image}: not found`,
      `${retried} failed to resolve ref ${image}: ${image}: not found`,
    ],
    [
      `manifest for ${image} not found: manifest unknown: Requested image not found`,
      `${retried} failed to resolve ref ${image}: ${image}: not found`,
    ],
    [
      `failed to resolve reference "${image}": pull access denied, repository does not exist or may require authorization`,
      `${retried} failed to resolve ref ${image}: pulling from host localhost:5000 failed with status code [manifests v1]: 403 Forbidden`,
    ],
    [
      'no matching manifest for linux/arm64 in the manifest list entries',
      `${retried} image Manifest does not contain descriptor matching platform 'linux/amd64'`,
    ],
    [
      'dial tcp 127.0.0.1:5000: i/o timeout',
      `${retried} failed to resolve ref ${image}: dial tcp 127.0.0.1:5000: i/o timeout`,
    ],
  ])('%s', (message, expected) => {
    expect(pullError(image, readEngineMessage(message, 'linux/amd64')).message).toBe(expected);
  });
});

describe('lines', () => {
  const split = (...chunks: readonly (string | Buffer)[]) => {
    const lines: string[] = [];
    const splitter = splitLines((line) => lines.push(line));
    for (const chunk of chunks) splitter.write(Buffer.from(chunk));
    splitter.end();
    return lines;
  };
  it.each([
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\r', '\nc'],
      ['ab', 'c'],
    ],
    [['\n\n'], ['', '']],
    [[Buffer.from([0xc3]), Buffer.from([0xbc, 0x0a])], ['ü']],
    [[], []],
  ])('%j', (chunks, expected) => {
    expect(split(...chunks)).toEqual(expected);
  });

  it('are cut where CloudWatch Logs cuts them', () => {
    const expected = [262_118, 262_118, 75_764];
    expect(split('x'.repeat(600_000)).map((line) => line.length)).toEqual(expected);
    expect(split(`${'x'.repeat(600_000)}\n`).map((line) => line.length)).toEqual(expected);
  });
});

it('takes the frames of both streams apart, however they are cut', async () => {
  const frame = (stream: number, text: string) => {
    const header = Buffer.alloc(8);
    header[0] = stream;
    header.writeUInt32BE(text.length, 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };
  const bytes = Buffer.concat([frame(1, 'out'), frame(2, 'error'), frame(1, ''), frame(1, 'more')]);
  for (const size of [1, 5, 100]) {
    const seen: string[] = [];
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
    };
    await demultiplex(chunks(), (stream, data) => seen.push(`${stream} ${data.toString()}`));
    expect(seen).toEqual(['stdout out', 'stderr error', 'stdout ', 'stdout more']);
  }
});

it('gives out free ports, each once', async () => {
  const pool = createPortPool(1234);
  const first = await pool.take();
  const server = createServer().listen(first + 1, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const second = await pool.take();
  expect(second).not.toBe(first);
  expect(second).not.toBe((server.address() as AddressInfo).port);
  pool.release([first]);
  server.close();
});
