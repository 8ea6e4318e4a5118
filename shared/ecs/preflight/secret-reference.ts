import { parseArn } from '../names.ts';

/** What a container's `valueFrom` names. */
export type SecretReference =
  | {
      readonly kind: 'secret';
      readonly region: string;
      /** ARN or name. */
      readonly id: string;
      readonly jsonKey: string | undefined;
      readonly versionStage: string | undefined;
      readonly versionId: string | undefined;
    }
  | { readonly kind: 'parameter'; readonly region: string; readonly name: string }
  /** An ARN of something else. */
  | { readonly kind: 'other' };

/**
 * Reads `arn:…:secretsmanager:…:secret:name[:json-key:version-stage:version-id]`, the ARN of a parameter, or the name
 * of a parameter in the region of the service (developer guide, "Pass sensitive data to an Amazon ECS container").
 */
export function readSecretReference(valueFrom: string, region: string): SecretReference {
  const arn = parseArn(valueFrom);
  if (arn === undefined) {
    return valueFrom.startsWith('arn:') ? { kind: 'other' } : { kind: 'parameter', region, name: valueFrom };
  }
  if (arn.service === 'ssm' && arn.resource.startsWith('parameter/')) {
    return { kind: 'parameter', region: arn.region, name: valueFrom };
  }
  const [type, name, ...extras] = arn.resource.split(':');
  if (arn.service !== 'secretsmanager' || type !== 'secret' || name === undefined || name === '')
    return { kind: 'other' };
  const [jsonKey, versionStage, versionId] = extras.map((extra) => (extra === '' ? undefined : extra));
  const id = `arn:${arn.partition}:secretsmanager:${arn.region}:${arn.account}:secret:${name}`;
  return { kind: 'secret', region: arn.region, id, jsonKey, versionStage, versionId };
}

/** How a reference is named in the log. A bare name is not repeated: somebody may have written the secret itself. */
export function tellReference(reference: SecretReference): string {
  if (reference.kind === 'secret')
    return `secret ${parseArn(reference.id)?.resource.slice('secret:'.length) ?? reference.id}`;
  if (reference.kind === 'other') return 'its reference';
  const path = parseArn(reference.name)?.resource.slice('parameter'.length);
  return path === undefined ? 'the SSM parameter it names' : `SSM parameter ${path}`;
}
