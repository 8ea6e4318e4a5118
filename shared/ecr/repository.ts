/** A private ECR registry, told from its host name. */
export interface EcrHost {
  readonly accountId: string;
  readonly region: string;
}

// ACCOUNT.dkr.ecr.REGION.amazonaws.com[.cn] (.eu in the European Sovereign Cloud), its FIPS form, and the dual-stack form ACCOUNT.dkr-ecr.REGION.on.aws
// (ECR user guide, "Private registry" and "Making requests over IPv6").
const ECR_HOST =
  /^(?<accountId>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;

/** Undefined when `host` is no private ECR registry. */
export function parseEcrHost(host: string): EcrHost | undefined {
  const { accountId, region } = ECR_HOST.exec(host)?.groups ?? {};
  return accountId === undefined || region === undefined ? undefined : { accountId, region };
}

export interface RepositoryReference {
  /** Host, with a port where one is needed; undefined when only the name was given. */
  readonly registry: string | undefined;
  readonly name: string;
}

// ECR API reference, CreateRepository: pattern and length of repositoryName.
const REPOSITORY_NAME = /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const REGISTRY_HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?$/;
// OCI distribution specification, "Pulling manifests".
const TAG = /^\w[\w.-]{0,127}$/;

/** Reads `name` or `registry/name`. Undefined when it is neither, or has a tag or digest. */
export function parseRepository(text: string): RepositoryReference | undefined {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  // Docker's rule for telling a host from the first part of a name: it has a dot or a port, or is localhost.
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const registry = hasRegistry ? first : undefined;
  const name = hasRegistry ? text.slice(slash + 1) : text;
  if (!REPOSITORY_NAME.test(name) || (registry !== undefined && !isRegistryHost(registry))) return undefined;
  return { registry, name };
}

/** A host name with an optional port, without scheme or path. */
export function isRegistryHost(text: string): boolean {
  return REGISTRY_HOST.test(text);
}

export function isTag(text: string): boolean {
  return TAG.test(text);
}
