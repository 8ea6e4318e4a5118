/**
 * Where the real answer of ECS is not known for certain, both shapes exist and a scenario chooses.
 * A deployer has to work with either.
 */
export interface Unsure {
  /**
   * What a rollback of a rolling deployment runs as: the deployment that completed before, PRIMARY again under its `former` id, or a
   * deployment with a `new` id of the same revision. Reference 3.2: published captures show the former id; several tools' tests
   * assume a new one. Blue/green rollbacks always keep the former: its tasks never went away.
   */
  readonly rollbackDeploymentId: 'former' | 'new';
  /** Does UpdateService's own answer carry `currentServiceDeployment` of the deployment it has begun. Reference 2.3: not verified. */
  readonly updateAnswersServiceDeployment: boolean;
  /**
   * Is BLUE_GREEN without `bakeTimeInMinutes` refused. Reference 2.1: the API's documentation says that it must be provided; no
   * capture of the refusal is known. When it is not refused, it is 0.
   */
  readonly bakeTimeRequired: boolean;
}

/** The likelier ones. */
export const likely: Unsure = {
  rollbackDeploymentId: 'former',
  updateAnswersServiceDeployment: false,
  bakeTimeRequired: true,
};
