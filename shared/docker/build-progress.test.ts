import { expect, it } from '@jest/globals';
import { createProgressReader } from './build-progress.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const INDEX = `sha256:${'2'.repeat(64)}`;

function read(text: string) {
  const reader = createProgressReader();
  for (const line of text.split('\n')) reader.add(line);
  return reader;
}

it('keeps the instructions, and how each ended', () => {
  const { steps } = read(`#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 141B done
#1 DONE 0.0s

#2 [auth] library/node:pull token for registry-1.docker.io
#2 DONE 0.0s

#4 [linux/amd64 base 1/3] FROM docker.io/library/node:24@sha256:abc
#4 CACHED

#5 [base 2/3] RUN npm ci
#5 0.117 #4 DONE 9.9s
#5 0.120 ERROR: not buildx's
#5 ...

#6 [stage-1 1/1] RUN exit 3
#6 ERROR: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3

#5 [base 2/3] RUN npm ci
#5 CANCELED

#7 [1/2] COPY . .
#7 DONE 12.3s`);
  expect(steps).toEqual([
    { name: '[linux/amd64 base 1/3] FROM docker.io/library/node:24@sha256:abc', outcome: 'cached', seconds: undefined },
    { name: '[base 2/3] RUN npm ci', outcome: 'unfinished', seconds: undefined },
    { name: '[stage-1 1/1] RUN exit 3', outcome: 'failed', seconds: undefined },
    { name: '[1/2] COPY . .', outcome: 'done', seconds: 12.3 },
  ]);
});

it.each([
  ['nothing exported', '#1 [1/1] COPY . .\n#1 DONE 0.1s', undefined],
  ['one manifest', `#7 exporting manifest ${DIGEST} done\n#8 writing cache image manifest ${INDEX} done`, DIGEST],
  [
    'an index around it',
    `#6 exporting manifest ${DIGEST} done\n#6 exporting attestation manifest ${DIGEST} done\n#6 exporting manifest list ${INDEX} done`,
    INDEX,
  ],
  ['what a command printed', `#5 [1/1] RUN x\n#5 0.1 exporting manifest ${DIGEST}`, undefined],
])('the exported digest: %s', (_, text, expected) => {
  expect(read(text).exportedDigest).toBe(expected);
});

it('knows why the cache could not be written, and takes it for no step', () => {
  const { cacheError, steps } = read(`#8 exporting cache to registry
#8 writing cache image manifest ${DIGEST} done
#8 ERROR: error writing manifest blob: 400 Bad Request
#9 pushing localhost:5000/app:v1 with docker
#9 DONE 0.0s`);
  expect(cacheError).toBe('error writing manifest blob: 400 Bad Request');
  expect(steps).toEqual([]);
});
