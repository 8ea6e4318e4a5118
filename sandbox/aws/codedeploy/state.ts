import { codeDeployError, noApplication, noConfig, noDeployment, noGroup } from './errors.ts';
import type { Application, Deployment, DeploymentConfig, DeploymentGroup } from './model.ts';

/** Everything this CodeDeploy knows, and how it is looked up. */
export class CodeDeployState {
  readonly applications = new Map<string, Application>();
  readonly configs = new Map<string, DeploymentConfig>();
  /** In the order they were made. */
  readonly deployments = new Map<string, Deployment>();

  /** @throws ApplicationNameRequiredException | ApplicationDoesNotExistException */
  application(name: string | undefined): Application {
    if (!name) throw codeDeployError('ApplicationNameRequired', 'The application name was not specified.');
    const found = this.applications.get(name);
    if (!found) throw noApplication(name);
    return found;
  }

  /** @throws also DeploymentGroupNameRequiredException | DeploymentGroupDoesNotExistException */
  group(application: string | undefined, name: string | undefined): DeploymentGroup {
    const { groups } = this.application(application);
    if (!name) throw codeDeployError('DeploymentGroupNameRequired', 'The deployment group name was not specified.');
    const found = groups.get(name);
    if (!found) throw noGroup(name);
    return found;
  }

  groups(): readonly DeploymentGroup[] {
    return [...this.applications.values()].flatMap(({ groups }) => [...groups.values()]);
  }

  /** @throws DeploymentConfigDoesNotExistException */
  config(name: string): DeploymentConfig {
    const found = this.configs.get(name);
    if (!found) throw noConfig(name);
    return found;
  }

  /** @throws DeploymentIdRequiredException | InvalidDeploymentIdException | DeploymentDoesNotExistException */
  deployment(id: string | undefined): Deployment {
    if (!id) throw codeDeployError('DeploymentIdRequired', 'The deployment ID was not specified.');
    if (!/^d-[A-Z0-9]{9}$/.test(id)) {
      throw codeDeployError('InvalidDeploymentId', `Specified DeploymentId is not in the valid format: ${id}`);
    }
    const found = this.deployments.get(id);
    if (!found) throw noDeployment(id);
    return found;
  }
}
