import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyIdentityToken } from '#sandbox/aws/sts/identity-token';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { GITHUB_ISSUER, startGithubOidc } from './oidc.ts';
import type { GithubOidc, OidcEnvironment } from './oidc.ts';
import type { OidcJob } from './job-claims.ts';

const job: OidcJob = {
  repository: 'octo/shop',
  ref: 'refs/heads/main',
  sha: '0123456789abcdef0123456789abcdef01234567',
  workflow: 'ship',
  workflowPath: '.github/workflows/ship.yml',
  eventName: 'push',
  actor: 'octocat',
  runId: '17',
  runNumber: '3',
  runAttempt: '1',
};

let clock: FakeClock;
let oidc: GithubOidc;

beforeEach(async () => {
  clock = new FakeClock();
  oidc = await startGithubOidc({ clock });
});

afterEach(() => oidc.close());

/** Asks as @actions/core does: the audience appended to the URL as it stands. */
async function ask(environment: OidcEnvironment, audience?: string): Promise<Response> {
  const suffix = audience === undefined ? '' : `&audience=${encodeURIComponent(audience)}`;
  return await fetch(`${environment.ACTIONS_ID_TOKEN_REQUEST_URL}${suffix}`, {
    headers: { authorization: `Bearer ${environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
}

async function tokenOf(environment: OidcEnvironment, audience?: string): Promise<string> {
  const { value } = (await (await ask(environment, audience)).json()) as { readonly value: string };
  return value;
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Readonly<
    Record<string, unknown>
  >;
}

describe('the token endpoint', () => {
  it("answers a token with GitHub's claims of the job", async () => {
    const claims = claimsOf(await tokenOf(oidc.authorize(job), 'sts.amazonaws.com'));
    const now = clock.now() / 1000;
    expect(claims).toMatchObject({
      iss: GITHUB_ISSUER,
      aud: 'sts.amazonaws.com',
      sub: 'repo:octo/shop:ref:refs/heads/main',
      repository: 'octo/shop',
      repository_owner: 'octo',
      sha: job.sha,
      run_id: '17',
      event_name: 'push',
      job_workflow_ref: 'octo/shop/.github/workflows/ship.yml@refs/heads/main',
      iat: now,
      exp: now + 300,
    });
    expect(claims).not.toHaveProperty('environment');
  });

  it.each([
    { name: 'an environment', change: { environment: 'production' }, subject: 'repo:octo/shop:environment:production' },
    { name: 'a pull request', change: { eventName: 'pull_request' }, subject: 'repo:octo/shop:pull_request' },
    {
      name: 'an environment in a pull request',
      change: { eventName: 'pull_request', environment: 'a:b' },
      subject: 'repo:octo/shop:environment:a%3Ab',
    },
  ])('puts $name in the subject', async ({ change, subject }) => {
    expect(claimsOf(await tokenOf(oidc.authorize({ ...job, ...change })))['sub']).toBe(subject);
  });

  it('takes the owner as audience when none is asked for, and makes every token anew', async () => {
    const environment = oidc.authorize(job);
    const [one, two] = [claimsOf(await tokenOf(environment)), claimsOf(await tokenOf(environment))];
    expect(one['aud']).toBe('https://github.com/octo');
    expect(one['jti']).not.toBe(two['jti']);
  });

  it('refuses a wrong bearer, and one whose job has ended', async () => {
    const environment = oidc.authorize(job);
    expect((await ask({ ...environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'guess' })).status).toBe(401);
    oidc.revoke(environment);
    expect((await ask(environment)).status).toBe(401);
  });
});

describe('the keys', () => {
  it('verify the tokens, as a third party finds them', async () => {
    const [header, payload, signature] = (await tokenOf(oidc.authorize(job))).split('.');
    const discovery = (await (await fetch(`${oidc.url}/.well-known/openid-configuration`)).json()) as {
      readonly jwks_uri: string;
    };
    const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { readonly keys: readonly JsonWebKey[] };
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    expect(
      verify('sha256', Buffer.from(`${header ?? ''}.${payload ?? ''}`), key, Buffer.from(signature ?? '', 'base64url')),
    ).toBe(true);
  });

  it('satisfy the security token service', async () => {
    const provider = { issuer: oidc.issuer, audiences: ['sts.amazonaws.com'], keys: () => oidc.keys() };
    const token = await tokenOf(oidc.authorize(job), 'sts.amazonaws.com');
    expect(verifyIdentityToken(token, [provider], clock.now())).toEqual({
      issuer: GITHUB_ISSUER,
      audience: 'sts.amazonaws.com',
      subject: 'repo:octo/shop:ref:refs/heads/main',
    });
  });
});
