import { expect, it } from '@jest/globals';
import { pushFault, type PushFault } from './push-fault.ts';

const PUSH = 'failed to push localhost:5012/app:v1:';

it.each<[PushFault, string]>([
  ['build', 'process "/bin/sh -c curl x" did not complete successfully: exit code: 56: unexpected EOF 503'],
  ['build', 'failed to compute cache key: "/nope.txt": not found'],
  ['build', 'target stage "zzz" could not be found'],
  ['build', 'localhost:5011/nothere:1: failed to resolve source metadata for localhost:5011/nothere:1: not found'],
  [
    'build',
    'node:99: pull access denied, repository does not exist or may require authorization: authorization failed',
  ],
  ['throttled', 'node:24: failed to resolve source metadata for docker.io/library/node:24: 429 Too Many Requests'],
  ['transient', 'node:24: failed to resolve source metadata for docker.io/library/node:24: TLS handshake timeout'],
  ['login', `${PUSH} unexpected status from HEAD request to https://x/v2/app/blobs/sha256:a: 401 Unauthorized`],
  ['login', 'no basic auth credentials'],
  ['login', 'denied: Your authorization token has expired. Reauthenticate and try again.'],
  ['throttled', `${PUSH} toomanyrequests: Rate exceeded`],
  [
    'transient',
    `${PUSH} unexpected status from POST request to https://x/v2/app/blobs/uploads/: 503 Service Unavailable`,
  ],
  ['transient', `${PUSH} failed to do request: Put "https://x/v2/": EOF`],
  ['transient', `${PUSH} failed to do request: dial tcp 127.0.0.1:5999: connect: connection refused`],
  ['transient', `${PUSH} write tcp 10.0.0.1:4->10.0.0.2:443: write: connection reset by peer`],
  [
    'no-repository',
    "name unknown: The repository with name 'app' does not exist in the registry with id '123456789012'",
  ],
  [
    'no-repository',
    `${PUSH} unexpected status from POST request to http://localhost:5012/v2/no/such/blobs/uploads/: 404 Not Found`,
  ],
  ['denied', 'failed to push r/app-500: unexpected status from HEAD request to https://r/v2/app-500/x: 403 Forbidden'],
  ['denied', `${PUSH} unexpected status from HEAD request to https://x/v2/app/blobs/sha256:a: 403 Forbidden`],
  [
    'tag-taken',
    "tag invalid: The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the repository is immutable.",
  ],
  [
    'tag-taken',
    "TAG_INVALID: The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
  ],
  [
    'tag-taken',
    `${PUSH} failed commit on ref "manifest-sha256:0a": unexpected status from PUT request to http://localhost:5012/v2/app/manifests/v1: 400 Bad Request`,
  ],
])('%s: %s', (fault, reason) => {
  expect(pushFault(reason)).toBe(fault);
});
