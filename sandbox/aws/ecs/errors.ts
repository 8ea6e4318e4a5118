import { AwsError } from '#sandbox/aws/service';

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);
export const clientError = (message: string): AwsError => new AwsError('ClientException', message);
export const unsupported = (message: string): AwsError => new AwsError('UnsupportedFeatureException', message);
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);
export const clusterNotFound = (): AwsError => new AwsError('ClusterNotFoundException', 'Cluster not found.');
export const clusterContains = (what: 'Services' | 'Tasks', message: string): AwsError =>
  new AwsError(`ClusterContains${what}Exception`, message);
export const serviceNotFound = (): AwsError => new AwsError('ServiceNotFoundException', 'Service not found.');
export const serviceNotActive = (): AwsError => new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
export const deploymentNotFound = (): AwsError =>
  new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
export const taskSetNotFound = (): AwsError =>
  new AwsError('TaskSetNotFoundException', 'The specified task set was not found.');
