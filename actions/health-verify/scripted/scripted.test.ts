import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { closeServers, listen } from '#shared/http/testing';
import { ALL } from './all.ts';
import { playAt, playScript, type Outcome } from './play.ts';
import { RIGHT, type Script } from './script.ts';
import { AUTHORITIES, TRUSTED } from './tls.ts';

afterEach(closeServers);

function check({ attempts, lastMiss, result }: Outcome, script: Script): void {
  expect({ result, attempts, lastMiss }).toEqual({
    result: script.result,
    attempts: script.attempts,
    lastMiss: script.says === undefined ? lastMiss : expect.stringMatching(script.says),
  });
}

describe.each(Object.entries(ALL))('%s: a server that', (_subject, scripts) => {
  it.each(Object.entries(scripts))('%s', async (_, script) => check(await playScript(script), script));
});

describe('a server of a trusted authority that', () => {
  const before = getCACertificates();
  beforeAll(() => {
    setDefaultCACertificates(AUTHORITIES);
  });
  afterAll(() => {
    setDefaultCACertificates(before);
  });
  it.each(Object.entries(TRUSTED))('%s', async (_, script) => check(await playScript(script), script));
});

it('a server that is started after two probes', async () => {
  const first = createServer();
  const port = await listen(first);
  await new Promise((resolve) => first.close(resolve));
  const server = createServer((_, response) => response.end());
  const script = { plays: [], ...RIGHT, attempts: 5, says: /^connection refused by/ };
  const outcome = await playAt(`http://127.0.0.1:${port}/`, script, (round) => {
    if (round === 2) server.listen(port, '127.0.0.1');
  });
  expect((server.address() as AddressInfo).port).toBe(port); // a TCP server's address
  server.close();
  check(outcome, script);
});
