import { describe, expect, it } from '@jest/globals';
import { configPlatform, manifestPlatforms, platformName, runsOn, wantedPlatform } from './image-platform.ts';
import { subject } from './testing/subjects.ts';

const named = (name: string) => {
  const [os = '', architecture = ''] = name.split('/');
  return { os, architecture };
};

describe('what the tasks run on', () => {
  it.each<[string, Parameters<typeof subject>[0], string | undefined]>([
    ['Fargate without a word', {}, 'linux/amd64'],
    [
      'Fargate Spot without a word',
      { service: { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] } },
      'linux/amd64',
    ],
    ['ARM64', { task: { runtimePlatform: { cpuArchitecture: 'ARM64' } } }, 'linux/arm64'],
    [
      'X86_64',
      { task: { runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } } },
      'linux/amd64',
    ],
    ['Windows', { task: { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } }, 'windows/amd64'],
    ['instances without a word', { service: { launchType: 'EC2' } }, undefined],
    [
      'instances with one',
      { service: { launchType: 'EC2' }, task: { runtimePlatform: { cpuArchitecture: 'ARM64' } } },
      'linux/arm64',
    ],
  ])('%s', (_, options, expected) => {
    const wanted = wantedPlatform(subject(options));
    expect(wanted === undefined ? undefined : platformName(wanted)).toBe(expected);
  });
});

describe('a manifest', () => {
  const config = { digest: 'sha256:c', mediaType: 'application/vnd.oci.image.config.v1+json' };

  it.each<[string, object, ReturnType<typeof manifestPlatforms>]>([
    [
      'of several platforms, with an attestation',
      {
        manifests: [
          { platform: named('linux/amd64') },
          { platform: { ...named('linux/arm'), variant: 'v7' } },
          { platform: named('unknown/unknown') },
        ],
      },
      { kind: 'listed', platforms: [named('linux/amd64'), named('linux/arm')] },
    ],
    ['of several images without platforms', { manifests: [{}] }, { kind: 'untold' }],
    ['of one image', { config }, { kind: 'in-config', digest: 'sha256:c' }],
    [
      'of one image in the form of Docker',
      { config: { ...config, mediaType: 'application/vnd.docker.container.image.v1+json' } },
      { kind: 'in-config', digest: 'sha256:c' },
    ],
    [
      'of something else',
      { config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
      { kind: 'untold' },
    ],
  ])('%s', (_, manifest, expected) => {
    expect(manifestPlatforms(JSON.stringify(manifest))).toEqual(expected);
  });

  it('has its platform in its configuration', () => {
    expect(configPlatform('{"os":"linux","architecture":"arm64","config":{}}')).toEqual(named('linux/arm64'));
    expect(configPlatform('{}')).toBeUndefined();
  });
});

it.each([
  ['linux/amd64', 'linux/amd64', true],
  ['linux/386', 'linux/amd64', true],
  ['linux/arm64', 'linux/amd64', false],
  ['linux/amd64', 'linux/arm64', false],
  ['linux/arm', 'linux/arm64', true],
  ['windows/amd64', 'linux/amd64', false],
])('%s on %s: %s', (image, tasks, expected) => {
  expect(runsOn(named(image), named(tasks))).toBe(expected);
});
