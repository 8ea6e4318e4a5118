import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isUnanswered } from './faults.ts';
import { sendOnce } from './send-once.ts';

type Reaction = (response: ServerResponse) => void;

const json = (status: number, body: object): Reaction => {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  };
};
const done = json(200, { service: { serviceName: 'web' } });
const throttled = json(400, { __type: 'ThrottlingException', message: 'Rate exceeded' });
const skewed = json(400, {
  __type: 'InvalidSignatureException',
  message: 'Signature expired: 1 is now earlier than 2',
});
const fault = json(500, { __type: 'ServerException', message: 'oops' });
const page: Reaction = (response) => response.writeHead(503).end('<html>');
const reset: Reaction = (response) => response.destroy();
const truncated: Reaction = (response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"service":{');
  response.destroy();
};
const garbled: Reaction = (response) => response.writeHead(200).end('{"service":{');
const denied = json(400, { __type: 'AccessDeniedException', message: 'no' });

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Sends one UpdateService to a server with these reactions, one a request; gives how often it was asked. */
async function send(...reactions: readonly Reaction[]) {
  let asked = 0;
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      (reactions[asked] ?? done)(response);
      asked += 1;
    });
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  const client = new ECSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 3,
  });
  const command = new UpdateServiceCommand({ service: 'web' });
  const outcome = await sendOnce(command, () => client.send(command)).then(
    ({ service }) => service?.serviceName,
    (error: unknown) => error,
  );
  client.destroy();
  return { outcome, asked };
}

describe('sendOnce', () => {
  it.each<[string, Reaction]>([
    ['a connection that was reset', reset],
    ['a server fault', fault],
    ["a proxy's page", page],
    ['an answer that broke off', truncated],
    ['an answer that cannot be read', garbled],
  ])('leaves it to the caller what to do about %s', async (_, reaction) => {
    const { outcome, asked } = await send(reaction);
    expect(asked).toBe(1);
    expect(isUnanswered(outcome)).toBe(true);
  });

  it.each<[string, Reaction]>([
    ['throttled', throttled],
    ['refused for a wrong clock', skewed],
  ])('tries again what was %s: nothing was done', async (_, reaction) => {
    expect(await send(reaction)).toEqual({ outcome: 'web', asked: 2 });
  });

  it('hands a refusal through', async () => {
    const { outcome, asked } = await send(denied);
    expect(asked).toBe(1);
    expect(outcome).toMatchObject({ name: 'AccessDeniedException', message: 'no' });
    expect(isUnanswered(outcome)).toBe(false);
  });
});
