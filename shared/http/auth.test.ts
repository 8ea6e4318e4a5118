import { afterEach, describe, expect, it } from '@jest/globals';
import { parseBasicAuth, parseBearerToken, parseSigV4, secretsOfAuth, type Auth, type SigV4 } from './auth.ts';
import { ask, closeServers, failed, http } from './testing.ts';

afterEach(closeServers);

describe('the form', () => {
  it.each([
    ['user:pass', 'user', 'pass'],
    ['user:p:w', 'user', 'p:w'],
    [':pass', '', 'pass'],
    ['user:', 'user', ''],
    ['jürg:grüezi', 'jürg', 'grüezi'],
  ])('of basic-auth is %s', (text, user, password) => {
    expect(parseBasicAuth(text)).toEqual({ kind: 'basic', user, password });
  });

  it.each(['', 'user', 'user:pa\u0007ss', 'user:\nx'])('of basic-auth is not %j', (text) => {
    expect(parseBasicAuth(text)).toBeUndefined();
  });

  it.each([
    ['abc', true],
    ['eyJ.a-b_c~d+e/f==', true],
    ['Bearer abc', false],
    ['a\u0007', false],
    ['ä€', false],
  ])('of bearer-token %s: %s', (text, right) => {
    expect(parseBearerToken(text)).toEqual(right ? { kind: 'bearer', token: text } : undefined);
  });

  it.each([
    ['execute-api', 'execute-api', undefined],
    ['es:eu-west-1', 'es', 'eu-west-1'],
    ['lambda:us-gov-east-1', 'lambda', 'us-gov-east-1'],
    ['vpc-lattice:eu-west-1', 'vpc-lattice-svcs', 'eu-west-1'],
  ])('of aws-sigv4 is %s', (text, service, region) => {
    expect(parseSigV4(text)).toEqual({ kind: 'sigv4', service, region });
  });

  it.each(['', 'Lambda', 'es:', 'es:ireland', 'es:eu-west-1:x', 'es eu-west-1'])('of aws-sigv4 is not %j', (text) => {
    expect(parseSigV4(text)).toBeUndefined();
  });
});

it.each<[Auth, readonly string[]]>([
  [{ kind: 'basic', user: 'u', password: 'p:w' }, ['u:p:w', 'p:w', btoa('u:p:w')]],
  [{ kind: 'bearer', token: 't' }, ['t']],
  [{ kind: 'sigv4', service: 'es', region: undefined }, []],
])('tells the secrets of %j', (auth, secrets) => {
  expect(secretsOfAuth(auth)).toEqual(secrets);
});

describe('a request', () => {
  it.each<[string, Auth]>([
    [`Basic ${Buffer.from('jürg:p:w').toString('base64')}`, { kind: 'basic', user: 'jürg', password: 'p:w' }],
    ['Bearer abc', { kind: 'bearer', token: 'abc' }],
  ])('carries %s', async (authorization, auth) => {
    const url = await http(({ headers }, response) => response.end(headers.authorization));
    expect(await ask(url, { auth })).toMatchObject({ body: authorization });
  });

  it('carries its credentials along within the origin, and to no other', async () => {
    const seen: (string | undefined)[] = [];
    const other = await http(({ headers }, response) => {
      seen.push(headers.authorization);
      response.end();
    });
    const url = await http((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { location: request.url === '/' ? '/next' : `${other}/` }).end();
    });
    await ask(url, { auth: { kind: 'bearer', token: 'abc' }, maxRedirects: 3 });
    expect(seen).toEqual(['Bearer abc', 'Bearer abc', undefined]);
  });
});

describe('a signed request', () => {
  const auth: SigV4 = { kind: 'sigv4', service: 'execute-api', region: 'eu-west-1' };

  it('is signed anew after each redirect within the origin, and not at all for another', async () => {
    const seen: (string | undefined)[] = [];
    const other = await http(({ headers }, response) => {
      seen.push(headers.authorization);
      response.end();
    });
    const url = await http((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { location: request.url === '/' ? '/next' : `${other}/` }).end();
    });
    await ask(url, {
      auth,
      maxRedirects: 3,
      sign: (scope, { method, url: { pathname }, headers }) =>
        Promise.resolve({ authorization: `${scope.service} ${method} ${headers['host'] ?? ''}${pathname}` }),
    });
    const { host } = new URL(url);
    expect(seen).toEqual([`execute-api GET ${host}/`, `execute-api GET ${host}/next`, undefined]);
  });

  it('that cannot be signed is a failure', async () => {
    const url = await http((_, response) => response.end());
    const sign = (): Promise<never> => Promise.reject(new Error('the token has expired'));
    expect(await ask(url, { auth, sign })).toMatchObject(
      failed('credentials', /^the request could not be signed: the token has expired$/),
    );
  });

  it('ends in time when the signature never comes', async () => {
    const sign = (): Promise<never> => new Promise(() => undefined);
    const result = await ask('http://127.0.0.1:9/', { auth, sign, timeoutMs: 100 });
    expect(result).toMatchObject(failed('timeout', /within 100ms/));
    expect(result.ms).toBeLessThan(1_000);
  });
});
