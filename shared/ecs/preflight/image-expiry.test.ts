import { describe, expect, it } from '@jest/globals';
import type { ImageFacts } from '#shared/ecr/lifecycle/select';
import { awsError } from '#shared/ecs/testing/scripted-ecs';
import { FakeClock } from '#shared/testing/fake-clock';
import type { PreflightApi } from './api.ts';
import { checkImageExpiry, type ExpiryOptions } from './image-expiry.ts';
import { fakeApi } from './testing/fake-preflight.ts';
import { ACCOUNT } from './testing/subjects.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const IMAGE = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:${'d'.repeat(64)}`;

const policy = (selection: object, type = 'expire', rulePriority = 3): string =>
  JSON.stringify({ rules: [{ rulePriority, selection: { tagStatus: 'any', ...selection }, action: { type } }] });
const aged = (countNumber: number, countType = 'sinceImagePushed') => ({ countType, countUnit: 'days', countNumber });

function facts(daysAgo: number, more: Partial<ImageFacts> = {}): ImageFacts {
  const times = { pushedAt: NOW - daysAgo * DAY, pulledAt: undefined, activatedAt: undefined };
  return { digest: `sha256:${daysAgo}`, tags: ['v1'], ...times, status: 'ACTIVE', ...more };
}

interface World {
  readonly policy?: string | undefined;
  readonly image?: ImageFacts;
  readonly others?: readonly ImageFacts[] | undefined;
}

const answers = ({ policy: text, image = facts(26), others }: World): Partial<PreflightApi> => ({
  lifecyclePolicy: () => Promise.resolve(text),
  imageFacts: () => Promise.resolve(image),
  imagesOf: () => Promise.resolve(others),
});

async function check(api: Partial<PreflightApi>, images = [IMAGE], options: Partial<ExpiryOptions> = {}) {
  const clock = new FakeClock({ now: NOW });
  const { warnings, told } = await checkImageExpiry(
    images,
    { pulledNow: false, ...options },
    { openApi: () => fakeApi(api), clock, random: () => 0, ownEndpoint: false },
  );
  return { warnings: warnings.map(({ problem }) => problem), fixes: warnings.map(({ fix }) => fix), told };
}

const nothing = { warnings: [], fixes: [], told: [] };

describe('what is about to happen to an image', () => {
  it.each<readonly [string, World, string]>([
    ['a date', { policy: policy(aged(30)) }, 'deleted by rule 3 of the lifecycle policy on 2026-11-25, in 4 days.'],
    ['an archive', { policy: policy(aged(30, 'sinceImagePulled'), 'transition') }, 'archived by rule 3 .* in 4 days.'],
    ['a date that is over', { policy: policy(aged(20)) }, 'deleted by rule 3 of the lifecycle policy within 24 hours.'],
    [
      'a place beyond',
      { policy: policy({ countType: 'imageCountMoreThan', countNumber: 1 }), others: [facts(1), facts(26)] },
      'deleted within 24 hours by rule 3 .*, which keeps 1: it is number 2.',
    ],
    [
      'the next push',
      { policy: policy({ countType: 'imageCountMoreThan', countNumber: 2 }), others: [facts(1), facts(26)] },
      'deleted after 1 more push, by rule 3 .*, which keeps 2; at the rate since it was pushed, in 26 days.',
    ],
    [
      'many pushes soon',
      {
        policy: policy({ countType: 'imageCountMoreThan', countNumber: 5 }),
        image: facts(2),
        others: [facts(1), facts(1.5)],
      },
      'deleted after 3 more pushes, .*, in 3 days.',
    ],
    ['the archive', { image: facts(1, { status: 'ARCHIVED' }) }, 'is archived in ECR and cannot be pulled.'],
  ])('is a warning with what to do: %s', async (...[, world, expected]) => {
    const { warnings, fixes, told } = await check(answers(world));
    expect(warnings).toEqual([expect.stringMatching(expected)]);
    expect(fixes).toEqual([expect.stringMatching(/keep-\*|aws ecr update-image-storage-class/)]);
    expect(told).toEqual([]);
  });

  it.each<readonly [string, World, string]>([
    ['a date far off', { policy: policy(aged(60)) }, 'on 2026-12-25.'],
    [
      'many pushes',
      { policy: policy({ countType: 'imageCountMoreThan', countNumber: 9 }), others: [facts(1)] },
      'after 8 more pushes, .*, in 208 days.',
    ],
    ['an unknown rule', { policy: policy(aged(1, 'sinceMoon')) }, 'not known: rule 3 .* \\(sinceMoon\\).'],
    [
      'a policy of an unknown form',
      { policy: '{}' },
      'Not checked, since the lifecycle policy is of an unknown form: when ',
    ],
    [
      'too many images',
      { policy: policy({ countType: 'imageCountMoreThan', countNumber: 9 }), others: undefined },
      'Not checked, since the repository has too many images to count',
    ],
  ])('is told: %s', async (...[, world, expected]) => {
    const { warnings, told } = await check(answers(world));
    expect(warnings).toEqual([]);
    expect(told).toEqual([expect.stringMatching(expected)]);
  });
});

it.each<readonly [string, World]>([
  ['no policy', {}],
  ['no rule that selects it', { policy: policy({ ...aged(1), tagStatus: 'untagged' }) }],
])('says nothing where there is %s', async (...[, world]) => {
  expect(await check(answers(world))).toEqual(nothing);
});

it('asks nothing of images outside ECR', async () => {
  expect(await check({}, ['web:1', 'ghcr.io/org/web:1'])).toEqual(nothing);
});

it('leaves an image that is gone to the check of what a release needs', async () => {
  const api = { ...answers({ policy: policy(aged(1)) }), imageFacts: () => Promise.resolve(undefined) };
  expect(await check(api)).toEqual(nothing);
});

it('takes a pull that is about to be made for the last one', async () => {
  const { warnings, told } = await check(
    answers({ policy: policy(aged(30, 'sinceImagePulled'), 'transition') }),
    [IMAGE],
    { pulledNow: true },
  );
  expect(warnings).toEqual([]);
  expect(told).toEqual([expect.stringContaining('on 2026-12-21.')]);
});

it.each(['lifecyclePolicy', 'imageFacts', 'imagesOf'] as const)('says so when %s is denied', async (denied) => {
  const counting = policy({ countType: 'imageCountMoreThan', countNumber: 9 });
  const api = {
    ...answers({ policy: counting, others: [] }),
    [denied]: () => Promise.reject(awsError('AccessDeniedException', 'no')),
  };
  const permission = denied === 'lifecyclePolicy' ? 'ecr:GetLifecyclePolicy' : 'ecr:DescribeImages';
  expect(await check(api)).toEqual({
    ...nothing,
    told: [`Not checked, since this job's role lacks ${permission}: when ${IMAGE} expires.`],
  });
});
