import { describe, expect, it } from '@jest/globals';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import type { PreflightApi, RegionalImage } from './api.ts';
import { checkImage, usedImages } from './images.ts';
import { fakeTools, told } from './testing/fake-preflight.ts';
import { subject } from './testing/subjects.ts';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const image = `${HOST}/web:abc`;
const used = { image, containers: ['web'] };

const amd64 = JSON.stringify({ manifests: [{ platform: { os: 'linux', architecture: 'amd64' } }] });
const arm64 = JSON.stringify({ manifests: [{ platform: { os: 'linux', architecture: 'arm64' } }] });
const single = JSON.stringify({
  config: { digest: DIGEST, mediaType: 'application/vnd.oci.image.config.v1+json' },
});
const found = (manifest: string) => () => Promise.resolve({ digest: DIGEST, mediaType: 'any', manifest });
const nothing = { image: () => Promise.resolve(undefined) };
const noRepository = { image: () => Promise.reject(awsError('RepositoryNotFoundException', 'no repository')) };
const denied = () => Promise.reject(awsError('AccessDeniedException', 'no'));

const check = async (answers: Partial<PreflightApi>, of = used) =>
  told(await checkImage(of, subject(), fakeTools(answers)));

it('asks for each image once', () => {
  const containers = [
    { name: 'a', image: 'x:1' },
    { name: 'b', image: 'y:1' },
    { name: 'c', image: 'x:1' },
  ];
  expect(usedImages(subject({ containers }))).toEqual([
    { image: 'x:1', containers: ['a', 'c'] },
    { image: 'y:1', containers: ['b'] },
  ]);
});

describe('an image in ECR', () => {
  it.each<[string, string, RegionalImage]>([
    ['a tag', image, { region: 'eu-west-1', registryId: '111122223333', repository: 'web', tag: 'abc' }],
    [
      'a digest',
      `${image}@${DIGEST}`,
      { region: 'eu-west-1', registryId: '111122223333', repository: 'web', digest: DIGEST },
    ],
    ['no tag', `${HOST}/web`, { region: 'eu-west-1', registryId: '111122223333', repository: 'web', tag: 'latest' }],
    [
      'another account, in China',
      '444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1',
      { region: 'cn-north-1', registryId: '444455556666', repository: 'web', tag: '1' },
    ],
  ])('is asked for by %s, where it is', async (_, name, query) => {
    const asked: unknown[] = [];
    const answer = (what: RegionalImage) => {
      asked.push(what);
      return found(amd64)();
    };
    await check({ image: answer }, { image: name, containers: ['web'] });
    expect(asked).toEqual([query]);
  });

  it.each<[string, Partial<PreflightApi>, readonly unknown[]]>([
    ['there, for the platform', { image: found(amd64) }, []],
    [
      'for another platform',
      { image: found(arm64) },
      [expect.stringMatching(/error: .* built for linux\/arm64, and the tasks run on linux\/amd64/)],
    ],
    [
      'for another platform, as its configuration tells',
      { image: found(single), imageConfig: () => Promise.resolve('{"os":"linux","architecture":"arm64"}') },
      [expect.stringMatching(/error: .* built for linux\/arm64/)],
    ],
    [
      'whose configuration may not be read',
      { image: found(single), imageConfig: denied },
      [`unchecked: the platform of ${image}, since this job's role lacks ecr:GetDownloadUrlForLayer`],
    ],
    [
      'that is not there',
      { ...nothing, pullThroughPrefixes: () => Promise.resolve([]) },
      [expect.stringMatching(/error: .* repository web has no tag abc\./)],
    ],
    [
      'without repository',
      { ...noRepository, pullThroughPrefixes: () => Promise.resolve([]) },
      [expect.stringMatching(/error: .* there is no repository web in account 111122223333 in eu-west-1\./)],
    ],
    [
      'that a cache rule may fetch',
      { ...nothing, pullThroughPrefixes: () => Promise.resolve(['docker-hub', 'ROOT']) },
      [expect.stringMatching(/note: .* pull through cache/)],
    ],
    [
      'that no cache rule fetches',
      { ...nothing, pullThroughPrefixes: () => Promise.resolve(['we']) },
      [expect.stringMatching(/error/)],
    ],
    [
      'where cache rules may not be read',
      { ...nothing, pullThroughPrefixes: denied },
      [expect.stringMatching(/error/)],
    ],
    ['that may not be read', { image: denied }, [`unchecked: ${image}, since this job's role lacks ecr:BatchGetImage`]],
  ])('%s', async (_, answers, expected) => {
    expect(await check(answers)).toEqual(expected);
  });

  it('by the tag latest is noted', async () => {
    const latest = { image: `${HOST}/web`, containers: ['web'] };
    expect(await check({ image: found(amd64) }, latest)).toEqual([expect.stringMatching(/note: .* the tag latest/)]);
  });
});

describe('an image elsewhere', () => {
  it('is not checked, and ECR is not asked', async () => {
    expect(await check({}, { image: 'public.ecr.aws/nginx/nginx:1', containers: ['web'] })).toEqual([
      'unchecked: public.ecr.aws/nginx/nginx:1, since only private registries of Amazon ECR can be asked',
    ]);
  });

  it('is in ECR, when at an endpoint of the user ECR names the registry as its own', async () => {
    const answers = { ownRegistry: () => Promise.resolve('localhost:5000'), image: found(arm64) };
    const at = (name: string) =>
      checkImage({ image: name, containers: ['web'] }, subject(), fakeTools(answers, { ownEndpoint: true }));
    expect(told(await at('localhost:5000/web:1'))).toEqual([expect.stringMatching(/error: .*arm64/)]);
    expect(told(await at('localhost:6000/web:1'))).toEqual([expect.stringMatching(/unchecked/)]);
  });

  it('is in ECR, too, when ECR has its digest there: nobody is asked for the name of the registry', async () => {
    const at = (name: string, answers: Partial<PreflightApi>) =>
      checkImage({ image: name, containers: ['web'] }, subject(), fakeTools(answers, { ownEndpoint: true }));
    expect(told(await at(`localhost:6000/web@${DIGEST}`, { image: found(amd64) }))).toEqual([]);
    const ownRegistry = () => Promise.resolve('localhost:5000');
    const without = { ...nothing, ownRegistry, pullThroughPrefixes: () => Promise.resolve([]) };
    expect(told(await at(`localhost:6000/web@${DIGEST}`, without))).toEqual([expect.stringMatching(/unchecked/)]);
    expect(told(await at(`localhost:5000/web@${DIGEST}`, without))).toEqual([
      expect.stringMatching(/error: .* does not exist/),
    ]);
  });

  it('is none when its name is no name', async () => {
    expect(await check({}, { image: 'Web:1', containers: ['web'] })).toEqual([
      'error: Image Web:1 (container web) is no image reference.',
    ]);
  });
});
