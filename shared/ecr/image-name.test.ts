import { describe, expect, it } from '@jest/globals';
import { parseImageName } from './image-name.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('an image name', () => {
  it.each([
    ['redis', [undefined, 'redis', undefined, undefined]],
    ['redis:7', [undefined, 'redis', '7', undefined]],
    ['team/app:1.2', [undefined, 'team/app', '1.2', undefined]],
    [`${HOST}/web:abc`, [HOST, 'web', 'abc', undefined]],
    [`${HOST}/team/web@${DIGEST}`, [HOST, 'team/web', undefined, DIGEST]],
    [`${HOST}/web:abc@${DIGEST}`, [HOST, 'web', 'abc', DIGEST]],
    ['host:5000/web', ['host:5000', 'web', undefined, undefined]],
    ['host:5000/web:1', ['host:5000', 'web', '1', undefined]],
    [`localhost/web@${DIGEST}`, ['localhost', 'web', undefined, DIGEST]],
    ['public.ecr.aws/nginx/nginx:1', ['public.ecr.aws', 'nginx/nginx', '1', undefined]],
  ])('%s', (image, [registry, repository, tag, digest]) => {
    expect(parseImageName(image)).toEqual({ registry, repository, tag, digest });
  });

  it.each(['', ':tag', 'Web', 'web:', 'web@sha256:abc', 'web:a b', `${HOST}/`, `web@${DIGEST}:tag`])(
    'is not %j',
    (image) => {
      expect(parseImageName(image)).toBeUndefined();
    },
  );
});
