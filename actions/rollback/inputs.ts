import type { InputReader } from '#shared/action/inputs';
import { readAwsSettings, type AwsSettings } from '#shared/aws/settings';
import type { ServiceRef } from '#shared/ecs/api';
import { isRevision } from '#shared/ecs/names';
import { readServiceRef } from '#shared/ecs/service-inputs';

/** What to go back to, as the user named it. */
export type Wish =
  | { readonly kind: 'previous' }
  /** Lower case, 7 to 40 digits. */
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'revision'; readonly taskDefinition: string };

export interface RollbackInputs {
  readonly aws: AwsSettings;
  readonly ref: ServiceRef;
  readonly to: Wish;
  /** Only when the service still runs this revision. */
  readonly onlyIfCurrent: string | undefined;
  /** Only releases of this environment. */
  readonly environment: string | undefined;
  /** Milliseconds. */
  readonly waitMs: number;
  readonly dryRun: boolean;
}

const MINUTE_MS = 60_000;
const WAIT_MINUTES = { min: 0.1, max: 1440 } as const;
const REVISION = 'the ARN of a task definition revision, or family:revision';

export function parseInputs(read: InputReader): RollbackInputs {
  return {
    aws: readAwsSettings(read),
    ref: readServiceRef(read),
    to: read.parsed('to', `previous, a commit SHA of 7 to 40 characters, ${REVISION}`, parseWish) ?? {
      kind: 'previous',
    },
    onlyIfCurrent: read.parsed('only-if-current', REVISION, (text) => (isRevision(text) ? text : undefined)),
    environment: read.optional('environment'),
    waitMs: (read.number('wait-for-minutes', WAIT_MINUTES) ?? 10) * MINUTE_MS,
    dryRun: read.boolean('dry-run', false),
  };
}

function parseWish(text: string): Wish | undefined {
  if (text === 'previous') return { kind: 'previous' };
  if (/^[0-9a-f]{7,40}$/i.test(text)) return { kind: 'commit', sha: text.toLowerCase() };
  return isRevision(text) ? { kind: 'revision', taskDefinition: text } : undefined;
}
