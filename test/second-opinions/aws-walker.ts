import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Network } from './moto.ts';
import { shapeOf, type Shape } from './shapes.ts';

/** Calls one AWS, real or not, and keeps the form of each answer by the name of the step. */
export class AwsWalker {
  readonly answers = new Map<string, Shape>();
  readonly cloudwatch: CloudWatchClient;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;
  readonly network: Network;

  constructor(endpoint: string, network: Network) {
    const credentials = { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'secret' };
    const options = { endpoint, credentials, region: 'us-east-1', maxAttempts: 1 };
    this.network = network;
    this.cloudwatch = new CloudWatchClient(options);
    this.ecr = new ECRClient(options);
    this.ecs = new ECSClient(options);
    this.elb = new ElasticLoadBalancingV2Client(options);
    this.logs = new CloudWatchLogsClient(options);
    this.secrets = new SecretsManagerClient(options);
    this.ssm = new SSMClient(options);
  }

  /** @throws Error that names the step, when it is refused */
  async keep<T extends { readonly $metadata: object }>(step: string, call: Promise<T>): Promise<T> {
    const answer = await call.catch((error: unknown) => {
      throw new Error(`${step} failed: ${String(error)}`, { cause: error });
    });
    this.answers.set(step, shapeOf({ ...answer, $metadata: undefined }));
    return answer;
  }

  /** The name of the error is the form of the answer. */
  async refused(step: string, call: Promise<object>): Promise<void> {
    const outcome = await call.then(
      () => 'answered',
      // What an SDK throws is an error of its own realm under jest; its name is all that is looked at.
      (error: unknown) => (error as { readonly name: string }).name,
    );
    this.answers.set(step, new Set([`refused: ${outcome}`]));
  }

  close(): void {
    for (const client of [this.cloudwatch, this.ecr, this.ecs, this.elb, this.logs, this.secrets, this.ssm])
      client.destroy();
  }
}
