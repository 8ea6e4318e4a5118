import { describe, expect, it } from '@jest/globals';
import { InputError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { base, cases } from '../../test/wrong-inputs/build-image.ts';
import { parseInputs, type BuildImageInputs } from './inputs.ts';

function parse(inputs: Readonly<Record<string, string>>): BuildImageInputs {
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  return readInputs({ env, maskSecret: () => undefined }, parseInputs);
}

describe('parseInputs', () => {
  it('has the defaults of action.yml', () => {
    expect(parse({ repository: 'team/app' })).toEqual({
      repository: 'team/app',
      registry: undefined,
      context: '.',
      dockerfile: undefined,
      target: undefined,
      platforms: [],
      buildArgs: new Map(),
      secrets: new Map(),
      labels: new Map(),
      sha: undefined,
      tags: [],
      allowMutableTags: false,
      push: 'auto',
      reuse: 'commit',
      cache: 'registry',
      provenance: false,
      sbom: false,
      aws: { region: undefined, role: undefined },
    });
  });

  it('takes registry and region from the repository', () => {
    const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
    expect(parse({ repository: `${registry}/team/app` })).toMatchObject({
      repository: 'team/app',
      registry,
      aws: { region: 'eu-west-1' },
    });
  });

  it.each([
    ['file as dockerfile', { file: 'a/Dockerfile' }, { dockerfile: 'a/Dockerfile' }],
    ['push in any case', { push: 'False' }, { push: 'false' }],
    ['a mutable tag when told to', { tags: 'latest', 'allow-mutable-tags': 'true' }, { tags: ['latest'] }],
    ['a tag once', { tags: 'v1.2.3, v1.2.3' }, { tags: ['v1.2.3'] }],
    ['a secret of several lines', { secrets: '"key=a\nb"' }, { secrets: new Map([['key', 'a\nb']]) }],
    ['platforms', { platforms: 'linux/amd64, linux/arm/v7' }, { platforms: ['linux/amd64', 'linux/arm/v7'] }],
  ])('takes %s', (_, inputs, expected) => {
    expect(parse({ repository: 'app', ...inputs })).toMatchObject(expected);
  });

  const wrong = Object.entries(cases).flatMap(([input, list]) =>
    typeof list === 'string' ? [] : list.map((one) => [input, one] as const),
  );
  it.each(wrong)('refuses a wrong %s: %j', (input, { value, says, and }) => {
    const attempt = (): BuildImageInputs => parse({ ...base, ...and, [input]: value });
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(says);
  });

  it('never shows a secret it cannot read', () => {
    let message = '';
    try {
      parse({ repository: 'app', secrets: 'hunter2-hunter2' });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('Input secrets: line 1');
    expect(message).not.toContain('hunter2');
  });
});
