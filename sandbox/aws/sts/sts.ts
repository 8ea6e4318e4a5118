import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import { Members } from '../protocol/members.ts';
import { everybody } from '../role-trust.ts';
import type { Principal, RoleTrust } from '../role-trust.ts';
import { AwsError } from '../service.ts';
import type { AwsService, JsonObject, RequestContext } from '../service.ts';
import { createCredentialStore } from './credentials.ts';
import type { CredentialStore, IssuedCredentials, RoleSession } from './credentials.ts';
import { verifyIdentityToken } from './identity-token.ts';
import type { IdentityProvider } from './identity-token.ts';

/** AWS's bounds of DurationSeconds; a role that nobody made allows the longest session. */
const DURATION = { min: 900, max: 43_200 } as const;
const DEFAULT_DURATION = 3600;
/** Longest session of a role assumed with another role's credentials (IAM guide, "Role chaining"). */
const CHAINED_DURATION = 3600;

export interface StsOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  /** The OpenID Connect providers the account trusts. */
  readonly identityProviders?: readonly IdentityProvider[];
  /** Default: every role trusts everybody. */
  readonly trust?: RoleTrust;
}

export interface Sts {
  readonly service: AwsService;
  /** Give it to the AWS server as its authenticator: then expired sessions are refused by every service. */
  readonly credentials: CredentialStore;
}

/** AWS Security Token Service. Who may have a role is the trust policy's to say, as far as there is one. */
export function createSts(options: StsOptions): Sts {
  const credentials = createCredentialStore(options.clock);
  const context: Context = { ...options, credentials, trust: options.trust ?? everybody };
  const service: AwsService = {
    name: 'STS',
    protocol: { kind: 'query', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    operations: {
      GetCallerIdentity: (_input, request) => ({ ...callerIdentity(context, request) }),
      AssumeRole: (input, request) => assumeRole(context, input, request),
      AssumeRoleWithWebIdentity: (input) => assumeRoleWithWebIdentity(context, input),
    },
  };
  return { service, credentials };
}

interface Context extends StsOptions {
  readonly trust: RoleTrust;
  readonly credentials: CredentialStore;
}

interface CallerIdentity {
  readonly UserId: string;
  readonly Account: string;
  readonly Arn: string;
}

function callerIdentity({ account, credentials }: Context, request: RequestContext): CallerIdentity {
  const accessKeyId = request.accessKeyId ?? '';
  const session = credentials.sessionOf(accessKeyId);
  if (session) {
    const { Arn, AssumedRoleId } = assumedRole(account, session);
    return { UserId: AssumedRoleId, Account: account, Arn };
  }
  return { UserId: uniqueId('AIDA', accessKeyId), Account: account, Arn: `arn:aws:iam::${account}:user/sandbox` };
}

function assumeRole(context: Context, input: JsonObject, request: RequestContext): JsonObject {
  const ask = readAsk(input);
  const chained = context.credentials.sessionOf(request.accessKeyId ?? '') !== undefined;
  if (chained && ask.seconds > CHAINED_DURATION) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
    throw new AwsError('ValidationError', message);
  }
  const caller = callerIdentity(context, request).Arn;
  const session = roleSession(context, ask, {
    principal: { kind: 'caller', arn: caller },
    refusal: `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${ask.roleArn}`,
  });
  const issued = context.credentials.issue(session, ask.seconds);
  return { AssumedRoleUser: assumedRole(context.account, session), Credentials: shown(issued), PackedPolicySize: 0 };
}

function assumeRoleWithWebIdentity(context: Context, input: JsonObject): JsonObject {
  const ask = readAsk(input);
  const token = new Members(input, 'ValidationError').requiredText('WebIdentityToken');
  const claims = verifyIdentityToken(token, context.identityProviders ?? [], context.clock.now());
  const provider = claims.issuer.replace(/^https?:\/\//, '');
  const providerArn = `arn:aws:iam::${context.account}:oidc-provider/${provider}`;
  const keys = new Map([
    [`${provider}:sub`.toLowerCase(), [claims.subject]],
    [`${provider}:aud`.toLowerCase(), [claims.audience]],
  ]);
  const session = roleSession(context, ask, {
    principal: { kind: 'federated', provider: providerArn, claims: keys },
    refusal: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  });
  const issued = context.credentials.issue(session, ask.seconds);
  return {
    SubjectFromWebIdentityToken: claims.subject,
    Audience: claims.audience,
    AssumedRoleUser: assumedRole(context.account, session),
    Credentials: shown(issued),
    Provider: providerArn,
  };
}

interface Ask {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
}

function readAsk(input: JsonObject): Ask {
  const members = new Members(input, 'ValidationError');
  const roleArn = members.requiredText('RoleArn');
  const sessionName = members.requiredText('RoleSessionName');
  const seconds = members.integer('DurationSeconds', DURATION) ?? DEFAULT_DURATION;
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    const constraint = 'Member must satisfy regular expression pattern: [\\w+=,.@-]*';
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: ${constraint}`,
    );
  }
  return { roleArn, sessionName, seconds };
}

interface Asker {
  readonly principal: Principal;
  /** What is said when the role is not for it. */
  readonly refusal: string;
}

function roleSession(context: Context, ask: Ask, { principal, refusal }: Asker): RoleSession {
  const match = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]{1,64})$/.exec(ask.roleArn);
  const [, account, roleName] = match ?? [];
  if (account === undefined || roleName === undefined) {
    throw new AwsError('ValidationError', `${ask.roleArn} is invalid`);
  }
  // A role that does not exist is refused in the same words, so that nobody can find out.
  if (account !== context.account || !context.trust.admits(ask.roleArn, principal)) {
    throw new AwsError('AccessDenied', refusal, 403);
  }
  if (ask.seconds > (context.trust.maxSessionSeconds(ask.roleArn) ?? DURATION.max)) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new AwsError('ValidationError', message);
  }
  return { roleName, sessionName: ask.sessionName, roleId: uniqueId('AROA', ask.roleArn) };
}

function assumedRole(account: string, session: RoleSession): { readonly AssumedRoleId: string; readonly Arn: string } {
  return {
    AssumedRoleId: `${session.roleId}:${session.sessionName}`,
    Arn: `arn:aws:sts::${account}:assumed-role/${session.roleName}/${session.sessionName}`,
  };
}

function shown(issued: IssuedCredentials): JsonObject {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(issued.expiration).toISOString(),
  };
}

/** The same principal always has the same id. */
function uniqueId(prefix: string, principal: string): string {
  return prefix + createHash('sha256').update(principal).digest('hex').slice(0, 17).toUpperCase();
}
