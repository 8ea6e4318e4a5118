import { describe, expect, it } from '@jest/globals';
import { bodyFraming, forwardedRequest, forwardedResponse } from './headers.ts';

const hop = { clientAddress: '10.1.1.1', port: 80, targetHost: '127.0.0.1:3000', body: 'none' } as const;

describe('bodyFraming', () => {
  it.each([
    { headers: [], framing: 'none' },
    { headers: ['Content-Length', '0'], framing: 'none' },
    { headers: ['Content-Length', '12'], framing: 'length' },
    { headers: ['Transfer-Encoding', 'chunked'], framing: 'chunked' },
  ])('of $headers is $framing', ({ headers, framing }) => {
    expect(bodyFraming(headers)).toBe(framing);
  });
});

describe('forwardedRequest', () => {
  it('keeps end-to-end headers in order, case and repetition', () => {
    const sent = forwardedRequest(['Host', 'shop.example', 'X-Tag', 'a', 'x-tag', 'b', 'Content-Length', '0'], hop);
    expect(sent.slice(0, 8)).toEqual(['Host', 'shop.example', 'X-Tag', 'a', 'x-tag', 'b', 'Content-Length', '0']);
  });

  it.each(['Connection', 'Keep-Alive', 'TE', 'Trailer', 'Upgrade', 'Proxy-Connection', 'Expect'])(
    'drops %s',
    (name) => {
      expect(forwardedRequest(['Host', 'a', name, 'x'], hop)).not.toContain(name);
    },
  );

  it('drops what Connection lists', () => {
    const sent = forwardedRequest(['Host', 'a', 'Connection', 'close, X-Hop', 'X-Hop', '1', 'X-End', '2'], hop);
    expect(sent).not.toContain('X-Hop');
    expect(sent).toContain('X-End');
  });

  it('appends to the chain of addresses and replaces protocol and port', () => {
    const sent = forwardedRequest(
      ['Host', 'a', 'X-Forwarded-For', '192.0.2.1', 'X-Forwarded-Proto', 'https', 'X-Forwarded-Port', '443'],
      hop,
    );
    expect(sent.slice(-6)).toEqual([
      'x-forwarded-for',
      '192.0.2.1, 10.1.1.1',
      'x-forwarded-proto',
      'http',
      'x-forwarded-port',
      '80',
    ]);
    expect(sent).not.toContain('https');
  });

  it('frames the body for the next hop', () => {
    const chunked = forwardedRequest(['Host', 'a', 'Transfer-Encoding', 'chunked'], { ...hop, body: 'chunked' });
    expect(chunked).toEqual(expect.arrayContaining(['transfer-encoding', 'chunked']));
    expect(forwardedRequest(['Host', 'a'], hop)).toEqual(expect.arrayContaining(['content-length', '0']));
  });

  it('names a host for a client that does not', () => {
    expect(forwardedRequest([], hop).slice(0, 2)).toEqual(['host', '127.0.0.1:3000']);
  });
});

describe('forwardedResponse', () => {
  it('keeps repeated headers and drops those of the hop', () => {
    const headers = [
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'Connection',
      'X-Hop',
      'X-Hop',
      '1',
      'Transfer-Encoding',
      'chunked',
    ];
    expect(forwardedResponse(headers)).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
  });
});
