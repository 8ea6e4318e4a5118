/** A release as `list: true` gives it, in the output `releases` as well. */
export interface ListedRelease {
  /** Of the revision, so that it means the same release for ever; `to` takes it. */
  readonly number: number;
  readonly taskDefinitionArn: string;
  readonly current: boolean;
  readonly state: 'proven' | 'bad' | 'unproven';
  readonly sha: string | undefined;
  readonly image: string | undefined;
  readonly environment: string | undefined;
  /** URL or id of the workflow run that registered it. */
  readonly run: string | undefined;
  /** Who released it: a GitHub user, else the IAM principal that registered it. */
  readonly by: string | undefined;
  readonly registeredAt: Date | undefined;
  /** When ECS last completed a deployment of it to this service; as far back as ECS knows. */
  readonly deployedAt: Date | undefined;
  readonly provenAt: Date | undefined;
  readonly failedAt: Date | undefined;
  readonly failedReason: string | undefined;
  readonly migrations: boolean;
}
