import type { InputReader } from '#shared/action/inputs';
import { readAwsSettings, type AwsSettings } from '#shared/aws/settings';
import type { ServiceRef } from '#shared/ecs/api';
import { readGroupNames, type GroupNames } from '#shared/ecs/codedeploy/group-inputs';
import { isRevision } from '#shared/ecs/names';
import { readServiceRef } from '#shared/ecs/service-inputs';
import { readVerification, type VerificationInputs } from './verification/inputs.ts';

/** What to go back to, as the user named it. */
export type Wish =
  | { readonly kind: 'previous' }
  /** Lower case, 7 to 40 digits. */
  | { readonly kind: 'commit'; readonly sha: string }
  /** Revision of the family the service runs. */
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'revision'; readonly taskDefinition: string };

export interface RollbackInputs {
  readonly aws: AwsSettings;
  readonly ref: ServiceRef;
  readonly to: Wish;
  /** Only when the service still runs this revision. */
  readonly onlyIfCurrent: string | undefined;
  /** Only releases of this environment; with `token`, the one whose GitHub deployments are kept. */
  readonly environment: string | undefined;
  readonly token: string | undefined;
  /** Why the release is left, for the record. */
  readonly reason: string | undefined;
  /** Milliseconds. */
  readonly waitMs: number;
  readonly dryRun: boolean;
  /** Milliseconds after a rollback in which no other to the release before is made. */
  readonly cooldownMs: number;
  /** Only print the releases. */
  readonly list: boolean;
  /** Whether what the release needs is looked at before anything is changed. */
  readonly preflight: boolean;
  /** What of the release goes back: its task definition, or all that the service was deployed with then. */
  readonly restore: 'task-definition' | 'service-revision';
  /** Whether to go back across a release whose migrations the releases before it cannot run with. */
  readonly allowMigrations: boolean;
  /** For a service that AWS CodeDeploy deploys. */
  readonly codeDeploy: GroupNames;
  /** Undefined: the release gone back to is not verified. */
  readonly verification: VerificationInputs | undefined;
}

const MINUTE_MS = 60_000;
const WAIT_MINUTES = { min: 0.1, max: 1440 } as const;
/** Milliseconds. */
const COOLDOWN = { min: 0, max: 24 * 60 * MINUTE_MS } as const;
const REVISION = 'the ARN of a task definition revision, or family:revision';

const WISH = `previous, a commit SHA of 7 to 40 characters, a number such as 12 or #12, ${REVISION}`;

export function parseInputs(read: InputReader): RollbackInputs {
  return {
    aws: readAwsSettings(read),
    ref: readServiceRef(read),
    to: read.parsed('to', WISH, parseWish) ?? { kind: 'previous' },
    onlyIfCurrent: read.parsed('only-if-current', REVISION, (text) => (isRevision(text) ? text : undefined)),
    environment: read.optional('environment'),
    token: readToken(read),
    reason: read.parsed('reason', 'one line of at most 500 characters', asReason),
    waitMs: (read.number('wait-for-minutes', WAIT_MINUTES) ?? 10) * MINUTE_MS,
    dryRun: read.boolean('dry-run', false),
    cooldownMs: read.duration('cooldown', '10m', COOLDOWN),
    list: read.boolean('list', false),
    preflight: read.boolean('preflight', true),
    restore: read.choice('restore', ['task-definition', 'service-revision'], 'task-definition'),
    allowMigrations: read.boolean('allow-migrations', false),
    codeDeploy: readGroupNames(read),
    verification: readVerification(read),
  };
}

function readToken(read: InputReader): string | undefined {
  const token = read.secret('token');
  if (token !== undefined && read.optional('environment') === undefined)
    read.problem('token', 'is for the GitHub deployments of an environment; give environment too.');
  return token;
}

function asReason(text: string): string | undefined {
  return text.length <= 500 && !text.includes('\n') ? text : undefined;
}

function parseWish(text: string): Wish | undefined {
  if (text === 'previous') return { kind: 'previous' };
  // Seven digits or more without the sign may be a commit; ECS counts revisions from 1.
  const number = /^(?:#(?<sure>[1-9]\d{0,8})|(?<short>[1-9]\d{0,5}))$/.exec(text)?.groups;
  if (number !== undefined) return { kind: 'number', number: Number(number['sure'] ?? number['short']) };
  if (/^[0-9a-f]{7,40}$/i.test(text)) return { kind: 'commit', sha: text.toLowerCase() };
  return isRevision(text) ? { kind: 'revision', taskDefinition: text } : undefined;
}
