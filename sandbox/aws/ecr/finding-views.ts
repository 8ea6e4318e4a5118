import type { JsonObject } from '../service.ts';
import type { Finding } from './scans.ts';

/** As basic scanning words a finding. */
export function viewBasicFinding({ name, severity, description, uri, package: affected }: Finding): JsonObject {
  const attributes = affected && [
    { key: 'package_version', value: affected.version },
    { key: 'package_name', value: affected.name },
  ];
  return { name, description, uri, severity, attributes: attributes ?? [] };
}

export interface FindingPlace {
  readonly account: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** Epoch milliseconds. */
  readonly observedAt: number;
}

/** As Amazon Inspector words a finding, through ECR. */
export function viewEnhancedFinding(finding: Finding, place: FindingPlace): JsonObject {
  const { name, severity, description, uri, package: affected } = finding;
  const at = place.observedAt / 1000;
  return {
    awsAccountId: place.account,
    findingArn: `arn:aws:inspector2:${place.region}:${place.account}:finding/${name.toLowerCase()}`,
    title: affected === undefined ? name : `${name} - ${affected.name}`,
    type: 'PACKAGE_VULNERABILITY',
    status: 'ACTIVE',
    severity: severity === 'UNDEFINED' ? 'UNTRIAGED' : severity,
    description,
    firstObservedAt: at,
    lastObservedAt: at,
    updatedAt: at,
    fixAvailable: affected?.fixedIn === undefined ? 'NO' : 'YES',
    packageVulnerabilityDetails: {
      vulnerabilityId: name,
      sourceUrl: uri,
      vulnerablePackages: affected && [
        { name: affected.name, version: affected.version, fixedInVersion: affected.fixedIn },
      ],
    },
    resources: [
      {
        type: 'AWS_ECR_CONTAINER_IMAGE',
        id: `${place.repositoryArn}/${place.digest}`,
        details: {
          awsEcrContainerImage: {
            repositoryName: place.repositoryName,
            imageHash: place.digest,
            imageTags: place.tags,
            registry: place.account,
          },
        },
      },
    ],
  };
}
