import { describe, expect, it } from '@jest/globals';
import { buildCommand, type BuildRequest } from './build-command.ts';

const plain: BuildRequest = {
  context: '/work',
  dockerfile: '/work/Dockerfile',
  target: undefined,
  platforms: [],
  buildArgs: new Map(),
  secretFiles: new Map(),
  labels: new Map(),
  imageName: 'localhost:5000/app:v1',
  destination: 'registry',
  cacheFrom: [],
  cacheTo: undefined,
  provenance: false,
  sbom: false,
  metadataFile: '/tmp/metadata.json',
};

describe('buildCommand', () => {
  it('builds one plain manifest and pushes it', () => {
    expect(buildCommand(plain)).toEqual([
      'buildx',
      'build',
      '--progress=plain',
      '--file',
      '/work/Dockerfile',
      '--metadata-file',
      '/tmp/metadata.json',
      '--provenance=false',
      '--sbom=false',
      '--tag',
      'localhost:5000/app:v1',
      '--push',
      '/work',
    ]);
  });

  it.each<[string, Partial<BuildRequest>, readonly string[]]>([
    ['a stage', { target: 'api' }, ['--target', 'api']],
    ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }, ['--platform', 'linux/amd64,linux/arm64']],
    ['build arguments', { buildArgs: new Map([['A', 'x=y z']]) }, ['--build-arg', 'A=x=y z']],
    [
      'labels',
      {
        labels: new Map([
          ['a', '1'],
          ['b', ''],
        ]),
      },
      ['--label', 'a=1', '--label', 'b='],
    ],
    ['secrets, by file', { secretFiles: new Map([['tok', '/t/s']]) }, ['--secret', 'id=tok,src=/t/s']],
    ['a path that CSV must quote', { secretFiles: new Map([['t', '/a,b']]) }, ['--secret', 'id=t,"src=/a,b"']],
    [
      'caches',
      { cacheFrom: ['r/a:c1', 'r/a:c2'] },
      ['--cache-from', 'type=registry,ref=r/a:c1', '--cache-from', 'type=registry,ref=r/a:c2'],
    ],
    [
      'a cache ECR takes',
      { cacheTo: 'r/a:c' },
      ['--cache-to', 'type=registry,ref=r/a:c,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true'],
    ],
    ['attestations', { provenance: true, sbom: true }, ['--provenance=true', '--sbom=true']],
    ['the engine as destination', { destination: 'engine' }, ['--load', '/work']],
    ['no destination', { destination: 'nowhere' }, ['--output', 'type=cacheonly', '/work']],
  ])('passes %s', (_, change, expected) => {
    expect(buildCommand({ ...plain, ...change }).join('\n')).toContain(expected.join('\n'));
  });
});
