import { listOf, memberOf } from './json.ts';

/** The payload of this form tells that a deployment is the suite's. */
export const PAYLOAD_SCHEMA = 'cicd-actions/deployment/v1';

/** A release of one service. */
export interface DeployedRelease {
  /** Names, not ARNs. */
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  readonly previousTaskDefinition: string;
  readonly images: readonly string[];
}

/** What the payload of a deployment tells that goes back to an earlier release, so that rollbacks can be counted. */
export interface RollbackFacts {
  /** ARN of the revision that was left. */
  readonly rollbackOf: string;
  /** Its commit, where it is known. */
  readonly rollbackOfSha?: string;
  /** Why it was left. */
  readonly reason: string;
}

/**
 * What the payload of a deployment holds: which run deploys, and the release of its service, or of each of its services.
 * Its form is versioned; {@link releasesOf} reads both.
 */
export type DeploymentPayload = {
  readonly schema: typeof PAYLOAD_SCHEMA;
  readonly runId: string;
  readonly runAttempt: string;
} & (DeployedRelease | { readonly services: readonly DeployedRelease[] }) &
  (RollbackFacts | object);

/** The releases that a payload as it was written, or as GitHub gives it back, tells of. */
export function releasesOf(payload: unknown): readonly DeployedRelease[] {
  const services = memberOf(payload, 'services');
  return (Array.isArray(services) ? services : [payload]).flatMap((release: unknown) => {
    const texts = ['cluster', 'service', 'taskDefinition', 'previousTaskDefinition'].map((name) =>
      memberOf(release, name),
    );
    const [cluster, service, taskDefinition, previousTaskDefinition] = texts;
    if (
      typeof cluster !== 'string' ||
      typeof service !== 'string' ||
      typeof taskDefinition !== 'string' ||
      typeof previousTaskDefinition !== 'string'
    )
      return [];
    const images = listOf(memberOf(release, 'images')).filter((image) => typeof image === 'string');
    return [{ cluster, service, taskDefinition, previousTaskDefinition, images }];
  });
}

/** GitHub gives a payload back as it was given: JSON as text stays text. */
export function payloadOf(deployment: unknown): unknown {
  const payload = memberOf(deployment, 'payload');
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
