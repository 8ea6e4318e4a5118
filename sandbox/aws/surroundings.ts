import type { SandboxClock } from '../clock.ts';
import type { Registry } from '../registry/server.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import type { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { createEcr } from './ecr/service.ts';
import type { Ecr } from './ecr/service.ts';
import type { EcrTokens } from './ecr/tokens.ts';
import { createIam } from './iam/iam.ts';
import { createLogs } from './logs/logs.ts';
import type { LogSink } from './log-sink.ts';
import type { Authenticator } from './protocol/authentication.ts';
import type { RoleTrust } from './role-trust.ts';
import { createContainerSecrets } from './secrets/container-secrets.ts';
import type { ContainerSecrets } from './secrets/container-secrets.ts';
import { createSecretsManager } from './secretsmanager/secrets-manager.ts';
import type { AwsService } from './service.ts';
import { createSsm } from './ssm/ssm.ts';
import type { IdentityProvider } from './sts/identity-token.ts';
import { createSts } from './sts/sts.ts';

export interface SurroundingsOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly registry: Pick<Registry, 'host' | 'store'>;
  readonly tokens: EcrTokens;
  /** The OpenID Connect providers the account trusts. */
  readonly identityProviders: readonly IdentityProvider[];
}

/** What a deployment needs of AWS besides ECS and the load balancer. */
export interface Surroundings {
  readonly services: readonly AwsService[];
  /** Knows which credentials have expired. */
  readonly authenticator: Authenticator;
  readonly logs: LogSink;
  readonly ecr: Ecr;
  readonly secrets: ContainerSecrets;
  /** Whom the account's roles trust. */
  readonly roles: RoleTrust;
  readonly alarms: CloudWatch['alarms'];
}

/** All of them in memory, of one account in one region. */
export function createSurroundings(options: SurroundingsOptions): Surroundings {
  const { clock, account, region, registry, tokens, identityProviders } = options;
  const place = { clock, account, region };
  const logs = createLogs(place);
  const iam = createIam(place);
  const sts = createSts({ clock, account, identityProviders, trust: iam.trust });
  const ecr = createEcr({ ...place, registry, tokens });
  const secretsManager = createSecretsManager(place);
  const ssm = createSsm(place);
  const cloudwatch = createCloudWatch(place);
  return {
    services: [ecr, logs, iam, sts, secretsManager, ssm, cloudwatch].map(({ service }) => service),
    authenticator: sts.credentials,
    logs: logs.sink,
    ecr,
    roles: iam.trust,
    alarms: cloudwatch.alarms,
    secrets: createContainerSecrets({ secrets: secretsManager.store, parameters: ssm.store }),
  };
}
