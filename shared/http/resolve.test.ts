import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_CONNECTION, type ConnectionSettings } from './connection.ts';
import { addressesOf, parseResolveRule } from './resolve.ts';
import { ask, closeServers, failed, http, listen } from './testing.ts';

afterEach(closeServers);

function resolving(...lines: readonly string[]): ConnectionSettings {
  const resolve = lines.map((line) => {
    const rule = parseResolveRule(line);
    if (rule === undefined) throw new Error(line);
    return rule;
  });
  return { ...DEFAULT_CONNECTION, resolve };
}

describe('a line', () => {
  it.each([
    ['api.test:443:10.0.0.1', { host: 'api.test', port: 443, address: '10.0.0.1' }],
    ['API.test:10.0.0.1', { host: 'api.test', port: undefined, address: '10.0.0.1' }],
    ['api.test:443:[::1]', { host: 'api.test', port: 443, address: '::1' }],
    ['api.test:[2001:db8::7]', { host: 'api.test', port: undefined, address: '2001:db8::7' }],
  ])('%s', (line, rule) => {
    expect(parseResolveRule(line)).toEqual(rule);
  });

  it.each([
    '',
    'api.test',
    '10.0.0.1',
    'api.test:443',
    'api.test:443:other.test',
    'api.test:0:10.0.0.1',
    'api.test:65536:10.0.0.1',
    'api.test:443:10.0.0.256',
    'api.test:443:::1',
    'api.test:443:[10.0.0.1]',
    '10.0.0.2:443:10.0.0.1',
    'https://api.test:443:10.0.0.1',
  ])('%j is none', (line) => {
    expect(parseResolveRule(line)).toBeUndefined();
  });
});

it.each([
  ['https://api.test/', ['10.0.0.1', '10.0.0.3']],
  ['https://API.test:443/', ['10.0.0.1', '10.0.0.3']],
  ['http://api.test/', ['10.0.0.3']],
  ['https://api.test:8443/', ['10.0.0.3']],
  ['https://www.api.test/', []],
])('finds the addresses of %s', (url, addresses) => {
  const { resolve } = resolving('api.test:443:10.0.0.1', 'other.test:443:10.0.0.2', 'api.test:10.0.0.3');
  expect(addressesOf(new URL(url), resolve)).toEqual(addresses);
});

describe('a probe', () => {
  it('goes to the address, and asks for the name', async () => {
    const url = await http(({ headers }, response) => response.end(headers.host));
    const { port } = new URL(url);
    const connection = resolving(`api.test:${port}:127.0.0.1`);
    expect(await ask(`http://api.test:${port}/`, { connection })).toMatchObject({ body: `api.test:${port}` });
  });

  it('goes past a proxy', async () => {
    const { port } = new URL(await http((_, response) => response.end('direct')));
    const env = { HTTP_PROXY: await http((_, response) => response.end('proxy')) };
    expect(await ask(`http://api.test:${port}/`, { env })).toMatchObject({ body: 'proxy' });
    const connection = resolving('api.test:127.0.0.1');
    expect(await ask(`http://api.test:${port}/`, { env, connection })).toMatchObject({ body: 'direct' });
  });

  it('leaves other ports to DNS', async () => {
    const connection = resolving('nowhere.invalid:1:127.0.0.1');
    expect(await ask('http://nowhere.invalid:2/', { connection })).toMatchObject(failed('unknown-host', /not known/));
  });

  it.each([
    ['IPv6', '127.0.0.1', '::1'],
    ['IPv4', '::1', '127.0.0.1'],
  ])('reaches a name whose %s address does not answer', async (_, host) => {
    const port = await listen(
      createServer((__, response) => response.end('there')),
      host,
    );
    for (const lines of [
      ['api.test:[::1]', 'api.test:127.0.0.1'],
      ['api.test:127.0.0.1', 'api.test:[::1]'],
    ])
      expect(await ask(`http://api.test:${port}/`, { connection: resolving(...lines) })).toMatchObject({
        body: 'there',
      });
  });

  it('that reaches none of its addresses tells what the first one met', async () => {
    const connection = resolving('api.test:[::1]', 'api.test:127.0.0.1');
    const port = await freePort();
    expect(await ask(`http://api.test:${port}/`, { connection })).toMatchObject(
      failed('refused', new RegExp(`^connection refused by api\\.test:${port}$`)),
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
