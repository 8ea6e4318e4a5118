import type { SecretAnswer } from '#sandbox/aws/secret-source';
import type { Task } from '../model.ts';
import { resourceInitializationError } from './failures.ts';
import type { StartFailure } from './failures.ts';

export type SecretRefusal = Extract<SecretAnswer, { readonly found: false }>['why'];

const failed = 'unable to pull secrets or registry auth: execution resource retrieval failed:';
const retried = 'service call has been retried 1 time(s):';

/** Why a task cannot have a secret, as stopped Fargate tasks word it (published reports: terraform-aws-directus 10, dify-self-hosted-on-aws 35, simpler-grants-gov 4330). */
export function secretFailure(task: Task, valueFrom: string, why: SecretRefusal): StartFailure {
  const words = valueFrom.includes(':secretsmanager:')
    ? `unable to retrieve secret from asm: ${retried} ${secretsManagerWords(task, valueFrom, why)}`
    : `unable to retrieve secrets from ssm: ${retried} ${parameterWords(task, valueFrom, why)}`;
  return resourceInitializationError(`${failed} ${words}`);
}

function secretsManagerWords(task: Task, valueFrom: string, why: SecretRefusal): string {
  const parts = valueFrom.split(':');
  const arn = parts.slice(0, 7).join(':');
  if (why === 'no-such-key') return `retrieved secret from Secrets Manager did not contain json key ${parts[7] ?? ''}`;
  const reason =
    why === 'access-denied'
      ? denied(task, 'secretsmanager:GetSecretValue', arn)
      : "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  return `failed to fetch secret ${arn} from secrets manager: ${reason}`;
}

function parameterWords(task: Task, valueFrom: string, why: SecretRefusal): string {
  if (why === 'access-denied') return denied(task, 'ssm:GetParameters', valueFrom);
  return `invalid ssm parameters: ${/:parameter(\/.*)$/.exec(valueFrom)?.[1] ?? valueFrom}`;
}

function denied(task: Task, action: string, resource: string): string {
  const [, , , , account = '', role = ''] = (task.definition.spec.executionRoleArn ?? '').split(':');
  const user = `arn:aws:sts::${account}:assumed-role/${role.slice(role.lastIndexOf('/') + 1)}/${task.id}`;
  return `AccessDeniedException: User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}
