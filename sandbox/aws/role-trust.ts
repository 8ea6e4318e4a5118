/** Whom roles trust; implemented by sandbox/aws/iam. */
export interface RoleTrust {
  /** False also for a role that does not exist, once there are roles at all. */
  admits(roleArn: string, principal: Principal): boolean;
  /** Undefined for a role nobody made. */
  maxSessionSeconds(roleArn: string): number | undefined;
}

/** Who asks for a role. */
export type Principal =
  /** By its ARN: a user, the account's root, or the session of a role. */
  | { readonly kind: 'caller'; readonly arn: string }
  /** `ecs-tasks.amazonaws.com` */
  | { readonly kind: 'service'; readonly name: string }
  /** With the claims of its token as condition keys: `token.actions.githubusercontent.com:sub`. */
  | { readonly kind: 'federated'; readonly provider: string; readonly claims: ReadonlyMap<string, readonly string[]> };

/** Every role is there and trusts everybody: for trials that have no IAM. */
export const everybody: RoleTrust = { admits: () => true, maxSessionSeconds: () => undefined };
