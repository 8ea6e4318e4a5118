import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '#shared/probe/testing';
import { startProtocolServers, type ProtocolServers } from './protocol-servers.ts';
import { pipTool } from './tools.ts';

/** gRPC's own server with its own health service, and the WebSocket server of most Python programs. */
const tool = await pipTool({
  name: 'grpcio',
  version: '1.84.0',
  with: { 'grpcio-health-checking': '1.84.0', websockets: '15.0.1' },
});
const suite = tool.found ? describe : describe.skip;

suite(`servers of others${tool.found ? '' : ` (skipped: ${tool.reason})`}`, () => {
  let servers: ProtocolServers;
  const url = (scheme: string, name: string, path = ''): string =>
    `${scheme}://127.0.0.1:${servers.ports[name] ?? 0}${path}`;

  beforeAll(async () => {
    if (tool.found) servers = await startProtocolServers(tool.directory);
  }, 60_000);
  afterAll(() => servers.close());

  it('say SERVING, of the server and of a service', async () => {
    const serving = { kind: 'answered', status: { word: 'SERVING', health: 'healthy' } };
    expect(await ask(url('grpc', 'grpc'))).toMatchObject(serving);
    expect(await ask(url('grpc', 'grpc', '/shop.Orders'))).toMatchObject(serving);
  });

  it.each(['NOT_SERVING', 'UNKNOWN', 'SERVING'])('say %s when they are told so', async (word) => {
    expect(await servers.order(`${word} shop.Orders`)).toEqual({ set: word });
    expect(await ask(url('grpc', 'grpc', '/shop.Orders'))).toMatchObject({ kind: 'answered', status: { word } });
  });

  it('know no other service', async () => {
    expect(await ask(url('grpc', 'grpc', '/shop.Carts'))).toMatchObject({
      status: { word: 'NOT_FOUND', health: 'unhealthy' },
    });
  });

  it('have no health service', async () => {
    expect(await ask(url('grpc', 'bare'))).toMatchObject({ status: { word: 'UNIMPLEMENTED', health: 'hopeless' } });
  });

  it('open a WebSocket, and see it closed as it should be', async () => {
    expect(await ask(url('ws', 'websocket', '/live'))).toMatchObject({ kind: 'answered', status: 101 });
    expect(await servers.next()).toEqual({ closed: 1000 });
  });

  it('agree on a subprotocol', async () => {
    const headers = { 'sec-websocket-protocol': 'chat' };
    expect(await ask(url('ws', 'websocket'), { headers })).toMatchObject({
      status: 101,
      headers: { 'sec-websocket-protocol': 'chat' },
    });
    expect(await servers.next()).toEqual({ closed: 1000 });
  });
});
