import type { InputReader } from '#shared/action/inputs';

/** Where and as whom AWS is called. Undefined members are left to the SDK's default chain. */
export interface AwsSettings {
  readonly region: string | undefined;
  /** Assumed with GitHub's OIDC token instead of the default credentials. */
  readonly role: OidcRole | undefined;
}

export interface OidcRole {
  readonly arn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly audience: string;
}

// IAM: path and name of a role; partitions such as aws-cn and aws-us-gov included.
const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
// STS: RoleSessionName.
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** The AWS inputs every AWS action takes, by the names of aws-actions/configure-aws-credentials. */
export function readAwsSettings(read: InputReader): AwsSettings {
  const region = read.parsed('aws-region', 'a region such as eu-west-1', (text) =>
    REGION.test(text) ? text : undefined,
  );
  const arn = read.parsed('role-to-assume', 'the ARN of an IAM role, arn:aws:iam::123456789012:role/name', (text) =>
    ROLE_ARN.test(text) ? text : undefined,
  );
  const sessionName = read.parsed('role-session-name', '2 to 64 letters, digits or any of _+=,.@-', (text) =>
    SESSION_NAME.test(text) ? text : undefined,
  );
  // STS accepts 900 to 43200 seconds; the role's own maximum may be lower.
  const durationSeconds = read.integer('role-duration-seconds', { min: 900, max: 43_200 }) ?? 3_600;
  const audience = read.text('audience', 'sts.amazonaws.com');
  const role =
    arn === undefined ? undefined : { arn, sessionName: sessionName ?? 'GitHubActions', durationSeconds, audience };
  return { region, role };
}
