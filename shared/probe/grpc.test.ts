import { createServer as createHttpServer } from 'node:http';
import {
  createSecureServer,
  createServer as createHttp2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeServers, failed, listen } from '#shared/http/testing';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { ask, eventually, openSockets } from './testing.ts';

const certificate = selfSignedCertificate();
const before = getCACertificates();
beforeEach(() => {
  setDefaultCACertificates([certificate.cert]);
});
afterEach(async () => {
  setDefaultCACertificates(before);
  await closeServers();
  expect(await eventually(() => openSockets() === 0)).toBe(true);
});

type OnCall = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

async function server(onCall: OnCall): Promise<string> {
  const made = createHttp2Server().on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => undefined);
    onCall(stream, headers);
  });
  made.on('session', (session) => session.on('error', () => undefined));
  return `grpc://127.0.0.1:${await listen(made)}`;
}

const HEAD = { ':status': 200, 'content-type': 'application/grpc' };
const framed = (message: string, flag = 0): Buffer => {
  const bytes = Buffer.from(message, 'hex');
  return Buffer.concat([Buffer.from([flag, 0, 0, 0, bytes.length]), bytes]);
};

/** A whole answer: headers, one message in hex, trailers. */
function answering(message: Buffer, trailers: Record<string, string> = { 'grpc-status': '0' }): OnCall {
  return (stream) => {
    stream.respond({ ...HEAD, 'x-version': '1f3c9aa' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers(trailers);
    });
    stream.end(message);
  };
}

const trailersOnly =
  (code: number, more: Record<string, string> = {}): OnCall =>
  (stream) => {
    stream.respond({ ...HEAD, 'grpc-status': String(code), ...more }, { endStream: true });
  };

describe('a health check', () => {
  it('is healthy when the server says SERVING, with the metadata of head and trailers', async () => {
    const url = await server(answering(framed('0801'), { 'grpc-status': '0', 'x-node': 'b' }));
    expect(await ask(url)).toMatchObject({
      kind: 'answered',
      status: { word: 'SERVING', health: 'healthy' },
      headers: { 'x-version': '1f3c9aa', 'x-node': 'b' },
    });
  });

  it('asks for the service in the path, with metadata and the time that is left', async () => {
    const seen: [IncomingHttpHeaders, string][] = [];
    const url = await server((stream, headers) => {
      stream.once('data', (bytes: Buffer) => seen.push([headers, bytes.toString('hex')]));
      answering(framed('0801'))(stream, headers);
    });
    const metadata = { authorization: 'Bearer x', host: 'api.test', te: 'gzip' };
    await ask(`${url}/pkg.Api`, { headers: metadata, timeoutMs: 900 });
    await ask(url);
    const [named, whole] = seen;
    expect(named).toMatchObject([
      {
        ':method': 'POST',
        ':path': '/grpc.health.v1.Health/Check',
        ':scheme': 'http',
        ':authority': 'api.test',
        'content-type': 'application/grpc',
        te: 'trailers',
        authorization: 'Bearer x',
        'grpc-timeout': expect.stringMatching(/^[1-9]\d{0,2}m$/),
      },
      `00000000090a07${Buffer.from('pkg.Api').toString('hex')}`,
    ]);
    expect(whole?.[1]).toBe('0000000000');
  });

  it.each([
    ['NOT_SERVING', '0802'],
    ['UNKNOWN', '0800'],
    ['UNKNOWN', ''],
    ['SERVICE_UNKNOWN', '0803'],
    ['status 9', '0809'],
    ['SERVING', '120568656c6c6f0801'],
    ['SERVING', '0802080115000000001900000000000000000801'],
  ])('is %s when the message is "%s"', async (word, message) => {
    const health =
      word === 'SERVING' ? { word, health: 'healthy' } : { word, health: 'unhealthy', reason: 'expected SERVING' };
    expect(await ask(await server(answering(framed(message))))).toMatchObject({ kind: 'answered', status: health });
  });

  it.each<[number, string, { readonly health: string; readonly says: RegExp }]>([
    [5, 'NOT_FOUND', { health: 'unhealthy', says: /the server knows no service "pkg\.Api"/ }],
    [7, 'PERMISSION_DENIED', { health: 'hopeless', says: /refuses to tell: "höchst geheim"/ }],
    [12, 'UNIMPLEMENTED', { health: 'hopeless', says: /has no health service \(grpc\.health\.v1\.Health\)/ }],
    [14, 'UNAVAILABLE', { health: 'unhealthy', says: /expected SERVING: "höchst geheim"/ }],
    [16, 'UNAUTHENTICATED', { health: 'hopeless', says: /refuses to tell/ }],
    [99, 'code 99', { health: 'unhealthy', says: /expected SERVING/ }],
  ])('that ends with code %d is %s', async (code, word, { health, says }) => {
    const more = { 'grpc-message': 'h%C3%B6chst geheim' };
    const condition = { word, health, reason: expect.stringMatching(says) };
    const early = await ask(`${await server(trailersOnly(code, more))}/pkg.Api`);
    expect(early).toMatchObject({ kind: 'answered', status: condition });
    const late = await server(answering(Buffer.alloc(0), { 'grpc-status': String(code), ...more }));
    expect(await ask(`${late}/pkg.Api`)).toMatchObject({ kind: 'answered', status: condition });
  });

  it('that something before the server answers has its status and body', async () => {
    const url = await server((stream) => {
      stream.respond({ ':status': 503, 'content-type': 'text/html' });
      stream.end('no targets');
    });
    expect(await ask(url)).toMatchObject({ kind: 'answered', status: 503, body: 'no targets', truncated: false });
  });

  it('works over TLS', async () => {
    const made = createSecureServer(certificate).on('stream', (stream: ServerHttp2Stream) => {
      answering(framed('0801'))(stream, {});
    });
    expect(await ask(`grpcs://localhost:${await listen(made)}`)).toMatchObject({ status: { word: 'SERVING' } });
  });
});

describe('what is no answer', () => {
  it.each<[string, OnCall, RegExp]>([
    ['a compressed message', answering(framed('0801', 1)), /message is compressed/],
    ['an oversize message', answering(Buffer.from([0, 0x7f, 0xff, 0xff, 0xff])), /2147483647 bytes, more than/],
    ['two messages', answering(Buffer.concat([framed('0801'), framed('0801')])), /more than one message/],
    ['half a message', answering(Buffer.from([0, 0, 0, 0, 2, 8])), /message is not complete/],
    ['no message', answering(Buffer.alloc(0)), /message is not complete/],
    ['a message that is none', answering(framed('0a7f')), /no HealthCheckResponse/],
    ['a message with a group', answering(framed('0b')), /no HealthCheckResponse/],
    ['a message with a number that does not end', answering(framed('08ffffffffffffffffffffff')), /no HealthCheck/],
    ['no grpc-status', answering(framed('0801'), {}), /no grpc-status/],
    ['a grpc-status that is none', answering(framed('0801'), { 'grpc-status': 'fine' }), /no grpc-status/],
    [
      'a web page',
      (stream) => {
        stream.respond({ ':status': 200, 'content-type': 'text/html' });
        stream.end('<html>');
      },
      /it is text\/html/,
    ],
    [
      'a message without end',
      (stream) => {
        stream.respond(HEAD);
        const more = (): void => {
          while (!stream.destroyed && stream.write(Buffer.alloc(65_536)));
        };
        stream.on('drain', more);
        more();
      },
      /more than one message/,
    ],
  ])('is %s', async (_, onCall, words) => {
    expect(await ask(await server(onCall))).toMatchObject(failed('protocol', words));
  });

  it.each<[string, OnCall, object]>([
    ['REFUSED_STREAM', (stream) => stream.close(7), failed('reset', /reset the stream \(REFUSED_STREAM\)/)],
    [
      'a reset after the head',
      (stream) => {
        stream.respond(HEAD);
        setTimeout(() => stream.destroy(new Error('broken')), 20);
      },
      failed('reset', /reset the stream \(INTERNAL_ERROR\)/),
    ],
    ['GOAWAY with a code', (stream) => stream.session?.goaway(11), failed('reset', /GOAWAY, ENHANCE_YOUR_CALM/)],
    ['a connection cut', (stream) => stream.session?.socket.destroy(), failed('reset', /closed the connection/)],
    ['silence', () => undefined, failed('timeout', /within 300ms \(waiting for the answer\)/)],
    ['a head alone', (stream) => stream.respond(HEAD), failed('timeout', /within 300ms/)],
  ])('is %s', async (_, onCall, wanted) => {
    const result = await ask(await server(onCall), { timeoutMs: 300 });
    expect(result).toMatchObject(wanted);
    expect(result.ms).toBeLessThan(1_000);
  });

  it('is a server that speaks HTTP/1 only', async () => {
    const port = await listen(createHttpServer((_, response) => response.end()));
    expect(await ask(`grpc://127.0.0.1:${port}`)).toMatchObject(
      failed('protocol', /^127\.0\.0\.1:\d+ does not speak HTTP\/2 without TLS$/),
    );
  });

  it('is a server that speaks TLS only, asked without', async () => {
    const port = await listen(createTlsServer(certificate));
    expect(await ask(`grpc://127.0.0.1:${port}`)).toMatchObject(failed('reset', /closed the connection/));
  });

  it('is a server that goes away before it took the call', async () => {
    const frame = (type: number, payload: string): string =>
      `${(payload.length / 2).toString(16).padStart(6, '0')}${type.toString(16).padStart(2, '0')}0000000000${payload}`;
    const made = createTcpServer((socket) => {
      socket.once('data', () => socket.write(Buffer.from(frame(4, '') + frame(7, '0000000000000000'), 'hex')));
    });
    const result = await ask(`grpc://127.0.0.1:${await listen(made)}`);
    expect(result).toMatchObject(failed('reset', /going away \(GOAWAY, NO_ERROR\)|closed the connection/));
    expect(result.ms).toBeLessThan(1_000);
  });

  it.each([
    ['does not know ALPN', {}],
    ['offers HTTP/1 only', { ALPNProtocols: ['http/1.1'] }],
  ])('is a TLS server that %s', async (_, options) => {
    const port = await listen(createTlsServer({ ...certificate, ...options }));
    expect(await ask(`grpcs://localhost:${port}`)).toMatchObject(
      failed('protocol', /does not offer HTTP\/2 \(ALPN h2\)/),
    );
  });

  it('is a server that speaks no TLS, asked with', async () => {
    const made = createTcpServer((socket) => socket.once('data', () => socket.write('hello, who is there?')));
    expect(await ask(`grpcs://127.0.0.1:${await listen(made)}`)).toMatchObject(failed('plain-http', /speak TLS$/));
  });

  it('is a probe that was cancelled, within milliseconds', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const asking = ask(await server(() => undefined), { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
