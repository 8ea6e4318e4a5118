import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { closeServers } from '#shared/http/testing';
import { BODIES } from './bodies.ts';
import { CONNECTIONS } from './connections.ts';
import { FRAMING } from './framing.ts';
import { HOSTILE } from './hostile-text.ts';
import { OVER_TIME } from './over-time.ts';
import { playScript } from './play.ts';
import { REDIRECTS } from './redirects.ts';
import type { Script, Scripts } from './script.ts';
import { AUTHORITIES, TLS, TRUSTED } from './tls.ts';

afterEach(closeServers);

async function holds(script: Script): Promise<void> {
  const { attempts, lastMiss, result } = await playScript(script);
  expect({ result, attempts, lastMiss }).toEqual({
    result: script.result,
    attempts: script.attempts,
    lastMiss: script.says === undefined ? lastMiss : expect.stringMatching(script.says),
  });
}

describe('a server that', () => {
  const all: Scripts = { ...CONNECTIONS, ...FRAMING, ...BODIES, ...REDIRECTS, ...TLS, ...OVER_TIME, ...HOSTILE };
  it.each(Object.entries(all))('%s', async (_, script) => holds(script));
});

describe('a server of a trusted authority that', () => {
  const before = getCACertificates();
  beforeAll(() => {
    setDefaultCACertificates(AUTHORITIES);
  });
  afterAll(() => {
    setDefaultCACertificates(before);
  });
  it.each(Object.entries(TRUSTED))('%s', async (_, script) => holds(script));
});
