import type { InputReader } from '#shared/action/inputs';
import type { EcsService } from '../api.ts';

/** A deployment group as the user names it; what is left out has a default that goes by the service. */
export interface GroupNames {
  readonly application: string | undefined;
  readonly group: string | undefined;
}

/** Inputs of every action that has to do with a deployment group, by the names that AWS's own action has for them. */
export const GROUP_INPUTS: Readonly<Record<keyof GroupNames, string>> = {
  application: 'codedeploy-application',
  group: 'codedeploy-deployment-group',
};

export function readGroupNames(read: InputReader): GroupNames {
  return {
    application: readCodeDeployName(read, GROUP_INPUTS.application, 'an application of AWS CodeDeploy'),
    group: readCodeDeployName(read, GROUP_INPUTS.group, 'a deployment group of AWS CodeDeploy'),
  };
}

/** API reference, CreateDeployment: names have 1 to 100 characters; which ones, the errors of the API tell. */
export function readCodeDeployName(read: InputReader, input: string, what: string): string | undefined {
  return read.parsed(input, `the name of ${what}, 100 characters at most, without blanks`, (text) =>
    /^[\w+=,.@-]{1,100}$/.test(text) ? text : undefined,
  );
}

/** What is wrong with an input about CodeDeploy where ECS itself deploys the service: a sentence without its input. */
export function notOfCodeDeploy({ serviceName = 'the service' }: EcsService): string {
  return `service ${serviceName} is deployed by Amazon ECS itself, not by AWS CodeDeploy; leave it out.`;
}
