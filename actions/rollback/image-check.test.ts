import { describe, expect, it } from '@jest/globals';
import { parseEcrImage } from './image-check.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const place = { registryId: '111122223333', region: 'eu-west-1' };

describe('parseEcrImage', () => {
  it.each([
    [`${host}/web:1`, { ...place, repository: 'web', id: { tag: '1' } }],
    [`${host}/team/web@${digest}`, { ...place, repository: 'team/web', id: { digest } }],
    [`${host}/web:1@${digest}`, { ...place, repository: 'web', id: { digest } }],
    [`${host}/web`, { ...place, repository: 'web', id: { tag: 'latest' } }],
    ['nginx:1', undefined],
    ['localhost:5000/web:1', undefined],
    ['public.ecr.aws/nginx/nginx:1', undefined],
  ])('%s', (image, expected) => {
    expect(parseEcrImage(image)).toEqual(expected);
  });
});
