/** Where a container's `secrets` come from; implemented over sandbox/aws/secretsmanager and sandbox/aws/ssm. */
export interface SecretSource {
  /** @param valueFrom an ARN of Secrets Manager (also with `:json-key:version-stage:version-id`) or of SSM, or an SSM parameter's name */
  read(valueFrom: string): SecretAnswer;
}

export type SecretAnswer =
  | { readonly found: true; readonly value: string }
  | { readonly found: false; readonly why: 'not-found' | 'access-denied' | 'no-such-key' };
