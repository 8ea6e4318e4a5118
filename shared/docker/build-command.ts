/** Everything one `docker buildx build` is told. */
export interface BuildRequest {
  /** Absolute path. */
  readonly context: string;
  /** Absolute path. */
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Path of the file with each secret, by its id. */
  readonly secretFiles: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  /** `registry/name:tag` */
  readonly imageName: string;
  /**
   * Where the image goes: pushed, into the engine's store for later steps, or nowhere (several platforms, which the
   * store of many engines cannot take).
   */
  readonly destination: 'registry' | 'engine' | 'nowhere';
  /** Image names to take cached layers from. */
  readonly cacheFrom: readonly string[];
  /** Image name the cache is written to. */
  readonly cacheTo: string | undefined;
  readonly provenance: boolean;
  readonly sbom: boolean;
  /** Path buildx writes the digest to. */
  readonly metadataFile: string;
}

/** Arguments of `docker` for a build. Nothing secret is among them: anyone on the machine can read an argument. */
export function buildCommand(request: BuildRequest): readonly string[] {
  const { target, cacheTo } = request;
  return [
    ...['buildx', 'build', '--progress=plain'],
    ...['--file', request.dockerfile],
    ...['--metadata-file', request.metadataFile],
    // Always said: buildx adds provenance by itself, and then the digest is that of an index, which the ECR basic scan
    // and AWS Lambda refuse (moby/buildkit#3499, docker/buildx#1509).
    ...[`--provenance=${request.provenance}`, `--sbom=${request.sbom}`],
    ...(target === undefined ? [] : ['--target', target]),
    ...(request.platforms.length === 0 ? [] : ['--platform', request.platforms.join(',')]),
    ...pairs('--build-arg', request.buildArgs),
    ...pairs('--label', request.labels),
    ...[...request.secretFiles].flatMap(([id, path]) => ['--secret', csv([`id=${id}`, `src=${path}`])]),
    ...request.cacheFrom.flatMap((ref) => ['--cache-from', csv(['type=registry', `ref=${ref}`])]),
    ...(cacheTo === undefined ? [] : ['--cache-to', csv(cacheExport(cacheTo))]),
    ...['--tag', request.imageName],
    ...DESTINATION[request.destination],
    request.context,
  ];
}

const DESTINATION: Readonly<Record<BuildRequest['destination'], readonly string[]>> = {
  registry: ['--push'],
  engine: ['--load'],
  nowhere: ['--output', 'type=cacheonly'],
};

/**
 * ECR takes a cache only as an OCI image manifest (aws/containers-roadmap#876), and a cache that cannot be written,
 * as under an immutable tag, must not fail a good build.
 */
function cacheExport(ref: string): readonly string[] {
  return ['type=registry', `ref=${ref}`, 'mode=max', 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
}

function pairs(flag: string, values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** One line of CSV, as buildx reads the values of such options. */
function csv(fields: readonly string[]): string {
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}
