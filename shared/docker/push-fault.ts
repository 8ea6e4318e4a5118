/**
 * What kind of failure a build with a push met, told from buildx's last error.
 * - `login`: the registry does not accept the login (any more); get a new one
 * - `throttled`, `transient`: wait and try again; what is built is cached
 * - `no-repository`: it does not exist
 * - `denied`: the login is good, but may not push here
 * - `tag-taken`: the tag is immutable and exists; or may be, where the registry's answer names no reason
 * - `build`: the image cannot be built
 */
export type PushFault = 'login' | 'throttled' | 'transient' | 'no-repository' | 'denied' | 'tag-taken' | 'build';

/**
 * In this order: an expired login is answered with 403 too, and a command that failed may have printed anything.
 * Texts as containerd, BuildKit and ECR write them (docker/build-push-action#719, #826, #1042). ECR said that the
 * repository is immutable, and since tags can be exempt, that the tag is (osscontainertools/kaniko#204).
 */
const FAULTS: readonly (readonly [PushFault, RegExp])[] = [
  [
    'build',
    /did not complete successfully|dockerfile parse error|failed to compute cache key|failed to read dockerfile/i,
  ],
  ['tag-taken', /immutable|tag invalid|cannot be overwritten|PUT request to \S+\/manifests\/\S+: 400\b/i],
  [
    'no-repository',
    /name unknown|name_unknown|repository with name .* does not exist|\/blobs\/uploads\/?: 404 Not Found/i,
  ],
  ['login', /\b401 Unauthorized|no basic auth credentials|token has expired|authorization failed/i],
  ['throttled', /too ?many ?requests|rate exceeded/i],
  [
    'transient',
    /\b50[0234] [A-Z]|\bEOF\b|connection (?:reset|refused)|broken pipe|timeout|timed out|temporary failure|no such host|use of closed network/i,
  ],
  ['denied', /\b403 Forbidden|\bdenied\b/i],
];

/** The base image is somebody else's: a new login for our registry does not help, waiting may. */
const PULL = /failed to resolve source metadata|pull access denied|load metadata for|httpReadSeeker/i;

export function pushFault(reason: string): PushFault {
  const fault = FAULTS.find(([, texts]) => texts.test(reason))?.[0] ?? 'build';
  return PULL.test(reason) && fault !== 'throttled' && fault !== 'transient' ? 'build' : fault;
}
