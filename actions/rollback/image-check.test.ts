import { describe, expect, it } from '@jest/globals';
import { parseImageName } from './image-check.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('parseImageName', () => {
  it.each([
    [`${host}/web:1`, { host, repository: 'web', id: { tag: '1' } }],
    [`${host}/team/web@${digest}`, { host, repository: 'team/web', id: { digest } }],
    [`${host}/web:1@${digest}`, { host, repository: 'web', id: { digest } }],
    [`${host}/web`, { host, repository: 'web', id: { tag: 'latest' } }],
    ['localhost:5000/web:1', { host: 'localhost:5000', repository: 'web', id: { tag: '1' } }],
    ['localhost/web:1', { host: 'localhost', repository: 'web', id: { tag: '1' } }],
    ['nginx:1', undefined],
    ['team/web:1', undefined],
  ])('%s', (image, expected) => {
    expect(parseImageName(image)).toEqual(expected);
  });
});
