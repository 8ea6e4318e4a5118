import { AwsError } from '#sandbox/aws/service';

/** Errors of the API of 2014-10-06. Those with a comment have wordings that users have quoted; the others follow the API reference. */
export const codeDeployError = (name: string, message: string): AwsError => new AwsError(`${name}Exception`, message);

/** Quoted. */
export const noApplication = (name: string): AwsError =>
  codeDeployError('ApplicationDoesNotExist', `No application found for name: ${name}`);
/** Quoted. */
export const noGroup = (name: string): AwsError =>
  codeDeployError('DeploymentGroupDoesNotExist', `No Deployment Group found for name: ${name}`);
/** Quoted. */
export const noDeployment = (id: string): AwsError =>
  codeDeployError('DeploymentDoesNotExist', `The deployment ${id} could not be found`);
/** Quoted. */
export const noConfig = (name: string): AwsError =>
  codeDeployError('DeploymentConfigDoesNotExist', `No Deployment Configuration found for name: ${name}`);
/** Quoted. */
export const groupIsBusy = (group: string, deployment: string): AwsError =>
  codeDeployError(
    'DeploymentLimitExceeded',
    `The Deployment Group '${group}' already has an active Deployment '${deployment}'`,
  );
export const alreadyCompleted = (id: string): AwsError =>
  codeDeployError('DeploymentAlreadyCompleted', `The deployment ${id} is already completed.`);
/** What CodeDeploy can and the sandbox cannot. */
export const unsupported = (message: string): AwsError => codeDeployError('UnsupportedFeature', message);
