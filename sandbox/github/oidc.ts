import { generateKeyPair, randomBytes, randomUUID, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import type { SandboxClock } from '../clock.ts';
import { jobClaims, ownerOf } from './job-claims.ts';
import type { OidcJob } from './job-claims.ts';

/** GitHub's issuer, the one that trust policies name. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** GitHub's tokens live this long. */
const LIFETIME_SECONDS = 300;
/** GitHub dates `nbf` back, against clocks that differ. */
const NOT_BEFORE_SECONDS = 600;

export interface GithubOidcOptions {
  readonly clock: SandboxClock;
  /** 0 takes a free port. */
  readonly port?: number;
}

export interface GithubOidc {
  readonly url: string;
  readonly issuer: string;
  /** The public signing keys, as GitHub's JWKS document has them. */
  keys(): readonly JsonWebKey[];
  /** What the runner sets for a job with `id-token: write`; each job has a bearer of its own. */
  authorize(job: OidcJob): OidcEnvironment;
  /** Takes a job's bearer back, as GitHub does at its end. */
  revoke(environment: OidcEnvironment): void;
  close(): Promise<void>;
}

export interface OidcEnvironment {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

/** The endpoint `getIDToken` of @actions/core asks, and the discovery documents a verifier asks. */
export async function startGithubOidc(options: GithubOidcOptions): Promise<GithubOidc> {
  const signer = await createSigner();
  const jobs = new Map<string, OidcJob>();
  const endpoint: Endpoint = { clock: options.clock, signer, jobs };
  const server = createServer((request, response) => {
    send(response, answer(endpoint, request));
  });
  const port = await listenOnLoopback(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    issuer: GITHUB_ISSUER,
    keys: () => [signer.jwk],
    authorize: (job) => {
      const bearer = randomBytes(32).toString('base64url');
      jobs.set(bearer, job);
      // The URL carries a query already: @actions/core appends `&audience=…`.
      return { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/idtoken?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer };
    },
    revoke: (environment) => {
      jobs.delete(environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    },
    close: () => shutDown(server),
  };
}

interface Signer {
  readonly key: KeyObject;
  readonly jwk: JsonWebKey;
  readonly kid: string;
}

interface Endpoint {
  readonly clock: SandboxClock;
  readonly signer: Signer;
  readonly jobs: ReadonlyMap<string, OidcJob>;
}

async function createSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return { key: privateKey, kid, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } };
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

function answer(endpoint: Endpoint, request: IncomingMessage): Reply {
  const url = new URL(request.url ?? '/', 'http://localhost');
  switch (url.pathname) {
    case '/idtoken':
      return idToken(endpoint, bearerOf(request), url.searchParams.get('audience'));
    case '/.well-known/openid-configuration':
      return ok({ issuer: GITHUB_ISSUER, jwks_uri: `http://${request.headers.host ?? ''}/.well-known/jwks` });
    case '/.well-known/jwks':
      return ok({ keys: [endpoint.signer.jwk] });
    default:
      return { status: 404, body: { message: 'Not Found' } };
  }
}

function idToken(endpoint: Endpoint, bearer: string | undefined, audience: string | null): Reply {
  const job = bearer === undefined ? undefined : endpoint.jobs.get(bearer);
  if (!job) return { status: 401, body: { message: 'The bearer token is not valid for a running job.' } };
  return ok({ value: issueToken(endpoint, job, audience) });
}

function ok(body: object): Reply {
  return { status: 200, body };
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function issueToken({ clock, signer }: Endpoint, job: OidcJob, audience: string | null): string {
  const now = Math.floor(clock.now() / 1000);
  const claims = {
    ...jobClaims(job),
    jti: randomUUID(),
    iss: GITHUB_ISSUER,
    aud: audience ?? `https://github.com/${ownerOf(job)}`,
    nbf: now - NOT_BEFORE_SECONDS,
    iat: now,
    exp: now + LIFETIME_SECONDS,
  };
  const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: signer.kid })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), signer.key).toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
